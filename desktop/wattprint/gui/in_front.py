"""A window that was asked for comes before the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def show_in_front(window: QWidget) -> None:
    """Show a window, before the others and with the keyboard, as far as the desktop allows that."""
    window.show()
    window.raise_()
    window.activateWindow()
