"""A pause with an end: kept here, because the recorder only knows "pause" and "resume".

It outlives the app: who paused until tomorrow did not mean until the next start.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.today import local_day, seconds_to_midnight

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.gui.remembered import Remembered

#: The recorder's words (recorder.inbox, which this process does not load).
PAUSE, RESUME = "pause", "resume"

#: In what is remembered: the pause, and its text when it has no end.
PAUSED = "paused"
UNTIL_RESUMED = "resumed"

#: A timer of Qt's holds 24 days; a shorter one errs less.
LONGEST_MS = 24 * 3600 * 1000


class HowLong(Enum):
    """What a person can choose; values are seconds where they are known beforehand."""

    HALF_AN_HOUR = 1800.0
    AN_HOUR = 3600.0
    UNTIL_TOMORROW = "tomorrow"
    UNTIL_RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Pause:
    """until_s: Unix time; None: until the person resumes. kept: it was begun before this start of the app."""

    until_s: float | None
    kept: bool = False


class PauseKeeper(QObject):
    """Pauses and resumes our own recorder, and one that takes its place.

    Signals: changed(Pause | None). The end is a wall clock's: timers stand still while the machine sleeps, so
    whoever hears of anything calls check().
    """

    changed = Signal(object)

    def __init__(
        self,
        send: Callable[[str], bool],
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.time,
        remembered: Remembered | None = None,
    ) -> None:
        """send: tells our recorder one word; False when there is none to tell.

        remembered: where a pause is kept between two starts.
        """
        super().__init__(parent)
        self._remembered = remembered
        self.pause = None if remembered is None else kept_pause(remembered.text(PAUSED), now())
        self._send = send
        self._now = now
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.check)
        self._keep()
        self.check()

    def begin(self, how_long: HowLong) -> None:
        """Pause, or give a pause another end."""
        now_s = self._now()
        match how_long:
            case HowLong.UNTIL_RESUMED:
                until_s = None
            case HowLong.UNTIL_TOMORROW:
                local_day(now_s)  # for the zone in force
                until_s = now_s + seconds_to_midnight(now_s)
            case _:
                until_s = now_s + how_long.value
        self._send(PAUSE)
        self._enter(Pause(until_s))

    def end(self) -> None:
        """Resume."""
        self._send(RESUME)
        self._enter(None)

    def check(self) -> None:
        """End the pause when its time has come."""
        if self.pause is None or self.pause.until_s is None:
            return
        left_s = self.pause.until_s - self._now()
        if left_s <= 0:
            self.end()
        else:
            self._timer.start(min(LONGEST_MS, round(left_s * 1000) + 500))

    def take_recorder(self, state: RecorderState) -> None:
        """A recorder that was started anew knows of no pause; another's is not ours to pause."""
        if self.pause is None:
            return
        if state.phase is Phase.MEASURING:
            self._send(PAUSE)
        elif state.phase is Phase.ELSEWHERE:
            self._enter(None)

    def _enter(self, pause: Pause | None) -> None:
        self._timer.stop()
        if pause != self.pause:
            self.pause = pause
            self._keep()
            self.changed.emit(pause)
        self.check()

    def _keep(self) -> None:
        if self._remembered is None:
            return
        pause, text = self.pause, ""
        if pause is not None:
            text = UNTIL_RESUMED if pause.until_s is None else f"{self._now():.0f} {pause.until_s:.0f}"
        self._remembered.keep(**{PAUSED: text})


def kept_pause(text: str, now_s: float) -> Pause | None:
    """The pause that was written down, unless it is over; never longer than it was asked for.

    text: "", "resumed", or when it was begun and when it ends (Unix times).
    """
    if text == UNTIL_RESUMED:
        return Pause(None, kept=True)
    try:
        begun_s, until_s = (float(part) for part in text.split())
    except ValueError:
        return None
    length_s = until_s - begun_s
    # A clock that was set back since must not make it longer.
    until_s = min(until_s, now_s + length_s)
    return Pause(until_s, kept=True) if length_s > 0 and until_s > now_s else None
