"""A session's power trace keeps every joule in at most 120 points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.strategies import moderately
from wattprint.domain.trace import MAX_POINTS, PowerTrace

PIECES = st.lists(st.tuples(st.floats(0.0, 5000.0), st.floats(0.0, 400.0), st.floats(0.0, 1e6)), max_size=60)


@moderately
@given(PIECES)
def test_it_keeps_all_energy_in_at_most_120_points(pieces: list[tuple[float, float, float]]) -> None:
    trace = PowerTrace()
    for offset_s, seconds, energy_j in pieces:
        trace.add(offset_s, seconds, energy_j)
        assert len(trace.joules) <= MAX_POINTS
        assert all(joules >= -1e-6 for joules in trace.joules)
    total_j = sum(energy_j for _, _, energy_j in pieces)
    assert sum(trace.joules) == pytest.approx(total_j, rel=1e-9, abs=1e-9)
    assert sum(watts * trace.bucket_s for watts in trace.watts()) == pytest.approx(
        total_j, rel=1e-9, abs=1e-9
    )


def test_the_very_last_instant_of_the_last_bucket_still_fits() -> None:
    trace = PowerTrace()
    trace.add(float(MAX_POINTS), 0.0, 5.0)
    assert len(trace.joules) <= MAX_POINTS
    assert sum(trace.joules) == 5.0


def test_energy_falls_into_the_seconds_in_which_it_was_used() -> None:
    trace = PowerTrace()
    trace.add(0.5, 2.0, 200.0)
    assert trace.watts() == pytest.approx((50.0, 100.0, 50.0))


def test_a_long_session_keeps_its_shape_in_longer_buckets() -> None:
    trace = PowerTrace()
    for second in range(240):
        trace.add(float(second), 1.0, 300.0 if second < 120 else 30.0)
    assert trace.bucket_s == 2.0
    assert trace.watts() == pytest.approx((300.0,) * 60 + (30.0,) * 60)


def test_a_wall_clock_set_years_ahead_still_fits() -> None:
    trace = PowerTrace()
    trace.add(0.0, 1.0, 100.0)
    trace.add(1e9, 1.0, 50.0)
    assert len(trace.joules) <= MAX_POINTS
    assert sum(trace.joules) == pytest.approx(150.0)
