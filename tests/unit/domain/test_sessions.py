"""Sessions open at the first active slice, end at the last, and survive what a person calls one sitting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from tests.unit.domain.driver import (
    CHAT,
    IMAGE,
    NOON_S,
    SPEECH,
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
from wattprint.domain.bookings import Session
from wattprint.domain.sessions import Activity, SessionBook
from wattprint.domain.workload import DEFAULT_GAP_S, Kind, Role, Workload

FOREVER = float("inf")


def bursts(pause_s: float, workload: Workload = CHAT) -> Machine:
    """Ten seconds of work, a pause, ten seconds of work, then rest."""
    sm = Steps(((10.0, 0.9), (pause_s, 0.0), (10.0, 0.9), (FOREVER, 0.0)))
    return Machine([Gpu(always(200.0))], programs={1: Program(Role.ENGINE, workload, {"gpu": sm})})


@pytest.mark.parametrize("kind", list(Kind))
def test_a_pause_within_the_gap_of_its_kind_is_one_session(kind: Kind) -> None:
    gap_s = DEFAULT_GAP_S[kind]
    machine = bursts(gap_s, replace(CHAT, kind=kind))
    session = Watch(machine).run(every(1.0, 0.0, gap_s + 30)).booked.sole_session()
    assert session.active_s == pytest.approx(20.0)
    assert session.end_wall_s - session.start_wall_s == pytest.approx(gap_s + 20)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_pause_beyond_the_gap_of_its_kind_makes_two_sessions(kind: Kind) -> None:
    gap_s = DEFAULT_GAP_S[kind]
    machine = bursts(gap_s + 2, replace(CHAT, kind=kind))
    first, second = Watch(machine).run(every(1.0, 0.0, gap_s + 30)).booked.sessions
    assert (first.start_wall_s, first.end_wall_s) == (NOON_S, NOON_S + 10)
    assert (second.start_wall_s, second.end_wall_s) == (NOON_S + gap_s + 12, NOON_S + gap_s + 22)


def test_each_burst_starts_the_gap_anew() -> None:
    sm = Steps(((10.0, 0.9), (100.0, 0.0)))
    machine = Machine([Gpu(always(200.0))], programs={1: Program(Role.ENGINE, CHAT, {"gpu": sm})})
    session = Watch(machine).run(every(1.0, 0.0, 340.0)).booked.sole_session()
    assert session.end_wall_s - session.start_wall_s == pytest.approx(340.0)
    assert session.active_s == pytest.approx(40.0)


def test_a_session_ends_at_its_last_active_slice_not_at_the_end_of_the_gap() -> None:
    watching = Watch(bursts(FOREVER, SPEECH)).run(every(1.0, 0.0, 60.0))
    session = watching.booked.sole_session()
    assert session.end_wall_s == NOON_S + 10
    assert [outcome.ended for outcome in watching.outcomes if outcome.ended] == [[session]]
    assert not session.open


def test_a_gap_chosen_by_the_person_is_kept() -> None:
    accountant = Accountant(gap_s={**DEFAULT_GAP_S, Kind.CHAT: 20.0})
    assert len(Watch(bursts(30.0), accountant).run(every(1.0, 0.0, 60.0)).booked.sessions) == 2


def test_a_change_of_model_starts_a_new_session() -> None:
    bigger = replace(CHAT, model="big-q8")
    small = Program(Role.ENGINE, CHAT, {"gpu": always(0.9)}, lives=(0.0, 10.5))
    big = Program(Role.ENGINE, bigger, {"gpu": always(0.9)}, lives=(10.5, FOREVER))
    machine = Machine([Gpu(always(200.0))], programs={1: small, 2: big})
    first, second = Watch(machine).run(every(1.0, 0.0, 20.0)).booked.sessions
    assert (first.workload.model, second.workload.model) == ("tiny-q4", "big-q8")
    assert first.end_wall_s <= second.start_wall_s


def test_a_session_over_midnight_has_energy_on_two_local_days_and_stays_one() -> None:
    east = timezone(timedelta(hours=2))
    machine = replace(
        bursts(FOREVER), zone=east, noon_s=NOON_S + 10 * 3600 - 5
    )  # five seconds to midnight there
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    session = booked.sole_session()
    # The slice that ends on the stroke of midnight is the new day's.
    assert sum(row.joules for row in booked.rows(session=session, day="2026-03-10")) == pytest.approx(
        4 * 200.0
    )
    assert sum(row.joules for row in booked.rows(session=session, day="2026-03-11")) == pytest.approx(
        6 * 200.0
    )
    assert session.start_day == "2026-03-10"


# -- a restart of the recorder -----------------------------------------------------------------------------


def left_open(ended_s_ago: float) -> Session:
    return Session(CHAT, NOON_S - 600, NOON_S - ended_s_ago, "2026-03-10", active_s=100.0, ledger_id=7)


def watch_after_restart(session: Session, sm: Steps) -> Watch:
    machine = Machine([Gpu(always(200.0))], programs={1: Program(Role.ENGINE, CHAT, {"gpu": sm})})
    accountant = Accountant(open_sessions=[session], now_wall_s=NOON_S)
    return Watch(machine, accountant)


def test_a_session_goes_on_after_a_restart_within_the_gap() -> None:
    session = left_open(60.0)
    booked = (
        watch_after_restart(session, Steps(((100.0, 0.0), (FOREVER, 0.9)))).run(every(1.0, 0.0, 110.0)).booked
    )
    assert booked.sole_session() is session
    assert session.active_s == pytest.approx(110.0)
    assert session.end_wall_s == NOON_S + 110


def test_a_session_left_open_beyond_the_gap_is_closed_where_it_ended() -> None:
    session = left_open(500.0)
    booked = watch_after_restart(session, always(0.0)).run(every(1.0, 0.0, 5.0)).booked
    assert booked.sole_session() is session
    assert not session.open
    assert session.end_wall_s == NOON_S - 500


def test_work_right_after_a_restart_never_goes_on_with_a_session_beyond_its_gap() -> None:
    session = left_open(500.0)
    booked = watch_after_restart(session, always(0.9)).run(every(1.0, 0.0, 5.0)).booked
    old, new = booked.sessions
    assert old is session
    assert not old.open
    assert old.end_wall_s == NOON_S - 500
    assert (new.start_wall_s, new.active_s) == (NOON_S, pytest.approx(5.0))


def test_a_session_left_open_within_the_gap_ends_when_the_gap_runs_out_after_the_restart() -> None:
    session = left_open(100.0)
    watching = watch_after_restart(session, always(0.0)).run(every(1.0, 0.0, 90.0))
    assert not session.open
    (ended_at,) = [index for index, outcome in enumerate(watching.outcomes) if outcome.ended]
    assert ended_at == 81


def test_a_wall_clock_behind_the_last_session_does_not_make_it_stale() -> None:
    session = left_open(-3600.0)
    assert (
        watch_after_restart(session, always(0.9)).run(every(1.0, 0.0, 5.0)).booked.sole_session() is session
    )


# -- the book itself ---------------------------------------------------------------------------------------


def test_a_clock_set_back_a_little_never_makes_a_session_end_before_it_began() -> None:
    book = SessionBook()
    session = book.open_or_go_on(CHAT, 1000.0, "2026-03-10")
    book.extend(session, Activity(10.0, shared=False), 1.0, 970.0)
    assert session.end_wall_s == session.start_wall_s == 1000.0
    assert sum(session.trace.joules) == pytest.approx(10.0)


@pytest.mark.parametrize("set_by_s", [-3600.0, 3600.0, 365 * 86400.0, -56 * 365 * 86400.0])
def test_a_clock_that_is_set_makes_a_session_neither_longer_nor_shorter(set_by_s: float) -> None:
    """Ten seconds active, twenty quiet, ten active; then the clock is set right again, and ten more."""
    book = SessionBook()
    wall_s = 2_000_000_000.0
    session = book.open_or_go_on(CHAT, wall_s, "2033-05-18")

    def be_active(seconds: int) -> None:
        nonlocal wall_s
        for _ in range(seconds):
            wall_s += 1.0
            book.pass_time(1.0, {CHAT})
            book.extend(session, Activity(10.0, shared=False), 1.0, wall_s)

    be_active(10)
    wall_s += 20.0
    book.pass_time(20.0)
    wall_s += set_by_s
    be_active(10)
    wall_s -= set_by_s
    be_active(10)
    assert session.end_wall_s - session.start_wall_s == pytest.approx(50.0)
    assert session.active_s == 30.0
    assert session.trace.joules == [10.0] * 10 + [0.0] * 20 + [10.0] * 20


def test_workloads_do_not_keep_each_other_awake() -> None:
    chat = Program(Role.ENGINE, CHAT, {"gpu": Steps(((5.0, 0.9), (FOREVER, 0.0)))})
    image = Program(Role.ENGINE, IMAGE, {"gpu": always(0.9)})
    machine = Machine([Gpu(always(200.0))], programs={1: chat, 2: image})
    watching = Watch(machine).run(every(1.0, 0.0, 300.0))
    ended = [session.workload for outcome in watching.outcomes for session in outcome.ended]
    assert ended == [CHAT]
    assert watching.outcomes[-1].active.keys() == {IMAGE}
    assert watching.outcomes[-1].active[IMAGE] == pytest.approx(200.0)


def test_the_outcome_says_whether_a_model_waits() -> None:
    watching = Watch(bursts(FOREVER)).run(every(1.0, 0.0, 20.0))
    assert watching.outcomes[-1].devices[0].state == State.STANDBY.value
    empty = Watch(Machine([Gpu(always(9.0))])).run([0.0, 1.0])
    assert empty.outcomes[-1].devices[0].state == State.IDLE.value
