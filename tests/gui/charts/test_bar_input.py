"""Mouse and keyboard: what is looked at, what is told of it, what is activated."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.charts.conftest import Show
from wattprint.gui.charts.bar import Bar, Covered
from wattprint.gui.charts.bars import BarChart
from wattprint.gui.charts.read_out import Swatch

Key = Qt.Key
NO_KEY = Qt.KeyboardModifier.NoModifier


def chart_of(count: int) -> BarChart:
    chart = BarChart()
    first = date(2026, 11, 8)
    chart.set_bars(Bar("", 10.0 + n, day=first + timedelta(days=n)) for n in range(count))
    return chart


def middle(chart: BarChart, index: int) -> QPoint:
    return chart.item_rect(index).center().toPoint()


def test_the_cursor_begins_at_the_newest_and_stays_inside(show: Show, qtbot: QtBot) -> None:
    chart = show(chart_of(4), focus=True)
    assert chart.current() == chart.cursor_index() == 3
    seen = []
    for key in (
        Key.Key_Right,
        Key.Key_Left,
        Key.Key_Left,
        Key.Key_Home,
        Key.Key_Left,
        Key.Key_Right,
        Key.Key_End,
    ):
        QTest.keyClick(chart, key)
        seen.append(chart.current())
    assert seen == [3, 2, 1, 0, 0, 1, 3]


def test_arrows_follow_the_eye_from_right_to_left(show: Show, qtbot: QtBot) -> None:
    chart = chart_of(4)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    show(chart, focus=True)
    QTest.keyClick(chart, Key.Key_Right)
    assert chart.current() == 2
    QTest.keyClick(chart, Key.Key_Left)
    assert chart.current() == 3


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_enter_activates_the_bar_at_the_cursor(show: Show, qtbot: QtBot, key: Key) -> None:
    chart = show(chart_of(4), focus=True)
    QTest.keyClick(chart, Key.Key_Home)
    with qtbot.waitSignal(chart.activated) as activated:
        QTest.keyClick(chart, key)
    assert activated.args == [0]


def test_a_click_activates_the_bar_below_it_over_its_full_height(show: Show, qtbot: QtBot) -> None:
    chart = show(chart_of(4))
    top = QPoint(middle(chart, 2).x(), round(chart.item_rect(2).top()) + 2)
    with qtbot.waitSignal(chart.activated) as activated:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, NO_KEY, top)
    assert activated.args == [2]
    assert chart.cursor_index() == 2


def test_a_click_that_ends_elsewhere_or_is_no_click_activates_nothing(show: Show, qtbot: QtBot) -> None:
    chart = show(chart_of(4))
    with qtbot.assertNotEmitted(chart.activated, wait=20):
        QTest.mousePress(chart, Qt.MouseButton.LeftButton, NO_KEY, middle(chart, 1))
        QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, NO_KEY, middle(chart, 3))
        QTest.mouseClick(chart, Qt.MouseButton.RightButton, NO_KEY, middle(chart, 1))
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, NO_KEY, QPoint(1, 1))


@pytest.mark.parametrize("count", [1, 14, 400])
def test_every_bar_is_found_at_its_own_place(show: Show, count: int) -> None:
    chart = show(chart_of(count), 1000)
    assert [chart.index_at(chart.item_rect(index).center()) for index in range(count)] == list(range(count))
    plot = chart.layout_now().frame.plot
    assert chart.index_at(plot.topLeft() - QPoint(3, 0)) is None
    assert chart.index_at(plot.topRight() + QPoint(3, 0)) is None


def test_the_mouse_looks_at_a_bar_and_leaves_it(show: Show, qtbot: QtBot) -> None:
    chart = show(chart_of(4))
    chart.clearFocus()
    seen: list[int] = []
    chart.current_changed.connect(seen.append)
    for index in (0, 0, 2):
        QTest.mouseMove(chart, middle(chart, index))
    QTest.mouseMove(chart, QPoint(2, 2))
    assert seen == [0, 2, -1]
    assert chart.current() is None


def test_a_window_that_opens_with_the_focus_here_shows_no_read_out(show: Show, qtbot: QtBot) -> None:
    chart = chart_of(4)
    show(chart)
    chart.clearFocus()
    chart.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    qtbot.waitUntil(chart.hasFocus)
    assert chart.current() is None
    QTest.keyClick(chart, Key.Key_Left)
    assert chart.current() == 3


def test_keys_go_on_from_the_bar_under_the_mouse(show: Show, qtbot: QtBot) -> None:
    chart = show(chart_of(6), focus=True)
    QTest.mouseMove(chart, middle(chart, 1))
    QTest.keyClick(chart, Key.Key_Right)
    assert chart.current() == chart.cursor_index() == 2


def test_escape_puts_the_read_out_away_and_then_belongs_to_the_window(show: Show, qtbot: QtBot) -> None:
    class Window(QWidget):
        escaped = 0

        def keyPressEvent(self, event: object) -> None:
            self.escaped += 1

    window, chart = Window(), chart_of(5)
    QHBoxLayout(window).addWidget(chart)
    qtbot.addWidget(window)
    window.resize(640, 320)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chart.clearFocus()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chart.hasFocus)
    told = chart.grab().toImage()
    QTest.keyClick(chart, Key.Key_Escape)
    assert chart.grab().toImage() != told
    assert window.escaped == 0
    QTest.keyClick(chart, Key.Key_Escape)
    assert window.escaped == 1
    QTest.keyClick(chart, Key.Key_Left)
    QTest.keyClick(chart, Key.Key_Right)
    assert chart.grab().toImage() == told


def test_keys_without_meaning_are_left_to_others(show: Show, qtbot: QtBot) -> None:
    class Window(QWidget):
        keys: list[int]

        def keyPressEvent(self, event: object) -> None:
            self.keys.append(event.key())  # type: ignore[attr-defined]

    window, chart = Window(), BarChart()
    window.keys = []
    QHBoxLayout(window).addWidget(chart)
    qtbot.addWidget(window)
    for key in (Key.Key_Left, Key.Key_Return):  # nothing to look at
        QTest.keyClick(chart, key)
    chart.set_bars([Bar("a", 1.0)])
    QTest.keyClick(chart, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(chart, Key.Key_A)
    assert [key for key in window.keys if key != Key.Key_Alt] == [
        Key.Key_Left, Key.Key_Return, Key.Key_Left, Key.Key_A,
    ]  # fmt: skip


def test_the_focus_is_seen(show: Show) -> None:
    chart = chart_of(5)
    show(chart, focus=True)
    corner = chart.grab().toImage().pixelColor(chart.width() // 2, 0)
    assert corner == chart.look().colours.focus


def test_fewer_bars_keep_the_cursor_inside(show: Show) -> None:
    chart = show(chart_of(9), focus=True)
    seen: list[int] = []
    chart.current_changed.connect(seen.append)
    chart.set_bars(chart.bars()[:4])
    assert chart.current() == 3
    chart.set_bars([])
    assert chart.current() is None
    assert seen == [3, -1]


def test_a_read_out_tells_measured_estimated_band_and_coverage(show: Show) -> None:
    chart = BarChart()
    bar = Bar(
        "", 123.4, 56.0, 150.0, 1240.0, Covered.PART, day=date(2026, 11, 17), note="3 sessions", at_least=True
    )
    chart.set_bars([bar])
    show(chart, language="en")
    read_out = chart.read_out(0)
    assert read_out.title == "Tuesday, November 17, 2026"
    assert [(line.label, line.value, line.swatch) for line in read_out.lines] == [
        ("Total", "at least ≈ 180 Wh", Swatch.NONE),
        ("Measured", "123 Wh", Swatch.SOLID),
        ("Estimated", "≈ 56 Wh", Swatch.HATCHED),
        ("Low to high", "≈ 0.15 to 1.2 kWh", Swatch.WHISKER),
        ("Partly recorded", "", Swatch.DASHED),
        ("3 sessions", "", Swatch.NONE),
    ]
    assert read_out.spoken.startswith("Tuesday, November 17, 2026: Total at least ≈ 180 Wh, Measured 123 Wh")
    show(chart, language="fr")
    assert chart.read_out(0).title == "mardi 17 novembre 2026"
    assert chart.read_out(0).lines[3].value == "≈ 0,15 to 1,2 kWh"


def test_a_day_that_was_not_recorded_has_no_number(show: Show) -> None:
    chart = BarChart()
    chart.set_bars([Bar("Monday", 0.0, covered=Covered.NONE), Bar("Tuesday", 0.0)])
    show(chart)
    assert chart.read_out(0).spoken == "Monday: Not recorded"
    assert chart.read_out(1).spoken == "Tuesday: Measured 0 Wh"
