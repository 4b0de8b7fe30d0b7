"""How the person calls a session."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wattprint.gui.cloud.fields import LineEdit
from wattprint.gui.history.sessions.asking import AskingDialog
from wattprint.gui.history.sessions.words import SessionWords, one_line
from wattprint.ledger.session_lines import SessionLine


class NamingDialog(AskingDialog):
    """One field. agreed(str): the new name, empty for that of its app."""

    def __init__(self, line: SessionLine, words: SessionWords, longest: int, parent: QWidget) -> None:
        super().__init__(self.tr("Rename"), words.title(line), self.tr("Rename"), parent)
        self.name = LineEdit(line.title)
        self.name.setMaxLength(longest)
        self.name.setPlaceholderText(one_line(line.app_name))
        self.form.addRow(self.tr("&Name:"), self.name)
        self.told.setText(self.tr("Leave it empty to call it by its app again."))
        self.finish()
        self.name.selectAll()
        self.name.setFocus()

    def answer(self) -> str:
        """The name, without spaces around it."""
        return self.name.text().strip()
