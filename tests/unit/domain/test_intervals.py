"""Awake time, stalls and suspends are told apart by three clocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.strategies import moderately
from wattprint.domain.intervals import interval_between
from wattprint.domain.readings import Instant

ELAPSED = st.floats(0.0, 1e5)
AWAY = st.floats(10.5, 1e6)
SLEW = st.floats(-1e6, 9.0)


@moderately
@given(elapsed_s=ELAPSED, away_s=AWAY, step_s=st.floats(-1e6, 1e6))
def test_with_a_boot_clock_every_suspend_is_seen_whatever_the_wall_clock_says(
    elapsed_s: float, away_s: float, step_s: float
) -> None:
    before = Instant(100.0, 5000.0, 1e9)
    after = Instant(100.0 + elapsed_s, 5000.0 + elapsed_s + away_s, 1e9 + elapsed_s + away_s + step_s)
    interval = interval_between(before, after, 1.0)
    assert interval.suspended
    assert interval.suspended_s == pytest.approx(away_s, abs=1e-6)
    assert interval.elapsed_s == pytest.approx(elapsed_s, abs=1e-6)
    assert interval.too_long_for_power
    assert not interval.late


@moderately
@given(elapsed_s=ELAPSED, step_s=st.floats(-1e6, 1e6))
def test_with_a_boot_clock_a_set_wall_clock_is_never_a_suspend(elapsed_s: float, step_s: float) -> None:
    before = Instant(100.0, 5000.0, 1e9)
    after = Instant(100.0 + elapsed_s, 5000.0 + elapsed_s, 1e9 + elapsed_s + step_s)
    assert not interval_between(before, after, 1.0).suspended


@moderately
@given(elapsed_s=ELAPSED, away_s=AWAY)
def test_without_one_the_wall_clock_serves(elapsed_s: float, away_s: float) -> None:
    before, after = Instant(100.0, None, 1e9), Instant(100.0 + elapsed_s, None, 1e9 + elapsed_s + away_s)
    interval = interval_between(before, after, 1.0)
    assert interval.suspended_s == pytest.approx(away_s, abs=1e-5)


@moderately
@given(elapsed_s=ELAPSED, step_s=SLEW)
def test_without_one_small_and_backward_steps_are_no_suspend(elapsed_s: float, step_s: float) -> None:
    before = Instant(100.0, None, 1e9)
    after = Instant(100.0 + elapsed_s, None, 1e9 + elapsed_s + step_s)
    interval = interval_between(before, after, 1.0)
    assert not interval.suspended
    assert interval.elapsed_s == pytest.approx(elapsed_s, abs=1e-6)


@pytest.mark.parametrize(
    ("elapsed_s", "planned_s", "late", "too_long"),
    [
        (1.0, 1.0, False, False),
        (2.0, 1.0, False, False),
        (2.5, 1.0, True, False),
        (3.0, 1.0, True, False),
        (3.5, 1.0, True, True),
        (10.0, 10.0, False, False),
        (25.0, 10.0, True, False),
        (31.0, 10.0, True, True),
        (0.2, 1.0, False, False),
    ],
)
def test_late_is_beyond_two_intervals_and_too_long_for_power_beyond_three(
    elapsed_s: float, planned_s: float, late: bool, too_long: bool
) -> None:
    interval = interval_between(Instant(0.0, 0.0, 0.0), Instant(elapsed_s, elapsed_s, elapsed_s), planned_s)
    assert (interval.late, interval.too_long_for_power) == (late, too_long)


def test_a_monotonic_clock_that_went_back_is_no_negative_time() -> None:
    assert interval_between(Instant(5.0, 5.0, 5.0), Instant(4.0, 4.0, 4.0), 1.0).elapsed_s == 0.0
