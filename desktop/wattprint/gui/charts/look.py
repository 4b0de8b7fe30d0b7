"""Colours and patterns of all charts, taken from a palette and made readable on its background."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPalette, QPen, QTransform

from wattprint.gui.charts.contrast import MARKS, TEXT, contrast, mixed, readable

#: Lines of a grid only guide the eye: so much of the text's colour is in them.
_GRID_SHARE = 0.12
#: Of the marks' colour under a line, and behind the bar that is looked at.
_AREA_SHARE = 0.22
_COLUMN_SHARE = 0.10
#: Text beside the main thing, before it is made readable.
_QUIET_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Colours:
    """Opaque, each told apart from `background` by the contrast that it needs."""

    background: QColor
    text: QColor
    quiet: QColor
    grid: QColor
    axis: QColor
    mark: QColor
    area: QColor
    column: QColor
    unwatched: QColor
    focus: QColor

    @classmethod
    def of(cls, palette: QPalette, background_role: QPalette.ColorRole) -> Colours:
        """The colours of a chart on this role of a palette."""
        roles = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Accent, QPalette.ColorRole.Highlight)
        background = palette.color(background_role).rgba()
        return _colours(background, *(palette.color(role).rgba() for role in roles))


@lru_cache(maxsize=16)
def _colours(on: int, letters: int, accent: int, highlight: int) -> Colours:
    """As Colours.of. Every quiet text of a window asks, and always for the same few: see QColor.rgba."""
    background = QColor.fromRgba(on)
    text = readable(QColor.fromRgba(letters), background, TEXT)
    mark = readable(QColor.fromRgba(accent), background, MARKS)
    return Colours(
        background=background,
        text=text,
        quiet=readable(mixed(text, background, _QUIET_SHARE), background, TEXT),
        grid=mixed(background, text, _GRID_SHARE),
        axis=readable(mixed(text, background, 0.5), background, MARKS),
        mark=mark,
        area=mixed(background, mark, _AREA_SHARE),
        column=mixed(background, mark, _COLUMN_SHARE),
        unwatched=readable(mixed(text, background, 0.5), background, MARKS),
        focus=readable(QColor.fromRgba(highlight), background, MARKS),
    )


def quiet_of(palette: QPalette) -> QColor:
    """Of a label, that stands on a sheet or on the window's ground: it can be read on both.

    Where no colour can it is the sheet's.
    """
    soft = Colours.of(palette, QPalette.ColorRole.Base).quiet
    return QColor.fromRgba(
        _on_both(
            soft.rgba(),
            palette.color(QPalette.ColorRole.Base).rgba(),
            palette.color(QPalette.ColorRole.Window).rgba(),
        )
    )


@lru_cache(maxsize=16)
def _on_both(letters: int, sheet: int, ground: int) -> int:
    moved = readable(QColor.fromRgba(letters), QColor.fromRgba(ground), TEXT)
    return moved.rgba() if contrast(moved, QColor.fromRgba(sheet)) >= TEXT else letters


class Look:
    """Colours, and the brushes and pens made of them for one font size and one density of pixels.

    em: height of a line of text (logical pixels), the measure of all lengths. dpr: device pixels in a logical
    one. pixel: one device pixel, in logical ones. hatched: estimated. dotted: not recorded.
    """

    def __init__(self, colours: Colours, em: float, dpr: float) -> None:
        self.colours = colours
        self.em = em
        self.dpr = dpr
        self.pixel = 1.0 / dpr
        #: As thin as a line may be and still be seen: one logical pixel, in whole device pixels.
        self.thin = max(1, round(dpr)) / dpr
        #: Distance of two dots, in device pixels.
        self.dot_apart = _device_pixels(em * 0.42, dpr)
        self.solid = QBrush(colours.mark)
        self.empty = QBrush(colours.background)
        self.hatched = self._brush(_hatch(colours.mark, _device_pixels(em * 0.4, dpr)))
        self.dotted = self._brush(_dots(colours.unwatched, self.dot_apart))
        self.outline = QPen(colours.mark, self.thin)
        self.outline.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    def snap(self, length: float) -> float:
        """The nearest length of whole device pixels: its edges are crisp at every density."""
        return round(length * self.dpr) / self.dpr

    def _brush(self, tile: QImage) -> QBrush:
        brush = QBrush(tile)
        # A tile holds device pixels: without this it would be blown up on dense screens.
        brush.setTransform(QTransform.fromScale(self.pixel, self.pixel))
        return brush


def _device_pixels(length: float, dpr: float) -> int:
    return max(4, round(length * dpr))


def _hatch(colour: QColor, size: int) -> QImage:
    """A square tile of a rising line, seamless."""
    tile, painter = _tile(size)
    painter.setPen(QPen(colour, max(1.0, size * 0.26)))
    for offset in (0, size, 2 * size):
        painter.drawLine(QPointF(offset + size, -size), QPointF(offset - 2 * size, 2 * size))
    painter.end()
    return tile


def _dots(colour: QColor, size: int) -> QImage:
    """A square tile of one dot."""
    tile, painter = _tile(size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    # On whole pixels, and square where a disc would be a blur.
    diameter = max(1, round(size * 0.32))
    start = (size - diameter) // 2
    if diameter <= 2:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawRect(QRectF(start, start, diameter, diameter))
    else:
        painter.drawEllipse(QRectF(start, start, diameter, diameter))
    painter.end()
    return tile


def _tile(size: int) -> tuple[QImage, QPainter]:
    tile = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return tile, painter
