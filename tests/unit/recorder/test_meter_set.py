"""Meters side by side: away, back, broken; what one does is never another's."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from wattprint.domain.readings import Device, DeviceKind, Instant, Problem, Reading
from wattprint.metering.meter import MeterUnavailable
from wattprint.recorder.meter_set import FIRST_RETRY_S, LONGEST_RETRY_S, MeterSet


def gpu(key: str) -> Device:
    return Device(key, DeviceKind.GPU, "nvidia", f"Card {key}")


def at(monotonic_s: float) -> Instant:
    return Instant(monotonic_s, monotonic_s, 1.8e9 + monotonic_s)


GONE = Problem("nvidia-driver-not-loaded")


class FakeMeter:
    """Does what `opens` and `reads` say: None is well, an exception is raised."""

    tested_on_hardware = False

    def __init__(self, name: str = "fake", devices: tuple[Device, ...] | None = None) -> None:
        self.name = name
        self.found = (gpu(name),) if devices is None else devices
        self.opens: Exception | None = None
        self.reads: Exception | None = None
        self.closes: Exception | None = None
        self.opened_at: list[float] = []
        self.closed = 0
        self.now_s = 0.0
        self.on_devices: Callable[[], None] | None = None

    def open(self) -> None:
        self.opened_at.append(self.now_s)
        if self.opens is not None:
            raise self.opens

    def devices(self) -> tuple[Device, ...]:
        if self.on_devices is not None:
            self.on_devices()
        return self.found

    def read(self, at: Instant) -> tuple[Reading, ...]:
        if self.reads is not None:
            raise self.reads
        return tuple(Reading(device.key, at, energy_j=1.0) for device in self.found)

    def close(self) -> None:
        self.closed += 1
        if self.closes is not None:
            raise self.closes


def run(meters: MeterSet, fakes: list[FakeMeter], until_s: float, step_s: float = 10.0) -> None:
    now_s = 0.0
    while now_s <= until_s:
        for fake in fakes:
            fake.now_s = now_s
        meters.read(at(now_s))
        now_s += step_s


def test_tries_again_after_30_s_then_twice_as_long_up_to_600_s() -> None:
    fake = FakeMeter()
    fake.opens = MeterUnavailable(GONE)
    run(MeterSet([fake]), [fake], 4000)
    gaps = [later - before for before, later in zip(fake.opened_at, fake.opened_at[1:], strict=False)]
    assert gaps == [30, 60, 120, 240, 480, 600, 600, 600, 600, 600]
    assert (FIRST_RETRY_S, LONGEST_RETRY_S) == (30, 600)


def test_a_driver_that_opens_well_and_then_fails_is_not_asked_every_30_s_for_ever() -> None:
    fake = FakeMeter()
    fake.reads = MeterUnavailable(GONE)
    run(MeterSet([fake]), [fake], 1000)
    assert fake.opened_at == [0, 30, 90, 210, 450, 930]


def test_after_a_good_reading_the_next_failure_is_tried_again_soon() -> None:
    fake = FakeMeter()
    meters = MeterSet([fake])
    fake.opens = MeterUnavailable(GONE)
    run(meters, [fake], 400)
    fake.opens = None
    fake.now_s = 1000.0
    meters.read(at(1000.0))
    fake.reads = MeterUnavailable(GONE)
    meters.read(at(1010.0))
    fake.now_s = 1039.0
    meters.read(at(1039.0))
    assert fake.opened_at[-1] == 1000.0
    fake.now_s = 1040.0
    meters.read(at(1040.0))
    assert fake.opened_at[-1] == 1040.0


def test_what_only_other_hardware_would_change_is_asked_once() -> None:
    fake = FakeMeter(devices=())
    fake.opens = MeterUnavailable(Problem("nvidia-no-card"), worth_retrying=False)
    meters = MeterSet([fake])
    run(meters, [fake], 4000)
    meters.retry_soon()
    meters.read(at(5000))
    assert fake.opened_at == [0]
    assert [problem.code for problem in meters.take_news()] == ["nvidia-no-card"]


def test_a_new_ai_process_is_a_reason_to_try_at_once() -> None:
    fake = FakeMeter()
    fake.opens = MeterUnavailable(GONE)
    meters = MeterSet([fake])
    run(meters, [fake], 300)
    tries = len(fake.opened_at)
    meters.retry_soon()
    fake.opens = None
    assert meters.read(at(301)) == (Reading("fake", at(301), energy_j=1.0),)
    assert len(fake.opened_at) == tries + 1


def test_devices_of_a_meter_that_is_away_stay_known_and_unmeasured() -> None:
    fake = FakeMeter()
    meters = MeterSet([fake])
    meters.read(at(0))
    fake.reads = MeterUnavailable(GONE)
    (reading,) = meters.read(at(10))
    assert (reading.device_key, reading.energy_j, reading.problem) == ("fake", None, GONE)
    assert meters.devices == fake.found


def test_a_problem_is_told_once_and_again_when_it_comes_back() -> None:
    fake = FakeMeter()
    fake.opens = MeterUnavailable(GONE)
    meters = MeterSet([fake])
    run(meters, [fake], 1000)
    assert meters.take_news() == [GONE]
    assert meters.take_news() == []
    assert meters.take_solved() == []
    fake.opens = None
    meters.read(at(2000))
    assert meters.take_news() == []
    assert meters.take_solved() == [GONE]
    assert meters.take_solved() == []
    fake.reads = MeterUnavailable(GONE)
    meters.read(at(2010))
    meters.read(at(2020))
    assert meters.take_news() == [GONE]


@pytest.mark.parametrize(
    "bug", [RuntimeError("ctypes"), OSError(5, "I/O"), ZeroDivisionError(), MemoryError()]
)
@pytest.mark.parametrize("where", ["opens", "reads", "on_devices"])
def test_a_meter_s_bug_costs_its_own_devices_only(
    where: str, bug: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    sick, well = FakeMeter("sick"), FakeMeter("well")
    meters = MeterSet([sick, well])
    meters.read(at(0))

    def fail() -> None:
        raise bug

    setattr(sick, where, fail if where == "on_devices" else bug)
    if where == "opens":
        sick.reads = MeterUnavailable(GONE)
        meters.read(at(10))
        sick.reads = None
    with caplog.at_level(logging.ERROR):
        for seconds in range(50, 3000, 10):
            readings = {reading.device_key: reading for reading in meters.read(at(seconds))}
            assert readings["well"].energy_j == 1.0
            assert readings["sick"].energy_j is None
            assert readings["sick"].problem is not None
            assert readings["sick"].problem.code == "meter-failed"
    told = [problem for problem in meters.take_news() if problem.code == "meter-failed"]
    assert len(told) == 1
    assert told[0].detail.startswith(f"sick: {type(bug).__name__}")
    # The whole story once, not every ten minutes.
    (record,) = [record for record in caplog.records if record.exc_info]
    assert record.exc_info[1] is bug  # type: ignore[index]

    setattr(sick, where, None)
    meters.retry_soon()
    readings = {reading.device_key: reading for reading in meters.read(at(3001))}
    assert readings["sick"].energy_j == 1.0


def test_two_sick_meters_are_two_problems() -> None:
    fakes = [FakeMeter("one"), FakeMeter("two")]
    for fake in fakes:
        fake.opens = RuntimeError("x")
    meters = MeterSet(fakes)
    meters.read(at(0))
    assert [problem.detail for problem in meters.take_news()] == [
        "one: RuntimeError: x",
        "two: RuntimeError: x",
    ]


def test_every_meter_is_let_go_of_even_when_one_fails_at_that() -> None:
    fakes = [FakeMeter("one"), FakeMeter("two")]
    fakes[0].closes = RuntimeError("x")
    meters = MeterSet(fakes)
    meters.read(at(0))
    meters.close()
    assert [fake.closed for fake in fakes] == [1, 1]


def test_a_card_that_was_renamed_or_pulled_out_can_still_be_written() -> None:
    fake = FakeMeter(devices=(gpu("nvidia:pci:0000:01:00.0"), gpu("b")))
    meters = MeterSet([fake])
    meters.read(at(0))
    fake.found = (gpu("nvidia:GPU-1"),)
    meters.read(at(10))
    assert [device.key for device in meters.devices] == ["nvidia:GPU-1"]
    assert {device.key for device in meters.ever_seen} == {"nvidia:pci:0000:01:00.0", "b", "nvidia:GPU-1"}
