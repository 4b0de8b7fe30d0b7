"""The CPU is a device too: each workload gets its share of the busy CPU time."""

from __future__ import annotations

import pytest

from tests.unit.domain.driver import CHAT, SPEECH, Cpu, Gpu, Machine, Program, Steps, Watch, always, every
from wattprint.domain.accounting import Accountant
from wattprint.domain.attribution import State, attribute_cpu
from wattprint.domain.readings import Quality, Reading
from wattprint.domain.workload import Role, Workload


def server(cores: float, workload: Workload = CHAT) -> Program:
    return Program(Role.ENGINE, workload, cores=always(cores))


def test_a_compile_beside_a_cpu_only_server_each_gets_its_cpu_share() -> None:
    machine = Machine(
        cpu=Cpu(idle_w=20.0, w_per_core=10.0, other_cores=always(6.0)), programs={1: server(2.0)}
    )
    booked = Watch(machine).run(every(1.0, 0.0, 60.0)).booked
    package_j = 60 * (20.0 + 8 * 10.0)
    assert booked.session_joules(booked.sole_session()) == pytest.approx(package_j / 4)
    assert booked.joules(State.OTHER, device="cpu") == pytest.approx(package_j * 3 / 4)
    # Above the idle power of its share of the time, that is exactly what its two cores drew.
    above_j = booked.joules(State.ACTIVE, device="cpu") - 20.0 * booked.seconds(State.ACTIVE, device="cpu")
    assert above_j == pytest.approx(60 * 2 * 10.0)


def test_two_cpu_workloads_get_their_own_shares() -> None:
    machine = Machine(cpu=Cpu(), programs={1: server(3.0), 2: server(1.0, SPEECH)})
    booked = Watch(machine).run(every(1.0, 0.0, 60.0)).booked
    chat_j = booked.joules(State.ACTIVE, device="cpu", workload=CHAT)
    assert chat_j == pytest.approx(3 * booked.joules(State.ACTIVE, device="cpu", workload=SPEECH))


def test_a_server_that_only_polls_is_not_at_work() -> None:
    machine = Machine(cpu=Cpu(other_cores=always(4.0)), programs={1: server(0.15)})
    booked = Watch(machine).run(every(1.0, 0.0, 60.0)).booked
    assert not booked.sessions
    assert booked.joules(State.OTHER, device="cpu") == pytest.approx(booked.joules(device="cpu"))


def test_a_resting_cpu_is_booked_as_idle() -> None:
    booked = Watch(Machine(cpu=Cpu(idle_w=20.0))).run(every(10.0, 0.0, 60.0), 10.0).booked
    assert booked.joules(State.IDLE, device="cpu") == pytest.approx(60 * 20.0)


def test_partial_offload_is_one_session_on_both_devices() -> None:
    llm = Program(Role.ENGINE, CHAT, {"gpu": always(0.5)}, cores=always(4.0))
    machine = Machine([Gpu(always(100.0))], Cpu(idle_w=20.0, other_cores=always(4.0)), {1: llm})
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    session = booked.sole_session()
    assert booked.session_joules(session) == pytest.approx(20 * 100.0 + 20 * 100.0 / 2)
    assert session.active_s == pytest.approx(20.0)


def test_the_model_of_a_cpu_without_sensor_is_marked_modelled_and_learns_no_baseline() -> None:
    machine = Machine(cpu=Cpu(modelled=True, w_per_core=8.0), programs={1: server(2.0)})
    watching = Watch(machine).run(every(1.0, 0.0, 200.0))
    session = watching.booked.sole_session()
    rows = watching.booked.rows(session=session, quality=Quality.MODELLED)
    assert sum(row.joules for row in rows) == pytest.approx(200 * 2 * 8.0)
    assert watching.booked.session_joules(session) == pytest.approx(200 * 2 * 8.0)
    assert watching.accountant.baseline_w("cpu") is None


def test_a_quiet_package_teaches_its_idle_power_and_a_busy_one_does_not() -> None:
    quiet = Watch(Machine(cpu=Cpu(idle_w=14.0))).run(every(10.0, 0.0, 120.0), 10.0)
    assert quiet.accountant.baseline_w("cpu") == pytest.approx(14.0)
    busy = Watch(Machine(cpu=Cpu(idle_w=14.0, other_cores=always(2.0)))).run(every(10.0, 0.0, 120.0), 10.0)
    assert busy.accountant.baseline_w("cpu") is None


def test_a_server_recognised_late_brings_no_cpu_time_of_its_past() -> None:
    """An hour of CPU time must not fall into the second in which the server (or its model) became known."""
    working, resting = Steps(((3600.0, 2.0), (float("inf"), 0.0))), Cpu(other_cores=always(1.0))
    old = Program(Role.ENGINE, CHAT, cores=working, lives=(3605.0, float("inf")))
    booked = Watch(Machine(cpu=resting, programs={1: old})).run(every(1.0, 3600.0, 3620.0)).booked
    assert not booked.sessions
    assert booked.joules(State.ACTIVE, device="cpu") == 0.0


def test_without_the_busy_time_of_the_machine_no_share_is_guessed() -> None:
    def no_busy_time(at_s: float, reading: Reading) -> Reading:
        return Reading(reading.device_key, reading.at, energy_j=reading.energy_j)

    machine = Machine(cpu=Cpu(other_cores=always(6.0)), programs={1: server(2.0)})
    watching = Watch(machine, distort=no_busy_time).run(every(1.0, 0.0, 120.0))
    assert watching.booked.joules(State.ACTIVE, device="cpu") == 0.0
    assert watching.booked.joules(device="cpu") == pytest.approx(120 * 100.0)
    assert watching.accountant.baseline_w("cpu") is None


def test_more_process_time_than_machine_time_never_makes_a_share_above_one() -> None:
    part = attribute_cpu(frozenset({CHAT, SPEECH}), {CHAT: 3.0, SPEECH: 1.0}, busy_cores=3.5)
    assert part.shares == {CHAT: 0.75, SPEECH: 0.25}


def test_a_server_that_restarts_its_cpu_time_is_no_negative_work() -> None:
    accountant = Accountant()
    machine = Machine(cpu=Cpu(other_cores=always(2.0)), programs={1: server(1.0)})
    watching = Watch(machine, accountant).run(every(1.0, 0.0, 10.0))
    machine.programs = {1: Program(Role.ENGINE, CHAT, cores=Steps(((10.0, 0.0), (float("inf"), 1.0))))}
    watching.run(every(1.0, 11.0, 20.0))
    assert watching.booked.joules(State.ACTIVE, device="cpu") > 0
    assert all(row.joules >= 0 and row.seconds >= 0 for row in watching.booked.energy.values())
