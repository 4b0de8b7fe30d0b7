"""How two readings become joules."""

from __future__ import annotations

import pytest

from wattprint.domain.intervals import Interval
from wattprint.domain.readings import Instant, Quality, Reading
from wattprint.domain.slices import Fault, make_slice


def reading(at_s: float, *, energy_j: float | None = None, power_w: float | None = None) -> Reading:
    return Reading("gpu", Instant(at_s, at_s, at_s), energy_j=energy_j, power_w=power_w)


def test_a_counter_that_stands_still_while_watts_flow_gives_way_to_power() -> None:
    piece = make_slice(
        reading(0, energy_j=0.0, power_w=200), reading(1, energy_j=0.0, power_w=200), Interval(1, 0, 1), None
    )
    assert (piece.energy_j, piece.quality) == (200.0, Quality.POWER)
    assert Fault.COUNTER_FROZEN in piece.faults


def test_a_coarse_counter_between_two_refreshes_is_not_frozen() -> None:
    piece = make_slice(
        reading(0, energy_j=5.0, power_w=20),
        reading(0.5, energy_j=5.0, power_w=20),
        Interval(0.5, 0, 1),
        None,
    )
    assert (piece.energy_j, piece.quality) == (0.0, Quality.COUNTER)


@pytest.mark.parametrize(("seconds", "joules"), [(1.0, 300.0), (4.0, 4 * (300 + 10) / 2)])
def test_power_at_the_end_holds_for_a_second_and_the_middle_for_longer(seconds: float, joules: float) -> None:
    piece = make_slice(
        reading(0, power_w=10), reading(seconds, power_w=300), Interval(seconds, 0, seconds), limit_w=450
    )
    assert (piece.energy_j, piece.quality) == (joules, Quality.POWER)
