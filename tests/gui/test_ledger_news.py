"""What others write into the ledger is heard at once, what we know of already is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wattprint.gui.ledger_news import LedgerNews
from wattprint.ledger.connection import prepare
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader

DAY = "2026-03-10"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "own" / "ledger.sqlite3"
    prepare(path)
    return path


@pytest.fixture
def news(qtbot: QtBot, ledger: Path) -> Iterator[LedgerNews]:
    found = LedgerNews(ledger, calm_ms=50)
    found.known()
    yield found
    found.stop()


def add(ledger: Path) -> None:
    with PersonLedger(ledger) as person:
        person.cloud.add(DAY, "chatgpt.prompt", 1, 1.0)


def test_a_command_in_a_terminal_is_heard_while_a_recorder_holds_the_ledger(
    qtbot: QtBot, ledger: Path, news: LedgerNews
) -> None:
    recorder = PersonLedger(ledger)  # an open connection for writing, as a recorder's
    recorder.cloud.add(DAY, "claude.prompt", 1, 1.0)
    news.known()
    with qtbot.waitSignal(news.news):
        subprocess.run(
            [sys.executable, "-m", "wattprint", "--ledger", str(ledger), "add", "chatgpt.prompt", "12"],
            check=True,
            capture_output=True,
        )
    # The next one as well, and after the log was emptied and begun anew.
    for _ in range(3):
        with qtbot.waitSignal(news.news):
            add(ledger)
    recorder.close()


def test_what_is_known_is_no_news(qtbot: QtBot, ledger: Path, news: LedgerNews) -> None:
    with PersonLedger(ledger) as person, qtbot.assertNotEmitted(news.news, wait=300):
        person.cloud.add(DAY, "claude.prompt", 1, 1.0)
        news.known()


def test_reading_is_no_news(qtbot: QtBot, ledger: Path, news: LedgerNews) -> None:
    """Else each reading would lead to the next."""
    add(ledger)
    news.known()

    def read() -> None:
        with LedgerReader(ledger) as reader:
            reader.cloud().entries(DAY, DAY)

    heard: list[int] = []

    def hear() -> None:
        heard.append(1)
        news.known()
        read()

    news.news.connect(hear)
    for _ in range(5):
        read()
        QTest.qWait(100)
    assert len(heard) <= 1  # SQLite may have begun a log, once


def test_many_commits_at_once_are_one_piece_of_news(qtbot: QtBot, ledger: Path, news: LedgerNews) -> None:
    heard: list[int] = []
    news.news.connect(lambda: heard.append(1))
    with PersonLedger(ledger) as person:
        for _ in range(5):
            person.cloud.add(DAY, "claude.prompt", 1, 1.0)
        qtbot.waitUntil(lambda: bool(heard))
    assert len(heard) <= 2


def test_a_ledger_that_comes_later_is_heard_of(qtbot: QtBot, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite3"
    news = LedgerNews(ledger, calm_ms=50)
    news.known()
    with qtbot.waitSignal(news.news):
        prepare(ledger)
    news.known()
    with qtbot.waitSignal(news.news):
        add(ledger)
    ledger.rename(tmp_path / "damaged.sqlite3")
    news.known()
    with qtbot.waitSignal(news.news):
        prepare(ledger)
    news.stop()


def test_nothing_ticks_and_nothing_is_heard_after_the_end(
    qtbot: QtBot, ledger: Path, news: LedgerNews
) -> None:
    assert not news._calm.isActive()
    news.stop()
    with qtbot.assertNotEmitted(news.news, wait=300):
        add(ledger)
    news.known()
    assert news._watcher.files() == news._watcher.directories() == []
