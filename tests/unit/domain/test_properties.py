"""What must hold for every load, every schedule and every nonsense that a sensor can say."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.driver import (
    CHAT,
    IMAGE,
    SPEECH,
    Booked,
    Cpu,
    Gpu,
    Machine,
    Program,
    Steps,
    Watch,
    always,
    every,
)
from tests.unit.domain.strategies import Step, bursts, moderately, steps, ticks_of
from wattprint.domain.accounting import Accountant
from wattprint.domain.attribution import State, attribute_cpu, attribute_gpu
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.evidence import Roster, occupancy_of
from wattprint.domain.intervals import interval_between
from wattprint.domain.readings import Instant, ProcessOnDevice, Reading
from wattprint.domain.slices import Fault, Slice, make_slice
from wattprint.domain.tick import Outcome, Tick
from wattprint.domain.workload import Role, Workload

ANY_TICKS = st.lists(steps(), min_size=2, max_size=15)


def account(ticks: list[Tick]) -> tuple[Booked, list[Outcome]]:
    accountant, booked, outcomes = Accountant(), Booked(), []
    for tick in ticks:
        outcomes.append(accountant.process(tick))
        booked.take(accountant.bookings)
        accountant.bookings = Bookings()
    return booked, outcomes


def slices_of(ticks: list[Tick]) -> dict[str, list[Slice]]:
    """What was measured, told apart from who is given it: the slices of each device that is booked."""
    found: dict[str, list[Slice]] = defaultdict(list)
    previous_at: Instant | None = None
    previous: dict[str, Reading] = {}
    bridged_j: dict[str, float] = {}
    for tick in ticks:
        now = {reading.device_key: reading for reading in tick.readings}
        if previous_at is None or tick.at.monotonic_s <= previous_at.monotonic_s:
            previous_at, previous = previous_at or tick.at, {**now, **previous}
            continue
        interval = interval_between(previous_at, tick.at, tick.planned_s)
        listed = {device.key: now.get(device.key, Reading(device.key, tick.at)) for device in tick.devices}
        for device in tick.devices:
            already_j = bridged_j.pop(device.key, 0.0)
            if device.key in previous and device.part_of is None:
                reading = listed[device.key]
                limit_w = reading.limit_w or device.limit_w
                piece = make_slice(previous[device.key], reading, interval, limit_w, already_j)
                if Fault.COUNTER_FROZEN in piece.faults:
                    bridged_j[device.key] = already_j + (piece.energy_j or 0.0)
                found[device.key].append(piece)
        previous_at, previous = tick.at, listed
    return found


# -- whatever the readings ---------------------------------------------------------------------------------


@moderately
@given(ANY_TICKS, st.booleans())
def test_energy_and_time_are_conserved_whatever_the_readings(tried: list[Step], boot_clock: bool) -> None:
    ticks = ticks_of(tried, boot_clock=boot_clock)
    booked, _ = account(ticks)
    measured = slices_of(ticks)
    assert {key.device_key for key in booked.energy} <= set(measured)
    for device, pieces in measured.items():
        known = [piece for piece in pieces if piece.energy_j is not None and not piece.asleep]
        known_j, known_s = sum(piece.energy_j or 0.0 for piece in known), sum(p.seconds for p in known)
        assert booked.joules(device=device) == pytest.approx(known_j, rel=1e-6, abs=1e-6)
        assert booked.seconds(device=device) == pytest.approx(known_s, rel=1e-6, abs=1e-6)
        assert booked.covered_s("measured", device) == pytest.approx(known_s)
        asleep_s = sum(piece.seconds for piece in pieces if piece.asleep)
        assert booked.covered_s("asleep", device) == pytest.approx(asleep_s)
        unknown_s = sum(piece.seconds for piece in pieces) - known_s - asleep_s
        assert booked.covered_s("unmeasured", device) == pytest.approx(unknown_s, abs=1e-6)


@moderately
@given(ANY_TICKS)
def test_no_amount_is_negative_or_no_number_and_no_share_exceeds_the_whole(tried: list[Step]) -> None:
    booked, outcomes = account(ticks_of(tried))
    for row in booked.energy.values():
        assert 0.0 <= row.joules < math.inf
        assert 0.0 <= row.seconds < math.inf
    for outcome in outcomes:
        assert all(0.0 <= power_w < math.inf for power_w in outcome.active.values())
    for session in booked.sessions:
        assert 0.0 <= session.active_s < math.inf
        assert 0.0 <= session.peak_w < math.inf


@moderately
@given(ANY_TICKS)
def test_the_trace_of_a_session_holds_the_energy_that_was_booked_to_it(tried: list[Step]) -> None:
    booked, _ = account(ticks_of(tried))
    for session in booked.sessions:
        trace_j = sum(session.trace.joules)
        assert trace_j == pytest.approx(booked.session_joules(session), rel=1e-6, abs=1e-6)


@moderately
@given(ANY_TICKS)
def test_a_session_never_ends_before_it_starts_whatever_the_wall_clock(tried: list[Step]) -> None:
    booked, _ = account(ticks_of(tried))
    assert all(session.start_wall_s <= session.end_wall_s for session in booked.sessions)


@moderately
@given(ANY_TICKS)
def test_sessions_of_one_workload_never_overlap(tried: list[Step]) -> None:
    booked, _ = account(ticks_of(tried, wall_steps=False))
    by_workload: dict[Workload, list[Session]] = defaultdict(list)
    for session in booked.sessions:
        by_workload[session.workload].append(session)
    for sessions in by_workload.values():
        for earlier, later in itertools.pairwise(sessions):
            assert earlier.end_wall_s <= later.start_wall_s + 1e-6
            assert not earlier.open


@moderately
@given(ANY_TICKS)
def test_a_session_s_active_time_fits_between_its_ends(tried: list[Step]) -> None:
    booked, _ = account(ticks_of(tried, wall_steps=False))
    for session in booked.sessions:
        assert session.active_s <= session.end_wall_s - session.start_wall_s + 1e-6


@moderately
@given(ANY_TICKS)
def test_energy_of_a_session_is_active_energy_of_its_workload_and_standby_is_no_session_s(
    tried: list[Step],
) -> None:
    booked, _ = account(ticks_of(tried))
    for key in booked.energy:
        assert (key.session is not None) == (key.state is State.ACTIVE)
        assert (key.workload is not None) == (key.state in (State.ACTIVE, State.STANDBY))
        assert key.session is None or key.session.workload == key.workload
        assert not (key.state is State.STANDBY and key.workload and key.workload.pending)


SHARES = st.one_of(st.none(), st.floats(), st.integers(-5, 500).map(lambda value: value / 100))
ON_DEVICE = st.lists(st.builds(ProcessOnDevice, st.integers(1, 6), SHARES, st.booleans()), max_size=6)
ROLES = st.dictionaries(
    st.integers(1, 6), st.tuples(st.sampled_from(list(Role)), st.sampled_from([None, CHAT, IMAGE, SPEECH]))
)
CORES = st.dictionaries(st.sampled_from([CHAT, IMAGE, SPEECH]), st.floats(0.0, 64.0))


@moderately
@given(ON_DEVICE, ROLES, CORES, st.booleans(), st.sampled_from([True, False, None]))
def test_shares_of_a_gpu_are_between_0_and_1_and_so_is_their_sum(
    processes: list[ProcessOnDevice],
    who: dict[int, tuple[Role, Workload | None]],
    cores: dict[Workload, float],
    shares_known: bool,
    busy: bool | None,
) -> None:
    at = Instant(0.0, 0.0, 0.0)
    reading = Reading("gpu", at, processes=tuple(processes), shares_known=shares_known)
    part = attribute_gpu(occupancy_of(reading, Roster(who=who)), busy, cores)
    assert all(0.0 < share <= 1.0 for share in part.shares.values())
    assert sum(part.shares.values()) <= 1.0 + 1e-9
    assert bool(part.shares) == (part.state is State.ACTIVE)
    assert bool(part.standby) == (part.state is State.STANDBY)


@moderately
@given(CORES, st.one_of(st.none(), st.floats(0.0, 64.0)))
def test_shares_of_a_cpu_are_between_0_and_1_and_so_is_their_sum(
    cores: dict[Workload, float], busy_cores: float | None
) -> None:
    part = attribute_cpu(frozenset(cores), cores, busy_cores)
    assert all(0.0 <= share <= 1.0 for share in part.shares.values())
    assert sum(part.shares.values()) <= 1.0 + 1e-9


# -- loads with a known truth ------------------------------------------------------------------------------


def one_workload(load: tuple[Steps, Steps]) -> Machine:
    watts, sm = load
    return Machine([Gpu(watts)], programs={1: Program(Role.ENGINE, CHAT, {"gpu": sm})})


@moderately
@given(bursts(), st.lists(st.sampled_from([0.2, 1.0, 1.0, 2.0, 3.0, 30.0]), min_size=2, max_size=40))
def test_with_a_counter_the_sum_is_the_truth_on_any_schedule(
    load: tuple[Steps, Steps], waits: list[float]
) -> None:
    machine = one_workload(load)
    end_s = sum(waits)
    machine.suspends = [(end_s / 3, 1000.0), (end_s / 2, 7200.0)]
    at_s, watching = 0.0, Watch(machine)
    watching.tick(0.0)
    for wait_s in waits:
        at_s += wait_s
        watching.tick(at_s)
    assert watching.booked.joules() == pytest.approx(load[0].integral(at_s))
    assert watching.booked.seconds() == pytest.approx(at_s)


@moderately
@given(bursts(), st.sampled_from([0.5, 1.0, 2.0]), st.floats(0.0, 0.99))
def test_no_active_slice_of_a_sole_workload_is_unattributed(
    load: tuple[Steps, Steps], step_s: float, phase_s: float
) -> None:
    booked = Watch(one_workload(load)).run(every(step_s, phase_s, phase_s + 80), step_s).booked
    assert {key.state for key in booked.energy} <= {State.ACTIVE, State.STANDBY}
    # All that was drawn above rest is the session's, but for edge slices it filled to less than 5 %.
    above_rest_j = load[0].integral(phase_s + 80) - load[0].integral(phase_s) - 80 * 30.0
    edges = 2 * len(load[0].parts)
    missed_j = above_rest_j - sum(
        row.joules - 30.0 * row.seconds for row in booked.rows(State.ACTIVE, workload=CHAT)
    )
    assert -1e-6 <= missed_j <= edges * 0.06 * step_s * 300.0


@moderately
@given(bursts(), st.sampled_from(["shares", "listed", "blind"]), st.floats(0.25, 4.0), st.floats(0.0, 4.0))
def test_adding_an_idle_workload_changes_no_session(
    load: tuple[Steps, Steps], driver: str, cores: float, other_cores: float
) -> None:
    def booked(*more: Program) -> Booked:
        watts, sm = load
        gpu = Gpu(watts, lists_processes=driver != "blind", gives_shares=driver == "shares", utilisation=sm)
        chat = Program(Role.ENGINE, CHAT, {"gpu": sm}, cores=sm.times(cores))
        machine = Machine([gpu], Cpu(other_cores=always(other_cores)), dict(enumerate((chat, *more), 1)))
        return Watch(machine).run(every(1.0, 0.0, 80.0)).booked

    alone, beside = booked(), booked(Program(Role.ENGINE, IMAGE, {"gpu": always(0.0)}))
    assert len(beside.sessions) == len(alone.sessions)
    for before, after in zip(alone.sessions, beside.sessions, strict=True):
        assert beside.session_joules(after) == pytest.approx(alone.session_joules(before))
        assert (after.start_wall_s, after.end_wall_s) == (before.start_wall_s, before.end_wall_s)
        assert (after.active_s, after.shared) == (before.active_s, before.shared)


@moderately
@given(bursts(shortest_s=2.0), st.sampled_from([1.0, 2.0]), st.floats(0.0, 0.99))
def test_halving_the_cadence_changes_no_session_by_more_than_its_edges(
    load: tuple[Steps, Steps], step_s: float, phase_s: float
) -> None:
    def session_j(step: float) -> float:
        booked = Watch(one_workload(load)).run(every(step, phase_s, phase_s + 200), step).booked
        return booked.session_joules(booked.sole_session()) if booked.sessions else 0.0

    edges = len(load[0].parts)
    # What an edge slice can bring in is rest power, what it can miss is a burst under 5 % of it.
    per_edge_j = step_s * max(30.0, 0.06 * 300.0)
    assert abs(session_j(step_s) - session_j(step_s / 2)) <= edges * per_edge_j


@moderately
@given(st.lists(st.floats(0.0, 1.0), min_size=2, max_size=4))
def test_workloads_above_5_percent_share_in_proportion_to_their_sm_time(shares: list[float]) -> None:
    workloads = [Workload(f"app-{index}", f"App {index}", None, CHAT.kind) for index in range(len(shares))]
    programs = {
        index: Program(Role.ENGINE, workload, {"gpu": always(share)})
        for index, (workload, share) in enumerate(zip(workloads, shares, strict=True), 1)
    }
    booked = Watch(Machine([Gpu(always(200.0))], programs=programs)).run(every(1.0, 0.0, 10.0)).booked
    active = [share for share in shares if share > 0.05 + 1e-9]
    for workload, share in zip(workloads, shares, strict=True):
        if share in active:
            due_j = 2000.0 * share / sum(shares)
            assert booked.joules(State.ACTIVE, workload=workload) == pytest.approx(due_j)
