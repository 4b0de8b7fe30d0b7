"""Where the bars are: proportional, stacked, with their band; what was not watched looks like no other."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QApplication

from tests.gui.charts.conftest import Show
from wattprint.gui.charts.bar import Bar, Covered
from wattprint.gui.charts.bars import BarChart, BarsLaidOut

FIRST = date(2026, 11, 8)


def dated(count: int) -> list[Bar]:
    return [
        Bar("", 100.0 + number, 30.0, 110.0 + number, 200.0 + number, day=FIRST + timedelta(days=number))
        for number in range(count)
    ]


def laid_out(
    show: Show, bars: list[Bar], width: int = 640, height: int = 320, language: str = "en"
) -> BarsLaidOut:
    chart = BarChart()
    chart.set_bars(bars)
    return show(chart, width, height, language=language).layout_now()


def test_heights_are_proportional_and_estimated_stands_on_measured(show: Show) -> None:
    layout = laid_out(show, [Bar("a", 200.0, 100.0), Bar("b", 400.0)])
    plot = layout.frame.plot
    first, second = layout.bars.places
    assert first.measured is not None
    assert first.estimated is not None
    assert second.measured is not None
    assert second.estimated is None
    per_wh = plot.height() / 400
    assert first.measured.height() == pytest.approx(200 * per_wh, abs=1)
    assert first.estimated.height() == pytest.approx(100 * per_wh, abs=1)
    assert second.measured.height() == pytest.approx(400 * per_wh, abs=1)
    assert first.measured.bottom() == second.measured.bottom() == plot.bottom()
    assert first.estimated.bottom() == first.measured.top()
    assert first.estimated.left() == first.measured.left()
    assert first.estimated.width() == first.measured.width()


def test_a_whisker_goes_from_low_to_high(show: Show) -> None:
    layout = laid_out(
        show, [Bar("a", 200.0, 100.0, 220.0, 390.0), Bar("b", 50.0, 0.0, 50.0, 50.0), Bar("c", 50.0)]
    )
    frame = layout.frame
    whisker = layout.bars.places[0].whisker
    assert whisker is not None
    assert whisker.y1() == frame.y(390.0)
    assert whisker.y2() == frame.y(220.0)
    estimated = layout.bars.places[0].estimated
    assert estimated is not None
    assert whisker.x1() == whisker.x2() == pytest.approx(estimated.center().x(), abs=1)
    # A band without width, and none at all, are no whisker.
    assert [place.whisker for place in layout.bars.places[1:]] == [None, None]
    # The line itself and its two ends.
    assert len(layout.bars.whiskers) == 3


def test_the_axis_holds_the_highest_whisker(show: Show) -> None:
    layout = laid_out(show, [Bar("a", 10.0, 5.0, 11.0, 970.0)])
    assert layout.frame.scale.top * layout.frame.unit.size >= 970
    assert layout.frame.unit.symbol == "Wh"


def test_estimated_is_hatched_and_measured_is_not(show: Show) -> None:
    chart = BarChart()
    chart.set_bars([Bar("a", 200.0, 200.0)])
    show(chart)
    place, look = chart.layout_now().bars.places[0], chart.look()
    assert look.solid.style() is Qt.BrushStyle.SolidPattern
    assert look.hatched.style() is Qt.BrushStyle.TexturePattern
    image = chart.grab().toImage()

    def colours(box: QRectF) -> set[str]:
        inner = box.adjusted(4, 4, -4, -4).toRect()
        return {
            image.pixelColor(x, y).name()
            for x in range(inner.left(), inner.right()) for y in range(inner.top(), inner.bottom())
        }  # fmt: skip

    assert place.measured is not None
    assert place.estimated is not None
    assert colours(place.measured) == {look.colours.mark.name()}
    hatched = colours(place.estimated)
    # Lines of the mark's colour on the background: told apart without any colour.
    assert {look.colours.mark.name(), look.colours.background.name()} <= hatched


def test_not_recorded_is_dots_all_the_way_up_and_zero_is_nothing(show: Show) -> None:
    chart = BarChart()
    chart.set_bars([Bar("a", 100.0), Bar("b", 0.0), Bar("c", 0.0, covered=Covered.NONE)])
    show(chart)
    layout, look = chart.layout_now(), chart.look()
    zero, unwatched = layout.bars.places[1:]
    assert zero.measured is zero.estimated is None
    assert layout.bars.unwatched == [unwatched.slot]
    image = chart.grab().toImage()

    def dots(box: QRectF) -> int:
        inner = box.adjusted(0, 2, 0, -3).toRect()
        wanted = look.colours.unwatched.name()
        return sum(
            image.pixelColor(x, y).name() == wanted
            for x in range(inner.left(), inner.right()) for y in range(inner.top(), inner.bottom())
        )  # fmt: skip

    assert dots(unwatched.slot) > 100
    assert dots(zero.slot) == 0


@pytest.mark.parametrize("width", [300, 641, 1000])
def test_each_of_very_many_days_that_was_not_recorded_is_seen(show: Show, width: int) -> None:
    chart = BarChart()
    chart.set_bars(
        Bar(str(number), 0.0, covered=Covered.NONE if number % 7 == 3 else Covered.FULL)
        for number in range(200)
    )
    show(chart, width)
    image, wanted = chart.grab().toImage(), chart.look().colours.unwatched.name()
    for box in chart.layout_now().bars.unwatched:
        inner = box.adjusted(0, 2, 0, -3).toRect()
        columns = range(inner.left(), max(inner.right(), inner.left()) + 1)
        dots = sum(
            image.pixelColor(x, y).name() == wanted
            for x in columns
            for y in range(inner.top(), inner.bottom())
        )
        assert dots >= inner.height() / 8


def test_neighbours_that_were_not_recorded_are_one_area(show: Show) -> None:
    covered = [Covered.NONE, Covered.NONE, Covered.FULL, Covered.PART, Covered.PART, Covered.NONE]
    bars = [Bar(str(number), 10.0, covered=state) for number, state in enumerate(covered)]
    layout = laid_out(show, bars)
    slots = [place.slot for place in layout.bars.places]
    assert layout.bars.unwatched == [slots[0].united(slots[1]), slots[5]]
    # Partly recorded: a broken line below each bar, as wide as it.
    assert [line.x2() - line.x1() for line in layout.bars.partly] == [layout.bars.bar_width] * 2
    assert all(line.y1() > layout.frame.plot.bottom() for line in layout.bars.partly)


def test_a_day_nobody_watched_still_shows_what_was_entered_for_it(show: Show) -> None:
    layout = laid_out(show, [Bar("a", 0.0, 30.0, 20.0, 60.0, Covered.NONE), Bar("b", 60.0)])
    assert layout.bars.places[0].estimated is not None
    assert layout.bars.places[0].measured is None


def test_next_to_nothing_is_still_seen(show: Show) -> None:
    chart = BarChart()
    chart.set_bars([Bar("a", 1e-6, 1e-6), Bar("b", 1e6)])
    small = show(chart).layout_now().bars.places[0]
    assert small.measured is not None
    assert small.estimated is not None
    assert small.measured.height() == 1
    # An estimate never runs together with what was measured: a line, and nothing below it.
    assert small.estimated.height() == 2
    image, look = chart.grab().toImage(), chart.look()
    x, y = round(small.estimated.center().x()), round(small.estimated.top())
    seen = [image.pixelColor(x, y + row) for row in range(3)]
    assert seen == [look.colours.mark, look.colours.background, look.colours.mark]


@pytest.mark.parametrize("count", [1, 7, 14, 53, 400])
@pytest.mark.parametrize("width", [160, 640, 1900])
def test_any_number_of_bars_fits(show: Show, count: int, width: int) -> None:
    layout = laid_out(show, dated(count), width)
    plot, places = layout.frame.plot, layout.bars.places
    assert len(places) == count
    for place in places:
        assert place.measured is not None
        assert plot.left() <= place.measured.left() <= place.measured.right() <= plot.right() + 1e-6
        assert place.measured.width() >= 1 or count > plot.width()
    for one, other in pairwise(places):
        assert one.measured is not None
        assert other.measured is not None
        assert one.measured.right() <= other.measured.left()
    # Few bars keep their shape: none is a wall.
    assert layout.bars.bar_width <= 3 * layout.frame.metrics.height()


@pytest.mark.parametrize("count", [1, 5, 7, 14, 31, 90, 365, 400])
@pytest.mark.parametrize("width", [200, 480, 1200])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_labels_never_touch_and_there_always_are_some(
    show: Show, count: int, width: int, language: str
) -> None:
    layout = laid_out(show, dated(count), width, language=language)
    assert layout.labels
    assert layout.frame.fits(layout.labels)
    assert all(label.text for label in layout.labels)


def test_labels_are_dates_of_the_locale(show: Show) -> None:
    texts = {
        (language, count): [label.text for label in laid_out(show, dated(count), language=language).labels]
        for language in ("en", "fr") for count in (1, 7, 28, 300)
    }  # fmt: skip
    assert texts["en", 1] == ["Sun Nov 8"]
    assert texts["fr", 1] == ["dim. 8 nov."]
    assert texts["fr", 7][1] == "lun. 9 nov."
    assert texts["en", 28] == ["Nov 8", "Nov 15", "Nov 22", "Nov 29"]
    # The week begins where the locale says: on Monday.
    assert texts["fr", 28] == ["9 nov.", "16 nov.", "23 nov.", "30 nov."]
    assert texts["en", 300][:3] == ["Dec", "2027", "Feb"]
    assert texts["fr", 300][:3] == ["déc.", "2027", "févr."]


def test_long_names_are_cut_short_and_never_touch(show: Show) -> None:
    layout = laid_out(
        show, [Bar("m" * 200, 5.0), Bar("<b>b</b>", 3.0), Bar("\u0646\u0645\u0648\u0630\u062c", 4.0)]
    )
    assert [label.text for label in layout.labels][1] == "<b>b</b>"
    assert layout.labels[0].text.endswith("…")
    assert layout.frame.fits(layout.labels)


def test_numbers_are_the_locale_s(show: Show) -> None:
    bars = [Bar("a", 1234.5)]
    assert laid_out(show, bars, language="en").frame.tick_texts[1:2] == ["0.2"]
    french = laid_out(show, bars, language="fr").frame
    assert french.tick_texts[1:2] == ["0,2"]
    assert french.unit.symbol == "kWh"


@pytest.mark.parametrize("height", [60, 120, 320, 900])
def test_there_are_never_more_numbers_on_the_axis_than_fit(show: Show, height: int) -> None:
    frame = laid_out(show, dated(14), 480, height).frame
    lines = [frame.y(tick * frame.unit.size) for tick in frame.scale.ticks]
    if len(lines) > 2:
        for lower, upper in pairwise(lines):
            assert lower - upper >= frame.metrics.height() * 1.5


@pytest.mark.parametrize("wh", [0.0, 1e-9, 1e12, 1e200])
def test_nothing_and_very_much_are_drawn(show: Show, wh: float) -> None:
    chart = BarChart()
    chart.set_bars([Bar("a", wh), Bar("b", wh / 2, wh / 2)])
    show(chart)
    layout = chart.layout_now()
    assert layout.frame.plot.width() > 300
    for place in layout.bars.places:
        if wh > 1:
            assert place.measured is not None
            assert 1 <= place.measured.height() <= layout.frame.plot.height()
    assert not chart.grab().isNull()


@pytest.mark.parametrize("size", [(1, 1), (30, 200), (200, 20), (40, 40)])
def test_there_may_be_no_room_at_all(show: Show, size: tuple[int, int]) -> None:
    chart = BarChart()
    chart.set_bars(dated(14))
    chart.setMinimumSize(1, 1)
    show(chart, *size, focus=True)
    chart.layout_now()
    assert not chart.grab().isNull()


@pytest.mark.parametrize(
    ("measured", "estimated", "low", "high"),
    [
        (-1.0, 0.0, None, None), (math.nan, 0.0, None, None), (math.inf, 0.0, None, None),
        (1.0, -0.5, None, None), (5.0, 0.0, 6.0, None), (5.0, 0.0, 7.0, 6.0), (5.0, 0.0, -1.0, 6.0),
    ],
)  # fmt: skip
def test_what_is_no_height_is_refused(
    measured: float, estimated: float, low: float | None, high: float | None
) -> None:
    with pytest.raises(ValueError, match=r"no height|low above high"):
        Bar("a", measured, estimated, low, high)


def test_either_all_bars_have_a_day_or_none() -> None:
    with pytest.raises(ValueError, match="some have none"):
        BarChart().set_bars([Bar("a", 1.0), Bar("b", 1.0, day=FIRST)])


def test_from_right_to_left_all_is_mirrored(show: Show) -> None:
    bars = [Bar("a", 100.0), Bar("b", 200.0), Bar("c", 300.0)]
    chart = BarChart()
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart.set_bars(bars)
    show(chart)
    mirrored, usual = chart.layout_now(), laid_out(show, bars)
    width = chart.width()
    assert mirrored.frame.plot.right() == pytest.approx(width - usual.frame.plot.left(), abs=1)
    for one, other in zip(mirrored.bars.places, usual.bars.places, strict=True):
        assert one.slot.center().x() == pytest.approx(width - other.slot.center().x(), abs=1.5)
    for index, place in enumerate(mirrored.bars.places):
        assert chart.index_at(place.slot.center()) == index


@given(
    st.lists(
        st.tuples(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1), st.floats(1, 9)),
        min_size=1,
        max_size=60,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_whatever_the_values_bars_stay_in_the_plot(
    qapp: QApplication, values: list[tuple[float, float, float, float]]
) -> None:
    chart = BarChart()
    chart.resize(500, 260)
    chart.set_bars(Bar("x", a, b, (a + b) * low, (a + b) * high) for a, b, low, high in values)
    layout = chart.layout_now()
    # An estimate next to nothing on the highest bar is two pixels that belong to no value.
    plot = layout.frame.plot.adjusted(-1, -2, 1, 1)
    for place in layout.bars.places:
        for box in (place.measured, place.estimated):
            assert box is None or plot.contains(box)
        if place.whisker is not None:
            assert plot.contains(place.whisker.p1())
            assert plot.contains(place.whisker.p2())
    # Equal scale for all: heights are in the order of the values.
    order = sorted(zip(values, layout.bars.places, strict=True), key=lambda pair: pair[0][0])
    heights = [0.0 if place.measured is None else place.measured.height() for _, place in order]
    assert heights == sorted(heights)
