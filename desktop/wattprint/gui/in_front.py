"""A window that was asked for comes before the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.gui.display import leave_when_it_goes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def show_in_front(window: QWidget) -> None:
    """Show a window, before the others and with the keyboard, as far as the desktop allows that."""
    leave_when_it_goes()
    window.show()
    window.raise_()
    window.activateWindow()
