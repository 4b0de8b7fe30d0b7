"""Sessions made of others: their rows, and the recorded sessions behind them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from wattprint.domain.session_shape import Shape, merged
from wattprint.ledger.annotation_state import Annotation, MadeSession, annotation_of, made_session
from wattprint.ledger.trace_blob import pack_trace, unpack_trace

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class SessionAtHand(NamedTuple):
    """A session and what was said about it. workload_id: what it is now; own_: what it was before."""

    session_id: int
    workload_id: int
    own_workload_id: int
    shape: Shape
    start_day: str
    utc_offset_s: int
    open: bool
    said: Annotation


def session_at_hand(connection: sqlite3.Connection, session_id: int) -> SessionAtHand | None:
    """A session as it is now; None when there is none of this id."""
    row = connection.execute(
        """SELECT workload_id, start_s, end_s, active_s, peak_w, shared, trace, start_day, utc_offset_s, open
           FROM session WHERE id = ?""",
        (session_id,),
    ).fetchone()
    if row is None:
        return None
    workload_id, start_s, end_s, active_s, peak_w, shared, trace, start_day, offset_s, going_on = row
    said = annotation_of(connection, session_id)
    shape = Shape(start_s, end_s, active_s, peak_w, bool(shared), unpack_trace(trace))
    now = workload_id if said.workload_id is None else said.workload_id
    return SessionAtHand(session_id, now, workload_id, shape, start_day, offset_s, bool(going_on), said)


def make_merged(
    connection: sqlite3.Connection, parts: Sequence[SessionAtHand], workload_id: int
) -> MadeSession:
    """Add the session that stands for several; parts: by start."""
    shares: dict[int, float] = {}
    for part in parts:
        for source_id, share in _pieces(connection, part.session_id):
            # Both parts of a split one are the whole again, whatever rounding left.
            shares[source_id] = min(1.0, shares.get(source_id, 0.0) + share)
    like = parts[0]._replace(workload_id=workload_id)
    shape = merged([part.shape for part in parts])
    return _make(connection, shape, like, list(shares.items()))


def make_part(
    connection: sqlite3.Connection, whole: SessionAtHand, shape: Shape, share: float, *, by_trace: bool
) -> MadeSession:
    """Add a part of a session. share: of its energy."""
    pieces = [(source_id, of * share) for source_id, of in _pieces(connection, whole.session_id)]
    return _make(connection, shape, whole, pieces, whole.session_id, by_trace=by_trace)


def _make(
    connection: sqlite3.Connection,
    shape: Shape,
    like: SessionAtHand,
    pieces: list[tuple[int, float]],
    part_of: int | None = None,
    *,
    by_trace: bool = False,
) -> MadeSession:
    row = connection.execute(
        """INSERT INTO session (workload_id, start_s, end_s, start_day, utc_offset_s, active_s, peak_w,
                                shared, open, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)""",
        (
            like.workload_id,
            shape.start_s,
            shape.end_s,
            like.start_day if shape.start_s == like.shape.start_s else _local_day(shape.start_s, like),
            like.utc_offset_s,
            shape.active_s,
            shape.peak_w,
            int(shape.shared),
            pack_trace(shape.trace) if shape.trace.joules else None,
        ),
    )
    assert row.lastrowid is not None
    connection.execute("INSERT INTO made VALUES (?, ?, ?)", (row.lastrowid, part_of, int(by_trace)))
    connection.executemany(
        "INSERT INTO piece VALUES (?, ?, ?)", [(row.lastrowid, *piece) for piece in pieces]
    )
    made = made_session(connection, row.lastrowid)
    assert made is not None
    return made


def _pieces(connection: sqlite3.Connection, session_id: int) -> list[tuple[int, float]]:
    """(recorded session, share) of what a session stands for; a recorded one stands for itself."""
    rows = connection.execute("SELECT source_id, share FROM piece WHERE session_id = ?", (session_id,))
    return rows.fetchall() or [(session_id, 1.0)]


def _local_day(wall_s: float, like: SessionAtHand) -> str:
    """The day in the zone that the session began in."""
    local = datetime.fromtimestamp(wall_s, UTC) + timedelta(seconds=like.utc_offset_s)
    return local.date().isoformat()
