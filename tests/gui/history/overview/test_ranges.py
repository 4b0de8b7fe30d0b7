"""Which days a range has, its neighbours, and how it is cut into bars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.spans import Step
from wattprint.gui.history.overview.ranges import (
    DayRange,
    Span,
    around,
    beside,
    fitting,
    known_part,
    own,
    same_days_before,
    step_of,
)

MONDAY, SUNDAY = 1, 7
CALENDAR = (Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(first: str, last: str, span: Span = Span.OWN) -> DayRange:
    return DayRange(span, day(first), day(last))


@pytest.mark.parametrize(
    ("span", "week_start", "first", "last"),
    [
        (Span.DAY, MONDAY, "2026-11-22", "2026-11-22"),
        (Span.WEEK, MONDAY, "2026-11-16", "2026-11-22"),
        (Span.WEEK, SUNDAY, "2026-11-22", "2026-11-28"),
        (Span.WEEK, 6, "2026-11-21", "2026-11-27"),
        (Span.MONTH, MONDAY, "2026-11-01", "2026-11-30"),
        (Span.YEAR, MONDAY, "2026-01-01", "2026-12-31"),
    ],
)
def test_the_range_around_a_sunday(span: Span, week_start: int, first: str, last: str) -> None:
    assert around(span, day("2026-11-22"), week_start) == days(first, last, span)


@pytest.mark.parametrize("span", [Span.ALL, Span.OWN])
def test_no_day_defines_all_or_own_dates(span: Span) -> None:
    with pytest.raises(ValueError, match="no day defines"):
        around(span, day("2026-11-22"), MONDAY)


def test_own_dates_in_the_wrong_order() -> None:
    assert own(day("2026-03-09"), day("2026-03-01")) == days("2026-03-01", "2026-03-09")
    with pytest.raises(ValueError, match="no range"):
        days("2026-03-09", "2026-03-01")


@given(
    st.sampled_from(CALENDAR),
    st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    st.integers(1, 7),
    st.integers(-40, 40),
)
def test_neighbours_adjoin_and_lead_back(span: Span, around_day: date, week_start: int, by: int) -> None:
    start = around(span, around_day, week_start)
    assert start.holds(around_day)
    there = beside(start, by, week_start)
    assert there is not None
    assert beside(there, -by, week_start) == start
    after = beside(start, 1, week_start)
    assert after is not None
    assert after.first == start.last + timedelta(days=1)


def test_months_of_different_lengths_and_years_follow_each_other() -> None:
    january = around(Span.MONTH, day("2024-01-31"), MONDAY)
    assert beside(january, 1, MONDAY) == days("2024-02-01", "2024-02-29", Span.MONTH)
    assert beside(january, -1, MONDAY) == days("2023-12-01", "2023-12-31", Span.MONTH)


def test_own_dates_move_by_their_length_and_all_not_at_all() -> None:
    assert beside(days("2026-03-01", "2026-03-10"), -1, MONDAY) == days("2026-02-19", "2026-02-28")
    assert beside(days("2020-01-01", "2026-03-10", Span.ALL), 1, MONDAY) is None


@pytest.mark.parametrize("span", CALENDAR)
def test_the_calendar_ends(span: Span) -> None:
    for end, by in ((date.min, -1), (date.max, 1)):
        # 0001-01-01 is a Monday.
        assert beside(around(span, end, MONDAY), by, MONDAY) is None


def test_a_range_that_goes_on_is_compared_with_the_same_days_of_the_one_before() -> None:
    march = around(Span.MONTH, day("2026-03-10"), MONDAY)
    assert same_days_before(march, day("2026-03-10"), MONDAY) == days("2026-02-01", "2026-02-10")
    assert same_days_before(march, day("2026-03-30"), MONDAY) == days("2026-02-01", "2026-02-28")
    over = same_days_before(march, day("2026-03-31"), MONDAY)
    assert over == days("2026-02-01", "2026-02-28", Span.MONTH)
    assert same_days_before(march, day("2026-02-28"), MONDAY) is None
    everything = days("2020-01-01", "2026-03-10", Span.ALL)
    assert same_days_before(everything, day("2026-03-10"), MONDAY) is None


def test_a_range_is_named_as_simply_as_it_can_be() -> None:
    assert fitting(day("2026-03-10"), day("2026-03-10"), MONDAY).span is Span.DAY
    assert fitting(day("2026-03-09"), day("2026-03-15"), MONDAY).span is Span.WEEK
    assert fitting(day("2026-03-09"), day("2026-03-15"), SUNDAY).span is Span.OWN
    assert fitting(day("2026-02-01"), day("2026-02-28"), MONDAY).span is Span.MONTH
    assert fitting(day("2026-01-01"), day("2026-12-31"), MONDAY).span is Span.YEAR
    assert fitting(day("2026-03-15"), day("2026-04-14"), MONDAY).span is Span.OWN


def test_what_lies_outside_the_ledger_is_cut_off() -> None:
    year = around(Span.YEAR, day("2026-03-10"), MONDAY)
    part = known_part(year, day("2026-02-03"), day("2026-03-10"))
    assert part == days("2026-02-03", "2026-03-10", Span.YEAR)
    assert known_part(year, day("2027-01-01"), day("2027-03-10")) is None
    assert known_part(year, day("2020-01-01"), day("2025-12-31")) is None


@pytest.mark.parametrize(
    ("shown", "step"),
    [
        (days("2026-03-10", "2026-03-10", Span.DAY), Step.DAY),
        (days("2026-03-01", "2026-03-31", Span.MONTH), Step.DAY),
        (days("2026-01-01", "2026-02-14"), Step.DAY),
        (days("2026-01-01", "2026-02-15"), Step.WEEK),
        (days("2026-01-01", "2026-07-19"), Step.WEEK),
        (days("2026-01-01", "2026-07-20"), Step.MONTH),
        (days("2016-01-01", "2026-07-20", Span.ALL), Step.MONTH),
        (days("2026-01-01", "2026-01-20", Span.YEAR), Step.MONTH),
    ],
)
def test_longer_ranges_have_broader_bars(shown: DayRange, step: Step) -> None:
    assert step_of(shown) is step
