"""The NVIDIA meter on the real nvidia-ml-py: energy, power and every way in which they fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes import fake_nvml
from tests.fakes.fake_nvml import (
    FIXED_EPOCH_S,
    FakeCard,
    FakeDriver,
    FakeFault,
    FakeProcess,
    Phase,
    Scenario,
    Wave,
)
from tests.fakes.fake_pci import FakePci
from wattprint.domain.readings import Instant, Quality, Reading
from wattprint.metering.meter import Meter, MeterUnavailable
from wattprint.metering.nvidia import NvidiaMeter
from wattprint.metering.nvml_library import NvmlLibrary
from wattprint.metering.runtime_power import RuntimePower

ONE = FakeCard()
TWO = FakeCard(
    uuid="GPU-00000000-0000-0000-0000-000000000002",
    name="NVIDIA Fake RTX 2",
    pci_address="00000000:0A:00.0",
    waves=(Wave((Phase(1, 200, 90), Phase(1, 20, 0))),),
    limit_w=300.0,
)


def instant(monotonic_s: float) -> Instant:
    return Instant(monotonic_s, monotonic_s, FIXED_EPOCH_S + monotonic_s)


def library(driver: FakeDriver) -> NvmlLibrary:
    return NvmlLibrary(environ={}, platform="linux", open_library=lambda name: driver.library)


@pytest.fixture
def meter(driver: FakeDriver, tmp_path: Path) -> NvidiaMeter:
    return NvidiaMeter(
        library(driver), RuntimePower(tmp_path), platform="linux", proc_version=tmp_path / "none"
    )


@pytest.fixture
def read(meter: NvidiaMeter, driver: FakeDriver) -> Callable[[float], tuple[Reading, ...]]:
    def read_at(monotonic_s: float) -> tuple[Reading, ...]:
        driver.set_time(monotonic_s)
        return meter.read(instant(monotonic_s))

    return read_at


Read = Callable[[float], tuple[Reading, ...]]


def test_is_a_meter(meter: NvidiaMeter) -> None:
    as_meter: Meter = meter
    assert as_meter.name == "nvml"
    assert not as_meter.tested_on_hardware


def test_devices_are_known_by_uuid_and_sysfs_address(meter: NvidiaMeter, driver: FakeDriver) -> None:
    driver.play(Scenario((ONE, TWO)))
    meter.open()
    first, second = meter.devices()
    assert first.key == "nvidia:GPU-00000000-0000-0000-0000-000000000001"
    assert (first.vendor, first.name, first.limit_w) == ("nvidia", "NVIDIA Fake RTX 1", 450.0)
    assert (first.pci_address, second.pci_address) == ("0000:01:00.0", "0000:0a:00.0")
    assert not first.whole_board


def test_counter_gives_the_exact_energy_of_a_bursty_load(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((ONE, TWO)))
    meter.open()
    first, last = read(1000.0), read(1007.3)
    for card, before, after in zip((ONE, TWO), first, last, strict=True):
        assert before.energy_j is not None
        assert after.energy_j is not None
        assert after.energy_j - before.energy_j == pytest.approx(card.energy_j(1000.0, 1007.3), abs=0.002)
        assert after.energy_quality is Quality.COUNTER
        assert after.counter_epoch == before.counter_epoch


def test_the_wave_itself_adds_up(driver: FakeDriver) -> None:
    # 300 W for 3 s and 30 W for 7 s: the truth that everything here is held against, worked out by hand.
    assert ONE.energy_j(1000.0, 1003.0) == pytest.approx(900.0)
    assert ONE.energy_j(1000.0, 1010.0) == pytest.approx(1110.0)
    changed = FakeCard(waves=(Wave(), Wave((Phase(5, 100),), from_s=1001.0)))
    assert changed.energy_j(1000.0, 1003.0) == pytest.approx(300.0 + 200.0)


def test_power_is_read_beside_the_counter(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((ONE,)))
    meter.open()
    assert read(1001.0)[0].power_w == 300.0
    assert read(1005.0)[0].power_w == 30.0
    assert read(1001.5)[0].utilisation == pytest.approx(0.95)
    assert read(1005.5)[0].utilisation == 0.0
    assert read(1001.0)[0].limit_w == 450.0


def test_no_counter_leaves_power(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.NO_COUNTER),)))
    meter.open()
    (reading,) = read(1001.0)
    assert (reading.energy_j, reading.power_w, reading.problem) == (None, 300.0, None)


def test_pascal_card_has_power_only(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((FakeCard(name="GeForce GTX 1080", faults=fake_nvml.PASCAL),)))
    meter.open()
    (reading,) = read(1005.0)
    assert (reading.energy_j, reading.power_w, reading.problem) == (None, 30.0, None)


def test_no_power_leaves_the_counter(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.NO_POWER),)))
    meter.open()
    (reading,) = read(1010.0)
    assert (reading.power_w, reading.problem) == (None, None)
    assert reading.energy_j == pytest.approx(101 * 1110.0, abs=0.002)


def test_power_usage_refused_falls_back_to_the_one_second_mean_of_the_field_values(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.NO_POWER_USAGE),)))
    meter.open()
    assert read(1000.5)[0].power_w == pytest.approx(165.0)  # half a second at 30 W, half at 300 W
    driver.play(Scenario((FakeCard(faults=(*fake_nvml.NO_POWER_USAGE, FakeFault("field185", 3))),)))
    assert read(1000.5)[0].power_w == pytest.approx(300.0)  # only the instant is left


def test_no_instant_power_field_matters_to_nobody(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.NO_INSTANT_POWER),)))
    meter.open()
    assert read(1001.0)[0].power_w == 300.0


def test_power_as_mean_of_a_second(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.NO_COUNTER, power_mean_s=1.0),)))
    meter.open()
    # Once a second, the mean of the last second loses nothing: ten readings make the energy of ten seconds.
    total_j = sum(reading.power_w or 0.0 for t in range(1001, 1011) for reading in read(t + 0.3))
    assert total_j == pytest.approx(ONE.energy_j(1000.3, 1010.3), abs=0.01)


def test_neither_counter_nor_power_is_a_problem_and_never_a_zero(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.NO_COUNTER + fake_nvml.NO_POWER),)))
    meter.open()
    (reading,) = read(1001.0)
    assert (reading.energy_j, reading.power_w) == (None, None)
    assert reading.problem is not None
    assert (reading.problem.code, reading.problem.device_key) == (
        "nvidia-no-energy-reading",
        reading.device_key,
    )
    assert reading.utilisation == pytest.approx(0.95)


def test_energy_reading_without_permission_says_so(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    refused = tuple(FakeFault(call, 4) for call in ("energy", "power", "fields"))
    driver.play(Scenario((FakeCard(faults=refused),)))
    meter.open()
    (reading,) = read(1001.0)
    assert reading.problem is not None
    assert reading.problem.code == "nvidia-no-permission"


def test_a_failure_that_passes_is_named_and_asked_again(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    passing = tuple(FakeFault(call, 999, 1001, 1002) for call in ("energy", "power"))
    driver.play(Scenario((FakeCard(faults=passing),)))
    meter.open()
    (reading,) = read(1001.0)
    assert reading.problem is not None
    assert (reading.problem.code, reading.problem.detail) == ("nvidia-error", "Unknown Error (999)")
    (reading,) = read(1002.0)
    assert reading.problem is None
    assert reading.energy_j is not None


def test_counter_restart_shows_as_a_fall_with_power_to_bridge_it(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((FakeCard(counter_restarts_s=(1001.5,)),)))
    meter.open()
    before, after = read(1001.0)[0], read(1002.0)[0]
    assert before.energy_j is not None
    assert after.energy_j == pytest.approx(150.0, abs=0.002)
    assert after.energy_j is not None
    assert after.energy_j < before.energy_j
    assert after.counter_epoch == before.counter_epoch
    assert after.power_w == 300.0


def test_coarse_counter_refresh_loses_nothing(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((FakeCard(counter_refresh_s=0.1),)))
    meter.open()
    before, late, after = read(1000.0)[0], read(1000.97)[0], read(1020.0)[0]
    assert before.energy_j is not None
    assert late.energy_j is not None
    assert after.energy_j is not None
    assert late.energy_j - before.energy_j == pytest.approx(ONE.energy_j(1000.0, 1000.9), abs=0.002)
    assert after.energy_j - before.energy_j == pytest.approx(ONE.energy_j(1000.0, 1020.0), abs=0.002)


def test_stuck_and_implausible_power_is_passed_on_as_read(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    # Judging is the domain's: it needs the limit and the utilisation beside the value, and gets them.
    driver.play(Scenario((FakeCard(limit_w=35.0, power_stuck_w=588.0, faults=fake_nvml.NO_COUNTER),)))
    meter.open()
    readings = [read(t)[0] for t in (1001.0, 1005.0)]
    assert [(r.power_w, r.limit_w) for r in readings] == [(588.0, 35.0)] * 2
    assert readings[0].utilisation != readings[1].utilisation


def test_utilisation_not_available_is_none(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((FakeCard(faults=(FakeFault("utilisation", 3),)),)))
    meter.open()
    assert read(1001.0)[0].utilisation is None


def test_limit_is_looked_at_again_after_a_minute(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    driver.play(Scenario((ONE,)))
    meter.open()
    read(1000.0)
    driver.play(Scenario((FakeCard(limit_w=250.0),)))
    assert read(1059.0)[0].limit_w == 450.0
    assert read(1060.0)[0].limit_w == 250.0
    assert meter.devices()[0].limit_w == 250.0


def test_a_refused_call_is_tried_again_after_a_minute_only(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.NO_COUNTER),)))
    meter.open()
    driver.forget_calls()
    for t in range(1000, 1060):
        read(t)
    assert driver.calls("energy") == 0
    driver.play(Scenario((ONE,)))
    assert read(1060.0)[0].energy_j is not None


def test_mig_counts_the_whole_board_and_knows_no_shares(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((FakeCard(mig=True, processes=(FakeProcess(7),)),)))
    meter.open()
    assert meter.devices()[0].whole_board
    (reading,) = read(1001.0)
    assert reading.energy_j is not None
    assert (reading.utilisation, reading.shares_known) == (None, False)
    assert reading.processes is not None
    assert reading.processes[0].sm_share is None
    assert driver.calls("process_utilisation") == 0


def test_slow_calls_change_nothing_but_the_time_they_take(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((ONE,), slow_s=0.005))
    meter.open()
    assert read(1010.0)[0].energy_j == pytest.approx(ONE.energy_j(0, 1010.0), abs=0.002)


# ---- cards and drivers that go away ----


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (1, "nvidia-uninitialised"),
        (9, "nvidia-driver-not-loaded"),
        (18, "nvidia-library-mismatch"),
        (4, "nvidia-no-permission"),
        (12, "nvidia-no-library"),
        (999, "nvidia-error"),
    ],
)
def test_driver_that_does_not_start(meter: NvidiaMeter, driver: FakeDriver, code: int, problem: str) -> None:
    driver.play(Scenario((ONE,), faults=(FakeFault("init", code),)))
    with pytest.raises(MeterUnavailable) as caught:
        meter.open()
    assert caught.value.problem.code == problem
    assert caught.value.worth_retrying
    assert not meter.holds_driver
    driver.play(Scenario((ONE,)))
    meter.open()
    assert len(meter.devices()) == 1


@pytest.mark.parametrize(
    ("code", "problem"),
    [(1, "nvidia-uninitialised"), (9, "nvidia-driver-not-loaded"), (18, "nvidia-library-mismatch")],
)
def test_driver_that_goes_away_and_comes_back(
    meter: NvidiaMeter, driver: FakeDriver, read: Read, code: int, problem: str
) -> None:
    driver.play(Scenario((ONE, TWO), faults=fake_nvml.driver_fails(code, 1005, 1010)))
    meter.open()
    before = read(1004.0)[0]
    with pytest.raises(MeterUnavailable) as caught:
        read(1005.0)
    assert (caught.value.problem.code, caught.value.problem.device_key) == (problem, None)
    assert caught.value.worth_retrying
    assert not meter.holds_driver
    driver.set_time(1006.0)
    with pytest.raises(MeterUnavailable):
        meter.open()
    driver.set_time(1010.0)
    # The driver may come back with the cards in another order: they are known by UUID all the same.
    driver.play(Scenario((TWO, ONE)))
    meter.open()
    after = next(reading for reading in read(1010.0) if reading.device_key == before.device_key)
    assert after.energy_j is not None
    assert after.counter_epoch != before.counter_epoch


@pytest.mark.parametrize(
    ("code", "problem"), [(15, "nvidia-gpu-lost"), (16, "nvidia-reset-required"), (28, "nvidia-gpu-lost")]
)
def test_one_lost_card_does_not_disturb_the_other(
    meter: NvidiaMeter, driver: FakeDriver, read: Read, code: int, problem: str
) -> None:
    lost = FakeCard(faults=(FakeFault("*", code, 1005, 1100), FakeFault("handle", code, 1005, 1100)))
    driver.play(Scenario((lost, TWO)))
    meter.open()
    before = read(1004.0)
    gone, fine = read(1006.0)
    assert gone.problem is not None
    assert (gone.problem.code, gone.problem.device_key) == (problem, gone.device_key)
    assert (gone.energy_j, gone.power_w, gone.asleep) == (None, None, False)
    assert fine.problem is None
    assert fine.energy_j is not None
    assert before[1].energy_j is not None
    assert fine.energy_j - before[1].energy_j == pytest.approx(TWO.energy_j(1004, 1006), abs=0.002)
    assert fine.counter_epoch == before[1].counter_epoch
    # It is asked for again once a minute, not every second, and taken back when it answers.
    driver.forget_calls()
    for t in range(1007, 1066):
        read(t)
    assert driver.calls("handle") == 0
    for t in range(1066, 1260):
        gone, fine = read(t)
    assert gone.problem is None
    assert gone.energy_j is not None
    assert fine.energy_j is not None
    assert driver.calls("handle") <= 3


def test_the_only_card_lost_makes_the_meter_unavailable(
    meter: NvidiaMeter, driver: FakeDriver, read: Read
) -> None:
    driver.play(Scenario((FakeCard(faults=fake_nvml.lost(1005)),)))
    meter.open()
    read(1004.0)
    with pytest.raises(MeterUnavailable) as caught:
        read(1005.0)
    assert caught.value.problem.code == "nvidia-gpu-lost"
    assert caught.value.problem.device_key == f"nvidia:{ONE.uuid}"
    assert caught.value.worth_retrying
    assert not meter.holds_driver
    with pytest.raises(MeterUnavailable) as caught:
        meter.open()
    assert caught.value.problem.code == "nvidia-gpu-lost"


def test_card_lost_before_the_start_is_named_where_sysfs_knows_it(driver: FakeDriver, tmp_path: Path) -> None:
    pci = FakePci(tmp_path)
    pci.add("0000:01:00.0", control="on")
    pci.add("0000:0a:00.0", control="on")
    meter = NvidiaMeter(library(driver), RuntimePower(pci.sys, pci.proc), proc_version=tmp_path / "none")
    driver.play(Scenario((FakeCard(faults=(*fake_nvml.lost(), FakeFault("handle", 15))), TWO)))
    meter.open()
    by_address = {device.pci_address: device.key for device in meter.devices()}
    readings = {reading.device_key: reading for reading in meter.read(instant(1000.0))}
    lost, fine = readings[by_address["0000:01:00.0"]], readings[by_address["0000:0a:00.0"]]
    assert lost.device_key == "nvidia:pci:0000:01:00.0"
    assert lost.problem is not None
    assert lost.problem.code == "nvidia-gpu-lost"
    assert fine.energy_j is not None


def test_no_card_and_no_library_is_nothing_to_complain_about(driver: FakeDriver, tmp_path: Path) -> None:
    def not_there(name: str) -> None:
        raise OSError(name)

    pci = FakePci(tmp_path)
    pci.add("0000:00:02.0", vendor_id=0x8086, driver="i915")
    power = RuntimePower(pci.sys, pci.proc)
    bare = NvmlLibrary(folders=(), environ={}, platform="linux", open_library=not_there)  # type: ignore[arg-type]
    with pytest.raises(MeterUnavailable) as caught:
        NvidiaMeter(bare, power).open()
    assert (caught.value.problem.code, caught.value.worth_retrying) == ("nvidia-no-card", False)
    # The library alone, which some distributions bring along, does not make it a broken driver.
    driver.play(Scenario((), faults=fake_nvml.DRIVER_NOT_LOADED))
    with pytest.raises(MeterUnavailable) as caught:
        NvidiaMeter(library(driver), power).open()
    assert (caught.value.problem.code, caught.value.worth_retrying) == ("nvidia-no-card", False)
    # With a card in the machine both are worth telling.
    pci.add(control="on")
    with pytest.raises(MeterUnavailable) as caught:
        NvidiaMeter(bare, power).open()
    assert (caught.value.problem.code, caught.value.worth_retrying) == ("nvidia-no-library", True)
    with pytest.raises(MeterUnavailable) as caught:
        NvidiaMeter(library(driver), power).open()
    assert (caught.value.problem.code, caught.value.worth_retrying) == ("nvidia-driver-not-loaded", True)


def test_driver_without_cards(meter: NvidiaMeter, driver: FakeDriver) -> None:
    driver.play(Scenario(()))
    with pytest.raises(MeterUnavailable) as caught:
        meter.open()
    assert (caught.value.problem.code, caught.value.worth_retrying) == ("nvidia-no-card", False)
    assert not meter.holds_driver


def test_reading_before_opening_is_refused(meter: NvidiaMeter) -> None:
    with pytest.raises(MeterUnavailable):
        meter.read(instant(1000.0))


def test_closing_twice_is_safe_and_lets_go(meter: NvidiaMeter, driver: FakeDriver) -> None:
    driver.play(Scenario((ONE,)))
    meter.open()
    held = [meter.holds_driver]
    for _ in range(2):
        meter.close()
        held.append(meter.holds_driver)
    assert held == [True, False, False]
    assert driver.calls("shutdown") == 1


# ---- what a reading costs ----


def test_calls_per_reading(meter: NvidiaMeter, driver: FakeDriver, read: Read) -> None:
    """A bare nvidia-ml-py loop asking the same six things makes nine library calls; this makes no more."""
    driver.play(Scenario((FakeCard(processes=(FakeProcess(7), FakeProcess(8, kinds="G"))),)))
    meter.open()
    read(1001.0)
    driver.forget_calls()
    for tenth in range(11, 31):
        read(1000 + tenth / 10)
    # Two calls each for the two lists and for the samples (size, then content); one each for the other three.
    assert driver.calls() / 20 <= 9
    assert {driver.calls(name) for name in ("energy", "power", "utilisation")} == {20}
    assert driver.calls("limit") == driver.calls("mig") == driver.calls("MPSCompute_v3") == 0
    assert driver.calls("uuid") == driver.calls("name") == driver.calls("pci") == driver.calls("handle") == 0
