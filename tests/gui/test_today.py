"""Which local day it is, and when it ends."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from wattprint.gui.today import local_day, seconds_to_midnight

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON_S = 1_773_144_000.0  # 2026-03-10T12:00:00Z
DAY = "2026-03-10"


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A monkeypatch whose TZ is undone for the C library, too."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_the_day_is_the_one_of_the_zone_in_force(zone: pytest.MonkeyPatch) -> None:
    late_s = NOON_S + 11.5 * 3600  # 23:30 UTC
    zone.setenv("TZ", "UTC")
    assert local_day(late_s) == DAY
    zone.setenv("TZ", "Europe/Paris")
    assert local_day(late_s) == "2026-03-11"


@pytest.mark.parametrize(
    ("tz", "now_s", "hours"),
    [
        ("UTC", NOON_S, 12),
        ("UTC", NOON_S + 12 * 3600, 24),
        # 2026-03-29 has 23 hours in Paris, 2026-10-25 has 25.
        ("Europe/Paris", 1_774_738_800.0, 23),
        ("Europe/Paris", 1_792_879_200.0, 25),
    ],
)
def test_midnight_comes_when_it_comes(zone: pytest.MonkeyPatch, tz: str, now_s: float, hours: int) -> None:
    zone.setenv("TZ", tz)
    local_day(now_s)  # sets the zone
    assert seconds_to_midnight(now_s) == hours * 3600
