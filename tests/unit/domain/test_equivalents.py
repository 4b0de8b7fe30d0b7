from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.band import Band
from wattprint.domain.equivalents import (
    LEAST_COUNT,
    MOST_COUNT,
    Basis,
    Choice,
    Equivalent,
    Step,
    choose,
    share_of,
)


def step(step_id: str, value: float, basis: Basis = Basis.ENERGY_WH, family: str | None = None) -> Step:
    return Step(step_id, family or step_id, basis, Band.exactly(value))


LADDER = (
    step("second", 0.01, family="lamp"),
    step("minute", 0.6, family="lamp"),
    step("search", 0.3),
    step("hour", 36.0, family="lamp"),
    step("charge", 19.0),
    step("kettle", 100.0),
    step("drive", 2000.0),
    step("metre", 0.2, Basis.CO2E_G, "car"),
    step("km", 17.0, Basis.CO2E_G, "car"),
    step("train", 3.0, Basis.CO2E_G),
    step("drop", 0.05, Basis.WATER_ML),
    step("spoon", 5.0, Basis.WATER_ML),
)

amounts_wh = st.floats(1e-9, 1e12)
values = st.floats(1e-3, 1e6)


@st.composite
def ladders(draw: st.DrawFn) -> list[Step]:
    found = draw(
        st.lists(
            st.tuples(values, st.sampled_from(list(Basis)), st.sampled_from("abcde")), min_size=1, max_size=12
        )
    )
    return [step(f"s{n}", value, basis, family) for n, (value, basis, family) in enumerate(found)]


def energy(wh: float) -> dict[Basis, Band | None]:
    return {Basis.ENERGY_WH: Band.exactly(wh)}


def big(wh: float, ladder: tuple[Step, ...] = LADDER) -> Equivalent:
    choice = choose(energy(wh), ladder)
    assert choice is not None
    return choice.big


def shown(choice: Choice) -> list[Equivalent]:
    return [choice.big, *choice.small]


@pytest.mark.parametrize(
    ("wh", "expected", "count"),
    [
        (0.03, "second", 3.0),
        (3.0, "search", 10.0),
        (7.0, "minute", 11.67),
        (190.0, "charge", 10.0),
        (900.0, "kettle", 9.0),
        (20_000.0, "drive", 10.0),
        (5e6, "drive", 2500.0),
    ],
)
def test_the_step_whose_count_is_nearest_to_ten(wh: float, expected: str, count: float) -> None:
    assert big(wh).step.id == expected
    assert big(wh).count.central == pytest.approx(count, abs=0.01)


def test_there_are_no_002_kettles_while_a_smaller_step_exists() -> None:
    found = big(2.0)
    assert found.step.id != "kettle"
    assert found.count.central >= 1


def test_below_the_smallest_step_it_is_less_than_one() -> None:
    found = big(0.004)
    assert (found.step.id, found.less_than_one) == ("second", True)
    assert found.count.central == pytest.approx(0.4)


@pytest.mark.parametrize("amounts", [{}, {Basis.ENERGY_WH: None}, energy(0.0)])
def test_nothing_is_not_zero_phone_charges(amounts: dict[Basis, Band | None]) -> None:
    assert choose(amounts, LADDER) is None


def test_a_ladder_without_steps_says_nothing() -> None:
    assert choose(energy(5.0), ()) is None


def test_energy_comes_first_and_the_others_beside_it() -> None:
    choice = choose(
        {
            Basis.WATER_ML: Band.exactly(10),
            Basis.CO2E_G: Band.exactly(30),
            Basis.ENERGY_WH: Band.exactly(190),
        },
        LADDER,
    )
    assert choice is not None
    assert [found.step.id for found in shown(choice)] == ["charge", "train", "hour"]


def test_without_energy_the_emissions_are_compared() -> None:
    choice = choose({Basis.CO2E_G: Band.exactly(30)}, LADDER)
    assert choice is not None
    assert [found.step.id for found in shown(choice)] == ["train", "km"]


def test_the_band_goes_through_low_over_high() -> None:
    ladder = (Step("ev", "ev", Basis.ENERGY_WH, Band(170, 210, 250)),)
    choice = choose({Basis.ENERGY_WH: Band(1000, 2100, 4000)}, ladder)
    assert choice is not None
    assert choice.big.count == Band(1000 / 250, 10.0, 4000 / 170)


def test_a_tie_goes_to_the_smaller_step_and_then_to_the_first_id() -> None:
    assert big(10.0, (step("large", 2.0), step("small", 0.5))).step.id == "small"
    assert big(10.0, (step("b", 1.0), step("a", 1.0))).step.id == "a"


def test_a_gap_in_a_ladder_takes_the_step_below_it() -> None:
    found = big(5000.0, (step("low", 1.0), step("far", 1e6)))
    assert (found.step.id, found.less_than_one) == ("low", False)


def test_mit_video_is_67_minutes_of_an_850_w_microwave() -> None:
    # MIT Technology Review 2025: 3.4 MJ.
    assert big(3.4e6 / 3600, (step("microwave_minute", 850 / 60),)).count.central == pytest.approx(
        66.7, abs=0.05
    )


def test_a_landmark_is_a_share() -> None:
    share = share_of(Band(1, 2, 3), Step("pool", "pool", Basis.WATER_ML, Band(10, 20, 30)))
    assert share == Band(1 / 30, 0.1, 0.3)


@given(amounts_wh, ladders())
def test_a_count_from_1_to_100_whenever_any_step_allows_it(wh: float, ladder: list[Step]) -> None:
    choice = choose(energy(wh), ladder)
    fitting = [one for one in ladder if one.basis is Basis.ENERGY_WH]
    if not fitting:
        assert choice is None
        return
    assert choice is not None
    if any(LEAST_COUNT <= wh / one.value.central <= MOST_COUNT for one in fitting):
        assert LEAST_COUNT <= choice.big.count.central <= MOST_COUNT
    assert choice.big.less_than_one == (choice.big.count.central < 1)
    if choice.big.less_than_one:
        assert choice.big.step.value.central == min(one.value.central for one in fitting)


@given(amounts_wh, amounts_wh, ladders())
def test_more_never_gets_a_smaller_step(one_wh: float, other_wh: float, ladder: list[Step]) -> None:
    less, more = (choose(energy(wh), ladder) for wh in sorted((one_wh, other_wh)))
    if less is not None:
        assert more is not None
        assert less.big.step.value.central <= more.big.step.value.central


@given(
    st.dictionaries(st.sampled_from(list(Basis)), st.none() | st.floats(0, 1e12).map(Band.exactly)),
    ladders(),
)
def test_the_choice_is_sound_and_does_not_depend_on_the_order(
    amounts: dict[Basis, Band | None], ladder: list[Step]
) -> None:
    choice = choose(amounts, ladder)
    if choice is None:
        return
    assert len(choice.small) <= 2
    families = [found.step.family for found in shown(choice)]
    assert len(set(families)) == len(families)
    for found in shown(choice):
        assert not math.isnan(found.count.central)
        amount = amounts[found.step.basis]
        assert amount is not None
        assert found.count.central == pytest.approx(amount.central / found.step.value.central)
    for found in choice.small:
        assert LEAST_COUNT <= found.count.central <= MOST_COUNT
    assert choose(dict(reversed(amounts.items())), list(reversed(ladder))) == choice
