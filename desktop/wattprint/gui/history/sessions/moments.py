"""When a session was: in the zone that was in force where and when it began."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime, QTimeZone

from wattprint.gui.cloud.days import day_text

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_S, _HOUR_S = 60, 3600

#: Clocks are put back by less than this at once.
_NEAR_S = 3 * _HOUR_S

#: Of what is told on a session's own clock; Qt's local time would leap where this machine's clocks do.
QT_ZONE = QTimeZone(QTimeZone.Initialization.UTC)


def local_moment(wall_s: float, utc_offset_s: int) -> datetime:
    """Unix time as the clock on the wall told it; naive, for the zone is said by the offset."""
    return (_FIRST + timedelta(seconds=round(wall_s) + utc_offset_s)).replace(tzinfo=None)


def qmoment(moment: datetime) -> QDateTime:
    """The same for Qt, wherever this machine is now and whatever its clocks did: in QT_ZONE."""
    date = QDate(moment.year, moment.month, moment.day)
    return QDateTime(date, QTime(moment.hour, moment.minute, moment.second), QT_ZONE)


def moment_text(locale: QLocale, wall_s: float, utc_offset_s: int) -> str:
    """Day and time."""
    moment = local_moment(wall_s, utc_offset_s)
    return f"{day_text(locale, moment.date().isoformat())}, {clock_text(locale, moment)}"


def clock_text(locale: QLocale, moment: datetime) -> str:
    """Hours and minutes."""
    return str(locale.toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat))


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


def duration_text(locale: QLocale, seconds: float) -> str:
    """Seconds, minutes, or hours and minutes."""
    whole = round(seconds)
    if whole < _MINUTE_S:
        return f"{locale.toString(whole)} s"
    if whole < _HOUR_S:
        minutes, rest = divmod(whole, _MINUTE_S)
        return f"{minutes} min {rest:02d} s" if rest else f"{minutes} min"
    hours, minutes = divmod(round(whole / _MINUTE_S), 60)
    return f"{locale.toString(hours)} h {minutes:02d} min" if minutes else f"{locale.toString(hours)} h"
