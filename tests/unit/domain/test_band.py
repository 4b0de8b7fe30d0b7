"""Bands: lows with lows, highs with highs, and no winner where they overlap."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.band import ZERO, Band, Comparison

NUMBERS = st.floats(min_value=1e-6, max_value=1e9)


@st.composite
def bands(draw: st.DrawFn) -> Band:
    return Band(*sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS))))


def test_a_sum_adds_lows_to_lows() -> None:
    assert Band(1, 2, 3) + Band(10, 20, 30) == Band(11, 22, 33)
    assert sum([Band(1, 2, 3)] * 3, ZERO) == Band(3, 6, 9)


def test_a_product_multiplies_lows_with_lows() -> None:
    assert Band(1, 2, 3) * Band(10, 20, 30) == Band(10, 40, 90)
    assert 2 * Band(1, 2, 3) == Band(1, 2, 3) * 2 == Band(2, 4, 6)


def test_a_ratio_is_as_wide_as_it_can_be() -> None:
    assert Band(1, 2, 4) / Band(2, 4, 8) == Band(1 / 8, 0.5, 2)
    assert Band(1, 2, 4) / 2 == Band(0.5, 1, 2)
    with pytest.raises(ZeroDivisionError):
        Band(1, 2, 3) / Band(0, 1, 2)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Band(5, 6, 7), Comparison.LESS),
        (Band(0, 0.1, 0.5), Comparison.MORE),
        (Band(3, 6, 7), Comparison.CANNOT_TELL),
        (Band(0, 0.5, 1), Comparison.CANNOT_TELL),
        (Band(1, 2, 3), Comparison.CANNOT_TELL),
    ],
)
def test_bands_that_touch_have_no_winner(other: Band, expected: Comparison) -> None:
    assert Band(1, 2, 3).compared_with(other) is expected


@pytest.mark.parametrize("values", [(2, 1, 3), (1, 3, 2), (-1, 0, 1), (0, 1, math.inf), (math.nan, 1, 2)])
def test_what_is_no_band_is_refused(values: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="not a band"):
        Band(*values)


@given(bands(), bands())
def test_every_operation_keeps_the_order(a: Band, b: Band) -> None:
    for result in (a + b, a * b, a / b, a * 3.5, a / 3.5):
        assert 0 <= result.low <= result.central <= result.high


@given(bands(), bands())
def test_comparing_the_other_way_round_says_the_opposite(a: Band, b: Band) -> None:
    opposite = {
        Comparison.LESS: Comparison.MORE,
        Comparison.MORE: Comparison.LESS,
        Comparison.CANNOT_TELL: Comparison.CANNOT_TELL,
    }
    assert b.compared_with(a) is opposite[a.compared_with(b)]


@given(bands(), bands())
def test_a_sum_contains_every_sum_of_what_it_was_made_of(a: Band, b: Band) -> None:
    total = a + b
    for x in (a.low, a.central, a.high):
        for y in (b.low, b.central, b.high):
            assert total.low <= x + y <= total.high
