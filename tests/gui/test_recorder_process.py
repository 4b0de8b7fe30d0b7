"""The recorder as a child: listened to, started again, never started twice, stopped with the app."""

from __future__ import annotations

import logging
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QProcess

from tests.gui.scripts import BABBLING, CRASHING, GOOD, LINGERING, STUBBORN, command
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

    Make = Callable[..., "Watched"]


#: Longer than any test lasts.
NEVER_MS = 3_600_000

#: What obeys, and what is killed, is gone by then, however busy the machine.
PATIENT_MS = 60_000


class Watched(RecorderProcess):
    """Remembers what it told."""

    def __init__(self, script: str, ledger: Path, watch: LedgerWatch, *arguments: str) -> None:
        super().__init__(command(script, *arguments), ledger, watch=watch)
        self.states: list[RecorderState] = []
        self.lines: list[Line] = []
        self.state_changed.connect(self.states.append)
        self.line_read.connect(self.lines.append)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def make(qtbot: QtBot, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr(recorder_process, "STOP_MS", PATIENT_MS)
    made = []

    def build(script: str, *arguments: str) -> Watched:
        made.append(Watched(script, ledger, LedgerWatch(ledger, every_ms=50), *arguments))
        return made[-1]

    yield build
    (tmp_path / "go").touch()  # for those that linger
    for recorder in made:
        recorder.stop_and_wait()


def phases(recorder: Watched) -> list[Phase]:
    return [state.phase for state in recorder.states]


def wait_for_the_killed(recorder: RecorderProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the last signal, and not after the one before: what is killed dies when it gets its turn."""

    def wait(send: Callable[[], None], then_ms: int) -> None:
        monkeypatch.setattr(recorder_process, "TERMINATE_MS", then_ms)
        send()

    process, short_ms = recorder._process, recorder_process.TERMINATE_MS
    monkeypatch.setattr(process, "terminate", partial(wait, process.terminate, short_ms))
    monkeypatch.setattr(process, "kill", partial(wait, process.kill, PATIENT_MS))


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
    recorder = make(STUBBORN)
    monkeypatch.setattr(recorder_process, "STOP_MS", 200)
    wait_for_the_killed(recorder, monkeypatch)
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


# -- stopped for a while, without waiting ------------------------------------------------------------------


def test_one_that_takes_long_to_stop_holds_up_nothing(
    make: Make, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_process, "STOP_MS", NEVER_MS)
    recorder, let_go, story = make(LINGERING, str(tmp_path / "go")), tmp_path / "go", []
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    pid = recorder.state.pid
    recorder.stop_then(lambda: story.append("first"))
    recorder.stop_then(lambda: story.append("second"))
    qtbot.wait(200)  # the event loop goes on
    assert story == []
    assert alive(pid)
    assert not recorder.send("pause")
    let_go.touch()
    qtbot.waitUntil(lambda: story == ["first", "second"])
    assert not alive(pid)
    assert recorder.state.phase is Phase.STOPPED
    recorder.start()
    recorder.go_on()
    assert recorder.state.phase is Phase.STOPPED, "somebody still has the ledger for himself"
    recorder.go_on()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    assert recorder.state.pid != pid
    assert phases(recorder).count(Phase.STOPPED) == 1
    assert story == ["first", "second"]


def test_one_that_hangs_is_ended_by_force_without_waiting(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_process, "STOP_MS", 200)
    recorder, story = make(STUBBORN), []
    wait_for_the_killed(recorder, monkeypatch)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    pid = recorder.state.pid
    recorder.stop_then(lambda: story.append(alive(pid)))
    qtbot.waitUntil(lambda: bool(story))
    assert story == [False]
    recorder.go_on()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)


def test_one_that_no_signal_ends_is_not_waited_for_for_ever(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As one that hangs in a driver: the kernel ends it when the driver lets it go."""
    monkeypatch.setattr("wattprint.gui.backoff.DELAYS_S", (0.05,))
    recorder, story = make(LINGERING, str(tmp_path / "go")), []
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    pid = recorder.state.pid
    with monkeypatch.context() as hanging:
        hanging.setattr(recorder_process, "STOP_MS", 100)
        hanging.setattr(recorder_process, "TERMINATE_MS", 100)
        hanging.setattr(recorder._process, "kill", lambda: story.append("killed"))
        recorder.stop_then(lambda: story.append("then"))
        qtbot.waitUntil(lambda: story == ["killed", "then"])
    recorder.go_on()
    assert alive(pid)
    (tmp_path / "go").touch()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING and recorder.state.pid != pid)
    assert story == ["killed", "then"]


def test_where_none_is_at_work_nothing_is_waited_for(make: Make, qtbot: QtBot) -> None:
    recorder, story = make(GOOD), []
    recorder.stop_then(lambda: story.append("then"))
    assert story == ["then"]
    recorder.go_on()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)


@pytest.mark.parametrize("program", ["good", "none"])
def test_one_that_is_just_being_started_is_stopped(
    make: Make, qtbot: QtBot, ledger: Path, program: str
) -> None:
    recorder = make(GOOD) if program == "good" else RecorderProcess(["/nowhere/python"], ledger)
    story = []
    recorder.start()
    recorder.stop_then(lambda: story.append(recorder._process.state()))
    qtbot.waitUntil(lambda: story == [QProcess.ProcessState.NotRunning])
    assert recorder.state.phase is Phase.STOPPED
    assert not recorder._retry.isActive()
    recorder.stop_and_wait()


def test_a_dead_one_is_not_started_again_meanwhile(make: Make, qtbot: QtBot) -> None:
    recorder = make(CRASHING)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.WAITING)
    recorder.stop_then(lambda: None)
    assert not recorder._retry.isActive()
    assert recorder.state.phase is Phase.STOPPED


def test_an_app_that_ends_meanwhile_waits_for_it_and_starts_none(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    recorder, story = make(LINGERING, str(tmp_path / "go")), []
    recorder.start()
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
    pid = recorder.state.pid
    recorder.stop_then(lambda: story.append(alive(pid)))
    (tmp_path / "go").touch()
    recorder.stop_and_wait()
    assert story == [False], "what was waiting for it can begin"
    recorder.go_on()
    assert recorder.state.phase is Phase.STOPPED
    assert recorder._process.state() is QProcess.ProcessState.NotRunning


# -- another's recorder ------------------------------------------------------------------------------------


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
    go = tmp_path / "go"
    script = f"""
import time
from pathlib import Path
open({str(begun)!r}, 'a').write('x')
while not Path({str(go)!r}).exists():
    time.sleep(0.02)
raise SystemExit(1)
"""
    recorder = make(script)
    recorder.start()  # the ledger is free at this moment
    with RecorderLock(ledger):
        go.touch()
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
    recorder.stop_then(recorder.go_on)
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.WAITING)


def test_the_child_is_told_which_ledger_and_language(tmp_path: Path) -> None:
    words = recorder_command(Paths(tmp_path / "l", tmp_path / "c"), "fr")
    assert words[1:6] == ["-P", "-m", "wattprint", "record", "--stream"]
    assert words[6:] == ["--lang", "fr", "--ledger", str(tmp_path / "l"), "--config", str(tmp_path / "c")]
