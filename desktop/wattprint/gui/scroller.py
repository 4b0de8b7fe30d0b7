"""What scrolls follows the keyboard, also where it comes from outside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class Scroller(QScrollArea):
    """A scroll area in which what Tab leads to is always in sight.

    Qt's own sees to that only while the focus moves inside it: from a list beside it, a footer or tabs, Tab
    led to what was scrolled away.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
