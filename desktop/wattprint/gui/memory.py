"""Gives memory back to the system once the last window is closed: a resting tray needs none of it."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QPixmapCache

if TYPE_CHECKING:
    from collections.abc import Callable

#: Closed windows are deleted a moment later, and many people close one to open another.
SETTLE_MS = 2000


def trim() -> None:
    """Let go of what the C library keeps for later; only glibc keeps much and can be told to (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # not before the first window was closed

    tell = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if tell is not None:
        tell(0)


class MemoryKeeper(QObject):
    """Watches the application's windows; nothing is done while one is shown."""

    def __init__(self, parent: QObject | None = None, *, trim: Callable[[], None] = trim) -> None:
        super().__init__(parent)
        self._trim = trim
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self._give_back)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.lastWindowClosed.connect(self._soon.start)

    def _give_back(self) -> None:
        from wattprint.gui.cloud.work import under_way

        if any(window.isVisible() for window in QGuiApplication.topLevelWindows()):
            return  # its closing is told, too
        if under_way():
            self._soon.start()  # nothing may be collected meanwhile
            return
        # What a style has drawn, objects that hold each other, and then what the C library kept of both.
        QPixmapCache.clear()
        gc.collect()
        self._trim()
