"""Bands below each other on one scale: solid where it was measured, hatched where it is estimated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from wattprint.domain.band import Band
from wattprint.gui.charts.read_out import Swatch, draw_whisker
from wattprint.gui.history.compare.scale import DecadeScale
from wattprint.gui.history.quoted import quoted
from wattprint.gui.numbers import count
from wattprint.gui.settings.parts import button
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.swatch import SwatchSign, look_of
from wattprint.gui.today_view.text import Text

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QPaintEvent


#: Heights in lines of text.
_ROW, _BAR = 1.5, 0.8

#: Room on both sides of a scale, for half of the number at its end: in lines of text, and at most this share.
_INSET, _MOST_INSET = 1.8, 0.1

#: Numbers of the scale are told in Wh from here on.
_LEAST_TICK_WH = 0.001


@dataclass(frozen=True, slots=True)
class BandRow:
    """One band (Wh) with its words.

    value: the same as text, unit and band included. note: what stands below. anchor: the figure behind it
    (see history.anchors); "" for none. spoken: its name for whoever hears only the button that leads there;
    "" where no other list has a row of that name.
    """

    name: str
    band: Band
    value: str
    measured: bool = False
    note: str = ""
    anchor: str = ""
    spoken: str = ""


class BandBar(QWidget):
    """One band, from its low to its high end, with a line at its central value; its name tells the same."""

    def __init__(self, row: BandRow, scale: DecadeScale) -> None:
        super().__init__()
        self.row = row
        self._scale = scale
        self.setAccessibleName(f"{row.name}: {row.value}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough to be read."""
        unit = em(self)
        return QSize(unit * 8, round(unit * _ROW))

    def minimumSizeHint(self) -> QSize:
        """At its narrowest."""
        unit = em(self)
        return QSize(unit * 5, round(unit * _ROW))

    def bar(self) -> QRectF:
        """Where the band is painted (logical pixels)."""
        look = look_of(self)
        left, right = (self._along(end) for end in (self.row.band.low, self.row.band.high))
        # A value without any width is a mark that can still be seen.
        wide = max(right - left, look.em * 0.3)
        high = look.em * _BAR
        middle = (left + right) / 2
        box = QRectF(middle - wide / 2, (self.height() - high) / 2, wide, high)
        snap = look.snap
        return QRectF(snap(box.left()), snap(box.top()), max(snap(box.width()), look.thin * 3), snap(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the decades, the band, and its central value."""
        look = look_of(self)
        painter = QPainter(self)
        painter.setPen(QPen(look.colours.grid, look.thin))
        for value in self._scale.decades:
            x = self._x(value)
            painter.drawLine(QLineF(x, 0, x, self.height()))
        box = self.bar()
        painter.fillRect(box, look.empty)
        painter.setBrushOrigin(box.topLeft())
        painter.fillRect(box, look.solid if self.row.measured else look.hatched)
        half = look.thin / 2
        painter.setPen(look.outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(half, half, -half, -half))
        if self.row.band.low < self.row.band.high:
            reach = look.em * 0.12
            x = self._x(self.row.band.central)
            draw_whisker(painter, look, x, box.top() - reach, box.bottom() + reach, 0)
        painter.end()

    def _x(self, value: float) -> float:
        return look_of(self).snap(self._along(value))

    def _along(self, value: float) -> float:
        return _along(self, self._scale.place(value))


class Axis(QWidget):
    """The decades' numbers below the bars; as many as fit."""

    def __init__(self, scale: DecadeScale, locale: QLocale) -> None:
        super().__init__()
        self._labels = [_tick(locale, value) for value in scale.decades]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line of text."""
        return QSize(em(self) * 8, em(self))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the numbers."""
        painter = QPainter(self)
        painter.setPen(look_of(self).colours.quiet)
        for label, box in self.labels():
            painter.drawText(box, label)
        painter.end()

    def labels(self) -> list[tuple[str, QRectF]]:
        """Every number, or every second one, and so on, with its place: as many as fit without touching."""
        for step in range(1, len(self._labels)):
            found = [(self._labels[place], self._box(place)) for place in range(0, len(self._labels), step)]
            gap = em(self) * 0.5
            if all(left.right() + gap <= right.left() for (_, left), (_, right) in pairwise(found)):
                return found
        return [(self._labels[0], self._box(0))]

    def _box(self, place: int) -> QRectF:
        """The place of a number: centred below its line, and never outside."""
        wide = self.fontMetrics().horizontalAdvance(self._labels[place]) + 1.0
        x = _along(self, place / (len(self._labels) - 1)) - wide / 2
        return QRectF(min(max(0.0, x), max(0.0, self.width() - wide)), 0, wide, self.height())


class BandList(QWidget):
    """Rows of a name, a bar and its value as text, over one axis. Signals: anchor_wanted(str)."""

    anchor_wanted = Signal(str)

    def __init__(self, rows: tuple[BandRow, ...], locale: QLocale) -> None:
        super().__init__()
        self.rows = rows
        scale = DecadeScale.of(row.band for row in rows)
        unit = em(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(round(unit * 0.7))
        grid.setVerticalSpacing(round(unit * 0.15))
        for column, stretch in ((1, 3), (2, 4), (3, 3)):
            grid.setColumnStretch(column, stretch)
        line = 0
        for row in rows:
            sign = SwatchSign(Swatch.SOLID if row.measured else Swatch.HATCHED)
            grid.addWidget(sign, line, 0)
            grid.addWidget(Text(row.name, bold=row.measured), line, 1)
            grid.addWidget(BandBar(row, scale), line, 2)
            grid.addWidget(Text(row.value), line, 3)
            if row.anchor:
                grid.addWidget(self._source(row), line, 4)
            line += 1
            if row.note:
                grid.addWidget(Text(row.note, quiet=True), line, 1, 1, 4)
                line += 1
        grid.addWidget(Axis(scale, locale), line, 2)

    def _source(self, row: BandRow) -> QWidget:
        source = button(self.tr("Source…"))
        source.setAccessibleName(self.tr("Where it comes from: {name}").format(name=row.spoken or row.name))
        source.clicked.connect(partial(self.anchor_wanted.emit, row.anchor))
        return source


def _along(widget: QWidget, place: float) -> float:
    """Where a place on the scale, 0 to 1, lies in a widget (logical pixels from its left edge)."""
    inset = min(em(widget) * _INSET, widget.width() * _MOST_INSET)
    return inset + place * (widget.width() - 2 * inset)


def _tick(locale: QLocale, value: float) -> str:
    """A power of ten; small ones in the same unit as those beside them."""
    number = float(f"{value:.1g}")
    if _LEAST_TICK_WH <= number < 1:
        return f"{count(locale, number)} Wh"
    return quoted(Band.exactly(number), lambda each: count(locale, float(f"{each:.1g}")))[0]
