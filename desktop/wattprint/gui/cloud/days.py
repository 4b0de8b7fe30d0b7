"""ISO days and Qt's dates."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QDateEdit, QWidget

#: Nothing that could be counted ran before this day; earlier ones are slips of the finger.
FIRST_DAY: Final = "2000-01-01"


def qdate(iso: str) -> QDate:
    """An ISO day for Qt."""
    return QDate.fromString(iso, Qt.DateFormat.ISODate)


def iso_day(date: QDate) -> str:
    """Qt's date as the ledger writes it."""
    return str(date.toString(Qt.DateFormat.ISODate))


def day_text(locale: QLocale, iso: str) -> str:
    """A day with the name of its month, in the locale's order: nobody takes it for another one."""
    month_first = locale.dateFormat(QLocale.FormatType.ShortFormat).lower().startswith("m")
    return locale.toString(qdate(iso), "MMM d, yyyy" if month_first else "d MMM yyyy")


class DayEdit(QDateEdit):
    """A day up to today, with a calendar. It follows the change of the day until another one was chosen."""

    def __init__(self, locale: QLocale, today: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale)
        # All four digits of the year, wherever the locale has only two.
        short = locale.dateFormat(QLocale.FormatType.ShortFormat)
        self.setDisplayFormat(short if "yyyy" in short else short.replace("yy", "yyyy"))
        self.setCalendarPopup(True)
        self.setDateRange(qdate(FIRST_DAY), qdate(today))
        self.setDate(qdate(today))

    @property
    def day(self) -> str:
        """The ISO day."""
        return iso_day(self.date())

    def set_day(self, iso: str) -> None:
        """Show a day."""
        self.setDate(qdate(iso))

    def set_today(self, today: str) -> None:
        """Say what day it is: none after it can be chosen."""
        follows = self.date() == self.maximumDate()
        self.setMaximumDate(qdate(today))
        if follows:
            self.setDate(qdate(today))
