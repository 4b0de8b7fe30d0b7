"""Where a window stood, and how large it was, when it was last seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from wattprint.gui.today_view.card import em
from wattprint.gui.window_size import give_size

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from wattprint.gui.remembered import Remembered

Lines = tuple[int, int]


def find_place(window: QWidget, remembered: Remembered, name: str, *, first: Lines, least: Lines) -> None:
    """Put a window where it was. name: of what is remembered.

    first, least: its width and height where nothing is, and at least (in lines of text).
    """
    unit = em(window)
    window.setMinimumSize(unit * least[0], unit * least[1])
    kept = remembered.text(name)
    if not (kept and window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "replace")))):
        give_size(window, *first)


def keep_place(window: QWidget, remembered: Remembered, name: str) -> None:
    """Note where a window is now."""
    remembered.keep(**{name: bytes(window.saveGeometry().toBase64().data()).decode("ascii")})
