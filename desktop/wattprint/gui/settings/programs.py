"""Unknown programs and the person's answer: count it always, never, or not decided yet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from wattprint.domain.footprint import J_PER_WH
from wattprint.gui.numbers import energy
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.parts import calm, keep_place
from wattprint.gui.today_view.card import clear_layout, em
from wattprint.gui.today_view.text import OneLine, Text
from wattprint.ledger.programs import PendingProgram, Verdict


class Programs(QWidget):
    """One row a program, the one that used most first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.answers: dict[str, QComboBox] = {}
        self._shown: list[PendingProgram] | None = None
        self._writing = 0
        self.refresh()

    def refresh(self) -> None:
        """Show what is known of the ledger; rows that are still the same stay, and with them the focus."""
        if self._writing:
            # The newest answer stands in its box already, and is not known yet.
            return
        ledger = self._desk.ledger
        programs = None if ledger.known is None else [*ledger.known.programs]
        if programs and self._shown and _questions(programs) == _questions(self._shown):
            for program in programs:
                box = self.answers[program.key]
                box.setCurrentIndex(box.findData(program.verdict))
            self._shown = programs
            return
        if programs == self._shown and programs is not None:
            return
        self._shown = programs
        clear_layout(self._column)
        self.answers = {}
        if not programs:
            self._column.addWidget(Text(ledger.excuse or self.tr("None so far.")))
            return
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(em(self))
        for number, program in enumerate(programs):
            used = Text(energy(self._desk.locale, program.joules / J_PER_WH), wrap=False)
            used.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(OneLine(program.name), number, 0)
            grid.addWidget(used, number, 1)
            grid.addWidget(self._answer_box(program), number, 2)
        self._column.addWidget(table)
        keep_place(self, self.answers.values())

    def _answer_box(self, program: PendingProgram) -> QComboBox:
        box = QComboBox()
        calm(box)
        box.setAccessibleName(self.tr("Count {program}?").format(program=program.name))
        # On Linux the name of a box without a label of its own is what is chosen in it.
        box.setAccessibleDescription(box.accessibleName())
        box.addItem(self.tr("not decided"), Verdict.PENDING)
        box.addItem(self.tr("always count"), Verdict.COUNT)
        box.addItem(self.tr("never count"), Verdict.NEVER)
        box.setCurrentIndex(box.findData(program.verdict))
        box.activated.connect(lambda _: self._answer(program.key, Verdict(box.currentData())))
        self.answers[program.key] = box
        return box

    def _answer(self, key: str, verdict: Verdict) -> None:
        now_s = self._desk.around.now_s()
        self._writing += 1
        self._desk.ledger.write(
            self,
            lambda ledger: ledger.answer(key, verdict, now_s),
            partial(self._answered, verdict),
            self._not_answered,
        )

    def _answered(self, verdict: Verdict) -> None:
        # What is known follows: after each answer the ledger is read again.
        self._writing -= 1
        if verdict is Verdict.NEVER:
            self._desk.told.emit(
                self.tr("Never counted from now on; what it used is forgotten after 30 days.")
            )

    def _not_answered(self) -> None:
        self._writing -= 1
        self.refresh()


def _questions(programs: list[PendingProgram]) -> list[PendingProgram]:
    """Without their answers."""
    return [replace(program, verdict=Verdict.PENDING) for program in programs]
