"""Sensors that fail, devices that go away, ticks that come late: nothing crashes, nothing is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.domain.driver import (
    CHAT,
    IMAGE,
    LOST,
    Cpu,
    Gpu,
    Machine,
    Program,
    Steps,
    Watch,
    always,
    busy_machine,
    during,
    every,
)
from wattprint.domain.attribution import State
from wattprint.domain.readings import Problem, Reading
from wattprint.domain.slices import Fault
from wattprint.domain.workload import Role

FOREVER = float("inf")


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


@pytest.mark.parametrize("refresh_s", [0.1, 1.5, 2.0, 5.0, 7.5])
def test_a_counter_that_stands_still_and_catches_up_counts_nothing_twice(refresh_s: float) -> None:
    watts = Steps(((3.0, 300.0), (7.0, 30.0)))
    llm = Program(Role.ENGINE, CHAT, {"gpu": watts.times(1 / 400)})
    machine = Machine([Gpu(watts, refresh_s=refresh_s)], programs={1: llm})
    booked = Watch(machine).run(every(1.0, 0.0, 120.0)).booked
    assert booked.joules() == pytest.approx(watts.integral(120.0), rel=0.01)
    assert booked.covered_s("measured") == pytest.approx(120.0)


def test_a_counter_that_stood_still_for_good_reason_costs_one_slice_when_it_moves_on() -> None:
    """One that slept through a minute does not catch up: what power told of that minute stays."""

    def asleep_counter(at_s: float, reading: Reading) -> Reading:
        assert reading.energy_j is not None
        stood_still_s = min(60.0, max(0.0, at_s - 10.0))
        return replace(reading, energy_j=reading.energy_j - stood_still_s * 200.0)

    booked = Watch(busy_machine(), distort=asleep_counter).run(every(1.0, 0.0, 120.0)).booked
    assert booked.joules() == pytest.approx(119 * 200.0)
    assert booked.faults == {Fault.COUNTER_FROZEN: 60}


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
