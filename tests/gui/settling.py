"""Waiting until a window rests, however slow the machine is: by what it still has to do, not by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wattprint.gui.cloud import work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

#: Windows that wait for a moment (for keys to rest, for what a page says first) wait no longer than this.
SOON_MS = 500


def settle(qtbot: QtBot, window: QWidget) -> None:
    """Wait until nothing is read or written, and nothing in a window is about to begin that."""

    def rests() -> bool:
        soon = (
            timer for timer in window.findChildren(QTimer) if timer.isActive() and timer.interval() <= SOON_MS
        )
        return work.under_way() == 0 and not any(soon)

    for _ in range(2):  # what the end of one began
        qtbot.waitUntil(rests)
        qtbot.wait(1)
    qtbot.waitUntil(rests)
