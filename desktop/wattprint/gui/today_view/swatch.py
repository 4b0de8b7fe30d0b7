"""The sign of how a number is known, and the bar of a day's parts: solid is measured, hatched estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from wattprint.gui.charts.look import Colours, Look
from wattprint.gui.charts.read_out import Swatch, draw_swatch

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class SwatchSign(QWidget):
    """A small square; says nothing to screen readers, for the words beside it say the same."""

    def __init__(self, swatch: Swatch = Swatch.NONE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._swatch = swatch
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, swatch: Swatch) -> None:
        """Show another sign."""
        if swatch is not self._swatch:
            self._swatch = swatch
            self.update()

    def sizeHint(self) -> QSize:
        """As high as small letters with their ascenders."""
        side = round(self.fontMetrics().height() * 0.75)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        draw_swatch(painter, look_of(self), self._swatch, QRectF(self.rect()))
        painter.end()


class PartsBar(QWidget):
    """One bar of two parts: measured and estimated Wh. Nothing but its ground while both are 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured = self._estimated = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, measured: float, estimated: float, spoken: str) -> None:
        """Show these parts. spoken: the same in words."""
        self.setAccessibleName(spoken)
        if (measured, estimated) != (self._measured, self._estimated):
            self._measured, self._estimated = measured, estimated
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as it gets, as high as a line."""
        unit = self.fontMetrics().height()
        return QSize(unit * 12, round(unit * 0.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both parts in one rounded shape."""
        look = look_of(self)
        box = QRectF(self.rect())
        shape = QPainterPath()
        radius = min(box.height() / 2, look.em * 0.25)
        shape.addRoundedRect(box, radius, radius)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, look.colours.column)
        total = self._measured + self._estimated
        if total > 0:
            painter.setClipPath(shape)
            # A part that is there is seen, however small.
            least = look.snap(look.em * 0.25)
            width = box.width() * self._measured / total
            width = min(
                max(width, least if self._measured else 0.0),
                box.width() - (least if self._estimated else 0.0),
            )
            width = look.snap(width)
            solid = QRectF(box.left(), box.top(), width, box.height())
            hatched = QRectF(solid.right(), box.top(), box.width() - width, box.height())
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                solid.moveRight(box.right())
                hatched.moveLeft(box.left())
            painter.fillRect(solid, look.solid)
            painter.fillRect(hatched, look.hatched)
            painter.setClipping(False)
            half = look.thin / 2
            painter.setPen(look.outline)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
        painter.end()


def look_of(widget: QWidget) -> Look:
    """Colours and patterns on a card."""
    colours = Colours.of(widget.palette(), QPalette.ColorRole.Base)
    return Look(colours, QFontMetricsF(widget.font()).height(), widget.devicePixelRatioF())
