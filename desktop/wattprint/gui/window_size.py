"""The first size of a window: in lines of text, and never larger than its screen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

#: Room for the frame and title that the desktop puts around a window.
_FRAME = 0.92


def give_size(window: QWidget, width_lines: float, height_lines: float) -> None:
    """Resize to so many heights of a line, or what the screen has room for."""
    line = window.fontMetrics().height()
    room = window.screen().availableSize() * _FRAME
    window.resize(
        min(round(width_lines * line), room.width()), min(round(height_lines * line), room.height())
    )
