"""What lies below the main window's cards: the ways to the other windows, and out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wattprint.gui.cloud.flow import Flow
from wattprint.gui.today_view.card import Sides, em
from wattprint.gui.today_view.text import Text

#: Room for either half of the buttons (lines of text); with less they stand one above the other.
_HALF = 19


class Footer(QWidget):
    """Signals: history_wanted, export_wanted, numbers_wanted, settings_wanted, quit_wanted."""

    history_wanted = Signal()
    export_wanted = Signal()
    numbers_wanted = Signal()
    settings_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.no_tray = Text(
            self.tr("This desktop shows no tray icons; closing this window quits Wattprint."), quiet=True
        )
        self.history = self._button(self.tr("&History…"), "Ctrl+H")
        self.history.clicked.connect(self.history_wanted)
        self.export = self._button(self.tr("&Export…"), "Ctrl+E")
        self.export.clicked.connect(self.export_wanted)
        self.numbers = self._button(self.tr("&About the numbers…"), "F1")
        self.numbers.clicked.connect(self.numbers_wanted)
        self.settings = self._button(self.tr("&Settings…"), "Ctrl+,")
        self.settings.clicked.connect(self.settings_wanted)
        self.quit = self._button("", QKeySequence.StandardKey.Quit)
        self.quit.clicked.connect(self.quit_wanted)
        unit = em(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, round(unit * 0.5), unit, round(unit * 0.5))
        column.setSpacing(round(unit * 0.4))
        column.addWidget(self.no_tray)
        column.addWidget(
            Sides(
                _lines(self.history, self.export, self.numbers),
                _at_end(self.settings, self.quit),
                least_em=_HALF,
                stretches=(0, 1),
                whole=True,
            )
        )

    def _button(self, text: str, keys: str | QKeySequence.StandardKey) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        return button


def _lines(*buttons: QPushButton) -> QWidget:
    """From the left, in as many lines as a narrow window asks for."""
    widget = QWidget()
    widget.setLayout(Flow(*buttons))
    return widget


def _at_end(*buttons: QPushButton) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch()
    for button in buttons:
        row.addWidget(button)
    return widget
