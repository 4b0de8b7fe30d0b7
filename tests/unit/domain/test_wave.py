"""The bursty load with a known truth: 300 W for 3 s, 30 W for 7 s, eight times, beside one llama-server."""

from __future__ import annotations

import pytest

from tests.unit.domain.driver import CHAT, Gpu, Machine, Program, Steps, Watch, every
from wattprint.domain.attribution import State
from wattprint.domain.workload import Role

EMPTY_S, EMPTY_W = 120.0, 10.0
BURST_W, REST_W = 300.0, 30.0
WAVE = ((3.0, BURST_W), (7.0, REST_W)) * 8
END_S = EMPTY_S + 80.0
SESSION_J, REST_J = 8 * 3.0 * BURST_W, 8 * 7.0 * REST_W


def machine(*, counter: bool = True, power_window_s: float = 1.0) -> Machine:
    watts = Steps(((EMPTY_S, EMPTY_W), *WAVE)).then((float("inf"), EMPTY_W))
    sm = Steps(((EMPTY_S, 0.0), *((s, 0.95 if w == BURST_W else 0.0) for s, w in WAVE))).then(
        (float("inf"), 0.0)
    )
    server = Program(Role.ENGINE, CHAT, {"gpu": sm}, lives=(EMPTY_S, END_S + 1))
    return Machine([Gpu(watts, counter=counter, power_window_s=power_window_s)], programs={77: server})


def watch(wave_ticks: list[float], *, counter: bool = True, power_window_s: float = 1.0) -> Watch:
    watching = Watch(machine(counter=counter, power_window_s=power_window_s))
    return watching.run(every(10.0, 0.0, EMPTY_S - 10), planned_s=10.0).run(wave_ticks)


def test_an_empty_card_at_10_w_teaches_its_baseline() -> None:
    watching = Watch(machine()).run(every(10.0, 0.0, 50.0), planned_s=10.0)
    assert watching.accountant.baseline_w("gpu") is None
    watching.run([60.0], planned_s=10.0)
    assert watching.accountant.baseline_w("gpu") == pytest.approx(EMPTY_W)


@pytest.mark.parametrize("counter", [True, False])
def test_with_ticks_on_the_edges_session_standby_and_the_rest_are_exact(counter: bool) -> None:
    watching = watch(every(1.0, EMPTY_S - 9, END_S), counter=counter)
    booked = watching.booked
    baseline_w = watching.accountant.baseline_w("gpu")
    assert baseline_w is not None
    assert booked.session_joules(booked.sole_session()) == pytest.approx(SESSION_J, rel=1e-6)
    above_j = booked.joules(State.STANDBY) - baseline_w * booked.seconds(State.STANDBY)
    assert above_j == pytest.approx(8 * 7 * 20.0, rel=0.05)
    attributed_j = SESSION_J + above_j
    unattributed_j = booked.joules() - attributed_j
    assert unattributed_j == pytest.approx(EMPTY_S * EMPTY_W + 8 * 7 * EMPTY_W, rel=1e-6)


@pytest.mark.parametrize("phase_s", [0.0, 0.1, 0.25, 0.5, 0.77, 0.999])
def test_at_any_phase_the_session_is_right_to_a_slice_per_edge(phase_s: float) -> None:
    booked = watch(every(1.0, EMPTY_S - 10 + phase_s, END_S + phase_s)).booked
    # A slice over an edge is the session's whole, or when the burst fills under 5 % of it not at all.
    too_much_j = 8 * REST_W * 1.0
    too_little_j = 16 * 0.06 * BURST_W
    session_j = booked.session_joules(booked.sole_session())
    assert SESSION_J - too_little_j <= session_j <= SESSION_J + too_much_j


@pytest.mark.parametrize("phase_s", [0.0, 0.1, 0.25, 0.5, 0.77, 0.999])
@pytest.mark.parametrize(
    ("counter", "power_window_s", "within"), [(True, 1.0, 0.01), (False, 1.0, 0.02), (False, 0.001, 0.02)]
)
def test_at_any_phase_the_sum_is_the_truth(
    counter: bool, power_window_s: float, within: float, phase_s: float
) -> None:
    end_s = END_S + phase_s
    ticks = every(1.0, EMPTY_S - 10 + phase_s, end_s)
    watching = watch(ticks, counter=counter, power_window_s=power_window_s)
    truth_j = watching.machine.gpus[0].watts.integral(end_s)
    assert watching.booked.joules() == pytest.approx(truth_j, rel=within)
    assert watching.booked.seconds() == pytest.approx(end_s)


@pytest.mark.parametrize("phase_s", [0.0, 0.3, 0.9])
def test_with_a_counter_two_second_ticks_while_nothing_runs_lose_no_burst(phase_s: float) -> None:
    watching = watch([])
    at_s, step_s = EMPTY_S + phase_s, 2.0
    while at_s < END_S:
        outcome = watching.tick(at_s, step_s)
        step_s = 1.0 if outcome.active else 2.0
        at_s += step_s
    session_j = watching.booked.session_joules(watching.booked.sole_session())
    # One edge slice of two seconds may bring rest power in; nothing is lost beyond the 5 % rule.
    assert SESSION_J - 16 * 0.11 * BURST_W <= session_j <= SESSION_J + 8 * 2 * REST_W
    assert watching.booked.joules() == pytest.approx(watching.machine.gpus[0].watts.integral(at_s - step_s))


def test_the_session_spans_its_bursts_and_counts_only_active_seconds() -> None:
    watching = watch(every(1.0, EMPTY_S - 9, END_S))
    session = watching.booked.sole_session()
    assert session.end_wall_s - session.start_wall_s == pytest.approx(73.0)
    assert session.active_s == pytest.approx(24.0)
    assert session.peak_w == pytest.approx(BURST_W)
    assert sum(session.trace.joules) == pytest.approx(SESSION_J)
    assert watching.booked.active_s == pytest.approx(24.0)
