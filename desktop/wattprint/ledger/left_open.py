"""Sessions that a stopped or killed recorder left open: which of them the next one may go on with.

The person may have made something of one in the meantime (Annotations), as long as no recorder ran. What that
says would no longer be true if the session grew, so it is left as it is, closed, and what its app does from
then on is a session of its own. Both sides look and write under SQLite's one write lock, and the recorder
has its own lock before: whoever comes second sees what the first one did.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wattprint.domain.bookings import Session
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.annotation_state import annotation_of
from wattprint.ledger.errors import known_errors
from wattprint.ledger.trace_blob import unpack_trace
from wattprint.ledger.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

_CLOSE = "UPDATE session SET open = 0 WHERE open = 1 AND id NOT IN (SELECT value FROM json_each(?))"


def take_over(connection: sqlite3.Connection, path: Path) -> list[Session]:
    """The open sessions that a recorder goes on with, one of a workload at most; all others are closed.

    The caller holds the recorder's lock. Raises LedgerError kinds.
    """
    with known_errors(path), transaction(connection):
        going_on: dict[Workload, Session] = {}
        for session in _open_sessions(connection):
            assert session.ledger_id is not None
            said = annotation_of(connection, session.ledger_id)
            if not said.replaced and said.deleted_s is None:
                going_on[session.workload] = session  # the newest: by start
        _close_others(connection, going_on.values())
        return list(going_on.values())


def close_all(connection: sqlite3.Connection, path: Path) -> None:
    """Close what is open in a file that the running recorder has not been writing; raises LedgerErrors."""
    with known_errors(path), transaction(connection):
        _close_others(connection, ())


def _close_others(connection: sqlite3.Connection, going_on: Iterable[Session]) -> None:
    connection.execute(_CLOSE, (json.dumps([session.ledger_id for session in going_on]),))


def _open_sessions(connection: sqlite3.Connection) -> list[Session]:
    rows = connection.execute(
        """SELECT session.id, app.key, app.name, engine, kind, model.name, program_id IS NOT NULL,
                  start_s, end_s, start_day, active_s, peak_w, shared, trace
           FROM session JOIN workload ON workload.id = workload_id JOIN app ON app.id = app_id
           LEFT JOIN model ON model.id = model_id WHERE open = 1 ORDER BY start_s, session.id"""
    ).fetchall()
    sessions = []
    for row in rows:
        row_id, app, name, engine, kind, model, pending = row[:7]
        start_s, end_s, day, active_s, peak_w, shared, trace = row[7:]
        workload = Workload(app, name, engine, Kind(kind), model, bool(pending))
        known = (start_s, end_s, day, active_s, 0.0, peak_w, bool(shared), True, unpack_trace(trace), row_id)
        sessions.append(Session(workload, *known))
    return sessions
