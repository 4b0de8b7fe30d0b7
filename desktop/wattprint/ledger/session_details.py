"""All about one session: its power over time, its rows, and what was done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.workload import Kind
from wattprint.ledger.energy_rows import BaselineHistory, energy_row
from wattprint.ledger.session_lines import DeviceEnergy, SessionDetails
from wattprint.ledger.trace_blob import unpack_trace

if TYPE_CHECKING:
    import sqlite3

    from wattprint.ledger.session_lines import SessionLine

_ENERGY = """SELECT local_day, device.id, device.name, device.kind, vendor, state, quality,
       sum(joules * share), sum(seconds * share)
    FROM (SELECT :id AS source_id, 1.0 AS share UNION ALL
          SELECT source_id, share FROM piece WHERE session_id = :id)
    CROSS JOIN energy ON energy.session_id = source_id JOIN device ON device.id = device_id
    GROUP BY local_day, device.id, state, quality ORDER BY local_day, device.id"""

#: What the recorder saw, of the first of all sessions that this one stands for.
_RECORDED = """SELECT app.key, app.name, workload.kind, model.name FROM session
    JOIN workload ON workload.id = workload_id JOIN app ON app.id = app_id
    LEFT JOIN model ON model.id = model_id
    WHERE session.id = :id OR session.id IN (SELECT source_id FROM piece WHERE session_id = :id)
    ORDER BY session.id IN (SELECT session_id FROM made), start_s, session.id LIMIT 1"""

#: Its share of the one it is a part of: of their common source, or of all of them alike.
_SHARE = """SELECT sum(own.share) / sum(whole.share) FROM piece AS own
    JOIN (SELECT source_id, share FROM piece WHERE session_id = :whole
          UNION ALL SELECT :whole, 1.0 WHERE NOT EXISTS (SELECT 1 FROM piece WHERE session_id = :whole))
         AS whole USING (source_id)
    WHERE own.session_id = :id"""


def read_details(connection: sqlite3.Connection, line: SessionLine) -> SessionDetails:
    """Everything about the session of a line."""
    one = {"id": line.session_id}
    baselines = BaselineHistory(connection)
    parts = [
        DeviceEnergy(
            day,
            name,
            energy_row(kind, vendor, state, quality, joules, seconds, baselines.watts(device_id, day)),
        )
        for day, device_id, name, kind, vendor, state, quality, joules, seconds in connection.execute(
            _ENERGY, one
        )
    ]
    start_day, blob = connection.execute(
        "SELECT start_day, trace FROM session WHERE id = :id", one
    ).fetchone()
    made = connection.execute("SELECT part_of, by_trace FROM made WHERE session_id = :id", one).fetchone()
    whole, by_trace = made or (None, 0)
    share = None
    if whole is not None:
        share = connection.execute(_SHARE, {**one, "whole": whole}).fetchone()[0]
    merged = connection.execute(
        """SELECT session_id FROM annotation JOIN session ON session.id = session_id
           WHERE merged_into = :id ORDER BY start_s, session_id""",
        one,
    )
    app, app_name, kind, model = connection.execute(_RECORDED, one).fetchone()
    days = [part.local_day for part in parts] or [start_day]
    return SessionDetails(
        line=line,
        trace=unpack_trace(blob),
        devices=tuple(dict.fromkeys(part.device for part in parts)),
        energy=tuple(parts),
        first_day=min(days),
        last_day=max(days),
        merged_ids=tuple(row_id for (row_id,) in merged),
        split_from=whole,
        share=share,
        by_trace=bool(by_trace),
        recorded_app=app,
        recorded_app_name=app_name,
        recorded_kind=Kind(kind),
        recorded_model=model,
    )
