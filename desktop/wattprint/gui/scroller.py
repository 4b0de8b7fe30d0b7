"""What scrolls follows the keyboard, also where it comes from outside, and shows when it has it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from wattprint.gui.focus_ring import by_keyboard, draw_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent


class Scroller(QScrollArea):
    """A scroll area in which what Tab leads to is always in sight.

    Qt's own sees to that only while the focus moves inside it: from a list beside it, a footer or tabs, Tab
    led to what was scrolled away. And what has the focus stays in sight when what stands above it grows; who
    has scrolled away from it is not taken back.

    A stop of the Tab key itself, it marks its own focus in the margin, behind its sheet: that must not fill
    its background.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_keyboard = False
        self._watched: QWidget | None = None
        self._top, self._in_sight = 0, False
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._keep_in_sight)
        self.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self.verticalScrollBar().valueChanged.connect(self._keep_in_sight)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        self._follow(old, now)
        sheet = self.widget()
        # Only what came in here: a window that goes away still names what had its focus, and that is gone.
        if now is not None and sheet and sheet.isAncestorOf(now):
            self._keep_in_sight()

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        sheet = self.widget()
        if old is None or now is None or not sheet or not sheet.isAncestorOf(now):
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what is clicked must not slip away under the pointer
        # A window that is come back to stays as it was scrolled; so does one whose list of choices is closed.
        if old.window() is now.window() and not sheet.isAncestorOf(old):
            self.ensureWidgetVisible(now)

    def _keep_in_sight(self) -> None:
        """To be called whenever something was scrolled, laid out anew, or got the focus."""
        sheet, focus = self.widget(), self.window().focusWidget()
        # Of nothing, no widget is the ancestor.
        if sheet is None or not isValid(focus) or not sheet.isAncestorOf(focus) or not focus.isVisible():
            self._watched = None
            return
        top = focus.mapTo(sheet, QPoint(0, 0)).y()
        pushed = focus is self._watched and top != self._top
        self._watched, self._top = focus, top
        # Where it stays in its place, it was scrolled: that is the person's own doing.
        if pushed and self._in_sight and not self._sees(focus):
            self.ensureWidgetVisible(focus)
        self._in_sight = self._sees(focus)

    def _sees(self, one: QWidget) -> bool:
        """Whether the whole of it is in sight, or as much as there is room for."""
        room = self.viewport().height()
        top = one.mapTo(self.viewport(), QPoint(0, 0)).y()
        bottom = top + one.height()
        return (top >= 0 and bottom <= room) or (top <= 0 and bottom >= room)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is laid out anew may move without getting higher; it is in its place a moment later."""
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._laid_out.start()
        return done

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self._by_keyboard = by_keyboard(event, self._by_keyboard)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whoever clicked into it sees the focus with the first key, as in lists."""
        super().keyPressEvent(event)
        if not self._by_keyboard:
            self._by_keyboard = True
            self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of the focus."""
        super().paintEvent(event)
        if self.hasFocus() and self._by_keyboard:
            painter = QPainter(self.viewport())
            draw_ring(painter, self, self.viewport().rect())
            painter.end()
