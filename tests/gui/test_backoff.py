"""A recorder that dies is started again, sooner at first, never in a storm."""

from __future__ import annotations

from wattprint.gui.backoff import BackOff


def test_each_death_waits_longer_up_to_a_minute() -> None:
    backoff = BackOff()
    assert [backoff.delay_s(0.2) for _ in range(7)] == [1, 2, 5, 15, 60, 60, 60]


def test_a_recorder_that_was_well_is_started_again_soon() -> None:
    backoff = BackOff()
    for _ in range(5):
        backoff.delay_s(0.2)
    assert backoff.delay_s(3600) == 1
    assert backoff.delay_s(0.2) == 2
