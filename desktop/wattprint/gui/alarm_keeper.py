"""Puts a trouble that stops measuring into words, once, when it has lasted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wattprint.gui.alarm import Alarm, Trouble, troubles_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.gui.phrases import Phrases
    from wattprint.gui.remembered import Remembered
    from wattprint.gui.status import Status

#: In what is remembered: troubles with a device that were told, one a line.
TOLD = "told_troubles"


class AlarmKeeper(QObject):
    """Looks at every status. Signals: due(title, text): tell the person now; plain text both.

    Nothing wakes it while all is well: its one timer runs only while a new trouble stands.
    """

    due = Signal(str, str)

    def __init__(
        self,
        remembered: Remembered,
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """remembered: keeps what was told of devices: a broken driver is not told at each start."""
        super().__init__(parent)
        self.wanted = True
        self._remembered = remembered
        self._now = now
        told = [Trouble("problem", line) for line in remembered.text(TOLD).splitlines()]
        self._alarm = Alarm(told, now())
        self._last: tuple[Status, Phrases] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._look)

    def take(self, status: Status, phrases: Phrases) -> None:
        """The status of now, and the words of now."""
        self._last = status, phrases
        self._look()

    def _look(self) -> None:
        if self._last is None:
            return
        status, phrases = self._last
        now_s = self._now()
        for trouble in self._alarm.look(troubles_of(status), now_s):
            if self.wanted:
                self.due.emit(*self._words(trouble, status, phrases))
        # Only of devices: a recorder that cannot start is worth telling at every start of the app.
        devices = sorted(one.which for one in self._alarm.told if one.kind == "problem")
        self._remembered.keep(**{TOLD: "\n".join(devices)})
        wait_s = self._alarm.next_look_s(now_s)
        if wait_s is None:
            self._timer.stop()
        else:
            self._timer.start(round(wait_s * 1000) + 1)

    def _words(self, trouble: Trouble, status: Status, phrases: Phrases) -> tuple[str, str]:
        match trouble.kind:
            case "recorder":
                text = self.tr("The recorder keeps stopping; Wattprint goes on starting it again.")
                cure = self.tr("`wattprint doctor`, in a terminal, tells what stands in its way.")
                return self.tr("Nothing is measured"), " ".join(
                    part for part in (text, status.recorder.reason, cure) if part
                )
            case "silent":
                text = self.tr("The recorder no longer answers; a driver may hang. Quit and start again.")
                return self.tr("Nothing is measured"), text
            case "ledger" if status.trouble is not None:
                return self.tr("What is measured cannot be saved"), phrases.ledger_trouble(status.trouble)
        for problem in status.problems:
            if trouble.which == f"{problem.code} {problem.device_key or ''}":
                return self._device(problem.device_key, status), phrases.problem(problem)
        return self.tr("Nothing is measured"), ""

    def _device(self, key: str | None, status: Status) -> str:
        seen = () if status.sight is None else status.sight.devices
        name = next((one.name for one in seen if one.key == key), None)
        if name is None:
            return self.tr("A device is no longer measured")
        return self.tr("{device} is no longer measured").format(device=name)
