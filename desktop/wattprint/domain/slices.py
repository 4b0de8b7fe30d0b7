"""Two readings of one device make a slice: joules with a quality, or time that is honestly unmeasured."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from wattprint.domain.intervals import Interval
from wattprint.domain.readings import Quality, Reading

#: No board sustains more than this multiple of its enforced limit over a slice: such a reading is wrong.
IMPLAUSIBLE_LIMIT_FACTOR = 1.5


#: What a power reading covers by itself: recent drivers report the mean of the last second. A slice up to
#: this long takes the power at its end as it is.
SENSOR_MEAN_S = 1.5


#: Counters refresh every 20 to 100 ms: one that stands still for so long while watts flow does not count.
FROZEN_AFTER_S = 0.9
FROZEN_POWER_W = 1.0


class Fault(StrEnum):
    """What was odd about a slice; counted per day and device, listed by `doctor`."""

    COUNTER_RESET = "counter_reset"
    IMPLAUSIBLE = "implausible"
    NO_READING = "no_reading"
    POWER_GAP = "power_gap"
    STALL = "stall"
    SUSPEND = "suspend"
    STUCK = "stuck"
    COUNTER_FROZEN = "counter_frozen"


@dataclass(frozen=True, slots=True)
class Slice:
    """A device's energy between two readings.

    energy_j: joules, or None when the time is unmeasured.
    quality: how energy_j is known; None when it is not.
    asleep: the device was runtime-suspended at both ends; energy_j is then 0 and known.
    """

    device_key: str
    interval: Interval
    energy_j: float | None
    quality: Quality | None
    asleep: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def seconds(self) -> float:
        """Awake seconds."""
        return self.interval.elapsed_s

    @property
    def mean_power_w(self) -> float | None:
        """Joules over seconds, None when unmeasured."""
        if self.energy_j is None or self.seconds <= 0:
            return None
        return self.energy_j / self.seconds


def make_slice(
    previous: Reading,
    current: Reading,
    interval: Interval,
    limit_w: float | None,
    bridged_j: float = 0.0,
) -> Slice:
    """Energy of one device between two of its readings.

    Counter where both ends have a comparable one; a fall is a reset, bridged with power; without a counter
    the end power holds for a short slice (recent drivers report the mean of the last second, so that is the
    unbiased choice), the mean of both ends for a longer one, and nothing for one that is too long for that.

    limit_w: enforced power limit; None when unknown, which switches the plausibility check off.
    bridged_j: what power told of the slices just before while the counter stood still. A counter that catches
        up holds them too, and they must not count twice.
    """
    key = current.device_key
    if previous.asleep and current.asleep:
        return Slice(key, interval, 0.0, None, asleep=True)
    faults: list[Fault] = []
    if interval.suspended:
        faults.append(Fault.SUSPEND)
    elif interval.late:
        faults.append(Fault.STALL)

    energy_j, quality = _counter_energy(previous, current)
    if energy_j is not None and energy_j < 0:
        faults.append(Fault.COUNTER_RESET)
        energy_j = quality = None
    if energy_j == 0 and interval.elapsed_s >= FROZEN_AFTER_S and (current.power_w or 0.0) >= FROZEN_POWER_W:
        faults.append(Fault.COUNTER_FROZEN)
        energy_j = quality = None
    if energy_j is not None:
        energy_j = max(0.0, energy_j - bridged_j)
    if energy_j is None:
        energy_j, quality = _power_energy(previous, current, interval, faults)
    if energy_j is not None and _implausible(energy_j, interval, limit_w):
        faults.append(Fault.IMPLAUSIBLE)
        energy_j = quality = None
    return Slice(key, interval, energy_j, quality, faults=tuple(faults))


def _counter_energy(previous: Reading, current: Reading) -> tuple[float | None, Quality | None]:
    """Counter difference in joules; negative when it fell; None where there is none to compare."""
    if previous.energy_j is None or current.energy_j is None:
        return None, None
    same_epoch = previous.counter_epoch == current.counter_epoch
    comparable = same_epoch and previous.energy_quality is current.energy_quality
    delta_j = current.energy_j - previous.energy_j
    if not comparable or not math.isfinite(delta_j):
        return None, None
    return delta_j, current.energy_quality


def _power_energy(
    previous: Reading, current: Reading, interval: Interval, faults: list[Fault]
) -> tuple[float | None, Quality | None]:
    if previous.asleep or current.asleep:
        return None, None  # nobody knows how much of the interval it was awake; and that is nobody's fault
    power_w = _credible(current.power_w)
    if power_w is None:
        faults.append(Fault.NO_READING)
        return None, None
    if interval.too_long_for_power:
        faults.append(Fault.POWER_GAP)
        return None, None
    before_w = _credible(previous.power_w)
    if interval.elapsed_s > SENSOR_MEAN_S and before_w is not None:
        # Nobody knows when within a long slice the power moved: the middle is wrong by the least.
        power_w = (before_w + power_w) / 2
    return power_w * interval.elapsed_s, Quality.POWER


def _credible(power_w: float | None) -> float | None:
    return power_w if power_w is not None and math.isfinite(power_w) and power_w >= 0 else None


def _implausible(energy_j: float, interval: Interval, limit_w: float | None) -> bool:
    if not limit_w or limit_w <= 0 or interval.elapsed_s <= 0:
        return False
    return energy_j > IMPLAUSIBLE_LIMIT_FACTOR * limit_w * interval.elapsed_s


#: How long a power reading may stay identical while the load changes before it is called stuck.
STUCK_AFTER_S = 60.0

#: A change of utilisation below this is no proof that the power should have moved.
STUCK_UTILISATION_SPREAD = 0.2


class StuckDetector:
    """Notices a sensor whose power stays bit-identical while the device's utilisation changes."""

    __slots__ = ("_highest", "_lowest", "_power_w", "_reported", "_since_s")

    def __init__(self) -> None:
        self._power_w: float | None = None
        self._since_s = 0.0
        self._lowest = self._highest = 0.0
        self._reported = False

    def feed(self, reading: Reading) -> bool:
        """Whether this reading makes the sensor stuck; True once per episode."""
        power_w, utilisation, now_s = reading.power_w, reading.utilisation, reading.at.monotonic_s
        if power_w is None or utilisation is None:
            return False
        if power_w != self._power_w:
            self._power_w, self._since_s, self._reported = power_w, now_s, False
            self._lowest = self._highest = utilisation
            return False
        self._lowest, self._highest = min(self._lowest, utilisation), max(self._highest, utilisation)
        load_moved = self._highest - self._lowest >= STUCK_UTILISATION_SPREAD
        stuck = load_moved and now_s - self._since_s >= STUCK_AFTER_S
        first = stuck and not self._reported
        self._reported = self._reported or stuck
        return first
