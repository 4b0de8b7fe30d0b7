"""Round numbers, dates and durations to label an axis with. Pure: no Qt, no locale, no clock."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from wattprint.domain.fitting import fitting_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Below this a value is no different from nothing, and powers of ten run out of floats.
LEAST = 1e-15
#: Above this, too.
GREATEST = 1e300

# Beyond 5 only because a logarithm may be a hair too low.
_STEPS = (1, 2, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Unit:
    """size: how many of the quantity's base unit it holds."""

    size: float
    symbol: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Ticks from 0 upwards, evenly apart; the last one is not below the greatest value.

    decimals: how many it takes to tell them apart.
    """

    ticks: tuple[float, ...]
    decimals: int

    @property
    def top(self) -> float:
        """The upper end of the axis, never 0."""
        return self.ticks[-1] or 1.0


def nice_scale(greatest: float, most: int) -> Scale:
    """The closest ticks of a step 1, 2 or 5 x 10^n from 0 to `greatest`, at most `most` (and at least 2).

    Nothing but the 0 for a greatest of 0. Raises ValueError when it is negative, huge or not a number.
    """
    if not 0 <= greatest <= GREATEST:
        raise ValueError(f"no greatest value of an axis: {greatest}")
    if greatest < LEAST:
        return Scale((0.0,), 0)
    spaces = max(1, most - 1)
    exponent = math.floor(math.log10(greatest / spaces))
    for factor in _STEPS:
        # Rounding may take a value for a hair more than its last tick, or leave the tick a hair below it.
        count = math.ceil(_in_steps(greatest, factor, exponent) - 1e-9)
        count += _times(count, factor, exponent) < greatest
        if count <= spaces:
            break
    ticks = tuple(_times(number, factor, exponent) for number in range(count + 1))
    return Scale(ticks, max(0, -exponent - (factor >= 10)))


def _in_steps(value: float, factor: int, exponent: int) -> float:
    return value / (factor * 10.0**exponent) if exponent >= 0 else value * 10.0**-exponent / factor


def _times(number: int, factor: int, exponent: int) -> float:
    # Dividing by a whole power of ten is exact where multiplying by 0.1 is not: 0.3, not 0.30000000000000004.
    return number * factor * 10.0**exponent if exponent >= 0 else number * factor / 10.0**-exponent


def fitting_unit(units: Sequence[Unit], greatest: float) -> Unit:
    """The largest unit that fits the greatest value; the middle of the road for 0: the unit of size 1.

    units: smallest first, one of size 1 among them.
    """
    if greatest < LEAST:
        return next(unit for unit in units if unit.size == 1)
    fitting = fitting_size((unit.size for unit in reversed(units)), greatest, 3)
    return next((unit for unit in units if unit.size == fitting), units[0])


# -- dates ------------------------------------------------------------------------------------------------


class Grain(Enum):
    """What a tick stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateTicks:
    """Which of the bars get a label: those at which a new `grain` begins."""

    grain: Grain
    indices: tuple[int, ...]


#: A week is 7 days, a month at most 31.
_WEEK_DAYS, _MONTH_DAYS = 7, 31


def grain_of(days: Sequence[date]) -> Grain:
    """How long each bar lasts, told from the distance of the first two. One alone is a day."""
    if len(days) < 2:
        return Grain.DAY
    distance = (days[1] - days[0]).days
    if distance < _WEEK_DAYS:
        return Grain.DAY
    if distance < _MONTH_DAYS - 3:
        return Grain.WEEK
    return Grain.MONTH if distance <= _MONTH_DAYS else Grain.YEAR


def date_levels(days: Sequence[date], first_weekday: int = 0) -> Iterator[DateTicks]:
    """Ways to label bars that begin on these days, from every bar to ever fewer; none without a label.

    days: rising. first_weekday: 0 is Monday, as in `date.weekday`.
    """
    own = grain_of(days)
    every = tuple(range(len(days)))
    yield DateTicks(own, every)
    levels: list[tuple[Grain, Callable[[date], int]]] = [
        (Grain.WEEK, lambda day: (day.toordinal() - 1 - first_weekday) // 7),
        (Grain.WEEK, lambda day: (day.toordinal() - 1 - first_weekday) // 14),
        (Grain.MONTH, lambda day: day.year * 12 + day.month - 1),
        (Grain.MONTH, lambda day: (day.year * 12 + day.month - 1) // 3),
        *((Grain.YEAR, _by_years(years)) for years in (1, 2, 5, 10, 20, 50, 100)),
    ]
    order = list(Grain)
    fewest = len(every)
    for grain, bucket in levels:
        indices = _beginnings(days, bucket)
        if order.index(grain) >= order.index(own) and 0 < len(indices) < fewest:
            fewest = len(indices)
            yield DateTicks(grain, indices)
    if fewest > 1:
        yield DateTicks(own, (0,))


def _by_years(years: int) -> Callable[[date], int]:
    return lambda day: day.year // years


def _beginnings(days: Sequence[date], bucket: Callable[[date], int]) -> tuple[int, ...]:
    if not days:
        return ()
    # What lies before the first bar is not known; it is taken to be as far away as the second.
    apart = days[1] - days[0] if len(days) > 1 else timedelta(days=1)
    before = [date.fromordinal(max(1, days[0].toordinal() - apart.days)), *days]
    return tuple(index for index, day in enumerate(days) if bucket(day) != bucket(before[index]))


def index_levels(count: int) -> Iterator[range]:
    """Every bar, every 2nd, 5th, 10th, ... of bars without dates; none at all without bars."""
    power = 1
    while power <= count:
        for factor in (1, 2, 5):
            if factor * power <= count:
                yield range(0, count, factor * power)
        power *= 10


# -- durations --------------------------------------------------------------------------------------------

_DAY_S = 86400
_TIME_STEPS_S = (
    *(1, 2, 5, 10, 15, 30),
    *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
    *(3600 * hours for hours in (1, 2, 3, 6, 12)),
)


def time_step_s(span_s: float, most: int) -> int:
    """The shortest step (s) that people count time in with at most `most` ticks over a span, the first at 0.

    Days beyond half a day: 1, 2, 5, 10, ...
    """
    spaces = max(1, most - 1)
    for step in _TIME_STEPS_S:
        if span_s < step * (spaces + 1):
            return step
    power = _DAY_S
    while True:
        for factor in (1, 2, 5):
            if span_s < factor * power * (spaces + 1):
                return factor * power
        power *= 10
