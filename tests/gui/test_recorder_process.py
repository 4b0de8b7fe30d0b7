"""The recorder as a child: listened to, started again, never started twice, stopped with the app."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.gui.scripts import BABBLING, CRASHING, GOOD, STUBBORN, command
from wattprint.gui import recorder_process
from wattprint.gui.ledger_watch import LedgerWatch
from wattprint.gui.live_lines import HelloLine, SavedLine
from wattprint.gui.recorder_process import Phase, RecorderProcess, RecorderState, recorder_command
from wattprint.ledger.connection import open_writer, prepare
from wattprint.system.paths import Paths
from wattprint.system.recorder_lock import RecorderLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from wattprint.gui.live_lines import Line

    Make = Callable[[str], "Watched"]


class Watched(RecorderProcess):
    """Remembers what it told."""

    def __init__(self, script: str, ledger: Path, watch: LedgerWatch) -> None:
        super().__init__(command(script), ledger, watch=watch)
        self.states: list[RecorderState] = []
        self.lines: list[Line] = []
        self.state_changed.connect(self.states.append)
        self.line_read.connect(self.lines.append)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def make(qtbot: QtBot, ledger: Path) -> Iterator[Make]:
    made = []

    def build(script: str) -> Watched:
        made.append(Watched(script, ledger, LedgerWatch(ledger, every_ms=50)))
        return made[-1]

    yield build
    for recorder in made:
        recorder.stop_and_wait()


def phases(recorder: Watched) -> list[Phase]:
    return [state.phase for state in recorder.states]


def alive(pid: int | None) -> bool:
    return pid is not None and Path(f"/proc/{pid}").exists()


def test_a_recorder_is_started_listened_to_and_stopped(make: Make, qtbot: QtBot) -> None:
    recorder = make(GOOD)
    assert not recorder.send("pause")
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    pid = recorder.state.pid
    assert alive(pid)
    assert recorder.send("pause")
    qtbot.waitUntil(lambda: SavedLine() in recorder.lines)
    recorder.start()  # again: nothing happens
    assert recorder.state.pid == pid

    recorder.stop_and_wait()

    assert not alive(pid)
    assert phases(recorder) == [Phase.STARTING, Phase.MEASURING, Phase.STOPPED]
    recorder.start()
    assert recorder.state.phase is Phase.STOPPED


def test_lines_that_are_none_are_told_once_each_and_left_out(
    make: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    recorder = make(BABBLING)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    assert [type(line) for line in recorder.lines] == [HelloLine]
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == len(set(told)) <= 6
    assert all(len(text) < 200 for text in told)


def test_a_recorder_that_dies_is_started_again_later_and_later(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("wattprint.gui.backoff.DELAYS_S", (0.05, 0.1, 0.4))
    begun = tmp_path / "begun"
    script = f"open({str(begun)!r}, 'a').write('x')\n{CRASHING}"
    recorder = make(script)
    recorder.start()
    qtbot.waitUntil(lambda: begun.exists() and len(begun.read_text()) >= 3)
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.WAITING)
    assert recorder.state.reason == "no luck�[31m today"
    assert recorder._retry.interval() >= 100
    assert set(phases(recorder)) == {Phase.STARTING, Phase.WAITING}


def test_a_recorder_that_is_killed_is_replaced(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wattprint.gui.backoff.DELAYS_S", (0.05,))
    recorder = make(GOOD)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    first = recorder.state.pid
    assert first is not None
    os.kill(first, 9)
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING and recorder.state.pid != first)
    assert Phase.WAITING in phases(recorder)
    assert not alive(first)


def test_a_program_that_cannot_be_started_is_tried_again(qtbot: QtBot, ledger: Path) -> None:
    recorder = RecorderProcess(["/nowhere/python"], ledger)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.WAITING)
    assert recorder.state.reason
    recorder.stop_and_wait()


def test_a_recorder_that_hangs_is_ended_by_force(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The child never ends by itself. The second after each signal stays: a busy machine needs some of it.
    monkeypatch.setattr(recorder_process, "STOP_MS", 200)
    recorder = make(STUBBORN)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    pid = recorder.state.pid
    recorder.stop_and_wait()
    assert not alive(pid)


def test_stopping_before_the_child_is_up_leaves_no_orphan(make: Make) -> None:
    recorder = make(GOOD)
    recorder.start()
    pid = recorder._process.processId()
    assert pid
    recorder.stop_and_wait()
    assert not alive(pid)


def test_another_recorder_is_followed_and_replaced_when_it_is_gone(
    make: Make, qtbot: QtBot, ledger: Path
) -> None:
    other = RecorderLock(ledger)
    other.acquire()
    prepare(ledger)
    recorder = make(GOOD)
    recorder.start()
    assert recorder.state == RecorderState(Phase.ELSEWHERE, os.getpid())
    assert recorder._process.processId() == 0, "no child beside another recorder"
    assert not recorder.send("pause")

    qtbot.wait(150)
    assert recorder.lines == []
    writer = open_writer(ledger)
    writer.execute("INSERT INTO day (local_day) VALUES ('2026-01-01')")
    qtbot.waitUntil(lambda: recorder.lines == [SavedLine()])
    writer.close()

    other.release()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)


def test_a_child_that_lost_the_race_for_the_ledger_makes_no_storm(
    make: Make, qtbot: QtBot, ledger: Path, tmp_path: Path
) -> None:
    begun = tmp_path / "begun"
    script = f"open({str(begun)!r}, 'a').write('x'); import time; time.sleep(0.3); raise SystemExit(1)"
    recorder = make(script)
    recorder.start()  # the ledger is free at this moment
    with RecorderLock(ledger):
        qtbot.waitUntil(lambda: recorder.state.phase is Phase.ELSEWHERE)
        qtbot.wait(500)
        assert recorder.state.phase is Phase.ELSEWHERE
        assert begun.read_text() == "x"
    recorder.stop_and_wait()


def test_stopping_leaves_the_other_recorder_alone(make: Make, ledger: Path) -> None:
    with RecorderLock(ledger):
        recorder = make(GOOD)
        recorder.start()
        recorder.stop_and_wait()
        assert recorder.state.phase is Phase.STOPPED
        assert not recorder._watch._timer.isActive()


def test_a_ledger_that_was_replaced_is_news(qtbot: QtBot, ledger: Path) -> None:
    prepare(ledger)
    watch = LedgerWatch(ledger, every_ms=50)
    with RecorderLock(ledger), qtbot.waitSignal(watch.changed):
        watch.start(os.getpid())
        ledger.rename(ledger.with_name("aside"))
        prepare(ledger)
    watch.stop()


def test_the_next_child_is_started_as_told_meanwhile(make: Make, qtbot: QtBot) -> None:
    recorder = make(GOOD)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    pid = recorder.state.pid
    recorder.set_command(command(CRASHING))
    assert (recorder.state.phase, recorder.state.pid) == (Phase.MEASURING, pid), "it measures on"
    with recorder.stopped():
        pass
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.WAITING)


def test_the_child_is_told_which_ledger_and_language(tmp_path: Path) -> None:
    words = recorder_command(Paths(tmp_path / "l", tmp_path / "c"), "fr")
    assert words[1:6] == ["-P", "-m", "wattprint", "record", "--stream"]
    assert words[6:] == ["--lang", "fr", "--ledger", str(tmp_path / "l"), "--config", str(tmp_path / "c")]
