"""Fields on a window's own ground: their edges can be seen, in light and dark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wattprint.gui.appearance import dark_palette, light_palette
from wattprint.gui.charts.contrast import contrast
from wattprint.gui.edges import keep_edges


def edge_of(field: QWidget, ground: QColor) -> float:
    """The greatest contrast with the window's ground on the way into a field, a few pixels deep."""
    window = field.window()
    image = window.grab().toImage()
    middle = field.mapTo(window, field.rect().center()).y()
    left = field.mapTo(window, field.rect().topLeft()).x()
    return max(contrast(image.pixelColor(x, middle), ground) for x in range(left, left + 4))


@pytest.mark.parametrize(
    ("first", "then"),
    [(dark_palette(), light_palette()), (light_palette(), dark_palette())],
    ids=["dark", "light"],
)
def test_edges_stand_out_and_follow_the_theme(
    qtbot: QtBot, qapp: QApplication, first: QPalette, then: QPalette
) -> None:
    before = qapp.style().objectName()
    qapp.setStyle("Fusion")
    try:
        window = QWidget()
        qtbot.addWidget(window)
        window.setPalette(first)
        column = QVBoxLayout(window)
        fields = QLineEdit(), QCheckBox()
        for field in fields:
            column.addWidget(field)
        window.resize(200, 120)
        keep_edges(window)
        for palette in (first, then):
            window.setPalette(palette)
            ground = palette.color(QPalette.ColorRole.Window)
            for field in fields:
                # Boxes are drawn a tenth lighter than fields.
                least = 3.0 if isinstance(field, QLineEdit) else 2.6
                assert edge_of(field, ground) >= least, type(field).__name__
                assert field.palette().color(QPalette.ColorRole.Base) == palette.base().color()
    finally:
        qapp.setStyle(before)
