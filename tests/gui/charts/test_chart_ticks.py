"""Ticks are round, never too many, and hold the greatest value."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.gui.charts.quantities import ENERGY
from wattprint.gui.charts.ticks import (
    Grain,
    Scale,
    date_levels,
    fitting_unit,
    grain_of,
    index_levels,
    nice_scale,
    time_step_s,
)

ANY = st.floats(1e-12, 1e200)


@given(ANY, st.integers(-3, 40))
def test_ticks_hold_the_greatest_value_and_are_never_more_than_fit(greatest: float, most: int) -> None:
    ticks = nice_scale(greatest, most).ticks
    assert ticks[0] == 0
    assert ticks[-1] >= greatest
    assert 2 <= len(ticks) <= max(2, most)


@given(ANY, st.integers(2, 40))
def test_steps_are_1_2_or_5(greatest: float, most: int) -> None:
    ticks = nice_scale(greatest, most).ticks
    digits = f"{ticks[1]:.6e}"
    assert digits.startswith(("1.000000", "2.000000", "5.000000"))
    for number, tick in enumerate(ticks):
        assert tick == pytest.approx(number * ticks[1])


@given(ANY, st.integers(4, 40))
def test_no_closer_step_would_fit(greatest: float, most: int) -> None:
    ticks = nice_scale(greatest, most).ticks
    first_digit = f"{ticks[1]:.6e}"[0]
    closer = ticks[1] / (2.5 if first_digit == "5" else 2)
    assert math.ceil(greatest / closer * (1 + 1e-9)) + 1 > most


@given(st.floats(1e-3, 1e7), st.integers(2, 20))
def test_decimals_tell_ticks_apart_and_waste_none(greatest: float, most: int) -> None:
    scale = nice_scale(greatest, most)
    texts = [f"{tick:.{scale.decimals}f}" for tick in scale.ticks]
    assert [float(text) for text in texts] == pytest.approx(list(scale.ticks))
    if scale.decimals:
        assert any(not text.endswith("0") for text in texts)


def test_ticks_are_written_as_people_write_them() -> None:
    assert nice_scale(0.3, 5).ticks == (0.0, 0.1, 0.2, 0.3)
    assert nice_scale(1.2, 5) == Scale((0.0, 0.5, 1.0, 1.5), 1)
    assert nice_scale(950, 7).ticks == (0, 200, 400, 600, 800, 1000)


def test_nothing_has_one_tick_and_an_axis_all_the_same() -> None:
    assert nice_scale(0, 5) == Scale((0.0,), 0)
    assert nice_scale(0, 5).top == 1


@pytest.mark.parametrize("greatest", [-1.0, math.nan, math.inf, 1e301])
def test_what_is_no_greatest_value_is_refused(greatest: float) -> None:
    with pytest.raises(ValueError, match="no greatest value"):
        nice_scale(greatest, 5)


@pytest.mark.parametrize(
    ("wh", "symbol"),
    [
        (0, "Wh"),
        (0.004, "mWh"),
        (0.0994, "mWh"),
        (0.1, "Wh"),
        (0.9, "Wh"),
        (1, "Wh"),
        (999.4, "Wh"),
        (999.96, "kWh"),
        (1e3, "kWh"),
        (5e6, "MWh"),
    ],
)
def test_the_unit_fits_the_greatest_value(wh: float, symbol: str) -> None:
    assert fitting_unit(ENERGY.units, wh).symbol == symbol


# -- dates ------------------------------------------------------------------------------------------------

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def by_day(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


@given(DAYS, st.integers(1, 900), st.sampled_from([1, 7]), st.integers(0, 6))
def test_levels_grow_coarser_down_to_one(first: date, count: int, apart: int, weekday: int) -> None:
    levels = list(date_levels([first + timedelta(days=apart * n) for n in range(count)], weekday))
    sizes = [len(level.indices) for level in levels]
    assert sizes[0] == count
    assert sizes[-1] == 1
    assert sizes == sorted(set(sizes), reverse=True)
    for level in levels:
        assert all(0 <= index < count for index in level.indices)
        assert list(level.indices) == sorted(set(level.indices))


@given(DAYS, st.integers(30, 900), st.integers(0, 6))
def test_ticks_of_days_stand_where_weeks_months_and_years_begin(
    first: date, count: int, weekday: int
) -> None:
    days = by_day(first, count)
    for level in list(date_levels(days, weekday))[1:]:
        for index in level.indices:
            day = days[index]
            if len(level.indices) == 1:
                continue
            if level.grain is Grain.WEEK:
                assert day.weekday() == weekday
            elif level.grain is Grain.MONTH:
                assert day.day == 1
            else:
                assert (day.month, day.day) == (1, 1)


def test_weeks_are_labelled_where_a_month_begins_within() -> None:
    weeks = [date(2026, 9, 28) + timedelta(days=7 * number) for number in range(9)]
    months = next(level for level in date_levels(weeks) if level.grain is Grain.MONTH)
    assert [weeks[index] for index in months.indices] == [date(2026, 10, 5), date(2026, 11, 2)]


def test_months_are_labelled_by_quarter_when_they_are_many() -> None:
    months = [date(2025 + number // 12, number % 12 + 1, 1) for number in range(24)]
    quarters = list(date_levels(months))[1]
    assert [months[index].month for index in quarters.indices] == [1, 4, 7, 10] * 2


@pytest.mark.parametrize(
    ("second", "grain"),
    [
        (date(2026, 2, 2), Grain.DAY),
        (date(2026, 2, 8), Grain.WEEK),
        (date(2026, 3, 1), Grain.MONTH),
        (date(2027, 2, 1), Grain.YEAR),
    ],
)
def test_the_grain_is_told_from_the_distance(second: date, grain: Grain) -> None:
    assert grain_of([date(2026, 2, 1), second]) is grain


@given(st.integers(0, 2000))
def test_bars_without_dates_are_labelled_ever_more_rarely(count: int) -> None:
    sizes = [len(level) for level in index_levels(count)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[:1] == ([count] if count else [])
    assert not count or sizes[-1] <= 3


@given(st.floats(1, 1e9), st.integers(1, 30))
def test_time_steps_are_never_more_than_fit(span_s: float, most: int) -> None:
    step_s = time_step_s(span_s, most)
    assert int(span_s / step_s) + 1 <= max(2, most)


def test_time_steps_are_those_of_a_clock() -> None:
    assert time_step_s(300, 6) == 60
    assert time_step_s(2400, 5) == 600
    assert time_step_s(5400, 4) == 1800
    assert time_step_s(10 * 86400, 6) == 2 * 86400
