"""What was chosen, and from which day on; each line can be taken back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wattprint.gui.focus_ring import keep_ring
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.parts import button, row
from wattprint.gui.settings.price import number_text
from wattprint.gui.today_view.text import Text
from wattprint.ledger.choices import EVER, ChoiceHistory
from wattprint.ledger.person import PersonLedger
from wattprint.reference.boundary import Boundary
from wattprint.reference.grid import Grid
from wattprint.reference.valuation import BOUNDARY, CURRENCY, LOCAL_WATER, PRICE, WATER_SCOPE, ZONE
from wattprint.reference.water import WaterScope

#: In the order of the page.
DATED = (ZONE, PRICE, CURRENCY, BOUNDARY, WATER_SCOPE, LOCAL_WATER)

_MOST_ROWS_SHOWN = 8


class ChoiceWords(QObject):
    """Names and values of choices for people. (A QObject, to be translated.)"""

    def __init__(self, grid: Grid, locale: QLocale, language: str) -> None:
        super().__init__()
        self._grid = grid
        self._locale = locale
        self._language = language

    def name(self, name: str) -> str:
        """What is chosen."""
        return {
            ZONE: self.tr("Grid zone"),
            PRICE: self.tr("Price per kWh"),
            CURRENCY: self.tr("Currency"),
            BOUNDARY: self.tr("Local numbers"),
            WATER_SCOPE: self.tr("Water"),
            LOCAL_WATER: self.tr("Water of your electricity"),
        }[name]

    def value(self, name: str, value: str) -> str:
        """What was chosen; as it stands in the ledger where this Wattprint does not know it."""
        if name == ZONE and value in self._grid:
            return self._grid.zone(value).names[self._language]
        if name in (PRICE, LOCAL_WATER):
            try:
                text = number_text(float(value), self._locale)
            except ValueError:
                return value
            return self.tr("{number} mL per Wh").format(number=text) if name == LOCAL_WATER else text
        known = {
            (BOUNDARY, Boundary.DEVICE.value): self.tr("GPU and CPU only"),
            (BOUNDARY, Boundary.WALL.value): self.tr("at the wall socket"),
            (WATER_SCOPE, WaterScope.ON_SITE.value): self.tr("data centres only"),
            (WATER_SCOPE, WaterScope.TOTAL.value): self.tr("with power plants"),
        }
        return known.get((name, value), value)


class History(QWidget):
    """Signals: removed: a choice was taken back."""

    removed = Signal()

    def __init__(self, desk: Desk, words: ChoiceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = words
        self._rows: list[tuple[str, tuple[str, ...]]] = []
        self._removing = False
        self.none = Text()
        self.table = _Table(0, 3)
        self.table.setHorizontalHeaderLabels([self.tr("From"), self.tr("What"), self.tr("Value")])
        self.table.setAccessibleName(self.tr("What was chosen"))
        self.table.delete_wanted.connect(self._remove)
        self.table.itemSelectionChanged.connect(self._selected)
        self.remove = button(self.tr("&Remove the selected line"))
        self.remove.clicked.connect(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.none, self.table, row(self.remove)):
            column.addWidget(widget)

    def show_choices(self, choices: ChoiceHistory | None) -> None:
        """Show what the ledger holds; None for nothing, or for what is not known."""
        found = [
            (day, name, value)
            for name in DATED
            for day, value in (choices.history(name) if choices is not None else ())
        ]
        found.sort(key=lambda entry: entry[0], reverse=True)
        currencies = {day: value for day, name, value in found if name == CURRENCY}
        priced = {day for day, name, _ in found if name == PRICE}
        # A price and its currency are one thing: taken back one by one, francs would turn into euros.
        found = [entry for entry in found if entry[1] != CURRENCY or entry[0] not in priced]
        self._rows = [
            (day, (name, CURRENCY) if name == PRICE and day in currencies else (name,))
            for day, name, _ in found
        ]
        self.table.setRowCount(len(found))
        for number, (day, name, value) in enumerate(found):
            shown = self._words.value(name, value)
            if name == PRICE and day in currencies:
                shown = f"{shown} {currencies[day]}"
            since = self.tr("the first day") if day == EVER else self._desk.day_text(day)
            for place, text in enumerate((since, self._words.name(name), shown)):
                self.table.setItem(number, place, QTableWidgetItem(text))
        self.table.fit(_MOST_ROWS_SHOWN)
        self.table.setVisible(bool(found))
        self.remove.setVisible(bool(found))
        self.none.setText(self._desk.ledger.excuse or self.tr("Nothing was chosen yet."))
        self.none.setVisible(not found)
        self._selected()

    def _selected(self) -> None:
        self.remove.setEnabled(bool(self.table.selectedItems()) and not self._removing)

    def _remove(self) -> None:
        number = self.table.currentRow()
        if self._removing or not (0 <= number < len(self._rows) and self.table.selectedItems()):
            return
        day, names = self._rows[number]

        def forget(ledger: PersonLedger) -> None:
            for name in names:
                ledger.forget_choice(name, day)

        self._rest(True)
        self._desk.ledger.write(self, forget, self._removed, partial(self._rest, False))

    def _removed(self) -> None:
        self._rest(False)
        self.removed.emit()

    def _rest(self, resting: bool) -> None:
        self._removing = resting
        self._selected()


class _Table(QTableWidget):
    """Whole rows, read only; Tab leaves it. Signals: delete_wanted: the Delete key."""

    delete_wanted = Signal()

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        keep_ring(self)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def fit(self, most: int) -> None:
        """As high as its rows, up to so many; columns as wide as their texts, and a little apart."""
        across, apart = self.horizontalHeader(), self.fontMetrics().height()
        for column in range(self.columnCount() - 1):
            texts = max(self.sizeHintForColumn(column), across.sectionSizeHint(column))
            self.setColumnWidth(column, texts + apart)
        header = self.horizontalHeader().sizeHint().height()
        rows = sum(self.rowHeight(number) for number in range(min(most, self.rowCount())))
        self.setFixedHeight(header + rows + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() == Qt.Key.Key_Delete.value:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)
