"""Sensors that fail, clocks that jump, machines that stall or sleep: nothing crashes, nothing is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.domain.driver import (
    CHAT,
    IMAGE,
    Cpu,
    Distort,
    Gpu,
    Machine,
    Program,
    Steps,
    Watch,
    always,
    every,
)
from wattprint.domain.accounting import Accountant
from wattprint.domain.attribution import State
from wattprint.domain.readings import Problem, Reading
from wattprint.domain.slices import Fault
from wattprint.domain.workload import Role

FOREVER = float("inf")


def busy_machine(watts: float = 200.0, *, counter: bool = True, power: bool = True) -> Machine:
    llm = Program(Role.ENGINE, CHAT, {"gpu": always(0.9)})
    return Machine([Gpu(always(watts), counter=counter, power=power)], programs={1: llm})


def during(start_s: float, end_s: float, **changes: object) -> Distort:
    """Readings with other fields between two times (end not included)."""

    def distort(at_s: float, reading: Reading) -> Reading:
        return replace(reading, **changes) if start_s <= at_s < end_s else reading  # type: ignore[arg-type]

    return distort


LOST = {"energy_j": None, "power_w": None, "utilisation": None, "processes": None, "shares_known": False}


# -- counters ----------------------------------------------------------------------------------------------


def restart(at_s: float, reading: Reading) -> Reading:
    assert reading.energy_j is not None
    return replace(reading, energy_j=reading.energy_j - 6000.0) if at_s >= 10 else reading


def test_a_counter_that_restarts_is_bridged_with_power_and_counted_once() -> None:
    booked = Watch(busy_machine(), distort=restart).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules(State.ACTIVE) == pytest.approx(20 * 200.0)
    assert booked.faults == {Fault.COUNTER_RESET: 1}
    assert len(booked.sessions) == 1


def test_a_counter_that_restarts_on_a_card_without_power_leaves_one_second_unmeasured() -> None:
    booked = Watch(busy_machine(power=False), distort=restart).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules() == pytest.approx(19 * 200.0)
    assert booked.covered_s("unmeasured") == pytest.approx(1.0)
    assert booked.faults[Fault.COUNTER_RESET] == 1


def test_counters_of_different_epochs_are_never_compared() -> None:
    booked = Watch(busy_machine(), distort=during(10.0, FOREVER, counter_epoch=1, energy_j=9e9)).run(
        [9.0, 10.0]
    )
    assert booked.booked.joules() == pytest.approx(200.0)  # by power, not by 9e9 joules


def test_a_failing_counter_never_hides_a_working_power_reading() -> None:
    booked = (
        Watch(busy_machine(), distort=during(10.0, FOREVER, energy_j=None)).run(every(1.0, 0.0, 20.0)).booked
    )
    assert booked.joules() == pytest.approx(20 * 200.0)
    assert {key.quality.value for key in booked.energy} == {"counter", "power"}


@pytest.mark.parametrize("nonsense", [float("nan"), float("inf"), -5.0])
def test_power_that_is_no_number_is_unmeasured_not_zero(nonsense: float) -> None:
    machine = busy_machine(counter=False)
    booked = Watch(machine, distort=during(5.0, 8.0, power_w=nonsense)).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules() == pytest.approx(17 * 200.0)
    assert booked.covered_s("unmeasured") == pytest.approx(3.0)
    assert booked.faults == {Fault.NO_READING: 3}


def test_a_slice_far_above_the_limit_is_dropped_and_counted() -> None:
    booked = Watch(busy_machine(counter=False), distort=during(5.0, 6.0, power_w=588.0))
    booked.run(every(1.0, 0.0, 20.0))
    assert booked.booked.joules() == pytest.approx(19 * 200.0)
    assert booked.booked.faults == {Fault.IMPLAUSIBLE: 1}
    assert booked.booked.covered_s("unmeasured") == pytest.approx(1.0)


def test_a_slice_slightly_above_the_limit_is_kept() -> None:
    booked = Watch(busy_machine(500.0)).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules() == pytest.approx(20 * 500.0)
    assert not booked.faults


def test_a_power_sensor_that_stays_identical_while_the_load_changes_is_reported_once() -> None:
    gpu = Gpu(always(588.0), counter=False, limit_w=None, utilisation=Steps(((20.0, 0.9), (20.0, 0.1))))
    booked = Watch(Machine([gpu])).run(every(1.0, 0.0, 200.0)).booked
    assert booked.faults == {Fault.STUCK: 1}


def test_a_steady_load_at_steady_power_is_not_stuck() -> None:
    gpu = Gpu(always(250.0), counter=False, utilisation=always(0.95))
    assert not Watch(Machine([gpu])).run(every(1.0, 0.0, 200.0)).booked.faults


# -- a device that goes away -------------------------------------------------------------------------------


def test_a_gpu_lost_half_way_is_unmeasured_until_it_is_back_and_invents_nothing() -> None:
    lost = during(20.0, 40.0, **LOST, problem=Problem("gpu-lost", "gpu"))
    watching = Watch(busy_machine(), distort=lost).run(every(1.0, 0.0, 60.0))
    booked = watching.booked
    assert booked.covered_s("unmeasured") == pytest.approx(20.0)
    assert booked.covered_s("measured") == pytest.approx(40.0)
    # Its first second back has no counter to start from: that one is by power.
    assert booked.joules() == pytest.approx(40 * 200.0)
    assert booked.joules(State.ACTIVE) == pytest.approx(40 * 200.0)
    session = booked.sole_session()
    assert session.active_s == pytest.approx(40.0)
    assert [o.devices[0].state for o in watching.outcomes[20:40]] == ["unmeasured"] * 20


def test_other_meters_carry_on_while_a_gpu_is_lost() -> None:
    machine = busy_machine()
    machine.cpu = Cpu(other_cores=always(1.0))

    def lose(at_s: float, reading: Reading) -> Reading:
        gone = reading.device_key == "gpu" and at_s >= 10
        return replace(reading, **LOST, problem=Problem("gpu-lost", "gpu")) if gone else reading  # type: ignore[arg-type]

    booked = Watch(machine, distort=lose).run(every(1.0, 0.0, 20.0)).booked
    assert booked.covered_s("measured", "cpu") == pytest.approx(20.0)
    assert booked.joules(device="cpu") == pytest.approx(20 * 30.0)


def test_a_listed_device_without_a_reading_is_unmeasured_and_its_return_brings_no_lump() -> None:
    """What a counter gained while nobody looked must not fall into the one second after."""

    def absent(at_s: float, reading: Reading) -> Reading | None:
        return None if 20 <= at_s < 40 else reading

    machine = busy_machine()
    machine.gpus[0].limit_w = None
    booked = Watch(machine, distort=absent).run(every(1.0, 0.0, 60.0)).booked
    assert booked.covered_s("unmeasured") == pytest.approx(20.0)
    assert booked.joules() == pytest.approx(40 * 200.0)
    assert booked.seconds() == pytest.approx(40.0)
    assert booked.sole_session().peak_w == pytest.approx(200.0)


def test_a_device_that_appears_late_is_measured_from_its_second_reading() -> None:
    machine = busy_machine()
    gpu = machine.gpus[0]
    machine.gpus = []
    watching = Watch(machine).run(every(1.0, 0.0, 10.0))
    machine.gpus = [gpu]
    booked = watching.run(every(1.0, 11.0, 20.0)).booked
    assert booked.joules() == pytest.approx(9 * 200.0)
    assert booked.covered_s("measured") == pytest.approx(9.0)


def test_a_device_that_vanishes_and_returns_brings_nothing_of_its_absence() -> None:
    machine = busy_machine()
    gpu = machine.gpus[0]
    gpu.limit_w = None  # nothing but the absence itself may keep the lump out
    watching = Watch(machine).run(every(1.0, 0.0, 10.0))
    machine.gpus = []
    watching.run(every(1.0, 11.0, 600.0))
    machine.gpus = [gpu]
    booked = watching.run(every(1.0, 601.0, 610.0)).booked
    assert booked.joules() == pytest.approx((10 + 9) * 200.0)
    assert booked.covered_s("measured") == pytest.approx(19.0)


def test_two_readings_of_one_device_in_a_tick_count_once() -> None:
    machine = busy_machine()
    machine.gpus = [machine.gpus[0], machine.gpus[0]]
    booked = Watch(machine, distort=restart).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules() == pytest.approx(20 * 200.0)
    assert booked.faults == {Fault.COUNTER_RESET: 1}


# -- asleep ------------------------------------------------------------------------------------------------


def test_a_sleeping_gpu_is_known_to_use_nothing_and_has_baseline_0() -> None:
    asleep = during(10.0, 100.0, **LOST, asleep=True)
    watching = Watch(busy_machine(), distort=asleep).run(every(10.0, 0.0, 200.0), 10.0)
    booked = watching.booked
    assert booked.covered_s("asleep") == pytest.approx(80.0)
    assert watching.accountant.baseline_w("gpu") == 0.0
    # Nobody knows how much of the slices at its edges it was awake: one is unmeasured, as is the waking one.
    assert booked.covered_s("unmeasured") == pytest.approx(20.0)
    assert booked.joules() == pytest.approx(100 * 200.0)


def test_going_to_sleep_and_waking_up_are_no_faults() -> None:
    asleep = during(10.0, 100.0, **LOST, asleep=True)
    assert not Watch(busy_machine(), distort=asleep).run(every(10.0, 0.0, 200.0), 10.0).booked.faults


# -- stalls ------------------------------------------------------------------------------------------------


def stalled(sm: Steps, *, counter: bool = True, stall_s: float = 3.0) -> Watch:
    """Ticks each second, and a tick that comes after stall_s instead, from second 10 on."""
    llm = Program(Role.ENGINE, CHAT, {"gpu": sm})
    machine = Machine([Gpu(always(200.0), counter=counter)], programs={1: llm})
    return Watch(machine).run(every(1.0, 0.0, 10.0)).run(every(1.0, 10.0 + stall_s, 20.0))


def test_a_3_s_stall_whose_ends_agree_stays_the_session_s() -> None:
    booked = stalled(always(0.9)).booked
    assert booked.joules(State.ACTIVE) == pytest.approx(20 * 200.0)
    assert booked.sole_session().active_s == pytest.approx(20.0)
    assert booked.faults == {Fault.STALL: 1}


def test_a_3_s_stall_whose_ends_disagree_is_measured_but_nobody_s() -> None:
    booked = stalled(Steps(((11.0, 0.0), (FOREVER, 0.9)))).booked
    assert booked.joules(State.BRIDGED) == pytest.approx(3 * 200.0)
    assert booked.joules(State.STANDBY) == pytest.approx(10 * 200.0)
    assert booked.joules(State.ACTIVE) == pytest.approx(7 * 200.0)
    session = booked.sole_session()
    assert session.active_s == pytest.approx(7.0)
    assert session.end_wall_s - session.start_wall_s == pytest.approx(7.0)
    assert booked.active_s == pytest.approx(7.0)
    assert booked.covered_s("measured") == pytest.approx(20.0)


def test_a_stall_between_two_workloads_is_neither_s() -> None:
    first = Program(Role.ENGINE, CHAT, {"gpu": Steps(((10.0, 0.9), (FOREVER, 0.0)))})
    second = Program(Role.ENGINE, IMAGE, {"gpu": Steps(((10.0, 0.0), (FOREVER, 0.9)))})
    machine = Machine([Gpu(always(200.0))], programs={1: first, 2: second})
    booked = Watch(machine).run(every(1.0, 0.0, 10.0)).run(every(1.0, 13.0, 20.0)).booked
    assert booked.joules(State.BRIDGED) == pytest.approx(3 * 200.0)
    assert booked.joules(State.ACTIVE, workload=CHAT) == pytest.approx(10 * 200.0)
    assert booked.joules(State.ACTIVE, workload=IMAGE) == pytest.approx(7 * 200.0)


@pytest.mark.parametrize(("stall_s", "unmeasured_s"), [(3.0, 0.0), (3.5, 3.5), (5.0, 5.0)])
def test_power_alone_spans_three_intervals_and_no_more(stall_s: float, unmeasured_s: float) -> None:
    watching = stalled(always(0.9), counter=False, stall_s=stall_s)
    booked, end_s = watching.booked, every(1.0, 10.0 + stall_s, 20.0)[-1]
    assert booked.covered_s("unmeasured") == pytest.approx(unmeasured_s)
    assert booked.joules() == pytest.approx((end_s - unmeasured_s) * 200.0)
    assert booked.faults.get(Fault.POWER_GAP, 0) == (1 if unmeasured_s else 0)


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


def test_a_package_asleep_with_the_machine_teaches_no_baseline() -> None:
    """Over a suspend a package counter may restart or leap: its mean power is no idle power."""
    machine = Machine(cpu=Cpu(idle_w=20.0), suspends=[(5.0 + 10 * index, 60.0) for index in range(30)])
    watching = Watch(machine).run(every(10.0, 0.0, 300.0), 10.0)
    assert watching.accountant.baseline_w("cpu") is None


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
