"""Jobs of one window on the ledger's file, off its thread (gui.cloud.work), and what is said meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from shiboken6 import isValid

from wattprint.gui.cloud import work

T = TypeVar("T")

#: An answer that comes sooner needs no word about waiting.
PATIENCE_MS = 400

#: What a file can do to a job: told in plain words, and nobody's bug.
_KNOWN = (*work.KNOWN_FAILURES, OSError)


class Jobs(QObject):
    """Signals: failed(Exception): a known failure. slow(str): what is waited for, once that takes long; ""
    when it is over.
    """

    failed = Signal(object)
    slow = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doing: list[str] = []
        self._said = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say)

    def run(
        self,
        asker: QObject,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[], None],
        *,
        doing: str,
        beside: bool = False,
        after: Callable[[], None] | None = None,
    ) -> None:
        """Run a job, in the order of the calls; done or failed is called then, while asker lives.

        doing: what is said when it takes long. beside: it takes long, nothing need wait for it, and it is
        finished even when the app is quit. after: called first, however it ended, even when this window is
        gone.
        """
        self.begin(doing)

        def ended(outcome: _Outcome[T]) -> None:
            if after is not None:
                after()
            if not isValid(self):
                return
            self.end(doing)
            error = outcome.error
            if error is None:
                if isValid(asker):
                    done(cast("T", outcome.result))
                return
            if isinstance(error, _KNOWN):
                self.failed.emit(error)
            if isValid(asker):
                failed()
            if not isinstance(error, _KNOWN):
                raise error

        # A bug in a job ends it, too: a window that waits for its end would else wait for ever.
        whole = partial(_outcome, job)
        if beside:
            work.run_beside(self, whole, ended, _never, _go_on)
        else:
            work.run(self if after is None else _app(), whole, ended, _never)

    def begin(self, doing: str) -> None:
        """Something is waited for until end() is called with the same words, which are said if it is long."""
        self._doing.append(doing)
        if len(self._doing) == 1:
            self._patience.start()

    def end(self, doing: str) -> None:
        """It is no longer waited for."""
        self._doing.remove(doing)
        if not self._doing:
            self._patience.stop()
            if self._said:
                self._said = False
                self.slow.emit("")

    def _say(self) -> None:
        self._said = True
        self.slow.emit(self._doing[0])


def run_unheard(job: Callable[[], object], after: Callable[[], None]) -> None:
    """Run a job whose window is gone: it is done all the same. after: called then, while the app lives."""

    def ended(_: object) -> None:
        after()

    work.run(_app(), partial(_outcome, job), ended, _never)


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[T]):
    """Of a job: its result, or what it raised."""

    result: T | None
    error: Exception | None


def _outcome(job: Callable[[], T]) -> _Outcome[T]:
    """On the other thread."""
    try:
        return _Outcome(job(), None)
    except Exception as error:  # noqa: BLE001 -- sorted on the window's thread
        return _Outcome(None, error)


def _never(error: Exception) -> None:
    raise AssertionError("an outcome tells of every failure") from error


def _app() -> QObject:
    app = QCoreApplication.instance()
    assert app is not None, "jobs are a window's"
    return app


def _go_on() -> None:
    """What is told to a job when the app is quit."""
