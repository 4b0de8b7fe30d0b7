"""Reads the sums that are kept of whole months; see ledger.month_sums_schema for how long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.local_sums import EnergySum, LocalSums, Whose
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.ledger.claims import STATED_ENERGY

if TYPE_CHECKING:
    import sqlite3

#: Bits of month_energy.flags. PENDING: of a program that is not counted; in no total.
LOCAL, LOCAL_UNKNOWN, STANDBY_UNKNOWN, IDLE_UNKNOWN, PENDING = 1, 2, 4, 8, 16

# Looked up: an enum takes its time to be called.
_KINDS = {kind.value: kind for kind in DeviceKind}
_QUALITIES = {quality.value: quality for quality in Quality}


def flags_of(part: EnergySum) -> int:
    """What is unknown in a sum, as it is stored."""
    return (
        LOCAL * part.local
        + LOCAL_UNKNOWN * part.local_unknown
        + STANDBY_UNKNOWN * part.standby_unknown
        + IDLE_UNKNOWN * part.idle_unknown
    )


def sealed_months(connection: sqlite3.Connection, first_month: str, last_month: str) -> dict[str, LocalSums]:
    """What is kept of this machine in each month ("2026-03", both included) of which anything is kept."""
    span = (first_month, last_month)
    found = {
        month: LocalSums({}, *numbers)
        for month, *numbers in connection.execute(
            "SELECT month, session_count, knowing_days, using_days FROM month_seal"
            " WHERE month BETWEEN ? AND ?",
            span,
        )
    }
    rows = connection.execute(
        """SELECT month, app.key, app.name, model.name, device.kind, vendor, quality,
                  local_j, standby_j, idle_j, nobodys_j, learning_j, flags
           FROM month_energy JOIN device ON device.id = device_id
           LEFT JOIN workload ON workload.id = workload_id
           LEFT JOIN app ON app.id = app_id LEFT JOIN model ON model.id = model_id
           WHERE month BETWEEN ? AND ? AND NOT flags & ?""",
        (*span, PENDING),
    )
    for (
        month,
        app,
        app_name,
        model,
        kind,
        vendor,
        quality,
        local_j,
        standby_j,
        idle_j,
        nobodys_j,
        learning_j,
        flags,
    ) in rows:
        whose = Whose(app, app_name, model, _KINDS[kind], vendor, _QUALITIES[quality])
        part = EnergySum(
            local_j,
            standby_j,
            idle_j,
            nobodys_j,
            learning_j,
            local_unknown=bool(flags & LOCAL_UNKNOWN),
            standby_unknown=bool(flags & STANDBY_UNKNOWN),
            idle_unknown=bool(flags & IDLE_UNKNOWN),
            local=bool(flags & LOCAL),
        )
        parts = found[month].parts
        # Two workloads may share an app and a model: two engines, two devices of a kind.
        if whose in parts:
            parts[whose].merge(part)
        else:
            parts[whose] = part
    return found


def unsealed_spans(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(first, last) day of each month of which nothing is kept, between the first and the last energy."""
    first, last = connection.execute(
        "SELECT (SELECT min(local_day) FROM energy), (SELECT max(local_day) FROM energy)"
    ).fetchone()
    if first is None:
        return []
    sealed = {month for (month,) in connection.execute("SELECT month FROM month_seal")}
    months = range(_number(first), _number(last) + 1)
    names = (f"{number // 12:04}-{number % 12 + 1:02}" for number in months)
    return [(f"{month}-01", f"{month}-31") for month in names if month not in sealed]


def _number(day: str) -> int:
    """The number of a day's month since the year 0."""
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def sensed_devices(connection: sqlite3.Connection) -> set[int]:
    """Ids of the devices that a sensor ever read."""
    kept = "SELECT DISTINCT device_id FROM month_energy WHERE quality <> 'modelled'"
    found = {device_id for (device_id,) in connection.execute(kept)}
    for span in unsealed_spans(connection):
        rows = connection.execute(
            "SELECT DISTINCT device_id FROM energy WHERE local_day BETWEEN ? AND ? AND quality <> 'modelled'",
            span,
        )
        found.update(device_id for (device_id,) in rows)
    return found


def program_joules(connection: sqlite3.Connection) -> dict[int, float]:
    """What each program (id) drew, as the person has it; from whole months where they are kept."""
    rows = connection.execute(
        """SELECT program_id, local_j + nobodys_j + learning_j FROM month_energy
           JOIN workload ON workload.id = workload_id WHERE program_id IS NOT NULL"""
    ).fetchall()
    for first, last in unsealed_spans(connection):
        rows += connection.execute(
            f"""WITH {STATED_ENERGY} SELECT program_id, joules FROM stated
                JOIN workload ON workload.id = workload_id WHERE program_id IS NOT NULL""",  # noqa: S608
            {"first": first, "last": last},
        ).fetchall()
    joules: dict[int, float] = {}
    for program_id, drawn_j in rows:
        joules[program_id] = joules.get(program_id, 0.0) + drawn_j
    return joules


def sealed_counts(
    connection: sqlite3.Connection, first_month: str, last_month: str
) -> dict[str, list[tuple[str, int, float]]]:
    """(activity, entries, counts added up) in each month of which anything is kept, what recurs left out."""
    span = (first_month, last_month)
    found: dict[str, list[tuple[str, int, float]]] = {
        month: []
        for (month,) in connection.execute("SELECT month FROM month_seal WHERE month BETWEEN ? AND ?", span)
    }
    for month, *count in connection.execute(
        "SELECT month, activity, entries, counted FROM month_count WHERE month BETWEEN ? AND ?", span
    ):
        found[month].append((count[0], count[1], count[2]))
    return found
