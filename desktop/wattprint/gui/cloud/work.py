"""Work on files off the window's thread: a ledger that another program holds may take seconds to answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from wattprint.gui.cloud.wording import KNOWN_FAILURES

T = TypeVar("T")

#: Answers on their way: a QObject without an owner would be gone before its signal arrives.
_under_way: set[object] = set()


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
    answer = _Answer(owner, done, failed)
    _under_way.add(answer)
    _executor().submit(answer.work, job)


class _Answer(QObject, Generic[T]):
    _ready = Signal(object, object)

    def __init__(
        self, owner: QObject, done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        super().__init__()
        self._owner = owner
        self._done = done
        self._failed = failed
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def work(self, job: Callable[[], T]) -> None:
        """On the other thread."""
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 -- carried to the window's thread, where bugs are told
            self._ready.emit(None, error)
        else:
            self._ready.emit(result, None)

    def _deliver(self, result: T, error: Exception | None) -> None:
        _under_way.discard(self)
        if not isValid(self._owner):
            return
        if error is None:
            self._done(result)
        elif isinstance(error, KNOWN_FAILURES):
            self._failed(error)
        else:
            raise error


@cache
def _executor() -> ThreadPoolExecutor:
    # Made when the first work comes, and joined at the end of the process.
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
