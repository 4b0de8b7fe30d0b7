"""Things said about sessions: written into the ledger, taken back, done again; for the files' thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wattprint.ledger.programs import Verdict
from wattprint.system.ledger_access import open_for_writing

if TYPE_CHECKING:
    from wattprint.ledger.annotation_state import Undo
    from wattprint.ledger.annotations import Annotations


class Deed:
    """say: does it, and hands back what takes it back. Raises LedgerErrors and RecorderRunning."""

    def __init__(self, ledger: Path, say: Callable[[Annotations], Sequence[Undo]]) -> None:
        self._ledger = ledger
        self._say = say
        self._tokens: tuple[Undo, ...] = ()

    def do(self) -> tuple[int, ...]:
        """Write it; hands back the ids of what is in the list for it now."""
        with open_for_writing(self._ledger) as ledger:
            self._tokens = tuple(self._say(ledger.annotations))
        return self._listed()

    def turn(self) -> tuple[int, ...]:
        """Take it back; or, when it was taken back, do it again. Hands back what do() does."""
        with open_for_writing(self._ledger) as ledger:
            self._tokens = tuple(ledger.annotations.undo(token) for token in reversed(self._tokens))
        return self._listed()

    def _listed(self) -> tuple[int, ...]:
        return tuple(session_id for token in self._tokens for session_id in token.listed)


class NeverCounting:
    """An app is never counted from now on, nor its past."""

    def __init__(self, ledger: Path, app: str, now_s: Callable[[], float]) -> None:
        self._ledger = ledger
        self._app = app
        self._now_s = now_s

    def do(self) -> None:
        """Write it."""
        with open_for_writing(self._ledger) as ledger:
            ledger.never_count(self._app, self._now_s())

    def undo(self) -> None:
        """Count it again."""
        with open_for_writing(self._ledger) as ledger:
            ledger.answer(self._app, Verdict.COUNT, self._now_s())
