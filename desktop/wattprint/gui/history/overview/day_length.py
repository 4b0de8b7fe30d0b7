"""How long a day was, as far as the day's own record tells.

The ledger knows no zones, only where the clock stood when a session began: the clocks of the zone now in
force say nothing by themselves about a day that was spent elsewhere.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from wattprint.domain.day_time import DayTime

_HOUR_S = 3600
_USUAL_HOURS = 24

#: A day's last slice and a clock that was set right make no longer day.
_SLACK_S = 60


def unusual_hours(day: date, times: DayTime, read_offsets_s: Callable[[], Sequence[int]]) -> float | None:
    """How many hours a day had on which clocks changed; None for others, and where its record says nothing.

    times: how long it was watched. read_offsets_s: from UTC, at the start of each of its sessions, in order;
    only asked where clocks changed.
    """
    hours = hours_of(day)
    if hours == _USUAL_HOURS:
        return None
    watched_s = times.recorded_s + times.paused_s
    watched_longer = _USUAL_HOURS * _HOUR_S + _SLACK_S < watched_s < hours * _HOUR_S + _SLACK_S
    put_back_s = (hours - _USUAL_HOURS) * _HOUR_S
    offsets_s = read_offsets_s()
    told_by_sessions = len(offsets_s) > 1 and offsets_s[0] - offsets_s[-1] == put_back_s
    return hours if watched_longer or told_by_sessions else None


def hours_of(day: date) -> float:
    """How long a local day is in the zone in force: 24 h, but for the days on which clocks change."""
    after = day + timedelta(days=1)
    ends = [time.mktime((one.year, one.month, one.day, 0, 0, 0, 0, 0, -1)) for one in (day, after)]
    return (ends[1] - ends[0]) / _HOUR_S
