"""Which local day the recorder books on: clocks that are put back, and a person who travels while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.fakes.fake_nvml import BURSTS, FakeCard, FakeDriver, FakeProcess, Phase, Scenario, Wave
from tests.unit.recorder.simulation import START_S, Simulation
from tests.unit.recorder.test_scenarios import CHAT, PID, session_energy_j
from wattprint.domain.workload import Role
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.rows import DayRecord, SessionRecord
from wattprint.recorder.cadence import IDLE_S, ZONE_S
from wattprint.system.clock import SystemClock

Zone = Callable[[str], None]

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no tzset here")

HOUR_S = 3600.0


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Changes the system's zone as travelling does: this process is not told."""
    yield lambda name: monkeypatch.setenv("TZ", name)
    monkeypatch.undo()
    time.tzset()


def begun_at(driver: FakeDriver, folder: Path, moment: str, card: FakeCard) -> Simulation:
    """A machine whose recorder begins at an ISO time with offset and goes by the system's zone."""
    simulation = Simulation(folder, driver)
    epoch_s = datetime.fromisoformat(moment).timestamp() - START_S
    driver.set_epoch(epoch_s)
    driver.play(Scenario((card,)))
    clock, system = simulation.clock, SystemClock()
    clock.wall_offset_s = epoch_s
    clock.local_day = system.local_day  # type: ignore[method-assign]
    clock.refresh_zone = system.refresh_zone  # type: ignore[method-assign]
    return simulation


def read(simulation: Simulation) -> tuple[dict[str, DayRecord], list[SessionRecord]]:
    with LedgerReader(simulation.ledger) as reader:
        return reader.days("0000-01-01", "9999-12-31"), reader.sessions("0000-01-01", "9999-12-31")


def recorded_s(day: DayRecord) -> float:
    assert day.times is not None
    return day.times.recorded_s


def energy_j(day: DayRecord) -> float:
    return sum(part.row.joules for part in day.energy)


def test_the_hour_that_comes_twice_counts_twice(driver: FakeDriver, tmp_path: Path, zone: Zone) -> None:
    zone("Europe/Paris")
    time.tzset()
    at_work = [(HOUR_S + 1800.0, HOUR_S + 1860.0), (2 * HOUR_S + 1800.0, 2 * HOUR_S + 1860.0)]
    quiet, busy = (Phase(10, 10),), (Phase(10, 200, 90),)
    waves, processes = [Wave(quiet)], []
    for begin_s, end_s in at_work:
        waves += [Wave(busy, START_S + begin_s), Wave(quiet, START_S + end_s)]
        processes.append(FakeProcess(PID, 90.0, from_s=START_S + begin_s, until_s=START_S + end_s))
    card = FakeCard(waves=tuple(waves), processes=tuple(processes))
    simulation = begun_at(driver, tmp_path, "2026-10-25T01:00:00+02:00", card)
    for begin_s, end_s in at_work:
        simulation.at(begin_s, lambda: simulation.watch.run(PID, CHAT, Role.ENGINE))
        simulation.at(end_s, lambda: simulation.watch.end(PID))
    simulation.record(4 * HOUR_S)
    days, sessions = read(simulation)
    assert list(days) == ["2026-10-25"]
    day = days["2026-10-25"]
    # From 1:00 to 4:00 by the clock.
    assert recorded_s(day) == pytest.approx(4 * HOUR_S, abs=1)
    assert energy_j(day) == pytest.approx(card.energy_j(START_S, START_S + 4 * HOUR_S), rel=0.01)
    first, second = sessions
    assert (first.utc_offset_s, second.utc_offset_s) == (7200, 3600)
    assert second.start_s - first.start_s == pytest.approx(HOUR_S, abs=IDLE_S)
    for session in sessions:
        assert session.active_s == pytest.approx(60, abs=3)
        assert session.end_s - session.start_s == pytest.approx(60, abs=3)
    assert day.times is not None
    assert day.times.active_s == pytest.approx(120, abs=6)


def test_that_days_last_hour_is_still_its_own(driver: FakeDriver, tmp_path: Path, zone: Zone) -> None:
    zone("Europe/Paris")
    time.tzset()
    # Twenty-four hours after it began it is 23:00.
    simulation = begun_at(
        driver, tmp_path, "2026-10-25T22:50:00+01:00", FakeCard(waves=(Wave((Phase(10, 10),)),))
    )
    simulation.record(80 * 60)
    days, _ = read(simulation)
    assert list(days) == ["2026-10-25", "2026-10-26"]
    assert recorded_s(days["2026-10-25"]) == pytest.approx(70 * 60, abs=IDLE_S + 1)
    assert sum(map(recorded_s, days.values())) == pytest.approx(80 * 60, abs=1)


@pytest.mark.parametrize(
    ("home", "abroad", "first_day", "then"),
    [
        ("Europe/Paris", "Asia/Tokyo", "2026-11-22", "2026-11-23"),
        # A day that was over already goes on.
        ("Asia/Tokyo", "America/Los_Angeles", "2026-11-23", "2026-11-22"),
    ],
)
@pytest.mark.parametrize("at_work", [False, True])
def test_a_traveller_is_on_the_other_day_within_a_minute_and_nothing_is_lost_or_doubled(
    driver: FakeDriver,
    tmp_path: Path,
    zone: Zone,
    home: str,
    abroad: str,
    first_day: str,
    then: str,
    at_work: bool,
) -> None:
    zone(home)
    time.tzset()
    card = FakeCard(
        waves=(Wave(BURSTS if at_work else (Phase(10, 10),)),), processes=(FakeProcess(PID, 90.0),)
    )
    # 17:00 in Paris, 1:00 of the next day in Tokyo, 8:00 in Los Angeles.
    simulation = begun_at(driver, tmp_path, "2026-11-22T16:00:00+00:00", card)
    if at_work:
        simulation.watch.run(PID, CHAT, Role.ENGINE)
    simulation.at(300, lambda: zone(abroad))
    simulation.record(900)
    days, sessions = read(simulation)
    assert set(days) == {first_day, then}
    # A slice is of the day on which it ends.
    assert 300 - IDLE_S - 1 <= recorded_s(days[first_day]) <= 300 + ZONE_S + IDLE_S + 1
    assert sum(map(recorded_s, days.values())) == pytest.approx(900, abs=1)
    truth_j = card.energy_j(START_S, START_S + 900)
    assert sum(map(energy_j, days.values())) == pytest.approx(truth_j, rel=0.01)
    if not at_work:
        assert sessions == []
        return
    # One sitting, told by the clock that it began with.
    [session] = sessions
    assert session.utc_offset_s == (3600 if home == "Europe/Paris" else 9 * 3600)
    parts_j = [
        sum(part.row.joules for part in days[day].energy if part.row.state == "active")
        for day in (first_day, then)
    ]
    assert min(parts_j) > 0
    assert sum(parts_j) == pytest.approx(session_energy_j(session))
