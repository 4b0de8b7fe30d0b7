"""The texts of all charts, translated in one place, with dates and durations in the person's locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject

from wattprint.gui.charts.bar import Covered
from wattprint.gui.charts.ticks import Grain, grain_of
from wattprint.gui.dates import dated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from wattprint.gui.charts.bar import Bar
    from wattprint.gui.charts.quantities import Quantity

_MINUTE_S, _HOUR_S = 60, 3600

# Longer durations are told in days and hours.
_MOST_HOURS = 48


class ChartWords(QObject):
    """What charts say, in one locale and in the language of the installed translations."""

    def __init__(self, locale: QLocale) -> None:
        super().__init__()
        self._locale = locale

    def measured(self) -> str:
        return self.tr("Measured")

    def estimated(self) -> str:
        return self.tr("Estimated")

    def total(self) -> str:
        return self.tr("Total")

    def band(self) -> str:
        return self.tr("Low to high")

    def low(self) -> str:
        return self.tr("Low")

    def high(self) -> str:
        return self.tr("High")

    def power(self) -> str:
        return self.tr("Power")

    def time(self) -> str:
        return self.tr("Time")

    def name(self) -> str:
        return self.tr("Name")

    def coverage(self) -> str:
        return self.tr("Coverage")

    def covered(self, covered: Covered) -> str:
        match covered:
            case Covered.FULL:
                return self.tr("Recorded")
            case Covered.PART:
                return self.tr("Partly recorded")
            case Covered.NONE:
                return self.tr("Not recorded")

    def nothing_yet(self) -> str:
        return self.tr("Nothing to show yet")

    def now(self) -> str:
        return self.tr("now")

    def now_is(self, value: str) -> str:
        return self.tr("now {value}").format(value=value)

    def peak_is(self, value: str) -> str:
        return self.tr("peak {value}").format(value=value)

    def at_least(self, value: str) -> str:
        return self.tr("at least {value}").format(value=value)

    def from_to(self, lowest: str, highest: str) -> str:
        return self.tr("{low} to {high}").format(low=lowest, high=highest)

    def ago(self, seconds: float) -> str:
        return self.tr("{duration} ago").format(duration=self.duration(seconds))

    def after(self, seconds: float) -> str:
        return self.tr("after {duration}").format(duration=self.duration(seconds))

    # -- dates and durations ------------------------------------------------------------------------------

    def short_date(self, day: date, grain: Grain) -> str:
        """The label under a tick: day and month, the month, the year. January is told by its year."""
        if grain is Grain.YEAR or (grain is Grain.MONTH and day.month == 1):
            return self._date(day, "yyyy")
        if grain is Grain.MONTH:
            return self._date(day, "MMM")
        form = self._locale.dateFormat(QLocale.FormatType.LongFormat).replace("dddd", "")
        month_first = form.find("M") < form.find("d")
        return self._date(day, "MMM d" if month_first else "d MMM")

    def weekday_and_date(self, day: date) -> str:
        """The label of one or a handful of days."""
        return f"{self._date(day, 'ddd')} {self.short_date(day, Grain.DAY)}"

    def weekday_and_day(self, day: date) -> str:
        """The label of each of a few days."""
        return self._date(day, "ddd d")

    def day_number(self, day: date) -> str:
        """The shortest label of a day."""
        return self._date(day, "d")

    def long_date(self, day: date, grain: Grain) -> str:
        """The name of a day, week, month or year."""
        if grain is Grain.DAY:
            return dated(self._locale, _qdate(day), QLocale.FormatType.LongFormat)
        if grain is Grain.WEEK:
            first = f"{self.short_date(day, Grain.WEEK)} {day.year}"
            return self.tr("Week from {day}").format(day=first)
        return self._date(day, "yyyy" if grain is Grain.YEAR else "MMMM yyyy")

    def duration(self, seconds: float) -> str:
        """Seconds, minutes, or hours and minutes; days for long ones."""
        whole = round(seconds)
        if whole < _MINUTE_S:
            return f"{whole} s"
        if whole < _HOUR_S:
            minutes, rest = divmod(whole, _MINUTE_S)
            return f"{minutes} min {rest:02d} s" if rest else f"{minutes} min"
        hours, rest = divmod(round(whole / 60), 60)
        if hours < _MOST_HOURS:
            return f"{hours} h {rest:02d} min" if rest else f"{hours} h"
        days, hours = divmod(hours, 24)
        text = self.tr("%n day(s)", "", days)
        return f"{text} {hours} h" if hours else text

    def _date(self, day: date, form: str) -> str:
        return dated(self._locale, _qdate(day), form)

    # -- sentences for those who cannot see the chart -----------------------------------------------------

    def name_of(self, bar: Bar, grain: Grain) -> str:
        """What a bar is called aloud."""
        return bar.name or (bar.label if bar.day is None else self.long_date(bar.day, grain))

    def bars_summary(self, quantity: Quantity, bars: Sequence[Bar]) -> str:
        """How many bars, from where to where, the highest, the gaps."""
        if not bars:
            return self.nothing_yet()
        days = [bar.day for bar in bars if bar.day is not None]
        grain = grain_of(days) if days else None
        parts = [self._count(grain, len(bars))]
        known = [bar for bar in bars if bar.covered is not Covered.NONE or bar.total]
        if known:
            ends = min(known, key=lambda bar: bar.total), max(known, key=lambda bar: bar.total)
            texts = [quantity.text(self._locale, bar.total, estimated=bar.estimated > 0) for bar in ends]
            parts.append(texts[0] if texts[0] == texts[1] else self.from_to(*texts))
            if texts[0] != texts[1]:
                parts.append(
                    self.tr("highest: {name}").format(name=self.name_of(ends[1], grain or Grain.DAY))
                )
        for covered in (Covered.PART, Covered.NONE):
            count = sum(bar.covered is covered for bar in bars)
            if count:
                parts.append(self.tr("{state}: {count}").format(state=self.covered(covered), count=count))
        return "; ".join(parts)

    def power_summary(
        self, quantity: Quantity, span_s: float, watts: Sequence[float | None], *, live: bool
    ) -> str:
        """Over which time, from where to where; for a live line what the newest (last) is."""
        known = [value for value in watts if value is not None]
        if not known:
            return self.nothing_yet()
        least, most = (quantity.text(self._locale, value) for value in (min(known), max(known)))
        spread = least if least == most else self.from_to(least, most)
        text = self.tr("Power over {duration}: {range}").format(duration=self.duration(span_s), range=spread)
        if not live:
            return text
        now = self.covered(Covered.NONE) if watts[-1] is None else quantity.text(self._locale, watts[-1])
        return f"{text}; {self.now_is(now)}"

    def _count(self, grain: Grain | None, count: int) -> str:
        match grain:
            case Grain.DAY:
                return self.tr("%n day(s)", "", count)
            case Grain.WEEK:
                return self.tr("%n week(s)", "", count)
            case Grain.MONTH:
                return self.tr("%n month(s)", "", count)
            case Grain.YEAR:
                return self.tr("%n year(s)", "", count)
            case None:
                return self.tr("%n bar(s)", "", count)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
