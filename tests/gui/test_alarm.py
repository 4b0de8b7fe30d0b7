"""When a trouble is worth a notification: once, when it lasts, and not again at every start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wattprint.gui.alarm import LASTING_S, SAME_WITHIN_S, Alarm, Trouble, troubles_of
from wattprint.gui.alarm_keeper import AlarmKeeper
from wattprint.gui.day import Day
from wattprint.gui.live_lines import DeviceSeen, ProblemLine, SightLine, TroubleLine
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.remembered import Remembered
from wattprint.gui.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from pytestqt.qtbot import QtBot

    from wattprint.gui.rows import RowWriter

RECORDER = Trouble("recorder")
WELL = Status(Day("2026-03-10"), RecorderState(Phase.MEASURING, 1))
DEAD = replace(WELL, recorder=RecorderState(Phase.WAITING, reason="no such library"))
LOST = ProblemLine("nvidia-gpu-lost", "nvidia:1", "")
CARD = DeviceSeen("nvidia:1", "R&D <b>card</b>", True, "idle")


def test_what_stops_measuring_and_what_does_not() -> None:
    assert troubles_of(WELL) == frozenset()
    assert troubles_of(DEAD) == {RECORDER}
    assert troubles_of(replace(WELL, silent=True)) == {Trouble("silent")}
    assert troubles_of(replace(WELL, trouble=TroubleLine("full", "/l"))) == {Trouble("ledger", "full")}
    assert troubles_of(replace(WELL, trouble=TroubleLine("set-aside", "/l"))) == frozenset()
    assert troubles_of(replace(WELL, problems=(LOST,))) == {Trouble("problem", "nvidia-gpu-lost nvidia:1")}
    for code in ("settings", "own-rules", "nvidia-no-card"):
        assert troubles_of(replace(WELL, problems=(ProblemLine(code, None, ""),))) == frozenset()
    for phase in (Phase.STARTING, Phase.ELSEWHERE, Phase.STOPPED):
        assert troubles_of(replace(WELL, recorder=RecorderState(phase))) == frozenset()


def test_what_passes_within_a_minute_is_not_told() -> None:
    alarm = Alarm()
    assert alarm.look({RECORDER}, 0) == []
    assert alarm.next_look_s(0) == LASTING_S
    assert alarm.look({RECORDER}, LASTING_S - 1) == []
    assert alarm.look((), LASTING_S - 0.5) == []
    assert alarm.next_look_s(LASTING_S) is None
    # An hour later it is a new one, with a minute of its own.
    assert alarm.look({RECORDER}, 4000) == []
    assert alarm.look({RECORDER}, 4000 + LASTING_S) == [RECORDER]


def test_a_recorder_that_dies_again_and_again_is_one_trouble_told_once() -> None:
    alarm, told = Alarm(), []
    for at_s in range(0, 7200, 10):
        told += alarm.look({RECORDER} if at_s % 20 == 0 else (), at_s)
    assert told == [RECORDER]


def test_a_trouble_is_new_only_after_an_hour_without_it() -> None:
    alarm = Alarm()
    alarm.look({RECORDER}, 0)
    assert alarm.look({RECORDER}, LASTING_S) == [RECORDER]
    assert alarm.told == {RECORDER}
    alarm.look((), 100)
    assert alarm.look({RECORDER}, 100 + SAME_WITHIN_S - 1) == []
    alarm.look((), 10_000)
    alarm.look((), 10_000 + SAME_WITHIN_S)
    assert alarm.told == frozenset()
    alarm.look({RECORDER}, 20_000)
    assert alarm.look({RECORDER}, 20_000 + LASTING_S) == [RECORDER]


def test_two_troubles_are_told_each_in_its_time() -> None:
    alarm, full = Alarm(), Trouble("ledger", "full")
    alarm.look({RECORDER}, 0)
    alarm.look({RECORDER, full}, 30)
    assert alarm.look({RECORDER, full}, LASTING_S) == [RECORDER]
    assert alarm.next_look_s(LASTING_S) == 30
    assert alarm.look({RECORDER, full}, LASTING_S + 30) == [full]


class Stage:
    """A keeper whose clock is moved by hand."""

    def __init__(self, folder: Path, writer: RowWriter) -> None:
        self.now_s = 0.0
        self.folder = folder
        self.told: list[tuple[str, str]] = []
        self.phrases = writer.phrases
        self.keeper = self.new()

    def new(self) -> AlarmKeeper:
        keeper = AlarmKeeper(Remembered(self.folder / "config.toml"), now=lambda: self.now_s)
        keeper.due.connect(lambda title, text: self.told.append((title, text)))
        self.keeper = keeper
        return keeper

    def last(self, status: Status) -> list[tuple[str, str]]:
        """What is told once a status has lasted."""
        self.told.clear()
        self.keeper.take(status, self.phrases)
        self.now_s += LASTING_S
        self.keeper.take(status, self.phrases)
        return list(self.told)


@pytest.fixture
def stage(
    tmp_path: Path, speaking: Callable[[str], AbstractContextManager[RowWriter]], qtbot: QtBot
) -> Stage:
    with speaking("en") as writer:
        return Stage(tmp_path, writer)


def test_each_trouble_comes_with_what_helps(stage: Stage) -> None:
    ((title, text),) = stage.last(DEAD)
    assert title == "Nothing is measured"
    assert "no such library" in text
    assert "wattprint doctor" in text
    ((title, text),) = stage.last(replace(WELL, trouble=TroubleLine("full", "/l.sqlite3")))
    assert title == "What is measured cannot be saved"
    assert text.startswith("/l.sqlite3 cannot be written: is the disk full?")
    seen = SightLine(False, (), (), (CARD,))
    ((title, text),) = stage.last(replace(WELL, problems=(LOST,), sight=seen))
    assert title == "R&D <b>card</b> is no longer measured"
    assert "check power and cabling" in text


def test_a_device_that_stays_broken_is_not_told_at_each_start(stage: Stage) -> None:
    lost = replace(WELL, problems=(LOST,))
    assert len(stage.last(lost)) == 1
    stage.new()
    assert stage.last(lost) == []
    # A recorder that cannot start is: nothing at all is measured then.
    assert len(stage.last(DEAD)) == 1
    stage.new()
    assert len(stage.last(DEAD)) == 1


def test_nothing_is_told_to_who_does_not_want_it(stage: Stage) -> None:
    stage.keeper.wanted = False
    assert stage.last(DEAD) == []


def test_the_keeper_wakes_by_itself_and_only_for_a_trouble(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wattprint.gui.alarm.LASTING_S", 0.2)
    timer = stage.keeper._timer
    stage.keeper.take(WELL, stage.phrases)
    assert not timer.isActive()
    stage.keeper.take(DEAD, stage.phrases)
    assert timer.isActive()
    stage.now_s = 0.2
    qtbot.waitUntil(lambda: bool(stage.told))
    assert not timer.isActive()
