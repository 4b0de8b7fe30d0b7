"""ISO days and Qt's dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from wattprint.gui.cloud.typed_day import is_whole, order_of, typed_day
from wattprint.gui.dates import dated

#: Nothing that could be counted ran before this day; earlier ones are slips of the finger.
FIRST_DAY: Final = "2000-01-01"

_STEPS: Final = (Qt.Key.Key_Up.value, Qt.Key.Key_Down.value)


def qdate(iso: str) -> QDate:
    """An ISO day for Qt."""
    return QDate.fromString(iso, Qt.DateFormat.ISODate)


def iso_day(date: QDate) -> str:
    """Qt's date as the ledger writes it."""
    return str(date.toString(Qt.DateFormat.ISODate))


def day_text(locale: QLocale, iso: str) -> str:
    """A day with the name of its month, in the locale's order: nobody takes it for another one."""
    month_first = locale.dateFormat(QLocale.FormatType.ShortFormat).lower().startswith("m")
    return dated(locale, qdate(iso), "MMM d, yyyy" if month_first else "d MMM yyyy")


def published_text(locale: QLocale, date: str) -> str:
    """When a source came out: a year, a month or a day (ISO) in the person's words; else as it stands."""
    if qdate(date).isValid():
        return day_text(locale, date)
    month = qdate(f"{date}-01")
    return str(locale.toString(month, "MMMM yyyy")) if month.isValid() else date


class DayEdit(QDateEdit):
    """A day up to today, with a calendar. It follows the change of the day until another one was chosen.

    What is typed over the whole of it, or from its first part on, is taken as one day. Qt checks each part
    against the other parts that still stand there: typed over 21/11, 31/10/2026 would become 03/01/2026.
    """

    def __init__(self, locale: QLocale, today: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale)
        # All four digits of the year, wherever the locale has only two.
        short = locale.dateFormat(QLocale.FormatType.ShortFormat)
        self.setDisplayFormat(short if "yyyy" in short else short.replace("yy", "yyyy"))
        self.setCalendarPopup(True)
        self.setDateRange(qdate(FIRST_DAY), qdate(today))
        self.setDate(qdate(today))
        self._order = order_of(self.displayFormat())
        self._typed = ""

    @property
    def day(self) -> str:
        """The ISO day."""
        self._settle()
        return iso_day(self.date())

    def set_day(self, iso: str) -> None:
        """Show a day."""
        self._typed = ""
        self.setDate(qdate(iso))

    def set_today(self, today: str) -> None:
        """Say what day it is: none after it can be chosen."""
        follows = self.date() == self.maximumDate()
        self.setMaximumDate(qdate(today))
        if follows:
            self.setDate(qdate(today))

    # -- typing -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, and what stands between them, are gathered until a day is whole."""
        text = event.text()
        if self._typed and event.key() == Qt.Key.Key_Backspace.value:
            self._show_typed(self._typed[:-1])
        elif re.fullmatch(r"[-/. 0-9]" if self._typed else "[0-9]", text) and (self._typed or self._begins()):
            self._show_typed(self._typed + text)
        else:
            self._settle()
            line = self.lineEdit()
            if event.key() in _STEPS and line.selectedText() == line.text():
                self.setSelectedSection(self.sectionAt(0))
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what was typed so far."""
        self._settle()
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed so far."""
        self._settle()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The arrow and the calendar go on from what was typed."""
        self._settle()
        super().mousePressEvent(event)

    def _begins(self) -> bool:
        """Whether a digit takes the place of the whole day or of its first part."""
        line = self.lineEdit()
        chosen = line.selectedText()
        first = self.currentSectionIndex() == 0 and chosen == self.sectionText(self.currentSection())
        return bool(chosen) and (chosen == line.text() or first)

    def _show_typed(self, typed: str) -> None:
        self._typed = typed
        if is_whole(typed, self._order):
            self._settle()
            return
        line = self.lineEdit()
        blocked = QSignalBlocker(line)  # Qt would check, and mend, every letter
        line.setText(typed)
        blocked.unblock()
        if not typed:
            self._restore()

    def _settle(self) -> None:
        """Make a day of what was typed; what is none leaves the day as it was."""
        if not self._typed:
            return
        shown = self.date()
        begun = date(shown.year(), shown.month(), shown.day())
        found = typed_day(self._typed, self._order, begun)
        self._typed = ""
        if found is None:
            self._restore()
            return
        # A day beyond the range becomes the nearest one in it.
        iso = max(iso_day(self.minimumDate()), min(found.isoformat(), iso_day(self.maximumDate())))
        self.setDate(qdate(iso))
        self._restore()

    def _restore(self) -> None:
        """Write the day again, all of it chosen: the next digit begins anew, and Tab leads out."""
        self.setDate(self.date())
        self.lineEdit().setSelection(0, len(self.text()))  # the cursor at its end, in the last part
