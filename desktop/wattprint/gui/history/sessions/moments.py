"""When a session was: in the zone that was in force where and when it began."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime, QTimeZone

from wattprint.gui.cloud.days import day_text

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE_S, _HOUR_S = 60, 3600

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
