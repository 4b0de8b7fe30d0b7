"""From which day on a choice holds."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from wattprint.gui.cloud.days import DayEdit, qdate
from wattprint.ledger.choices import EVER

#: A tariff that begins next year may be told now.
AHEAD_DAYS = 366


class SinceEdit(QWidget):
    """Signals: changed."""

    changed = Signal()

    def __init__(self, locale: QLocale, today: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.choice = QComboBox()
        self.choice.addItem(self.tr("all days, past ones too"), EVER)
        self.choice.addItem(self.tr("today on"), today)
        self.choice.addItem(self.tr("a day on:"), None)
        self.day_edit = DayEdit(locale, today)
        self.day_edit.setMaximumDate(qdate(today).addDays(AHEAD_DAYS))
        self.day_edit.setAccessibleName(self.tr("From this day on"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choice, 1)
        layout.addWidget(self.day_edit)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.choice)
        self.choice.currentIndexChanged.connect(self._chosen)
        self.day_edit.dateChanged.connect(self.changed)
        self.day_edit.hide()

    @property
    def day(self) -> str:
        """The ISO day; EVER for all days."""
        chosen = self.choice.currentData()
        return self.day_edit.day if chosen is None else str(chosen)

    def show_day(self, iso: str) -> None:
        """Choose a day."""
        row = self.choice.findData(iso)
        if row < 0:
            self.day_edit.set_day(iso)
        self.choice.setCurrentIndex(row if row >= 0 else self.choice.count() - 1)

    def _chosen(self) -> None:
        self.day_edit.setVisible(self.choice.currentData() is None)
        self.changed.emit()
