"""The day, what the recorder does, and pausing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from wattprint.gui.icons import mark_icon
from wattprint.gui.rows import Pausing
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import OneLine, Text

if TYPE_CHECKING:
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.rows import Rows
    from wattprint.gui.status import Status
    from wattprint.gui.today_view.words import DayWords


class Header(QWidget):
    """Signals: pause_wanted(HowLong), resume_wanted."""

    pause_wanted = Signal(object)
    resume_wanted = Signal()

    def __init__(self, words: DayWords, phrases: Phrases) -> None:
        super().__init__()
        #: Stands before the date: a demo's numbers must never pass for the person's own.
        self.mark = ""
        self._words = words
        self.date = OneLine(bold=True, size=1.15)
        self._sign = Text(wrap=False)
        self.state = Text(wrap=False)
        self.pause = QPushButton(self.tr("&Pause"))
        self.pause.setAccessibleName(self.tr("Pause measuring"))
        menu = QMenu(self.pause)
        for how_long, text in phrases.pauses():
            menu.addAction(text, partial(self.pause_wanted.emit, how_long))
        self.pause.setMenu(menu)
        self.resume = QPushButton(self.tr("&Resume"))
        self.resume.setAccessibleName(self.tr("Resume measuring"))
        self.resume.clicked.connect(self.resume_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(em(self) * 0.4))
        row.addWidget(self.date, 1)
        row.addWidget(self._sign)
        row.addWidget(self.state)
        row.addWidget(self.pause)
        row.addWidget(self.resume)

    def tell(self, status: Status, rows: Rows) -> None:
        """Show a status."""
        self.date.tell(f"{self.mark}{self._words.date(status.day.local_day)}")
        side = round(em(self) * 1.1)
        self._sign.setPixmap(mark_icon(rows.mark).pixmap(side, side))
        self.state.setText(self._words.state(status))
        # The one that was pressed goes away: the other one takes the focus with its place.
        had_focus = self.pause.hasFocus() or self.resume.hasFocus()
        self.pause.setVisible(rows.pausing is Pausing.POSSIBLE)
        self.resume.setVisible(rows.pausing is Pausing.PAUSED)
        if had_focus:
            (self.resume if rows.pausing is Pausing.PAUSED else self.pause).setFocus()
