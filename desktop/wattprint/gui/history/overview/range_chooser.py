"""Chooses the days: what kind of range, which one, and the way back to where a bar was opened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.days import DayEdit
from wattprint.gui.cloud.told import PlainLabel
from wattprint.gui.history.overview.ranges import Span, own
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import Text

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from wattprint.gui.history.overview.range_words import RangeWords
    from wattprint.gui.history.overview.ranges import DayRange

#: Back leads where one came from, as everywhere else; the days beside these have keys of their own.
BACK_KEYS, BEFORE_KEYS, AFTER_KEYS, TODAY_KEYS = "Alt+Left", "Ctrl+Left", "Ctrl+Right", "Alt+Home"

#: Of the heading, against the application's font.
_HEADING = 1.3


class RangeChooser(QWidget):
    """Signals: span_chosen(Span): never OWN; own_chosen(DayRange); moved(int): -1 is the range before;
    today_wanted; back_wanted.
    """

    span_chosen = Signal(object)
    own_chosen = Signal(object)
    moved = Signal(int)
    today_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, words: RangeWords, locale: QLocale, today: date) -> None:
        super().__init__()
        self._words = words
        self._told: DayRange | None = None
        self.span = QComboBox()
        for span, text in words.spans():
            self.span.addItem(text, span)
        self.span.activated.connect(self._spanned)
        label = QLabel(self.tr("&Show:"))
        label.setBuddy(self.span)
        self.before = self._arrow(Qt.ArrowType.LeftArrow, self.tr("Previous days"), BEFORE_KEYS)
        self.before.clicked.connect(lambda: self.moved.emit(-1))
        self.after = self._arrow(Qt.ArrowType.RightArrow, self.tr("Next days"), AFTER_KEYS)
        self.after.clicked.connect(lambda: self.moved.emit(1))
        self.today = Button(self.tr("&Today"))
        self.today.setToolTip(_native(TODAY_KEYS))
        self.today.clicked.connect(self.today_wanted)
        self.back = Button()
        self.back.clicked.connect(self.back_wanted)
        self.back.setToolTip(_native(BACK_KEYS))
        self.back.hide()
        self.first, self.last = DayEdit(locale, today.isoformat()), DayEdit(locale, today.isoformat())
        self.first.setAccessibleName(self.tr("First day"))
        self.last.setAccessibleName(self.tr("Last day"))
        for edit in (self.first, self.last):
            # Not dateChanged: half of a date that is being typed is a date, too.
            edit.editingFinished.connect(self._own_edited)
        self.heading = Text(bold=True, size=_HEADING)
        self.reading = Text(self.tr("Reading…"), quiet=True, wrap=False)
        self.reading.hide()
        self._lay_out(label)

    def _arrow(self, arrow: Qt.ArrowType, name: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setArrowType(arrow)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({_native(keys)})")
        return button

    def _lay_out(self, label: QLabel) -> None:
        unit = em(self)
        above = QHBoxLayout()
        above.setSpacing(round(unit * 0.5))
        for widget in (label, self.span, self.before, self.after, self.today):
            above.addWidget(widget)
        above.addStretch()
        self._own = QWidget()
        own_row = QHBoxLayout(self._own)
        own_row.setContentsMargins(0, 0, 0, 0)
        own_row.addWidget(self.first)
        own_row.addWidget(PlainLabel(self.tr("to"), wrap=False))
        own_row.addWidget(self.last)
        own_row.addStretch()
        self._own.hide()
        title = QHBoxLayout()
        title.addWidget(self.heading, 1)
        title.addWidget(self.reading)
        title.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(unit * 0.4))
        column.addLayout(above)
        column.addWidget(self._own)
        column.addLayout(title)

    def tell(
        self, shown: DayRange, today: date, *, before: bool, after: bool, back_to: DayRange | None
    ) -> None:
        """Show a range. before, after: whether there is one on that side; back_to: where Back leads."""
        self._told = shown
        self.span.setCurrentIndex(self.span.findData(shown.span))
        self._own.setVisible(shown.span is Span.OWN)
        for edit, day in ((self.first, shown.first), (self.last, shown.last)):
            edit.set_today(max(today, shown.last).isoformat())
            edit.set_day(day.isoformat())
        self.heading.tell(self._words.title(shown))
        self.before.setEnabled(before)
        self.after.setEnabled(after)
        self.today.setEnabled(not shown.holds(today))
        had_focus = self.back.hasFocus()
        self.back.setVisible(back_to is not None)
        if back_to is not None:
            text = self.tr("&Back to {period}").format(period=self._words.name(back_to).replace("&", "&&"))
            self.back.setText(text)
        elif had_focus:
            self.span.setFocus()

    def _spanned(self) -> None:
        span = Span(self.span.currentData())  # Qt makes a plain text of it
        if span is Span.OWN:
            self._own.show()
            self.first.setFocus()
            self.own_chosen.emit(self._own_days())
        else:
            self.span_chosen.emit(span)

    def _own_edited(self) -> None:
        # Fields that lose the focus say so, too: because others were chosen, or without any change.
        days = self._own_days()
        if self.span.currentData() == Span.OWN and days != self._told:
            self.own_chosen.emit(days)

    def _own_days(self) -> DayRange:
        return own(date.fromisoformat(self.first.day), date.fromisoformat(self.last.day))


def _native(keys: str) -> str:
    """A shortcut as it is written here."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
