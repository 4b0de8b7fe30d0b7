"""The rows of the tray's menu: what the status amounts to in the person's words. Plain text throughout."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from wattprint.gui.numbers import energy, power
from wattprint.gui.recorder_process import Phase

if TYPE_CHECKING:
    from wattprint.gui.live_lines import Name, ProblemLine, Running
    from wattprint.gui.status import Status
    from wattprint.gui.today import Today
    from wattprint.reference.texts import Texts

# A menu has a row for each of so many running apps; the last one tells of the rest.
MOST_RUNNING = 3

# A menu does not wrap: trouble is told in so many rows of so many characters.
TROUBLE_ROWS = 4
TROUBLE_WIDTH = 64

# Names longer than this would make the menu as wide as the screen.
LONGEST_SHOWN = 48


class Mark(Enum):
    """The icon's three states, told apart by shape."""

    IDLE = "idle"
    RECORDING = "recording"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Rows:
    """today: one row. now: at least one, at most MOST_RUNNING. trouble: none, or up to TROUBLE_ROWS."""

    today: str
    now: tuple[str, ...]
    trouble: tuple[str, ...]
    quit: str
    mark: Mark


class RowWriter(QObject):
    """Writes rows in one language. texts: explains the codes of problems. (A QObject, to be translated.)"""

    def __init__(self, locale: QLocale, texts: Texts) -> None:
        super().__init__()
        self._locale = locale
        self._texts = texts

    def rows(self, status: Status) -> Rows:
        """The rows of a status."""
        troubles = self._troubles(status)
        running = status.sight is not None and bool(status.sight.running) and not status.sight.paused
        mark = Mark.ATTENTION if troubles else Mark.RECORDING if running else Mark.IDLE
        elsewhere = status.recorder.phase is Phase.ELSEWHERE
        leave = (
            self.tr("Quit (the other recorder goes on)") if elsewhere else self.tr("Quit (measuring stops)")
        )
        return Rows(self._today(status), self._now(status), self._trouble_rows(troubles), leave, mark)

    # -- today --------------------------------------------------------------------------------------------

    def _today(self, status: Status) -> str:
        today = status.today
        if today.failure is not None:
            return self.tr("Today: not known")
        if not today.recorded:
            # While a recorder is at work the day is being watched, although nothing was written yet.
            watching = status.recorder.phase in (Phase.STARTING, Phase.MEASURING, Phase.ELSEWHERE)
            return self.tr("Today: nothing yet") if watching else self.tr("Today: not recorded")
        if today.wh == 0:
            return self.tr("Today: learning") if today.at_least else self.tr("Today: nothing yet")
        return self._total(today)

    def _total(self, today: Today) -> str:
        amount = energy(self._locale, today.wh, modelled=today.modelled)
        if today.at_least:
            return self.tr("Today: at least {energy}").format(energy=amount)
        return self.tr("Today: {energy}").format(energy=amount)

    # -- now ----------------------------------------------------------------------------------------------

    def _now(self, status: Status) -> tuple[str, ...]:
        match status.recorder.phase:
            case Phase.STARTING:
                return (self.tr("Measuring is starting"),)
            case Phase.ELSEWHERE:
                return (
                    self.tr("Measured by a recorder started elsewhere (process {pid})").format(
                        pid=status.recorder.pid
                    ),
                )
            case Phase.WAITING | Phase.STOPPED:
                return (self.tr("Not measuring"),)
        sight = status.sight
        if sight is None:
            return (self.tr("Measuring is starting"),)
        if sight.paused:
            return (self.tr("Measuring is paused"),)
        if sight.running:
            return self._running(sight.running)
        if sight.loaded:
            names = [_shown(name) for name in sight.loaded]
            text = self.tr("Loaded, nothing runs: {app}").format(app=names[0])
            if len(names) > 1:
                text += " " + self.tr("and %n more", "", len(names) - 1)
            return (text,)
        return (self.tr("No AI app is running"),)

    def _running(self, running: tuple[Running, ...]) -> tuple[str, ...]:
        strongest = sorted(running, key=lambda one: one.power_w or 0.0, reverse=True)
        if len(strongest) <= MOST_RUNNING:
            return tuple(self._one(one) for one in strongest)
        shown = [self._one(one) for one in strongest[: MOST_RUNNING - 1]]
        return (*shown, self.tr("and %n more", "", len(strongest) - len(shown)))

    def _one(self, one: Running) -> str:
        name = _shown(one.name)
        if one.name.pending:
            name = self.tr("{program} (unknown program, not counted)").format(program=name)
        if one.power_w is None:
            return name
        return self.tr("{app}: {power}").format(app=name, power=power(self._locale, one.power_w))

    # -- trouble ------------------------------------------------------------------------------------------

    def _troubles(self, status: Status) -> list[str]:
        """What needs attention, the gravest first."""
        found = []
        if status.recorder.phase is Phase.WAITING:
            text = self.tr("The recorder has stopped and will be started again.")
            found.append(f"{text} ({status.recorder.reason})" if status.recorder.reason else text)
        if status.silent:
            found.append(self.tr("The recorder no longer answers; a driver may hang. Quit and start again."))
        if status.trouble is not None:
            found.append(self._ledger_text(status.trouble.code, status.trouble.detail, ""))
        elif status.today.failure is not None:
            failure = status.today.failure
            found.append(self._ledger_text(failure.code, str(failure.path), failure.detail))
        found += [self._problem_text(problem) for problem in status.problems]
        return found

    def _ledger_text(self, code: str, path: str, detail: str) -> str:
        key = f"ledger.{code}" if self._texts.has(f"ledger.{code}") else "ledger.error"
        return _sentence(self._texts(key, path=path, detail=detail))

    def _problem_text(self, problem: ProblemLine) -> str:
        key = f"problem.{problem.code}"
        key = key if self._texts.has(key) else "problem.other"
        return _sentence(self._texts(key, code=problem.code, detail=problem.detail))

    def _trouble_rows(self, troubles: list[str]) -> tuple[str, ...]:
        if not troubles:
            return ()
        room = TROUBLE_ROWS - (1 if len(troubles) > 1 else 0)
        rows = textwrap.wrap(troubles[0], TROUBLE_WIDTH, max_lines=room, placeholder=" …")
        if len(troubles) > 1:
            rows.append(self.tr("%n more problem(s)", "", len(troubles) - 1))
        return tuple(rows)


def _shown(name: Name) -> str:
    text = f"{name.app} {name.model}" if name.model else name.app
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _sentence(text: str) -> str:
    """The terminal's texts follow a colon there; here they stand alone."""
    return text[:1].upper() + text[1:]
