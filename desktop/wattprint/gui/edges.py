"""Edges of fields that can be seen: the style draws them in a darker shade of the window's colour.

On a dark window, and on a dark card, that is none at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QLineEdit, QRadioButton, QWidget

from wattprint.gui.charts.contrast import MARKS, mixed, readable

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Of the text's colour in the edge of a field, before it is made visible.
_EDGE_SHARE = 0.4

#: Per cent, as QColor.darker counts: what Fusion makes of the window's colour for an edge.
_STYLE_DARKENS = 140

#: What has an edge and no face of its own, as buttons have.
FIELDS = (QCheckBox, QRadioButton, QLineEdit, QAbstractSpinBox)


def with_edges(theme: QPalette, ground: QPalette.ColorRole = QPalette.ColorRole.Base) -> QPalette:
    """A palette whose fields have edges that stand out from what they stand on: a card, if not said."""
    palette = QPalette(theme)
    sheet = palette.color(ground)
    edge = readable(mixed(sheet, palette.color(QPalette.ColorRole.Text), _EDGE_SHARE), sheet, MARKS)
    palette.setColor(QPalette.ColorRole.Window, edge.lighter(_STYLE_DARKENS))
    return palette


def draw_edges(
    window: QWidget,
    kinds: Iterable[type[QWidget]] = FIELDS,
    ground: QPalette.ColorRole = QPalette.ColorRole.Base,
) -> None:
    """Give every field of these kinds in a window such edges."""
    palette = with_edges(window.palette(), ground)
    for kind in kinds:
        for field in window.findChildren(kind):
            if field.palette() != palette:
                field.setPalette(palette)


def keep_edges(window: QWidget) -> None:
    """Give the fields on a window's own ground such edges, now and whenever the theme changes."""
    _Edges(window)


class _Edges(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._draw(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            assert isinstance(watched, QWidget)
            self._draw(watched)
        return False

    def _draw(self, window: QWidget) -> None:
        draw_edges(window, ground=QPalette.ColorRole.Window)
