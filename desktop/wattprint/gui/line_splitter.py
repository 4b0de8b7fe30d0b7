"""Cuts what the recorder says into lines."""

from __future__ import annotations

#: A line lists devices and running apps: a few kB. What is longer is no line of the recorder's.
LONGEST_LINE = 256 * 1024


class LineSplitter:
    """Cuts a stream of bytes into lines and never holds more than one line's worth of them.

    dropped: how many lines were too long and left out.
    """

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        self._longest = longest
        self._buffer = bytearray()
        self._skipping = False
        self.dropped = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that are complete now, without line ends; the rest waits for the next call."""
        lines = []
        *complete, rest = data.split(b"\n")
        for part in complete:
            if not self._skipping and len(self._buffer) + len(part) <= self._longest:
                lines.append(bytes(self._buffer) + part)
            elif not self._skipping:
                self.dropped += 1
            self._buffer.clear()
            self._skipping = False
        if not self._skipping and len(self._buffer) + len(rest) > self._longest:
            self.dropped += 1
            self._skipping = True
            self._buffer.clear()
        if not self._skipping:
            self._buffer += rest
        return lines
