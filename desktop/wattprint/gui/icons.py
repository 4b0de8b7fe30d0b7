"""The tray's icons: drawn from SVG into pixels by ourselves, because not every tray host draws SVG."""

from __future__ import annotations

from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wattprint.gui.rows import Mark
from wattprint.reference.files import resource_path

#: What panels ask for, and the same on screens of twice the density.
SIZES = (16, 22, 24, 32, 44, 48, 64, 88, 96)

#: The colours in the files: a middle tone that stands out from light and dark panels.
GREY, GREEN, ORANGE, WHITE = "#858b94", "#2c9a6b", "#cc7118", "#ffffff"


class Tone(Enum):
    """What the icon is drawn in. A panel's colour is not that of windows, and no desktop tells it: so the
    middle one, unless the person asks for more contrast. LIGHT is for dark panels, DARK for light ones.
    """

    MIDDLE = "middle"
    LIGHT = "light"
    DARK = "dark"


#: Colours in place of those in the files. WHITE is the mark on the triangle: it contrasts with that.
_COLOURS: dict[Tone, dict[str, str]] = {
    Tone.MIDDLE: {},
    Tone.LIGHT: {GREY: "#eceef1", GREEN: "#63dba6", ORANGE: "#ffb35c", WHITE: "#1b1d20"},
    Tone.DARK: {GREY: "#33373d", GREEN: "#0f6b45", ORANGE: "#9a4700", WHITE: WHITE},
}


@cache
def mark_icon(mark: Mark, tone: Tone = Tone.MIDDLE) -> QIcon:
    """The icon of a state; an unreadable file gives an empty one, which hosts replace by one of their own."""
    icon = QIcon()
    try:
        drawing = resource_path("icons", f"tray-{mark.value}.svg").read_text(encoding="utf-8")
    except OSError:
        return icon
    for colour, other in _COLOURS[tone].items():
        drawing = drawing.replace(colour, other)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    if renderer.isValid():
        for size in SIZES:
            icon.addPixmap(QPixmap.fromImage(draw(renderer, size)))
    return icon


def draw(renderer: QSvgRenderer, size: int) -> QImage:
    """A square image of so many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image
