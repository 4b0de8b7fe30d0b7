"""The same as the standard library's, on whatever is asked of them."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.middle import median, slope

VALUES = st.lists(st.floats(0, 1e6), min_size=1, max_size=20)


@given(VALUES)
def test_the_median_is_the_standard_one(values: list[float]) -> None:
    assert median(values) == statistics.median(values)


@given(st.lists(st.tuples(st.integers(0, 10_000), st.floats(0, 1e6)), min_size=2, max_size=20))
def test_the_slope_is_the_standard_one(points: list[tuple[int, float]]) -> None:
    xs, ys = [float(x) for x, _ in points], [y for _, y in points]
    if len(set(xs)) == 1:
        with pytest.raises(ValueError, match="alike"):
            slope(xs, ys)
    else:
        expected = statistics.linear_regression(xs, ys).slope
        assert slope(xs, ys) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_nothing_and_a_single_point_are_refused() -> None:
    with pytest.raises(ValueError, match="no values"):
        median([])
    with pytest.raises(ValueError, match="two points"):
        slope([1.0], [2.0])
