"""Numbers as people type them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.cloud import MAX_COUNT
from wattprint.domain.typed_count import Wrong, read_count, read_number

#: What parts thousands.
EN, FR, DE = ",", "\u202f", "."


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("12", 12, 12),
        (" 12 ", 12, 12),
        ("+12", 12, 12),
        ("1.5", 1.5, 1.5),
        ("1,5", 1.5, 1.5),
        (".5", 0.5, 0.5),
        ("12 000", 12000, 12000),
        ("12\u202f000,5", 12000.5, 12000.5),
        ("1\u00a0234\u00a0567", 1234567, 1234567),
        ("12,000", 12000, 12),
        ("1,234,567.5", 1234567.5, None),
        ("1e3", 1000, 1000),
        ("12 00", None, None),
        ("1 2", None, None),
        ("1..5", None, None),
        ("1,2,3", None, None),
        ("12 prompts", None, None),
        ("0x10", None, None),
        ("1_000", None, None),
        ("inf", None, None),
        ("−5", -5, -5),
        ("0,125", 0.125, 0.125),
        ("12.000,5", None, None),
        ("9" * 500, None, None),
    ],
)
def test_counts_as_people_write_them(text: str, english: float | None, french: float | None) -> None:
    assert (read_number(text, EN), read_number(text, FR)) == (english, french)


@given(st.floats(1e-6, MAX_COUNT), st.sampled_from([EN, FR, DE]))
def test_any_number_written_out_is_read_again(number: float, group: str) -> None:
    text = repr(number).replace(".", ",") if group != EN else repr(number)
    assert read_number(text, group) == number


@given(st.integers(0, 10**10))
def test_thousands_may_be_parted(number: int) -> None:
    assert read_number(f"{number:,}", EN) == number
    for space in " \u00a0\u202f":
        assert read_number(f"{number:,}".replace(",", space), FR) == number


@given(st.text(max_size=30), st.sampled_from([EN, FR, DE]))
def test_any_text_is_a_number_or_none(text: str, group: str) -> None:
    found = read_number(text, group)
    assert found is None or not math.isnan(found)


def test_points_part_thousands_where_that_is_the_custom() -> None:
    assert read_number("12.000", DE) == 12000
    assert read_number("12.000,5", DE) == 12000.5
    assert read_number("12.000", EN) == 12


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", Wrong.MISSING),
        ("  ", Wrong.MISSING),
        ("x", Wrong.NOT_A_NUMBER),
        ("--5", Wrong.NOT_A_NUMBER),
        ("-", Wrong.NOT_A_NUMBER),
        ("0", Wrong.TOO_LOW),
        ("-0", Wrong.TOO_LOW),
        ("−3", Wrong.TOO_LOW),
        ("1e11", Wrong.TOO_HIGH),
        ("1e999", Wrong.TOO_HIGH),
    ],
)
def test_what_is_no_count_says_why(text: str, wrong: Wrong) -> None:
    assert read_count(text, EN) is wrong
