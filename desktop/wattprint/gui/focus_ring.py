"""A ring around the list, the table or the sheet that has the keyboard.

The style marks the focus of a list by a shade of its current row that nobody sees, and that of a sheet not at
all: with two lists in a window, each with its row chosen, nothing told which one the arrows would move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QWidget

from wattprint.gui.today_view.swatch import look_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

#: What may change whether the ring is seen, or where.
_TURNS = (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.Resize, QEvent.Type.ZOrderChange)

#: What tells nothing of how somebody works: a window comes to the front, a menu closes.
_COMES_BACK = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


def by_keyboard(event: QFocusEvent, before: bool) -> bool:
    """Whether what gets the focus with this is worked by keyboard; before: whether it was the last time."""
    return before if event.reason() in _COMES_BACK else event.reason() is not Qt.FocusReason.MouseFocusReason


def draw_ring(painter: QPainter, widget: QWidget, room: QRect) -> None:
    """Draw it along the inside of this room (logical pixels), in the widget's colours."""
    look = look_of(widget)
    width = look.thin * 2
    painter.setPen(QPen(look.colours.focus, width))
    painter.drawRect(QRectF(room).adjusted(width / 2, width / 2, -width / 2, -width / 2))


def keep_ring(view: QAbstractItemView) -> None:
    """Put a ring around a list or a table while it has the focus and somebody works by keyboard.

    Who clicked into it knows where they are; the first key shows the ring.
    """
    _Ring(view)


class _Ring(QWidget):
    """Lies over the whole view, so that what scrolls beneath takes nothing of it along."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._by_keyboard = False
        self._follow()
        # With its bars: a view that gets another size lifts them over everything.
        bars = (view.verticalScrollBar(), view.horizontalScrollBar())
        for one in (view, *(bar.parentWidget() for bar in bars)):
            if one is not None:
                one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            if event.gotFocus():
                self._by_keyboard = by_keyboard(event, self._by_keyboard)
        elif event.type() is QEvent.Type.KeyPress and not self._by_keyboard:
            self._by_keyboard = True
            self._follow()
        if event.type() in _TURNS:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_ring(painter, self, self.rect())
        painter.end()

    def _follow(self) -> None:
        view = self.parentWidget()
        if view is None:
            return
        seen = self._by_keyboard and view.hasFocus()
        self.setVisible(seen)
        if seen:
            self.setGeometry(view.rect())
            self.raise_()
