"""Which local day it is, and when it ends."""

from __future__ import annotations

import time


def local_day(now_wall_s: float) -> str:
    """The local date (ISO) of a moment, in the zone that is in force now."""
    if hasattr(time, "tzset"):
        time.tzset()  # the person may have travelled
    return time.strftime("%Y-%m-%d", time.localtime(now_wall_s))


def seconds_to_midnight(now_wall_s: float) -> float:
    """Seconds until the next local day begins, on days of 23 and 25 hours too; more than 0."""
    year, month, day, *_ = time.localtime(now_wall_s)
    midnight_s = time.mktime((year, month, day + 1, 0, 0, 0, 0, 0, -1))
    return max(1.0, midnight_s - now_wall_s)
