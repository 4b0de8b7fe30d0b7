"""The line that tells what has just happened, with the one button that takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStyle, QWidget

from wattprint.gui.cloud.button import Button
from wattprint.gui.held import HeldLabel

#: A kind of trouble: what is to be shown cannot be read.
READING = "reading"


class PlainLabel(HeldLabel):
    """Text that is never markup, and can be selected by mouse."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)


class ToldLine(QWidget):
    """One line of text and, maybe, one button. Signals: pressed.

    Its height is that of the button, whether there is one or not: nothing below it jumps.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._troubles: dict[str, str] = {}
        self._sign = QLabel()
        self._text = PlainLabel()
        self._button = Button()
        self._button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        kept = self._button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._button.setSizePolicy(kept)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clear()

    @property
    def text(self) -> str:
        """What is told."""
        return self._text.text()

    @property
    def button(self) -> Button:
        """The button, for the tab order."""
        return self._button

    def clear(self) -> None:
        """Tell nothing."""
        self._text.setText("")
        self._sign.hide()
        self._button.hide()

    def tell(self, text: str, button: str = "") -> None:
        """Tell what was done; button: its label, "" for none."""
        self._show(text, None, button)

    def warn(self, text: str) -> None:
        """Tell what is wrong."""
        self._show(text, QStyle.StandardPixmap.SP_MessageBoxWarning, "")

    def trouble(self, kind: str, text: str) -> None:
        """Tell what is wrong with something as long as it is: once, and no longer when it is over ("")."""
        before = self._troubles.get(kind, "")
        if text == before:
            return
        self._troubles[kind] = text
        if text:
            self.warn(text)
        elif self.text == before:
            self.clear()

    def _show(self, text: str, sign: QStyle.StandardPixmap | None, button: str) -> None:
        if sign is not None:
            size = self.fontMetrics().height()
            self._sign.setPixmap(self.style().standardIcon(sign).pixmap(size, size))
        self._sign.setVisible(sign is not None)
        self._text.setText(text)
        if self._button.hasFocus() and not button:
            # Back to what it belongs to: else what comes next would get the focus, and the next key stroke.
            self.focusPreviousChild()
        self._button.setText(button)
        self._button.setVisible(bool(button))
        # A screen reader tells what changed although the focus is elsewhere.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text, text))
