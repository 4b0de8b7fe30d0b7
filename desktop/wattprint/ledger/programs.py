"""Pending programs: what the person answered, and forgetting what is never to be counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wattprint.ledger.claims import WORKLOAD_ID
from wattprint.ledger.errors import known_errors
from wattprint.ledger.month_sums import program_joules
from wattprint.ledger.settling import forget_deleted, settle
from wattprint.ledger.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

#: What is never to be counted is of no use to anyone after this: its sessions go, its joules become nobody's.
NEVER_KEPT_S = 30 * 86400.0


class Verdict(StrEnum):
    """The person's answer to "count it?"; it holds for the past too."""

    PENDING = "pending"
    COUNT = "count"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class PendingProgram:
    """An unknown compute program. joules: all it used so far, outside every total."""

    key: str
    name: str
    verdict: Verdict
    joules: float


def list_programs(connection: sqlite3.Connection, path: Path) -> list[PendingProgram]:
    """All unknown programs ever seen computing, the largest first."""
    with known_errors(path):
        rows = connection.execute("SELECT id, key, name, verdict FROM program ORDER BY id").fetchall()
        joules = program_joules(connection) if rows else {}
    programs = [
        PendingProgram(key, name, Verdict(verdict), joules.get(row_id, 0.0))
        for row_id, key, name, verdict in rows
    ]
    return sorted(programs, key=lambda program: -program.joules)


def answer(connection: sqlite3.Connection, path: Path, key: str, verdict: Verdict, now_wall_s: float) -> bool:
    """Keep the answer about a program (now_wall_s: Unix time); False when there is no such program."""
    with known_errors(path):
        done = connection.execute(
            "UPDATE program SET verdict = ?, answered_s = ? WHERE key = ?", (verdict.value, now_wall_s, key)
        )
        return done.rowcount > 0


def never_count(connection: sqlite3.Connection, path: Path, app_key: str, now_wall_s: float) -> bool:
    """Keep that an app is never counted, known or not, whatever its model (now_wall_s: Unix time).

    It is a program from then on, about which answer() can say otherwise. False when there is no such app.
    """
    with known_errors(path), transaction(connection):
        program = connection.execute(
            """INSERT INTO program (key, name, verdict, answered_s)
               SELECT key, name, 'never', :now FROM app WHERE key = :app
               ON CONFLICT DO UPDATE SET verdict = excluded.verdict, answered_s = excluded.answered_s
               RETURNING id""",
            {"app": app_key, "now": now_wall_s},
        ).fetchone()
        if program is not None:
            connection.execute(
                """UPDATE workload SET program_id = ? WHERE program_id IS NULL
                   AND app_id = (SELECT id FROM app WHERE key = ?)""",
                (program[0], app_key),
            )
    return program is not None


_OLD_NEVER = """SELECT workload.id FROM workload JOIN program ON program.id = program_id
                WHERE verdict = 'never' AND answered_s < :limit"""

#: A session that still goes on is left until it has ended: the recorder has its id in hand. One that the
#: person gave to another app is that one's; one that was deleted has its own day to go.
_FORGOTTEN_SESSIONS = f"""SELECT session.id FROM session LEFT JOIN annotation ON session_id = session.id
    WHERE open = 0 AND deleted_s IS NULL AND {WORKLOAD_ID} IN ({_OLD_NEVER})"""  # noqa: S608 -- constant text

_FORGOTTEN_ENERGY = f"""(session_id IN (SELECT value FROM json_each(:forgotten))
    OR session_id IS NULL AND workload_id IN ({_OLD_NEVER}))"""  # noqa: S608 -- constant text


def purge(connection: sqlite3.Connection, path: Path, now_wall_s: float, traces_kept_s: float) -> None:
    """Forget what was deleted or is of a program never to be counted, after 30 days, and old power traces.

    The joules of a forgotten program stay in the ledger as nobody's: the device did use them. Those of a
    session that the person deleted go, as the person wanted. traces_kept_s: age that a trace may reach.
    """
    before_s = now_wall_s - NEVER_KEPT_S
    with known_errors(path), transaction(connection):
        forget_deleted(connection, before_s)
        settle(connection, _forgotten(connection, before_s))
        forgotten = _forgotten(connection, before_s)
        limit = {"limit": before_s, "forgotten": json.dumps(forgotten)}
        connection.execute(
            f"""INSERT INTO energy (local_day, device_id, state, quality, joules, seconds)
                SELECT local_day, device_id, 'other', quality, sum(joules), sum(seconds) FROM energy
                WHERE {_FORGOTTEN_ENERGY}
                GROUP BY local_day, device_id, quality
                ON CONFLICT (local_day, device_id, state, coalesce(workload_id, 0),
                             coalesce(session_id, 0), quality)
                DO UPDATE SET joules = joules + excluded.joules, seconds = seconds + excluded.seconds""",  # noqa: S608 -- constant text
            limit,
        )
        connection.execute(f"DELETE FROM energy WHERE {_FORGOTTEN_ENERGY}", limit)  # noqa: S608
        connection.execute(
            "DELETE FROM session WHERE id IN (SELECT value FROM json_each(?))", (limit["forgotten"],)
        )
        connection.execute(
            "UPDATE session SET trace = NULL WHERE trace IS NOT NULL AND end_s < ?",
            (now_wall_s - traces_kept_s,),
        )


def _forgotten(connection: sqlite3.Connection, before_s: float) -> list[int]:
    return [row_id for (row_id,) in connection.execute(_FORGOTTEN_SESSIONS, {"limit": before_s})]
