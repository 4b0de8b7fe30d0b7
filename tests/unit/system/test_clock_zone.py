"""Which times of the clock leave doubt: those that it tells twice, and those between which it was changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import pytest

from wattprint.system.clock_zone import zone_text

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no tzset here")

Zone = Callable[[str], None]


def at(text: str) -> tuple[float, int]:
    """Unix time and offset of an ISO time with offset."""
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    assert offset is not None
    return moment.timestamp(), round(offset.total_seconds())


@pytest.mark.parametrize(
    ("place", "start", "end", "told"),
    [
        # The hour that came twice, and both its edges.
        ("Europe/Paris", "2026-10-25T02:30:00+02:00", "2026-10-25T02:40:00+02:00", "UTC+2"),
        ("Europe/Paris", "2026-10-25T02:30:00+01:00", "2026-10-25T02:40:00+01:00", "UTC+1"),
        ("Europe/Paris", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+02:00", "UTC+2"),
        ("Europe/Paris", "2026-10-25T01:59:59+02:00", "2026-10-25T01:59:59+02:00", ""),
        ("Europe/Paris", "2026-10-25T02:59:59+01:00", "2026-10-25T02:59:59+01:00", "UTC+1"),
        ("Europe/Paris", "2026-10-25T03:00:00+01:00", "2026-10-25T03:00:00+01:00", ""),
        # Only one of its times is in it, or the whole hour lies in between.
        ("Europe/Paris", "2026-10-25T01:30:00+02:00", "2026-10-25T02:10:00+02:00", "UTC+2"),
        ("Europe/Paris", "2026-10-25T02:30:00+01:00", "2026-10-25T04:00:00+01:00", "UTC+1"),
        ("Europe/Paris", "2026-10-25T01:00:00+02:00", "2026-10-25T05:00:00+01:00", "UTC+2"),
        # In spring an hour is left out; an evening of that day leaves no doubt.
        ("Europe/Paris", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00", "UTC+1"),
        ("Europe/Paris", "2026-03-29T03:10:00+02:00", "2026-03-29T03:30:00+02:00", ""),
        ("Europe/Paris", "2026-10-25T20:00:00+01:00", "2026-10-25T21:00:00+01:00", ""),
        ("America/St_Johns", "2026-11-01T01:30:00-02:30", "2026-11-01T01:40:00-02:30", "UTC−2:30"),
        # Half an hour comes twice.
        ("Australia/Lord_Howe", "2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+11:00", "UTC+11"),
        ("Australia/Lord_Howe", "2026-04-05T01:45:00+10:30", "2026-04-05T01:45:00+10:30", "UTC+10:30"),
        ("Australia/Lord_Howe", "2026-04-05T01:15:00+11:00", "2026-04-05T01:15:00+11:00", ""),
        # Recorded elsewhere: what the clocks did there is not known.
        ("Asia/Tokyo", "2026-10-25T02:30:00+02:00", "2026-10-25T02:40:00+02:00", ""),
        ("Europe/Paris", "2026-10-25T02:30:00+09:00", "2026-10-25T02:40:00+09:00", ""),
        ("UTC", "2026-10-25T02:30:00+00:00", "2026-10-25T02:40:00+00:00", ""),
    ],
)
def test_the_zone_is_told_where_times_leave_doubt(
    zone: Zone, place: str, start: str, end: str, told: str
) -> None:
    zone(place)
    start_s, offset_s = at(start)
    assert zone_text(start_s, at(end)[0], offset_s) == told
