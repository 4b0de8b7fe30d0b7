"""Times as ISO 8601 with their offset, hundreds of thousands of them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from math import modf

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 -- the offset is put behind it as text

_US_PER_S = 1_000_000


def iso_time(wall_s: float, utc_offset_s: int) -> str:
    """A Unix time as ISO 8601 with its offset; what is less than a millisecond is cut off.

    What datetime.isoformat makes of it, in a third of the time: a file of ten years has hundreds of thousands
    of times, and many have day, hour and offset in common.
    """
    fraction_s, whole_s = modf(wall_s)
    # To whole microseconds first, as datetime does: 0.9999999 s is the next second.
    carried_s, us = divmod(round(fraction_s * _US_PER_S), _US_PER_S)
    hour, second = divmod(int(whole_s) + carried_s + utc_offset_s, 3600)
    minute, second = divmod(second, 60)
    return f"{_hour(hour)}:{minute:02d}:{second:02d}.{us // 1000:03d}{_offset(utc_offset_s)}"


@lru_cache(maxsize=64)
def _hour(hours: int) -> str:
    """Day and hour, so many hours after the beginning of 1970."""
    return (_EPOCH + timedelta(hours=hours)).isoformat("T", "hours")


@lru_cache(maxsize=64)
def _offset(utc_offset_s: int) -> str:
    """An offset as "+01:00", with seconds where there are any."""
    return _EPOCH.replace(tzinfo=timezone(timedelta(seconds=utc_offset_s))).isoformat("T", "seconds")[19:]
