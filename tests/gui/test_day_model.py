"""The day is read off the thread, only when there is news, and again when a new day begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QThread

from tests.gui.making import at_once
from tests.gui.test_day_reader import DAY, NOON_S, write_day
from tests.unit.ledger.making import CHAT, book_active, session_of
from wattprint.domain.bookings import Bookings, Session
from wattprint.gui import day_reader
from wattprint.gui.day import Day
from wattprint.gui.day_model import DayModel
from wattprint.ledger.person import PersonLedger
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Later:
    """Keeps jobs until they are let go."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def __call__(
        self,
        owner: QObject,
        job: Callable[[], Day | None],
        done: Callable[[Day | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.jobs.append(lambda: done(job()))

    def let_go(self) -> None:
        self.jobs.pop(0)()


def test_it_is_read_in_another_thread(paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []
    read = day_reader.DayReader.read

    def noting(self: day_reader.DayReader, local_day: str, *, wide: bool) -> Day:
        threads.append(QThread.currentThread())
        return read(self, local_day, wide=wide)

    monkeypatch.setattr(day_reader.DayReader, "read", noting)
    model = DayModel(paths)
    with qtbot.waitSignal(model.changed):
        model.reload()
    assert threads[0] is not QThread.currentThread()
    assert model.day.totals is not None


def test_only_news_is_told(paths: Paths, qtbot: QtBot) -> None:
    model = DayModel(paths, now=lambda: NOON_S, run=at_once)
    told: list[Day] = []
    model.changed.connect(told.append)
    model.reload()
    model.reload()
    assert len(told) == 1
    with PersonLedger(paths.ledger) as ledger:
        ledger.cloud.add(DAY, "chatgpt.prompt", 5, NOON_S)
    model.reload()
    assert len(told) == 2
    assert told[-1].totals is not None
    assert told[-1].totals.cloud_count == 1


def test_what_is_asked_for_meanwhile_is_read_once_more(paths: Paths, qtbot: QtBot) -> None:
    later = Later()
    model = DayModel(paths, now=lambda: NOON_S, run=later)
    for _ in range(5):
        model.reload()
    assert len(later.jobs) == 1
    bookings = Bookings()
    later.let_go()
    book_active(bookings, session_of(), 36_000.0)
    write_day(paths.ledger, bookings)
    assert len(later.jobs) == 1
    later.let_go()
    assert later.jobs == []
    assert model.day.totals is not None
    assert model.day.totals.total.central == pytest.approx(10.0)


def test_the_window_asks_for_more(paths: Paths, qtbot: QtBot) -> None:
    model = DayModel(paths, now=lambda: NOON_S, run=at_once)
    model.reload()
    assert model.day.recent is None
    model.set_wide(True)
    assert model.day.recent is not None
    model.set_wide(False)
    model.reload()
    assert model.day.recent is None


def test_midnight_comes_without_a_line(paths: Paths, qtbot: QtBot) -> None:
    now = [NOON_S]
    model = DayModel(paths, now=lambda: now[0], run=at_once)
    assert model._midnight.isSingleShot()
    assert model._midnight.interval() == (12 * 3600 + 1) * 1000
    now[0] += 12 * 3600 + 1
    assert model.day_is_over()
    model._midnight.timeout.emit()
    assert model.day.local_day == "2026-03-11"
    assert model._midnight.interval() == 24 * 3600 * 1000


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Changes the system's zone as travelling does: this process is not told."""
    yield lambda name: monkeypatch.setenv("TZ", name)
    monkeypatch.undo()
    time.tzset()


def test_a_day_of_25_hours_ends_at_its_midnight(
    paths: Paths, qtbot: QtBot, zone: Callable[[str], None]
) -> None:
    zone("Europe/Paris")
    begin_s = 1_792_879_200.0  # 2026-10-25T00:00+02:00
    bookings = Bookings()
    for after_s in (2.5 * 3600, 3.5 * 3600):  # 2:30, and 2:30 again
        session = Session(CHAT, begin_s + after_s, begin_s + after_s, "2026-10-25")
        book_active(bookings, session, 36_000.0, day="2026-10-25")
    write_day(paths.ledger, bookings, "2026-10-25")
    now = [begin_s]
    model = DayModel(paths, now=lambda: now[0], run=at_once)
    model.reload()
    assert model._midnight.interval() == (25 * 3600 + 1) * 1000
    for after_s in (2.5 * 3600, 3.5 * 3600, 24 * 3600, 25 * 3600 - 1):
        now[0] = begin_s + after_s
        assert not model.day_is_over()
        model.reload()
        assert model.day.local_day == "2026-10-25"
        assert model._midnight.interval() == round(25 * 3600 + 1 - after_s) * 1000
        assert model.day.totals is not None
        assert model.day.totals.total.central == pytest.approx(20.0)
    now[0] = begin_s + 25 * 3600 + 1
    assert model.day_is_over()
    model._midnight.timeout.emit()
    assert model.day.local_day == "2026-10-26"
    assert model._midnight.interval() == 24 * 3600 * 1000


def test_a_traveller_sees_the_day_of_where_they_are(
    paths: Paths, qtbot: QtBot, zone: Callable[[str], None]
) -> None:
    now_s = 1_795_363_200.0  # 2026-11-22T16:00Z
    zone("Europe/Paris")
    model = DayModel(paths, now=lambda: now_s, run=at_once)
    model.reload()
    assert (model.day.local_day, model._midnight.interval()) == ("2026-11-22", (7 * 3600 + 1) * 1000)
    zone("Asia/Tokyo")
    assert model.day_is_over()
    model.reload()
    assert (model.day.local_day, model._midnight.interval()) == ("2026-11-23", (23 * 3600 + 1) * 1000)
    zone("America/Los_Angeles")
    assert model.day_is_over()
    model.reload()
    assert (model.day.local_day, model._midnight.interval()) == ("2026-11-22", (16 * 3600 + 1) * 1000)


def test_a_fault_in_the_reading_ends_nothing(
    paths: Paths, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    model = DayModel(paths, now=lambda: NOON_S, run=at_once)
    with monkeypatch.context() as patch:
        patch.setattr(day_reader.DayReader, "read", lambda *_, **__: 1 / 0)
        model.reload()
    assert "ZeroDivisionError" in caplog.text
    model.reload()
    assert model.day.totals is not None


def test_after_the_end_nothing_is_read_or_told(paths: Paths, qtbot: QtBot) -> None:
    later = Later()
    model = DayModel(paths, now=lambda: NOON_S, run=later)
    told: list[Day] = []
    model.changed.connect(told.append)
    model.reload()
    model.stop()
    later.let_go()
    model.reload()
    assert later.jobs == []
    assert told == []
    assert not model._midnight.isActive()


def test_today_is_read_fast_enough_for_every_save(paths: Paths) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(), 36_000.0)
    write_day(paths.ledger, bookings)
    reader = day_reader.DayReader(paths)
    reader.read(DAY, wide=False)
    took_s = []
    for _ in range(20):
        before_s = time.thread_time()
        reader.read(DAY, wide=False)
        took_s.append(time.thread_time() - before_s)
    # The middle one: some systems book the time in which a machine stood still as if it had been used.
    assert median(took_s) < 0.05, "of CPU, on a slow machine"
