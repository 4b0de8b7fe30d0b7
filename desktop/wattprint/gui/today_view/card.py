"""A card: a rounded sheet with a heading; and layouts that follow the font's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QSizePolicy, QVBoxLayout, QWidget

from wattprint.gui.charts.contrast import mixed
from wattprint.gui.today_view.text import HEADING, Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent


def em(widget: QWidget) -> int:
    """Height of a line of text (logical pixels): the measure of all distances."""
    return widget.fontMetrics().height()


class Card(QFrame):
    """A sheet on the window's ground. heading: "" for none. sentence: the heading may need several lines."""

    def __init__(self, heading: str = "", parent: QWidget | None = None, *, sentence: bool = False) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        unit = em(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(unit, round(unit * 0.8), unit, unit)
        self.column.setSpacing(round(unit * 0.55))
        if heading:
            self.setAccessibleName(heading)
            title = Text(heading, size=HEADING, bold=True, wrap=sentence)
            self.column.addWidget(title)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet and its thin edge."""
        palette = self.palette()
        sheet = palette.color(QPalette.ColorRole.Base)
        edge = mixed(sheet, palette.color(QPalette.ColorRole.Text), 0.16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(edge, 1.0))
        painter.setBrush(sheet)
        radius = em(self) * 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()


class Sides(QWidget):
    """Widgets side by side where there is room, else one below the other. least_em: room that one side needs
    at least, however little is in it.

    stretches: how they share the room. apart_em: room between them. whole: side by side only where each has
    all the room that it likes, not just what it cannot do without.
    """

    def __init__(
        self,
        *widgets: QWidget,
        least_em: float,
        stretches: tuple[int, ...] = (),
        apart_em: float = 0.8,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self._whole = whole
        self._least_em = least_em
        self._widgets = widgets
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(round(em(self) * apart_em))
        self._stretches = stretches or (1,) * len(widgets)
        for widget in widgets:
            self._box.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the direction."""
        self._choose()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        """Choose it again when what is inside needs another width: longer words, another font."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._choose()
        return super().event(event)

    def _choose(self) -> None:
        shown = [widget for widget in self._widgets if not widget.isHidden()]
        # What cannot be narrower decides, too: the words of a language, in its font.
        hints = (one.sizeHint() if self._whole else one.minimumSizeHint() for one in shown)
        least = sum(hint.width() for hint in hints)
        least += self._box.spacing() * (len(shown) - 1)
        wide = self.width() >= max(least, len(shown) * self._least_em * em(self))
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        direction = sideways if wide else down
        if self._box.direction() is not direction:
            self._box.setDirection(direction)
            for place, stretch in enumerate(self._stretches):
                self._box.setStretch(place, stretch if wide else 0)


def clear_layout(layout: QLayout) -> None:
    """Take all widgets out of a layout and let them go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


ALIGN_TOP = Qt.AlignmentFlag.AlignTop
ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft
ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight
