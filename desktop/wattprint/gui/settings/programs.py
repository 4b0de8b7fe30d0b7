"""Unknown programs and the person's answer: count it always, never, or not decided yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from wattprint.domain.footprint import J_PER_WH
from wattprint.gui.numbers import energy
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.parts import calm
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
        self.refresh()

    def refresh(self) -> None:
        """Ask the ledger; rows that are still the same stay, and with them the focus."""
        none: list[PendingProgram] = []
        programs = self._desk.read(lambda reader: reader.programs(), none)
        if programs == self._shown:
            return
        self._shown = programs
        clear_layout(self._column)
        self.answers = {}
        if not programs:
            self._column.addWidget(Text(self.tr("None so far.")))
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
        done = self._desk.write(lambda ledger: ledger.answer(key, verdict, now_s))
        # A box must not be taken away under its own signal, nor lose the focus: only answers are told anew.
        none: list[PendingProgram] = []
        self._shown = self._desk.read(lambda reader: reader.programs(), none)
        for program in self._shown:
            box = self.answers.get(program.key)
            if box is not None:
                box.setCurrentIndex(box.findData(program.verdict))
        if not done:
            return
        if verdict is Verdict.NEVER:
            self._desk.told.emit(
                self.tr("Never counted from now on; what it used is forgotten after 30 days.")
            )
        self._desk.numbers_changed.emit()
