"""Counts as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from tests.gui.cloud.conftest import EN, FR
from wattprint.domain.cloud import MAX_COUNT
from wattprint.gui.cloud.counts import Wrong, count_text, counted, cut, read_count
from wattprint.reference.factors import FactorSet

DE, SWISS = QLocale("de_DE"), QLocale("fr_CH")


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("12", 12, 12),
        (" 12 ", 12, 12),
        ("+5", 5, 5),
        ("1.5", 1.5, 1.5),
        ("1,5", 1.5, 1.5),
        (".5", 0.5, 0.5),
        ("12 000", 12000, 12000),
        ("12\u202f000", 12000, 12000),
        ("12\u00a0000,5", 12000.5, 12000.5),
        ("12'000", 12000, 12000),
        ("12,000", 12000, 12.0),
        ("1,234,567.5", 1234567.5, Wrong.NOT_A_NUMBER),
        ("0,125", 0.125, 0.125),
        ("1,2500", 1.25, 1.25),
        ("", Wrong.MISSING, Wrong.MISSING),
        ("  ", Wrong.MISSING, Wrong.MISSING),
        ("12x", Wrong.NOT_A_NUMBER, Wrong.NOT_A_NUMBER),
        ("1 2", Wrong.NOT_A_NUMBER, Wrong.NOT_A_NUMBER),
        ("12 0000", Wrong.NOT_A_NUMBER, Wrong.NOT_A_NUMBER),
        ("nan", Wrong.NOT_A_NUMBER, Wrong.NOT_A_NUMBER),
        ("1e5", 100000, 100000),
        ("٣", Wrong.NOT_A_NUMBER, Wrong.NOT_A_NUMBER),
        ("1..5", Wrong.NOT_A_NUMBER, Wrong.NOT_A_NUMBER),
        ("9" * 41, Wrong.NOT_A_NUMBER, Wrong.NOT_A_NUMBER),
        ("0", Wrong.TOO_LOW, Wrong.TOO_LOW),
        ("-3", Wrong.TOO_LOW, Wrong.TOO_LOW),
        ("20 000 000 000", Wrong.TOO_HIGH, Wrong.TOO_HIGH),
    ],
)
def test_reading(text: str, english: float | Wrong, french: float | Wrong) -> None:
    assert read_count(text, EN) == english
    assert read_count(text, FR) == french


def test_points_part_thousands_where_that_is_the_custom() -> None:
    assert read_count("12.000", DE) == 12000
    assert read_count("12.000", EN) == 12
    assert read_count("12.000,5", DE) == 12000.5


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0.0000001, "0.0000001", "0,0000001"),
        (0.000012, "0.000012", "0,000012"),
        (1e-300, "1e-300", "1e-300"),
    ],
)
def test_the_smallest_count_is_not_shown_as_0(count: float, english: str, french: str) -> None:
    assert (count_text(EN, count), count_text(FR, count)) == (english, french)


@given(st.floats(1e-300, MAX_COUNT).map(lambda x: float(f"{x:.9g}")), st.sampled_from([EN, FR, DE, SWISS]))
def test_what_is_shown_can_be_typed_again(count: float, locale: QLocale) -> None:
    assert read_count(count_text(locale, count), locale) == count


@given(st.text())
def test_any_text_is_a_count_or_wrong(text: str) -> None:
    for locale in (EN, FR, DE):
        count = read_count(text, locale)
        assert isinstance(count, Wrong) or 0 < count <= MAX_COUNT


def test_nouns_follow_their_count(factors: FactorSet) -> None:
    unit = next(unit for unit in factors.units if unit.id == "prompt")
    told = [[counted(locale, count, unit) for count in (0.5, 1, 1.5, 2, 12000)] for locale in (EN, FR)]
    assert told[0] == ["0.5 prompts", "1 prompt", "1.5 prompts", "2 prompts", "12,000 prompts"]
    assert told[1] == ["0,5 requête", "1 requête", "1,5 requête", "2 requêtes", "12\u202f000 requêtes"]


def test_long_typing_is_told_short() -> None:
    assert cut("a\nb  c") == "a b c"
    assert len(cut("x" * 100)) == 24
