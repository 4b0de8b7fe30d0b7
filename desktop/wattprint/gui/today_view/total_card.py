"""The day's total with its parts, and what it is like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.day import split_of
from wattprint.gui.today_view.card import Card, Sides, em
from wattprint.gui.today_view.swatch import PartsBar, SwatchSign
from wattprint.gui.today_view.text import HUGE, LARGE, SMALL, Text

if TYPE_CHECKING:
    from wattprint.gui.day import Day, Likeness
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.status import Status
    from wattprint.gui.today_view.words import DayWords, Fact, Part

#: This computer and the cloud.
_PARTS = 2
#: CO2e, water, money.
_FACTS = 3
#: Below the large equivalent.
_SMALL_LIKENESSES = 2


class TotalCard(Card):
    """One sheet: the total on one side, its likeness on the other, what follows from it beneath."""

    def __init__(self, words: DayWords, phrases: Phrases) -> None:
        super().__init__()
        self._words = words
        self.setAccessibleName(self.tr("Today"))
        self.total = Text(size=HUGE, bold=True)
        self.beneath = Text(quiet=True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(em(self) * 0.1))
        column.addWidget(Text(self.tr("Today"), bold=True, wrap=False))
        column.addWidget(self.total)
        column.addWidget(self.beneath)
        column.addStretch()
        self.likenesses = Likenesses(phrases)
        self._sides = Sides(left, self.likenesses, least_em=19, stretches=(1, 1))
        self.bar = PartsBar()
        self._rows = [_PartRow() for _ in range(_PARTS)]
        self._facts = [_FactColumn() for _ in range(_FACTS)]
        facts = QWidget()
        side_by_side = QHBoxLayout(facts)
        side_by_side.setContentsMargins(0, round(em(self) * 0.4), 0, 0)
        side_by_side.setSpacing(em(self))
        for fact in self._facts:
            side_by_side.addWidget(fact, 1, Qt.AlignmentFlag.AlignTop)
        self._fact_row = facts
        self.column.addWidget(self._sides)
        self.column.addWidget(self.bar)
        for row in self._rows:
            self.column.addWidget(row)
        self.column.addWidget(facts)

    def tell(self, status: Status) -> None:
        """Show a status."""
        words, day = self._words, status.day
        self.total.setText(words.total(status))
        self.beneath.tell(words.beneath_total(status))
        self.likenesses.tell(day.likenesses)
        split = None if day.totals is None else split_of(day.totals)
        self.bar.setVisible(split is not None and split.total > 0)
        if split is not None:
            self.bar.tell(split.measured, split.estimated, words.spoken_parts(status))
        parts = words.parts(status)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(parts))
            if number < len(parts):
                row.tell(parts[number])
        self._tell_facts(day)

    def _tell_facts(self, day: Day) -> None:
        facts = self._words.facts(day)
        self._fact_row.setVisible(bool(facts))
        for number, column in enumerate(self._facts):
            column.setVisible(number < len(facts))
            if number < len(facts):
                column.tell(facts[number])


class _PartRow(QWidget):
    """Sign, name, value and band; beneath them the note."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = SwatchSign()
        self._name = Text(wrap=False)
        self._value = Text(bold=True, wrap=False)
        self._band = Text(quiet=True, wrap=False)
        self._note = Text(quiet=True, size=SMALL)
        amount = QHBoxLayout()
        amount.setSpacing(round(em(self) * 0.5))
        amount.addWidget(self._value)
        amount.addWidget(self._band)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(em(self) * 0.5))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._sign, 0, 0)
        grid.addWidget(self._name, 0, 1)
        grid.addLayout(amount, 0, 2)
        grid.addWidget(self._note, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def tell(self, part: Part) -> None:
        self._sign.tell(part.swatch)
        self._name.setText(part.name)
        # Words in the place of a number are no number: they do not stand out as one.
        self._value.set_bold(part.swatch is not Swatch.NONE)
        self._value.setText(part.value)
        self._band.tell(f"({part.band})" if part.band else "")
        self._note.tell(part.note)


class _FactColumn(QWidget):
    """Caption, value, note."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = Text(quiet=True, size=SMALL, wrap=False)
        self._value = Text(bold=True)
        self._note = Text(quiet=True, size=SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._caption, self._value, self._note):
            column.addWidget(label)

    def tell(self, fact: Fact) -> None:
        self._caption.setText(fact.caption)
        self._value.setText(fact.value)
        self._note.tell(fact.note)


class Likenesses(QWidget):
    """One large everyday quantity and up to two small ones; empty where there is nothing to compare."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._heading = Text(self.tr("That is like"), bold=True, wrap=False)
        self.big = Text(size=LARGE)
        self.small = [Text(quiet=True) for _ in range(_SMALL_LIKENESSES)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(em(self) * 0.25))
        column.addWidget(self._heading)
        column.addWidget(self.big)
        for label in self.small:
            column.addWidget(label)
        column.addStretch()

    def tell(self, likenesses: tuple[Likeness, ...]) -> None:
        """Show these."""
        self.setVisible(bool(likenesses))
        if not likenesses:
            return
        self.big.setText(self._phrases.like(likenesses[0]))
        for number, label in enumerate(self.small, start=1):
            text = ""
            if number < len(likenesses):
                text = self.tr("or {quantity}").format(quantity=self._phrases.like(likenesses[number]))
            label.tell(text)
