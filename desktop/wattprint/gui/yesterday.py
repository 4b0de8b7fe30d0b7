"""Tells once a day, to who asked for it, what the day before came to."""

from __future__ import annotations

import logging
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wattprint.gui.cloud import work
from wattprint.gui.today import local_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.gui.day import Day
    from wattprint.gui.remembered import Remembered
    from wattprint.system.paths import Paths

log = logging.getLogger(__name__)

#: In what is remembered: the day (ISO) on which the day before was told last.
TOLD_ON = "yesterday_told_on"

#: Nobody wants it at midnight (hour of the local clock).
FROM_HOUR = 8


class Yesterday(QObject):
    """Looks at the clock when told to, at start and when a day begins, and waits for the morning by itself.

    Signals: due(Day): tell the person now. The day may hold nothing worth telling.
    """

    due = Signal(object)

    def __init__(
        self,
        paths: Paths,
        remembered: Remembered,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        """remembered: keeps when it was told: once a day, however often the app starts."""
        super().__init__(parent)
        self._paths = paths
        self._remembered = remembered
        self._now = now
        self._wanted = self._reading = False
        self._morning = QTimer(self)
        self._morning.setSingleShot(True)
        self._morning.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._morning.timeout.connect(self.look)

    def want(self, wanted: bool) -> None:
        """Whether the person asked for it; in the course of a day it is told at once: so it will look."""
        self._wanted = wanted
        self.look()

    def look(self) -> None:
        """See whether it is time."""
        self._morning.stop()
        now_s = self._now()
        today = local_day(now_s)
        if not self._wanted or self._reading or self._was_told(today):
            return
        wait_s = _from_hour_s(today) - now_s
        if wait_s > 0:
            self._morning.start(round(wait_s * 1000) + 1000)
            return
        self._reading = True
        before = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
        work.run(self, lambda: self._read(before), lambda day: self._take(today, day), self._not_read)

    def _was_told(self, today: str) -> bool:
        """Whether it was told today, or tomorrow: who flies west lives a day a second time."""
        after = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
        return self._remembered.text(TOLD_ON) in (today, after)

    def _read(self, local_day: str) -> Day:
        """On the files' thread."""
        from wattprint.gui.day_reader import DayReader

        return DayReader(self._paths).read(local_day, wide=False)

    def _take(self, today: str, day: Day) -> None:
        self._reading = False
        # Without totals it could not be read: the ledger is broken, or still being brought up to date.
        if day.totals is not None and self._wanted:
            self._remembered.keep(**{TOLD_ON: today})
            self.due.emit(day)

    def _not_read(self, error: Exception) -> None:
        self._reading = False
        log.info("yesterday was not read: %s", error)


def _from_hour_s(local_day: str) -> float:
    """When the morning of a day begins (Unix time), in the zone in force."""
    year, month, day = map(int, local_day.split("-"))
    return time.mktime((year, month, day, FROM_HOUR, 0, 0, 0, 0, -1))
