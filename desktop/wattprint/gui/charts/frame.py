"""Where things go in a chart: header, value axis, plot, the strip and the labels below it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from wattprint.gui.charts.quantities import Quantity, tick_text
from wattprint.gui.charts.read_out import Swatch, draw_swatch
from wattprint.gui.charts.ticks import Scale, Unit, nice_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QLocale

    from wattprint.gui.charts.look import Look

# In lines of text.
_LINE_SPACING = 1.7  # least distance of two tick labels
_STRIP = 0.45
_GAP = 0.4
_APART = 0.6  # least space between two labels below the plot
_EDGE = 0.5  # room for the focus ring
_HEADER_ROW = 1.25

#: Labels of axes are this much smaller than the widget's font.
_SMALL = 0.9


@dataclass(frozen=True, slots=True)
class HeaderEntry:
    """A sign and what it means, or a text alone."""

    text: str
    swatch: Swatch = Swatch.NONE


@dataclass(frozen=True, slots=True)
class Label:
    """A text below the plot. x: the middle of what it belongs to. tick: whether a little line leads there."""

    x: float
    text: str
    tick: bool


def small(font: QFont) -> QFont:
    """The font of axes and headers."""
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(font.pointSizeF() * _SMALL)
    else:
        smaller.setPixelSize(max(1, round(font.pixelSize() * _SMALL)))
    return smaller


class Frame:
    """The chart's fixed parts, laid out for one size, font, scale and header. Lengths in logical pixels.

    mirrored: the first bar, and the value axis, are on the right.
    """

    def __init__(
        self,
        size: QSizeF,
        font: QFont,
        look: Look,
        *,
        quantity: Quantity,
        locale: QLocale,
        greatest: float,
        header: Sequence[HeaderEntry],
        mirrored: bool,
    ) -> None:
        self._look = look
        self.font = small(font)
        self.metrics = QFontMetricsF(self.font)
        self.mirrored = mirrored
        em = look.em
        edge = em * _EDGE
        self.area = QRectF(QPointF(0, 0), size).adjusted(edge, edge, -edge, -edge)
        self.unit: Unit = quantity.unit(greatest)
        self._line = self.metrics.height()
        self._header_rows = self._flow(header, self.area.width())
        header_height = self._line * (_HEADER_ROW * len(self._header_rows) + 0.5)
        footer_height = self._line + em * (_STRIP + _GAP)
        height = max(0.0, self.area.height() - header_height - footer_height)
        self.scale: Scale = nice_scale(
            greatest / self.unit.size, 1 + int(height / (self._line * _LINE_SPACING))
        )
        self.tick_texts = [tick_text(locale, tick, self.scale.decimals) for tick in self.scale.ticks]
        gutter = em * _GAP + max(self.metrics.horizontalAdvance(text) for text in self.tick_texts)
        width = max(0.0, self.area.width() - gutter)
        left = self.area.left() + (0.0 if mirrored else gutter)
        top = self.area.top() + header_height
        self.plot = QRectF(*map(look.snap, (left, top, width, height)))

    # -- places -------------------------------------------------------------------------------------------

    def y(self, value: float) -> float:
        """Where a value of the quantity's base unit lies, on a whole device pixel."""
        share = value / self.unit.size / self.scale.top
        return self._look.snap(self.plot.bottom() - share * self.plot.height())

    def x(self, share: float) -> float:
        """Where a share of the way from the first to the last lies."""
        return self.plot.left() + self.plot.width() * (1 - share if self.mirrored else share)

    def share(self, x: float) -> float:
        """The way back; outside 0 to 1 beside the plot."""
        if not self.plot.width():
            return -1.0
        share = (x - self.plot.left()) / self.plot.width()
        return 1 - share if self.mirrored else share

    def most_labels(self) -> int:
        """So many labels of one digit would fit: of more than that there is no need to try."""
        return int(self.area.width() / (self.metrics.horizontalAdvance("0") + self._look.em * _APART)) + 1

    def fits(self, labels: Sequence[Label]) -> bool:
        """Whether no two labels touch and none is wider than the chart."""
        boxes = sorted((self._label_box(label) for label in labels), key=lambda box: box.left())
        gap = self._look.em * _APART
        apart = all(one.right() + gap <= other.left() for one, other in pairwise(boxes))
        return apart and all(box.width() <= self.area.width() for box in boxes)

    def _label_box(self, label: Label) -> QRectF:
        """Below what it belongs to, moved inwards at the edges."""
        width = self.metrics.horizontalAdvance(label.text) + 1
        left = max(self.area.left(), min(label.x - width / 2, self.area.right() - width))
        return QRectF(left, self.area.bottom() - self._line, width, self._line)

    def _flow(self, header: Sequence[HeaderEntry], width: float) -> list[list[HeaderEntry]]:
        """Entries in as many rows as they need; the first one leaves room for the unit."""
        room = width - self.metrics.horizontalAdvance(self.unit.symbol) - self._look.em
        rows: list[list[HeaderEntry]] = [[]]
        for entry in header:
            needed = self._entry_width(entry)
            if needed > room and rows[-1]:
                rows.append([])
                room = width
            rows[-1].append(entry)
            room -= needed
        return rows

    def _entry_width(self, entry: HeaderEntry) -> float:
        em = self._look.em
        sign = 0.0 if entry.swatch is Swatch.NONE else em * 1.05
        return sign + self.metrics.horizontalAdvance(entry.text) + em * 1.1

    # -- drawing ------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """The header, the grid and the axis' numbers. (The base line comes last: see draw_base.)"""
        look, plot = self._look, self.plot
        painter.setFont(self.font)
        thin = look.thin
        lines = [
            QLineF(plot.left(), y, plot.right(), y)
            for y in (self.y(tick * self.unit.size) + thin / 2 for tick in self.scale.ticks[1:])
        ]
        painter.setPen(QPen(look.colours.grid, thin))
        painter.drawLines(lines)
        painter.setPen(look.colours.quiet)
        away = look.em * _GAP
        for tick, text in zip(self.scale.ticks, self.tick_texts, strict=True):
            top = self.y(tick * self.unit.size) - self._line / 2
            row = QRectF(self.area.left(), top, plot.left() - away - self.area.left(), self._line)
            if self.mirrored:
                row.setLeft(plot.right() + away)
                row.setRight(self.area.right())
            side = Qt.AlignmentFlag.AlignLeft if self.mirrored else Qt.AlignmentFlag.AlignRight
            painter.drawText(row, side | _PLAIN, text)
        self._draw_header(painter)

    def _draw_header(self, painter: QPainter) -> None:
        look = self._look
        em, row = look.em, QRectF(self.area)
        row.setHeight(self._line * _HEADER_ROW)
        painter.setPen(look.colours.quiet)
        painter.drawText(row, self._side(leading=True) | _PLAIN, self.unit.symbol)
        for entries in self._header_rows:
            # The last entry ends where the plot ends; all others come before it.
            start = sum(map(self._entry_width, entries)) - em * 1.1
            for entry in entries:
                width = self._entry_width(entry)
                box = QRectF(row.right() - start, row.top(), width, row.height())
                if self.mirrored:
                    box.moveLeft(row.left() + start - width)
                self._draw_entry(painter, entry, box)
                start -= width
            row.translate(0, row.height())

    def _draw_entry(self, painter: QPainter, entry: HeaderEntry, box: QRectF) -> None:
        look = self._look
        if entry.swatch is not Swatch.NONE:
            size = look.em * 0.7
            sign = QRectF(0, box.center().y() - size / 2, size, size)
            sign.moveLeft(box.right() - size if self.mirrored else box.left())
            draw_swatch(painter, look, entry.swatch, sign)
            away = look.em * 1.05
            box = box.adjusted(0, 0, -away, 0) if self.mirrored else box.adjusted(away, 0, 0, 0)
        painter.setPen(look.colours.quiet)
        painter.drawText(box, self._side(leading=True) | _PLAIN, entry.text)

    def draw_base(self, painter: QPainter) -> None:
        """The line that everything stands on."""
        plot, thin = self.plot, self._look.thin
        painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), thin), self._look.colours.axis)

    def draw_labels(self, painter: QPainter, labels: Sequence[Label]) -> None:
        """The texts below the plot."""
        look = self._look
        painter.setFont(self.font)
        ticks = [label for label in labels if label.tick]
        painter.setPen(QPen(look.colours.axis, look.thin))
        bottom = self.plot.bottom()
        painter.drawLines(
            [
                QLineF(x, bottom, x, bottom + look.em * _STRIP)
                for x in (look.snap(tick.x) + look.thin / 2 for tick in ticks)
            ]
        )
        painter.setPen(look.colours.quiet)
        for label in labels:
            painter.drawText(self._label_box(label), Qt.AlignmentFlag.AlignHCenter | _PLAIN, label.text)

    @property
    def strip_y(self) -> float:
        """The middle of the strip between the base line and the labels."""
        return self.plot.bottom() + self._look.em * _STRIP * 0.6

    def _side(self, *, leading: bool) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignRight if leading == self.mirrored else Qt.AlignmentFlag.AlignLeft


# Absolute: a text in another script than the layout's must not change sides.
_PLAIN = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
