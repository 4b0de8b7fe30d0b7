"""Deletes what the person wants gone: some days or everything, with every copy that Wattprint keeps of it.

The caller holds the recorder's lock (system.recorder_lock): a recorder has ids and open sessions in hand.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.ledger.backup import SIDE_FILES
from wattprint.ledger.choices import EVER
from wattprint.ledger.claims import REPLACED
from wattprint.ledger.cloud import FAR_DAY
from wattprint.ledger.connection import open_reader, open_writer, prepare
from wattprint.ledger.copies import copies_beside
from wattprint.ledger.errors import LedgerBusy, LedgerDamaged, LedgerMissing, known_errors
from wattprint.ledger.settling import settle
from wattprint.ledger.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Holdings:
    """What would go: sessions that touch the days, cloud entries on them, copies beside the ledger."""

    sessions: int
    entries: int
    copies: int
    copies_bytes: int


# A session that reaches into the days goes whole, with its power curve; what it used on other days stays in
# their totals as its app's. (Half a session would need numbers that nobody measured.)
_TOUCHED = """SELECT id FROM session WHERE start_day BETWEEN :first AND :last
              UNION SELECT session_id FROM energy
                    WHERE local_day BETWEEN :first AND :last AND session_id IS NOT NULL
              UNION SELECT piece.session_id FROM piece JOIN energy ON energy.session_id = source_id
                    WHERE local_day BETWEEN :first AND :last"""

_FORGET_MEASURED = (
    "DELETE FROM energy WHERE local_day BETWEEN :first AND :last",
    """INSERT INTO energy (local_day, device_id, state, workload_id, quality, joules, seconds)
        SELECT local_day, device_id, iif(coalesce(not_ai, 0), 'other', state),
               iif(coalesce(not_ai, 0), NULL, coalesce(annotation.workload_id, energy.workload_id)), quality,
               sum(joules), sum(seconds)
        FROM energy LEFT JOIN annotation USING (session_id)
        WHERE session_id IN (SELECT id FROM touched) AND deleted_s IS NULL
        GROUP BY 1, 2, 3, 4, 5
        ON CONFLICT (local_day, device_id, state, coalesce(workload_id, 0), coalesce(session_id, 0), quality)
        DO UPDATE SET joules = joules + excluded.joules, seconds = seconds + excluded.seconds""",
    # Their rows go with them: ON DELETE CASCADE.
    "DELETE FROM session WHERE id IN (SELECT id FROM touched)",
    "DELETE FROM coverage WHERE local_day BETWEEN :first AND :last",
    "DELETE FROM fault WHERE local_day BETWEEN :first AND :last",
    "DELETE FROM day WHERE local_day BETWEEN :first AND :last",
)

_FORGET_COUNTED = (
    "DELETE FROM cloud_entry WHERE local_day BETWEEN :first AND :last",
    # What recurs across the days goes on behind them as a row of its own, and with it what was edited there.
    """INSERT INTO recurring (activity, count, weekdays, from_day, to_day, note, created_s, deleted_s)
       SELECT activity, count, weekdays, :after, to_day, note, created_s, deleted_s FROM recurring
       WHERE from_day < :first AND coalesce(to_day, '9999-12-31') > :last""",
)

#: Names that nothing refers to any more. Answers about programs stay, like every choice.
_FORGET_NAMES = (
    """DELETE FROM workload WHERE id NOT IN (SELECT workload_id FROM session)
       AND id NOT IN (SELECT workload_id FROM energy WHERE workload_id IS NOT NULL)
       AND id NOT IN (SELECT workload_id FROM annotation WHERE workload_id IS NOT NULL)""",
    "DELETE FROM app WHERE id NOT IN (SELECT app_id FROM workload)",
    "DELETE FROM model WHERE id NOT IN (SELECT model_id FROM workload WHERE model_id IS NOT NULL)",
    """DELETE FROM program WHERE verdict = 'pending'
       AND id NOT IN (SELECT program_id FROM workload WHERE program_id IS NOT NULL)""",
)


def holdings(path: Path, first_day: str, last_day: str) -> Holdings:
    """What forget_days would take, for the question before it. Raises LedgerError kinds."""
    span = {"first": first_day, "last": last_day}
    with closing(open_reader(path)) as connection, known_errors(path):
        sessions = connection.execute(
            f"""SELECT count(*) FROM ({_TOUCHED}) WHERE id NOT IN
                (SELECT session_id FROM annotation WHERE deleted_s IS NOT NULL OR {REPLACED})""",  # noqa: S608
            span,
        ).fetchone()[0]
        entries = connection.execute(
            "SELECT count(*) FROM cloud_entry WHERE local_day BETWEEN :first AND :last AND deleted_s IS NULL",
            span,
        ).fetchone()[0]
        copies = copies_beside(path)
        return Holdings(sessions, entries, len(copies), sum(copy.stat().st_size for copy in copies))


def forget_days(path: Path, first_day: str, last_day: str, logs: Iterable[Path] = ()) -> None:
    """Delete everything of these days (ISO, both included); what the person chose and answered stays.

    Copies beside the ledger go too, because they hold the same days; so do the logs (files, where there are
    any). Raises LedgerError kinds; one raised after the days are gone (a full disk) leaves only room unused.
    """
    span = {
        "first": first_day,
        "last": last_day,
        "after": _next_day(last_day),
        "before": _day_before(first_day),
    }
    with closing(open_writer(path)) as connection, known_errors(path):
        # Even if compacting fails, nothing legible stays in unused pages.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY)")
        with transaction(connection):
            settle(connection, [row_id for (row_id,) in connection.execute(_TOUCHED, span)])
            connection.execute(f"INSERT INTO touched {_TOUCHED}", span)
            for statement in _FORGET_MEASURED:
                connection.execute(statement, span)
            _forget_counted(connection, span)
            for statement in _FORGET_NAMES:
                connection.execute(statement)
        _remove(copies_beside(path), logs)
        _compact(connection, path)


def forget_everything(path: Path, logs: Iterable[Path] = ()) -> None:
    """Make a ledger as new: measurements, counts, choices, names, copies beside it and logs are gone.

    A damaged file is removed and begun anew. Raises LedgerForeign and LedgerTooNew, and touches nothing then;
    other LedgerErrors where it cannot be done.
    """
    try:
        if path.exists():
            prepare(path)  # an older one is brought up to date: its tables are known then
        with closing(open_writer(path)) as connection, known_errors(path):
            connection.execute("PRAGMA secure_delete = ON")
            _empty(connection)
            _remove(copies_beside(path), logs)
            _compact(connection, path)
    except (LedgerDamaged, LedgerMissing):
        with known_errors(path):
            _remove([path.with_name(path.name + end) for end in ("", *SIDE_FILES)], copies_beside(path), logs)
        prepare(path)


def _empty(connection: sqlite3.Connection) -> None:
    """Every table that there is: one that a later schema adds is not forgotten here."""
    with transaction(connection):
        connection.execute("PRAGMA defer_foreign_keys = ON")
        # All but SQLite's own and the list of migrations; sqlite_sequence tells how many sessions there were.
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND (name = 'sqlite_sequence' OR instr(name, 'sqlite_') NOT IN (1, 2))"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- names from the schema


def _forget_counted(connection: sqlite3.Connection, span: dict[str, str]) -> None:
    clear, split = _FORGET_COUNTED
    connection.execute(clear, span)
    across = connection.execute(
        "SELECT id FROM recurring WHERE from_day < :first AND coalesce(to_day, '9999-12-31') > :last"
        " ORDER BY id",
        span,
    ).fetchall()
    before = connection.execute("SELECT coalesce(max(id), 0) FROM recurring").fetchone()[0]
    connection.execute(f"{split} ORDER BY id", span)
    added = connection.execute("SELECT id FROM recurring WHERE id > ? ORDER BY id", (before,)).fetchall()
    for (old,), (new,) in zip(across, added, strict=True):
        connection.execute(
            "UPDATE cloud_entry SET recurring_id = ? WHERE recurring_id = ? AND local_day > ?",
            (new, old, span["last"]),
        )
    connection.execute(
        "UPDATE recurring SET to_day = :before"
        " WHERE from_day < :first AND coalesce(to_day, '9999-12-31') >= :first",
        span,
    )
    gone = (
        "SELECT id FROM recurring WHERE from_day >= :first AND coalesce(to_day, '9999-12-31') <= :last"
        " AND from_day <= :last"
    )
    # An occurrence that was moved out of its span by hand stays as an entry.
    connection.execute(f"UPDATE cloud_entry SET recurring_id = NULL WHERE recurring_id IN ({gone})", span)  # noqa: S608
    connection.execute(f"DELETE FROM recurring WHERE id IN ({gone})", span)  # noqa: S608
    connection.execute("UPDATE recurring SET from_day = :after WHERE from_day BETWEEN :first AND :last", span)


def _compact(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("VACUUM")
    # Until this, the file still holds what was deleted: so far everything went into the log beside it.
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise LedgerBusy(path, "not compacted yet")


def _remove(*many: Iterable[Path]) -> None:
    for paths in many:
        for path in paths:
            path.unlink(missing_ok=True)


def _next_day(day: str) -> str:
    return FAR_DAY if day >= FAR_DAY else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return EVER if day <= EVER else (date.fromisoformat(day) - timedelta(days=1)).isoformat()
