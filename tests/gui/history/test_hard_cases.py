"""The whole window on seldom days and names: clocks that change, moves, long and foreign names."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.settling import settle
from tests.unit.ledger.making import DEVICES, GPU, book_active
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.workload import Kind, Workload
from wattprint.gui.cloud import work
from wattprint.gui.history.cloud_page import CloudPage
from wattprint.gui.history.overview.page import OverviewPage
from wattprint.gui.history.page import Setting
from wattprint.gui.history.pages import CLOUD, COMPARE, NUMBERS, OVERVIEW, SESSIONS
from wattprint.gui.history.sessions.columns import Column
from wattprint.gui.history.sessions.page import SessionsPage
from wattprint.gui.history.window import HistoryWindow
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import RowWriter
from wattprint.gui.today_view.text import OneLine
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.system.paths import Paths

Speaking = Callable[[str], AbstractContextManager[RowWriter]]

LONG = "qwen" + "3-very-long-name" * 12 + "-end"
HEBREW, ARABIC = "מודל שפה גדול", "نموذج لغوي كبير"


class History:
    """A ledger that is written to, and its window."""

    def __init__(self, paths: Paths, qtbot: QtBot, writer: RowWriter) -> None:
        self.paths = paths
        self.now_s = seconds("2026-11-21T12:00:00+01:00")
        self._qtbot = qtbot
        self._writer = writer
        self.window: HistoryWindow | None = None

    def sit(self, start: str, wh_by_day: dict[str, float], *, app: str = "Ollama", model: str | None = "qwen",
            minutes: float = 30.0) -> None:  # fmt: skip
        """A session that begins at an ISO time with offset, with so many Wh on each local day."""
        bookings = Bookings()
        begun_s, (first, *_) = seconds(start), wh_by_day
        session = Session(Workload(app.lower(), app, None, Kind.CHAT, model), begun_s, begun_s, first)
        for day, wh in wh_by_day.items():
            book_active(bookings, session, wh * 3600, 60 * minutes / len(wh_by_day), day=day)
            bookings.day(day).recorded_s += 3600
        session.end_wall_s, session.open = begun_s + 60 * minutes, False
        bookings.baselines[GPU.key] = Baseline(0.0)
        ledger = MeasurementLedger(self.paths.ledger)
        ledger.write(bookings, DEVICES, begun_s, first, 0.0)
        ledger.close()

    def say(self, act: Callable[[PersonLedger], object]) -> None:
        with PersonLedger(self.paths.ledger) as person:
            act(person)

    def open(self, *, least: bool = False) -> HistoryWindow:
        phrases = self._writer.phrases
        setting = Setting(self.paths, phrases, Remembered(self.paths.config), lambda: self.now_s)
        window = self.window = HistoryWindow(setting)
        self._qtbot.addWidget(window)
        if least:
            window.resize(window.minimumSize())
        with self._qtbot.waitExposed(window):
            window.show()
        self.settle()
        return window

    def settle(self) -> None:
        assert self.window is not None
        settle(self._qtbot, self.window)

    def overview(self, first: str, last: str) -> OverviewPage:
        window = self.window or self.open()
        window.show_days(first, last)
        self.settle()
        page = window.page()
        assert isinstance(page, OverviewPage)
        return page

    def sessions(self, first: str, last: str) -> SessionsPage:
        window = self.window or self.open()
        window.show_sessions(first, last)
        self.settle()
        page = window.page()
        assert isinstance(page, SessionsPage)
        return page


def seconds(text: str) -> float:
    """An ISO time with offset as Unix time."""
    return datetime.fromisoformat(text).astimezone(UTC).timestamp()


@pytest.fixture
def in_paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(params=["en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def history(
    tmp_path: Path, empty_ledger: Path, qtbot: QtBot, speaking: Speaking, in_paris: None, language: str
) -> Iterator[History]:
    paths = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    paths.ledger.write_bytes(empty_ledger.read_bytes())
    with speaking(language) as writer:
        found = History(paths, qtbot, writer)
        yield found
        if found.window is not None:
            found.window.close()
        qtbot.waitUntil(lambda: work.under_way() == 0)


def says(page: QWidget, words: str) -> bool:
    return any(words in label.text() for label in page.findChildren(QLabel) if label.isVisible())


def cells(page: SessionsPage, column: Column) -> list[str]:
    model = page.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("day", "hours", "starts"),
    [
        ("2026-03-29", "23", ("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00")),
        ("2026-10-25", "25", ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")),
    ],
)
def test_a_day_on_which_the_clocks_change(
    history: History, day: str, hours: str, starts: tuple[str, str]
) -> None:
    for start in starts:
        history.sit(start, {day: 2.0})
    page = history.overview(day, day)
    assert page.totals.total.text() == "4.00 Wh"
    assert says(page, f"it had {hours} hours")
    listed = history.sessions(day, day)
    assert listed.model.rowCount() == 2
    newest_first = [seconds(text) for text in reversed(starts)]
    assert [listed.model.line(row).start_s for row in range(2)] == newest_first  # type: ignore[union-attr]
    for cell, start in zip(cells(listed, Column.START), reversed(starts), strict=True):
        hour, minute = start[11:16].split(":")
        assert f"{int(hour)}:{minute}" in cell


def test_a_session_over_midnight_is_on_two_days_and_listed_where_it_began(history: History) -> None:
    history.sit("2026-10-24T23:45:00+02:00", {"2026-10-24": 1.0, "2026-10-25": 3.0})
    assert history.overview("2026-10-24", "2026-10-24").totals.total.text() == "1.00 Wh"
    assert history.overview("2026-10-25", "2026-10-25").totals.total.text() == "3.00 Wh"
    assert history.overview("2026-10-24", "2026-10-25").totals.total.text() == "4.00 Wh"
    listed = history.sessions("2026-10-24", "2026-10-24")
    assert cells(listed, Column.ENERGY) == ["4.00 Wh"]
    assert history.sessions("2026-10-25", "2026-10-25").model.rowCount() == 0


def test_a_move_to_another_country_within_a_range(history: History) -> None:
    for day in ("2026-10-10", "2026-10-20"):
        history.sit(f"{day}T12:00:00+02:00", {day: 1000.0})
    history.say(lambda it: it.choose("zone", "FRA"))
    history.say(lambda it: it.choose("zone", "USA", "2026-10-15"))
    page = history.overview("2026-10-10", "2026-10-20")
    # 1 kWh on each grid: 41.44 g and 384.4 g.
    assert says(page, "≈ 430 g")
    assert says(page, "France / United States")
    assert says(page, "Oct 15, 2026")
    assert page.totals.total.text() == "at least 2.00 kWh"


def test_a_range_without_anything_and_exactly_one_session(history: History) -> None:
    window = history.open()
    for page_id in (OVERVIEW, SESSIONS, CLOUD, COMPARE, NUMBERS):
        window.show_page(page_id)
        history.settle()
    assert history.sessions("2026-10-01", "2026-10-02").empty.isVisible()
    history.sit("2026-10-10T12:00:00+02:00", {"2026-10-10": 5.0})
    assert says(history.overview("2026-09-01", "2026-09-02"), "Nothing is known of these days")
    assert history.overview("2026-10-10", "2026-10-10").totals.total.text() == "5.00 Wh"
    listed = history.sessions("2026-10-10", "2026-10-10")
    assert cells(listed, Column.ENERGY) == ["5.00 Wh"]
    assert "1 session" in listed.summary.text()


def test_a_million_of_a_kind_and_an_entry_of_a_day_to_come(history: History) -> None:
    history.say(lambda it: it.cloud.add("2026-11-20", "chatgpt.prompt", 1e6, history.now_s))
    history.say(lambda it: it.cloud.add("2026-11-23", "chatgpt.prompt", 2, history.now_s))
    # 0.34 Wh each.
    assert "340 kWh" in history.overview("2026-11-20", "2026-11-20").totals.total.text()
    assert "0.68 Wh" in history.overview("2026-11-23", "2026-11-23").totals.total.text()
    to_come = history.overview("2026-11-24", "2026-11-24").sheet.empty.heading.text()
    assert to_come == "These days are still to come"
    assert history.window is not None
    cloud = history.window.show_page(CLOUD)
    assert isinstance(cloud, CloudPage)
    cloud.show_days("2026-11-20", "2026-11-20")
    history.settle()
    model = cloud.view.model
    shown = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert any("1,000,000 prompts" in text for text in shown), shown


@pytest.mark.parametrize("language", ["en", "fr"], indirect=True)
def test_nothing_breaks_out_of_the_smallest_window(history: History) -> None:
    for minute, (app, model) in enumerate(
        [("Ollama", LONG), (HEBREW, ARABIC), (LONG, HEBREW), ("App", None)]
    ):
        history.sit(
            f"2026-11-20T12:{10 + minute}:00+01:00", {"2026-11-20": 1e6 + minute}, app=app, model=model
        )
    history.say(
        lambda it: it.cloud.add("2026-11-20", "chatgpt.prompt", 1e6, history.now_s, note=ARABIC + LONG)
    )
    history.say(lambda it: it.cloud.add("2026-11-20", "chatgpt.deep_research", 7, history.now_s))
    history.say(lambda it: it.choose("price_per_kwh", "0.2016"))
    window = history.open(least=True)
    for page_id in (OVERVIEW, SESSIONS, CLOUD, COMPARE, NUMBERS):
        page = window.show_page(page_id)
        assert page is not None
        page.show_days("2026-11-20", "2026-11-20")
        history.settle()
        if isinstance(page, SessionsPage):
            page.table.selectRow(0)
            history.settle()
        assert window.size() == window.minimumSize(), page_id
        check_layout(window, page_id)


def check_layout(window: HistoryWindow, page_id: str) -> None:
    """Nothing reaches over the window's edge, texts that are cut have the whole in a tool tip."""
    page = window.page()
    left, right = 0, window.width()
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or widget.isWindow() or _inside_table(widget, page):
            continue
        at = widget.mapTo(window, widget.rect().topLeft()).x()
        assert at >= left, (page_id, widget)
        assert at + widget.width() <= right, (page_id, widget, at, widget.width(), right, _needs(page))
    for area in page.findChildren(QAbstractScrollArea):
        if type(area).__name__ == "QScrollArea" and area.isVisible():
            assert area.horizontalScrollBar().maximum() == 0, (page_id, area)
    for line in page.findChildren(OneLine):
        if line.isVisible() and line.text() != line.accessibleName():
            assert line.text().endswith("…") or not line.text(), line.text()
            assert line.toolTip(), (page_id, line.text())


def _needs(page: QWidget) -> list[tuple[int, str, str]]:
    """The widgets that need the most room, for whoever has to mend it."""
    found = [
        (one.minimumSizeHint().width(), type(one).__name__, getattr(one, "text", str)())
        for one in page.findChildren(QWidget)
        if one.isVisible()
    ]
    return sorted(found, reverse=True)[:12]


def _inside_table(widget: QWidget, page: QWidget) -> bool:
    """Tables and lists scroll sideways by design; what is in them may lie outside."""
    parent = widget.parentWidget()
    while parent is not None and parent is not page:
        if parent.inherits("QAbstractItemView"):
            return True
        parent = parent.parentWidget()
    return False


@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_french_writes_and_reads_commas(history: History) -> None:
    history.sit("2026-11-20T12:00:00+01:00", {"2026-11-20": 1.5})
    history.say(lambda it: it.cloud.add("2026-11-20", "chatgpt.prompt", 2.5, history.now_s))
    page = history.overview("2026-11-20", "2026-11-20")
    assert says(page, "1,50 Wh")
    assert cells(history.sessions("2026-11-20", "2026-11-20"), Column.ENERGY) == ["1,50 Wh"]
