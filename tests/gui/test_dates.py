"""Days told in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QApplication

from wattprint.gui.charts.ticks import Grain
from wattprint.gui.charts.words import ChartWords
from wattprint.gui.cloud.days import day_text, published_text
from wattprint.gui.dates import dated
from wattprint.gui.history.overview.range_words import RangeWords
from wattprint.gui.history.overview.ranges import DayRange, Span
from wattprint.gui.today_view.amounts import AmountWords
from wattprint.gui.today_view.words import DayWords

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from wattprint.gui.rows import RowWriter

    Speaking = Callable[[str], AbstractContextManager[RowWriter]]

FRENCH, ENGLISH = QLocale("fr_FR"), QLocale("en_US")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-10-01", "1er oct. 2026"),
        ("2026-10-11", "11 oct. 2026"),
        ("2026-10-21", "21 oct. 2026"),
        ("2026-01-02", "2 janv. 2026"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french(day: str, told: str) -> None:
    assert day_text(FRENCH, day) == told


@pytest.mark.parametrize(
    ("date", "english", "french"),
    [
        ("2025-06-10", "Jun 10, 2025", "10 juin 2025"),
        ("2026-10", "October 2026", "octobre 2026"),
        ("2026", "2026", "2026"),
        ("spring 2026", "spring 2026", "spring 2026"),
        ("2026-13", "2026-13", "2026-13"),
    ],
)
def test_a_source_is_dated_as_exactly_as_it_is_known(date: str, english: str, french: str) -> None:
    assert (published_text(ENGLISH, date), published_text(FRENCH, date)) == (english, french)


def test_english_and_numbers_stay_as_they_are() -> None:
    assert day_text(ENGLISH, "2026-10-01") == "Oct 1, 2026"
    assert dated(FRENCH, QDate(2026, 1, 1), "dd/MM/yyyy") == "01/01/2026"
    assert dated(FRENCH, QDate(2026, 1, 1), "d") == "1"
    assert dated(FRENCH, QDate(2026, 1, 1), "ddd d") == "jeu. 1"


def test_charts_and_titles_say_it_so(qapp: QApplication, speaking: Speaking) -> None:
    first = date(2026, 10, 1)
    words = ChartWords(FRENCH)
    assert words.short_date(first, Grain.DAY) == "1er oct."
    assert words.weekday_and_date(first) == "jeu. 1er oct."
    assert words.long_date(first, Grain.DAY) == "jeudi 1er octobre 2026"
    assert words.short_date(first, Grain.MONTH) == "oct."
    with speaking("fr") as writer:
        ranges = RangeWords(FRENCH, AmountWords(writer.phrases))
        assert ranges.title(DayRange(Span.DAY, first, first)) == "Jeudi 1er octobre 2026"
        assert "1er oct. 2026" in ranges.title(DayRange(Span.OWN, first, date(2026, 10, 5)))
        assert DayWords(writer.phrases).date("2026-10-01") == "Jeudi 1er octobre 2026"
