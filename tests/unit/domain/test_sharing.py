"""Whose energy is it? Several programs on one card, with and without shares from the driver."""

from __future__ import annotations

import pytest

from tests.unit.domain.driver import (
    CHAT,
    IMAGE,
    OTHER_CHAT,
    PENDING,
    Cpu,
    Gpu,
    Machine,
    Program,
    Steps,
    Watch,
    always,
    every,
)
from wattprint.domain.attribution import State
from wattprint.domain.workload import Role, Workload


def engine(sm: float, workload: Workload = CHAT, cores: float = 0.0) -> Program:
    return Program(Role.ENGINE, workload, {"gpu": always(sm)}, cores=always(cores))


def on(sm: float, role: Role, *, compute: bool, workload: Workload | None = None) -> Program:
    return Program(role, workload, {"gpu": always(sm)}, compute=compute)


def watch(gpu: Gpu | None = None, *, rival_running: bool = False, **programs: Program) -> Watch:
    """Twenty seconds at 200 W beside these programs."""
    machine = Machine(
        [gpu or Gpu(always(200.0))],
        programs={100 + index: program for index, program in enumerate(programs.values())},
        rival_running=rival_running,
    )
    return Watch(machine).run(every(1.0, 0.0, 20.0))


ALL_J = 20 * 200.0


def no_shares(**more: bool) -> Gpu:
    return Gpu(always(200.0), gives_shares=False, utilisation=always(0.9), **more)  # type: ignore[arg-type]


def blind() -> Gpu:
    """WSL2: no processes, no shares, only utilisation."""
    return no_shares(lists_processes=False)


def test_two_ai_apps_at_80_and_10_percent_get_8_to_1() -> None:
    booked = watch(a=engine(0.8, CHAT), b=engine(0.1, IMAGE)).booked
    assert booked.joules(State.ACTIVE, workload=CHAT) == pytest.approx(ALL_J * 8 / 9)
    assert booked.joules(State.ACTIVE, workload=IMAGE) == pytest.approx(ALL_J / 9)
    assert not any(session.shared for session in booked.sessions)


def test_a_game_at_80_percent_leaves_an_llm_at_10_its_ninth() -> None:
    booked = watch(game=on(0.8, Role.RIVAL, compute=False), llm=engine(0.1)).booked
    assert booked.session_joules(booked.sole_session()) == pytest.approx(ALL_J / 9)
    assert booked.joules(State.OTHER) == pytest.approx(ALL_J * 8 / 9)


def test_a_sole_workload_gets_its_active_slices_whole_however_small_its_share() -> None:
    booked = watch(llm=engine(0.07)).booked
    assert booked.session_joules(booked.sole_session()) == pytest.approx(ALL_J)


def test_a_context_below_5_percent_is_housekeeping() -> None:
    booked = watch(llm=engine(0.049)).booked
    assert not booked.sessions
    assert booked.joules(State.STANDBY) == pytest.approx(ALL_J)


def test_an_idle_workload_beside_takes_nothing_from_a_session() -> None:
    alone = watch(llm=engine(0.8)).booked
    beside = watch(llm=engine(0.8), idle=engine(0.0, IMAGE)).booked
    assert beside.joules(workload=CHAT) == pytest.approx(alone.joules(workload=CHAT))
    assert beside.joules(workload=IMAGE) == 0.0


def test_two_loaded_models_that_rest_share_standby_equally() -> None:
    booked = watch(llm=engine(0.0), images=engine(0.0, IMAGE)).booked
    assert booked.joules(State.STANDBY, workload=CHAT) == pytest.approx(ALL_J / 2)
    assert booked.joules(State.STANDBY, workload=IMAGE) == pytest.approx(ALL_J / 2)
    assert not booked.sessions


def test_the_window_of_an_ai_app_is_not_its_work() -> None:
    window = on(0.4, Role.APP, compute=False, workload=CHAT)
    booked = watch(window=window).booked
    assert not booked.sessions
    assert booked.joules(State.OTHER) == pytest.approx(ALL_J)


def test_the_window_of_an_ai_app_takes_its_share_away_from_its_engine() -> None:
    booked = watch(window=on(0.2, Role.APP, compute=False, workload=CHAT), llm=engine(0.6)).booked
    assert booked.session_joules(booked.sole_session()) == pytest.approx(ALL_J * 3 / 4)


def test_foreign_compute_keeps_its_share() -> None:
    booked = watch(foreign=on(0.6, Role.FOREIGN, compute=True), llm=engine(0.2)).booked
    assert booked.session_joules(booked.sole_session()) == pytest.approx(ALL_J / 4)


def test_a_process_that_nobody_knows_yet_counts_as_others() -> None:
    machine = Machine([Gpu(always(200.0))], programs={1: engine(0.3), 2: on(0.6, Role.UNKNOWN, compute=True)})
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules(State.ACTIVE, workload=CHAT) == pytest.approx(ALL_J / 3)


def test_an_unknown_compute_program_becomes_pending_with_its_share() -> None:
    booked = watch(fold=on(0.6, Role.UNKNOWN, compute=True, workload=PENDING), llm=engine(0.2)).booked
    assert booked.joules(State.ACTIVE, workload=PENDING) == pytest.approx(ALL_J * 3 / 4)
    assert booked.joules(State.ACTIVE, workload=CHAT) == pytest.approx(ALL_J / 4)
    assert {session.workload for session in booked.sessions} == {PENDING, CHAT}


def test_an_unknown_program_at_rest_makes_no_standby() -> None:
    booked = watch(fold=on(0.0, Role.UNKNOWN, compute=True, workload=PENDING)).booked
    assert booked.joules(State.IDLE) == pytest.approx(ALL_J)


# -- without shares from the driver -----------------------------------------------------------------------


@pytest.mark.parametrize("gpu", [no_shares, blind])
def test_without_shares_a_workload_at_work_on_the_cpu_too_is_proven(gpu: object) -> None:
    booked = watch(no_shares() if gpu is no_shares else blind(), llm=engine(0.0, cores=0.9)).booked
    assert booked.session_joules(booked.sole_session()) == pytest.approx(ALL_J)
    assert not booked.sole_session().shared


@pytest.mark.parametrize("cores", [0.0, 0.19])
def test_without_shares_and_proof_the_slice_is_contested(cores: float) -> None:
    booked = watch(blind(), llm=engine(0.0, cores=cores)).booked
    assert not booked.sessions
    assert booked.joules(State.CONTESTED) == pytest.approx(ALL_J)


def test_a_game_and_a_resident_idle_llm_without_shares_make_no_session() -> None:
    listed = watch(no_shares(), game=on(0.0, Role.RIVAL, compute=False), llm=engine(0.0)).booked
    blindly = watch(blind(), rival_running=True, llm=engine(0.0)).booked
    for booked in (listed, blindly):
        assert not booked.sessions
        assert booked.joules(State.CONTESTED) == pytest.approx(ALL_J)


def test_a_game_beside_a_busy_llm_without_shares_is_contested_not_guessed() -> None:
    listed = watch(no_shares(), game=on(0.0, Role.RIVAL, compute=False), llm=engine(0.0, cores=1.0)).booked
    blindly = watch(blind(), rival_running=True, llm=engine(0.0, cores=1.0)).booked
    for booked in (listed, blindly):
        assert booked.joules(State.ACTIVE) == 0.0
        assert booked.joules(State.CONTESTED) == pytest.approx(ALL_J)


def test_foreign_compute_without_shares_makes_it_contested() -> None:
    foreign = on(0.0, Role.FOREIGN, compute=True)
    booked = watch(no_shares(), foreign=foreign, llm=engine(0.0, cores=1.0)).booked
    assert booked.joules(State.CONTESTED) == pytest.approx(ALL_J)


def test_a_known_desktop_program_without_shares_contests_nothing() -> None:
    desktop = on(0.0, Role.BENIGN, compute=False)
    booked = watch(no_shares(), desktop=desktop, llm=engine(0.0, cores=1.0)).booked
    assert booked.joules(State.ACTIVE) == pytest.approx(ALL_J)


def test_several_at_work_without_shares_split_equally_and_are_marked() -> None:
    booked = watch(blind(), a=engine(0.0, CHAT, cores=3.0), b=engine(0.0, OTHER_CHAT, cores=0.5)).booked
    assert booked.joules(State.ACTIVE, workload=CHAT) == pytest.approx(ALL_J / 2)
    assert booked.joules(State.ACTIVE, workload=OTHER_CHAT) == pytest.approx(ALL_J / 2)
    assert [session.shared for session in booked.sessions] == [True, True]


def test_a_loaded_model_beside_an_unused_card_is_standby_even_when_its_server_polls() -> None:
    quiet = Gpu(always(30.0), gives_shares=False, lists_processes=False, utilisation=always(0.01))
    booked = watch(quiet, llm=engine(0.0, cores=0.1)).booked
    assert booked.joules(State.STANDBY, workload=CHAT) == pytest.approx(20 * 30.0)


def test_without_utilisation_power_over_the_baseline_proves_work() -> None:
    watts = Steps(((120.0, 15.0), (float("inf"), 120.0)))
    gpu = Gpu(watts, gives_shares=False, lists_processes=False, gives_utilisation=False)
    llm = engine(0.0, cores=1.0)
    llm.lives = (120.0, float("inf"))
    watching = Watch(Machine([gpu], programs={1: llm}))
    watching.run(every(10.0, 0.0, 120.0), 10.0).run(every(1.0, 121.0, 140.0))
    assert watching.accountant.baseline_w("gpu") == pytest.approx(15.0)
    # The server's CPU time is known from its second sight on, so its first second stays unproven.
    assert watching.booked.joules(State.ACTIVE, workload=CHAT) == pytest.approx(20 * 120.0, abs=120.0)


def test_without_utilisation_and_baseline_nothing_is_proven() -> None:
    gpu = Gpu(always(200.0), gives_shares=False, lists_processes=False, gives_utilisation=False)
    booked = watch(gpu, llm=engine(0.0, cores=1.0)).booked
    assert booked.joules(State.ACTIVE) == 0.0
    assert booked.joules(State.STANDBY, workload=CHAT) == pytest.approx(ALL_J)


# -- several devices ---------------------------------------------------------------------------------------


def test_a_workload_seen_on_one_card_is_not_guessed_on_another() -> None:
    lists = Gpu(always(200.0))
    other = Gpu(always(60.0), "second", lists_processes=False, gives_shares=False, utilisation=always(0.9))
    machine = Machine([lists, other], programs={1: engine(0.9, cores=1.0)})
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    assert booked.joules(State.ACTIVE, device="gpu") == pytest.approx(ALL_J)
    assert booked.joules(State.OTHER, device="second") == pytest.approx(20 * 60.0)


def test_one_workload_on_two_cards_is_one_session() -> None:
    both = Program(Role.ENGINE, CHAT, {"gpu": always(0.9), "second": always(0.4)})
    machine = Machine([Gpu(always(200.0)), Gpu(always(100.0), "second")], programs={1: both})
    booked = Watch(machine).run(every(1.0, 0.0, 20.0)).booked
    session = booked.sole_session()
    assert booked.session_joules(session) == pytest.approx(20 * 300.0)
    assert session.active_s == pytest.approx(20.0)
    assert session.peak_w == pytest.approx(300.0)


def test_a_graphics_unit_inside_the_package_is_shown_and_never_booked() -> None:
    inside = Gpu(always(5.0), "igpu", part_of="cpu", limit_w=None)
    watching = Watch(Machine([inside], Cpu())).run(every(1.0, 0.0, 20.0))
    assert {key.device_key for key in watching.booked.energy} == {"cpu"}
    assert not any(key == "igpu" for _, key, _ in watching.booked.coverage)
    shown = {now.device.key: now for now in watching.outcomes[-1].devices}
    assert shown["igpu"].state == "part"
    assert shown["igpu"].power_w == pytest.approx(5.0)
