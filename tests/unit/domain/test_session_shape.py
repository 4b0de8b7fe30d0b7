"""Sessions put together and cut in two: nothing is lost, and nothing is known that nobody measured."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.session_shape import Shape, cut, merged
from wattprint.domain.trace import PowerTrace

START_S = 1_773_136_800.0


def shape(*bursts: tuple[float, float, float], start_s: float = START_S, peak_w: float = 400.0) -> Shape:
    """A session of bursts (offset, seconds, watts)."""
    trace = PowerTrace()
    for offset_s, seconds, watts in bursts:
        trace.add(offset_s, seconds, watts * seconds)
    end_s = start_s + max(offset_s + seconds for offset_s, seconds, _ in bursts)
    return Shape(start_s, end_s, sum(seconds for _, seconds, _ in bursts), peak_w, False, trace)


def test_a_cut_goes_by_the_power_curve() -> None:
    done = cut(shape((0, 10, 300), (90, 10, 100)), START_S + 50)
    assert done.by_trace
    assert done.share == pytest.approx(0.75)
    assert (done.before.active_s, done.after.active_s) == (pytest.approx(10), pytest.approx(10))
    assert sum(done.before.trace.joules) == pytest.approx(3000)
    assert sum(done.after.trace.joules) == pytest.approx(1000)
    assert (done.before.start_s, done.before.end_s) == (START_S, START_S + 50)
    assert (done.after.start_s, done.after.end_s) == (START_S + 50, START_S + 100)


def test_the_peak_stays_where_the_curve_is_highest() -> None:
    done = cut(shape((0, 10, 300), (90, 10, 100)), START_S + 50)
    assert (done.before.peak_w, done.after.peak_w) == (400.0, pytest.approx(100.0))


def test_without_a_curve_it_goes_by_time_and_the_peak_is_both_parts() -> None:
    whole = Shape(START_S, START_S + 100, 40.0, 250.0, True, PowerTrace())
    done = cut(whole, START_S + 25)
    assert not done.by_trace
    assert done.share == pytest.approx(0.25)
    assert (done.before.active_s, done.after.active_s) == (pytest.approx(10), pytest.approx(30))
    assert (done.before.peak_w, done.after.peak_w) == (250.0, 250.0)
    assert done.before.shared
    assert done.after.shared
    assert done.before.trace.joules == done.after.trace.joules == []


@pytest.mark.parametrize("offset_s", [-1.0, 0.0, 100.0, 101.0])
def test_there_is_no_cut_at_or_beyond_the_ends(offset_s: float) -> None:
    with pytest.raises(ValueError, match="17731"):
        cut(shape((0, 100, 50)), START_S + offset_s)


def test_merged_sessions_lie_on_one_line_of_time() -> None:
    first, second = shape((0, 10, 300)), shape((0, 5, 100), start_s=START_S + 60, peak_w=500.0)
    both = merged([second, first])
    assert (both.start_s, both.end_s, both.active_s, both.peak_w) == (START_S, START_S + 65, 15.0, 500.0)
    assert sum(both.trace.joules) == pytest.approx(3500)
    assert both.trace.watts()[30] == 0.0
    assert both.trace.watts()[62] == pytest.approx(100.0)


def test_half_a_curve_is_none() -> None:
    without = Shape(START_S + 60, START_S + 70, 5.0, 90.0, True, PowerTrace())
    both = merged([shape((0, 10, 300)), without])
    assert both.trace.joules == []
    assert both.shared


@given(
    st.lists(st.tuples(st.floats(0, 5000), st.floats(0.5, 600), st.floats(1, 500)), min_size=1, max_size=12),
    st.floats(0.001, 0.999),
)
def test_both_sides_of_a_cut_are_the_whole(bursts: list[tuple[float, float, float]], where: float) -> None:
    whole = shape(*bursts)
    done = cut(whole, whole.start_s + where * (whole.end_s - whole.start_s))
    assert 0.0 <= done.share <= 1.0
    assert done.before.active_s + done.after.active_s == pytest.approx(whole.active_s)
    joules = sum(whole.trace.joules)
    assert sum(done.before.trace.joules) == pytest.approx(joules * done.share, abs=joules * 1e-9)
    assert sum(done.before.trace.joules + done.after.trace.joules) == pytest.approx(joules)
    assert max(done.before.peak_w, done.after.peak_w) == whole.peak_w
    again = merged([done.before, done.after])
    assert (again.start_s, again.end_s) == (whole.start_s, whole.end_s)
    assert again.active_s == pytest.approx(whole.active_s)
