"""What happened between two ticks: a normal interval, a stall, or a suspend of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wattprint.domain.instant import Instant

#: The boot clock and the monotonic clock part only while the machine is suspended; both are exact.
SUSPEND_MIN_BOOT_S = 1.0

#: Without a boot clock the wall clock has to serve, and NTP steps it by a few seconds without any suspend.
SUSPEND_MIN_WALL_S = 10.0

#: A tick this many planned intervals late is a stall: common while a model loads and the machine swaps.
LATE_FACTOR = 2.0

#: Beyond this many planned intervals a single power reading says nothing about the time between.
POWER_GAP_FACTOR = 3.0


@dataclass(frozen=True, slots=True)
class Interval:
    """The time between two ticks.

    elapsed_s: awake seconds, from the monotonic clock.
    suspended_s: seconds of suspend within, 0 when there was none.
    planned_s: how long the interval was meant to be.
    """

    elapsed_s: float
    suspended_s: float
    planned_s: float

    @property
    def suspended(self) -> bool:
        """Whether the machine was suspended in between."""
        return self.suspended_s > 0

    @property
    def late(self) -> bool:
        """Whether the tick came late without any suspend."""
        return not self.suspended and self.elapsed_s > LATE_FACTOR * self.planned_s

    @property
    def too_long_for_power(self) -> bool:
        """Whether a power reading at the end cannot stand for the whole interval."""
        return self.suspended or self.elapsed_s > POWER_GAP_FACTOR * self.planned_s


def interval_between(previous: Instant, current: Instant, planned_s: float) -> Interval:
    """Tell apart awake and suspended time between two instants (seconds)."""
    elapsed_s = max(0.0, current.monotonic_s - previous.monotonic_s)
    if previous.boot_s is not None and current.boot_s is not None:
        away_s, threshold_s = current.boot_s - previous.boot_s - elapsed_s, SUSPEND_MIN_BOOT_S
    else:
        away_s, threshold_s = current.wall_s - previous.wall_s - elapsed_s, SUSPEND_MIN_WALL_S
    return Interval(elapsed_s, away_s if away_s >= threshold_s else 0.0, planned_s)
