"""Cards that the person does not want measured: named once, asked nothing else, nothing held for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.fake_nvml import Scenario
from tests.unit.metering.test_nvidia_sleep import ONE, SECOND, TWO, Laptop
from wattprint.metering.meter import MeterUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes.fake_nvml import FakeDriver

FIRST_KEY, SECOND_KEY = f"nvidia:{ONE.uuid}", f"nvidia:{TWO.uuid}"


@pytest.fixture
def laptop(driver: FakeDriver, tmp_path: Path) -> Laptop:
    return Laptop(driver, tmp_path)


def calls_of_ten_readings(laptop: Laptop) -> int:
    laptop.read(1000.0)
    before = laptop.driver.calls()
    for second in range(1001, 1011):
        laptop.read(float(second))
    return laptop.driver.calls() - before


def test_a_card_left_out_is_read_no_more_than_one_that_is_not_there(laptop: Laptop) -> None:
    laptop.pci.add(control="on")
    laptop.meter.open()
    alone = calls_of_ten_readings(laptop)
    laptop.pci.add(SECOND, control="on")
    laptop.driver.play(Scenario((ONE, TWO)))
    laptop.meter.leave_out(frozenset({SECOND_KEY}))
    laptop.meter.open()
    assert [device.key for device in laptop.meter.devices()] == [FIRST_KEY]
    assert calls_of_ten_readings(laptop) == alone
    laptop.meter.leave_out(frozenset())
    laptop.meter.open()
    assert [device.key for device in laptop.meter.devices()] == [FIRST_KEY, SECOND_KEY]
    assert calls_of_ten_readings(laptop) > alone


def test_with_all_left_out_nothing_is_held(laptop: Laptop) -> None:
    laptop.pci.add(control="on")
    laptop.meter.leave_out(frozenset({FIRST_KEY}))
    with pytest.raises(MeterUnavailable) as away:
        laptop.meter.open()
    assert (away.value.problem.code, away.value.worth_retrying) == ("all-left-out", False)
    assert not laptop.meter.holds_driver


def test_a_card_that_slept_is_known_once_it_wakes(laptop: Laptop) -> None:
    laptop.pci.add(status="suspended")
    laptop.meter.leave_out(frozenset({FIRST_KEY}))
    laptop.meter.open()
    assert laptop.read(1000.0)[0].asleep
    assert laptop.driver.calls() == 0
    laptop.pci.set_status("active")
    with pytest.raises(MeterUnavailable) as away:
        laptop.read(1001.0)
    assert away.value.problem.code == "all-left-out"
    assert not laptop.meter.holds_driver
    # Asleep again, it is known by its address: the driver is not asked for its name another time.
    laptop.pci.set_status("suspended")
    before = laptop.driver.calls()
    with pytest.raises(MeterUnavailable):
        laptop.meter.open()
    assert laptop.driver.calls() == before
