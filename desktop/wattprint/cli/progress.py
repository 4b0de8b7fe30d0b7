"""How far a long command has come: a bar on a terminal, and only when there is something to wait for."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.reference.texts import Texts

#: Who waits for less than this needs no bar.
PATIENCE_S = 1.0

#: Between two drawings: smooth for an eye, and no work for a terminal far away.
EVERY_S = 0.1

BAR_COLUMNS = 30

#: Back to the line's beginning, and away with what stands there.
CLEAR_LINE = "\r\x1b[K"


class DayProgress:
    """A bar over a range of days (ISO, both included), on one line of a terminal; nothing anywhere else."""

    def __init__(
        self,
        stream: IO[str],
        texts: Texts,
        first_day: str,
        last_day: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._texts = texts
        self._first = date.fromisoformat(first_day)
        self._days = max(1, (date.fromisoformat(last_day) - self._first).days + 1)
        self._clock = clock
        self._next_s = clock() + PATIENCE_S
        self._drawn = False

    def done(self, day: str) -> None:
        """Everything up to and with this day is done."""
        if self._clock() < self._next_s or not self._stream.isatty():
            return
        self._next_s = self._clock() + EVERY_S
        share = ((date.fromisoformat(day) - self._first).days + 1) / self._days
        full = int(share * BAR_COLUMNS)
        bar = "#" * full + "-" * (BAR_COLUMNS - full)
        self._drawn = True  # before it is: Ctrl-C may come in between
        self._show(CLEAR_LINE + self._texts("export.progress", bar=bar, share=int(share * 100)))

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._show(CLEAR_LINE)
            self._drawn = False

    def _show(self, text: str) -> None:
        # A terminal that was closed must not stop the work that the bar tells about.
        with suppress(OSError):
            self._stream.write(text)
            self._stream.flush()
