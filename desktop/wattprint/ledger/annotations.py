"""What the person says about sessions: named, noted, re-assigned, merged, split, no AI at all, deleted.

Nothing of this touches what the recorder wrote. Every operation is one transaction and returns a token that
takes it back exactly, as long as nothing else was said about the same sessions since.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wattprint.domain.cloud import checked_count
from wattprint.domain.session_shape import cut
from wattprint.ledger.annotation_state import (
    Annotation,
    MadeSession,
    Undo,
    annotations_of,
    made_session,
    take_back,
    write_annotation,
)
from wattprint.ledger.errors import (
    ChangedSince,
    MergeDiffers,
    MergeNeedsTwo,
    NotMade,
    PartsInUse,
    SessionGone,
    SessionOpen,
    SplitMerged,
    SplitOutside,
    known_errors,
)
from wattprint.ledger.making_sessions import SessionAtHand, make_merged, make_part, session_at_hand
from wattprint.ledger.reassigning import common_workload, workload_for
from wattprint.ledger.storable import storable
from wattprint.ledger.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from wattprint.domain.workload import Kind

#: Longer titles and units are cut.
LONGEST_TITLE, LONGEST_UNIT = 200, 60


class Annotations:
    """The person's hand on sessions. Raises LedgerErrors; AnnotationRefused kinds where it has no meaning."""

    def __init__(self, connection: sqlite3.Connection, path: Path, recorder_runs: Callable[[], bool]) -> None:
        """recorder_runs: whether one may go on with an open session; see left_open for what follows."""
        self._connection = connection
        self._path = path
        self._recorder_runs = recorder_runs

    # -- what may be said about an open session, too ------------------------------------------------------

    def rename(self, session_id: int, title: str) -> Undo:
        """Give it a title; '' takes it away."""
        kept = _one_line(title, LONGEST_TITLE)
        return self._say([session_id], lambda one: one.said._replace(title=kept))

    def note(self, session_id: int, outputs: float | None, unit: str | None) -> Undo:
        """Note what it made (5, "images"); None takes the note away. Raises BadCount."""
        count = None if outputs is None else checked_count(outputs)
        named = None if count is None else _one_line(unit or "", LONGEST_UNIT) or None
        return self._say([session_id], lambda one: one.said._replace(outputs=count, output_unit=named))

    def assign(self, session_id: int, app_name: str | None, kind: Kind | None) -> Undo:
        """assign_all() of one."""
        return self.assign_all([session_id], app_name, kind)

    def assign_all(self, ids: Iterable[int], app_name: str | None, kind: Kind | None) -> Undo:
        """Say what they were. None leaves that as it is; both None: all as the recorder had it.

        app_name: of an app in the ledger, whatever the case; another name becomes an app of the person's.
        """

        def assigned(one: SessionAtHand) -> Annotation:
            if app_name is None and kind is None:
                return one.said._replace(workload_id=None)
            wanted = workload_for(self._connection, one.workload_id, app_name, kind)
            return one.said._replace(workload_id=None if wanted == one.own_workload_id else wanted)

        return self._say(ids, assigned)

    def not_ai(self, ids: Iterable[int], on: bool = True) -> Undo:
        """Say that they are no AI: their energy is nobody's then. on False: they are, after all."""
        return self._say(ids, lambda one: one.said._replace(not_ai=int(on)))

    # -- what needs an end --------------------------------------------------------------------------------

    def delete(self, ids: Iterable[int], now_s: float) -> Undo:
        """Take them out of the list and of all totals; purged after 30 days. now_s: Unix time."""
        return self._say(ids, lambda one: one.said._replace(deleted_s=now_s), closed=True)

    def merge(self, ids: Iterable[int]) -> Undo:
        """Let one session stand for several of the same app and kind: the first that the token lists."""
        with self._transaction():
            parts = [self._ended(session_id) for session_id in dict.fromkeys(ids)]
            if len(parts) < 2:
                raise MergeNeedsTwo(self._path)
            workload_id = common_workload(self._connection, [part.workload_id for part in parts])
            if workload_id is None:
                raise MergeDiffers(self._path)
            parts.sort(key=lambda part: (part.shape.start_s, part.session_id))
            made = make_merged(self._connection, parts, workload_id)
            said = [part.said._replace(merged_into=made.session_id) for part in parts]
            return self._stand_for(parts, said, [made], [_together(made, [part.said for part in parts])])

    def split(self, session_id: int, at_s: float) -> Undo:
        """Cut a session in two at a Unix time; the token lists both parts."""
        with self._transaction():
            whole = self._ended(session_id)
            known = made_session(self._connection, session_id)
            if known is not None and known.part_of is None:
                raise SplitMerged(self._path)
            try:
                halves = cut(whole.shape, at_s)
            except ValueError:
                raise SplitOutside(self._path) from None
            parts = ((halves.before, halves.share), (halves.after, 1.0 - halves.share))
            made = [
                make_part(self._connection, whole, shape, share, by_trace=halves.by_trace)
                for shape, share in parts
            ]
            # Its name holds for both; what it made cannot be told apart.
            titles = [Annotation(part.session_id, title=whole.said.title) for part in made]
            return self._stand_for([whole], [whole.said._replace(split=1)], made, titles)

    def take_apart(self, session_id: int) -> Undo:
        """Put back into the list what a merged session stands for, or the whole that it is a part of."""
        with self._transaction():
            self._standing(session_id)
            one = made_session(self._connection, session_id)
            if one is None:
                raise NotMade(self._path)
            if one.part_of is None:
                taken = [one]
                back = self._ids("SELECT session_id FROM annotation WHERE merged_into = ?", session_id)
            else:
                parts = self._ids("SELECT session_id FROM made WHERE part_of = ?", one.part_of)
                taken = [made for part in parts if (made := made_session(self._connection, part))]
                back = [one.part_of]
            before = annotations_of(self._connection, [*back, *(made.session_id for made in taken)])
            if any(said.replaced for said in before[len(back) :]):
                raise PartsInUse(self._path)
            after = (
                *(said._replace(merged_into=None, split=0) for said in before[: len(back)]),
                *(Annotation(made.session_id) for made in taken),
            )
            put_back = [self._at_hand(session_id) for session_id in back]
            token = Undo(before, after, taken=tuple(taken), left_open=_left_open(put_back))
            self._apply(token)
            return token

    # -- and back -----------------------------------------------------------------------------------------

    def undo(self, token: Undo) -> Undo:
        """Take an operation back; returns the token to do it again. Raises ChangedSince, SessionOpen."""
        with self._transaction():
            self._refuse_grown(token)
            take_back(self._connection, self._path, token)
        return token.reverse

    # -- the parts of an operation ------------------------------------------------------------------------

    def _say(
        self, ids: Iterable[int], change: Callable[[SessionAtHand], Annotation], *, closed: bool = False
    ) -> Undo:
        with self._transaction():
            found = [self._standing(session_id) for session_id in dict.fromkeys(ids)]
            if closed:
                self._refuse_going_on(found)
            before, after = tuple(one.said for one in found), tuple(change(one) for one in found)
            token = Undo(before, after, left_open=_left_open(found) if closed else ())
            self._apply(token)
            return token

    def _stand_for(
        self,
        replaced: Sequence[SessionAtHand],
        said: Sequence[Annotation],
        made: Sequence[MadeSession],
        made_said: Sequence[Annotation],
    ) -> Undo:
        before = (*(one.said for one in replaced), *(Annotation(one.session_id) for one in made))
        token = Undo(before, (*said, *made_said), made=tuple(made), left_open=_left_open(replaced))
        self._apply(token)
        return token

    def _apply(self, token: Undo) -> None:
        for said in token.after:
            write_annotation(self._connection, said)
        for made in token.taken:
            self._connection.execute("DELETE FROM session WHERE id = ?", (made.session_id,))

    def _standing(self, session_id: int) -> SessionAtHand:
        """A session that no other stands for and that was not deleted. Raises SessionGone."""
        found = self._at_hand(session_id)
        if found.said.replaced or found.said.deleted_s is not None:
            raise SessionGone(self._path, str(session_id))
        return found

    def _at_hand(self, session_id: int) -> SessionAtHand:
        found = session_at_hand(self._connection, session_id)
        if found is None:
            raise SessionGone(self._path, str(session_id))
        return found

    def _ended(self, session_id: int) -> SessionAtHand:
        """One that can be merged or split. Raises SessionGone, SessionOpen."""
        found = self._standing(session_id)
        if found.said.not_ai:
            raise SessionGone(self._path, str(session_id))
        self._refuse_going_on([found])
        return found

    def _refuse_grown(self, token: Undo) -> None:
        """Raise where a recorder has gone on with what was left open, or may: nothing stands for it then."""
        found = []
        for session_id, active_s in token.left_open:
            one = session_at_hand(self._connection, session_id)
            if one is None or one.shape.active_s != active_s:
                raise ChangedSince(self._path, str(session_id))
            found.append(one)
        self._refuse_going_on(found)

    def _refuse_going_on(self, found: Iterable[SessionAtHand]) -> None:
        """Raise SessionOpen where one is open and a recorder may go on with it."""
        if any(one.open for one in found) and self._recorder_runs():
            raise SessionOpen(self._path)

    def _ids(self, statement: str, value: int) -> list[int]:
        return [row_id for (row_id,) in self._connection.execute(f"{statement} ORDER BY 1", (value,))]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing; waits for a recorder that is writing."""
        with known_errors(self._path), transaction(self._connection):
            yield


def _left_open(found: Iterable[SessionAtHand]) -> tuple[tuple[int, float], ...]:
    return tuple((one.session_id, one.shape.active_s) for one in found if one.open)


def _together(made: MadeSession, parts: Sequence[Annotation]) -> Annotation:
    """What is said about a merged session: the first title; what all made, where all count the same."""
    title = next((said.title for said in parts if said.title), "")
    counts, units = [said.outputs for said in parts], {said.output_unit for said in parts}
    known = [count for count in counts if count is not None]
    if len(known) < len(counts) or len(units) > 1:
        return Annotation(made.session_id, title=title)
    return Annotation(made.session_id, title=title, outputs=sum(known), output_unit=units.pop())


def _one_line(text: str, longest: int) -> str:
    return storable(" ".join(text.split()))[:longest]
