"""Sleeping cards stay asleep: the NVIDIA meter between NVML and sysfs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import fake_nvml
from tests.fakes.fake_nvml import FIXED_EPOCH_S, FakeCard, FakeDriver, FakeFault, Scenario
from tests.fakes.fake_pci import FakePci
from wattprint.domain.readings import Instant, Reading
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.nvidia import NvidiaMeter
from wattprint.metering.nvml_library import NvmlLibrary
from wattprint.metering.runtime_power import RuntimePower

ONE = FakeCard()
TWO = FakeCard(uuid="GPU-00000000-0000-0000-0000-000000000002", pci_address="00000000:0A:00.0")
FIRST, SECOND = "0000:01:00.0", "0000:0a:00.0"


class Laptop:
    """A machine with its PCI tree, its NVIDIA driver and the meter under test."""

    def __init__(self, driver: FakeDriver, folder: Path) -> None:
        self.driver = driver
        self.pci = FakePci(folder)
        self.loads = 0
        library = NvmlLibrary(environ={}, platform="linux", open_library=self._load)
        power = RuntimePower(self.pci.sys, self.pci.proc)
        self.meter = NvidiaMeter(library, power, platform="linux", proc_version=folder / "none")
        driver.play(Scenario((ONE,)))

    def _load(self, name: str):  # type: ignore[no-untyped-def]
        self.loads += 1
        return self.driver.library

    def read(self, at_s: float) -> tuple[Reading, ...]:
        self.driver.set_time(at_s)
        return self.meter.read(Instant(at_s, at_s, FIXED_EPOCH_S + at_s))


@pytest.fixture
def laptop(driver: FakeDriver, tmp_path: Path) -> Laptop:
    return Laptop(driver, tmp_path)


def test_all_asleep_never_touches_the_driver(laptop: Laptop) -> None:
    laptop.pci.add(status="suspended", device_id=0x28E0)
    laptop.meter.open()
    (device,) = laptop.meter.devices()
    assert (device.key, device.pci_address) == ("nvidia:pci:0000:01:00.0", FIRST)
    assert device.name == "NVIDIA GPU 10de:28e0"
    for t in range(1000, 1200):
        (reading,) = laptop.read(t)
        assert (reading.asleep, reading.device_key, reading.problem) == (True, device.key, None)
        assert (reading.energy_j, reading.power_w) == (None, None)
    assert (laptop.loads, laptop.driver.calls(), laptop.meter.holds_driver) == (0, 0, False)


def test_falling_asleep_is_not_disturbed(laptop: Laptop) -> None:
    laptop.pci.add(status="suspending")
    laptop.meter.open()
    assert laptop.read(1000.0)[0].asleep
    assert laptop.driver.calls() == 0


def test_waking_gives_the_card_its_uuid_for_good(laptop: Laptop) -> None:
    laptop.pci.add(status="suspended")
    laptop.meter.open()
    assert laptop.read(1000.0)[0].asleep
    laptop.pci.set_status("active")
    (reading,) = laptop.read(1001.0)
    assert reading.device_key == f"nvidia:{ONE.uuid}"
    assert reading.energy_j == pytest.approx(ONE.energy_j(0, 1001.0), abs=0.002)
    assert laptop.meter.devices()[0].pci_address == FIRST
    laptop.pci.set_status("suspended")
    (reading,) = laptop.read(1002.0)
    assert (reading.asleep, reading.device_key) == (True, f"nvidia:{ONE.uuid}")
    # Nor does the UUID get lost when the driver is let go of and the meter opened again on the sleeping card.
    laptop.meter.close()
    laptop.meter.open()
    assert laptop.read(1003.0)[0].device_key == f"nvidia:{ONE.uuid}"


def test_a_sleeping_card_is_not_asked_while_the_driver_is_held(laptop: Laptop) -> None:
    laptop.pci.add()
    laptop.meter.open()
    laptop.read(1000.0)
    laptop.pci.set_status("suspended")
    laptop.driver.forget_calls()
    for t in range(1001, 1200):
        assert laptop.read(t)[0].asleep
    assert laptop.driver.calls() == 0
    laptop.pci.set_status("active")
    assert laptop.read(1200.0)[0].energy_j is not None


def test_a_sleeping_card_among_several_is_left_alone_from_the_start(laptop: Laptop) -> None:
    laptop.driver.play(Scenario((ONE, TWO)))
    laptop.pci.add(FIRST, status="suspended")
    laptop.pci.add(SECOND, control="on")
    laptop.meter.open()
    asleep, awake = laptop.read(1000.0)
    assert (asleep.asleep, asleep.device_key) == (True, f"nvidia:pci:{FIRST}")
    assert (awake.asleep, awake.device_key) == (False, f"nvidia:{TWO.uuid}")
    assert awake.energy_j is not None
    assert laptop.driver.calls("uuid") == 1  # of the one that is awake
    laptop.pci.set_status("active", FIRST)
    woken, awake = laptop.read(1001.0)
    assert woken.device_key == f"nvidia:{ONE.uuid}"
    assert woken.energy_j == pytest.approx(ONE.energy_j(0, 1001.0), abs=0.002)
    assert awake.energy_j is not None


def test_driver_not_allowed_is_let_go_of_and_the_card_left_alone(laptop: Laptop) -> None:
    laptop.pci.add()
    laptop.meter.open()
    before = laptop.read(1000.0)[0]
    laptop.meter.allow_driver(False)
    assert not laptop.meter.holds_driver
    assert laptop.driver.calls("shutdown") == 1
    laptop.driver.forget_calls()
    (reading,) = laptop.read(1001.0)
    assert reading.problem is not None
    assert (reading.problem.code, reading.problem.device_key) == ("nvidia-left-alone", before.device_key)
    assert (reading.asleep, reading.energy_j, reading.power_w) == (False, None, None)
    laptop.pci.set_status("suspended")
    (reading,) = laptop.read(1002.0)
    assert (reading.asleep, reading.problem, reading.device_key) == (True, None, before.device_key)
    assert laptop.driver.calls() == 0
    # An AI process has come and woken the card.
    laptop.pci.set_status("active")
    laptop.meter.allow_driver(True)
    (reading,) = laptop.read(1003.0)
    assert reading.energy_j is not None
    assert reading.counter_epoch != before.counter_epoch  # who knows what the counter did meanwhile


def test_driver_not_allowed_from_the_start(laptop: Laptop) -> None:
    laptop.pci.add()
    laptop.meter.allow_driver(False)
    laptop.meter.open()
    (reading,) = laptop.read(1000.0)
    assert reading.problem is not None
    assert reading.problem.code == "nvidia-left-alone"
    assert laptop.driver.calls() == 0


def test_on_a_desktop_not_allowing_the_driver_changes_nothing(laptop: Laptop) -> None:
    laptop.pci.add(control="on")
    laptop.meter.open()
    before = laptop.read(1000.0)[0]
    laptop.meter.allow_driver(False)
    assert laptop.meter.holds_driver
    after = laptop.read(1001.0)[0]
    assert after.energy_j is not None
    assert after.counter_epoch == before.counter_epoch
    laptop.meter.close()
    laptop.meter.open()
    assert laptop.read(1002.0)[0].energy_j is not None


def test_without_sysfs_not_allowing_the_driver_changes_nothing(driver: FakeDriver, tmp_path: Path) -> None:
    driver.play(Scenario((ONE,)))
    library = NvmlLibrary(environ={}, platform="linux", open_library=lambda name: driver.library)
    meter = NvidiaMeter(library, RuntimePower(tmp_path / "nothing"), proc_version=tmp_path / "none")
    meter.allow_driver(False)
    meter.open()
    assert meter.read(Instant(1000.0, 1000.0, FIXED_EPOCH_S + 1000))[0].energy_j is not None


def test_power_saving_tool_on_a_desktop_does_not_cost_the_measurement(laptop: Laptop) -> None:
    # Such tools set "auto" for every PCI device; the driver keeps this card awake nevertheless, and says so.
    laptop.pci.add()
    laptop.pci.say_runtime_d3("Disabled by default")
    laptop.meter.allow_driver(False)
    laptop.meter.open()
    assert laptop.read(1000.0)[0].energy_j is not None


def test_permission_to_sleep_given_later_is_seen_within_a_minute(laptop: Laptop) -> None:
    laptop.pci.add(control="on")
    laptop.meter.allow_driver(False)
    laptop.meter.open()
    laptop.read(1000.0)
    laptop.pci.set_control("auto")
    assert laptop.read(1059.0)[0].problem is None
    (reading,) = laptop.read(1060.0)
    assert reading.problem is not None
    assert reading.problem.code == "nvidia-left-alone"
    assert not laptop.meter.holds_driver


def test_release_lets_go_until_the_next_reading(laptop: Laptop) -> None:
    laptop.pci.add()
    laptop.meter.open()
    laptop.read(1000.0)
    laptop.meter.release()
    assert not laptop.meter.holds_driver
    assert laptop.meter.devices()[0].key == f"nvidia:{ONE.uuid}"
    assert laptop.read(1001.0)[0].energy_j is not None


def test_driver_missing_when_the_card_wakes(laptop: Laptop) -> None:
    laptop.pci.add(status="suspended")
    laptop.driver.play(Scenario((ONE,), faults=fake_nvml.LIBRARY_MISMATCH))
    laptop.meter.open()
    assert laptop.read(1000.0)[0].asleep
    laptop.pci.set_status("active")
    with pytest.raises(MeterUnavailable) as caught:
        laptop.read(1001.0)
    assert caught.value.problem.code == "nvidia-library-mismatch"


def test_a_card_plugged_in_is_found_and_one_pulled_out_is_forgotten(laptop: Laptop) -> None:
    laptop.pci.add(FIRST, control="on")
    laptop.meter.open()
    before = laptop.read(1000.0)[0]
    laptop.pci.add(SECOND, control="on")
    laptop.driver.play(Scenario((ONE, TWO)))
    assert len(laptop.read(1059.0)) == 1
    first, second = laptop.read(1060.0)
    assert second.device_key == f"nvidia:{TWO.uuid}"
    assert first.counter_epoch == before.counter_epoch  # the driver was let go of for a moment only
    laptop.pci.remove(SECOND)
    laptop.driver.play(Scenario((ONE,)))
    first, lost = laptop.read(1061.0)
    assert first.energy_j is not None
    assert lost.problem is not None
    assert lost.problem.code == "nvidia-gpu-lost"
    assert [reading.device_key for reading in laptop.read(1120.0)] == [f"nvidia:{ONE.uuid}"]


def test_the_only_card_pulled_out_is_worth_waiting_for(laptop: Laptop) -> None:
    laptop.pci.add(control="on")
    laptop.meter.open()
    laptop.read(1000.0)
    laptop.pci.remove()
    laptop.driver.play(Scenario(()))
    with pytest.raises(MeterUnavailable) as caught:
        laptop.read(1001.0)
    assert caught.value.problem.code == "nvidia-gpu-lost"
    with pytest.raises(MeterUnavailable) as caught:
        laptop.meter.open()
    assert (caught.value.problem.code, caught.value.worth_retrying) == ("nvidia-no-card", True)
    laptop.pci.add(control="on")
    laptop.driver.play(Scenario((ONE,)))
    laptop.meter.open()
    assert laptop.read(1100.0)[0].energy_j is not None


def test_cards_of_other_drivers_are_none_of_this_meters(laptop: Laptop) -> None:
    laptop.pci.add(FIRST, control="on")
    laptop.pci.add(SECOND, driver="vfio-pci", status="suspended")
    laptop.pci.add("0000:00:02.0", vendor_id=0x8086, driver="i915", status="suspended")
    laptop.meter.open()
    assert [reading.device_key for reading in laptop.read(1000.0)] == [f"nvidia:{ONE.uuid}"]


def test_container_that_hides_a_card(laptop: Laptop) -> None:
    # sysfs shows the host's cards, the driver only the one that the container was given.
    laptop.pci.add(FIRST, control="on")
    laptop.pci.add(SECOND, control="on")
    laptop.meter.open()
    assert [reading.device_key for reading in laptop.read(1000.0)] == [f"nvidia:{ONE.uuid}"]


def test_a_sleeping_card_beside_a_lost_one_keeps_the_meter_open(laptop: Laptop) -> None:
    laptop.pci.add(FIRST, control="on")
    laptop.pci.add(SECOND, status="suspended")
    faults = (*fake_nvml.lost(1001), FakeFault("handle", 15, 1001))
    laptop.driver.play(Scenario((FakeCard(faults=faults), TWO)))
    laptop.meter.open()
    laptop.read(1000.0)
    lost, asleep = laptop.read(1001.0)
    assert lost.problem is not None
    assert lost.problem.code == "nvidia-gpu-lost"
    assert asleep.asleep
