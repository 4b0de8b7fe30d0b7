"""The zone of a time on the clock, told where the clock alone leaves doubt."""

from __future__ import annotations

import time

_MINUTE_S, _HOUR_S = 60, 3600

#: Clocks are put back by less than this at once.
_NEAR_S = 3 * _HOUR_S


def zone_text(start_s: float, end_s: float, utc_offset_s: int) -> str:
    """The offset of a session's clock, "UTC+2", where its times leave doubt; else empty.

    They do when the clocks of the zone now in force changed on the way, or tell one of the two times twice.
    What was recorded in another zone is left as it is: nobody knows when its clocks change.
    """
    if _offset_s(start_s) != utc_offset_s:
        return ""
    if _offset_s(end_s) == utc_offset_s and not (_comes_twice(start_s) or _comes_twice(end_s)):
        return ""
    hours, minutes = divmod(abs(utc_offset_s) // _MINUTE_S, 60)
    # A true minus sign, as wide as the plus.
    text = f"UTC\N{MINUS SIGN}{hours}" if utc_offset_s < 0 else f"UTC+{hours}"
    return f"{text}:{minutes:02d}" if minutes else text


def _comes_twice(wall_s: float) -> bool:
    """Whether clocks are put back so that they tell this time again, or have told it before."""
    here, before, after = (_offset_s(wall_s + away_s) for away_s in (0, -_NEAR_S, _NEAR_S))
    if after < here:
        return _offset_s(wall_s + here - after) == after
    return before > here and _offset_s(wall_s + here - before) == before


def _offset_s(wall_s: float) -> int:
    """Of the zone now in force."""
    return time.localtime(wall_s).tm_gmtoff
