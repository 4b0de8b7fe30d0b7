"""Asks to which day the entries of another one are to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.days import DayEdit
from wattprint.gui.cloud.flow import Flow
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.cloud.wording import Wording


class DayCopy(QWidget):
    """A line that is there while it asks.

    Signals: copy_wanted(str, str): from this day to that one (ISO). refused(str): why a day cannot be the
    target. ended: it asks no more.
    """

    copy_wanted = Signal(str, str)
    refused = Signal(str)
    ended = Signal()

    def __init__(self, wording: Wording, today: str) -> None:
        super().__init__()
        self.setLocale(wording.locale)
        self._wording = wording
        self._from_day = ""
        self._asked = PlainLabel(wrap=False)
        self.target = DayEdit(self.locale(), today)
        self.target.setAccessibleName(self.tr("Day to copy to"))
        self.do_copy = Button(self.tr("Co&py"))
        self.do_copy.clicked.connect(self._copy)
        self.keep = Button(self.tr("C&ancel"))
        self.keep.clicked.connect(self._end)
        self.setLayout(Flow(self._asked, self.target, self.do_copy, self.keep))

    def ask(self, from_day: str, today: str) -> None:
        """To which day? Today first; another one where that is the day itself. Both are ISO days."""
        self._from_day = from_day
        text = self.tr("Copy what was typed on {day} to:")
        self._asked.setText(text.format(day=self._wording.day(from_day)))
        self.target.set_today(today)
        self.target.set_day(today)
        self.show()
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape asks no more."""
        if event.key() == Qt.Key.Key_Escape.value:
            self._end()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        if self.target.day == self._from_day:
            self.refused.emit(self.tr("That is the day itself: choose another one."))
            self.target.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._end()
        self.copy_wanted.emit(self._from_day, self.target.day)

    def _end(self) -> None:
        self.hide()
        self.ended.emit()
