"""Lines into a pipe whose reader may stop reading: measuring never waits for whoever shows it."""

from __future__ import annotations

import os
import select
import stat
from typing import IO

from wattprint.recorder.sight import write_line

#: A pipe that says it can be written to takes this much without blocking (512: the least that POSIX allows).
CHUNK: int = getattr(select, "PIPE_BUF", 512)

#: So many lines are kept for a reader that does not read; of those that tell a state only the newest is.
MOST_KEPT = 200


class Outlet:
    """Writes whole lines in order; those that cannot be written now are kept, or dropped for newer ones.

    Anything but a pipe or socket (a terminal, a file, a test's buffer) is written to at once, and so is
    everything on Windows, where a pipe cannot be asked.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._pipe = _pipe_of(stream)
        self._poll = None
        if self._pipe is not None:
            stream.flush()
            self._poll = select.poll()
            self._poll.register(self._pipe, select.POLLOUT)
        self._begun = b""
        self._kept: list[tuple[str | None, bytes]] = []

    def write(self, line: str, replaces: str | None = None) -> None:
        """Write an ASCII line. Raises BrokenPipeError when nobody reads any more.

        replaces: kept lines of this name say nothing any more once this one is there.
        """
        if self._pipe is None:
            write_line(self._stream, line)
            return
        data = line.encode("ascii") + b"\n"
        if not (self._kept or self._begun) and len(data) <= CHUNK and self._ready():
            os.write(self._pipe, data)  # nearly always
            return
        if replaces is not None:
            self._kept = [one for one in self._kept if one[0] != replaces]
        self._kept.append((replaces, data))
        del self._kept[:-MOST_KEPT]
        self._write_kept(self._pipe)

    def _write_kept(self, pipe: int) -> None:
        """As much as goes in now. A line that was begun is always ended: what follows would be garbled."""
        while self._ready():
            if not self._begun:
                if not self._kept:
                    return
                self._begun = self._kept.pop(0)[1]
            written = os.write(pipe, self._begun[:CHUNK])
            self._begun = self._begun[written:]

    def _ready(self) -> bool:
        # A reader that is gone is "ready", too: the write then says so.
        return self._poll is not None and bool(self._poll.poll(0))


def _pipe_of(stream: IO[str]) -> int | None:
    """The stream's file descriptor where it is a pipe or socket that can be asked whether it takes more."""
    if not hasattr(select, "poll"):
        return None
    try:
        number = stream.fileno()
        mode = os.fstat(number).st_mode
    except (OSError, ValueError, AttributeError):
        return None
    return number if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) else None
