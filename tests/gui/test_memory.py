"""Memory is given back once no window is shown, and not before."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget

from wattprint.gui import memory
from wattprint.gui.cloud import work
from wattprint.gui.memory import MemoryKeeper, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def trims(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[None]]:
    monkeypatch.setattr(memory, "SETTLE_MS", 50)
    trims: list[None] = []
    keeper = MemoryKeeper(trim=lambda: trims.append(None))
    yield trims
    keeper.deleteLater()


def close(window: QWidget) -> None:
    """As in an app that runs: only there Qt tells of the last window."""
    window.close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not any(one.isVisible() for one in app.topLevelWindows()):
        app.lastWindowClosed.emit()


def shown(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_it_waits_for_the_last_window(trims: list[None], qtbot: QtBot) -> None:
    first, second = shown(qtbot), shown(qtbot)
    close(first)
    qtbot.wait(200)
    assert trims == []
    key = QPixmapCache.insert(QPixmap(8, 8))
    close(second)
    qtbot.waitUntil(lambda: len(trims) == 1)
    assert not key.isValid()


def test_a_window_that_is_opened_meanwhile_is_not_disturbed(trims: list[None], qtbot: QtBot) -> None:
    close(shown(qtbot))
    other = shown(qtbot)
    qtbot.wait(200)
    assert trims == []
    close(other)
    qtbot.waitUntil(lambda: len(trims) == 1)


def test_nothing_is_collected_while_files_are_worked_on(
    trims: list[None], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work = [True]
    monkeypatch.setattr(work, "under_way", lambda: int(at_work[0]))
    close(shown(qtbot))
    qtbot.wait(200)
    assert trims == []
    at_work[0] = False
    qtbot.waitUntil(lambda: len(trims) == 1)


def test_telling_the_c_library_works_here() -> None:
    trim()


#: Megabytes for a migration, typing errors, other people's factors, medians, and systems without variables.
NOT_AT_REST = (
    "subprocess",
    "difflib",
    "_hashlib",
    "statistics",
    "decimal",
    "locale",
    "numpy",
    "sqlite_utils",
)


def test_a_resting_app_does_without_large_libraries() -> None:
    code = (
        "import sys; import wattprint.gui.app, wattprint.gui.tray, wattprint.gui.day_reader as day_reader;"
        "from wattprint.system.paths import find_paths;"
        "from wattprint.system.instance_lock import door_of;"
        "from pathlib import Path;"
        "day_reader.DayReader(find_paths()).read('2026-01-01', wide=False); door_of(Path('l'));"
        f"sys.exit(' '.join(sorted({set(NOT_AT_REST)!r} & set(sys.modules))) or 0)"
    )
    environment = {
        **os.environ,
        "LANG": "en_GB.UTF-8",
        "WATTPRINT_LEDGER": "/nowhere/l",
        "WATTPRINT_CONFIG": "/nowhere/c",
    }
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        check=False,
        timeout=60,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.stderr == ""
    assert done.returncode == 0
