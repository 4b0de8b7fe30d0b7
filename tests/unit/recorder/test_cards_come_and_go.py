"""Cards that sleep, wake up under another name, and are unplugged while a recorder holds bookings of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.fake_nvml import FakeCard, FakeDriver, FakeProcess, Phase, Scenario, Wave
from tests.unit.recorder.simulation import START_S, Simulation
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.reader import LedgerReader

CHAT = Workload("llama.cpp", "llama.cpp", "llama-server", Kind.CHAT, "qwen2.5-7b")
PID = 4242
ALL = ("0000-01-01", "9999-12-31")
ADDRESS = "0000:01:00.0"


def coverage(simulation: Simulation) -> dict[str, dict[str, float]]:
    """Seconds by device and how."""
    found: dict[str, dict[str, float]] = {}
    with LedgerReader(simulation.ledger) as reader:
        for row in reader.coverage(*ALL):
            times = found.setdefault(row.device_key, {})
            times[row.how] = times.get(row.how, 0.0) + row.seconds
    return found


@pytest.fixture
def laptop(driver: FakeDriver, tmp_path: Path) -> Simulation:
    simulation = Simulation(tmp_path, driver)
    simulation.pci.set_control("auto")
    simulation.pci.set_status("suspended")
    busy = FakeProcess(PID, 90.0, when="always", from_s=START_S + 100, until_s=START_S + 200)
    waves = (
        Wave((Phase(10, 5),), 0.0),
        Wave((Phase(10, 80, 90),), START_S + 100),
        Wave((Phase(10, 5),), START_S + 200),
    )
    driver.play(Scenario((FakeCard(waves=waves, processes=(busy,)),)))
    return simulation


def test_while_the_card_sleeps_the_driver_is_never_touched(laptop: Simulation, driver: FakeDriver) -> None:
    laptop.record(3600)
    assert driver.calls() == 0
    (times,) = coverage(laptop).values()
    assert times == {"asleep": pytest.approx(3600, abs=1)}


@pytest.mark.parametrize("wakes_after_s", [93.0, 97.0, 101.0])
def test_a_card_that_wakes_up_between_two_commits_is_one_card(
    laptop: Simulation, driver: FakeDriver, wakes_after_s: float
) -> None:
    """Asleep it goes by its address, awake by its UUID; what was booked under either is written."""
    laptop.at(wakes_after_s, lambda: laptop.pci.set_status("active"))
    laptop.at(100, lambda: laptop.watch.run(PID, CHAT))
    laptop.at(200, lambda: laptop.watch.end(PID))
    laptop.at(205, lambda: laptop.pci.set_status("suspended"))
    laptop.record(600)
    found = coverage(laptop)
    assert list(found) == ["nvidia:GPU-00000000-0000-0000-0000-000000000001"]
    (times,) = found.values()
    # Under its new name it begins anew: once, one interval belongs to neither.
    assert sum(times.values()) == pytest.approx(600, abs=10)
    assert times["asleep"] == pytest.approx(600 - (205 - wakes_after_s), abs=22)
    with LedgerReader(laptop.ledger) as reader:
        (session,) = reader.sessions(*ALL)
        (row,) = session.energy
    assert row.joules == pytest.approx(100 * 80, rel=0.03)


@pytest.mark.parametrize("after_s", [31.0, 33.5, 37.0, 39.9, 44.0])
def test_a_card_that_is_unplugged_loses_nothing_of_before(
    driver: FakeDriver, tmp_path: Path, after_s: float
) -> None:
    simulation = Simulation(tmp_path, driver)
    simulation.pci.add("0000:0a:00.0", control="on")
    busy = FakeProcess(PID, 90.0, when="always")
    outside = FakeCard(
        uuid="GPU-00000000-0000-0000-0000-000000000002",
        pci_address="00000000:0A:00.0",
        waves=(Wave((Phase(10, 150, 90),)),),
        processes=(busy,),
    )
    inside = FakeCard(waves=(Wave((Phase(10, 20),)),))
    driver.play(Scenario((inside, outside)))
    simulation.watch.run(PID, CHAT)

    def pull() -> None:
        simulation.pci.remove("0000:0a:00.0")
        driver.play(Scenario((inside,)))

    simulation.at(after_s, pull)
    simulation.record(300)
    with LedgerReader(simulation.ledger) as reader:
        days = reader.days(*ALL)
    (day,) = days.values()
    joules: dict[str, float] = {}
    for part in day.energy:
        name = "outside" if part.row.joules / max(part.row.seconds, 1e-9) > 100 else "inside"
        joules[name] = joules.get(name, 0.0) + part.row.joules
    assert joules["outside"] == pytest.approx(150 * after_s, abs=150 * 2)
    # The other card is measured on; while both were sorted anew it may miss an interval.
    assert joules["inside"] == pytest.approx(20 * 300, rel=0.05)
