"""The line of power: steps where values hold, gaps where nothing is known, and it moves only with news."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.charts.conftest import Show
from wattprint.gui.charts.line import LivePowerLine, PowerTraceChart


def live(values: list[float | None], span_s: float = 60.0) -> LivePowerLine:
    chart = LivePowerLine(span_s)
    for second, watts in enumerate(values):
        chart.add(float(second), watts)
    return chart


def test_each_value_is_a_step_at_its_height(show: Show) -> None:
    chart = show(live([100.0, 100.0, 200.0, 50.0], span_s=3))
    layout = chart.layout_now()
    frame, (points,) = layout.frame, layout.line.lines
    third = frame.plot.width() / 3
    left = frame.plot.left()
    expected = [
        (left, 100), (left, 100), (left, 100), (left + third, 100),
        (left + third, 200), (left + 2 * third, 200), (left + 2 * third, 50), (left + 3 * third, 50),
    ]  # fmt: skip
    assert points == [(pytest.approx(x, abs=0.5), frame.y(watts)) for x, watts in expected]


def test_a_gap_is_a_gap(show: Show) -> None:
    chart = show(live([100.0, 120.0, None, None, 200.0, 210.0], span_s=5))
    layout = chart.layout_now()
    first, second = layout.line.lines
    (gap,) = layout.line.gaps
    assert first[-1][0] == gap.left()
    assert second[0][0] == gap.right()
    assert gap.width() == pytest.approx(layout.frame.plot.width() * 2 / 5, abs=1)
    # Not a pixel of the line's colour in between, and dots there.
    image, look = chart.grab().toImage(), chart.look()
    row = range(round(gap.left()) + 2, round(gap.right()) - 2)
    seen = {
        image.pixelColor(x, y).name()
        for x in row for y in range(round(gap.top()), round(gap.bottom()) - 1)
    }  # fmt: skip
    assert look.colours.mark.name() not in seen
    assert look.colours.area.name() not in seen
    assert look.colours.unwatched.name() in seen


def test_what_is_unknown_until_now_is_shown_to_the_end(show: Show) -> None:
    layout = show(live([100.0, 120.0, None, None])).layout_now()
    assert layout.line.gaps[0].right() == pytest.approx(layout.frame.plot.right())


def test_a_single_moment_is_a_dot(show: Show) -> None:
    layout = show(live([100.0])).layout_now()
    assert layout.line.lines == []
    assert layout.line.dots == [QPointF(layout.frame.plot.right(), layout.frame.y(100.0))]


def test_only_the_last_minutes_are_kept(show: Show) -> None:
    chart = show(live([float(number) for number in range(200)], span_s=60))
    assert chart.count() == 61
    assert chart.samples()[-1].power_w == 199
    plot = chart.layout_now().frame.plot
    (line,) = chart.layout_now().line.lines
    assert all(plot.adjusted(-1, -1, 1, 1).contains(QPointF(*point)) for point in line)


def test_noise_at_rest_is_no_mountain_range(show: Show) -> None:
    frame = show(live([0.2, 0.4, 0.1])).layout_now().frame
    assert frame.scale.top * frame.unit.size >= 10


def test_header_and_labels_tell_now_and_before(show: Show) -> None:
    chart = show(live([float(200 + number) for number in range(301)], span_s=300), 700, language="fr")
    labels = [label.text for label in chart.layout_now().labels]
    assert labels == ["now", "−1 min", "−2 min", "−3 min", "−4 min", "−5 min"]
    small = live([1.5, 12.345])
    assert [entry.text for entry in show(small, language="fr")._header()] == ["now 12,3 W", "peak 12,3 W"]
    assert small.read_out(0).spoken == "1 s ago: Power 1,50 W"


def test_the_cursor_stays_on_its_moment_while_time_goes_on(show: Show, qtbot: QtBot) -> None:
    chart = show(live([float(number) for number in range(61)], span_s=60), focus=True)
    for _ in range(10):
        QTest.keyClick(chart, Qt.Key.Key_Left)
    looked_at = chart.samples()[chart.current() or 0]
    for second in range(61, 80):
        chart.add(float(second), 5.0)
    assert chart.samples()[chart.current() or 0] == looked_at


def test_the_mouse_looks_at_the_nearest_value(show: Show, qtbot: QtBot) -> None:
    chart = show(live([10.0, 20.0, 30.0, 40.0], span_s=10))
    chart.clearFocus()
    plot = chart.layout_now().frame.plot
    seen: list[int] = []
    chart.current_changed.connect(seen.append)
    # The axis goes from -7 to 3 s; the mouse rests at 1.5 s.
    QTest.mouseMove(chart, QPointF(plot.left() + plot.width() * 0.85, plot.center().y()).toPoint())
    assert chart.samples()[chart.current() or 0].power_w == 30
    # Time goes on below it.
    chart.add(4.0, 50.0)
    assert chart.samples()[chart.current() or 0].power_w == 40
    assert seen == [2, 3]


def test_an_estimated_line_is_hatched_and_says_so(show: Show) -> None:
    chart = live([20.0, 25.0, 25.0], span_s=2)
    chart.set_estimated(True)
    show(chart)
    assert chart.read_out(1).spoken == "1 s ago: Power ≈ 25 W"
    image, look, frame = chart.grab().toImage(), chart.look(), chart.layout_now().frame
    y = range(round(frame.y(15.0)), round(frame.y(5.0)))
    seen = {image.pixelColor(x, line).name() for x in range(200, 240) for line in y}
    assert {look.colours.mark.name(), look.colours.background.name()} <= seen


def test_clear_begins_anew(show: Show) -> None:
    chart = show(live([1.0, 2.0]))
    chart.clear()
    assert chart.count() == 0
    assert chart.summary() == chart.empty_text()
    chart.add(0.0, 5.0)
    assert chart.count() == 1


def test_a_trace_has_its_buckets_over_its_time(show: Show) -> None:
    chart = PowerTraceChart()
    chart.set_trace([100.0, None, 300.0, 200.0] * 30, 20.0, datetime(2026, 11, 21, 9, 30))  # noqa: DTZ001
    show(chart, 700, language="fr")
    layout = chart.layout_now()
    assert chart.count() == 120
    assert len(layout.line.lines) == 31
    assert len(layout.line.gaps) == 30
    assert [label.text for label in layout.labels] == [
        "0",
        "5 min",
        "10 min",
        "15 min",
        "20 min",
        "25 min",
        "30 min",
        "35 min",
        "40 min",
    ]
    assert chart.read_out(3).spoken == "09:31 (after 1 min): Power 200 W"
    assert chart.read_out(1).spoken == "09:30 (after 20 s): Not recorded"
    assert "40 min" in chart.summary()
    assert "100 W to 300 W" in chart.summary()


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("watts", [[], [5.0], [0.0, 0.0], [1e9, 3.0], [None, None]])
def test_any_trace_can_be_drawn(show: Show, watts: list[float | None], rtl: bool) -> None:
    chart = PowerTraceChart()
    if rtl:
        chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart.set_trace(watts, 1.0)
    show(chart, focus=True)
    assert not chart.grab().isNull()
    assert len(chart.table().rows) == len(watts)
    for index in range(chart.count()):
        assert chart.index_at(chart.item_rect(index).center()) == index


def test_the_highest_power_is_the_one_that_was_read_not_the_highest_mean(show: Show) -> None:
    chart = PowerTraceChart()
    chart.set_trace([56.0, 0.0, 52.0], 43200.0, peak_w=332.0)
    assert [entry.text for entry in show(chart, language="fr")._header()] == ["peak 332 W"]
    chart.set_trace([], 60.0, peak_w=332.0)
    assert chart._header() == [], "nothing is drawn that it would be the highest of"
