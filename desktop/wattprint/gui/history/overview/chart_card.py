"""The bars of a range, in energy, CO2e, water or money; a bar that is chosen is opened."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from wattprint.domain.spans import Step
from wattprint.gui.charts.bars import BarChart
from wattprint.gui.charts.quantities import CO2E, ENERGY, WATER, Quantity, money
from wattprint.gui.history.overview.bars import Shown, bars_of, currencies
from wattprint.gui.history.overview.ranges import SPAN_OF_STEP, around
from wattprint.gui.numbers import currency_sign
from wattprint.gui.today_view.card import Card, Sides, em
from wattprint.gui.today_view.text import HEADING, SMALL, Text

if TYPE_CHECKING:
    from wattprint.export.overview import Bucket
    from wattprint.gui.history.overview.range_words import RangeWords
    from wattprint.gui.history.overview.reading import Known
    from wattprint.gui.phrases import Phrases

#: Height of the chart (lines of text).
_HEIGHT = 15


class ChartCard(Card):
    """Signals: opened(DayRange): a bar was chosen. quantity_chosen(str): one of Shown."""

    opened = Signal(object)
    quantity_chosen = Signal(str)

    def __init__(self, words: RangeWords, phrases: Phrases) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Chart"))
        self._words = words
        self._locale = phrases.locale
        self._known: Known | None = None
        self._week_start = 1
        self.shown = Shown.ENERGY
        self._heading = Text(size=HEADING, bold=True)
        self.buttons: dict[Shown, QToolButton] = {}
        group = QButtonGroup(self)
        choice = QWidget()
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch()
        for shown, text in (
            (Shown.ENERGY, self.tr("Energy")),
            (Shown.CO2E, "CO₂e"),
            (Shown.WATER, self.tr("Water")),
            (Shown.COST, self.tr("Cost")),
        ):
            button = QToolButton()
            button.setText(text)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self._choose, shown))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[shown] = button
        self.chart = BarChart()
        self.chart.setLocale(phrases.locale)
        self.chart.setBackgroundRole(QPalette.ColorRole.Base)
        self.chart.setMinimumHeight(round(em(self) * _HEIGHT))
        self.chart.activated.connect(self._open)
        self.hint = Text(quiet=True, size=SMALL)
        self.column.addWidget(Sides(self._heading, choice, least_em=13))
        self.column.addWidget(self.chart, 1)
        self.column.addWidget(self.hint)
        self.show_quantity(Shown.ENERGY)

    def show_quantity(self, shown: Shown) -> None:
        """Turn to another quantity."""
        self.shown = shown
        self.buttons[shown].setChecked(True)
        for one, button in self.buttons.items():
            # Bold as well as pressed: in dark windows the style's shade for it cannot be seen.
            font = button.font()
            font.setBold(one is shown)
            button.setFont(font)
        self._draw()

    def tell(self, known: Known, week_start: int) -> None:
        """Show a range."""
        self._known, self._week_start = known, week_start
        self._draw()

    def _choose(self, shown: Shown) -> None:
        self.show_quantity(shown)
        self.quantity_chosen.emit(shown.value)

    def _open(self, index: int) -> None:
        if self._known is not None:
            day = date.fromisoformat(self._known.overview.buckets[index].first_day)
            self.opened.emit(around(SPAN_OF_STEP[self._known.step], day, self._week_start))

    def _draw(self) -> None:
        known = self._known
        if known is None:
            return
        names = {
            Shown.ENERGY: self.tr("Energy"),
            Shown.CO2E: self.tr("CO₂e"),
            Shown.WATER: self.tr("Water"),
            Shown.COST: self.tr("Electricity of this computer"),
        }
        steps = {
            Step.DAY: self.tr("{quantity} per day"),
            Step.WEEK: self.tr("{quantity} per week"),
            Step.MONTH: self.tr("{quantity} per month"),
            Step.YEAR: self.tr("{quantity} per year"),
        }
        heading = steps[known.step].format(quantity=names[self.shown])
        self._heading.setText(heading)
        self.chart.setAccessibleName(f"{heading}, {self._words.name(known.part)}")
        buckets = known.overview.buckets
        paid = currencies(buckets)
        currency = paid[-1] if paid else ""
        quantity = self._quantity(currency)
        bars = bars_of(
            buckets,
            self.shown,
            known.step,
            self._week_start,
            name=self._name,
            note=self._note,
            currency=currency,
        )
        self.chart.set_empty_text(
            self.tr("No price is known. Say in the settings, under “Numbers”, what a kWh costs.")
        )
        self.chart.set_bars([] if self.shown is Shown.COST and not paid else bars, quantity)
        self.hint.tell(self._hint(paid))

    def _quantity(self, currency: str) -> Quantity:
        if self.shown is Shown.COST:
            return money(currency_sign(self._locale, currency))
        return {Shown.ENERGY: ENERGY, Shown.CO2E: CO2E, Shown.WATER: WATER}[self.shown]

    def _hint(self, paid: list[str]) -> str:
        if self.shown is Shown.COST and len(paid) > 1:
            text = self.tr("Only what was paid in {currency}; the totals have the rest.")
            return text.format(currency=paid[-1])
        return ""

    def _name(self, bucket: Bucket) -> str:
        step = Step.DAY if self._known is None else self._known.step
        day = date.fromisoformat(bucket.first_day)
        return self._words.title(around(SPAN_OF_STEP[step], day, self._week_start))

    def _note(self, bucket: Bucket) -> str:
        totals = bucket.totals
        unseen = totals.days - totals.recorded
        if totals.days > 1 and 0 < unseen < totals.days:
            return self.tr("%n day(s) not recorded", "", unseen)
        return ""
