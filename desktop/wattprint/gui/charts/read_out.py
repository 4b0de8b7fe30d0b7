"""What is told of the bar or point that is looked at: drawn beside it, and read aloud."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from wattprint.gui.charts.look import Look


class Swatch(Enum):
    """The little sign before a line of a read-out or a legend."""

    NONE = "none"
    SOLID = "solid"
    HATCHED = "hatched"
    WHISKER = "whisker"
    DOTTED = "dotted"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True)
class Line:
    """label and value stand at the two ends of a line; either may be empty."""

    label: str
    value: str = ""
    swatch: Swatch = Swatch.NONE


@dataclass(frozen=True, slots=True)
class ReadOut:
    """All plain text: names of apps and models are shown, never interpreted."""

    title: str
    lines: tuple[Line, ...]

    @property
    def spoken(self) -> str:
        """The same in one sentence."""
        parts = [f"{line.label} {line.value}".strip() for line in self.lines]
        return f"{self.title}: {', '.join(parts)}" if parts else self.title


def draw_swatch(painter: QPainter, look: Look, swatch: Swatch, box: QRectF) -> None:
    """Draw a sign into a square box; nothing for NONE."""
    colours = look.colours
    box = QRectF(look.snap(box.x()), look.snap(box.y()), look.snap(box.width()), look.snap(box.height()))
    match swatch:
        case Swatch.SOLID:
            painter.fillRect(box, look.solid)
        case Swatch.HATCHED:
            painter.setBrushOrigin(box.topLeft())
            painter.fillRect(box, look.hatched)
            half = look.thin / 2
            painter.setPen(look.outline)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(half, half, -half, -half))
        case Swatch.DOTTED:
            # Two rows of two whole dots.
            box.setSize(QSizeF(look.dot_apart, look.dot_apart) * 2 / look.dpr)
            painter.setBrushOrigin(box.topLeft())
            painter.fillRect(box, look.dotted)
        case Swatch.WHISKER:
            draw_whisker(painter, look, box.center().x(), box.top(), box.bottom(), box.width() * 0.6)
        case Swatch.DASHED:
            painter.setPen(dashes(look))
            painter.drawLine(QLineF(box.left(), box.center().y(), box.right(), box.center().y()))
        case Swatch.NONE:
            pass
    painter.setPen(colours.text)


def dashes(look: Look) -> QPen:
    """The broken line under a bar that was watched for a part of its time."""
    pen = QPen(look.colours.unwatched, look.snap(max(look.thin * 2, look.em * 0.13)))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1.5, 1.0])
    return pen


def draw_whisker(painter: QPainter, look: Look, x: float, top: float, bottom: float, cap: float) -> None:
    """A vertical line with caps, light around dark or the other way round: seen on a bar and beside it."""
    half = cap / 2
    lines = [QPointF(x, top), QPointF(x, bottom)]
    if cap > 0:
        lines += [QPointF(x - half, top), QPointF(x + half, top)]
        lines += [QPointF(x - half, bottom), QPointF(x + half, bottom)]
    for colour, width in ((look.colours.background, look.thin * 3), (look.colours.text, look.thin)):
        pen = QPen(colour, width)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        painter.setPen(pen)
        painter.drawLines(lines)


class ReadOutBox:
    """A read-out laid out for a font, to be placed and drawn. (Lengths in logical pixels.)"""

    def __init__(self, read_out: ReadOut, font: QFont, look: Look, widest: float, *, mirrored: bool) -> None:
        self._read_out = read_out
        self._look = look
        self._mirrored = mirrored
        self._font = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._metrics, self._bold_metrics = QFontMetricsF(font), QFontMetricsF(self._bold)
        em = look.em
        self._pad, self._swatch, self._row = em * 0.6, em * 0.7, em * 1.2
        signs = any(line.swatch is not Swatch.NONE for line in read_out.lines)
        self._indent = self._swatch + em * 0.4 if signs else 0.0
        widths = [self._bold_metrics.horizontalAdvance(read_out.title), *map(self._width, read_out.lines)]
        # One more pixel: an elided text compares widths that were rounded.
        self._inner = min(max(widths) + 1, max(em, widest - 2 * self._pad))
        self.size = QSizeF(self._inner + 2 * self._pad, self._row * (1 + len(read_out.lines)) + 2 * self._pad)

    def _width(self, line: Line) -> float:
        label, value = map(self._metrics.horizontalAdvance, (line.label, line.value))
        return self._indent + label + (self._look.em + value if line.value else 0.0)

    def place(self, beside: QRectF, area: QRectF) -> QRectF:
        """Right of what it is about, or left where there is more room; never outside `area`."""
        away = self._look.em * 0.4
        width, height = self.size.width(), self.size.height()
        left = beside.right() + away
        if left + width > area.right() and beside.left() - area.left() > area.right() - beside.right():
            left = beside.left() - away - width
        left = max(area.left(), min(left, area.right() - width))
        top = max(area.top(), min(beside.top(), area.bottom() - height))
        snap = self._look.snap
        return QRectF(snap(left), snap(top), snap(width), snap(height))

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into a box of its size."""
        look, colours = self._look, self._look.colours
        radius, half = look.em * 0.3, look.thin / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.axis, look.thin))
        painter.setBrush(colours.background)
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        row = QRectF(box.left() + self._pad, box.top() + self._pad, self._inner, self._row)
        painter.setFont(self._bold)
        painter.setPen(colours.text)
        self._write(painter, self._bold_metrics, row, self._read_out.title, trailing=False)
        painter.setFont(self._font)
        for line in self._read_out.lines:
            row.translate(0, self._row)
            self._draw_line(painter, line, row)

    def _draw_line(self, painter: QPainter, line: Line, row: QRectF) -> None:
        look, colours, size = self._look, self._look.colours, self._swatch
        mirrored = self._mirrored
        sign_x = row.right() - size if mirrored else row.left()
        draw_swatch(painter, look, line.swatch, QRectF(sign_x, row.center().y() - size / 2, size, size))
        rest = row.adjusted(0, 0, -self._indent, 0) if mirrored else row.adjusted(self._indent, 0, 0, 0)
        painter.setPen(colours.text)
        self._write(painter, self._metrics, rest, line.value, trailing=True)
        if line.value:
            taken = self._metrics.horizontalAdvance(line.value) + look.em * 0.5
            rest = rest.adjusted(taken, 0, 0, 0) if mirrored else rest.adjusted(0, 0, -taken, 0)
            painter.setPen(colours.quiet)
        self._write(painter, self._metrics, rest, line.label, trailing=False)

    def _write(
        self, painter: QPainter, metrics: QFontMetricsF, row: QRectF, text: str, *, trailing: bool
    ) -> None:
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, row.width()))
        right = trailing != self._mirrored
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        # Absolute: a text in another script than the layout's must not change sides.
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(row, flags | Qt.TextFlag.TextSingleLine, elided)
