"""The day's total with its parts, and what it is like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wattprint.domain.split import split_of
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.history.anchors import METHOD, equivalent
from wattprint.gui.today_view.about_link import AboutLink, lead
from wattprint.gui.today_view.amounts import spoken
from wattprint.gui.today_view.card import ALIGN_LEFT, Card, Sides, em
from wattprint.gui.today_view.swatch import PartsBar, SwatchSign
from wattprint.gui.today_view.text import HUGE, LARGE, SMALL, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from wattprint.domain.split import Split
    from wattprint.gui.day import Likeness
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.status import Status
    from wattprint.gui.today_view.amounts import Fact, Part
    from wattprint.gui.today_view.words import DayWords

#: This computer and the cloud.
_PARTS = 2
#: CO2e, water, money; money in two currencies where one has moved.
_FACTS = 4
#: A total with more letters ("at least ≈ 5.1 kWh") is written smaller: it stays on one line.
LONGEST_HUGE, LESS_HUGE = 14, 2.2

#: Below the large equivalent.
_SMALL_LIKENESSES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a sheet of totals shows. beneath: the band, or why there is no number. split: None for no bar.

    anchor: the row of "About the numbers" behind the total; "" where there is none.
    """

    total: str
    beneath: str
    likenesses: tuple[Likeness, ...] = ()
    split: Split | None = None
    parts: tuple[Part, ...] = ()
    facts: tuple[Fact, ...] = ()
    anchor: str = ""


class FootprintCard(Card):
    """One sheet: the total on one side, its likeness on the other, what follows from it beneath.

    Signals: number_wanted(str): the row of "About the numbers" behind a number (see history.anchors).
    """

    number_wanted = Signal(str)

    def __init__(self, caption: str, phrases: Phrases) -> None:
        super().__init__()
        self.setAccessibleName(caption)
        self.caption = Text(caption, bold=True, wrap=False)
        self.total = Text(size=HUGE, bold=True)
        self.beneath = Text(quiet=True)
        self.about = AboutLink(self.tr("How it is known"), size=SMALL)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setSpacing(round(em(self) * 0.1))
        for widget in (self.caption, self.total, self.beneath):
            column.addWidget(widget)
        column.addWidget(self.about)
        column.addStretch()
        self.likenesses = Likenesses(phrases)
        # Both headings on one line.
        column.setContentsMargins(0, self.likenesses.above, 0, 0)
        self._sides = Sides(left, self.likenesses, least_em=19, stretches=(11, 10))
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
        lead(self.number_wanted, self._sides, facts, *self._rows)

    def show_totals(self, told: Told) -> None:
        """Show these."""
        self.total.set_size(HUGE if len(told.total) <= LONGEST_HUGE else LESS_HUGE)
        self.total.setText(told.total)
        self.beneath.tell(told.beneath)
        self.about.tell(self.tr("How it is known"), told.anchor)
        self.about.setVisible(bool(told.anchor))
        self.likenesses.tell(told.likenesses)
        self.bar.setVisible(told.split is not None and told.split.total > 0)
        if told.split is not None:
            self.bar.tell(told.split.measured, told.split.estimated, spoken(told.parts))
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(told.parts))
            if number < len(told.parts):
                row.tell(told.parts[number])
        self._fact_row.setVisible(bool(told.facts))
        for number, column in enumerate(self._facts):
            column.setVisible(number < len(told.facts))
            if number < len(told.facts):
                column.tell(told.facts[number])


class TotalCard(FootprintCard):
    """Today's totals."""

    def __init__(self, words: DayWords, phrases: Phrases) -> None:
        super().__init__(words.today(), phrases)
        self._words = words

    def tell(self, status: Status) -> None:
        """Show a status."""
        words, day = self._words, status.day
        parts = words.parts(status)
        self.show_totals(
            Told(
                words.total(status),
                words.beneath_total(status),
                day.likenesses,
                None if day.totals is None else split_of(day.totals),
                parts,
                words.facts(day),
                METHOD if parts else "",
            )
        )


class _PartRow(QWidget):
    """Sign, name, value and band; beneath them the note."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = SwatchSign()
        self._name = AboutLink()
        self._value = Text(bold=True, wrap=False)
        self._band = Text(quiet=True, wrap=False)
        self._note = Text(quiet=True, size=SMALL)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(em(self) * 0.5))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._sign, 0, 0)
        grid.addWidget(self._name, 0, 1, ALIGN_LEFT)
        grid.addWidget(_Amount(self._value, self._band), 0, 2)
        grid.addWidget(self._note, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def tell(self, part: Part) -> None:
        self._sign.tell(part.swatch)
        self._name.tell(part.name, part.anchor)
        # Words in the place of a number are no number: they do not stand out as one.
        self._value.set_bold(part.swatch is not Swatch.NONE)
        self._value.setText(part.value)
        self._band.tell(f"({part.band})" if part.band else "")
        self._note.tell(part.note)


class _Amount(QWidget):
    """A value and its band: side by side, or in a narrow window one below the other."""

    def __init__(self, value: Text, band: Text) -> None:
        super().__init__()
        self._parts = value, band
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._apart = round(em(self) * 0.5)
        for part in self._parts:
            self._box.addWidget(part, 0, Qt.AlignmentFlag.AlignRight)

    def sizeHint(self) -> QSize:
        """Side by side."""
        wide = sum(part.sizeHint().width() for part in self._shown()) + self._apart
        return QSize(wide, self._box.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """One below the other."""
        widest = max((part.sizeHint().width() for part in self._shown()), default=0)
        return QSize(widest, self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction."""
        beside = self.width() >= self.sizeHint().width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        self._box.setSpacing(self._apart if beside else 0)
        super().resizeEvent(event)

    def _shown(self) -> list[Text]:
        return [part for part in self._parts if not part.isHidden()]


class _FactColumn(QWidget):
    """Caption, value, note."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = AboutLink(size=SMALL)
        self._value = Text(bold=True)
        self._note = Text(quiet=True, size=SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._caption, self._value, self._note):
            column.addWidget(label)

    def tell(self, fact: Fact) -> None:
        self._caption.tell(fact.caption, fact.anchor)
        self._value.setText(fact.value)
        self._note.tell(fact.note)


class Likenesses(QWidget):
    """One large everyday quantity and up to two small ones; empty where there is nothing to compare."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._heading = AboutLink(self.tr("That is like"), bold=True)
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

    @property
    def above(self) -> int:
        """Room above the heading's letters (logical pixels)."""
        return (self._heading.sizeHint().height() - self._heading.fontMetrics().height()) // 2

    def tell(self, likenesses: tuple[Likeness, ...]) -> None:
        """Show these."""
        self.setVisible(bool(likenesses))
        if not likenesses:
            return
        self._heading.tell(self.tr("That is like"), equivalent(likenesses[0].equivalent.step.id))
        self.big.setText(self._phrases.like(likenesses[0]))
        for number, label in enumerate(self.small, start=1):
            text = ""
            if number < len(likenesses):
                text = self.tr("or {quantity}").format(quantity=self._phrases.like(likenesses[number]))
            label.tell(text)
