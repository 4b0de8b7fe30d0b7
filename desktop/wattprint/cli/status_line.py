"""The recorder in a terminal: one steady line, and lines of their own for what should not go unseen."""

from __future__ import annotations

import os
import time
from typing import IO, TYPE_CHECKING

from wattprint.cli.cells import cut
from wattprint.domain.readings import Quality
from wattprint.recorder.sight import Hello, Listener, Sight, write_line
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.domain.bookings import Session
    from wattprint.domain.readings import Problem
    from wattprint.domain.tick import DeviceNow
    from wattprint.reference.texts import Texts

#: Into a file or a pipe the same line again and again is noise: once in so many seconds is enough.
PIPE_EVERY_S = 60.0

#: Of a terminal that does not tell its size.
USUAL_COLUMNS = 80

#: Not having a card is no problem worth a line at every start; `doctor` tells it.
NO_SUCH_HARDWARE = frozenset({"nvidia-no-card", "amd-missing"})


class StatusLine(Listener):
    """Shows what the recorder sees; rewrites one line on a terminal, writes few lines elsewhere."""

    def __init__(self, stream: IO[str], texts: Texts, numbers: Numbers) -> None:
        self._stream = stream
        self._texts = texts
        self._numbers = numbers
        self._live = stream.isatty()
        self._last_line = ""
        self._last_written_s = float("-inf")
        self._unsaved = False

    def hello(self, hello: Hello) -> None:
        self._line(self._texts("record.hello", path=hello.ledger))
        for meter, devices in hello.meters:
            if devices:
                self._line("  " + self._texts("record.meter", meter=meter, devices=", ".join(devices)))

    def sight(self, sight: Sight) -> None:
        self._status(sight)

    def saved(self, sight: Sight) -> None:
        self._unsaved = False
        self._status(sight)

    def problem(self, problem: Problem) -> None:
        if problem.code in NO_SUCH_HARDWARE:
            return
        self._line("! " + problem_text(self._texts, problem))

    def session_ended(self, session: Session) -> None:
        self._line(
            self._texts(
                "record.ended",
                name=_name(session.workload.app_name, session.workload.model),
                start=_clock(session.start_wall_s),
                end=_clock(session.end_wall_s),
                active=self._numbers.time(session.active_s),
            )
        )

    def trouble(self, code: str, detail: str) -> None:
        self._unsaved = self._unsaved or code != "set-aside"
        self._line("! " + self._texts(f"ledger.{code}", path=detail, detail="").rstrip(": \u00a0"))

    def bye(self) -> None:
        self._line(self._texts("record.bye-unsaved" if self._unsaved else "record.bye"))

    def _status(self, sight: Sight) -> None:
        words = [_clock(sight.wall_s), self._work(sight), *map(self._device, sight.devices)]
        if sight.today_wh is not None:
            today = self._numbers.energy(
                sight.today_wh, at_least=sight.today_at_least, modelled=sight.today_modelled
            )
            words.append(self._texts("record.today", energy=today))
        line = " · ".join(words)
        if self._live:
            # One column is left free: a full line would wrap and leave copies behind.
            write_line(self._stream, "\r\x1b[K" + cut(line, self._columns() - 1), end="")
            self._last_line = line
        elif sight.wall_s - self._last_written_s >= PIPE_EVERY_S:
            self._last_written_s = sight.wall_s
            self._line(line)

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or USUAL_COLUMNS
        except OSError:
            return USUAL_COLUMNS

    def _work(self, sight: Sight) -> str:
        if sight.paused:
            return self._texts("record.paused")
        if sight.active:
            # The weakest part names the sum: what runs on a modelled CPU too is told as an estimate.
            modelled = any(now.state == "active" and now.quality is Quality.MODELLED for now in sight.devices)
            return ", ".join(
                f"{name} {self._numbers.power(now.power_w, modelled=modelled)}"
                for now in sight.active
                for name in [_name(now.session.workload.app_name, now.session.workload.model)]
            )
        if sight.loaded:
            return self._texts(
                "record.loaded", apps=", ".join(_name(w.app_name, w.model) for w in sight.loaded)
            )
        return self._texts("record.nothing")

    def _device(self, now: DeviceNow) -> str:
        shown = self._numbers.power(now.power_w, modelled=now.quality is Quality.MODELLED)
        if now.power_w is None or now.state == "asleep":
            shown = self._texts("state." + now.state)
        return self._texts("record.meter", meter=now.device.name, devices=shown)

    def _line(self, text: str) -> None:
        start = "\r\x1b[K" if self._live and self._last_line else ""
        self._last_line = ""
        write_line(self._stream, f"{start}{text}")


def problem_text(texts: Texts, problem: Problem) -> str:
    """A problem in plain words, with its technical detail in brackets where the words do not hold it."""
    key = f"problem.{problem.code}"
    if not texts.has(key):
        return texts("problem.other", code=problem.code, detail=problem.detail)
    text, detail = texts(key, detail=problem.detail), plain(problem.detail)
    where = f"{plain(problem.device_key)}: " if problem.device_key else ""
    shown = f" ({detail})" if detail and detail not in text else ""
    return f"{where}{text}{shown}"


def _name(app_name: str, model: str | None) -> str:
    return plain(f"{app_name} {model}" if model else app_name)


def _clock(wall_s: float) -> str:
    return time.strftime("%H:%M:%S", time.localtime(wall_s))
