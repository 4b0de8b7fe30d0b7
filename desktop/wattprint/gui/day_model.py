"""Keeps today as the ledger has it; reads it off the GUI's thread, and only when there is news."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wattprint.gui.cloud import work
from wattprint.gui.day import Day
from wattprint.gui.today import local_day, seconds_to_midnight

if TYPE_CHECKING:
    from wattprint.gui.day_reader import DayReader
    from wattprint.system.paths import Paths

log = logging.getLogger(__name__)

#: As cloud.work.run.
Run = Callable[
    [QObject, Callable[[], Day | None], Callable[[Day | None], None], Callable[[Exception], None]], None
]


class DayModel(QObject):
    """Today.

    Signals: changed(Day). stale: what was read from the ledger, of whatever day, may no longer hold. Reads
    when told to (the recorder or the person has written) and at midnight; what is asked for while a reading
    is under way is answered by one more.
    """

    changed = Signal(object)
    stale = Signal()

    def __init__(
        self,
        paths: Paths,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
        run: Run | None = None,
    ) -> None:
        """run: does the readings; by default on the one thread for files."""
        super().__init__(parent)
        self.day = Day(local_day(now()))
        self._paths = paths
        self._now = now
        self._wide = False
        self._reader: DayReader | None = None
        self._run = run or work.run
        self._reading = self._again = self._stopped = False
        self._midnight = QTimer(self)
        self._midnight.setSingleShot(True)
        self._midnight.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._midnight.timeout.connect(self.reload)
        self._await_midnight()

    def set_wide(self, wide: bool) -> None:
        """Whether somebody looks at what only the window shows."""
        if wide is not self._wide:
            self._wide = wide
            if wide:
                self.reload()

    def reload(self) -> None:
        """Read again, soon; `changed` tells when there is something new."""
        if self._stopped:
            return
        self._await_midnight()
        self.stale.emit()
        if self._reading:
            self._again = True
            return
        self._reading = True
        day, wide = local_day(self._now()), self._wide
        self._run(self, lambda: self._read(day, wide=wide), self._take, log.error)

    def day_is_over(self) -> bool:
        """Whether a new local day has begun since the last reading (no timer runs during a suspend)."""
        return local_day(self._now()) != self.day.local_day

    def stop(self) -> None:
        """Nothing is read or told any more."""
        self._stopped = True
        self._midnight.stop()

    def _read(self, day: str, *, wide: bool) -> Day | None:
        """On the other thread."""
        try:
            if self._reader is None:
                # Only here: it brings libraries that the icon need not wait for.
                from wattprint.gui.day_reader import DayReader

                self._reader = DayReader(self._paths)
            return self._reader.read(day, wide=wide)
        except Exception:
            log.exception("today could not be read")
            return None

    def _take(self, found: Day | None) -> None:
        self._reading = False
        if self._stopped:
            return
        if self._again:
            self._again = False
            self.reload()
        if found is not None and found != self.day:
            self.day = found
            self.changed.emit(found)

    def _await_midnight(self) -> None:
        # One second late rather than a moment early: a very coarse timer may err by half a second.
        self._midnight.start(round(seconds_to_midnight(self._now()) * 1000) + 1000)
