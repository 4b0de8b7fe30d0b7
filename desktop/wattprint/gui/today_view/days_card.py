"""The last two weeks, a bar a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette

from wattprint.domain.split import split_of
from wattprint.gui.charts.bar import Bar, Covered
from wattprint.gui.charts.bars import BarChart
from wattprint.gui.day import local_at_least, partly_watched
from wattprint.gui.today_view.card import Card, em

if TYPE_CHECKING:
    from wattprint.domain.totals import DayTotals
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.status import Status

#: Height of the chart (lines of text).
_HEIGHT = 12.5


class DaysCard(Card):
    """Measured solid, estimated hatched; what was not or only partly recorded is marked as such.

    Signals: day_wanted(str): the overview of this day (ISO).
    """

    day_wanted = Signal(str)

    def __init__(self, phrases: Phrases) -> None:
        super().__init__(self.tr("The last 14 days"))
        self.chart = BarChart()
        self.chart.setLocale(phrases.locale)
        self.chart.setBackgroundRole(QPalette.ColorRole.Base)
        self.chart.setMinimumHeight(round(em(self) * _HEIGHT))
        self.chart.setAccessibleName(self.tr("Energy of the last 14 days"))
        self.chart.set_empty_text(self.tr("Days appear here once something was recorded or counted."))
        self.chart.activated.connect(self._opened)
        self.column.addWidget(self.chart, 1)

    def tell(self, status: Status) -> None:
        """Show a status."""
        days = status.day.recent or ()
        known = any(day.times is not None or day.cloud_count for day in days)
        self.chart.set_bars(
            [bar_of(day, watching=status.watching and day is days[-1]) for day in days] if known else []
        )

    def _opened(self, index: int) -> None:
        day = self.chart.bars()[index].day
        if day is not None:
            self.day_wanted.emit(day.isoformat())


def bar_of(totals: DayTotals, *, watching: bool) -> Bar:
    """A day as a bar. watching: it is today, and a recorder is at work."""
    split = split_of(totals)
    if totals.times is None and not watching:
        covered = Covered.NONE
    else:
        covered = Covered.PART if partly_watched(totals) else Covered.FULL
    return Bar(
        label="",
        measured=split.measured,
        estimated=split.estimated,
        low=totals.total.low,
        high=totals.total.high,
        covered=covered,
        day=date.fromisoformat(totals.local_day),
        at_least=local_at_least(totals) or totals.not_estimated > 0,
    )
