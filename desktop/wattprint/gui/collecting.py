"""Python's collector of cycles runs only where it can do no harm: when the event loop is about to wait.

Left to itself it runs wherever something is allocated, and that may be inside the destructor of a Qt object
that holds one of Qt's locks: a QObject among what is collected then wants such a lock, too, and the process
hangs for good. (PySide6 asks Python whether a method is overridden while Qt takes an object's connections
apart.)
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject

#: So many new objects since the last time are worth looking through: Python's own first threshold.
YOUNG_OBJECTS = 700

#: Every so many times the older objects are looked through as well, and all of them: Python's own numbers.
OLDER_EVERY, ALL_EVERY = 10, 100


class Collector(QObject):
    """Takes over from Python's own collecting as long as the process lives. Made on the windows' thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times = 0
        gc.set_threshold(0)
        dispatcher = QAbstractEventDispatcher.instance()
        if dispatcher is not None:
            dispatcher.aboutToBlock.connect(self._collect)

    def _collect(self) -> None:
        # Switched off: work on files is under way, which must not see anything destroyed (gui.cloud.work).
        if not gc.isenabled() or gc.get_count()[0] < YOUNG_OBJECTS:
            return
        self._times += 1
        gc.collect(2 if self._times % ALL_EVERY == 0 else 1 if self._times % OLDER_EVERY == 0 else 0)
