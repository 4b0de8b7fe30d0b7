"""Painting costs little and happens only when something changed; edges are crisp at twice the density."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.charts.conftest import Show
from wattprint.gui.charts.bar import Bar
from wattprint.gui.charts.bars import BarChart
from wattprint.gui.charts.chart import Chart
from wattprint.gui.charts.line import LivePowerLine
from wattprint.gui.charts.look import Colours, Look

#: So many turns of the event loop in which nothing was painted: painting takes two.
QUIET_TURNS = 5


class Paints(QObject):
    """Counts the paint events of widgets."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.counts = dict.fromkeys(widgets, 0)
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.counts[watched] += 1
        return False

    def take(self) -> list[int]:
        seen = list(self.counts.values())
        self.counts = dict.fromkeys(self.counts, 0)
        return seen

    def take_all(self, qtbot: QtBot) -> list[int]:
        """The same once nothing is painted any more, by turns of the loop: a busy machine skips time."""
        quiet, before = 0, dict(self.counts)
        while quiet < QUIET_TURNS:
            qtbot.wait(10)
            quiet = quiet + 1 if self.counts == before else 0
            before = dict(self.counts)
        return self.take()


def bars(count: int) -> list[Bar]:
    first = date(2025, 10, 1)
    return [
        Bar("", 100.0 + n % 70, 30.0, 110.0, 260.0 + n % 70, day=first + timedelta(days=n))
        for n in range(count)
    ]


def test_a_live_value_repaints_its_own_line_once_and_nothing_else(qtbot: QtBot) -> None:
    window, live, other = QWidget(), LivePowerLine(60), BarChart()
    other.set_bars(bars(14))
    layout = QVBoxLayout(window)
    layout.addWidget(live)
    layout.addWidget(other)
    qtbot.addWidget(window)
    window.resize(600, 500)
    paints = Paints(live, other, window)
    with qtbot.waitExposed(window):
        window.show()
    live.add(0.0, 1.0)
    assert all(paints.take_all(qtbot))
    for second in range(1, 6):
        live.add(float(second), 50.0)
        assert paints.take_all(qtbot) == [1, 0, 0]
    # Two values at once are one paint.
    live.add(6.0, 50.0)
    live.add(7.0, 50.0)
    assert paints.take_all(qtbot) == [1, 0, 0]


def test_nothing_is_painted_while_nothing_changes(show: Show, qtbot: QtBot) -> None:
    chart, live = BarChart(), LivePowerLine(60)
    chart.set_bars(bars(30))
    live.add(0.0, 5.0)
    show(chart, focus=True)
    show(live)
    chart.set_cursor_index(3)
    chart.setFocus()
    paints = Paints(chart, live)
    paints.take_all(qtbot)
    chart.set_bars(bars(30))  # the same again
    chart.set_cursor_index(3)
    chart.set_empty_text("")
    centre = chart.item_rect(3).center().toPoint()
    qtbot.wait(300)
    assert paints.take() == [0, 0]
    QTest.mouseMove(chart, centre)
    assert paints.take_all(qtbot)[0]
    for step in (1, 2, 3):  # within the same bar
        QTest.mouseMove(chart, centre + centre.__class__(0, step))
    qtbot.wait(50)
    assert paints.take() == [0, 0]


def test_what_is_hidden_is_not_painted(show: Show, qtbot: QtBot) -> None:
    live = show(LivePowerLine(60))
    live.hide()
    paints = Paints(live)
    for second in range(10):
        live.add(float(second), 5.0)
    qtbot.wait(50)
    assert paints.take() == [0]
    assert live._layout is None, "it was laid out although nobody looks"


def long_line() -> LivePowerLine:
    chart = LivePowerLine(600)
    for second in range(601):
        chart.add(float(second), float(second * 37 % 290))
    return chart


def full_year() -> BarChart:
    chart = BarChart()
    chart.set_bars(bars(400))
    return chart


@pytest.mark.parametrize("make", [full_year, long_line])
def test_painting_again_lays_nothing_out_and_allocates_little(show: Show, make: Any) -> None:
    chart: Chart[Any] = show(make(), 1000, 300)
    image = QImage(chart.size(), QImage.Format.Format_ARGB32_Premultiplied)
    chart.render(image)
    layout = chart.layout_now()
    tracemalloc.start()
    try:
        chart.render(image)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        chart.render(image)
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert chart.layout_now() is layout
    # A rectangle per bar would be some 100 kB.
    assert peak - before < 20_000
    assert after - before < 2_000


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_lengths_are_whole_device_pixels(dpr: float) -> None:
    look = Look(Colours.of(QPalette(), QPalette.ColorRole.Window), 16.0, dpr)
    for length in (0.3, 7.77, 100.01):
        assert look.snap(length) * dpr == pytest.approx(round(look.snap(length) * dpr))
        assert abs(look.snap(length) - length) <= 0.5 / dpr + 1e-9
    assert look.thin * dpr == pytest.approx(max(1, round(dpr)))
    # A pattern's tile is drawn at the density of the screen, so its lines are as far apart everywhere.
    tile = look.hatched.textureImage()
    assert tile.width() / dpr == pytest.approx(16.0 * 0.4, abs=1 / dpr)
    assert look.hatched.transform().m11() == pytest.approx(1 / dpr)


@pytest.mark.parametrize("dpr", [1.0, 2.0])
def test_patterns_have_no_seams(dpr: float) -> None:
    tile = Look(Colours.of(QPalette(), QPalette.ColorRole.Window), 16.0, dpr).hatched.textureImage()
    size = tile.width()
    for number in range(size):
        # A rising line that leaves at the right comes in at the left, one row higher: only x + y counts.
        for x in range(size):
            ours, theirs = tile.pixelColor(x, number), tile.pixelColor((x + 1) % size, (number - 1) % size)
            assert abs(ours.alpha() - theirs.alpha()) <= 40


SHARP = """
import sys
from PySide6.QtWidgets import QApplication
from wattprint.gui.charts.bar import Bar
from wattprint.gui.charts.bars import BarChart
app = QApplication([])
chart = BarChart()
chart.set_bars([Bar("a", 100.0), Bar("b", 333.3), Bar("c", 77.7)])
chart.resize(501, 303)
chart.show()
app.processEvents()
image = chart.grab().toImage()
dpr = chart.devicePixelRatioF()
assert dpr == float(sys.argv[1]), dpr
colours = chart.look().colours
box = chart.layout_now().bars.places[2].measured
allowed = {colours.mark.name(), colours.background.name(), colours.grid.name()}
row = round((box.center().y()) * dpr)
columns = range(round((box.left() - 6) * dpr), round((box.right() + 6) * dpr))
seen = [image.pixelColor(x, row).name() for x in columns]
assert set(seen) <= allowed, set(seen)
assert seen.count(colours.mark.name()) == round(box.width() * dpr)
column = round(box.center().x() * dpr)
rows = range(round((box.top() - 4) * dpr), round((box.top() + 4) * dpr))
top = [image.pixelColor(column, y).name() for y in rows]
assert set(top) <= allowed, set(top)
"""


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_edges_are_crisp_at_any_density(scale: str) -> None:
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", SHARP, scale],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
