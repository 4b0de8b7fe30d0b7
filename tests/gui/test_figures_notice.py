"""A new set of factors is told in the main window until somebody has read it, there or where figures are."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.gui.making import DAY, day_of
from wattprint.gui.cloud import work
from wattprint.gui.day_reader import DayReader
from wattprint.gui.live_lines import SightLine
from wattprint.gui.main_window import MainWindow
from wattprint.gui.power_trail import PowerTrail
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.remembered import FACTORS_SEEN, Remembered
from wattprint.gui.rows import RowWriter
from wattprint.gui.status import Status
from wattprint.ledger.person import PersonLedger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from wattprint.system.paths import Paths

    Speaking = Callable[[str], AbstractContextManager[RowWriter]]
    Opened = Callable[[str], AbstractContextManager[MainWindow]]


def status(paths: Paths) -> Status:
    """As the app has it: the name of the set is read with the day."""
    name = DayReader(paths).read(DAY, wide=True).factor_set
    recorder = RecorderState(Phase.MEASURING, 7)
    return Status(replace(day_of(), factor_set=name), recorder, SightLine(False, (), (), ()))


@pytest.fixture
def opened(paths: Paths, qtbot: QtBot, speaking: Speaking) -> Opened:
    """A window as it looks once it was told a status and has read what it needs."""

    @contextmanager
    def open_one(language: str) -> Iterator[MainWindow]:
        with speaking(language) as writer:
            window = MainWindow(paths, writer.phrases, PowerTrail(), Remembered(paths.config))
            qtbot.addWidget(window)
            tell(window, writer, paths, qtbot)
            yield window

    return open_one


def tell(window: MainWindow, writer: RowWriter, paths: Paths, qtbot: QtBot) -> None:
    now = status(paths)
    window.show_status(now, writer.rows(now))
    qtbot.waitUntil(lambda: not work.under_way())


def count(paths: Paths) -> None:
    with PersonLedger(paths.ledger) as ledger:
        ledger.cloud.add(DAY, "claude.prompt", 10, 0.0)


def see_an_older_set(paths: Paths, changed: str) -> None:
    """As if the set that was seen had been another one, with another figure for one activity."""
    remembered = Remembered(paths.config)
    seen = json.loads(remembered.text(FACTORS_SEEN))
    seen["set"] = "2026.1"
    seen["rows"][changed] = [["2025-01-01", 1, 1.0, 2.0, 4.0]]
    remembered.keep(**{FACTORS_SEEN: json.dumps(seen)})


def seen_set(paths: Paths) -> str:
    return str(json.loads(Remembered(paths.config).text(FACTORS_SEEN))["set"])


def test_the_first_set_is_no_news_and_what_comes_next_is(opened: Opened, paths: Paths, qtbot: QtBot) -> None:
    count(paths)
    with opened("en") as window:
        assert window.new_figures.isHidden()
    present = seen_set(paths)
    see_an_older_set(paths, "claude.prompt")
    with opened("en") as window:
        notice = window.new_figures
        assert not notice.isHidden()
        assert "now amounts to ≈ 4.0 Wh (1.3 to 9.7); before it was ≈ 20 Wh (10 to 40)." in notice.text.text()
        with qtbot.waitSignal(window.number_wanted) as wanted:
            notice.about.click()
        assert wanted.args == [""]
        assert not notice.isHidden(), "looking at it does not take it away"
    with opened("fr") as window:
        assert "≈ 4,0 Wh (1,3 à 9,7)" in window.new_figures.text.text()
        window.new_figures.dismiss.click()
        assert window.new_figures.isHidden()
    assert seen_set(paths) == present
    with opened("en") as window:
        assert window.new_figures.isHidden()


def test_a_dismissed_notice_does_not_come_back_with_the_next_status(
    opened: Opened, paths: Paths, qtbot: QtBot, speaking: Speaking
) -> None:
    count(paths)
    with opened("en"):
        pass
    see_an_older_set(paths, "claude.prompt")
    with opened("en") as window, speaking("en") as writer:
        window.new_figures.dismiss.click()
        tell(window, writer, paths, qtbot)
        assert window.new_figures.isHidden()


def test_what_was_read_elsewhere_is_gone_when_the_window_is_looked_at_again(
    opened: Opened, paths: Paths, qtbot: QtBot
) -> None:
    count(paths)
    with opened("en"):
        pass
    now = Remembered(paths.config).text(FACTORS_SEEN)
    see_an_older_set(paths, "claude.prompt")
    with opened("en") as window:
        window.show()
        assert window.new_figures.isVisible()
        window._remembered.keep(**{FACTORS_SEEN: now})
        window.new_figures.look_again()
        assert not window.new_figures.isVisible()
    assert seen_set(paths) != "2026.1"


def test_a_set_that_changes_nothing_of_theirs_is_not_told(opened: Opened, paths: Paths) -> None:
    count(paths)
    with opened("en"):
        pass
    see_an_older_set(paths, "grok.prompt")
    with opened("en") as window:
        assert window.new_figures.isHidden()
    assert seen_set(paths) != "2026.1"


def test_without_a_ledger_the_first_set_is_kept(paths: Paths, opened: Opened, tmp_path: Path) -> None:
    paths.ledger.unlink()
    with opened("en") as window:
        assert window.new_figures.isHidden()
    assert seen_set(paths)
    assert not paths.ledger.exists()


def test_a_mistake_in_the_persons_own_factors_is_no_new_set(paths: Paths, opened: Opened) -> None:
    count(paths)
    with opened("en"):
        pass
    before = Remembered(paths.config).text(FACTORS_SEEN)
    paths.config.with_name("factors.toml").write_text("this is no TOML")
    assert status(paths).day.factor_set == ""
    with opened("en") as window:
        assert window.new_figures.isHidden()
    assert Remembered(paths.config).text(FACTORS_SEEN) == before
