"""The keyboard begins at the top of the main window, and what it has stays in sight while data come in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.making import day_of
from tests.gui.test_main_window import Made, made, sight, status
from wattprint.gui.day import OpenSession
from wattprint.gui.live_lines import ProblemLine
from wattprint.ledger.programs import PendingProgram, Verdict

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.gui.test_main_window import Windows
    from wattprint.gui.main_window import MainWindow

__all__ = ["made"]  # the fixture

QUIET = day_of(300.0, cloud_wh=40.0, price=0.25)


def opened(windows: Windows, qtbot: QtBot) -> MainWindow:
    """The window as it opens, higher within than it is."""
    window = windows.show(status(QUIET))
    window.resize(700, 500)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.waitUntil(lambda: window.scroller.verticalScrollBar().maximum() > 0)
    return window


def sees(window: MainWindow, widget: QWidget) -> bool:
    """Whether the whole of a widget is in sight."""
    room = window.scroller.viewport()
    top = widget.mapTo(room, QPoint(0, 0)).y()
    return 0 <= top <= room.height() - widget.height()


def news(windows: Windows, qtbot: QtBot) -> None:
    """A session has begun, a program is pending, and something is wrong: cards come, and cards grow."""
    bar = windows.window.scroller.verticalScrollBar()
    before = bar.maximum()
    session = OpenSession("Ollama", None, 0.0, 61.0, at_least=False, modelled=False)
    pending = PendingProgram("program:mystery.py", "mystery.py", Verdict.PENDING, 4_320_000.0)
    problem = ProblemLine("made-up", None, "a sensor that cannot be read")
    day = replace(QUIET, sessions=(session,), pending=(pending,))
    windows.show(status(day, sight("Ollama"), problems=(problem,)))
    qtbot.waitUntil(lambda: bar.maximum() > before + 2 * windows.window.fontMetrics().height())


def test_the_keyboard_begins_at_the_top(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = opened(windows, qtbot)
        bar = window.scroller.verticalScrollBar()
        assert QApplication.focusWidget() is window.scroller
        assert window.scroller.accessibleName() == "Today"
        assert bar.value() == 0
        # Nobody has touched a key: nothing is marked.
        shown = window.scroller.viewport().grab().toImage()
        window.scroller.clearFocus()
        assert window.scroller.viewport().grab().toImage() == shown
        window.scroller.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        assert window.scroller.viewport().grab().toImage() == shown
        # The first key says that somebody works by keyboard: now it is seen where the keys go.
        QTest.keyClick(window.scroller, Qt.Key.Key_Up)
        assert bar.value() == 0
        assert window.scroller.viewport().grab().toImage() != shown
        QTest.keyClick(window.scroller, Qt.Key.Key_PageDown)
        assert bar.value() > 0
        QTest.keyClick(window.scroller, Qt.Key.Key_PageUp)
        assert bar.value() == 0
        QTest.keyClick(window.scroller, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is window.header.pause
        # It is where the keyboard begins, and no stop on its way.
        window.footer.quit.setFocus()
        QTest.keyClick(window.footer.quit, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is window.header.pause


def test_what_has_the_focus_stays_in_sight_while_data_come_in(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = opened(windows, qtbot)
        window.footer.history.setFocus()
        window.cloud.add.setFocus()
        assert sees(window, window.cloud.add)
        news(windows, qtbot)
        assert QApplication.focusWidget() is window.cloud.add
        assert sees(window, window.cloud.add)


def test_who_reads_elsewhere_stays_there_while_data_come_in(made: Made, qtbot: QtBot) -> None:
    with made("en") as windows:
        window = opened(windows, qtbot)
        window.cloud.add.setFocus()
        window.scroller.verticalScrollBar().setValue(0)
        assert not sees(window, window.cloud.add)
        news(windows, qtbot)
        assert window.scroller.verticalScrollBar().value() == 0
