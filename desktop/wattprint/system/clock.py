"""The real clocks, behind an object so that tests can bring their own."""

from __future__ import annotations

import time
from typing import Protocol

from wattprint.domain.instant import Instant

#: Clocks read one after another tell one instant where nothing came between: a process that is held up there
#: for a second would look as if the machine had been suspended.
ONE_INSTANT_S = 0.01

#: A machine on which it is held up as often as this in a row has no better answer.
TRIES = 5


class Clock(Protocol):
    """Tells the time; see domain.instant.Instant for what its three clocks mean."""

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
        for _ in range(TRIES):
            monotonic_s = time.monotonic()
            boot_s = None if self._boot_clock is None else time.clock_gettime(self._boot_clock)
            wall_s = time.time()
            if time.monotonic() - monotonic_s < ONE_INSTANT_S:
                break
        return Instant(monotonic_s, boot_s, wall_s)

    def local_day(self, wall_s: float) -> str:
        """ISO date of a Unix time in the zone now in force."""
        return time.strftime("%Y-%m-%d", time.localtime(wall_s))

    def refresh_zone(self) -> None:
        """Notice a changed time zone; the C library reads it only once by itself."""
        if hasattr(time, "tzset"):
            time.tzset()
