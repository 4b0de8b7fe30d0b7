"""Cycles are collected when the event loop is about to wait, and at no other time."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from wattprint.gui.collecting import YOUNG_OBJECTS, Collector


class _Cycle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector() -> Iterator[Collector]:
    before = gc.get_threshold()
    yield Collector()
    gc.set_threshold(*before)


def garbage() -> weakref.ref[_Cycle]:
    """A cycle that nobody holds, and enough beside it to be worth collecting."""
    watched = weakref.ref(_Cycle())
    for _ in range(2 * YOUNG_OBJECTS):
        _Cycle()
    return watched


def test_nothing_is_collected_while_code_runs(collector: Collector) -> None:
    watched = garbage()
    for _ in range(20 * YOUNG_OBJECTS):
        QObject()
        _Cycle()
    assert watched() is not None


def test_the_waiting_loop_collects(collector: Collector, qtbot: QtBot) -> None:
    watched = garbage()
    qtbot.waitUntil(lambda: watched() is None)


def test_not_while_work_on_files_switched_it_off(collector: Collector, qtbot: QtBot) -> None:
    gc.disable()
    try:
        watched = garbage()
        qtbot.wait(50)  # the loop waits in it, again and again
        assert watched() is not None
    finally:
        gc.enable()
    qtbot.waitUntil(lambda: watched() is None)
