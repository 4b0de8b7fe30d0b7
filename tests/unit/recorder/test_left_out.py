"""A card that the person switches off while the recorder runs, and on again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes.fake_nvml import FakeCard, FakeDriver, Phase, Scenario, Wave
from tests.unit.ledger.making import GPU, book_active, session_of, write
from tests.unit.recorder.simulation import Simulation
from tests.unit.recorder.test_cards_come_and_go import ALL, coverage
from wattprint.domain.bookings import Bookings
from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.recorder.assemble import left_out_problems
from wattprint.recorder.inbox import Command
from wattprint.system.settings import Settings

CARD = FakeCard(waves=(Wave((Phase(10, 20),)),))
OTHER = FakeCard(
    uuid="GPU-00000000-0000-0000-0000-000000000002",
    pci_address="00000000:0A:00.0",
    waves=(Wave((Phase(10, 150),)),),
)
KEY, OTHER_KEY = f"nvidia:{CARD.uuid}", f"nvidia:{OTHER.uuid}"


@pytest.fixture
def ledger_with_gpu(tmp_path: Path) -> Path:
    path = tmp_path / "l.sqlite3"
    prepare(path)
    writer, bookings = MeasurementLedger(path), Bookings()
    book_active(bookings, session_of(), 3600.0)
    write(writer, bookings)
    writer.close()
    return path


def test_its_time_is_recorded_as_nothing_at_all(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    simulation.pci.add("0000:0a:00.0", control="on")
    driver.play(Scenario((CARD, OTHER)))

    def choose(*keys: str) -> None:
        simulation.settings = replace(simulation.settings, left_out=frozenset(keys))

    simulation.at(199, lambda: choose(OTHER_KEY))
    simulation.at(200, Command.RELOAD)
    simulation.at(399, choose)
    simulation.at(400, Command.RELOAD)
    simulation.record(600)
    found = coverage(simulation)
    assert sum(found[KEY].values()) == pytest.approx(600, abs=25)
    assert set(found[OTHER_KEY]) <= {"measured", "unmeasured"}
    assert found[OTHER_KEY]["measured"] == pytest.approx(400, abs=25)
    assert found[OTHER_KEY].get("unmeasured", 0.0) <= 12
    with LedgerReader(simulation.ledger) as reader:
        (day,) = reader.days(*ALL).values()
    joules = sum(part.row.joules for part in day.energy)
    assert joules == pytest.approx(600 * 20 + 400 * 150, rel=0.05)


def test_with_the_only_card_left_out_the_driver_is_left_alone(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    driver.play(Scenario((CARD,)))
    simulation.settings = replace(simulation.settings, left_out=frozenset({KEY}))
    calls: list[int] = []
    simulation.at(1, lambda: calls.append(driver.calls()))
    simulation.record(3600)
    assert driver.calls() == calls[0]
    assert coverage(simulation) == {}
    with LedgerReader(simulation.ledger) as reader:
        # No device was watched (a real machine has its CPU): that is not recorded, and not unmeasured either.
        assert reader.days(*ALL) == {}


def test_what_is_left_out_is_told_by_its_name(ledger_with_gpu: Path) -> None:
    settings = Settings(left_out=frozenset({GPU.key, "nvidia:unknown"}))
    told = {problem.device_key: problem.detail for problem in left_out_problems(settings, ledger_with_gpu)}
    assert told == {GPU.key: GPU.name, "nvidia:unknown": "nvidia:unknown"}
    assert left_out_problems(Settings(), ledger_with_gpu) == []
