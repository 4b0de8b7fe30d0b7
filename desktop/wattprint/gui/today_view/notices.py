"""Lines that say plainly what cannot be measured and what to do, and what only needs to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QWidget

from wattprint.gui.recorder_process import Phase
from wattprint.gui.today_view.card import ALIGN_TOP, Card, em
from wattprint.gui.today_view.text import Text
from wattprint.reference.texts import plain
from wattprint.system.launch_command import typed_command

if TYPE_CHECKING:
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.status import Status

#: More at once would not be read.
MOST_NOTICES = 4


class NoticeWords(QObject):
    """(grave?, text) of a status, the gravest first. (A QObject, to be translated.)"""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases

    def notices(self, status: Status) -> list[tuple[bool, str]]:
        """What to tell."""
        found = [(True, _ended(text)) for text in self._phrases.troubles(status)]
        found += self._still_paused(status)
        if status.recorder.phase is Phase.ELSEWHERE:
            found.append((False, self._phrases.paused_elsewhere() + "."))
        found += [(True, text) for text in self._own_factors(status)]
        found += [(False, text) for text in self._cannot(status)]
        found += [(False, text) for text in self._learning(status)]
        return found[:MOST_NOTICES]

    def _still_paused(self, status: Status) -> list[tuple[bool, str]]:
        """A pause that was begun before this start: easily forgotten, and nothing is recorded meanwhile."""
        if status.pause is None or not status.pause.kept:
            return []
        until_s = status.pause.until_s
        if until_s is None:
            return [
                (
                    True,
                    self.tr(
                        "Measuring is still paused, since before Wattprint was started this time. Nothing is"
                        " recorded until you resume it."
                    ),
                )
            ]
        text = self.tr("Measuring is still paused until {time}, as you asked before.")
        return [(False, text.format(time=self._phrases.clock(until_s)))]

    def _own_factors(self, status: Status) -> list[str]:
        error = status.day.own_factors_error
        if error is None:
            return []
        return [_ended(self.tr("Your own factors are not used: {detail}").format(detail=plain(error)))]

    def _cannot(self, status: Status) -> list[str]:
        """What this machine has no sensor for."""
        if status.sight is None or status.paused:
            return []
        found = []
        chosen = any(one.code == "left-out" for one in status.limits)
        # The first look has no device yet: it takes two readings to tell of one.
        seen = status.sight.devices
        if seen and not chosen and not any(one.is_gpu for one in seen):
            text = self.tr(
                "No graphics card is measured here: only what runs on the CPU counts. Cards by NVIDIA can be"
                " measured, and by AMD on Linux, once their driver is installed; “{command}” in a terminal"
                " says what is missing."
            )
            found.append(text.format(command=typed_command("doctor")))
        return found + [_ended(self._phrases.problem(problem)) for problem in status.limits]

    def _learning(self, status: Status) -> list[str]:
        names = status.day.learning
        if not names or not status.watching:
            return []
        text = self.tr(
            "Wattprint is still learning the power at rest of {devices}; until then a part of the total is"
            " missing. Unload your models for a minute to help it."
        )
        return [text.format(devices=self._phrases.locale.createSeparatedList(list(names)))]


def _ended(text: str) -> str:
    """A sentence among others ends with a full stop; a terminal's quotes are no screen's."""
    text = text.replace("`", "")
    return text if text.endswith((".", "?", "!", "…", ")")) else f"{text}."


class Notices(Card):
    """A sheet of notices; hidden while there are none."""

    def __init__(self, words: NoticeWords) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Notices"))
        self._words = words
        self.lines = [Notice() for _ in range(MOST_NOTICES)]
        for line in self.lines:
            self.column.addWidget(line)

    def tell(self, status: Status) -> None:
        """Show a status."""
        found = self._words.notices(status)
        self.setVisible(bool(found))
        for number, line in enumerate(self.lines):
            line.setVisible(number < len(found))
            if number < len(found):
                line.tell(*found[number])


class Notice(QWidget):
    """A sign and a text. The signs differ in shape."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = Text(wrap=False)
        self.text = Text()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(round(em(self) * 0.6))
        row.addWidget(self._sign, 0, ALIGN_TOP)
        row.addWidget(self.text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def tell(self, grave: bool, text: str) -> None:
        kind = (
            QStyle.StandardPixmap.SP_MessageBoxWarning
            if grave
            else QStyle.StandardPixmap.SP_MessageBoxInformation
        )
        side = em(self)
        self._sign.setPixmap(self.style().standardIcon(kind).pixmap(side, side))
        self._sign.setAccessibleName(self.tr("Warning") if grave else self.tr("Note"))
        self.text.setText(text)
