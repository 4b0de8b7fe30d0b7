"""Every window of a demo says so in its title, whichever window or menu it was opened from."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.settling import settle
from wattprint.gui.app import Desktop
from wattprint.gui.cloud import work
from wattprint.gui.history.pages import CLOUD, SESSIONS
from wattprint.gui.rows import RowWriter
from wattprint.gui.title_mark import mark_titles, titled
from wattprint.recorder.demo import fill_ledger
from wattprint.reference.demo import load_demo
from wattprint.system.paths import Paths

Speaking = Callable[[str], AbstractContextManager[RowWriter]]

MARK = "DEMO · "

#: What has a title.
TITLED = (Qt.WindowType.Window, Qt.WindowType.Dialog, Qt.WindowType.Sheet)


class Tour:
    """Walks through the windows of an app, and looks at the titles of all that are open."""

    def __init__(self, desktop: Desktop, qtbot: QtBot) -> None:
        self.desktop = desktop
        self.dialogs: Any = desktop._dialogs
        self.qtbot = qtbot
        self.seen: set[str] = set()

    def look(self) -> None:
        """Every window that is open carries the mark."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.windowType() in TITLED:
                assert window.windowTitle().startswith(MARK), (type(window).__name__, window.windowTitle())
                assert window.windowTitle() != MARK
                self.seen.add(f"{type(window).__name__} {window.windowTitle().removeprefix(MARK)}")

    def see(self, window: QWidget | None) -> Any:
        """Look at a window, once all of it is there."""
        assert window is not None
        self.qtbot.waitUntil(window.isVisible)
        settle(self.qtbot, window)
        self.look()
        return window

    def close(self, window: QWidget) -> None:
        window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def asked_by(self, ask: Callable[[], object]) -> None:
        """What is asked, and waited for, is looked at and left."""
        looked: list[str] = []

        def leave() -> None:
            box = QApplication.activeModalWidget()
            if box is None:
                QTimer.singleShot(20, leave)
                return
            try:
                self.look()
                looked.append(type(box).__name__)
            finally:
                box.close()

        QTimer.singleShot(0, leave)
        ask()
        self.qtbot.waitUntil(lambda: len(looked) == 1)

    def open(self, name: str) -> Any:
        """A window beside the main one that is open."""
        return self.see(self.dialogs._open[name])

    def adding(self, add: Any) -> None:
        """The window to add cloud use, and those that it opens."""
        self.see(add)
        add.show_entries()
        add.show_recurring()
        for window in (self.see(add._entries), self.see(add._recurring), add):
            self.close(window)


@pytest.fixture
def tour(tmp_path: Path, qtbot: QtBot, speaking: Speaking) -> Iterator[Tour]:
    folder = tmp_path / "wattprint-demo-x"
    folder.mkdir(mode=0o700)
    paths = Paths(folder / "ledger.sqlite3", folder / "config.toml")
    fill_ledger(paths.ledger, load_demo(), time.time())
    with speaking("en"):
        desktop = Desktop(paths, "en")
        try:
            yield Tour(desktop, qtbot)
        finally:
            desktop.leave()
            for window in QApplication.topLevelWidgets():
                if window.parent() is None and window.windowType() in TITLED:
                    window.close()
                    if window is not desktop._window:
                        window.deleteLater()
            qtbot.waitUntil(lambda: work.under_way() == 0)
            desktop.stop()
            mark_titles("")
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_window_of_a_demo_says_so(tour: Tour) -> None:
    desktop = tour.desktop
    desktop._make_tray(over_bus=False)
    tray = desktop._tray
    assert tray is not None
    tray.opened.emit()
    main = tour.see(desktop._window)
    # From the tray and from the main window.
    for way in (tray, main):
        way.add_wanted.emit()
        tour.adding(tour.open("add"))
        way.settings_wanted.emit()
        tour.close(tour.open("settings"))
        way.history_wanted.emit()
        tour.close(tour.see(tour.dialogs._history))
        way.export_wanted.emit()
        tour.close(tour.open("export"))
    for open_history in (tray.numbers_wanted.emit, lambda: main.days_wanted.emit("2026-01-01", "2026-01-01")):
        open_history()
        tour.close(tour.see(tour.dialogs._history))
    main._explain_tray()
    explanation = tour.see(main._explanation)
    explanation.done(0)
    _from_settings(tour)
    _from_history(tour)
    _in_another_language(tour)
    assert tour.seen == {
        "AddCloudDialog Add cloud use",
        "AssignDialog Change app or kind",
        "EntriesDialog Past cloud use",
        "ExportDialog Export",
        "HistoryWindow History",
        "MainWindow Wattprint",
        "NamingDialog Rename",
        "OutputsDialog What it made",
        "QFileDialog Back up to a file",
        "QFileDialog Export to",
        "QFileDialog Restore from a file",
        f"QMessageBox {QApplication.applicationDisplayName()}",
        "QMessageBox Never count an app",
        "QMessageBox Settings",
        "QMessageBox Wattprint",
        "RecurringDialog Recurring cloud use",
        "SettingsDialog Settings",
        "SplitDialog Split a session",
    }


def _from_settings(tour: Tour) -> None:
    tour.dialogs.settings()
    settings = tour.open("settings")
    privacy = settings.privacy
    tour.asked_by(privacy._back_up)
    tour.asked_by(privacy._restore)
    tour.asked_by(privacy._delete_all)
    tour.asked_by(settings._apply_or_not)
    tour.close(settings)


def _from_history(tour: Tour) -> None:
    history = tour.dialogs.history()
    page = history.show_page(CLOUD)
    tour.see(history)
    page.view.add_wanted.emit(page.view.days()[0])
    add = tour.see(page._adding)
    tour.adding(add)
    rules = add._recurring.model
    page.view.recurring_wanted.emit(rules.row(rules.index(0, 0)).recurring_id, page.view.days()[0])
    tour.close(tour.see(page._recurring))
    page = history.show_page(SESSIONS)
    tour.see(history)
    lines = [line for row in range(page.model.rowCount()) if (line := page.model.line(row)) is not None]
    page.table.selectRow(max(range(len(lines)), key=lambda row: lines[row].end_s - lines[row].start_s))
    settle(tour.qtbot, history)
    for act in (page.acts.made, page.acts.rename, page.acts.assign, page.acts.split, page.acts.never):
        act.trigger()
        tour.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        asked = tour.see(QApplication.activeModalWidget())
        tour.close(asked)
    history.export_wanted.emit("", "")
    export = tour.open("export")
    export._choose_file()
    assert isinstance(export._chooser, QFileDialog)
    tour.close(tour.see(export._chooser))
    tour.close(export)
    tour.close(history)


def _in_another_language(tour: Tour) -> None:
    """Windows that are made anew are marked, too."""
    tour.desktop.open_window()
    tour.dialogs.history()
    tour.desktop.speak("en")
    tour.see(tour.desktop._window)
    tour.see(tour.dialogs._history)


def test_windows_of_the_persons_own_carry_no_mark(tmp_path: Path, qtbot: QtBot) -> None:
    desktop = Desktop(Paths(tmp_path / "wattprint" / "ledger.sqlite3", tmp_path / "config.toml"), "en")
    assert titled("History") == "History"
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setWindowTitle(titled("Wattprint"))
    assert box.windowTitle() == "Wattprint"
    desktop.stop()
