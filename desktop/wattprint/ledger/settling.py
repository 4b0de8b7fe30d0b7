"""Makes what the person merged or split final: each session gets energy rows of its own.

Needed before one of them can be forgotten while others that share its recorded session stay. There is nothing
left to go back to then: taking it apart, or undoing, is refused.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wattprint.ledger.claims import REPLACED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_IDS = "(SELECT value FROM json_each(:ids))"

#: All that stand for the same recorded sessions, directly or through others.
_KIN = """WITH RECURSIVE kin(id) AS (
        SELECT value FROM json_each(:ids)
        UNION SELECT source_id FROM kin JOIN piece ON piece.session_id = kin.id
        UNION SELECT piece.session_id FROM kin JOIN piece ON source_id = kin.id)
    SELECT id FROM kin WHERE id IN (SELECT session_id FROM piece UNION SELECT source_id FROM piece)"""

_STANDING = f"""SELECT id FROM session WHERE id IN {_IDS}
    AND id NOT IN (SELECT session_id FROM annotation WHERE {REPLACED})"""  # noqa: S608 -- constant text

_OWN_ENERGY = f"""INSERT INTO energy
        (local_day, device_id, state, workload_id, session_id, quality, joules, seconds)
    SELECT local_day, device_id, state, session.workload_id, piece.session_id, quality,
           sum(joules * share), sum(seconds * share)
    FROM piece JOIN session ON session.id = piece.session_id JOIN energy ON energy.session_id = source_id
    WHERE piece.session_id IN {_IDS} GROUP BY local_day, device_id, state, piece.session_id, quality"""  # noqa: S608


def settle(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Settle these sessions and all that share recorded ones with them, in the caller's transaction.

    Those that others stand for are gone afterwards; what was said about the others stays.
    """
    kin = _column(connection, _KIN, ids)
    if not kin:
        return
    standing = _column(connection, _STANDING, kin)
    connection.execute(_OWN_ENERGY, {"ids": json.dumps(standing)})
    replaced = json.dumps(sorted(set(kin) - set(standing)))
    for table in ("piece", "made"):
        connection.execute(f"DELETE FROM {table} WHERE session_id IN {_IDS}", {"ids": json.dumps(kin)})  # noqa: S608
    connection.execute(f"DELETE FROM annotation WHERE session_id IN {_IDS}", {"ids": replaced})  # noqa: S608
    # Their rows of energy go with them.
    connection.execute(f"DELETE FROM session WHERE id IN {_IDS}", {"ids": replaced})  # noqa: S608


def forget_deleted(connection: sqlite3.Connection, before_s: float) -> None:
    """Forget sessions deleted before a Unix time, with curves and energy; in the caller's transaction."""
    gone = [
        session_id
        for (session_id,) in connection.execute(
            """SELECT session_id FROM annotation JOIN session ON session.id = session_id
               WHERE deleted_s < ? AND open = 0""",
            (before_s,),
        )
    ]
    if gone:
        settle(connection, gone)
        connection.execute(f"DELETE FROM session WHERE id IN {_IDS}", {"ids": json.dumps(gone)})  # noqa: S608


def _column(connection: sqlite3.Connection, statement: str, ids: Iterable[int]) -> list[int]:
    found = connection.execute(statement, {"ids": json.dumps(sorted(ids))})
    return [row_id for (row_id,) in found]
