"""Which days the overview shows: calendar arithmetic without a clock, a locale or Qt."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from wattprint.domain.spans import Step

#: A bar a day up to so many days, a bar a week up to so many; beyond, a bar a month.
MOST_DAILY = 45
MOST_WEEKLY = 200

_DAY = timedelta(days=1)
_WEEK_DAYS = 7


class Span(StrEnum):
    """What kind of range was chosen. ALL: from the ledger's first day on. OWN: dates of the person's own."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ALL = "all"
    OWN = "own"


#: What a click on a bar opens.
SPAN_OF_STEP = {Step.DAY: Span.DAY, Step.WEEK: Span.WEEK, Step.MONTH: Span.MONTH, Step.YEAR: Span.YEAR}


@dataclass(frozen=True, slots=True)
class DayRange:
    """first and last are both included. Raises ValueError when they are the wrong way round."""

    span: Span
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"no range of days: {self.first} to {self.last}")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def around(span: Span, day: date, week_start: int) -> DayRange:
    """The day, week, month or year that a day lies in.

    week_start: 1 is Monday, 7 is Sunday. Raises ValueError for ALL and OWN, which no day defines.
    """
    match span:
        case Span.DAY:
            return DayRange(span, day, day)
        case Span.WEEK:
            first = week_of(day, week_start)
            return DayRange(span, first, _later(first, _WEEK_DAYS - 1))
        case Span.MONTH:
            last = day.replace(day=monthrange(day.year, day.month)[1])
            return DayRange(span, day.replace(day=1), last)
        case Span.YEAR:
            return DayRange(span, date(day.year, 1, 1), date(day.year, 12, 31))
    raise ValueError(f"no day defines a range of this kind: {span}")


def week_of(day: date, week_start: int) -> date:
    """The first day of a day's week."""
    back = (day.isoweekday() - week_start) % _WEEK_DAYS
    return _later(day, -back)


def own(first: date, last: date) -> DayRange:
    """The person's own dates, in whichever order they were given."""
    return DayRange(Span.OWN, min(first, last), max(first, last))


def fitting(first: date, last: date, week_start: int) -> DayRange:
    """The range of these days under the simplest name: a whole month is that month."""
    for span in (Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR):
        found = around(span, first, week_start)
        if (found.first, found.last) == (first, last):
            return found
    return own(first, last)


def beside(shown: DayRange, by: int, week_start: int) -> DayRange | None:
    """The range of the same kind so many places later (earlier where negative); None where there is none.

    Own dates move by their own length; ALL stays alone.
    """
    if shown.span is Span.ALL:
        return None
    try:
        match shown.span:
            case Span.MONTH:
                return around(Span.MONTH, _month_later(shown.first, by), week_start)
            case Span.YEAR:
                return around(Span.YEAR, date(shown.first.year + by, 1, 1), week_start)
        moved = timedelta(days=by * shown.days)
        return DayRange(shown.span, shown.first + moved, shown.last + moved)
    except (ValueError, OverflowError):
        return None  # beyond the calendar


def same_days_before(shown: DayRange, today: date, week_start: int) -> DayRange | None:
    """What a range may be compared with: the one before it; only its first days while `shown` goes on.

    None where there is none, and for a range that has not begun.
    """
    before = beside(shown, -1, week_start)
    if before is None or shown.first > today:
        return None
    if shown.last <= today:
        return before
    so_far = (today - shown.first).days
    # A February has no 30th: its last day stands for it.
    return own(before.first, min(before.last, before.first + timedelta(days=so_far)))


def known_part(shown: DayRange, first_known: date, last_known: date) -> DayRange | None:
    """The part of a range that lies between the ledger's first day and the last one; None for no part."""
    first, last = max(shown.first, first_known), min(shown.last, last_known)
    return None if first > last else DayRange(shown.span, first, last)


def step_of(shown: DayRange) -> Step:
    """What one bar of a range stands for."""
    if shown.span is Span.YEAR:
        return Step.MONTH  # the first weeks of a year, too
    if shown.days <= MOST_DAILY:
        return Step.DAY
    return Step.WEEK if shown.days <= MOST_WEEKLY else Step.MONTH


def _month_later(first: date, by: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + by, 12)
    return date(year, month + 1, 1)


def _later(day: date, days: int) -> date:
    """A day so many days later, never beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
