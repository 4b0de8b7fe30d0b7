"""Which days a list shows: a span up to today, or own dates."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from wattprint.gui.cloud.days import FIRST_DAY, DayEdit
from wattprint.gui.cloud.flow import Flow
from wattprint.gui.cloud.told import PlainLabel

_WEEK, _MONTH, _YEAR = 7, 30, 365
#: Data of the choices that are no number of days.
_EVERYTHING, _OWN, _PAST_MONTH = 0, -1, -2


class RangeRow(QWidget):
    """Signals: changed: other days were chosen."""

    changed = Signal()

    def __init__(
        self, locale: QLocale, today: str, parent: QWidget | None = None, *, label: str | None = None
    ) -> None:
        """today: an ISO day. label: what stands before it; "" for nothing."""
        super().__init__(parent)
        self._today = today
        self.span = QComboBox()
        for text, days in (
            (self.tr("Last 7 days"), _WEEK),
            (self.tr("Last 30 days"), _MONTH),
            (self.tr("Last month"), _PAST_MONTH),
            (self.tr("Last 12 months"), _YEAR),
            (self.tr("Everything"), _EVERYTHING),
            (self.tr("Own dates"), _OWN),
        ):
            self.span.addItem(text, days)
        self.span.setCurrentIndex(self.span.findData(_MONTH))
        self._data: int = self.span.currentData()
        self.span.currentIndexChanged.connect(self._turn)
        self.span.activated.connect(self.changed)
        self.span.setAccessibleName(self.tr("Days shown"))
        self.first, self.last = DayEdit(locale, today), DayEdit(locale, today)
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        for edit in (self.first, self.last):
            # Not dateChanged: half of a date that is being typed is a date, too.
            edit.editingFinished.connect(self.changed)
        self._own = QWidget()
        own = QHBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self.first)
        own.addWidget(PlainLabel(self.tr("to"), wrap=False))
        own.addWidget(self.last)
        row = Flow()
        self.setLayout(row)
        if label != "":
            before = QLabel(self.tr("&Show:") if label is None else label)
            before.setBuddy(self.span)
            row.addWidget(before)
        row.addWidget(self.span)
        row.addWidget(self._own)
        self._own.hide()

    def set_days(self, first_day: str, last_day: str, today: str) -> None:
        """Choose own dates (ISO)."""
        self._today = today
        self._select(_OWN)
        for edit, day in ((self.first, first_day), (self.last, last_day)):
            edit.set_today(today)
            edit.set_day(min(day, today))

    def choose(self, first_day: str | None, last_day: str | None, today: str) -> None:
        """Choose the span that these days (ISO) are, else own dates; None for both: everything."""
        self._today = today
        if first_day is None or last_day is None or (first_day, last_day) == (FIRST_DAY, today):
            self.show_everything()
            return
        number = (date.fromisoformat(last_day) - date.fromisoformat(first_day)).days + 1
        if last_day == today and number in (_WEEK, _MONTH, _YEAR):
            self._select(number)
        elif (first_day, last_day) == _past_month(today):
            self._select(_PAST_MONTH)
        else:
            self.set_days(first_day, last_day, today)

    def show_everything(self) -> None:
        """Choose all days."""
        self._select(_EVERYTHING)

    @property
    def everything(self) -> bool:
        """Whether all days are wanted, whichever they are."""
        return bool(self.span.currentData() == _EVERYTHING)

    def days(self, today: str) -> tuple[str, str]:
        """First and last day (ISO, both included)."""
        self._today = today
        if self._data == _OWN:
            for edit in (self.first, self.last):
                edit.set_today(today)
            return min(self.first.day, self.last.day), max(self.first.day, self.last.day)
        return _days_of(self._data, today)

    def _select(self, data: int) -> None:
        self.span.setCurrentIndex(self.span.findData(data))

    def _turn(self) -> None:
        """Another choice: own dates begin with the days that were shown before."""
        before, self._data = self._data, self.span.currentData()
        self._own.setVisible(self._data == _OWN)
        if self._data == _OWN:
            for edit, day in zip((self.first, self.last), _days_of(before, self._today), strict=True):
                edit.set_today(self._today)
                edit.set_day(day)


def _days_of(data: int, today: str) -> tuple[str, str]:
    """First and last day (ISO) of a choice other than own dates."""
    if data == _EVERYTHING:
        return FIRST_DAY, today
    if data == _PAST_MONTH:
        return _past_month(today)
    return (date.fromisoformat(today) - timedelta(days=data - 1)).isoformat(), today


def _past_month(today: str) -> tuple[str, str]:
    """First and last day (ISO) of the month before this one."""
    last = date.fromisoformat(today).replace(day=1) - timedelta(days=1)
    return last.replace(day=1).isoformat(), last.isoformat()
