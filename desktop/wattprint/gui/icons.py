"""The tray's icons, painted into pixels by ourselves: not every tray host draws what Qt could hand it.

From figures that stand here, not from SVG files: Qt's library for those would stay in memory for the sake of
three small pictures, a megabyte in a tray that has a budget.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPen, QPixmap

from wattprint.gui.rows import Mark

#: What panels ask for, and the same on screens of twice the density.
SIZES = (16, 22, 24, 32, 44, 48, 64, 88, 96)

#: Side of the square in which the figures below are drawn: their edges fall on whole pixels at 16 and 32.
GRID = 32

_RING_BOLT = ((18.2, 6.5), (9.2, 18), (15, 18), (13.8, 25.5), (22.8, 14), (17, 14))
_DISC_BOLT = ((18.8, 4.5), (8.2, 18.2), (14.8, 18.2), (13.2, 27.5), (23.8, 13.8), (17.2, 13.8))
_TRIANGLE = ((16, 3), (31, 29), (1, 29))
_EXCLAMATION = (((14, 11), (18, 11), (18, 20), (14, 20)), ((14, 22), (18, 22), (18, 26), (14, 26)))


class Tone(Enum):
    """What the icon is drawn in. A panel's colour is not that of windows, and no desktop tells it: so the
    middle one, unless the person asks for more contrast. LIGHT is for dark panels, DARK for light ones.
    """

    MIDDLE = "middle"
    LIGHT = "light"
    DARK = "dark"


#: The middle tone stands out 3 : 1 and more from light and dark panels.
_COLOURS = {
    Tone.MIDDLE: {Mark.IDLE: "#858b94", Mark.RECORDING: "#2c9a6b", Mark.ATTENTION: "#cc7118"},
    Tone.LIGHT: {Mark.IDLE: "#eceef1", Mark.RECORDING: "#63dba6", Mark.ATTENTION: "#ffb35c"},
    Tone.DARK: {Mark.IDLE: "#33373d", Mark.RECORDING: "#0f6b45", Mark.ATTENTION: "#9a4700"},
}

#: The sign on the triangle, which contrasts with that.
_SIGN = {Tone.MIDDLE: "#ffffff", Tone.LIGHT: "#1b1d20", Tone.DARK: "#ffffff"}


@cache
def mark_icon(mark: Mark, tone: Tone = Tone.MIDDLE) -> QIcon:
    """The icon of a state."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(QPixmap.fromImage(draw(mark, tone, size)))
    return icon


def draw(mark: Mark, tone: Tone, size: int) -> QImage:
    """A square image of so many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / GRID, size / GRID)
    colour = QColor(_COLOURS[tone][mark])
    match mark:
        case Mark.IDLE:
            _draw_ring(painter, colour)
        case Mark.RECORDING:
            _draw_disc(painter, colour)
        case Mark.ATTENTION:
            _draw_triangle(painter, colour, QColor(_SIGN[tone]))
    painter.end()
    return image


def _draw_ring(painter: QPainter, colour: QColor) -> None:
    """A ring around a bolt."""
    painter.setPen(QPen(colour, 3.2))
    painter.drawEllipse(QPointF(16, 16), 13, 13)
    painter.fillPath(_shape(_RING_BOLT), colour)


def _draw_disc(painter: QPainter, colour: QColor) -> None:
    """A full disc with the bolt cut out of it."""
    disc = _shape(_DISC_BOLT)
    disc.addEllipse(QPointF(16, 16), 15, 15)
    painter.fillPath(disc, colour)  # odd and even: what lies in both is left out


def _draw_triangle(painter: QPainter, colour: QColor, sign: QColor) -> None:
    """A triangle with round corners and an exclamation mark."""
    pen = QPen(colour, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour)
    painter.drawPath(_shape(_TRIANGLE))
    for part in _EXCLAMATION:
        painter.fillPath(_shape(part), sign)


def _shape(corners: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*corners[0]))
    for corner in corners[1:]:
        path.lineTo(QPointF(*corner))
    path.closeSubpath()
    return path
