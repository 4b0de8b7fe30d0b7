"""The baseline: what a device draws when no AI is on it. Learned when that is so, never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.driver import CHAT, PENDING, Gpu, Machine, Program, Steps, Watch, always, every
from tests.unit.domain.strategies import moderately
from wattprint.domain.accounting import Accountant
from wattprint.domain.attribution import State
from wattprint.domain.baseline import LEARN_AFTER_S, SETTLE_S, Baseline, BaselineLearner
from wattprint.domain.workload import Role

FOREVER = float("inf")


def resident(start_s: float, end_s: float) -> Program:
    return Program(Role.ENGINE, CHAT, {"gpu": always(0.0)}, lives=(start_s, end_s))


def test_a_recorder_started_after_the_model_is_learning_until_it_is_unloaded_then_right() -> None:
    watts = Steps(((300.0, 30.0), (FOREVER, 12.0)))
    watching = Watch(Machine([Gpu(watts)], programs={1: resident(0.0, 300.0)}))
    watching.run(every(1.0, 0.0, 300.0))
    assert watching.accountant.baseline_w("gpu") is None
    watching.run(every(10.0, 310.0, 300 + SETTLE_S + LEARN_AFTER_S + 10), 10.0)
    assert watching.accountant.baseline_w("gpu") == pytest.approx(12.0)
    # Joules and seconds were stored raw: the standby energy of before can now be told.
    booked = watching.booked
    assert booked.joules(State.STANDBY) - 12.0 * booked.seconds(State.STANDBY) == pytest.approx(
        300 * 18.0, rel=0.01
    )


def test_a_model_resident_all_day_leaves_the_baseline_unknown_all_day() -> None:
    watching = Watch(Machine([Gpu(always(30.0))], programs={1: resident(0.0, FOREVER)}))
    watching.run(every(10.0, 0.0, 24 * 3600.0), 10.0)
    assert watching.accountant.baseline_w("gpu") is None
    assert watching.booked.joules(State.STANDBY) == pytest.approx(24 * 3600 * 30.0)


def test_a_game_teaches_no_baseline() -> None:
    game = Program(Role.RIVAL, None, {"gpu": always(0.8)}, compute=False)
    watching = Watch(Machine([Gpu(always(250.0))], programs={1: game})).run(every(10.0, 0.0, 600.0), 10.0)
    assert watching.accountant.baseline_w("gpu") is None


def test_an_unknown_compute_program_teaches_no_baseline() -> None:
    program = Program(Role.UNKNOWN, PENDING, {"gpu": always(0.0)})
    watching = Watch(Machine([Gpu(always(50.0))], programs={1: program})).run(every(10.0, 0.0, 600.0), 10.0)
    assert watching.accountant.baseline_w("gpu") is None


def test_a_game_on_a_card_that_tells_nothing_teaches_no_baseline() -> None:
    blind = Gpu(always(250.0), lists_processes=False, gives_shares=False, gives_utilisation=False)
    watching = Watch(Machine([blind], rival_running=True)).run(every(10.0, 0.0, 600.0), 10.0)
    assert watching.accountant.baseline_w("gpu") is None


def test_a_compositor_under_5_percent_does_not_keep_it_from_learning() -> None:
    desktop = Program(Role.BENIGN, None, {"gpu": always(0.03)}, compute=False)
    watching = Watch(Machine([Gpu(always(11.0))], programs={1: desktop})).run(every(10.0, 0.0, 120.0), 10.0)
    assert watching.accountant.baseline_w("gpu") == pytest.approx(11.0)


def test_what_the_ledger_remembers_is_used_at_once() -> None:
    accountant = Accountant(baselines={"gpu": Baseline(9.0)})
    assert accountant.baseline_w("gpu") == 9.0
    Watch(Machine([Gpu(always(30.0))], programs={1: resident(0.0, FOREVER)}), accountant).run([0.0, 1.0])
    assert accountant.baseline_w("gpu") == 9.0


def test_a_new_baseline_is_booked_once_and_not_again_while_it_stays() -> None:
    machine = Machine([Gpu(always(10.0))])
    watching = Watch(machine)
    told = []
    for at_s in every(10.0, 0.0, 3600.0):
        watching.accountant.bookings.baselines.clear()
        before = watching.accountant.baseline_w("gpu")
        watching.tick(at_s, 10.0)
        if watching.accountant.baseline_w("gpu") != before:
            told.append(at_s)
    assert told == [60.0]


def fed(learner: BaselineLearner, *slices: tuple[float, float], quiet: bool = True) -> BaselineLearner:
    for watts, seconds in slices:
        learner.feed(watts, seconds, quiet=quiet)
    return learner


def test_a_minute_and_five_slices_are_needed() -> None:
    assert fed(BaselineLearner(), (10.0, 30.0), (10.0, 30.0), (10.0, 30.0)).current is None
    assert fed(BaselineLearner(), *[(10.0, 1.0)] * 59).current is None
    assert fed(BaselineLearner(), *[(10.0, 1.0)] * 60).current == Baseline(10.0)


def test_short_blips_of_the_desktop_do_not_raise_it() -> None:
    learner = fed(BaselineLearner(), *[(10.0, 1.0), (10.0, 1.0), (60.0, 1.0)] * 40)
    assert learner.current == Baseline(10.0)


def test_clocks_that_fall_slowly_after_work_are_not_learned_from() -> None:
    learner = BaselineLearner()
    learner.feed(300.0, 1.0, quiet=False)
    fed(learner, *[(40.0, 1.0)] * 30, *[(10.0, 1.0)] * 60)
    assert learner.current == Baseline(10.0)


def test_one_long_slice_after_work_is_not_quiet_because_it_is_long() -> None:
    """A stall that began under load and ended after it holds the load's energy."""
    learner = BaselineLearner()
    learner.feed(300.0, 1.0, quiet=False)
    fed(learner, (280.0, 50.0), *[(10.0, 2.0)] * 5)
    assert learner.current is None


def test_a_device_that_suspends_when_left_alone_has_baseline_0_and_keeps_it() -> None:
    learner = BaselineLearner()
    assert learner.fell_asleep() == Baseline(0.0, asleep=True)
    assert learner.fell_asleep() is None
    assert fed(learner, *[(12.0, 1.0)] * 200).current == Baseline(0.0, asleep=True)


def test_a_moved_baseline_is_taken_up_but_not_more_often_than_every_ten_minutes() -> None:
    learner = fed(BaselineLearner(), *[(10.0, 10.0)] * 6)
    fed(learner, *[(25.0, 10.0)] * 50)
    assert learner.current == Baseline(10.0)
    fed(learner, *[(25.0, 10.0)] * 60)
    assert learner.current == Baseline(25.0)


SLICES = st.lists(
    st.tuples(st.one_of(st.none(), st.floats(0.0, 600.0)), st.floats(0.01, 20.0), st.booleans()),
    max_size=60,
)


@moderately
@given(SLICES)
def test_it_is_never_above_nor_below_the_quiet_power_seen(
    slices: list[tuple[float | None, float, bool]],
) -> None:
    learner, seen = BaselineLearner(), []
    for power_w, seconds, quiet in slices:
        learner.feed(power_w, seconds, quiet=quiet)
        if quiet and power_w is not None:
            seen.append(power_w)
        if learner.current is not None:
            assert min(seen) <= learner.current.watts <= max(seen)


@moderately
@given(st.floats(1.0, 100.0), st.lists(st.booleans(), min_size=300, max_size=300))
def test_as_long_as_blips_are_the_smaller_part_it_is_the_floor(floor_w: float, blips: list[bool]) -> None:
    learner = BaselineLearner()
    for index, blip in enumerate(blips):
        learner.feed(floor_w + (200.0 if blip and index % 2 else 0.0), 1.0, quiet=True)
    assert learner.current == Baseline(floor_w)
