"""What an annotation was before and is after: enough to take it back exactly, and to do it again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from wattprint.ledger.errors import ChangedSince

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Annotation(NamedTuple):
    """A row of `annotation`, in the order of its columns."""

    session_id: int
    title: str = ""
    workload_id: int | None = None
    outputs: float | None = None
    output_unit: str | None = None
    not_ai: int = 0
    deleted_s: float | None = None
    merged_into: int | None = None
    split: int = 0

    @property
    def replaced(self) -> bool:
        """Another session, or its parts, stand for this one."""
        return self.merged_into is not None or bool(self.split)

    @property
    def empty(self) -> bool:
        """It says nothing: there need be no row."""
        return self == Annotation(self.session_id)


class MadeSession(NamedTuple):
    """A session that the person made of others. session: its row; pieces: (recorded session, share)."""

    session: tuple[object, ...]
    part_of: int | None
    by_trace: int
    pieces: tuple[tuple[int, float], ...]

    @property
    def session_id(self) -> int:
        """Its id."""
        assert isinstance(self.session[0], int)
        return self.session[0]


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes one operation back (Annotations.undo), which gives the token to do it again.

    before, after: the annotations of all that it touched. made: sessions that it made; taken: took away.
    left_open: (session, active_s) of those that no recorder had closed: one may have gone on with them since.
    """

    before: tuple[Annotation, ...]
    after: tuple[Annotation, ...]
    made: tuple[MadeSession, ...] = ()
    taken: tuple[MadeSession, ...] = ()
    left_open: tuple[tuple[int, float], ...] = ()

    @property
    def listed(self) -> tuple[int, ...]:
        """Ids of those in the list after it that it touched: what a window may select."""
        gone = {one.session_id for one in self.taken}
        return tuple(
            one.session_id
            for one in self.after
            if not one.replaced and not one.not_ai and one.deleted_s is None and one.session_id not in gone
        )

    @property
    def reverse(self) -> Undo:
        """The token for the way back."""
        return Undo(self.after, self.before, self.taken, self.made, self.left_open)


def annotations_of(connection: sqlite3.Connection, ids: Iterable[int]) -> tuple[Annotation, ...]:
    """What is said about each of these sessions; an empty one where nothing is."""
    return tuple(annotation_of(connection, session_id) for session_id in ids)


def annotation_of(connection: sqlite3.Connection, session_id: int) -> Annotation:
    """What is said about a session."""
    row = connection.execute("SELECT * FROM annotation WHERE session_id = ?", (session_id,)).fetchone()
    return Annotation(session_id) if row is None else Annotation(*row)


def write_annotation(connection: sqlite3.Connection, one: Annotation) -> None:
    """Put it in the place of what was said before."""
    if one.empty:
        connection.execute("DELETE FROM annotation WHERE session_id = ?", (one.session_id,))
        return
    # An upsert, not a replacement: triggers see that something changed, never that it was gone.
    connection.execute(
        """INSERT INTO annotation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
               title = excluded.title, workload_id = excluded.workload_id, outputs = excluded.outputs,
               output_unit = excluded.output_unit, not_ai = excluded.not_ai, deleted_s = excluded.deleted_s,
               merged_into = excluded.merged_into, split = excluded.split""",
        one,
    )


def made_session(connection: sqlite3.Connection, session_id: int) -> MadeSession | None:
    """A session that the person made, whole; None for a recorded one."""
    made = connection.execute(
        "SELECT part_of, by_trace FROM made WHERE session_id = ?", (session_id,)
    ).fetchone()
    if made is None:
        return None
    session = connection.execute("SELECT * FROM session WHERE id = ?", (session_id,)).fetchone()
    pieces = connection.execute(
        "SELECT source_id, share FROM piece WHERE session_id = ? ORDER BY source_id", (session_id,)
    ).fetchall()
    return MadeSession(session, made[0], made[1], tuple(pieces))


def write_made(connection: sqlite3.Connection, one: MadeSession) -> None:
    """Add a session that was made."""
    marks = ", ".join("?" * len(one.session))
    connection.execute(f"INSERT INTO session VALUES ({marks})", one.session)  # noqa: S608 -- question marks
    connection.execute("INSERT INTO made VALUES (?, ?, ?)", (one.session_id, one.part_of, one.by_trace))
    connection.executemany(
        "INSERT INTO piece VALUES (?, ?, ?)", [(one.session_id, *piece) for piece in one.pieces]
    )


def take_back(connection: sqlite3.Connection, path: Path, token: Undo) -> None:
    """Put everything as it was before; inside the caller's transaction. Raises ChangedSince."""
    if annotations_of(connection, (one.session_id for one in token.after)) != token.after:
        raise ChangedSince(path)
    if any(made_session(connection, one.session_id) != one for one in token.made):
        raise ChangedSince(path)
    try:
        for made in token.taken:
            write_made(connection, made)
        gone = {made.session_id for made in token.made}
        for one in token.before:
            if one.session_id not in gone:
                write_annotation(connection, one)
        # What was said about them goes with them.
        connection.executemany("DELETE FROM session WHERE id = ?", [(session_id,) for session_id in gone])
    except sqlite3.IntegrityError as error:
        # A session that it was about, or an app, is no longer there.
        raise ChangedSince(path, str(error)) from error
