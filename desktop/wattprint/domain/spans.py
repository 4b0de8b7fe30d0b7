"""Ranges of local days cut into days, weeks, months or years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

DAYS_A_WEEK = 7
MONTHS_A_YEAR = 12


class Step(StrEnum):
    """How long a bucket is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def spans(first_day: str, last_day: str, step: Step, week_start: int = 1) -> Iterator[tuple[str, str]]:
    """(first, last) ISO day of every bucket of a range, both included, in order; none for an empty range.

    The first and the last bucket are cut off where the range begins and ends.
    week_start: the weekday that weeks begin with: 1 is Monday, 7 is Sunday.
    """
    day, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    while day <= last:
        end = min(last, _end(day, step, week_start))
        yield day.isoformat(), end.isoformat()
        if end == date.max:
            return
        day = end + timedelta(days=1)


def _end(day: date, step: Step, week_start: int) -> date:
    """The last day of the bucket that a day lies in."""
    if step is Step.DAY:
        return day
    if step is Step.WEEK:
        left = (week_start - 1 - day.isoweekday()) % DAYS_A_WEEK
        return day + timedelta(days=min(left, (date.max - day).days))
    if step is Step.YEAR or day.month == MONTHS_A_YEAR:
        return day.replace(month=MONTHS_A_YEAR, day=31)
    return day.replace(month=day.month + 1, day=1) - timedelta(days=1)
