"""Where the recorder waits: for the next reading, a word on stdin, or a signal, without ever polling."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import stat
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from types import FrameType

#: One-word commands are short; whoever sends more without a line end is not talking to us.
LONGEST_LINE = 1000


class Command(StrEnum):
    """What the recorder can be told."""

    PAUSE = "pause"
    RESUME = "resume"
    RELOAD = "reload"
    STOP = "stop"


class Inbox(Protocol):
    """Waits and hands out commands."""

    def wait(self, seconds: float) -> list[Command]:
        """Sleep at most `seconds`; returns the commands that arrived, at once when one does."""

    def close(self) -> None:
        """Undo what was installed."""


class SystemInbox:
    """SIGINT, SIGTERM and SIGHUP (the terminal's window was closed), and one-word lines on stdin.

    A closed stdin means stop when it was a pipe or a terminal (the app died, or Ctrl-D was typed);
    /dev/null and files say nothing. Untested on Windows, where stdin cannot be waited for like this.
    """

    def __init__(self, stdin: int | None = None) -> None:
        own = sys.stdin.fileno() if stdin is None and sys.stdin else stdin
        self._stdin = self._watchable(own)
        self._buffer = b""
        self._stopped = False
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        # The handler only takes a note: the byte that Python writes to this pipe is what ends the wait.
        self._old_wakeup = signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        self._old = {number: signal.signal(number, self._noted) for number in _endings()}

    def wait(self, seconds: float) -> list[Command]:
        """Sleep at most `seconds`; returns the commands that arrived, at once when one does."""
        stdin = self._stdin_in_turn()
        watched = [self._wake_read] if stdin is None else [self._wake_read, stdin]
        ready, _, _ = select.select(watched, [], [], max(0.0, seconds))
        commands: list[Command] = []
        if self._wake_read in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake_read, 1000)
        if stdin is not None and stdin in ready and self._stdin_in_turn() is not None:
            commands = self._read_commands(stdin)
        if self._stopped:
            commands.append(Command.STOP)
        return commands

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_wakeup)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _noted(self, _number: int, _frame: FrameType | None) -> None:
        self._stopped = True

    def _stdin_in_turn(self) -> int | None:
        """stdin, unless it is a terminal that another program has just now.

        A background job that reads its terminal is stopped by the system, and nobody would notice.
        """
        if self._stdin is None or not os.isatty(self._stdin):
            return self._stdin
        try:
            return self._stdin if os.tcgetpgrp(self._stdin) == os.getpgrp() else None
        except OSError:
            return self._stdin  # the terminal is gone: reading it says so

    def _read_commands(self, stdin: int) -> list[Command]:
        try:
            data = os.read(stdin, 4096)
        except OSError:
            data = b""
        if not data:
            self._stdin = None
            return [Command.STOP]
        *lines, rest = (self._buffer + data).split(b"\n")
        self._buffer = rest[-LONGEST_LINE:]
        words = (line.strip().decode("ascii", "replace").lower() for line in lines)
        return [Command(word) for word in words if word in set(Command)]

    @staticmethod
    def _watchable(stdin: int | None) -> int | None:
        if stdin is None:
            return None
        try:
            mode = os.fstat(stdin).st_mode
        except OSError:
            return None
        return stdin if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or os.isatty(stdin) else None


def _endings() -> list[signal.Signals]:
    """The signals that ask for a clean end. `nohup` ignores SIGHUP on purpose, and so do we then."""
    found = [signal.SIGINT, signal.SIGTERM]
    hang_up = getattr(signal, "SIGHUP", None)  # not on Windows
    if hang_up is not None and signal.getsignal(hang_up) != signal.SIG_IGN:
        found.append(hang_up)
    return found
