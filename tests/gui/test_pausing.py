"""Pauses end by the wall clock, and outlive the recorder that was told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wattprint.gui.pausing import HowLong, Pause, PauseKeeper, kept_pause
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.remembered import Remembered
from wattprint.gui.today import seconds_to_midnight

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NOON_S = 1_773_144_000.0


class Clock:
    """Wall time that moves only when told."""

    now_s = NOON_S

    def __call__(self) -> float:
        return self.now_s


class Keeper:
    """A pause keeper with all that it said."""

    def __init__(self, remembered: Remembered | None = None, now_s: float = NOON_S) -> None:
        self.clock = Clock()
        self.clock.now_s = now_s
        self.words: list[str] = []
        self.told: list[Pause | None] = []
        self.pauses = PauseKeeper(self._send, now=self.clock, remembered=remembered)
        self.pauses.changed.connect(self.told.append)

    def _send(self, word: str) -> bool:
        self.words.append(word)
        return True


@pytest.fixture
def keeper(qtbot: QtBot) -> Keeper:
    return Keeper()


@pytest.mark.parametrize(
    ("how_long", "until_s"),
    [(HowLong.HALF_AN_HOUR, NOON_S + 1800), (HowLong.AN_HOUR, NOON_S + 3600), (HowLong.UNTIL_RESUMED, None)],
)
def test_a_pause_has_its_end(keeper: Keeper, how_long: HowLong, until_s: float | None) -> None:
    keeper.pauses.begin(how_long)
    assert keeper.words == ["pause"]
    assert keeper.told == [Pause(until_s)]
    assert keeper.pauses._timer.isActive() is (until_s is not None)
    assert keeper.pauses._timer.isSingleShot()
    keeper.pauses.end()
    assert keeper.words == ["pause", "resume"]
    assert keeper.told[-1] is None
    assert not keeper.pauses._timer.isActive()


def test_tomorrow_begins_at_midnight(keeper: Keeper) -> None:
    keeper.pauses.begin(HowLong.UNTIL_TOMORROW)
    assert keeper.pauses.pause == Pause(NOON_S + seconds_to_midnight(NOON_S))


def test_the_end_comes_by_the_wall_clock_after_a_sleep(keeper: Keeper) -> None:
    keeper.pauses.begin(HowLong.HALF_AN_HOUR)
    keeper.clock.now_s += 1799
    keeper.pauses.check()
    assert keeper.pauses.pause is not None
    assert keeper.pauses._timer.interval() == 1500
    keeper.clock.now_s += 8 * 3600  # asleep: no timer has run
    keeper.pauses.check()
    assert keeper.pauses.pause is None
    assert keeper.words == ["pause", "resume"]


def test_the_timer_ends_it_too(keeper: Keeper, qtbot: QtBot) -> None:
    keeper.pauses.begin(HowLong.HALF_AN_HOUR)
    keeper.clock.now_s += 1800
    keeper.pauses._timer.start(1)
    qtbot.waitUntil(lambda: keeper.pauses.pause is None)


def test_a_new_recorder_is_told_and_anothers_is_not(keeper: Keeper) -> None:
    keeper.pauses.begin(HowLong.UNTIL_RESUMED)
    keeper.pauses.take_recorder(RecorderState(Phase.WAITING))
    keeper.pauses.take_recorder(RecorderState(Phase.STARTING))
    keeper.pauses.take_recorder(RecorderState(Phase.MEASURING, 4))
    assert keeper.words == ["pause", "pause"]
    keeper.pauses.take_recorder(RecorderState(Phase.ELSEWHERE, 5))
    assert keeper.told[-1] is None
    assert keeper.words == ["pause", "pause"]


# -- between two starts ------------------------------------------------------------------------------------


def test_a_pause_outlives_the_app_and_not_its_end(tmp_path: Path, qtbot: QtBot) -> None:
    config = tmp_path / "config.toml"
    Keeper(Remembered(config)).pauses.begin(HowLong.AN_HOUR)

    again = Keeper(Remembered(config), NOON_S + 1800)
    assert again.pauses.pause == Pause(NOON_S + 3600, kept=True)
    assert again.pauses._timer.isActive()
    again.pauses.take_recorder(RecorderState(Phase.MEASURING, 4))
    assert again.words == ["pause"]
    again.clock.now_s = NOON_S + 3601
    again.pauses.check()
    assert again.words == ["pause", "resume"]
    assert Keeper(Remembered(config), NOON_S + 3602).pauses.pause is None

    Keeper(Remembered(config)).pauses.begin(HowLong.AN_HOUR)
    late = Keeper(Remembered(config), NOON_S + 3600)
    assert late.pauses.pause is None
    late.pauses.take_recorder(RecorderState(Phase.MEASURING, 4))
    assert late.words == []


def test_until_resumed_means_just_that(tmp_path: Path, qtbot: QtBot) -> None:
    config = tmp_path / "config.toml"
    Keeper(Remembered(config)).pauses.begin(HowLong.UNTIL_RESUMED)
    again = Keeper(Remembered(config), NOON_S + 90 * 86400)
    assert again.pauses.pause == Pause(None, kept=True)
    again.pauses.end()
    assert Keeper(Remembered(config)).pauses.pause is None


def test_a_clock_that_was_set_back_makes_no_pause_longer(tmp_path: Path, qtbot: QtBot) -> None:
    config = tmp_path / "config.toml"
    Keeper(Remembered(config)).pauses.begin(HowLong.AN_HOUR)
    again = Keeper(Remembered(config), NOON_S - 86400)
    assert again.pauses.pause == Pause(NOON_S - 86400 + 3600, kept=True)


def test_a_new_end_is_kept_as_asked_now(tmp_path: Path, qtbot: QtBot) -> None:
    config = tmp_path / "config.toml"
    Keeper(Remembered(config)).pauses.begin(HowLong.UNTIL_RESUMED)
    again = Keeper(Remembered(config))
    again.pauses.begin(HowLong.HALF_AN_HOUR)
    assert again.told == [Pause(NOON_S + 1800)]
    assert Keeper(Remembered(config)).pauses.pause == Pause(NOON_S + 1800, kept=True)


@pytest.mark.parametrize("text", ["", "nonsense", "1 2 3", "nan nan", "2e9 1e9", "inf inf", "1773144000 x"])
def test_what_is_no_pause_is_none(text: str) -> None:
    assert kept_pause(text, NOON_S) is None
