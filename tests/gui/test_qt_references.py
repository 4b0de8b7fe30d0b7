"""Qt must leave Python's constants alone: PySide6 6.12.0 on Python 3.11 used up True in minutes."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, QTimer, Signal


class Bell(QObject):
    rang = Signal()

    def hear(self) -> None:
        pass


@pytest.mark.parametrize("constant", [None, True, False])
def test_signals_and_timers_take_no_reference_away(constant: object, qapp: QObject) -> None:
    bell, timer = Bell(), QTimer()
    bell.rang.connect(bell.hear)
    before = sys.getrefcount(constant)
    for _ in range(300):
        bell.rang.emit()
        timer.start(100_000)
        timer.isActive()
        timer.stop()
    # From Python 3.12 on these objects are immortal, and the count stands still.
    assert sys.getrefcount(constant) >= before - 30
