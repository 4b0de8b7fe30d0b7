"""The tray's icons: drawn from SVG into pixels by ourselves, because not every tray host draws SVG."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wattprint.gui.rows import Mark
from wattprint.reference.files import resource_path

#: What panels ask for, and the same on screens of twice the density.
SIZES = (16, 22, 24, 32, 44, 48, 64, 88, 96)


@cache
def mark_icon(mark: Mark) -> QIcon:
    """The icon of a state; an unreadable file gives an empty one, which hosts replace by one of their own."""
    renderer = QSvgRenderer(str(resource_path("icons", f"tray-{mark.value}.svg")))
    icon = QIcon()
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
