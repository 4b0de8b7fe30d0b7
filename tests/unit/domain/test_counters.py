from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.counters import unwrapped_step_j


def step(previous_j: float, current_j: float, elapsed_s: float = 1.0) -> float | None:
    return unwrapped_step_j(previous_j, current_j, range_j=65_536.0, elapsed_s=elapsed_s, max_power_w=250.0)


def test_a_plain_step_is_the_difference() -> None:
    assert step(1000.0, 1065.0) == 65.0


def test_a_wrap_adds_the_range() -> None:
    assert step(65_500.0, 64.0) == pytest.approx(100.0)


def test_an_interval_in_which_a_whole_range_fits_is_unknown() -> None:
    assert step(0.0, 10.0, elapsed_s=65_536.0 / 250.0) is None
    assert step(0.0, 10.0, elapsed_s=65_536.0 / 250.0 - 0.01) == 10.0


def test_a_fall_that_no_power_explains_is_a_reset_and_unknown() -> None:
    # 40 kJ up to the wrap in one second would be 40 kW.
    assert step(25_000.0, 10.0) is None


def test_readings_outside_the_range_and_time_running_backwards_are_unknown() -> None:
    assert step(70_000.0, 70_010.0) is None
    assert step(-1.0, 5.0) is None
    assert step(0.0, 5.0, elapsed_s=-0.1) is None


@pytest.mark.parametrize(("range_j", "max_power_w"), [(0.0, 100.0), (100.0, 0.0), (-1.0, 1.0)])
def test_a_range_or_ceiling_that_is_not_positive_is_a_mistake_of_the_caller(
    range_j: float, max_power_w: float
) -> None:
    with pytest.raises(ValueError, match="positive"):
        unwrapped_step_j(0.0, 1.0, range_j=range_j, elapsed_s=1.0, max_power_w=max_power_w)


@given(
    range_j=st.floats(100.0, 1e6),
    max_power_w=st.floats(1.0, 1000.0),
    start=st.floats(0.0, 0.999),
    intervals=st.lists(st.tuples(st.floats(0.0, 0.999), st.floats(0.0, 1.0)), min_size=1, max_size=60),
)
def test_the_true_energy_comes_back_whenever_no_interval_could_hold_a_whole_range(
    range_j: float, max_power_w: float, start: float, intervals: list[tuple[float, float]]
) -> None:
    """Any number of readings, any power up to the ceiling, any place in the range to begin at."""
    true_j = start * range_j
    raw_j = true_j
    recovered_j = 0.0
    for part_of_longest, part_of_ceiling in intervals:
        elapsed_s = part_of_longest * range_j / max_power_w
        true_j += elapsed_s * part_of_ceiling * max_power_w
        now_j = true_j % range_j
        found = unwrapped_step_j(raw_j, now_j, range_j=range_j, elapsed_s=elapsed_s, max_power_w=max_power_w)
        assert found is not None
        recovered_j += found
        raw_j = now_j
    assert recovered_j == pytest.approx(true_j - start * range_j, rel=1e-6, abs=range_j * 1e-6)
