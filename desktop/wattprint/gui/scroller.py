"""What scrolls follows the keyboard, also where it comes from outside, and shows when it has it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from wattprint.gui.focus_ring import by_keyboard, draw_ring

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent


class Scroller(QScrollArea):
    """A scroll area in which what Tab leads to is always in sight.

    Qt's own sees to that only while the focus moves inside it: from a list beside it, a footer or tabs, Tab
    led to what was scrolled away.

    A stop of the Tab key itself, it marks its own focus in the margin, behind its sheet: that must not fill
    its background.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_keyboard = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        sheet = self.widget()
        if old is None or now is None or not sheet or not sheet.isAncestorOf(now):
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what is clicked must not slip away under the pointer
        # A window that is come back to stays as it was scrolled; so does one whose list of choices is closed.
        if old.window() is now.window() and not sheet.isAncestorOf(old):
            self.ensureWidgetVisible(now)

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
