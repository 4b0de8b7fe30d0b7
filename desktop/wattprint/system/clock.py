"""The real clocks, behind an object so that tests can bring their own."""

from __future__ import annotations

import time
from typing import Protocol

from wattprint.domain.readings import Instant


class Clock(Protocol):
    """Tells the time; see domain.readings.Instant for what its three clocks mean."""

    def now(self) -> Instant:
        """This moment."""

    def local_day(self, wall_s: float) -> str:
        """ISO date of a Unix time in the zone now in force."""

    def refresh_zone(self) -> None:
        """Notice that the person or the system changed the time zone."""


class SystemClock:
    """The machine's clocks. Without a boot clock (macOS, Windows) suspend is read off the wall clock."""

    def __init__(self) -> None:
        self._boot_clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)

    def now(self) -> Instant:
        """This moment."""
        boot_s = None if self._boot_clock is None else time.clock_gettime(self._boot_clock)
        return Instant(time.monotonic(), boot_s, time.time())

    def local_day(self, wall_s: float) -> str:
        """ISO date of a Unix time in the zone now in force."""
        return time.strftime("%Y-%m-%d", time.localtime(wall_s))

    def refresh_zone(self) -> None:
        """Notice a changed time zone; the C library reads it only once by itself."""
        if hasattr(time, "tzset"):
            time.tzset()
