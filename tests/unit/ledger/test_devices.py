"""A card is one row, whether it was first seen asleep (by address) or awake (by UUID)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import ALL, CPU, DAY, DAY_S, GPU
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, EnergyKey
from wattprint.domain.readings import Device, DeviceKind, Quality
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from pathlib import Path

ASLEEP = Device("nvidia:pci:0000:01:00.0", DeviceKind.GPU, "nvidia", "NVIDIA GPU", "0000:01:00.0")


def book(path: Path, *devices: Device) -> None:
    """One recorder's life: a joule on each device in turn, each in a write of its own."""
    ledger = MeasurementLedger(path)
    for device in devices:
        bookings = Bookings()
        key = EnergyKey(DAY, device.key, State.IDLE, None, None, Quality.COUNTER)
        bookings.book_energy(key, 1.0, 1.0)
        bookings.book_coverage(DAY, device.key, "measured", 1.0)
        ledger.write(bookings, devices, DAY_S, DAY, 0.0)
    ledger.close()


def rows(path: Path) -> list[tuple[str, str, float]]:
    """Key, name and measured seconds of every device."""
    with LedgerReader(path) as reader:
        seconds = {row.device_key: row.seconds for row in reader.coverage(*ALL)}
        return [(device.key, device.name, seconds.get(device.key, 0.0)) for device in reader.devices()]


@pytest.mark.parametrize(
    "lives",
    [
        [[ASLEEP, GPU]],
        [[GPU, ASLEEP]],
        [[ASLEEP], [GPU]],
        [[GPU], [ASLEEP]],
        [[ASLEEP], [GPU], [ASLEEP], [GPU, ASLEEP]],
    ],
    ids=lambda lives: "-".join(
        "+".join("asleep" if d is ASLEEP else "awake" for d in life) for life in lives
    ),
)
def test_asleep_and_awake_are_one_row(path: Path, lives: list[list[Device]]) -> None:
    for life in lives:
        book(path, *life)
    assert rows(path) == [(GPU.key, GPU.name, float(sum(map(len, lives))))]


def test_asleep_and_awake_in_one_write(path: Path) -> None:
    for order in ([ASLEEP, GPU], [GPU, ASLEEP]):
        ledger = MeasurementLedger(path)
        bookings = Bookings()
        for device in order:
            bookings.book_coverage(DAY, device.key, "measured", 1.0)
        ledger.write(bookings, order, DAY_S, DAY, 0.0)
        ledger.close()
    assert rows(path) == [(GPU.key, GPU.name, 4.0)]


def test_two_cards_of_one_name_are_two_rows(path: Path) -> None:
    twin = replace(GPU, key="nvidia:GPU-2222", pci_address="0000:02:00.0")
    book(path, GPU, twin)
    assert [key for key, _, _ in rows(path)] == [GPU.key, twin.key]


def test_another_card_in_the_same_place_is_another_row(path: Path) -> None:
    successor = replace(GPU, key="nvidia:GPU-2222", name="Newer Card")
    book(path, GPU)
    book(path, successor)
    book(path, ASLEEP)
    assert rows(path) == [(GPU.key, GPU.name, 1.0), (successor.key, "Newer Card", 2.0)]


def test_a_card_that_moved_is_itself_again_even_when_first_seen_asleep(path: Path) -> None:
    there = "0000:05:00.0"
    moved_asleep = replace(ASLEEP, key=f"nvidia:pci:{there}", pci_address=there)
    moved = replace(GPU, pci_address=there)
    book(path, GPU)
    book(path, moved_asleep)  # who that is cannot be known yet
    book(path, moved)
    book(path, moved_asleep, moved)
    assert rows(path) == [(GPU.key, GPU.name, 4.0), (moved_asleep.key, ASLEEP.name, 1.0)]


def test_an_amd_card_at_the_same_address_is_not_the_nvidia_one(path: Path) -> None:
    amd = Device("amd:0000:01:00.0", DeviceKind.GPU, "amd", "Radeon", "0000:01:00.0")
    book(path, ASLEEP, amd)
    assert [key for key, _, _ in rows(path)] == [ASLEEP.key, amd.key]


def test_a_device_tells_its_newest_name(path: Path) -> None:
    book(path, CPU)
    book(path, replace(CPU, name="Core Test, renamed"))
    assert rows(path) == [("cpu", "Core Test, renamed", 2.0)]


def test_a_baseline_learned_asleep_is_the_cards(path: Path) -> None:
    ledger = MeasurementLedger(path)
    bookings = Bookings()
    bookings.baselines[ASLEEP.key] = Baseline(0.0, asleep=True)
    ledger.write(bookings, [ASLEEP], DAY_S, DAY, 0.0)
    ledger.close()
    book(path, GPU)
    ledger = MeasurementLedger(path)
    assert ledger.baselines() == {GPU.key: Baseline(0.0, asleep=True)}
    ledger.close()
