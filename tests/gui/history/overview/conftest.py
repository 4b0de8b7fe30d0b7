"""Small ledgers in March 2026, and overviews of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import CHAT, GPU, book_active, book_rest, session_of, write
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.gui.cloud import work
from wattprint.gui.history.overview.page import OverviewPage
from wattprint.gui.history.page import Setting
from wattprint.gui.language import locale_of
from wattprint.gui.phrases import Phrases
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import RowWriter
from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from pytestqt.qtbot import QtBot

    Speaking = Callable[[str], AbstractContextManager[RowWriter]]

#: A Tuesday.
TODAY = "2026-03-10"
NOON_S = time.mktime((2026, 3, 10, 12, 0, 0, 0, 0, -1))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    found.config.parent.mkdir()
    return found


def book_days(
    ledger: Path, wh_by_day: dict[str, float], *, standby_wh: float = 0.0, learned: bool = True
) -> None:
    """One session of the chat app on each of these days; a day of 0 Wh was watched, and nothing ran."""
    if not ledger.exists():
        prepare(ledger)
    writer = MeasurementLedger(ledger)
    for day, wh in wh_by_day.items():
        bookings = Bookings()
        bookings.day(day).recorded_s += 3600
        if learned:
            bookings.baselines[GPU.key] = Baseline(0.0)
        if wh:
            book_active(bookings, session_of(day=day), wh * 3600, 60.0, day=day)
        if standby_wh:
            book_rest(bookings, State.STANDBY, standby_wh * 3600, 60.0, workload=CHAT, day=day)
        write(writer, bookings, day=day)
    writer.close()


def book_watched(ledger: Path, day: str, hours: float, starts: Sequence[str]) -> None:
    """A day (ISO) watched for so long in the zone in force, with a session of 1 Wh at each of these times."""
    bookings = Bookings()
    bookings.day(day).recorded_s += hours * 3600
    bookings.baselines[GPU.key] = Baseline(0.0)
    for start in starts:
        start_s = time.mktime(time.strptime(f"{day} {start}", "%Y-%m-%d %H:%M"))
        book_active(bookings, session_of(day=day, start_s=start_s), 3600.0, 60.0, day=day)
    prepare(ledger)
    writer = MeasurementLedger(ledger)
    write(writer, bookings, day=day)
    writer.close()


class Overviews:
    """Makes a page, shows it, and waits for what it reads."""

    def __init__(self, paths: Paths, qtbot: QtBot) -> None:
        self.paths = paths
        self.now_s = NOON_S
        self.remembered = Remembered(paths.config)
        self._qtbot = qtbot

    def show(self, language: str = "en") -> OverviewPage:
        phrases = Phrases(locale_of(language), Texts(language))
        page = OverviewPage(Setting(self.paths, phrases, self.remembered, lambda: self.now_s))
        self._qtbot.addWidget(page)
        page.resize(page.fontMetrics().height() * 60, page.fontMetrics().height() * 70)
        with self._qtbot.waitExposed(page):
            page.show()
        self.settle()
        return page

    def settle(self) -> None:
        """Wait until everything that was asked is answered."""
        self._qtbot.waitUntil(lambda: work.under_way() == 0)


@pytest.fixture
def overviews(paths: Paths, qtbot: QtBot, speaking: Speaking) -> Iterator[Overviews]:
    with speaking("en"):
        yield Overviews(paths, qtbot)
