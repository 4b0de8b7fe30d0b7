from __future__ import annotations

import pytest

from tests.fakes.sysfs_tree import instant
from wattprint.metering.unwrap import CounterUnwrapper


def test_the_first_reading_is_the_origin() -> None:
    counter = CounterUnwrapper(65_536.0, 250.0)
    counter.advance(60_000.0, instant(0))
    assert (counter.total_j, counter.epoch) == (0.0, 0)


def test_a_wrap_goes_on_without_a_new_epoch() -> None:
    counter = CounterUnwrapper(65_536.0, 250.0)
    for second, raw_j in enumerate((65_400.0, 65_500.0, 64.0, 164.0)):
        counter.advance(raw_j, instant(second))
    assert counter.total_j == pytest.approx(300.0)
    assert counter.epoch == 0


def test_an_unknown_step_begins_a_new_epoch_and_adds_nothing() -> None:
    counter = CounterUnwrapper(65_536.0, 250.0)
    counter.advance(1000.0, instant(0))
    counter.advance(1100.0, instant(1))
    counter.advance(1200.0, instant(3600))
    assert (counter.total_j, counter.epoch) == (100.0, 1)
    counter.advance(1260.0, instant(3601))
    assert (counter.total_j, counter.epoch) == (160.0, 1)


def test_suspend_counts_as_time_in_which_the_counter_may_have_wrapped() -> None:
    counter = CounterUnwrapper(65_536.0, 250.0)
    counter.advance(1000.0, instant(0))
    counter.advance(1010.0, instant(1, suspended_s=8 * 3600))
    assert counter.epoch == 1


def test_a_counter_reset_by_suspend_is_not_taken_for_a_wrap() -> None:
    counter = CounterUnwrapper(262_143.0, 250.0)
    counter.advance(100_000.0, instant(0))
    counter.advance(50.0, instant(1, suspended_s=60))
    assert (counter.total_j, counter.epoch) == (0.0, 1)


def test_without_a_range_every_fall_is_unknown() -> None:
    counter = CounterUnwrapper(None, 250.0)
    counter.advance(65_500.0, instant(0))
    counter.advance(65_530.0, instant(1))
    counter.advance(24.0, instant(2))
    assert (counter.total_j, counter.epoch) == (30.0, 1)


def test_without_a_range_a_long_interval_is_unknown() -> None:
    counter = CounterUnwrapper(None, 250.0)
    counter.advance(10.0, instant(0))
    counter.advance(20.0, instant(65_536.0 / 250.0))
    assert (counter.total_j, counter.epoch) == (0.0, 1)
