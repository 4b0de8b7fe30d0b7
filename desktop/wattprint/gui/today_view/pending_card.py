"""Unknown programs that compute: count them? The answer can be taken back."""

from __future__ import annotations

import time
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wattprint.domain.footprint import J_PER_WH
from wattprint.gui.cloud import work
from wattprint.gui.numbers import energy
from wattprint.gui.phrases import shown_name
from wattprint.gui.today_view.card import Card
from wattprint.gui.today_view.text import OneLine, Text
from wattprint.ledger.programs import Verdict
from wattprint.system.ledger_access import open_for_writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wattprint.gui.phrases import Phrases
    from wattprint.gui.status import Status
    from wattprint.ledger.programs import PendingProgram

#: The largest ones are asked about first.
MOST_ASKED = 3


class PendingCard(Card):
    """Signals: answered: an answer was written. Hidden while there is nothing to ask or to take back."""

    answered = Signal()

    def __init__(self, phrases: Phrases, ledger: Path, *, now_s: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._phrases = phrases
        self._ledger = ledger
        self._now_s = now_s
        self._programs: tuple[PendingProgram, ...] = ()
        self._answered: PendingProgram | None = None
        self._buttons: dict[tuple[str, Verdict], QPushButton] = {}
        self._shown: list[QWidget] = []
        self.question = Text(bold=True)
        self._explanation = Text(
            self.tr("It computed on a measured device, but Wattprint does not know it. It is in no total."),
            quiet=True,
        )
        self.column.addWidget(self.question)
        self.column.addWidget(self._explanation)
        self._rows = QVBoxLayout()
        self.column.addLayout(self._rows)
        self.told = Text()
        self.undo = QPushButton(self.tr("Undo"))
        self.undo.clicked.connect(self._take_back)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(self.undo)
        self.column.addLayout(below)
        self._show()

    def tell(self, status: Status) -> None:
        """Show a status."""
        programs = status.day.pending or ()
        if programs != self._programs:
            self._programs = programs
            self._show()

    def _show(self) -> None:
        programs = self._programs
        self.setVisible(bool(programs) or self._answered is not None)
        wh = sum(one.joules for one in programs) / J_PER_WH
        text = self.tr("%n unknown program(s), {energy}: count it?", "", len(programs))
        self.question.tell(text.format(energy=energy(self._phrases.locale, wh)) if programs else "")
        self._explanation.setVisible(bool(programs))
        had_focus = next((which for which, button in self._buttons.items() if button.hasFocus()), None)
        lost_focus = had_focus is not None or self.undo.hasFocus()
        self._buttons = {}
        old, self._shown = self._shown, []
        for one in programs[:MOST_ASKED]:
            row = self._row(one)
            self._rows.addWidget(row)
            row.show()
            self._shown.append(row)
        stops = list(self._buttons.values())
        # Else Tab would come to what was made last at last, after the whole window.
        for before, button in pairwise([self.undo, *stops, self.undo]):
            QWidget.setTabOrder(before, button)
        if self._answered is not None:
            self.undo.show()
        self.told.setVisible(bool(self.told.text()))
        if lost_focus:
            # Before the old rows go: else what comes next would get it, and the window scroll there.
            kept = self._buttons.get(had_focus) if had_focus is not None else None
            target = kept or (self.undo if self._answered is not None else next(iter(stops), None))
            if target is not None:
                target.setFocus()
        self.undo.setVisible(self._answered is not None)
        for row in old:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _row(self, one: PendingProgram) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        name = shown_name(one.name)
        amount = energy(self._phrases.locale, one.joules / J_PER_WH)
        layout.addWidget(OneLine(f"{name}, {amount}"), 1)
        for text, spoken, verdict in (
            (self.tr("Count"), self.tr("Count {program}"), Verdict.COUNT),
            (self.tr("Never"), self.tr("Never count {program}"), Verdict.NEVER),
        ):
            button = QPushButton(text)
            button.setAccessibleName(spoken.format(program=name))
            button.clicked.connect(partial(self._answer, one, verdict))
            layout.addWidget(button)
            self._buttons[one.key, verdict] = button
        return row

    def _answer(self, one: PendingProgram, verdict: Verdict) -> None:
        name = shown_name(one.name)
        if verdict is Verdict.COUNT:
            told = self.tr("{program} is counted, its past too.").format(program=name)
        else:
            told = self.tr("{program} is never counted; it is forgotten after 30 days.").format(program=name)
        self._write(one, verdict, lambda: self._was_answered(one, told))

    def _take_back(self) -> None:
        one = self._answered
        if one is not None:
            self._write(one, Verdict.PENDING, lambda: self._ask_again(one))

    def _ask_again(self, one: PendingProgram) -> None:
        # At once: until the day is read anew the card would be gone, and the focus with it.
        self._programs = (one, *(other for other in self._programs if other.key != one.key))
        self._was_answered(None, "")

    def _was_answered(self, one: PendingProgram | None, told: str) -> None:
        self._answered = one
        self.told.setText(told)
        self._show()
        self.answered.emit()

    def _write(self, one: PendingProgram, verdict: Verdict, done: Callable[[], None]) -> None:
        def job() -> None:
            with open_for_writing(self._ledger) as ledger:
                ledger.answer(one.key, verdict, self._now_s())

        work.run(self, job, lambda _: done(), self._failed)

    def _failed(self, error: Exception) -> None:
        self.told.tell(self._phrases.not_saved(error))
