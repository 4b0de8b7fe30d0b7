"""Which cards sleep, from rebuilt sysfs trees."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.fake_pci import FakePci
from wattprint.metering.runtime_power import AMD, INTEL, NVIDIA, PciCard, RuntimePower

ADDRESS = "0000:01:00.0"


@pytest.fixture
def pci(tmp_path: Path) -> FakePci:
    return FakePci(tmp_path)


@pytest.fixture
def power(pci: FakePci) -> RuntimePower:
    return RuntimePower(pci.sys, pci.proc)


def test_cards_by_vendor(pci: FakePci, power: RuntimePower) -> None:
    pci.add("0000:01:00.0", pci_class=0x030200, device_id=0x25A2)  # "3D controller": a laptop's second card
    pci.add("0000:00:02.0", vendor_id=INTEL, device_id=0xA7A0, driver="i915")
    pci.add("0000:03:00.0", vendor_id=AMD, device_id=0x744C, driver=None)
    pci.add("0000:01:00.1", pci_class=0x040300, device_id=0x2291, driver="snd_hda_intel")  # its sound
    assert power.cards(NVIDIA) == (PciCard("0000:01:00.0", NVIDIA, 0x25A2, "nvidia"),)
    assert power.cards(AMD) == (PciCard("0000:03:00.0", AMD, 0x744C, None),)
    assert [card.address for card in power.cards()] == ["0000:00:02.0", "0000:01:00.0", "0000:03:00.0"]


def test_no_sysfs_means_no_cards_and_nothing_asleep(tmp_path: Path) -> None:
    power = RuntimePower(tmp_path / "nowhere", tmp_path / "nowhere")
    assert power.cards() == ()
    assert power.status(ADDRESS) is None
    assert not power.is_asleep(ADDRESS)
    assert not power.may_runtime_suspend(ADDRESS)


@pytest.mark.parametrize(
    ("status", "asleep"),
    [
        ("active", False),
        ("suspended", True),
        ("suspending", True),
        ("resuming", False),
        ("unsupported", False),
        ("error", False),
    ],
)
def test_status(pci: FakePci, power: RuntimePower, status: str, asleep: bool) -> None:
    pci.add(status=status)
    assert power.status(ADDRESS) == status
    assert power.is_asleep(ADDRESS) is asleep


def test_status_is_read_anew_each_time(pci: FakePci, power: RuntimePower) -> None:
    pci.add(status="active")
    assert not power.is_asleep(ADDRESS)
    pci.set_status("suspended")
    assert power.is_asleep(ADDRESS)
    pci.remove()
    assert power.status(ADDRESS) is None


@pytest.mark.parametrize(
    ("control", "driver_says", "may"),
    [
        ("auto", None, True),
        ("on", None, False),
        ("on", "Enabled (fine-grained)", False),
        ("auto", "Enabled (fine-grained)", True),
        ("auto", "Enabled (coarse-grained)", True),
        ("auto", "Disabled by default", False),
        ("auto", "Disabled", False),
        ("auto", "Not supported", False),
        ("auto", "?", True),
    ],
)
def test_may_runtime_suspend(
    pci: FakePci, power: RuntimePower, control: str, driver_says: str | None, may: bool
) -> None:
    pci.add(control=control)
    if driver_says is not None:
        pci.say_runtime_d3(driver_says)
    assert power.may_runtime_suspend(ADDRESS) is may


def test_a_card_that_sleeps_may_sleep_whatever_its_driver_says(pci: FakePci, power: RuntimePower) -> None:
    pci.add(status="suspended")
    pci.say_runtime_d3("Disabled by default")
    assert power.may_runtime_suspend(ADDRESS)


def test_unreadable_card_is_passed_over(pci: FakePci, power: RuntimePower) -> None:
    pci.add()
    pci.add("0000:02:00.0")
    (pci.sys / "bus/pci/devices/0000:02:00.0/vendor").write_text("garbage\n")
    (pci.sys / "bus/pci/devices/0000:03:00.0").mkdir()
    assert [card.address for card in power.cards()] == [ADDRESS]
