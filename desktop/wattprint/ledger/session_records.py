"""Sessions by start day, each with its energy rows: for exports and lists on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.workload import Kind
from wattprint.ledger.claims import HIDES, PENDING, WORKLOAD_ID
from wattprint.ledger.energy_rows import BaselineHistory, energy_row
from wattprint.ledger.rows import SessionRecord

if TYPE_CHECKING:
    import sqlite3

    from wattprint.domain.footprint import EnergyRow

# Looked up: an enum takes its time to be called.
_KINDS = {kind.value: kind for kind in Kind}

#: A session without a row of energy.
_NOTHING: tuple[tuple[str, ...], tuple[EnergyRow, ...]] = ((), ())

_LISTED = f"""FROM session LEFT JOIN annotation ON annotation.session_id = session.id
    JOIN workload ON workload.id = {WORKLOAD_ID} LEFT JOIN program ON program.id = program_id
    JOIN app ON app.id = app_id LEFT JOIN model ON model.id = model_id
    WHERE start_day BETWEEN :first AND :last AND NOT coalesce({HIDES}, 0) AND NOT {PENDING}"""

_ENERGY = """SELECT listed_id, local_day, device.id, device.name, device.kind, vendor, state, quality,
       joules * share, seconds * share
    FROM (SELECT id AS listed_id, id AS source_id, 1.0 AS share FROM session
          WHERE start_day BETWEEN :first AND :last {more}
          UNION ALL
          SELECT id, source_id, share FROM piece JOIN session ON session.id = piece.session_id
          WHERE start_day BETWEEN :first AND :last {more})
    CROSS JOIN energy ON energy.session_id = source_id JOIN device ON device.id = device_id
    ORDER BY device.id"""


def counts_by_day(connection: sqlite3.Connection, first_day: str, last_day: str) -> list[tuple[str, int]]:
    """(start day, how many sessions) of each day with any."""
    return connection.execute(
        f"SELECT start_day, count(*) {_LISTED} GROUP BY start_day",
        {"first": first_day, "last": last_day},
    ).fetchall()


def session_count(connection: sqlite3.Connection, first_day: str, last_day: str) -> int:
    """How many sessions began on these days."""
    found = connection.execute(
        f"SELECT count(*) {_LISTED}",
        {"first": first_day, "last": last_day},
    )
    return int(found.fetchone()[0])


def session_records(
    connection: sqlite3.Connection, first_day: str, last_day: str, *, only_open: bool = False
) -> list[SessionRecord]:
    """Sessions that began on these days (ISO, both included), oldest first, as the person has them.

    only_open: those that may still go on.
    """
    span = {"first": first_day, "last": last_day}
    more = "AND open = 1" if only_open else ""
    used = _used_by_session(connection, span, more)
    rows = connection.execute(
        f"""SELECT session.id, start_s, end_s, utc_offset_s, app.key, app.name, engine, workload.kind,
                   model.name, active_s, peak_w, shared, open, coalesce(title, ''), outputs, output_unit
            {_LISTED} {more}
            ORDER BY start_day, start_s, session.id""",
        span,
    )
    return [
        SessionRecord(
            row_id,
            start_s,
            end_s,
            offset_s,
            app,
            app_name,
            engine,
            _KINDS[kind],
            model,
            active_s,
            peak_w,
            bool(shared),
            bool(is_open),
            *used.get(row_id, _NOTHING),
            title,
            outputs,
            output_unit,
        )
        for (
            row_id,
            start_s,
            end_s,
            offset_s,
            app,
            app_name,
            engine,
            kind,
            model,
            active_s,
            peak_w,
            shared,
            is_open,
            title,
            outputs,
            output_unit,
        ) in rows
    ]


def _used_by_session(
    connection: sqlite3.Connection, span: dict[str, str], more: str
) -> dict[int, tuple[tuple[str, ...], tuple[EnergyRow, ...]]]:
    """Of each session the names of its devices, once each, and its rows."""
    watts = BaselineHistory(connection).watts
    found: dict[int, tuple[tuple[str, ...], tuple[EnergyRow, ...]]] = {}
    alone: dict[str, tuple[str]] = {}
    for session_id, day, device_id, name, kind, vendor, state, quality, joules, seconds in connection.execute(
        _ENERGY.format(more=more), span
    ):
        row = energy_row(kind, vendor, state, quality, joules, seconds, watts(device_id, day))
        known = found.get(session_id)
        if known is None:
            found[session_id] = (alone.setdefault(name, (name,)), (row,))
        else:
            names, rows = known
            found[session_id] = (names if name in names else (*names, name), (*rows, row))
    return found
