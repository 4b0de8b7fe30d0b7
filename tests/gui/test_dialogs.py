"""The windows beside the main one: each once, in front, in the language of now, gone when closed."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.history.overview.conftest import book_days
from wattprint.gui.cloud import work
from wattprint.gui.dialogs import Dialogs
from wattprint.gui.history.export_dialog import ExportDialog
from wattprint.gui.history.overview.page import OverviewPage
from wattprint.gui.history.window import HistoryWindow
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import RowWriter
from wattprint.gui.settings.dialog import SettingsDialog
from wattprint.gui.title_mark import mark_titles
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)

Speaking = Callable[[str], AbstractContextManager[RowWriter]]


@pytest.fixture
def paths(tmp_path: Path, noon: str) -> Paths:
    found = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    found.config.parent.mkdir()
    book_days(found.ledger, {noon: 5.0})
    return found


@pytest.fixture
def dialogs(paths: Paths, speaking: Speaking, qtbot: QtBot) -> Iterator[Dialogs]:
    with speaking("en") as writer:
        mark_titles("DEMO · ")
        made = Dialogs(paths, writer.phrases, Remembered(paths.config), None)
        yield made
        mark_titles("")
        for window in QApplication.topLevelWidgets():
            window.close()
            window.deleteLater()
        qtbot.waitUntil(lambda: work.under_way() == 0)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(kind: type[W]) -> list[W]:
    windows = QApplication.topLevelWidgets()
    return [window for window in windows if isinstance(window, kind) and window.isVisible()]


def test_history_is_opened_once_and_marked(dialogs: Dialogs) -> None:
    first = dialogs.history()
    assert dialogs.history() is first
    assert shown(HistoryWindow) == [first]
    assert first.windowTitle() == "DEMO · History"


def test_a_number_leads_to_its_row(dialogs: Dialogs, qtbot: QtBot) -> None:
    dialogs.number("grid:FRA")
    window = dialogs.history()
    assert window.page_id == "numbers"
    qtbot.waitUntil(lambda: work.under_way() == 0)
    window.show_page("overview")
    dialogs.number()
    assert window.page_id == "numbers"


def test_days_lead_to_the_overview(dialogs: Dialogs, noon: str, qtbot: QtBot) -> None:
    dialogs.number()
    dialogs.days(noon, noon)
    page = dialogs.history().page()
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: page.days_shown() == (noon, noon))


def test_a_closed_history_is_gone_and_another_one_opens(dialogs: Dialogs, qtbot: QtBot) -> None:
    window = dialogs.history()
    gone = weakref.ref(window)
    window.close()
    again = dialogs.history()
    assert again is not window
    del window
    qtbot.waitUntil(lambda: work.under_way() == 0)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: gone() is None)
    assert shown(HistoryWindow) == [again]
    assert dialogs.history() is again


def test_an_export_begins_with_what_is_shown(dialogs: Dialogs) -> None:
    window = dialogs.history()
    window.export.click()
    dialogs.export()
    (export,) = shown(ExportDialog)
    assert export.parent() is window
    assert export.windowTitle().startswith("DEMO · ")


def test_an_export_needs_no_other_window(dialogs: Dialogs) -> None:
    dialogs.export()
    assert len(shown(ExportDialog)) == 1
    assert shown(HistoryWindow) == []


def test_history_speaks_another_language_on_the_same_page(dialogs: Dialogs, speaking: Speaking) -> None:
    old = dialogs.history()
    old.show_page("numbers")
    dialogs.export()
    with speaking("fr") as writer:
        dialogs.speak(writer.phrases)
        new = dialogs.history()
        assert new is not old
        assert shown(HistoryWindow) == [new]
        assert new.windowTitle() == "DEMO · Historique"
        assert new.page_id == "numbers"
        assert shown(ExportDialog) == []
        dialogs.export()
        assert len(shown(ExportDialog)) == 1


def test_news_reach_the_history(dialogs: Dialogs, paths: Paths, noon: str, qtbot: QtBot) -> None:
    dialogs.ledger_changed()  # nothing is open
    window = dialogs.history()
    page = window.page()
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: page.totals.total.text() == "5.00 Wh")
    book_days(paths.ledger, {noon: 2.0})
    dialogs.ledger_changed()
    qtbot.waitUntil(lambda: page.totals.total.text() == "7.00 Wh")


def test_a_page_leads_to_the_settings(dialogs: Dialogs) -> None:
    dialogs.history().page().settings_wanted.emit("numbers")
    (settings,) = shown(SettingsDialog)
    assert settings.tabs.currentWidget() is settings.numbers


def test_an_app_that_ends_remembers_where_the_history_stood(dialogs: Dialogs, paths: Paths) -> None:
    dialogs.history()
    dialogs.leave()
    assert shown(HistoryWindow) == []
    assert Remembered(paths.config).text("history_geometry")
