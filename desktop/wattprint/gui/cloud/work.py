"""Work on files off the window's thread: a ledger that another program holds may take seconds to answer.

Windows belong to one thread, and so does their end. Python frees an object wherever its last reference goes,
and collects cycles in whichever thread happens to allocate: either may destroy a window on the wrong thread,
which crashes the process. So the threads for files never hold the last reference to anything but their
results, and nothing is collected while one is at work.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from functools import cache
from itertools import count
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from wattprint.ledger.errors import LedgerError
from wattprint.system.recorder_lock import RecorderRunning

T = TypeVar("T")

#: What can go wrong with a ledger that is nobody's bug.
KNOWN_FAILURES = (LedgerError, RecorderRunning)


def run(
    owner: QObject,
    job: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> None:
    """Run a job on the one thread for files, in the order of the calls.

    done and failed are called on the window's thread, and only while owner lives. What was begun is finished
    even when the app is quit. failed gets the known failures of a ledger; anything else is a bug and is
    raised where the app logs it.
    """
    _desk("ledger").take(owner, job, done, failed)


def run_beside(
    owner: QObject,
    job: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
    stop: Callable[[], None],
) -> None:
    """Run a job that takes long on a thread beside the one for files, which goes on with everything else.

    As run, but for the end of the process: there stop is called, which tells the job to give up soon.
    """
    _desk("beside").take(owner, job, done, failed, stop)


def under_way() -> int:
    """How many answers are still to come."""
    return _pause_of_collecting().wanted


class _PauseOfCollecting:
    """Nothing is collected while any of the threads is at work; used on the window's thread only."""

    def __init__(self) -> None:
        self.wanted = 0
        self._was_on = True

    def begin(self) -> None:
        if self.wanted == 0:
            self._was_on = gc.isenabled()
            gc.disable()
        self.wanted += 1

    def end(self) -> None:
        self.wanted -= 1
        if self.wanted == 0 and self._was_on:
            gc.enable()


class _Desk(QObject):
    """Lives as long as the process, on the window's thread; the other thread knows nothing else of Qt."""

    _finished = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._numbers = count()
        self._queue: SimpleQueue[int | None] = SimpleQueue()
        self._jobs: dict[int, Callable[[], Any]] = {}
        self._answers: dict[int, tuple[QObject, Callable[[Any], None], Callable[[Exception], None]]] = {}
        self._results: dict[int, tuple[Any, Exception | None]] = {}
        self._stops: dict[int, Callable[[], None]] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()
        atexit.register(self._finish)

    def take(
        self,
        owner: QObject,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        stop: Callable[[], None] | None = None,
    ) -> None:
        number = next(self._numbers)
        _pause_of_collecting().begin()
        if stop is not None:
            self._stops[number] = stop
        self._answers[number] = owner, done, failed
        self._jobs[number] = job
        self._queue.put(number)

    def _work(self) -> None:
        """On the other thread."""
        while (number := self._queue.get()) is not None:
            try:
                self._results[number] = self._jobs[number](), None
            except Exception as error:  # noqa: BLE001 -- carried to the window's thread, where bugs are told
                self._results[number] = None, error
            self._finished.emit(number)

    def _deliver(self, number: int) -> None:
        result, error = self._results.pop(number)
        owner, done, failed = self._answers.pop(number)
        del self._jobs[number]
        self._stops.pop(number, None)
        _pause_of_collecting().end()
        if not isValid(owner):
            return
        if error is None:
            done(result)
        elif isinstance(error, KNOWN_FAILURES):
            failed(error)
        else:
            raise error

    def _finish(self) -> None:
        """At the end of the process: what was begun is written, unless it would take long."""
        for stop in self._stops.values():
            stop()
        self._queue.put(None)
        self._thread.join()


@cache
def _desk(name: str) -> _Desk:
    # Made when the first work comes, on the thread of the windows.
    return _Desk(name)


@cache
def _pause_of_collecting() -> _PauseOfCollecting:
    return _PauseOfCollecting()
