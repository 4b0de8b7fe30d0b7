"""Every day of a range lies in exactly one bucket, and a bucket ends where its week, month or year does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.spans import Step, spans
from wattprint.export.days import days_between

DAYS = st.dates(date(1999, 1, 1), date(2101, 1, 1))


@given(DAYS, st.integers(0, 900), st.sampled_from(Step), st.integers(1, 7))
def test_every_day_is_in_one_bucket(first: date, length: int, step: Step, week_start: int) -> None:
    last = first + timedelta(days=length)
    found = list(spans(first.isoformat(), last.isoformat(), step, week_start))
    days = [day for begin, end in found for day in days_between(begin, end)]
    assert days == list(days_between(first.isoformat(), last.isoformat()))
    for begin, _ in found[1:]:
        day = date.fromisoformat(begin)
        if step is Step.WEEK:
            assert day.isoweekday() == week_start
        elif step is not Step.DAY:
            assert day.day == 1
            assert step is Step.MONTH or day.month == 1


def test_a_month_of_weeks() -> None:
    sundays = list(spans("2026-03-04", "2026-03-20", Step.WEEK, 7))
    assert sundays == [
        ("2026-03-04", "2026-03-07"),
        ("2026-03-08", "2026-03-14"),
        ("2026-03-15", "2026-03-20"),
    ]
    assert list(spans("2024-02-28", "2024-03-01", Step.MONTH)) == [
        ("2024-02-28", "2024-02-29"),
        ("2024-03-01", "2024-03-01"),
    ]


@pytest.mark.parametrize("step", Step)
def test_an_empty_range_has_none_and_the_calendar_an_end(step: Step) -> None:
    assert list(spans("2026-03-05", "2026-03-04", step)) == []
    assert list(spans("9999-12-31", "9999-12-31", step)) == [("9999-12-31", "9999-12-31")]
