"""What Tab leads to is in sight, wherever the keyboard comes from."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

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


# -- what grows ----------------------------------------------------------------------------------------------


def grow(shown: _Window, qtbot: QtBot, by: int, number: int = 0) -> None:
    """What stands above gets higher, and everything finds its place."""
    one, bar = shown.inside[number], shown.scroller.verticalScrollBar()
    one.setFixedHeight(one.height() + by)
    before, wanted = bar.maximum(), bar.maximum() + by
    qtbot.waitUntil(lambda: bar.maximum() == wanted)
    assert before < bar.maximum()


def test_what_has_the_focus_stays_in_sight_when_something_above_it_grows(
    shown: _Window, qtbot: QtBot
) -> None:
    shown.inside[3].setFocus()
    assert shown.sees(shown.inside[3])
    for _ in range(3):
        grow(shown, qtbot, 250)
        assert shown.sees(shown.inside[3])
    assert QApplication.focusWidget() is shown.inside[3]


def test_where_it_is_still_in_sight_nothing_is_scrolled(shown: _Window, qtbot: QtBot) -> None:
    shown.inside[3].setFocus()
    grow(shown, qtbot, 20)
    assert shown.sees(shown.inside[3])
    assert shown.scroller.verticalScrollBar().value() == 0


def test_who_has_scrolled_away_is_not_taken_back(shown: _Window, qtbot: QtBot) -> None:
    shown.inside[3].setFocus()
    bar = shown.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not shown.sees(shown.inside[3])
    at = bar.value()
    for number in (0, 29):
        grow(shown, qtbot, 250, number)
        assert bar.value() == at


def test_who_scrolls_after_something_grew_is_not_taken_back(shown: _Window, qtbot: QtBot) -> None:
    """Nor where what is above and what is below share the same height as before."""
    shown.inside[3].setFocus()
    above, below = shown.inside[0], shown.inside[29]
    grow(shown, qtbot, 40, 29)
    before = shown.inside[3].y()
    above.setFixedHeight(above.height() + 20)
    below.setFixedHeight(below.height() - 20)
    qtbot.waitUntil(lambda: shown.inside[3].y() == before + 20)
    qtbot.waitUntil(lambda: not shown.scroller._laid_out.isActive())
    bar = shown.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() == bar.maximum()
    assert not shown.sees(shown.inside[3])


def test_what_comes_into_sight_again_is_kept_there_again(shown: _Window, qtbot: QtBot) -> None:
    shown.inside[3].setFocus()
    bar = shown.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    grow(shown, qtbot, 250)
    bar.setValue(shown.inside[3].y() - 10)
    assert shown.sees(shown.inside[3])
    grow(shown, qtbot, 250)
    assert shown.sees(shown.inside[3])


def test_a_window_goes_away_with_what_has_its_focus(qtbot: QtBot) -> None:
    """Tabs go before what is on them, and the window still names them as what has its focus."""
    window = QDialog()
    column = QVBoxLayout(window)
    tabs = QTabWidget()
    for name in ("one", "two"):
        page = Scroller()
        page.setWidget(QPushButton(name))
        tabs.addTab(page, name)
    column.addWidget(tabs)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    tabs.tabBar().setFocus()
    with qtbot.captureExceptions() as faults:
        delete(window)
    assert faults == []
