"""What Tab leads to is in sight, wherever the keyboard comes from."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wattprint.gui.scroller import Scroller


@dataclass
class _Window:
    window: QWidget
    outside: QPushButton
    scroller: Scroller
    inside: list[QPushButton]

    def sees(self, button: QPushButton) -> bool:
        """Whether the whole of a button is in sight."""
        corner = button.mapTo(self.scroller.viewport(), QPoint(0, 0))
        return 0 <= corner.y() <= self.scroller.viewport().height() - button.height()


@pytest.fixture
def shown(qtbot: QtBot) -> _Window:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    scroller = Scroller()
    scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroller.setWidgetResizable(True)
    sheet = QWidget()
    inside = [QPushButton(str(number)) for number in range(30)]
    rows = QVBoxLayout(sheet)
    for button in inside:
        rows.addWidget(button)
    scroller.setWidget(sheet)
    outside = QPushButton("outside")
    column.addWidget(scroller)
    column.addWidget(outside)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    outside.setFocus()
    return _Window(window, outside, scroller, inside)


def test_tab_from_outside_leads_to_what_is_in_sight(shown: _Window) -> None:
    shown.scroller.verticalScrollBar().setValue(shown.scroller.verticalScrollBar().maximum())
    assert not shown.sees(shown.inside[0])
    QTest.keyClick(shown.outside, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is shown.inside[0]
    assert shown.sees(shown.inside[0])


def test_and_so_it_does_backwards(shown: _Window) -> None:
    assert not shown.sees(shown.inside[-1])
    QTest.keyClick(shown.outside, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is shown.inside[-1]
    assert shown.sees(shown.inside[-1])


def test_a_window_that_is_come_back_to_stays_as_it_was_scrolled(qtbot: QtBot, shown: _Window) -> None:
    shown.inside[0].setFocus()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is other)
    bar = shown.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is shown.inside[0])
    assert bar.value() == bar.maximum()


def test_what_is_clicked_stays_under_the_pointer(shown: _Window) -> None:
    half = shown.inside[0]
    bar = shown.scroller.verticalScrollBar()
    bar.setValue(half.y() + half.height() // 2)
    at = half.mapTo(shown.window, QPoint(half.width() // 2, half.height() - 2))
    clicks: list[str] = []
    half.clicked.connect(lambda: clicks.append(half.text()))
    QTest.mouseClick(
        shown.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )
    assert QApplication.focusWidget() is half
    assert clicks == ["0"]
    assert bar.value() == half.y() + half.height() // 2
