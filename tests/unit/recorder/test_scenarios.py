"""What the recorder books when the truth is known to the joule: real meter, fake driver, real ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.fake_nvml import (
    BURSTS,
    NO_COUNTER,
    FakeCard,
    FakeDriver,
    FakeProcess,
    Phase,
    Scenario,
    Wave,
    driver_fails,
    lost,
)
from tests.unit.recorder.simulation import START_S, Simulation
from wattprint.domain.footprint import footprint, idle_part_j, session_j, standby_j
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.rows import DayRecord, SessionRecord
from wattprint.recorder.inbox import Command

CHAT = Workload("llama.cpp", "llama.cpp", "llama-server", Kind.CHAT, "qwen2.5-7b")
IMAGE = Workload("comfyui", "ComfyUI", None, Kind.IMAGE)
PID = 4242

#: A card alone draws 10 W; then a server starts, which costs 30 W, and 12 s later works in bursts of
#: 300 W x 3 s every 10 s, for 80 s.
EMPTY = Wave((Phase(10, 10),), 0.0)
LOADED_S = 120.0
LEARNED_S = LOADED_S + 12.0
BURST_S = 80.0
WORKING = Wave(BURSTS, START_S + LEARNED_S)
GONE = Wave((Phase(10, 10),), START_S + LEARNED_S + BURST_S)


def read(simulation: Simulation) -> tuple[DayRecord, list[SessionRecord]]:
    """The one day and its sessions."""
    with LedgerReader(simulation.ledger) as reader:
        days = reader.days("0000-01-01", "9999-12-31")
        return next(iter(days.values())), reader.sessions("0000-01-01", "9999-12-31")


def raw_j(day: DayRecord) -> float:
    return sum(part.row.joules for part in day.energy)


def session_energy_j(session: SessionRecord) -> float:
    return sum(session_j(row) or 0.0 for row in session.energy)


def bursty(driver: FakeDriver, *, phase_s: float = 0.0, counter: bool = True) -> FakeCard:
    """The card of the bursts and the process that follows them; phase_s shifts both against the ticks."""
    loaded = Wave((Phase(10, 30),), START_S + LOADED_S + phase_s)
    waves = (EMPTY, loaded, Wave(BURSTS, WORKING.from_s + phase_s), Wave(GONE.phases, GONE.from_s + phase_s))
    process = FakeProcess(PID, 90.0, from_s=START_S + LOADED_S + phase_s, until_s=GONE.from_s + phase_s)
    card = FakeCard(waves=waves, processes=(process,), faults=() if counter else NO_COUNTER)
    driver.play(Scenario((card,)))
    return card


def run_bursts(simulation: Simulation, *, phase_s: float = 0.0) -> None:
    simulation.at(LOADED_S + phase_s, lambda: simulation.watch.run(PID, CHAT))
    simulation.at(LEARNED_S + BURST_S + phase_s, lambda: simulation.watch.end(PID))
    simulation.record(LEARNED_S + BURST_S + 240)


@pytest.mark.parametrize("counter", [True, False])
@pytest.mark.parametrize("phase_s", [0.0, 0.3, 0.77, 4.5])
def test_at_any_phase_the_sum_is_the_truth(
    driver: FakeDriver, tmp_path: Path, phase_s: float, counter: bool
) -> None:
    simulation = Simulation(tmp_path, driver)
    card = bursty(driver, phase_s=phase_s, counter=counter)
    run_bursts(simulation, phase_s=phase_s)
    day, sessions = read(simulation)
    truth_j = card.energy_j(START_S, START_S + LEARNED_S + BURST_S + 240)
    assert raw_j(day) == pytest.approx(truth_j, rel=0.01 if counter else 0.02)
    assert len(sessions) == 1


def test_a_session_holds_its_bursts_and_not_what_lies_between(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    bursty(driver)
    run_bursts(simulation)
    day, [session] = read(simulation)
    # 8 bursts of 900 J; at each of their 16 edges at most one standby slice (2 s at 300 W) may be misplaced.
    assert session_energy_j(session) == pytest.approx(8 * 900, abs=16 * 2 * 30)
    assert session.app == "llama.cpp"
    assert session.kind is Kind.CHAT
    assert session.model == "qwen2.5-7b"
    idle_j = sum(idle_part_j(row) or 0.0 for row in session.energy)
    assert idle_j == pytest.approx(10 * session.active_s, rel=0.02)
    standby = sum(standby_j(row) or 0.0 for row in day.counted)
    assert standby == pytest.approx((12 + 8 * 7) * 20, rel=0.25)


def test_while_a_model_stays_loaded_all_day_it_says_learning_then_is_right(
    driver: FakeDriver, tmp_path: Path
) -> None:
    simulation = Simulation(tmp_path, driver)
    loaded = FakeProcess(PID, 0.0, until_s=START_S + 100)
    waves = (Wave((Phase(10, 30),), 0.0), Wave((Phase(10, 10),), START_S + 100))
    driver.play(Scenario((FakeCard(waves=waves, processes=(loaded,)),)))
    simulation.watch.run(PID, CHAT)
    simulation.record(100)
    day, sessions = read(simulation)
    assert sessions == []
    before = footprint(day.counted, lambda _v, _q, _k: (1.0, 1.0))
    assert before.local_at_least
    assert before.standby_wh is None

    simulation.watch.end(PID)
    simulation.record(300)
    day, _ = read(simulation)
    after = footprint(day.counted, lambda _v, _q, _k: (1.0, 1.0))
    assert not after.local_at_least
    assert after.standby_wh == pytest.approx(20 * 98 / 3600, rel=0.05)


def test_two_apps_at_80_and_10_percent_get_8_to_1(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    processes = (FakeProcess(PID, 80.0, when="always"), FakeProcess(PID + 1, 10.0, when="always"))
    driver.play(Scenario((FakeCard(waves=(Wave((Phase(10, 200, 90),)),), processes=processes),)))
    simulation.watch.run(PID, CHAT)
    simulation.watch.run(PID + 1, IMAGE)
    simulation.record(30)
    _, sessions = read(simulation)
    by_app = {session.app: session_energy_j(session) for session in sessions}
    assert by_app["llama.cpp"] / by_app["comfyui"] == pytest.approx(8.0, rel=0.01)
    assert sum(by_app.values()) == pytest.approx(30 * 200, rel=0.01)


def test_a_lost_card_is_unmeasured_and_comes_back(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    process = FakeProcess(PID, 90.0, when="always")
    card = FakeCard(
        waves=(Wave((Phase(10, 200, 90),)),),
        processes=(process,),
        faults=lost(START_S + 20, START_S + 40),
    )
    driver.play(Scenario((card,)))
    simulation.watch.run(PID, CHAT)
    simulation.record(120)
    day, _ = read(simulation)
    with LedgerReader(simulation.ledger) as reader:
        seconds = {row.how: row.seconds for row in reader.coverage("0000-01-01", "9999-12-31")}
    assert seconds["unmeasured"] >= 19
    assert seconds["measured"] + seconds["unmeasured"] == pytest.approx(120, abs=2)
    # Nothing is invented: not one joule more than 200 W over the measured time.
    assert raw_j(day) == pytest.approx(200 * seconds["measured"], rel=0.02)
    codes = [problem.code for problem in simulation.memory.of("problem")]  # type: ignore[attr-defined]
    assert codes.count("nvidia-gpu-lost") == 1


def test_a_driver_that_is_not_loaded_is_said_once_and_tried_again(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    card = FakeCard(waves=(Wave((Phase(10, 50),)),))
    driver.play(Scenario((card,), faults=driver_fails(9, until_s=START_S + 100)))
    simulation.record(400)
    codes = [problem.code for problem in simulation.memory.of("problem")]  # type: ignore[attr-defined]
    assert codes == ["nvidia-driver-not-loaded"]
    day, _ = read(simulation)
    assert raw_j(day) > 50 * 40


def test_a_restarted_counter_is_bridged_with_power(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    card = FakeCard(
        waves=(Wave((Phase(10, 200, 90),)),),
        processes=(FakeProcess(PID, 90.0, when="always"),),
        counter_restarts_s=(START_S + 15.5,),
    )
    driver.play(Scenario((card,)))
    simulation.watch.run(PID, CHAT)
    simulation.record(30)
    day, _ = read(simulation)
    assert raw_j(day) == pytest.approx(30 * 200, rel=0.01)


def test_a_kill_loses_at_most_ten_seconds_and_the_session_goes_on(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    card = FakeCard(waves=(Wave((Phase(10, 200, 90),)),), processes=(FakeProcess(PID, 90.0, when="always"),))
    driver.play(Scenario((card,)))
    simulation.watch.run(PID, CHAT)
    simulation.at(47.3, simulation.kill)
    simulation.record(60)
    _, [before] = read(simulation)
    assert session_energy_j(before) >= (47.3 - 10) * 200
    simulation.clock.move(30)
    simulation.record(120)
    _, sessions = read(simulation)
    assert len(sessions) == 1
    assert session_energy_j(sessions[0]) >= (120 - 30 - 10 - 2) * 200
    assert session_energy_j(sessions[0]) <= 120 * 200


def test_after_a_kill_and_a_long_pause_a_new_session_begins(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    card = FakeCard(waves=(Wave((Phase(10, 200, 90),)),), processes=(FakeProcess(PID, 90.0, when="always"),))
    driver.play(Scenario((card,)))
    simulation.watch.run(PID, CHAT)
    simulation.at(20, simulation.kill)
    simulation.record(60)
    simulation.clock.move(600)
    simulation.record(700)
    _, sessions = read(simulation)
    assert [session.open for session in sessions] == [False, True]


def test_an_hour_of_suspend_is_nobodys_and_ends_the_session(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    card = FakeCard(waves=(Wave((Phase(10, 200, 90),)),), processes=(FakeProcess(PID, 90.0, when="always"),))
    driver.play(Scenario((card,)))
    simulation.watch.run(PID, CHAT)
    simulation.at(30, lambda: simulation.suspend(3600))
    simulation.record(60)
    day, sessions = read(simulation)
    assert len(sessions) == 2
    assert sum(session_energy_j(session) for session in sessions) == pytest.approx(59 * 200, rel=0.03)
    bridged = [part.row.joules for part in day.energy if part.row.state == "bridged"]
    assert sum(bridged) == pytest.approx(200, rel=0.6)


def test_a_pause_books_nothing_but_its_time(driver: FakeDriver, tmp_path: Path) -> None:
    simulation = Simulation(tmp_path, driver)
    card = FakeCard(waves=(Wave((Phase(10, 200, 90),)),), processes=(FakeProcess(PID, 90.0, when="always"),))
    driver.play(Scenario((card,)))
    simulation.watch.run(PID, CHAT)
    simulation.at(20, Command.PAUSE)
    simulation.at(80, Command.RESUME)
    simulation.record(100)
    day, _ = read(simulation)
    assert day.times is not None
    assert day.times.paused_s == pytest.approx(60, abs=0.5)
    assert raw_j(day) == pytest.approx(40 * 200, rel=0.03)


def test_an_idle_machine_is_woken_at_most_three_times_in_ten_seconds(
    driver: FakeDriver, tmp_path: Path
) -> None:
    simulation = Simulation(tmp_path, driver)
    driver.play(Scenario((FakeCard(waves=(EMPTY,)),)))
    simulation.record(600)
    assert simulation.inbox.waits <= 0.3 * 600
