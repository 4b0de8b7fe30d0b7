"""Cloud entries in the ledger: typed, edited, taken back; recurring ones are unfolded on reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.cloud import (
    LONGEST_NOTE,
    CloudEntry,
    Origin,
    Recurring,
    checked_count,
    occurrences,
)
from wattprint.ledger.errors import known_errors
from wattprint.ledger.storable import storable

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

#: The last day there is. Earlier versions wrote it as the end of what was let go on again: that is none.
FAR_DAY = "9999-12-31"


class CloudLedger:
    """Reads and writes cloud entries over an open connection (a reader's will do for reading).

    Deleting leaves a tombstone, so that it can be undone. Counts are checked (domain.cloud.checked_count).
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def entries(self, first_day: str, last_day: str) -> list[CloudEntry]:
        """Every entry from first_day to last_day (ISO, both included), by day, recurring ones unfolded."""
        with known_errors(self._path):
            rows = self._connection.execute(
                """SELECT id, local_day, activity, count, origin, note, recurring_id, deleted_s
                   FROM cloud_entry WHERE local_day BETWEEN ? AND ? ORDER BY local_day, id""",
                (first_day, last_day),
            ).fetchall()
        touched = {(row[6], row[1]) for row in rows if row[6] is not None}
        entries = [
            CloudEntry(row_id, day, activity, count, Origin(origin), note, recurring_id)
            for row_id, day, activity, count, origin, note, recurring_id, deleted_s in rows
            if deleted_s is None
        ]
        entries += occurrences(self.recurring(), touched, first_day, last_day)
        return sorted(
            entries, key=lambda entry: (entry.local_day, entry.entry_id is None, entry.entry_id or 0)
        )

    def count(self, first_day: str, last_day: str) -> int:
        """How many entries() would give, without reading them all."""
        with known_errors(self._path):
            standing = self._connection.execute(
                "SELECT count(*) FROM cloud_entry WHERE local_day BETWEEN ? AND ? AND deleted_s IS NULL",
                (first_day, last_day),
            ).fetchone()[0]
            touched = set(
                self._connection.execute(
                    "SELECT recurring_id, local_day FROM cloud_entry"
                    " WHERE local_day BETWEEN ? AND ? AND recurring_id IS NOT NULL",
                    (first_day, last_day),
                )
            )
        return int(standing) + len(occurrences(self.recurring(), touched, first_day, last_day))

    def add(
        self,
        local_day: str,
        activity: str,
        count: float,
        now_s: float,
        *,
        note: str = "",
        origin: Origin = Origin.TYPED,
    ) -> int:
        """Add an entry (now_s: Unix time); returns its id. Raises BadCount."""
        with known_errors(self._path):
            row = self._connection.execute(
                "INSERT INTO cloud_entry (local_day, activity, count, note, origin, created_s)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (local_day, activity, checked_count(count), _note(note), origin.value, now_s),
            )
        assert row.lastrowid is not None
        return row.lastrowid

    def undo(self, now_s: float) -> CloudEntry | None:
        """Take back the newest typed entry that still stands; None when there is none."""
        with known_errors(self._path):
            row = self._connection.execute(
                """SELECT id, local_day, activity, count, note FROM cloud_entry
                   WHERE origin = 'typed' AND deleted_s IS NULL ORDER BY created_s DESC, id DESC LIMIT 1"""
            ).fetchone()
        if row is None:
            return None
        self.delete(row[0], now_s)
        return CloudEntry(row[0], row[1], row[2], row[3], Origin.TYPED, row[4])

    def delete(self, entry_id: int, now_s: float) -> None:
        """Leave a tombstone."""
        self._mark("cloud_entry", entry_id, now_s)

    def restore(self, entry_id: int) -> None:
        """Take a tombstone away."""
        self._mark("cloud_entry", entry_id, None)

    def change(
        self, entry_id: int, *, count: float | None = None, day: str | None = None, note: str | None = None
    ) -> None:
        """Edit an entry; what is None stays. Raises BadCount."""
        with known_errors(self._path):
            self._connection.execute(
                "UPDATE cloud_entry SET count = coalesce(?, count), local_day = coalesce(?, local_day),"
                " note = coalesce(?, note) WHERE id = ?",
                (
                    None if count is None else checked_count(count),
                    day,
                    None if note is None else _note(note),
                    entry_id,
                ),
            )

    # -- recurring ----------------------------------------------------------------------------------------

    def recurring(self) -> list[Recurring]:
        """Everything that recurs or did so."""
        with known_errors(self._path):
            rows = self._connection.execute(
                """SELECT id, activity, count, weekdays, from_day, nullif(to_day, ?), note FROM recurring
                   WHERE deleted_s IS NULL ORDER BY id""",
                (FAR_DAY,),
            )
            return [Recurring(*row) for row in rows]

    def add_recurring(
        self, activity: str, count: float, weekdays: int, from_day: str, now_s: float, *, note: str = ""
    ) -> int:
        """Let a count recur from a day on (weekdays: see Recurring); returns its id. Raises BadCount."""
        with known_errors(self._path):
            row = self._connection.execute(
                "INSERT INTO recurring (activity, count, weekdays, from_day, note, created_s)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (activity, checked_count(count), weekdays, from_day, _note(note), now_s),
            )
        assert row.lastrowid is not None
        return row.lastrowid

    def end_recurring(self, recurring_id: int, last_day: str | None) -> None:
        """Let it occur for the last time on or before last_day, or go on (None); what lies before stays."""
        with known_errors(self._path):
            self._connection.execute("UPDATE recurring SET to_day = ? WHERE id = ?", (last_day, recurring_id))

    def delete_recurring(self, recurring_id: int, now_s: float) -> None:
        """Take it back with all its occurrences, the past ones included; edited ones stay as they are."""
        self._mark("recurring", recurring_id, now_s)

    def restore_recurring(self, recurring_id: int) -> None:
        """Undo delete_recurring."""
        self._mark("recurring", recurring_id, None)

    def set_occurrence(self, recurring_id: int, day: str, count: float | None, now_s: float) -> None:
        """Give one day's occurrence a count of its own, or take that one back (count None)."""
        with known_errors(self._path):
            self._connection.execute(
                """INSERT INTO cloud_entry
                       (local_day, activity, count, note, origin, recurring_id, created_s, deleted_s)
                   SELECT :day, activity, coalesce(:count, count), note, 'recurring', id, :now,
                          iif(:count IS NULL, :now, NULL)
                   FROM recurring WHERE id = :id
                   ON CONFLICT (recurring_id, local_day) WHERE recurring_id IS NOT NULL
                   DO UPDATE SET count = excluded.count, deleted_s = excluded.deleted_s""",
                {
                    "day": day,
                    "count": None if count is None else checked_count(count),
                    "now": now_s,
                    "id": recurring_id,
                },
            )

    def _mark(self, table: str, row_id: int, deleted_s: float | None) -> None:
        with known_errors(self._path):
            self._connection.execute(
                f"UPDATE {table} SET deleted_s = ? WHERE id = ?",  # noqa: S608 -- one of two constant names
                (deleted_s, row_id),
            )


def _note(text: str) -> str:
    """A note as it can be kept: line breaks stay, other control characters do not."""
    return "\n".join(storable(line) for line in text.splitlines())[:LONGEST_NOTE]
