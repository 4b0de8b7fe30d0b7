"""Ranges of days by name, and how one stands to the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from wattprint.domain.band import Comparison
from wattprint.gui.cloud.days import day_text, qdate
from wattprint.gui.dates import dated
from wattprint.gui.history.overview.ranges import Span

if TYPE_CHECKING:
    from datetime import date

    from wattprint.domain.period import PeriodTotals
    from wattprint.gui.history.overview.ranges import DayRange
    from wattprint.gui.today_view.amounts import AmountWords


class RangeWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, locale: QLocale, amounts: AmountWords) -> None:
        super().__init__()
        self._locale = locale
        self._amounts = amounts

    def spans(self) -> tuple[tuple[Span, str], ...]:
        """What can be chosen, in order."""
        return (
            (Span.DAY, self.tr("Day")),
            (Span.WEEK, self.tr("Week")),
            (Span.MONTH, self.tr("Month")),
            (Span.YEAR, self.tr("Year")),
            (Span.ALL, self.tr("All days")),
            (Span.OWN, self.tr("Own dates")),
        )

    def day(self, day: date) -> str:
        """A day with the name of its month."""
        return day_text(self._locale, day.isoformat())

    def title(self, shown: DayRange) -> str:
        """The range as a heading."""
        text = self.name(shown)
        return text[:1].upper() + text[1:]

    def name(self, shown: DayRange) -> str:
        """The range inside a sentence."""
        match shown.span:
            case Span.DAY:
                return dated(self._locale, qdate(shown.first.isoformat()), QLocale.FormatType.LongFormat)
            case Span.MONTH:
                return self._locale.toString(qdate(shown.first.isoformat()), "MMMM yyyy")
            case Span.YEAR:
                return f"{shown.first.year:04}"
        first, last = self.day(shown.first), self.day(shown.last)
        if shown.span is Span.WEEK:
            return self.tr("week from {first} to {last}").format(first=first, last=last)
        if shown.span is Span.ALL:
            return self.tr("all days since {first}").format(first=first)
        return first if first == last else self.tr("{first} to {last}").format(first=first, last=last)

    # -- the period before --------------------------------------------------------------------------------

    def compared(self, now: PeriodTotals, days: DayRange, before: PeriodTotals) -> str:
        """One plain sentence; "" where there is nothing to say. days: which ones `before` has."""
        name = self.title(days)
        if before.total_known is None:
            if before.recorded or before.cloud_count:
                return ""
            return self.tr("{period}: not recorded.").format(period=name)
        energy = self._amounts.energy_of(before)
        if now.total_known is None:
            return self.tr("{period}: {energy}.").format(period=name, energy=energy)
        how = now.total.compared_with(before.total)
        # What is missing may be more than what sets them apart: "at least" only ever proves a "more".
        if how is Comparison.MORE and not before.at_least:
            text = self.tr("{period}: {energy}, less than here.")
        elif how is Comparison.LESS and not now.at_least:
            text = self.tr("{period}: {energy}, more than here.")
        elif how is Comparison.CANNOT_TELL and not (now.at_least or before.at_least):
            text = self.tr("{period}: {energy}. The bands overlap: which of the two is more cannot be told.")
        else:
            text = self.tr("{period}: {energy}. Parts are unknown, so the two cannot be compared.")
        return text.format(period=name, energy=energy)
