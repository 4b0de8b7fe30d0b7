"""Everything below the choice of days: totals, bars, what used most, and words; or why there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wattprint.gui.cloud.button import Button
from wattprint.gui.history.overview.chart_card import ChartCard
from wattprint.gui.history.overview.notes import NoteWords
from wattprint.gui.history.overview.ranges import Span
from wattprint.gui.history.overview.tops_card import TopsCard, TopWords
from wattprint.gui.scroller import Scroller
from wattprint.gui.today_view.card import Card, em
from wattprint.gui.today_view.text import LARGE, Text
from wattprint.gui.today_view.total_card import FootprintCard

if TYPE_CHECKING:
    from wattprint.gui.history.overview.range_words import RangeWords
    from wattprint.gui.history.overview.reading import Answer, Known
    from wattprint.gui.history.overview.words import OverviewWords
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.today_view.amounts import AmountWords

#: The widest a column of text gets (lines of text).
_WIDEST = 70

#: A stretch beside which others are nothing.
_ALL = 1000


class Sheet(Scroller):
    """Cards one below the other; nothing at all until something is shown."""

    def __init__(
        self, words: OverviewWords, ranges: RangeWords, amounts: AmountWords, phrases: Phrases
    ) -> None:
        super().__init__()
        self._words = words
        self._ranges = ranges
        self._notes = NoteWords(phrases)
        self.totals = FootprintCard(self.tr("Total"), phrases)
        self.compared = Text()
        self.sessions = Button()
        self.chart = ChartCard(ranges, phrases)
        self.tops = TopsCard(TopWords(phrases, amounts))
        self.standby = Card(self.tr("Models kept loaded"))
        self.standby_text = Text()
        self.notes = Card(self.tr("Good to know"))
        self.note_text = Text()
        self.empty = Empty()
        self._cards = (self.totals, self.chart, self.tops, self.standby, self.notes)
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        unit = em(self)
        below = QHBoxLayout()
        below.addWidget(self.compared, 1)
        below.addStretch()
        below.addWidget(self.sessions)
        self.totals.column.addLayout(below)
        self.standby.column.addWidget(self.standby_text)
        self.notes.column.addWidget(self.note_text)
        inner = QWidget()
        # As high as its texts are at this width, not at the narrowest one.
        inner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        inner.setMaximumWidth(unit * _WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(unit, 0, unit, unit)
        column.setSpacing(round(unit * 0.8))
        # What is left over makes the bars higher and lies beneath the cards: it is no hole in one of them.
        for card in self._cards:
            column.addWidget(card, 1 if card is self.chart else 0)
        column.addWidget(self.empty, _ALL)
        column.addStretch(2)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 1000)
        row.addStretch()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(middle)

    def show_nothing(self) -> None:
        """Before the first answer."""
        for card in self._cards:
            card.hide()
        self.empty.hide()

    def show_empty(self, heading: str, text: str) -> None:
        """Say why there is nothing to show."""
        self.show_nothing()
        self.empty.tell(heading, text)
        self.empty.show()

    def show_known(self, answer: Answer, known: Known) -> None:
        """Show what is known of a range."""
        self.empty.hide()
        whole = known.overview.whole
        self.totals.show_totals(self._words.totals(known))
        self.totals.show()
        self.compared.tell("" if known.before is None else self._ranges.compared(whole, *known.before))
        self.sessions.setVisible(whole.session_count > 0)
        self.sessions.setText(self._words.sessions(whole.session_count, self.locale()))
        # One bar says no more than the total beside it.
        self.chart.setVisible(answer.shown.span is not Span.DAY)
        self.chart.tell(known, answer.asked.week_start)
        self.tops.tell(known.overview.tops)
        standby = self._notes.standby(known)
        self.standby_text.tell(standby)
        self.standby.setVisible(bool(standby))
        notes = self._notes.notes(answer, known)
        self.note_text.tell("\n".join(notes))
        self.notes.setVisible(bool(notes))

    def told(self) -> str:
        """What stands there in large."""
        return self.empty.heading.text() if self.empty.isVisible() else self.totals.total.text()


class Empty(QWidget):
    """A heading and a sentence in the middle of a page without numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Text(size=LARGE, bold=True)
        self.text = Text(quiet=True)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for label in (self.heading, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(2)

    def tell(self, heading: str, text: str) -> None:
        """Say why."""
        self.heading.tell(heading)
        self.text.tell(text)
        self.setAccessibleName(f"{heading}. {text}" if text else heading)
