"""Stacked bars: measured (solid), estimated (hatched), their band, and what was not watched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from wattprint.gui.charts.bar import Bar, ChartTable, Covered
from wattprint.gui.charts.bar_labels import bar_labels
from wattprint.gui.charts.bar_layout import BarLayout
from wattprint.gui.charts.chart import Chart
from wattprint.gui.charts.frame import Frame, HeaderEntry, Label
from wattprint.gui.charts.quantities import ENERGY, Quantity
from wattprint.gui.charts.read_out import Line, ReadOut, Swatch, dashes
from wattprint.gui.charts.ticks import Grain, grain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from wattprint.gui.charts.look import Look


@dataclass(frozen=True, slots=True)
class BarsLaidOut:
    """A bar chart ready to be painted."""

    frame: Frame
    bars: BarLayout
    labels: tuple[Label, ...]


class BarChart(Chart[BarsLaidOut]):
    """Bars side by side, oldest first. See Chart for its signals.

    Bars with a `day` get dates as labels, as many as fit; a bar stands for a day, a week, a month or a year,
    told from the distance of the first two.
    """

    def __init__(self, quantity: Quantity = ENERGY, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quantity = quantity
        self._bars: tuple[Bar, ...] = ()
        self._days = 0

    def set_bars(self, bars: Iterable[Bar], quantity: Quantity | None = None) -> None:
        """Show these bars, in another quantity if one is given. Raises ValueError if only some have a day."""
        new, quantity = tuple(bars), quantity or self._quantity
        dated = sum(bar.day is not None for bar in new)
        if dated not in (0, len(new)):
            raise ValueError("some bars have a day and some have none")
        if (new, quantity) != (self._bars, self._quantity):
            self._bars, self._quantity = new, quantity
            self._data_changed()

    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    # -- what Chart asks for ------------------------------------------------------------------------------

    def count(self) -> int:
        return len(self._bars)

    def index_at(self, position: QPointF) -> int | None:
        return self.layout_now().bars.index_at(position.x())

    def item_rect(self, index: int) -> QRectF:
        return self.layout_now().bars.places[index].slot

    def summary(self) -> str:
        return self.words.bars_summary(self._quantity, self._bars)

    def read_out(self, index: int) -> ReadOut:
        bar, words = self._bars[index], self.words
        lines = []
        both = bar.measured > 0 and bar.estimated > 0
        if both or bar.at_least:
            total = self._text(bar.total, estimated=bar.estimated > 0)
            lines.append(Line(words.total(), words.at_least(total) if bar.at_least else total))
        if bar.measured or not (bar.estimated or bar.covered is Covered.NONE):
            lines.append(Line(words.measured(), self._text(bar.measured), Swatch.SOLID))
        if bar.estimated:
            text = self._text(bar.estimated, estimated=True)
            lines.append(Line(words.estimated(), text, Swatch.HATCHED))
        if bar.low is not None and bar.high is not None and bar.has_band:
            ends = self._quantity.ends(self.locale(), bar.low, bar.high, estimated=bar.estimated > 0)
            lines.append(Line(words.band(), words.from_to(*ends), Swatch.WHISKER))
        if bar.covered is not Covered.FULL:
            swatch = Swatch.DOTTED if bar.covered is Covered.NONE else Swatch.DASHED
            lines.append(Line(words.covered(bar.covered), "", swatch))
        if bar.note:
            lines.append(Line(bar.note))
        return ReadOut(words.name_of(bar, self._grain()), tuple(lines))

    def table(self) -> ChartTable:
        words, grain = self.words, self._grain()
        headers = (
            *(words.name(), words.measured(), words.estimated(), words.total()),
            *(words.low(), words.high(), words.coverage()),
        )
        return ChartTable(headers, tuple(self._row(bar, grain) for bar in self._bars))

    def _row(self, bar: Bar, grain: Grain) -> tuple[str, ...]:
        # What was not recorded is an empty cell, never a 0.
        watched = bar.covered is not Covered.NONE
        total = self._text(bar.total, estimated=bar.estimated > 0) if watched or bar.total else ""
        return (
            self.words.name_of(bar, grain),
            self._text(bar.measured) if watched or bar.measured else "",
            self._text(bar.estimated, estimated=True) if watched or bar.estimated else "",
            self.words.at_least(total) if bar.at_least and total else total,
            "" if bar.low is None else self._text(bar.low, estimated=bar.estimated > 0),
            "" if bar.high is None else self._text(bar.high, estimated=bar.estimated > 0),
            self.words.covered(bar.covered),
        )

    def _text(self, value: float, *, estimated: bool = False) -> str:
        return self._quantity.text(self.locale(), value, estimated=estimated)

    def _grain(self) -> Grain:
        return grain_of([bar.day for bar in self._bars[:2] if bar.day is not None])

    # -- painting -----------------------------------------------------------------------------------------

    def lay_out(self, look: Look) -> BarsLaidOut:
        frame = Frame(
            QSizeF(self.size()),
            self.font(),
            look,
            quantity=self._quantity,
            locale=self.locale(),
            greatest=max((bar.top for bar in self._bars), default=0.0),
            header=self._legend(),
            mirrored=self.mirrored,
        )
        bars = BarLayout(self._bars, frame, look)
        return BarsLaidOut(frame, bars, bar_labels(self._bars, frame, self.words, self.locale(), bars.middle))

    def _legend(self) -> list[HeaderEntry]:
        """Only of what is there to be seen."""
        bars, words = self._bars, self.words
        entries = (
            (any(bar.measured for bar in bars), words.measured(), Swatch.SOLID),
            (any(bar.estimated for bar in bars), words.estimated(), Swatch.HATCHED),
            (any(bar.has_band for bar in bars), words.band(), Swatch.WHISKER),
            (any(bar.covered is Covered.PART for bar in bars), words.covered(Covered.PART), Swatch.DASHED),
            (any(bar.covered is Covered.NONE for bar in bars), words.covered(Covered.NONE), Swatch.DOTTED),
        )
        return [HeaderEntry(text, swatch) for seen, text, swatch in entries if seen]

    def draw(self, painter: QPainter, layout: BarsLaidOut, current: int | None, *, by_keyboard: bool) -> None:
        frame, bars, look = layout.frame, layout.bars, self.look()
        colours = look.colours
        if current is not None:
            painter.fillRect(bars.places[current].slot, colours.column)
        frame.draw(painter)
        self._draw_unwatched(painter, look, bars)
        painter.setBrushOrigin(frame.plot.bottomLeft())
        bars.hatched.draw(painter, look.empty)
        bars.hatched.draw(painter, look.hatched)
        bars.solid.draw(painter, look.solid)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(bars.outlines, look.outline)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._draw_whiskers(painter, look, bars)
        frame.draw_base(painter)
        painter.setPen(dashes(look))
        painter.drawLines(bars.partly)
        frame.draw_labels(painter, layout.labels)
        if current is not None and by_keyboard:
            # Under the mouse the tint is enough; the keyboard's cursor must be found from anywhere.
            half = look.thin
            painter.setPen(QPen(colours.focus, look.thin * 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bars.places[current].slot.adjusted(half, half, -half, -half))

    def _draw_unwatched(self, painter: QPainter, look: Look, bars: BarLayout) -> None:
        apart = look.dot_apart * look.pixel
        for box in bars.unwatched:
            # However narrow a day is, one row of dots runs through its middle.
            left = box.left() if box.width() > apart else look.snap(box.center().x() - apart / 2)
            painter.setBrushOrigin(QPointF(left, box.bottom()))
            painter.fillRect(box, look.dotted)

    def _draw_whiskers(self, painter: QPainter, look: Look, bars: BarLayout) -> None:
        # A notch in the bar for its low, a grey tip above it for its high: neither hides the bars.
        for boxes, colour in ((bars.lows, look.colours.background), (bars.highs, look.colours.axis)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRects(boxes)
        halo = QPen(look.colours.background, look.thin * 3)
        halo.setCapStyle(Qt.PenCapStyle.SquareCap)
        if bars.cap:
            painter.setPen(halo)
            painter.drawLines(bars.whiskers)
        painter.setPen(QPen(look.colours.text, look.thin))
        painter.drawLines(bars.whiskers)
