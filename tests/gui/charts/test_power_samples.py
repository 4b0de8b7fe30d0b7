"""Power as it was seen: gaps stay gaps, whatever the rhythm."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.gui.charts.samples import LONGEST_S, SHORTEST_S, Sample, Samples, runs, trace_samples


def test_a_value_holds_since_the_one_before() -> None:
    samples = Samples(60)
    samples.add(10.0, 50.0)
    samples.add(12.0, 80.0)
    assert samples.all() == (Sample(10, 10, 50), Sample(10, 12, 80))


def test_what_was_not_watched_is_a_gap() -> None:
    samples = Samples(600)
    for at_s, watts in ((0, 50.0), (2, 60.0), (4, None), (6, 70.0), (6 + LONGEST_S + 1, 80.0)):
        samples.add(at_s, watts)
    rows = runs(samples.all())
    assert [[sample.power_w for sample in row] for row in rows] == [[50, 60], [70], [80]]
    # The last one is known for a moment only.
    assert rows[-1][0].start_s == rows[-1][0].end_s


STEPS = st.lists(
    st.tuples(st.floats(0.05, 50), st.one_of(st.none(), st.floats(0, 900))), min_size=1, max_size=200
)


@given(STEPS)
def test_samples_lie_in_order_and_none_is_made_up(steps: list[tuple[float, float | None]]) -> None:
    samples, at_s, given_w = Samples(100), 0.0, [watts for _, watts in steps if watts is not None]
    for apart_s, watts in steps:
        at_s += apart_s
        samples.add(at_s, watts)
    shown = samples.all()
    for one, other in pairwise(shown):
        assert one.start_s <= one.end_s <= other.start_s <= other.end_s
    assert shown[-1].end_s == at_s
    assert all(sample.end_s >= at_s - 100 for sample in shown)
    for sample in shown:
        if sample.power_w is not None:
            assert min(given_w) - 1e-6 <= sample.power_w <= max(given_w) + 1e-6
            assert sample.end_s - sample.start_s <= LONGEST_S


@given(st.lists(st.tuples(st.floats(0.01, 3), st.floats(0, 900)), min_size=2, max_size=300))
def test_values_that_come_fast_keep_their_energy_and_are_few(steps: list[tuple[float, float]]) -> None:
    samples, at_s, energy_j = Samples(1e9), 0.0, 0.0
    samples.add(0.0, 0.0)
    for apart_s, watts in steps:
        at_s += apart_s
        energy_j += apart_s * watts
        samples.add(at_s, watts)
    shown = samples.all()
    assert sum((s.end_s - s.start_s) * (s.power_w or 0) for s in shown) == pytest.approx(energy_j, abs=1e-6)
    # Two neighbours together are longer than a second, else they would be one.
    assert len(shown) <= 2 * at_s / SHORTEST_S + 3


@pytest.mark.parametrize("watts", [-1.0, math.nan, math.inf])
def test_what_is_no_power_is_refused_and_changes_nothing(watts: float) -> None:
    samples = Samples(60)
    samples.add(1.0, 5.0)
    with pytest.raises(ValueError, match="no power"):
        samples.add(2.0, watts)
    with pytest.raises(ValueError, match="no power"):
        trace_samples([1.0, watts], 1.0)
    assert samples.all() == (Sample(1, 1, 5),)
    assert samples.now_s == 1


def test_time_does_not_go_back() -> None:
    samples = Samples(60)
    samples.add(5.0, 1.0)
    with pytest.raises(ValueError, match="lies before"):
        samples.add(4.0, 1.0)


def test_a_trace_is_buckets_side_by_side() -> None:
    assert trace_samples([10.0, None, 30.0], 2.0) == (Sample(0, 2, 10), Sample(2, 4, None), Sample(4, 6, 30))
    with pytest.raises(ValueError, match="bucket"):
        trace_samples([1.0], 0.0)
