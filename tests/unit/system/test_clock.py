"""The machine's clocks: what suspend does to them, and what the C library must be told."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from wattprint.domain.intervals import interval_between
from wattprint.system.clock import SystemClock

unix = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no tzset here")


@pytest.fixture
def zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Zones that a test sets; the test run's own zone comes back afterwards."""
    yield monkeypatch
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def test_all_three_clocks_go_on_together() -> None:
    clock = SystemClock()
    awake_s = time.monotonic()
    earliest_s, before, latest_s = time.time(), clock.now(), time.time()
    time.sleep(0.02)
    after = clock.now()
    assert after.monotonic_s - before.monotonic_s >= 0.02
    assert earliest_s <= before.wall_s <= latest_s
    interval = interval_between(before, after, 1.0)
    assert not interval.suspended
    if sys.platform == "linux":
        assert before.boot_s is not None
        assert before.boot_s >= awake_s - 0.01


class HeldUp:
    """Clocks that go on together, but whoever reads them is held up now and then, for twelve seconds."""

    CLOCK_BOOTTIME = 7

    def __init__(self, *after: int) -> None:
        self._now_s = 1000.0
        self._readings = 0
        self._after = after

    def _read(self) -> float:
        read_s = self._now_s
        self._readings += 1
        self._now_s += 12.0 if self._readings in self._after else 1e-6
        return read_s

    def monotonic(self) -> float:
        return self._read()

    def clock_gettime(self, _number: int) -> float:
        return 50_000.0 + self._read()

    def time(self) -> float:
        return 1.7e9 + self._read()


@pytest.mark.parametrize("boot", [True, False])
@pytest.mark.parametrize("after", range(1, 9))
def test_who_is_held_up_between_two_clocks_has_not_slept(
    monkeypatch: pytest.MonkeyPatch, boot: bool, after: int
) -> None:
    monkeypatch.setattr("wattprint.system.clock.time", HeldUp(*range(after, after + 4)))
    if not boot:
        monkeypatch.delattr(HeldUp, "CLOCK_BOOTTIME")
    clock = SystemClock()
    looks = [clock.now() for _ in range(4)]
    for before, now in pairwise(looks):
        assert not interval_between(before, now, 60.0).suspended


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this clock")
def test_a_suspend_shows_on_the_boot_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before = clock.now()
    real = time.clock_gettime
    monkeypatch.setattr("wattprint.system.clock.time.clock_gettime", lambda number: real(number) + 3600)
    interval = interval_between(before, clock.now(), 1.0)
    assert interval.suspended
    assert interval.elapsed_s < 60


def test_without_a_boot_clock_the_wall_clock_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("wattprint.system.clock.time.CLOCK_BOOTTIME", raising=False)
    clock = SystemClock()
    before = clock.now()
    assert before.boot_s is None
    wall = time.time()
    monkeypatch.setattr("wattprint.system.clock.time.time", lambda: wall + 3600)
    assert interval_between(before, clock.now(), 1.0).suspended


@unix
def test_the_local_day_follows_the_zone_once_it_was_refreshed(zones: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    evening = 1_773_180_000.0  # 2026-03-10T22:00:00Z
    zones.setenv("TZ", "UTC0")
    clock.refresh_zone()
    assert clock.local_day(evening) == "2026-03-10"
    zones.setenv("TZ", "EAST-3")
    clock.refresh_zone()
    assert clock.local_day(evening) == "2026-03-11"


@unix
def test_days_of_23_and_25_hours(zones: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    zones.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    clock.refresh_zone()
    for midnight, hours in ((1_774_738_800.0, 23), (1_792_879_200.0, 25)):  # 2026-03-29, 2026-10-25
        day = clock.local_day(midnight)
        assert clock.local_day(midnight - 1) < day
        assert clock.local_day(midnight + hours * 3600 - 1) == day
        assert clock.local_day(midnight + hours * 3600) > day
