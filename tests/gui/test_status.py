"""What the status is after each kind of line, and when it is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from tests.gui.making import at_once
from tests.gui.test_day_reader import DAY, NOON_S, write_day
from tests.unit.ledger.making import book_active, session_of
from wattprint.domain.bookings import Bookings
from wattprint.gui import status as status_module
from wattprint.gui.day_model import DayModel
from wattprint.gui.live_lines import (
    DeviceSeen,
    HelloLine,
    Name,
    ProblemLine,
    Running,
    SavedLine,
    SightLine,
    SolvedLine,
    TroubleLine,
)
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.status import Status, StatusKeeper
from wattprint.ledger.connection import prepare
from wattprint.system.paths import Paths

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OLLAMA = Name("Ollama", "qwen", False)
MEASURING = RecorderState(Phase.MEASURING, 1)


class Clock:
    """Wall time that moves only when told."""

    def __init__(self) -> None:
        self.now_s = NOON_S

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    prepare(path)
    return path


@pytest.fixture
def keeper(qtbot: QtBot, tmp_path: Path, ledger: Path, clock: Clock) -> StatusKeeper:
    paths = Paths(ledger, tmp_path / "config.toml")
    keeper = StatusKeeper(DayModel(paths, now=clock, run=at_once))
    keeper.take_recorder(MEASURING)
    return keeper


def wh(keeper: StatusKeeper) -> float:
    totals = keeper.status.day.totals
    assert totals is not None
    return totals.total.central


def sight(*watts: float, state: str = "active") -> SightLine:
    running = tuple(Running(OLLAMA, one) for one in watts)
    gpu = DeviceSeen("nvidia:GPU-1", "GPU", True, state, watts[0] if watts else None)
    return SightLine(False, running, (), (DeviceSeen("cpu", "CPU", False, state), gpu))


def test_watts_are_told_seldom_and_what_runs_at_once(
    keeper: StatusKeeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_module, "WATTS_EVERY_MS", 300)
    told: list[Status] = []
    keeper.changed.connect(told.append)
    keeper.take_line(sight(100))
    assert [one.sight for one in told] == [sight(100)]
    for watts in (101, 102, 103):
        keeper.take_line(sight(watts))
    assert len(told) == 1
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[-1].sight == sight(103)
    keeper.take_line(sight())
    assert told[-1].sight == sight()
    keeper.take_line(sight())
    assert len(told) == 3


def test_the_total_is_read_again_when_the_recorder_has_saved(keeper: StatusKeeper, ledger: Path) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(), 36_000.0)
    write_day(ledger, bookings)
    keeper.take_line(sight(100))
    assert wh(keeper) == 0
    keeper.take_line(SavedLine())
    assert wh(keeper) == 10.0


def test_a_new_local_day_begins_with_nothing(keeper: StatusKeeper, ledger: Path, clock: Clock) -> None:
    write_day(ledger, Bookings())
    keeper.take_line(SavedLine())
    assert keeper.status.day.local_day == DAY
    assert keeper.status.day.recorded
    clock.now_s += 86400
    keeper.take_line(sight(100))  # as after a suspend, when no timer has run
    assert keeper.status.day.local_day == "2026-03-11"
    assert not keeper.status.day.recorded


def test_problems_worth_attention_stand_until_they_are_solved(keeper: StatusKeeper) -> None:
    lost = ProblemLine("nvidia-gpu-lost", "nvidia:GPU-1", "15")
    driver = ProblemLine("nvidia-driver-not-loaded", None, "")
    settings = ProblemLine("settings", None, "line 3")
    for line in (lost, lost, driver, settings, ProblemLine("nvidia-no-card", None, "")):
        keeper.take_line(line)
    assert keeper.status.problems == (lost, driver, settings)
    keeper.take_line(sight(state="idle"))
    assert keeper.status.problems == (lost, driver, settings)
    keeper.take_line(SolvedLine("nvidia-gpu-lost", "nvidia:GPU-2"))
    assert keeper.status.problems == (lost, driver, settings)
    keeper.take_line(SolvedLine("nvidia-gpu-lost", "nvidia:GPU-1"))
    keeper.take_line(SolvedLine("settings", None))
    assert keeper.status.problems == (driver,)


def test_problems_cannot_grow_without_end(keeper: StatusKeeper) -> None:
    for number in range(1000):
        keeper.take_line(ProblemLine(f"new-{number}", None, ""))
    assert len(keeper.status.problems) <= 16


def test_ledger_trouble_ends_when_it_could_be_saved(keeper: StatusKeeper) -> None:
    keeper.take_line(TroubleLine("full", "/x"))
    keeper.take_line(sight(100))
    assert keeper.status.trouble == TroubleLine("full", "/x")
    keeper.take_line(SavedLine())
    assert keeper.status.trouble is None


def test_a_ledger_set_aside_stays_told(keeper: StatusKeeper) -> None:
    aside = TroubleLine("set-aside", "/x.damaged")
    keeper.take_line(aside)
    keeper.take_line(SavedLine())
    keeper.take_recorder(RecorderState(Phase.WAITING))
    assert keeper.status.trouble == aside


def test_what_a_dead_recorder_saw_is_forgotten(keeper: StatusKeeper) -> None:
    keeper.take_line(sight(100))
    keeper.take_line(ProblemLine("settings", None, ""))
    keeper.take_recorder(RecorderState(Phase.WAITING, reason="crash"))
    assert keeper.status.sight is None
    assert keeper.status.problems == ()
    # The next one tells of its settings before it says hello.
    keeper.take_recorder(RecorderState(Phase.STARTING))
    keeper.take_line(ProblemLine("settings", None, ""))
    keeper.take_recorder(MEASURING)
    keeper.take_line(HelloLine(1))
    assert len(keeper.status.problems) == 1


def test_a_recorder_that_hangs_is_noticed(
    keeper: StatusKeeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_module, "SILENCE_MS", 100)
    keeper.take_line(sight(100))
    qtbot.waitUntil(lambda: keeper.status.silent)
    keeper.take_line(sight(100))
    assert not keeper.status.silent
    keeper.take_recorder(RecorderState(Phase.ELSEWHERE, 7))
    qtbot.wait(300)
    assert not keeper.status.silent, "another's recorder tells us nothing anyway"


def test_nothing_periodic_runs_while_nothing_happens(keeper: StatusKeeper) -> None:
    keeper.take_line(sight())
    timers = [timer for timer in keeper.findChildren(QTimer) if timer.isActive()]
    assert timers
    assert all(timer.isSingleShot() and timer.interval() >= 60_000 for timer in timers)
