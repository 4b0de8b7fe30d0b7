"""Why there is nothing in the table, and what to do about it."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from wattprint.gui.cloud.button import Button
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import LARGE, Text

#: The text is no wider than this (lines of text): long lines are hard to read.
_WIDTH = 26


class Why(Enum):
    """Why nothing is listed."""

    READING = auto()
    NONE_YET = auto()
    NO_MATCH = auto()


class NoSessions(QWidget):
    """Stands in the place of the table. Signals: show_all: the filter should go."""

    show_all = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Text(size=LARGE, bold=True)
        self.text = Text(quiet=True)
        self.button = Button(self.tr("&Clear the filter"))
        self.button.clicked.connect(self.show_all)
        inner = QWidget()
        inner.setMaximumWidth(em(self) * _WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(em(self) * 0.6))
        for label in (self.head, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        grid = QGridLayout(self)
        grid.addWidget(inner, 1, 1)
        # Above the middle, where the eye looks first.
        for place, share in ((0, 1), (2, 2)):
            grid.setRowStretch(place, share)
        for place, share in ((0, 1), (1, 1000), (2, 1)):
            grid.setColumnStretch(place, share)
        self.tell(Why.READING)

    def tell(self, why: Why) -> None:
        """Say it."""
        head, text = {
            Why.READING: (self.tr("Reading…"), ""),
            Why.NONE_YET: (
                self.tr("No sessions yet"),
                self.tr("Start a local model while Wattprint measures: each sitting with it is listed here."),
            ),
            Why.NO_MATCH: (
                self.tr("Nothing matches"),
                self.tr("There are sessions, but none that fits the filter."),
            ),
        }[why]
        self._show(head, text)
        self.button.setVisible(why is Why.NO_MATCH)

    def tell_failure(self, reason: str) -> None:
        """Say why the ledger cannot be read."""
        self._show(self.tr("Not readable just now"), reason)
        self.button.hide()

    def _show(self, head: str, text: str) -> None:
        self.head.tell(head)
        self.text.tell(text)
        self.setAccessibleName(f"{head} {text}".strip())
