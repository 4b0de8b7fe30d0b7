"""The history window: pages made when wanted, read when seen, gone when closed."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from wattprint.gui.cloud import work
from wattprint.gui.history.numbers.page import NumbersPage
from wattprint.gui.history.page import Page, Setting
from wattprint.gui.history.pages import PAGES
from wattprint.gui.history.sessions.page import SessionsPage
from wattprint.gui.history.window import HistoryWindow, PageEntry
from wattprint.gui.language import locale_of
from wattprint.gui.phrases import Phrases
from wattprint.gui.remembered import Remembered
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Plain(Page):
    """Counts what it is asked for."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.readings = 0
        self.asked: list[object] = []
        self.button = QPushButton("something")
        self.setFocusProxy(self.button)
        QVBoxLayout(self).addWidget(self.button)

    def reload(self) -> None:
        self.readings += 1

    def show_days(self, first_day: str, last_day: str) -> None:
        self.asked.append((first_day, last_day))

    def show_row(self, anchor: str) -> None:
        self.asked.append(anchor)


class Dated(Plain):
    """A page of days."""

    def days_shown(self) -> tuple[str, str]:
        return "2026-03-01", "2026-03-31"


IDS = ("overview", "sessions", "cloud", "compare", "numbers")


@pytest.fixture
def loaded() -> list[str]:
    return []


@pytest.fixture
def entries(loaded: list[str]) -> list[PageEntry]:
    def entry(page_id: str) -> PageEntry:
        def load() -> type[Page]:
            loaded.append(page_id)
            return Dated if page_id == "overview" else Plain

        return PageEntry(page_id, page_id.title(), load)

    return [entry(page_id) for page_id in IDS]


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    paths = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    return Setting(paths, Phrases(locale_of("en"), Texts("en")), Remembered(paths.config))


@pytest.fixture
def window(qtbot: QtBot, setting: Setting, entries: list[PageEntry]) -> HistoryWindow:
    made = HistoryWindow(setting, entries)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def plain(window: HistoryWindow) -> Plain:
    page = window.page()
    assert isinstance(page, Plain)
    return page


def test_a_page_is_loaded_when_somebody_turns_to_it(
    window: HistoryWindow, loaded: list[str], qtbot: QtBot
) -> None:
    assert loaded == ["overview"]
    for key, page_id in zip("23451", (*IDS[1:], IDS[0]), strict=True):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ControlModifier)
        assert window.page_id == page_id
    assert loaded == list(IDS)


def test_pages_turn_over_by_keys_and_at_the_ends(window: HistoryWindow, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_PageUp, control)
    assert window.page_id == "numbers"
    QTest.keyClick(window, Qt.Key.Key_PageDown, control)
    assert window.page_id == "overview"
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    assert window.page_id == "sessions"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.page_id == "numbers"


def test_the_next_window_begins_with_the_last_page(
    window: HistoryWindow, setting: Setting, entries: list[PageEntry], loaded: list[str], qtbot: QtBot
) -> None:
    window.show_page("cloud")
    window.resize(window.minimumSize() * 1.2)
    size = window.size()
    window.close()
    del loaded[:]
    again = HistoryWindow(setting, entries)
    qtbot.addWidget(again)
    assert again.page_id == "cloud"
    assert loaded == ["cloud"]
    assert again.size() == size


def test_a_page_that_this_version_has_not_is_not_turned_to(
    setting: Setting, entries: list[PageEntry], qtbot: QtBot
) -> None:
    setting.remembered.keep(history_page="from another version")
    made = HistoryWindow(setting, entries[:2])
    qtbot.addWidget(made)
    assert made.page_id == "overview"
    assert made.show_page("numbers") is None
    made.show_number("method")
    assert made.page_id == "overview"


def test_news_are_read_by_the_page_that_is_seen_and_later_by_the_others(
    window: HistoryWindow, qtbot: QtBot
) -> None:
    overview = plain(window)
    window.show_page("cloud")
    cloud = plain(window)
    for _ in range(5):
        window.ledger_changed()
    qtbot.waitUntil(lambda: cloud.readings == 1)
    assert overview.readings == 0
    window.show_page("overview")
    assert overview.readings == 1
    window.show_page("cloud")
    window.show_page("overview")
    assert (overview.readings, cloud.readings) == (1, 1)


def test_a_hidden_window_reads_nothing_until_it_is_shown(window: HistoryWindow, qtbot: QtBot) -> None:
    page = plain(window)
    window.hide()
    window.ledger_changed()
    qtbot.wait(300)
    assert page.readings == 0
    window.show()
    assert page.readings == 1
    window.hide()
    window.show()
    assert page.readings == 1


def test_a_minimised_window_reads_nothing_either(window: HistoryWindow, qtbot: QtBot) -> None:
    page = plain(window)
    window.showMinimized()
    window.ledger_changed()
    qtbot.wait(300)
    assert page.readings == 0
    window.showNormal()
    qtbot.waitUntil(lambda: page.readings == 1)


def test_pages_lead_to_each_other(window: HistoryWindow) -> None:
    plain(window).number_wanted.emit("grid:FRA")
    assert window.page_id == "numbers"
    assert plain(window).asked == ["grid:FRA"]
    plain(window).days_wanted.emit("2026-03-02", "2026-03-08")
    assert window.page_id == "overview"
    plain(window).sessions_wanted.emit("2026-03-03", "2026-03-03")
    assert window.page_id == "sessions"
    assert plain(window).asked == [("2026-03-03", "2026-03-03")]
    window.show_page("overview")
    assert plain(window).asked == [("2026-03-02", "2026-03-08")]


def test_what_a_page_writes_is_told(window: HistoryWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.written):
        plain(window).written.emit()


def test_an_export_begins_with_the_days_of_the_page(window: HistoryWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.export_wanted) as asked:
        window.export.click()
    assert asked.args == ["2026-03-01", "2026-03-31"]
    window.show_page("numbers")
    with qtbot.waitSignal(window.export_wanted) as asked:
        QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["", ""]


def test_the_focus_stays_in_the_list_or_goes_to_the_page(window: HistoryWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.list.setFocus()
    QTest.keyClick(window.list, Qt.Key.Key_Down)
    assert window.list.hasFocus()
    plain(window).button.setFocus()
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert plain(window).button.hasFocus()


def test_the_focus_is_marked_on_the_page_that_a_key_turned_to(window: HistoryWindow, qtbot: QtBot) -> None:
    """The stack of pages had given it before, as to one who clicks: the style marks it then on no button."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for number in (2, 3, 2):
        window.list.setFocus()
        plain(window).button.setFocus(Qt.FocusReason.MouseFocusReason)
        assert not window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        assert plain(window).button.hasFocus()
        assert window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def test_whoever_asks_for_a_row_reads_on_there(window: HistoryWindow, qtbot: QtBot) -> None:
    """It depended on what had been shown before."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for before in ("numbers", "overview"):
        window.show_page(before)
        window.list.setFocus()
        window.show_number("method")
        assert plain(window).button.hasFocus()


def test_keys_of_the_page_work_from_the_list_and_only_of_the_page_that_is_shown(
    qtbot: QtBot, setting: Setting
) -> None:
    heard: list[str] = []

    def entry(page_id: str) -> PageEntry:
        class Listening(Plain):
            def __init__(self, setting: Setting) -> None:
                super().__init__(setting)
                QShortcut(QKeySequence("Alt+Left"), self, lambda: heard.append(page_id))

        return PageEntry(page_id, page_id, lambda: Listening)

    made = HistoryWindow(setting, [entry("one"), entry("two")])
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    for page_id in ("two", "one"):
        made.show_page(page_id)
        made.list.setFocus()
        QTest.keyClick(made.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert heard == ["two", "one"]


def test_ctrl_f_searches_the_page_from_the_list_of_pages_too(qtbot: QtBot, setting: Setting) -> None:
    pages = [PageEntry("sessions", "", lambda: SessionsPage), PageEntry("numbers", "", lambda: NumbersPage)]
    made = HistoryWindow(setting, pages)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    for page_id in ("sessions", "numbers"):
        made.show_page(page_id)
        made.list.setFocus()
        QTest.keyClick(made.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        page = made.page()
        assert isinstance(page, SessionsPage | NumbersPage)
        assert (page.filter.text if isinstance(page, SessionsPage) else page.search).hasFocus()
    qtbot.waitUntil(lambda: work.under_way() == 0)


def test_a_closed_window_leaves_nothing_behind(
    qtbot: QtBot, setting: Setting, entries: list[PageEntry]
) -> None:
    gone: list[weakref.ref[QWidget]] = []
    for _ in range(3):
        made = HistoryWindow(setting, entries)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.show()
        for page_id in IDS:
            made.show_page(page_id)
            gone.append(weakref.ref(made.page()))
        gone.append(weakref.ref(made))
        made.close()
        del made
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [reference() for reference in gone if reference() is not None] == []


def test_the_pages_of_the_app_are_known_by_their_names() -> None:
    assert [page_id for page_id, _ in PAGES] == [page_id for page_id in IDS if page_id in dict(PAGES)]
    for page_id, load in PAGES:
        assert issubclass(load(), Page), page_id
