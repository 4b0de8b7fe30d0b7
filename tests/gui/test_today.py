"""Today's total: the ledger's, of the local day, and never a 0 that nobody measured."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import CPU, book_active, book_rest, session_of, write
from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import Quality
from wattprint.gui.today import Today, local_day, read_today, seconds_to_midnight
from wattprint.ledger.connection import prepare
from wattprint.ledger.errors import LedgerDamaged
from wattprint.ledger.measurements import MeasurementLedger

if TYPE_CHECKING:
    from collections.abc import Iterator

NOON_S = 1_773_144_000.0  # 2026-03-10T12:00:00Z
DAY = "2026-03-10"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    prepare(path)
    return path


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A monkeypatch whose TZ is undone for the C library, too."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def write_day(path: Path, bookings: Bookings, day: str = DAY) -> None:
    bookings.day(day).recorded_s += 60
    writer = MeasurementLedger(path)
    write(writer, bookings, day=day)
    writer.close()


def test_no_ledger_and_no_day_are_not_recorded(tmp_path: Path, ledger: Path) -> None:
    assert read_today(tmp_path / "none", NOON_S) == Today(DAY)
    assert read_today(ledger, NOON_S) == Today(DAY)


def test_a_watched_day_without_ai_is_recorded(ledger: Path) -> None:
    write_day(ledger, Bookings())
    assert read_today(ledger, NOON_S) == Today(DAY, recorded=True)


def test_the_total_is_measured_modelled_or_at_least(ledger: Path) -> None:
    bookings = Bookings()
    session = session_of()
    book_active(bookings, session, 36_000.0)
    write_day(ledger, bookings)
    assert read_today(ledger, NOON_S) == Today(DAY, True, 10.0)

    bookings = Bookings()
    book_active(bookings, session, 3_600.0, device=CPU, quality=Quality.MODELLED)
    write_day(ledger, bookings)
    assert read_today(ledger, NOON_S) == Today(DAY, True, 11.0, modelled=True)

    bookings = Bookings()
    book_rest(bookings, State.STANDBY, 720.0, workload=session.workload)
    write_day(ledger, bookings)
    assert read_today(ledger, NOON_S) == Today(DAY, True, 11.0, at_least=True, modelled=True)


def test_a_ledger_that_cannot_be_read_is_told_not_raised(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(b"no database at all, " * 100)
    assert isinstance(read_today(path, NOON_S).failure, LedgerDamaged)


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
