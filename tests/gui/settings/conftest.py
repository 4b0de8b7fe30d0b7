"""A place with a ledger and settings, and a desk that reaches nothing outside it."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from wattprint.gui.cloud import work
from wattprint.gui.language import locale_of
from wattprint.gui.remembered import Remembered
from wattprint.gui.settings.desk import Surroundings
from wattprint.gui.settings.dialog import SettingsDialog
from wattprint.gui.settings.first_run import FirstRun, first_run_due
from wattprint.system.autostart import AutostartError, AutostartState
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

#: 2026-03-12, noon.
NOW_S = time.mktime((2026, 3, 12, 12, 0, 0, 0, 0, -1))

#: No answer takes so long, unless the machine is badly overloaded.
ANSWER_S = 60.0


def settle() -> None:
    """Until the ledger has answered, and the window shows it."""
    ends_s = time.monotonic() + ANSWER_S
    while work.under_way():
        assert time.monotonic() < ends_s
        QTest.qWait(1)
    QApplication.processEvents()


@dataclass
class FakeAutostart:
    """A login entry in memory."""

    now: AutostartState = AutostartState.OFF
    refuses: bool = False

    def state(self) -> AutostartState:
        return self.now

    def enable(self) -> None:
        self._refuse()
        self.now = AutostartState.ON

    def disable(self) -> None:
        self._refuse()
        self.now = AutostartState.OFF

    def _refuse(self) -> None:
        if self.refuses:
            raise AutostartError("/etc/autostart", "Permission denied")


@dataclass
class Stage:
    """paths: of a private folder. opened: what was shown outside. heard: signals with their arguments."""

    paths: Paths
    around: Surroundings
    autostart: FakeAutostart
    opened: list[Path]
    heard: list[str] = field(default_factory=list)
    windows: list[SettingsDialog] = field(default_factory=list)

    def hear(self, dialog: SettingsDialog) -> None:
        dialog.settings_changed.connect(lambda: self.heard.append("settings"))
        dialog.numbers_changed.connect(lambda: self.heard.append("numbers"))
        dialog.language_changed.connect(self.heard.append)

    def first_page(self) -> FirstRun:
        """As a start of the app makes it."""
        return FirstRun(self.paths, locale_of("en"), Remembered(self.paths.config), around=self.around)

    @property
    def first_page_due(self) -> bool:
        """Whether the next start of the app would show it."""
        return first_run_due(self.paths, Remembered(self.paths.config))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """No file exists yet."""
    autostart, opened = FakeAutostart(), []

    def opens(path: Path) -> bool:
        opened.append(path)
        return True

    around = Surroundings(now_s=lambda: NOW_S, autostart=autostart, open_path=opens)
    paths = Paths(tmp_path / "data" / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    return Stage(paths, around, autostart, opened)


@pytest.fixture
def ledger(stage: Stage, empty_ledger: Path) -> Path:
    """An empty ledger in its place."""
    stage.paths.ledger.parent.mkdir()
    shutil.copy2(empty_ledger, stage.paths.ledger)
    return stage.paths.ledger


@pytest.fixture
def open_dialog(qtbot: QtBot, stage: Stage) -> Callable[..., SettingsDialog]:
    """Opens the settings in a language."""

    def opened(language: str = "en", page: str = "general") -> SettingsDialog:
        dialog = SettingsDialog(stage.paths, locale_of(language), around=stage.around)
        # Hidden before it is closed: it asks about what was edited only while it is there to be asked.
        qtbot.addWidget(dialog, before_close_func=lambda widget: widget.hide())
        stage.hear(dialog)
        stage.windows.append(dialog)  # kept: a test may hold on to a part of it only
        dialog.show_page(page)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        settle()
        return dialog

    return opened
