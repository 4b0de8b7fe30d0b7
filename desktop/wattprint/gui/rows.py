"""The rows of the tray's menu: what the status amounts to in the person's words. Plain text throughout."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from wattprint.gui.day import Known, total_of
from wattprint.gui.numbers import count, energy
from wattprint.gui.phrases import Phrases, shown_name
from wattprint.gui.recorder_process import Phase

if TYPE_CHECKING:
    from wattprint.domain.factors import Activity
    from wattprint.domain.totals import DayTotals
    from wattprint.gui.counting import Counted
    from wattprint.gui.day import Day, OpenSession
    from wattprint.gui.live_lines import DeviceSeen, Running
    from wattprint.gui.status import Status
    from wattprint.reference.texts import Texts

# A menu has a row for each of so many running apps and GPUs; the last one tells of the rest.
MOST_RUNNING = 3
MOST_DEVICES = 4

# A menu does not wrap: trouble is told in so many rows of so many characters.
TROUBLE_ROWS = 4
TROUBLE_WIDTH = 64


class Mark(Enum):
    """The icon's three states, told apart by shape."""

    IDLE = "idle"
    RECORDING = "recording"
    ATTENTION = "attention"


class Pausing(Enum):
    """What can be done about pausing. ELSEWHERE: only where that recorder was started."""

    POSSIBLE = auto()
    PAUSED = auto()
    ELSEWHERE = auto()
    IMPOSSIBLE = auto()


@dataclass(frozen=True, slots=True)
class QuickRow:
    """An activity to count quickly. label: its name, and how often it was counted today, if it was."""

    activity_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Rows:
    """today: one row. parts: none, or how the total is known. now: at least one, at most MOST_RUNNING.

    devices: watts of the GPUs, up to MOST_DEVICES. trouble: none, or up to TROUBLE_ROWS. resume: the row that
    ends a pause, with its end. elsewhere: why nothing can be paused; empty unless pausing says so.
    quit, resume: with "&" before the letter to underline; all others are plain text.
    """

    today: str
    now: tuple[str, ...]
    trouble: tuple[str, ...]
    quit: str
    mark: Mark
    parts: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    quick: tuple[QuickRow, ...] = ()
    pausing: Pausing = Pausing.IMPOSSIBLE
    resume: str = ""
    elsewhere: str = ""


class RowWriter(QObject):
    """Writes rows in one language. texts: explains the codes of problems. (A QObject, to be translated.)"""

    def __init__(self, locale: QLocale, texts: Texts) -> None:
        super().__init__()
        self._locale = locale
        self.phrases = Phrases(locale, texts)

    def rows(self, status: Status) -> Rows:
        """The rows of a status."""
        troubles = self.phrases.troubles(status)
        mark = Mark.ATTENTION if troubles else Mark.RECORDING if status.running else Mark.IDLE
        elsewhere = status.recorder.phase is Phase.ELSEWHERE
        leave = (
            self.tr("&Quit (the other recorder goes on)") if elsewhere else self.tr("&Quit (measuring stops)")
        )
        return Rows(
            self._today(status),
            self._now(status),
            self._trouble_rows(troubles),
            leave,
            mark,
            parts=self._parts(status),
            devices=self._devices(status),
            quick=tuple(
                QuickRow(one.id, self._quick(one, status.day.counted.get(one.id, 0.0)))
                for one in status.day.favourites
            ),
            pausing=_pausing(status),
            resume=self.phrases.resume(status),
            elsewhere=self.phrases.paused_elsewhere() if elsewhere else "",
        )

    def take_back(self, counted: Counted | None, status: Status) -> str:
        """The row that takes back what was counted last; empty when there is nothing."""
        if counted is None:
            return ""
        entry = counted.entry
        found = (one for one in status.day.favourites if one.id == entry.activity)
        activity = next(found, None)
        name = entry.activity if activity is None else self.phrases.activity(activity)
        text = self.tr("Take back {count} × {activity}")
        return text.format(count=self._locale.toString(round(entry.count)), activity=shown_name(name))

    def yesterday(self, day: Day) -> tuple[str, str] | None:
        """Title and text that tell a day that is over; None when there is no amount to tell."""
        total = total_of(day, watching=False)
        if total.known is not Known.AMOUNT or day.totals is None:
            return None
        amount = energy(self._locale, total.wh, modelled=total.estimated)
        if total.at_least:
            title = self.tr("Yesterday: at least {energy}").format(energy=amount)
        else:
            title = self.tr("Yesterday: {energy}").format(energy=amount)
        likeness = [self.phrases.like(one) for one in day.likenesses[:1]]
        return title, "\n".join([*likeness, self._split(day.totals)])

    def _quick(self, activity: Activity, counted: float) -> str:
        name = shown_name(self.phrases.activity(activity))
        if not counted:
            return name
        text = self.tr("{activity} · {count} today")
        return text.format(activity=name, count=count(self._locale, counted))

    # -- today --------------------------------------------------------------------------------------------

    def _today(self, status: Status) -> str:
        total = total_of(status.day, watching=status.watching)
        match total.known:
            case Known.UNREAD:
                return self.tr("Today: being read")
            case Known.FAILED:
                return self.tr("Today: not known")
            case Known.NOT_RECORDED:
                return self.tr("Today: not recorded")
            case Known.NOTHING:
                return self.tr("Today: nothing yet")
            case Known.LEARNING:
                return self.tr("Today: learning")
            case Known.NOT_ESTIMATED:
                return self.tr("Today: not estimated")
        amount = energy(self._locale, total.wh, modelled=total.estimated)
        if total.at_least:
            text = self.tr("Today: at least {energy}").format(energy=amount)
        else:
            text = self.tr("Today: {energy}").format(energy=amount)
        if status.day.likenesses:
            likeness = self.phrases.like(status.day.likenesses[0])
            # "less than a second of light" has no sign of its own.
            text += f" {likeness}" if likeness.startswith("≈") else f", {likeness}"
        return text

    def _parts(self, status: Status) -> tuple[str, ...]:
        totals = status.day.totals
        if totals is None or total_of(status.day, watching=status.watching).known is not Known.AMOUNT:
            return ()
        return (self._split(totals),)

    def _split(self, totals: DayTotals) -> str:
        from wattprint.domain.split import split_of  # not before there is something to tell

        split = split_of(totals)
        if split.measured == 0:
            return self.tr("All of it estimated")
        measured = energy(self._locale, split.measured)
        if split.estimated == 0:
            return self.tr("All of it measured")
        estimated = energy(self._locale, split.estimated, modelled=True)
        text = self.tr("Measured {measured}, estimated {estimated}")
        return text.format(measured=measured, estimated=estimated)

    # -- now ----------------------------------------------------------------------------------------------

    def _now(self, status: Status) -> tuple[str, ...]:
        running = status.running
        if not running:
            return (self.phrases.quiet(status),)
        if len(running) <= MOST_RUNNING:
            return tuple(self._one(one, status) for one in running)
        shown = [self._one(one, status) for one in running[: MOST_RUNNING - 1]]
        return (*shown, self.tr("and %n more", "", len(running) - len(shown)))

    def _one(self, one: Running, status: Status) -> str:
        name = self.phrases.running_name(one.name)
        session = session_of(one, status)
        watts = None if one.power_w is None else self.phrases.watts(one.power_w)
        so_far = "" if session is None else self.phrases.so_far(session)
        facts = ", ".join(fact for fact in (watts, so_far) if fact)
        return self.tr("{app}: {power}").format(app=name, power=facts) if facts else name

    def _devices(self, status: Status) -> tuple[str, ...]:
        if status.sight is None or status.paused:
            return ()
        gpus = [one for one in status.sight.devices if one.is_gpu]
        if len(gpus) <= MOST_DEVICES:
            return tuple(self._device(one) for one in gpus)
        shown = [self._device(one) for one in gpus[: MOST_DEVICES - 1]]
        return (*shown, self.tr("and %n more", "", len(gpus) - len(shown)))

    def _device(self, one: DeviceSeen) -> str:
        text = self.tr("{device}: {power}")
        return text.format(device=shown_name(one.name), power=self.phrases.device_state(one))

    # -- trouble ------------------------------------------------------------------------------------------

    def _trouble_rows(self, troubles: list[str]) -> tuple[str, ...]:
        if not troubles:
            return ()
        room = TROUBLE_ROWS - (1 if len(troubles) > 1 else 0)
        rows = textwrap.wrap(troubles[0], TROUBLE_WIDTH, max_lines=room, placeholder=" …")
        if len(troubles) > 1:
            rows.append(self.tr("%n more problem(s)", "", len(troubles) - 1))
        return tuple(rows)


def session_of(one: Running, status: Status) -> OpenSession | None:
    """The open session of an app at work: the newest one of its name and model."""
    found = [
        session
        for session in status.day.sessions
        if (session.app, session.model) == (one.name.app, one.name.model)
    ]
    return max(found, key=lambda session: session.start_s, default=None)


def _pausing(status: Status) -> Pausing:
    if status.recorder.phase is Phase.ELSEWHERE:
        return Pausing.ELSEWHERE
    if status.paused:
        return Pausing.PAUSED
    return Pausing.POSSIBLE if status.recorder.phase is Phase.MEASURING else Pausing.IMPOSSIBLE
