"""What a person counts of cloud services: entries, typed or recurring."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: More than this of anything on one day is a slip of the finger (tokens are the largest honest counts).
MAX_COUNT = 1e10

LONGEST_NOTE = 500

_DAYS_A_WEEK = 7


class Origin(StrEnum):
    """Where an entry comes from; shown beside it."""

    TYPED = "typed"
    RECURRING = "recurring"
    IMPORTED = "imported"


class BadCount(ValueError):
    """A count that cannot be meant."""


@dataclass(frozen=True, slots=True)
class CloudEntry:
    """A count of one activity on one local day (ISO date).

    entry_id: None for a recurring one's occurrence that nobody touched. recurring_id: what it recurs from.
    """

    entry_id: int | None
    local_day: str
    activity: str
    count: float
    origin: Origin
    note: str = ""
    recurring_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recurring:
    """The same count again and again.

    weekdays: one bit a day, Monday is 1, Sunday 64. to_day: the last day, None while it goes on.
    """

    recurring_id: int
    activity: str
    count: float
    weekdays: int
    from_day: str
    to_day: str | None
    note: str = ""

    def days(self, first_day: str, last_day: str) -> list[str]:
        """The days between two ISO dates (both included) on which it occurs."""
        start = date.fromisoformat(max(first_day, self.from_day))
        end = date.fromisoformat(last_day if self.to_day is None else min(last_day, self.to_day))
        count = (end - start).days + 1
        days = (start + timedelta(days=number) for number in range(max(0, count)))
        return [day.isoformat() for day in days if self.weekdays >> day.weekday() & 1]

    def occurs_on(self, local_day: str) -> bool:
        """Whether a day (ISO) is one of its days."""
        if not self.from_day <= local_day <= (self.to_day or local_day):
            return False
        return bool(self.weekdays >> date.fromisoformat(local_day).weekday() & 1)

    def how_often(self, first_day: str, last_day: str) -> int:
        """The number of days(); takes no longer for a hundred years than for a day."""
        start = date.fromisoformat(max(first_day, self.from_day))
        end = date.fromisoformat(last_day if self.to_day is None else min(last_day, self.to_day))
        weeks, rest = divmod(max(0, (end - start).days + 1), _DAYS_A_WEEK)
        odd = ((start.weekday() + number) % _DAYS_A_WEEK for number in range(rest))
        return weeks * self.weekdays.bit_count() + sum(self.weekdays >> weekday & 1 for weekday in odd)


def checked_count(count: float) -> float:
    """The count, when it can be meant: more than 0, at most MAX_COUNT. Raises BadCount."""
    if not math.isfinite(count) or not 0 < count <= MAX_COUNT:
        raise BadCount(f"{count:g}")
    return count


def occurrences(
    recurring: list[Recurring], touched: set[tuple[int, str]], first_day: str, last_day: str
) -> list[CloudEntry]:
    """What recurs between two days, less what the person edited or took back.

    touched: (recurring id, day) of every occurrence that has a row of its own.
    """
    return [
        CloudEntry(None, day, one.activity, one.count, Origin.RECURRING, one.note, one.recurring_id)
        for one in recurring
        for day in one.days(first_day, last_day)
        if (one.recurring_id, day) not in touched
    ]
