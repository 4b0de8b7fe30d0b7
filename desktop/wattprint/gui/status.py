"""What the tray shows, gathered from the recorder's lines and the ledger; tells when it has changed."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wattprint.gui.live_lines import (
    HelloLine,
    ProblemLine,
    SavedLine,
    SightLine,
    SolvedLine,
    TroubleLine,
)
from wattprint.gui.recorder_process import Phase, RecorderState
from wattprint.gui.today import Today, local_day, read_today, seconds_to_midnight

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wattprint.gui.live_lines import Line

#: Watts that tremble are passed on this often; each new text wakes the panel, too. What runs, at once.
WATTS_EVERY_MS = 5000

#: The recorder says something at least every minute (it saves). Two and a half silent ones mean that it
#: hangs, in a driver most likely. This timer stands still while the machine is suspended.
SILENCE_MS = 150_000

#: Not having a card, or a sensor that is only modelled instead, is nothing to look into; `doctor` tells it.
NOT_WORTH_ATTENTION = frozenset(
    {
        *("nvidia-no-card", "nvidia-no-library", "nvidia-left-alone", "nvidia-uninitialised"),
        *("rapl-missing", "rapl-permission", "rapl-unreadable", "amd-missing"),
        *("replay-ended", "replay-not-yet"),
    }
)

#: More problems than devices times two are no news any more.
MOST_PROBLEMS = 16


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that the rows are made of.

    sight: the recorder's last look; None while it has not looked or is not ours. problems: those that stand
    and are worth attention. trouble: with the ledger. silent: our recorder lives but says nothing.
    """

    today: Today
    recorder: RecorderState
    sight: SightLine | None = None
    problems: tuple[ProblemLine, ...] = ()
    trouble: TroubleLine | None = None
    silent: bool = False


class StatusKeeper(QObject):
    """Keeps the status. Signals: changed(Status)."""

    changed = Signal(object)

    def __init__(
        self, ledger: Path, parent: QObject | None = None, *, now: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._now = now
        self.status = Status(read_today(ledger, now()), RecorderState(Phase.STOPPED))
        self._told = self.status
        self._calm = self._single_shot(self._tell)
        self._silence = self._single_shot(self._hear_nothing)
        self._midnight = self._single_shot(self._read_today)
        self._await_midnight()

    def take_line(self, line: Line) -> None:
        """A live line of the recorder has come."""
        if self.status.recorder.phase is Phase.MEASURING:
            self._silence.start(SILENCE_MS)
        changes = replace(self.status, silent=False)
        match line:
            case SightLine():
                changes = replace(changes, sight=line)
            case ProblemLine():
                changes = replace(changes, problems=_with(changes.problems, line))
            case SolvedLine():
                changes = replace(changes, problems=_without(changes.problems, line))
            case TroubleLine():
                changes = replace(changes, trouble=line)
            case SavedLine() if changes.trouble is not None and changes.trouble.code != "set-aside":
                changes = replace(changes, trouble=None)  # what was saved is saved
            case _:
                pass
        self._take(changes)
        if isinstance(line, SavedLine | HelloLine) or local_day(self._now()) != self.status.today.local_day:
            self._read_today()

    def take_recorder(self, state: RecorderState) -> None:
        """The recorder has started, ended, or was found elsewhere."""
        changes = replace(self.status, recorder=state)
        if state.phase is not Phase.MEASURING:
            # A new recorder tells its problems anew, the first of them before it says hello.
            self._silence.stop()
            kept = changes.trouble if changes.trouble and changes.trouble.code == "set-aside" else None
            changes = replace(changes, sight=None, problems=(), trouble=kept, silent=False)
        else:
            self._silence.start(SILENCE_MS)
        self._take(changes)
        self._read_today()

    def _read_today(self) -> None:
        self._await_midnight()
        self._take(replace(self.status, today=read_today(self._ledger, self._now())))

    def _await_midnight(self) -> None:
        # One second late rather than a moment early: a very coarse timer may err by half a second.
        self._midnight.start(round(seconds_to_midnight(self._now()) * 1000) + 1000)

    def _hear_nothing(self) -> None:
        self._take(replace(self.status, silent=True))

    def _take(self, status: Status) -> None:
        self.status = status
        if _gist(status) != _gist(self._told):
            self._tell()
        elif status != self._told and not self._calm.isActive():
            self._calm.start(WATTS_EVERY_MS)

    def _tell(self) -> None:
        self._calm.stop()
        if self.status != self._told:
            self._told = self.status
            self.changed.emit(self.status)

    def _single_shot(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(slot)
        return timer


def _gist(status: Status) -> object:
    """What is shown at once: everything but watts, and the states of devices, which are not shown."""
    sight = status.sight
    if sight is None:
        return status
    running = tuple(one.name for one in sight.running)
    return replace(status, sight=None), sight.paused, running, sight.loaded


def _with(problems: tuple[ProblemLine, ...], line: ProblemLine) -> tuple[ProblemLine, ...]:
    if line.code in NOT_WORTH_ATTENTION:
        return problems
    return (*_without(problems, line), line)[-MOST_PROBLEMS:]


def _without(problems: tuple[ProblemLine, ...], line: ProblemLine | SolvedLine) -> tuple[ProblemLine, ...]:
    return tuple(one for one in problems if (one.code, one.device_key) != (line.code, line.device_key))
