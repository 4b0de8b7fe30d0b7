"""Every equation of the totals against numbers worked out by hand, and conservation of all joules."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.strategies import moderately
from wattprint.domain.attribution import State
from wattprint.domain.band import ZERO, Band
from wattprint.domain.footprint import (
    J_PER_WH,
    EnergyRow,
    Footprint,
    Sum,
    above_baseline_j,
    baseline_j,
    footprint,
    idle_part_j,
    local_j,
    row_baseline_w,
    session_j,
    standby_j,
    weakest,
)
from wattprint.domain.readings import DeviceKind, Quality

NOBODYS = [State.IDLE, State.OTHER, State.CONTESTED, State.BRIDGED]


def row(
    joules: float,
    seconds: float,
    baseline_w: float | None,
    *,
    state: State = State.ACTIVE,
    kind: DeviceKind = DeviceKind.GPU,
    quality: Quality = Quality.COUNTER,
    vendor: str = "nvidia",
) -> EnergyRow:
    return EnergyRow(kind, vendor, state, quality, joules, seconds, baseline_w)


def exact(vendor: str, quality: Quality, kind: DeviceKind) -> tuple[float, float]:
    return 1.0, 1.0


def wide(vendor: str, quality: Quality, kind: DeviceKind) -> tuple[float, float]:
    return {
        ("nvidia", Quality.COUNTER, DeviceKind.GPU): (0.9, 1.1),
        ("nvidia", Quality.POWER, DeviceKind.GPU): (0.8, 1.25),
        ("intel", Quality.COUNTER, DeviceKind.CPU): (0.95, 1.05),
        ("intel", Quality.MODELLED, DeviceKind.CPU): (0.5, 2.0),
    }[vendor, quality, kind]


# -- one function per equation -----------------------------------------------------------------------------


def test_a_cards_active_energy_is_the_sessions_whole_and_the_baseline_its_idle_part() -> None:
    active = row(3000.0, 10.0, 20.0)  # 300 W for 10 s on a card that rests at 20 W
    assert session_j(active) == 3000.0
    assert idle_part_j(active) == 200.0
    assert local_j(active) == 3000.0
    assert standby_j(active) == 0.0


def test_of_the_cpu_only_what_is_above_idle_is_the_sessions() -> None:
    active = row(900.0, 10.0, 30.0, kind=DeviceKind.CPU)  # its share: 90 W for 10 s, of which 30 W are idle
    assert session_j(active) == 600.0
    assert idle_part_j(active) == 0.0
    assert local_j(active) == 600.0


def test_standby_counts_above_the_baseline() -> None:
    standby = row(350.0, 7.0, 30.0, state=State.STANDBY)  # 50 W, resting at 30 W
    assert standby_j(standby) == 140.0
    assert local_j(standby) == 140.0
    assert session_j(standby) == 0.0
    assert idle_part_j(standby) == 0.0


def test_a_card_that_sleeps_without_ai_has_nothing_to_subtract() -> None:
    standby = row(350.0, 7.0, 0.0, state=State.STANDBY)
    assert standby_j(standby) == 350.0
    assert idle_part_j(row(350.0, 7.0, 0.0)) == 0.0


def test_a_model_of_busy_time_has_no_baseline() -> None:
    modelled = row(80.0, 10.0, 30.0, kind=DeviceKind.CPU, quality=Quality.MODELLED)
    assert row_baseline_w(modelled) == 0.0
    assert session_j(modelled) == 80.0
    learning = row(80.0, 10.0, None, kind=DeviceKind.CPU, quality=Quality.MODELLED)
    assert session_j(learning) == 80.0


def test_the_baseline_explains_at_most_everything() -> None:
    weak = row(100.0, 10.0, 30.0)  # 10 W measured on a card that was thought to rest at 30 W
    assert baseline_j(weak) == 100.0
    assert above_baseline_j(weak) == 0.0
    assert idle_part_j(weak) == 100.0
    assert session_j(row(100.0, 10.0, 30.0, kind=DeviceKind.CPU)) == 0.0
    assert standby_j(row(100.0, 10.0, 30.0, state=State.STANDBY)) == 0.0


def test_while_learning_unknown_is_none_and_never_0() -> None:
    card = row(3000.0, 10.0, None)
    assert (session_j(card), local_j(card)) == (3000.0, 3000.0)  # whole: needs no baseline
    assert (idle_part_j(card), baseline_j(card), above_baseline_j(card)) == (None, None, None)
    cpu = row(900.0, 10.0, None, kind=DeviceKind.CPU)
    assert (session_j(cpu), local_j(cpu)) == (None, None)
    standby = row(350.0, 7.0, None, state=State.STANDBY)
    assert (standby_j(standby), local_j(standby)) == (None, None)


@pytest.mark.parametrize("state", NOBODYS)
@pytest.mark.parametrize("kind", DeviceKind)
def test_what_is_nobodys_is_in_no_total(state: State, kind: DeviceKind) -> None:
    for baseline_w in (None, 0.0, 30.0):
        nobodys = row(500.0, 10.0, baseline_w, state=state, kind=kind)
        assert (local_j(nobodys), session_j(nobodys), standby_j(nobodys)) == (0.0, 0.0, 0.0)
        assert idle_part_j(nobodys) == 0.0
        total = footprint([nobodys], exact)
        assert total.local == ZERO
        assert not total.local_at_least
        assert total.unattributed_wh == pytest.approx(500 / 3600)
        assert total.quality is None


# -- sums --------------------------------------------------------------------------------------------------


def test_no_rows_are_a_known_nothing() -> None:
    assert footprint([], wide) == Footprint(ZERO, False, 0.0, 0.0, 0.0, 0.0, 0.0, None)


def test_a_day_by_hand() -> None:
    """A chat on card and CPU, a model kept loaded, a game, an idle night; all in joules x 3600."""
    total = footprint(
        [
            row(36_000.0, 120.0, 30.0),  # 10 Wh; 1 Wh of it is the card's own
            row(10_800.0, 120.0, 30.0, kind=DeviceKind.CPU, vendor="intel"),  # 3 Wh - 1 Wh idle
            row(7_200.0, 60.0, 30.0, state=State.STANDBY),  # 2 Wh - 0.5 Wh
            row(14_400.0, 60.0, 30.0, state=State.OTHER),  # 4 Wh of a game
            row(3_600.0, 120.0, 30.0, state=State.IDLE),  # 1 Wh
        ],
        exact,
    )
    assert total.local.central == pytest.approx(10 + 2 + 1.5)
    assert not total.local_at_least
    assert total.idle_wh == pytest.approx(1.0)
    assert total.standby_wh == pytest.approx(1.5)
    assert total.modelled_wh == 0.0
    assert total.unattributed_wh == pytest.approx(1 + 0.5 + 4 + 1)
    assert total.learning_wh == 0.0
    assert total.quality is Quality.COUNTER


def test_a_day_while_learning() -> None:
    total = footprint(
        [
            row(36_000.0, 120.0, None),
            row(10_800.0, 120.0, None, kind=DeviceKind.CPU, vendor="intel"),
            row(7_200.0, 60.0, None, state=State.STANDBY),
            row(3_600.0, 60.0, None, state=State.IDLE),
        ],
        exact,
    )
    assert total.local.central == pytest.approx(10.0)
    assert total.local_at_least
    assert total.idle_wh is None
    assert total.standby_wh is None
    assert total.learning_wh == pytest.approx(3 + 2)
    assert total.unattributed_wh == pytest.approx(1.0)


def test_one_unknown_part_makes_its_sum_unknown_and_spares_the_others() -> None:
    total = footprint(
        [
            row(36_000.0, 120.0, 30.0),
            row(36_000.0, 120.0, None),  # a second card, still learning
            row(7_200.0, 60.0, 30.0, state=State.STANDBY),
        ],
        exact,
    )
    assert total.local.central == pytest.approx(21.5)
    assert not total.local_at_least  # active energy is whole: nothing of the total is unknown
    assert total.idle_wh is None
    assert total.standby_wh == pytest.approx(1.5)


def test_modelled_is_told_apart_and_names_the_total() -> None:
    total = footprint(
        [
            row(36_000.0, 120.0, 30.0),
            row(7_200.0, 120.0, None, kind=DeviceKind.CPU, quality=Quality.MODELLED, vendor="intel"),
        ],
        exact,
    )
    assert total.local.central == pytest.approx(12.0)
    assert total.modelled_wh == pytest.approx(2.0)
    assert total.idle_wh == pytest.approx(1.0)
    assert not total.local_at_least
    assert total.quality is Quality.MODELLED


def test_bands_are_each_sensors_own() -> None:
    total = footprint(
        [
            row(36_000.0, 120.0, 30.0),  # 10 Wh: 9 to 11
            row(3_600.0, 10.0, 30.0, quality=Quality.POWER),  # 1 Wh: 0.8 to 1.25
            row(10_800.0, 120.0, 30.0, kind=DeviceKind.CPU, vendor="intel"),  # 2 Wh above idle: 1.9 to 2.1
            row(7_200.0, 9.0, None, kind=DeviceKind.CPU, quality=Quality.MODELLED, vendor="intel"),  # 1 to 4
            row(7_200.0, 60.0, 30.0, state=State.STANDBY),  # 1.5 Wh: 1.35 to 1.65
            row(7_200.0, 60.0, None, state=State.STANDBY),  # learning: known is nothing of it
        ],
        wide,
    )
    assert total.local.low == pytest.approx(9 + 0.8 + 1.9 + 1 + 1.35)
    assert total.local.central == pytest.approx(10 + 1 + 2 + 2 + 1.5)
    assert total.local.high == pytest.approx(11 + 1.25 + 2.1 + 4 + 1.65)
    assert total.local_at_least


def test_the_tolerance_of_what_is_nobodys_is_not_even_asked_for() -> None:
    def never(vendor: str, quality: Quality, kind: DeviceKind) -> tuple[float, float]:
        raise AssertionError((vendor, quality, kind))

    assert footprint([row(1.0, 1.0, 1.0, state=state) for state in NOBODYS], never).local == ZERO


@pytest.mark.parametrize(
    ("found", "named"),
    [
        ([], None),
        ([Quality.COUNTER], Quality.COUNTER),
        ([Quality.POWER, Quality.COUNTER], Quality.POWER),
        ([Quality.COUNTER, Quality.MODELLED, Quality.POWER], Quality.MODELLED),
    ],
)
def test_the_weakest_quality_names_a_total(found: list[Quality], named: Quality | None) -> None:
    assert weakest(found) is named
    assert weakest(reversed(found)) is named
    rows = [row(1.0, 1.0, 0.0, quality=quality) for quality in found]
    assert (
        footprint([*rows, row(1.0, 1.0, 0.0, state=State.IDLE, quality=Quality.MODELLED)], exact).quality
        is named
    )


def test_a_sum_says_at_least() -> None:
    assert Sum.of([]) == Sum(0.0)
    assert Sum.of([1.0, 2.5]) == Sum(3.5)
    assert Sum.of([1.0, None, 2.5]) == Sum(3.5, at_least=True)
    assert Sum.of([None]) == Sum(0.0, at_least=True)


def test_the_rows_may_come_from_a_generator() -> None:
    rows = [row(3600.0, 1.0, 0.0), row(3600.0, 1.0, 0.0, state=State.IDLE)]
    assert footprint(iter(rows), exact) == footprint(rows, exact)


# -- properties --------------------------------------------------------------------------------------------

ROWS = st.lists(
    st.builds(
        EnergyRow,
        kind=st.sampled_from(DeviceKind),
        vendor=st.sampled_from(["nvidia", "amd", "intel"]),
        state=st.sampled_from(State),
        quality=st.sampled_from(Quality),
        joules=st.floats(0.0, 1e8),
        seconds=st.floats(0.0, 86_400.0),
        baseline_w=st.one_of(st.none(), st.floats(0.0, 500.0)),
    ),
    max_size=30,
)


@moderately
@given(ROWS)
def test_every_joule_is_somewhere_and_only_once(rows: list[EnergyRow]) -> None:
    total = footprint(rows, exact)
    everything_wh = fsum(r.joules for r in rows) / J_PER_WH
    found_wh = total.local.central + total.unattributed_wh + total.learning_wh
    assert found_wh == pytest.approx(everything_wh, rel=1e-9, abs=1e-9)


@moderately
@given(ROWS)
def test_parts_lie_inside_their_whole_and_nothing_is_negative(rows: list[EnergyRow]) -> None:
    total = footprint(rows, exact)
    slack = 1e-9 * (1.0 + total.local.central)
    assert min(total.local.low, total.modelled_wh, total.unattributed_wh, total.learning_wh) >= 0.0
    assert total.modelled_wh <= total.local.central + slack
    if total.idle_wh is not None and total.standby_wh is not None:
        assert 0.0 <= total.idle_wh + total.standby_wh <= total.local.central + slack
    assert (total.learning_wh > 0.0) <= total.local_at_least


@moderately
@given(ROWS, st.floats(0.1, 1.0), st.floats(1.0, 4.0))
def test_a_band_always_holds_its_centre(rows: list[EnergyRow], low: float, high: float) -> None:
    total = footprint(rows, lambda *_: (low, high))
    assert total.local.low == pytest.approx(total.local.central * low)
    assert total.local.high == pytest.approx(total.local.central * high)
    assert isinstance(total.local, Band)


@moderately
@given(ROWS, ROWS)
def test_totals_of_two_days_are_the_totals_of_both(first: list[EnergyRow], second: list[EnergyRow]) -> None:
    one, other, both = footprint(first, exact), footprint(second, exact), footprint(first + second, exact)
    assert both.local.central == pytest.approx(one.local.central + other.local.central)
    assert both.unattributed_wh == pytest.approx(one.unattributed_wh + other.unattributed_wh)
    assert both.local_at_least == (one.local_at_least or other.local_at_least)
    assert both.quality == weakest(q for q in (one.quality, other.quality) if q is not None)


@moderately
@given(ROWS, st.floats(0.0, 500.0))
def test_learning_ends_without_losing_what_was_known(rows: list[EnergyRow], watts: float) -> None:
    """Once the baseline is known, the known part only grows, and nothing is still to be learned."""
    learned = [
        EnergyRow(r.kind, r.vendor, r.state, r.quality, r.joules, r.seconds, watts)
        if r.baseline_w is None
        else r
        for r in rows
    ]
    before, after = footprint(rows, exact), footprint(learned, exact)
    assert after.local.central >= before.local.central - 1e-9 * (1.0 + before.local.central)
    assert (after.local_at_least, after.learning_wh) == (False, 0.0)
    assert after.idle_wh is not None
    assert after.standby_wh is not None
