"""The recorder as a child process: started, listened to, started again when it dies, stopped with the app."""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from wattprint.gui.backoff import BackOff
from wattprint.gui.ledger_watch import LedgerWatch
from wattprint.gui.line_splitter import LineSplitter
from wattprint.reference.texts import plain
from wattprint.system.recorder_lock import recorder_pid

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from wattprint.system.paths import Paths

log = logging.getLogger(__name__)

#: A recorder that was told to stop commits and leaves within a fraction of a second; one that hangs in a
#: driver is not waited for much longer than a person waits.
STOP_MS = 3000
TERMINATE_MS = 1000

#: What is kept of a line on the recorder's standard error.
LONGEST_REASON = 300

#: `wattprint record` ends with this when it could not begin.
COULD_NOT = 1


class Phase(Enum):
    """Where the recorder stands. ELSEWHERE: one that this app did not start. WAITING: for the next try."""

    STARTING = auto()
    MEASURING = auto()
    ELSEWHERE = auto()
    WAITING = auto()
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class RecorderState:
    """phase, the recorder's process id where one is known, and its last words when it died (plain text)."""

    phase: Phase
    pid: int | None = None
    reason: str = ""


def recorder_command(paths: Paths, language: str) -> list[str]:
    """The command line of the child. -P: a module that lies in the working folder must not take part."""
    return [
        *(sys.executable, "-P", "-m", "wattprint", "record", "--stream", "--lang", language),
        *("--ledger", str(paths.ledger), "--config", str(paths.config)),
    ]


class RecorderProcess(QObject):
    """Keeps exactly one recorder at work on a ledger: our child, or the one that is there already.

    Signals: line_read(Line): a live line, or SavedLine when another recorder has written. state_changed(
    RecorderState).
    """

    line_read = Signal(object)
    state_changed = Signal(object)

    def __init__(
        self,
        command: Sequence[str],
        ledger: Path,
        parent: QObject | None = None,
        *,
        watch: LedgerWatch | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = RecorderState(Phase.STOPPED)
        self._command = list(command)
        self._ledger = ledger
        self._backoff = BackOff()
        self._stopping = False
        # While any of those rests that were asked for lasts, none is started; who waits for it to begin.
        self._rests = 0
        self._waiting: list[Callable[[], None]] = []
        self._started_s = 0.0
        self._last_words = ""
        self._lines = LineSplitter()
        self._complaints: set[str] = set()

        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read_lines)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.started.connect(self._begun)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self.start)

        self._force = QTimer(self)
        self._force.setSingleShot(True)
        self._force.timeout.connect(self._end_by_force)
        self._harder: list[Callable[[], None]] = []

        self._watch = watch or LedgerWatch(ledger, self)
        self._watch.changed.connect(self._other_wrote)
        self._watch.recorder_gone.connect(self.start)
        self._watch.recorder_changed.connect(self._other_changed)

    def start(self) -> None:
        """Start the child, or follow the recorder that has this ledger already."""
        if self._halted or self._process.state() is not QProcess.ProcessState.NotRunning:
            return
        if self._attach():
            return
        self._lines, self._complaints, self._last_words = LineSplitter(), set(), ""
        self._started_s = time.monotonic()
        self._enter(RecorderState(Phase.STARTING))
        self._process.start(self._command[0], self._command[1:])

    def set_command(self, command: Sequence[str]) -> None:
        """Start it so from the next time on. What it says while it measures are codes, of no language; only
        why it could not begin is a text, and a recorder that has begun says no such thing any more.
        """
        self._command = list(command)

    def send(self, word: str) -> bool:
        """Tell our own child one word (see recorder.inbox); False when it is not ours to tell."""
        if self.state.phase is not Phase.MEASURING:
            return False
        return self._process.write(f"{word}\n".encode()) > 0

    def stop_and_wait(self) -> None:
        """End the child and wait for it: first by a word, then by signals. Another's recorder goes on."""
        self._stopping = True
        self._force.stop()
        self._retry.stop()
        self._watch.stop()
        process = self._process
        if process.state() is not QProcess.ProcessState.NotRunning:
            process.waitForStarted(STOP_MS)
            self._tell_to_stop()
            if not process.waitForFinished(STOP_MS):
                log.warning("the recorder did not stop by itself; it is ended")
                process.terminate()
                if not process.waitForFinished(TERMINATE_MS):
                    process.kill()
                    process.waitForFinished(TERMINATE_MS)
        self._at_rest()

    def stop_then(self, then: Callable[[], None]) -> None:
        """End the child as stop_and_wait does, but without waiting: then is called, once, when it is gone (at
        once, where there is none), or cannot be ended. Nothing is started until go_on() was called.
        """
        self._rests += 1
        self._retry.stop()
        self._watch.stop()
        self._waiting.append(then)
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._at_rest()
        elif len(self._waiting) == 1:
            self._harder = [self._process.terminate, self._process.kill]
            self._force.start(STOP_MS)
            if self._process.state() is QProcess.ProcessState.Running:
                self._tell_to_stop()

    def go_on(self) -> None:
        """Start again: to be called once for each stop_then. After stop_and_wait it does nothing."""
        self._rests -= 1
        self.start()

    @property
    def _halted(self) -> bool:
        return self._stopping or self._rests > 0

    def _begun(self) -> None:
        if self._waiting and not self._stopping:
            self._tell_to_stop()

    def _tell_to_stop(self) -> None:
        self._process.write(b"stop\n")
        self._process.closeWriteChannel()

    def _end_by_force(self) -> None:
        if not self._harder:
            self._at_rest()  # who goes on finds its lock
            return
        if len(self._harder) == 2:
            log.warning("the recorder did not stop by itself; it is ended")
        self._harder.pop(0)()
        self._force.start(TERMINATE_MS)

    def _at_rest(self) -> None:
        self._force.stop()
        self._enter(RecorderState(Phase.STOPPED))
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    # -- what the child says ------------------------------------------------------------------------------

    def _read_lines(self) -> None:
        # Not before there is a line: the icon need not wait for all the kinds of them.
        from wattprint.gui.live_lines import HelloLine, LineError, parse_line

        data = bytes(self._process.readAllStandardOutput().data())
        for raw in self._lines.feed(data):
            if not raw.strip():
                continue
            try:
                line = parse_line(raw)
            except LineError as error:
                self._complain(str(error))
                continue
            if isinstance(line, HelloLine):
                self._enter(RecorderState(Phase.MEASURING, self._process.processId()))
            self.line_read.emit(line)
        if self._lines.dropped:
            self._complain("longer than a line may be")

    def _complain(self, what: str) -> None:
        """Once for each kind of fault and child: a broken recorder must not fill the log, too."""
        if what not in self._complaints:
            self._complaints.add(what)
            log.warning("a line of the recorder was left out: %s", what)

    def _read_errors(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        for line in text.splitlines():
            if line.strip():
                self._last_words = plain(line.strip()[:LONGEST_REASON])
                log.warning("recorder: %s", self._last_words)

    # -- when it ends -------------------------------------------------------------------------------------

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._halted:
            self._at_rest()
            return
        self._read_lines()
        self._read_errors()
        if status is QProcess.ExitStatus.NormalExit and code == COULD_NOT and self._attach():
            return
        self._wait_and_retry()

    def _failed(self, error: QProcess.ProcessError) -> None:
        # Every other error is followed by `finished`.
        if error is not QProcess.ProcessError.FailedToStart:
            return
        if self._halted:
            self._at_rest()
        else:
            self._last_words = plain(self._process.errorString())[:LONGEST_REASON]
            self._wait_and_retry()

    def _wait_and_retry(self) -> None:
        delay_s = self._backoff.delay_s(time.monotonic() - self._started_s)
        log.warning("the recorder has ended; it is started again in %.0f s", delay_s)
        self._enter(RecorderState(Phase.WAITING, reason=self._last_words.removeprefix("wattprint: ")))
        self._retry.start(round(delay_s * 1000))

    # -- another's recorder -------------------------------------------------------------------------------

    def _attach(self) -> bool:
        """Follow the recorder that holds the ledger, if one does."""
        pid = recorder_pid(self._ledger)
        if pid is None:
            return False
        self._enter(RecorderState(Phase.ELSEWHERE, pid))
        self._watch.start(pid)
        return True

    def _other_wrote(self) -> None:
        from wattprint.gui.live_lines import SavedLine

        self.line_read.emit(SavedLine())

    def _other_changed(self, pid: int) -> None:
        self._enter(RecorderState(Phase.ELSEWHERE, pid))

    def _enter(self, state: RecorderState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
