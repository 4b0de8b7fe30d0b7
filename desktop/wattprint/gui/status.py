"""What the tray shows, gathered from the recorder's lines and the ledger; tells when it has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wattprint.gui.recorder_process import Phase, RecorderState

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.gui.counting import NotCounted
    from wattprint.gui.day import Day
    from wattprint.gui.day_model import DayModel
    from wattprint.gui.live_lines import Line, ProblemLine, Running, SightLine, SolvedLine, TroubleLine
    from wattprint.gui.pausing import Pause

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
        *("replay-ended", "replay-not-yet", "left-out", "all-left-out"),
    }
)

#: Of those, the ones that leave something unmeasured or modelled: the window tells them, quietly.
LIMITS = frozenset({"rapl-permission", "rapl-unreadable", "left-out"})

#: More problems than devices times two are no news any more.
MOST_PROBLEMS = 16


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that the rows are made of.

    sight: the recorder's last look; None while it has not looked or is not ours. problems: those that stand
    and are worth attention. limits: those that only say what is modelled for want of a sensor. trouble: with
    the ledger. silent: our recorder lives but says nothing. pause: one that this app keeps. not_counted: the
    last click on a count came to nothing.
    """

    day: Day
    recorder: RecorderState
    sight: SightLine | None = None
    problems: tuple[ProblemLine, ...] = ()
    limits: tuple[ProblemLine, ...] = ()
    trouble: TroubleLine | None = None
    silent: bool = False
    pause: Pause | None = None
    not_counted: NotCounted | None = None

    @property
    def watching(self) -> bool:
        """A recorder is at work, although it may not have written anything yet."""
        return self.recorder.phase in (Phase.STARTING, Phase.MEASURING, Phase.ELSEWHERE)

    @property
    def paused(self) -> bool:
        """Told not to measure, by us or by whoever can."""
        return self.pause is not None or (self.sight is not None and self.sight.paused)

    @property
    def running(self) -> tuple[Running, ...]:
        """Apps at work, the strongest first; none while paused."""
        if self.sight is None or self.paused:
            return ()
        return tuple(sorted(self.sight.running, key=lambda one: one.power_w or 0.0, reverse=True))


class StatusKeeper(QObject):
    """Keeps the status.

    Signals: changed(Status): watts alone are told seldom. looked(SightLine): every look of the recorder's.
    """

    changed = Signal(object)
    looked = Signal(object)

    def __init__(self, model: DayModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        model.changed.connect(self._take_day)
        self.status = Status(model.day, RecorderState(Phase.STOPPED))
        self._told = self.status
        self._calm = self._single_shot(self._tell)
        self._silence = self._single_shot(self._hear_nothing)

    def take_line(self, line: Line) -> None:
        """A live line of the recorder has come."""
        # Not before there is one: the icon need not wait for all the kinds of them.
        from wattprint.gui.live_lines import (
            HelloLine,
            ProblemLine,
            SavedLine,
            SightLine,
            SolvedLine,
            TroubleLine,
        )

        if self.status.recorder.phase is Phase.MEASURING:
            self._silence.start(SILENCE_MS)
        changes = replace(self.status, silent=False)
        match line:
            case SightLine():
                changes = replace(changes, sight=line)
            case ProblemLine():
                changes = _with_problem(changes, line)
            case SolvedLine():
                changes = replace(
                    changes,
                    problems=_without(changes.problems, line),
                    limits=_without(changes.limits, line),
                )
            case TroubleLine():
                changes = replace(changes, trouble=line)
            case SavedLine() if changes.trouble is not None and changes.trouble.code != "set-aside":
                changes = replace(changes, trouble=None)  # what was saved is saved
            case _:
                pass
        self._take(changes)
        if isinstance(line, SightLine):
            self.looked.emit(line)
        if isinstance(line, SavedLine | HelloLine) or self._model.day_is_over():
            self._model.reload()

    def take_recorder(self, state: RecorderState) -> None:
        """The recorder has started, ended, or was found elsewhere."""
        changes = replace(self.status, recorder=state)
        if state.phase is not Phase.MEASURING:
            # A new recorder tells its problems anew, the first of them before it says hello.
            self._silence.stop()
            kept = changes.trouble if changes.trouble and changes.trouble.code == "set-aside" else None
            changes = replace(changes, sight=None, problems=(), limits=(), trouble=kept, silent=False)
        else:
            self._silence.start(SILENCE_MS)
        self._take(changes)
        self._model.reload()

    def take_pause(self, pause: Pause | None) -> None:
        """A pause has begun, changed its end, or is over."""
        self._take(replace(self.status, pause=pause))

    def take_not_counted(self, failure: NotCounted | None) -> None:
        """A click on a count came to nothing; None: that is settled, or was seen."""
        self._take(replace(self.status, not_counted=failure))

    def _take_day(self, day: Day) -> None:
        self._take(replace(self.status, day=day))

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
    """What is shown at once: everything but watts."""
    sight = status.sight
    if sight is None:
        return status
    running = tuple(one.name for one in sight.running)
    devices = tuple((one.key, one.state) for one in sight.devices)
    return replace(status, sight=None), sight.paused, running, sight.loaded, devices


def _with_problem(status: Status, line: ProblemLine) -> Status:
    if line.code in LIMITS:
        return replace(status, limits=_with(status.limits, line))
    if line.code in NOT_WORTH_ATTENTION:
        return status
    return replace(status, problems=_with(status.problems, line))


def _with(problems: tuple[ProblemLine, ...], line: ProblemLine) -> tuple[ProblemLine, ...]:
    return (*_without(problems, line), line)[-MOST_PROBLEMS:]


def _without(problems: tuple[ProblemLine, ...], line: ProblemLine | SolvedLine) -> tuple[ProblemLine, ...]:
    return tuple(one for one in problems if (one.code, one.device_key) != (line.code, line.device_key))
