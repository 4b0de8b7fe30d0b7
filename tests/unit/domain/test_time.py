"""Suspends, clocks that are set, ticks that come twice, pauses: time is counted once and as what it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.domain.driver import (
    CHAT,
    Cpu,
    Gpu,
    Machine,
    Program,
    Steps,
    Watch,
    always,
    busy_machine,
    every,
)
from wattprint.domain.accounting import Accountant
from wattprint.domain.attribution import State
from wattprint.domain.readings import Reading
from wattprint.domain.slices import Fault
from wattprint.domain.workload import Role

FOREVER = float("inf")


# -- suspend and clocks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("boot_clock", [True, False])
def test_a_suspend_of_an_hour_is_no_session_s_and_ends_the_one_that_was_open(boot_clock: bool) -> None:
    machine = busy_machine()
    machine.suspends, machine.boot_clock = [(10.5, 3600.0)], boot_clock
    watching = Watch(machine).run(every(1.0, 0.0, 20.0))
    booked = watching.booked
    assert booked.joules(State.BRIDGED) == pytest.approx(200.0)
    assert booked.joules(State.ACTIVE) == pytest.approx(19 * 200.0)
    assert booked.faults == {Fault.SUSPEND: 1}
    before, after = booked.sessions
    assert not before.open
    assert watching.outcomes[11].ended == [before]
    assert before.end_wall_s == machine.noon_s + 10
    assert after.start_wall_s == machine.noon_s + 3600 + 11
    assert booked.covered_s("measured") == pytest.approx(20.0)  # awake time only
    assert booked.active_s == pytest.approx(19.0)


def test_a_short_suspend_does_not_end_a_session() -> None:
    machine = busy_machine()
    machine.suspends = [(10.5, 100.0)]
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules(State.BRIDGED) == pytest.approx(200.0)
    session = booked.sole_session()
    assert session.active_s == pytest.approx(19.0)
    assert session.end_wall_s - session.start_wall_s == pytest.approx(120.0)


def test_an_implausible_counter_delta_over_a_suspend_is_dropped() -> None:
    machine = busy_machine()
    machine.suspends = [(10.5, 3600.0)]

    def leap(at_s: float, reading: Reading) -> Reading:
        assert reading.energy_j is not None
        return replace(reading, energy_j=reading.energy_j + 1e6) if at_s >= 11 else reading

    booked = Watch(machine, distort=leap).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules() == pytest.approx(19 * 200.0)
    assert booked.faults == {Fault.SUSPEND: 1, Fault.IMPLAUSIBLE: 1}


def test_a_card_with_power_alone_is_unmeasured_over_a_suspend() -> None:
    machine = busy_machine(counter=False)
    machine.suspends = [(10.5, 3600.0)]
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules(State.BRIDGED) == 0.0
    assert booked.covered_s("unmeasured") == pytest.approx(1.0)


def test_slices_over_a_suspend_teach_no_baseline() -> None:
    """Over a suspend a counter may restart or leap: its mean power is no idle power."""
    suspends = [(5.0 + 10 * index, 60.0) for index in range(30)]
    machine = Machine([Gpu(always(9.0))], Cpu(idle_w=20.0), suspends=suspends)
    watching = Watch(machine).run(every(10.0, 0.0, 300.0), 10.0)
    assert watching.accountant.baseline_w("cpu") is None
    assert watching.accountant.baseline_w("gpu") is None


@pytest.mark.parametrize("step_s", [-3600.0, -5.0, 5.0, 3600.0])
def test_a_clock_set_by_people_or_ntp_changes_no_duration_and_no_energy(step_s: float) -> None:
    machine = busy_machine()
    machine.wall_steps = [(10.5, step_s)]
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    session = booked.sole_session()
    assert booked.session_joules(session) == pytest.approx(20 * 200.0)
    assert session.active_s == pytest.approx(20.0)
    assert session.start_wall_s <= session.end_wall_s
    assert booked.covered_s("measured") == pytest.approx(20.0)
    assert not booked.faults


@pytest.mark.parametrize("step_s", [-3600.0, -9.0, 9.0])
def test_without_a_boot_clock_small_or_backward_steps_are_no_suspend(step_s: float) -> None:
    machine = busy_machine()
    machine.boot_clock, machine.wall_steps = False, [(10.5, step_s)]
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    assert booked.session_joules(booked.sole_session()) == pytest.approx(20 * 200.0)


# -- ticks -------------------------------------------------------------------------------------------------


def test_duplicate_ticks_count_nothing_twice_and_lose_nothing() -> None:
    machine = busy_machine()
    machine.cpu = Cpu(other_cores=always(1.0))
    once = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    twice = Watch(machine).run([at_s for at_s in every(1.0, 0.0, 20.0) for _ in range(2)]).booked
    assert {k.state: a for k, a in twice.energy.items()} == {k.state: a for k, a in once.energy.items()}
    assert twice.coverage == once.coverage
    assert twice.sole_session().active_s == once.sole_session().active_s


def test_a_suspend_seen_by_a_tick_of_no_length_is_not_forgotten() -> None:
    machine = busy_machine()
    machine.suspends = [(10.0, 3600.0)]
    watching = Watch(machine).run(every(1.0, 0.0, 9.0))
    machine.suspends = []
    watching.run([10.0])
    machine.suspends = [(10.0, 3600.0)]
    booked = watching.run(every(1.0, 10.0, 20.0)).booked
    assert booked.joules(State.BRIDGED) == pytest.approx(200.0)
    assert len(booked.sessions) == 2


def test_a_pause_books_nothing_but_paused_time() -> None:
    machine = busy_machine()
    machine.cpu = Cpu(other_cores=always(1.0))
    machine.programs[1].cores = always(2.0)
    watching = Watch(machine).run(every(1.0, 0.0, 10.0))
    accountant: Accountant = watching.accountant
    for at_s in every(10.0, 20.0, 100.0):
        accountant.book_pause(machine.instant(at_s), machine.local_day(at_s), ["gpu", "cpu"])
    watching.take()
    booked = watching.booked
    assert booked.paused_s == pytest.approx(90.0)
    assert booked.covered_s("paused") == booked.covered_s("paused", "cpu") == pytest.approx(90.0)
    assert booked.joules() == pytest.approx(10 * 200.0)
    assert booked.covered_s("measured") == pytest.approx(10.0)
    assert booked.active_s == booked.recorded_s == pytest.approx(10.0)


def test_after_a_pause_nothing_of_it_is_booked_as_work() -> None:
    """The CPU time and the joules that went by while paused must not fall into the first second after."""
    llm = Program(Role.ENGINE, CHAT, {"gpu": Steps(((80.0, 0.9), (FOREVER, 0.0)))})
    llm.cores = Steps(((80.0, 2.0), (FOREVER, 0.0)))
    machine = Machine([Gpu(always(200.0))], Cpu(other_cores=always(1.0)), {1: llm})
    watching = Watch(machine).run(every(1.0, 0.0, 10.0))
    for at_s in every(10.0, 20.0, 100.0):
        watching.accountant.book_pause(machine.instant(at_s), machine.local_day(at_s), ["gpu", "cpu"])
    watching.take()
    active_j, active_s = watching.booked.joules(State.ACTIVE), watching.booked.active_s
    watching.run(every(1.0, 100.0, 110.0))
    assert watching.booked.joules(State.ACTIVE) == active_j
    assert watching.booked.active_s == active_s == pytest.approx(10.0)
    assert watching.booked.covered_s("measured") == pytest.approx(10.0 + 10.0)
    assert watching.booked.sole_session().end_wall_s == machine.noon_s + 10


def test_a_long_pause_ends_the_session() -> None:
    machine = busy_machine()
    watching = Watch(machine).run(every(1.0, 0.0, 10.0))
    for at_s in every(10.0, 20.0, 300.0):
        watching.accountant.book_pause(machine.instant(at_s), machine.local_day(at_s), ["gpu"])
    watching.run(every(1.0, 300.0, 310.0))
    before, after = watching.booked.sessions
    assert not before.open
    assert before.end_wall_s == machine.noon_s + 10
    assert after.start_wall_s == machine.noon_s + 300
