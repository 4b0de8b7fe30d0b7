"""The notification of the day before: once, in the morning, to who asked for it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.gui.making import at_once
from tests.gui.test_day_reader import DAY, write_day
from tests.unit.ledger.making import book_active, session_of
from wattprint.domain.bookings import Bookings
from wattprint.gui.cloud import work
from wattprint.gui.remembered import Remembered
from wattprint.gui.yesterday import FROM_HOUR, Yesterday

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wattprint.gui.day import Day
    from wattprint.system.paths import Paths

    Begin = Callable[[], tuple[Yesterday, list[Day]]]


class Clock:
    """Says what it was told, in the zone of this run."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def set(self, day: int, hour: int, minute: int = 0) -> None:
        """A time of day in March 2026."""
        self.now_s = time.mktime((2026, 3, day, hour, minute, 0, 0, 0, -1))

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def begin(paths: Paths, clock: Clock, monkeypatch: pytest.MonkeyPatch, qapp: object) -> Begin:
    """As at a start of the app; what is told goes to the list."""
    monkeypatch.setattr(work, "run", at_once)
    bookings = Bookings()
    book_active(bookings, session_of(), joules=36_000.0)
    write_day(paths.ledger, bookings)

    def start() -> tuple[Yesterday, list[Day]]:
        told: list[Day] = []
        teller = Yesterday(paths, Remembered(paths.config), now=clock)
        teller.due.connect(told.append)
        return teller, told

    return start


def test_nobody_is_told_who_did_not_ask(begin: Begin, clock: Clock) -> None:
    clock.set(11, 9)
    teller, told = begin()
    teller.look()
    assert told == []
    teller.want(True)
    assert [day.local_day for day in told] == [DAY]


def test_it_is_told_once_a_day_however_often_the_app_starts(begin: Begin, clock: Clock) -> None:
    clock.set(11, 9)
    teller, told = begin()
    teller.want(True)
    teller.look()
    again, told_again = begin()
    again.want(True)
    assert (len(told), told_again) == (1, [])
    clock.set(12, 9)
    again.look()
    assert [day.local_day for day in told_again] == ["2026-03-11"]


def test_who_flies_west_is_told_no_day_twice(begin: Begin, clock: Clock) -> None:
    clock.set(12, 9)
    teller, told = begin()
    teller.want(True)
    clock.set(11, 14)  # the same moment, far in the west
    teller.look()
    assert not teller._morning.isActive()
    clock.set(12, 9)  # there, the next morning
    teller.look()
    clock.set(13, 9)
    teller.look()
    assert [day.local_day for day in told] == ["2026-03-11", "2026-03-12"]


def test_nobody_is_told_at_midnight(begin: Begin, clock: Clock) -> None:
    clock.set(11, 0)
    teller, told = begin()
    teller.want(True)
    assert told == []
    assert teller._morning.interval() == (FROM_HOUR * 3600 + 1) * 1000
    clock.set(11, FROM_HOUR - 1, 59)
    teller.look()
    assert told == []
    assert teller._morning.interval() == 61_000
    clock.set(11, FROM_HOUR)
    teller._morning.timeout.emit()
    assert [day.local_day for day in told] == [DAY]
    assert not teller._morning.isActive()


def test_who_no_longer_wants_it_waits_for_nothing(begin: Begin, clock: Clock) -> None:
    clock.set(11, 0)
    teller, told = begin()
    teller.want(True)
    teller.want(False)
    assert not teller._morning.isActive()
    assert told == []


def older(ledger: Path) -> None:
    """As one that the recorder has yet to bring up to date."""
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("PRAGMA user_version = 1")


@pytest.mark.parametrize("spoil", [lambda ledger: ledger.write_bytes(b"no ledger" * 1000), older])
def test_a_ledger_that_cannot_be_read_is_asked_again(
    begin: Begin, clock: Clock, paths: Paths, spoil: Callable[[Path], object]
) -> None:
    clock.set(11, 9)
    good = paths.ledger.read_bytes()
    spoil(paths.ledger)
    teller, told = begin()
    teller.want(True)
    assert told == []
    paths.ledger.write_bytes(good)
    teller.look()
    assert [day.local_day for day in told] == [DAY]
