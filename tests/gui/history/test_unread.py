"""Every page in front of a ledger that cannot be read: it says why, and reads by itself once it can."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud import work
from wattprint.gui.history import page as pages
from wattprint.gui.history.cloud_page import CloudPage
from wattprint.gui.history.compare.page import ComparePage
from wattprint.gui.history.numbers.page import NumbersPage
from wattprint.gui.history.overview.page import OverviewPage
from wattprint.gui.history.page import Page, Setting
from wattprint.gui.history.sessions.page import SessionsPage
from wattprint.gui.language import locale_of
from wattprint.gui.phrases import Phrases
from wattprint.gui.remembered import Remembered
from wattprint.ledger.connection import prepare
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths
from wattprint.system.recorder_lock import RecorderLock

KINDS = [OverviewPage, SessionsPage, CloudPage, ComparePage, NumbersPage]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config" / "config.toml")
    prepare(found.ledger)
    return found


@pytest.fixture
def shown(qtbot: QtBot, paths: Paths) -> Iterator[Callable[[type[Page]], Page]]:
    made: list[Page] = []

    def show(kind: type[Page]) -> Page:
        phrases = Phrases(locale_of("en"), Texts("en"))
        page = kind(Setting(paths, phrases, Remembered(paths.config), time.time))
        qtbot.addWidget(page)
        made.append(page)
        page.show()
        return page

    yield show
    qtbot.waitUntil(lambda: work.under_way() == 0)


def says(page: Page, words: str) -> bool:
    return any(words in label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_why_and_reads_again_by_itself(
    kind: type[Page],
    shown: Callable[[type[Page]], Page],
    paths: Paths,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "RETRY_MS", 20)
    whole = paths.ledger.rename(paths.ledger.with_name("whole"))
    paths.ledger.mkdir()
    page = shown(kind)
    qtbot.waitUntil(lambda: says(page, "is no ledger of Wattprint"))
    paths.ledger.rmdir()
    whole.rename(paths.ledger)
    qtbot.waitUntil(lambda: not says(page, "is no ledger of Wattprint"))


@pytest.mark.parametrize("kind", KINDS)
def test_turning_to_it_reads_again_at_once(
    kind: type[Page],
    shown: Callable[[type[Page]], Page],
    paths: Paths,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "RETRY_MS", 3_600_000)
    whole = paths.ledger.rename(paths.ledger.with_name("whole"))
    paths.ledger.mkdir()
    page = shown(kind)
    qtbot.waitUntil(lambda: says(page, "is no ledger of Wattprint"))
    page.hide()
    paths.ledger.rmdir()
    whole.rename(paths.ledger)
    page.show()
    qtbot.waitUntil(lambda: not says(page, "is no ledger of Wattprint"))


def test_an_older_recorder_that_holds_the_ledger_is_to_be_ended(
    shown: Callable[[type[Page]], Page], paths: Paths, qtbot: QtBot
) -> None:
    with sqlite3.connect(paths.ledger) as ledger:
        ledger.execute("PRAGMA user_version = 2")
    ledger.close()
    with RecorderLock(paths.ledger):
        page = shown(OverviewPage)
        qtbot.waitUntil(lambda: says(page, "older Wattprint holds the ledger"))
