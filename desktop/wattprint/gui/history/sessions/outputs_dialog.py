"""What did this session make?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QPushButton, QWidget

from wattprint.gui.cloud.counts import Wrong
from wattprint.gui.cloud.fields import CountEdit
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history.sessions.asking import AskingDialog
from wattprint.gui.history.sessions.words import SessionWords, is_modelled
from wattprint.gui.numbers import energy
from wattprint.ledger.session_lines import SessionLine


@dataclass(frozen=True, slots=True)
class Made:
    """count: None takes back what was noted."""

    count: float | None
    unit: str


class OutputsDialog(AskingDialog):
    """A count and its unit; the energy of each follows every key. agreed(Made)."""

    def __init__(self, line: SessionLine, words: SessionWords, wording: Wording, parent: QWidget) -> None:
        super().__init__(self.tr("What it made"), words.title(line), self.tr("Note it"), parent)
        self._line = line
        self._words = words
        self._wording = wording
        self.count = CountEdit(words.locale)
        self.count.set_count(line.outputs)
        self.unit = QComboBox()
        for unit_id, name in words.outputs.offered():
            self.unit.addItem(name, unit_id)
        unit = line.output_unit or words.outputs.likely(line.kind)
        if self.unit.findData(unit) < 0:
            self.unit.addItem(unit, unit)
        self.unit.setCurrentIndex(self.unit.findData(unit))
        self.form.addRow(self.tr("How &many:"), self.count)
        self.form.addRow(self.tr("Of &what:"), self.unit)
        self.forget = QPushButton(self.tr("&Forget it"))
        if line.outputs is not None:
            self.buttons.addButton(self.forget, QDialogButtonBox.ButtonRole.DestructiveRole)
        self.forget.clicked.connect(self._forget)
        self.count.textChanged.connect(self._tell)
        self.unit.currentIndexChanged.connect(self._tell)
        self.finish()
        self._tell()
        self.count.selectAll()
        self.count.setFocus()

    def answer(self) -> Made | None:
        """The count, or None while there is none."""
        count = self.count.count()
        return None if isinstance(count, Wrong) else Made(count, self.unit.currentData())

    def _tell(self) -> None:
        count, line = self.count.count(), self._line
        self.yes.setEnabled(not isinstance(count, Wrong))
        if isinstance(count, Wrong):
            empty = count is Wrong.MISSING
            self.told.setText("" if empty else self._wording.wrong_count(count, self.count.text()))
        elif line.energy_wh is None or line.at_least:
            self.told.setText(self.tr("The energy of each is told once all of it is known."))
        else:
            unit = self.unit.currentData()
            each_wh = line.energy_wh / count * self._words.outputs.per(unit)
            text = energy(self._words.locale, each_wh, modelled=is_modelled(line))
            one = self._words.outputs.one(unit)
            self.told.setText(self.tr("That is {energy} per {unit}.").format(energy=text, unit=one))

    def _forget(self) -> None:
        self.say(Made(None, ""))
