"""Turns a sensor counter that wraps into the never-wrapping one that a Reading carries."""

from __future__ import annotations

from wattprint.domain.counters import unwrapped_step_j
from wattprint.domain.readings import Instant

#: The smallest range of a 32-bit energy register in use: 2^32 steps of 15.26 uJ (AMD and Intel client RAPL).
#: Only bounds how long an interval may be when a sensor does not say its range.
SMALLEST_RANGE_J = 65_536.0


class CounterUnwrapper:
    """Adds up one raw counter.

    total_j: joules since the first reading of the present epoch's origin; never falls.
    epoch: raised whenever the step from the last reading is unknown: totals of two epochs do not subtract.
    """

    def __init__(self, range_j: float | None, max_power_w: float) -> None:
        """range_j: None when the sensor does not say; then every fall is unknown. max_power_w: a ceiling."""
        self.total_j = 0.0
        self.epoch = 0
        self._range_j = range_j
        self._max_power_w = max_power_w
        self._last: tuple[float, Instant] | None = None

    def advance(self, raw_j: float, at: Instant) -> None:
        """Take one more raw reading (J) into total_j, or into a new epoch when the step is unknown."""
        last, self._last = self._last, (raw_j, at)
        if last is None:
            return
        step_j = self._step_j(last[0], raw_j, elapsed_s(last[1], at))
        if step_j is None:
            self.epoch += 1
        else:
            self.total_j += step_j

    def _step_j(self, previous_j: float, current_j: float, elapsed: float) -> float | None:
        if self._range_j is not None:
            return unwrapped_step_j(
                previous_j,
                current_j,
                range_j=self._range_j,
                elapsed_s=elapsed,
                max_power_w=self._max_power_w,
            )
        too_long = elapsed < 0.0 or elapsed * self._max_power_w >= SMALLEST_RANGE_J
        return None if too_long or current_j < previous_j else current_j - previous_j


def elapsed_s(earlier: Instant, later: Instant) -> float:
    """Seconds between two instants, suspend included where the system can tell: counters may run on in it."""
    if earlier.boot_s is not None and later.boot_s is not None:
        return later.boot_s - earlier.boot_s
    return later.monotonic_s - earlier.monotonic_s
