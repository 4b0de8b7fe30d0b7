"""Reads the sums that are kept of whole months; see ledger.month_sums_schema for how long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.local_sums import EnergySum, LocalSums, Whose
from wattprint.domain.readings import DeviceKind, Quality

if TYPE_CHECKING:
    import sqlite3

#: Bits of month_energy.flags.
LOCAL, LOCAL_UNKNOWN, STANDBY_UNKNOWN, IDLE_UNKNOWN = 1, 2, 4, 8

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
           WHERE month BETWEEN ? AND ?""",
        span,
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
