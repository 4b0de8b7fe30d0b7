"""A day is told to have had other hours than 24 only where its own record says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from tests.gui.history.overview.conftest import book_watched
from wattprint.gui.history.overview.ranges import DayRange, Span
from wattprint.gui.history.overview.reading import Asked, OverviewReader
from wattprint.system.paths import Paths

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no tzset here")

Zone = Callable[[str], None]


@pytest.mark.parametrize(
    ("there", "day", "watched_h", "starts", "hours"),
    [
        # Watched for longer than a day has.
        ("Europe/Paris", "2026-10-25", 25, (), 25.0),
        ("Europe/Paris", "2026-10-25", 24.5, ("12:00",), 25.0),
        # Its first session and its last one stand on different clocks.
        ("Europe/Paris", "2026-10-25", 3, ("00:30", "20:00"), 25.0),
        ("Europe/Paris", "2026-03-29", 3, ("00:30", "12:00", "20:00"), 23.0),
        # Nothing of its record tells where it was spent.
        ("Europe/Paris", "2026-10-25", 24, ("12:00", "20:00"), None),
        ("Europe/Paris", "2026-03-29", 23, ("12:00",), None),
        # Spent elsewhere.
        ("Asia/Tokyo", "2026-10-25", 24, ("00:30", "20:00"), None),
        ("Africa/Lagos", "2026-03-29", 24, ("00:30", "20:00"), None),
        ("Australia/Lord_Howe", "2026-10-25", 24, ("00:30",), None),
        # A journey to the west makes a day longer than clocks that are put back.
        ("Europe/Paris", "2026-10-25", 27, (), None),
        # An ordinary day.
        ("Europe/Paris", "2026-10-24", 24, ("00:30", "20:00"), None),
    ],
)
def test_how_long_a_day_was(
    paths: Paths,
    zone: Zone,
    there: str,
    day: str,
    watched_h: float,
    starts: tuple[str, ...],
    hours: float | None,
) -> None:
    zone(there)
    book_watched(paths.ledger, day, watched_h, starts)
    zone("Europe/Paris")
    asked = date.fromisoformat(day)
    answer = OverviewReader(paths).read(Asked(DayRange(Span.DAY, asked, asked), date(2026, 11, 1), 1))
    assert answer.known is not None
    assert answer.known.hours == hours


def test_only_a_single_day_is_told_of(paths: Paths, zone: Zone) -> None:
    zone("Europe/Paris")
    book_watched(paths.ledger, "2026-10-25", 25, ())
    days = DayRange(Span.WEEK, date(2026, 10, 19), date(2026, 10, 25))
    answer = OverviewReader(paths).read(Asked(days, date(2026, 11, 1), 1))
    assert answer.known is not None
    assert answer.known.hours is None
