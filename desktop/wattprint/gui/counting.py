"""Counts cloud use with one click, and takes the last count back."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from wattprint.gui.cloud import work
from wattprint.gui.today import local_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wattprint.domain.cloud import CloudEntry

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted last."""

    entry: CloudEntry


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A click that came to nothing, and why: one of the failures that cloud.work.run hands on."""

    error: Exception
    taking_back: bool


class QuickCounter(QObject):
    """Signals: counted(Counted | None): something was added, or (None) taken back. failed(NotCounted)."""

    counted = Signal(object)
    failed = Signal(object)

    def __init__(
        self, ledger: Path, parent: QObject | None = None, *, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self.last: Counted | None = None
        self._ledger = ledger
        self._now = now

    def add(self, activity_id: str, count: int) -> None:
        """Count an activity on the day of the click, however much later it can be written."""
        day = local_day(self._now())

        def job() -> Counted:
            from wattprint.domain.cloud import CloudEntry, Origin
            from wattprint.gui.cloud.pen import Pen

            entry_id = Pen(self._ledger, self._now).add(day, activity_id, count)
            return Counted(CloudEntry(entry_id, day, activity_id, count, Origin.TYPED))

        work.run(self, job, self._done, partial(self._fail, False))

    def take_back(self) -> None:
        """Take the last count back."""
        last = self.last
        if last is None:
            return

        def job() -> None:
            from wattprint.gui.cloud.pen import Pen

            Pen(self._ledger, self._now).delete([last.entry])

        work.run(self, job, self._done, partial(self._fail, True))

    def _done(self, counted: Counted | None) -> None:
        self.last = counted
        self.counted.emit(counted)

    def _fail(self, taking_back: bool, error: Exception) -> None:
        log.warning("nothing was counted: %s", error)
        self.failed.emit(NotCounted(error, taking_back))
