"""A small window that asks one thing about a session."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QPushButton, QVBoxLayout, QWidget

from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.edges import keep_edges
from wattprint.gui.title_mark import titled
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import OneLine, Text

#: Width in lines of text.
_WIDTH = 24


class AskingDialog(QDialog):
    """A title, what it is about, fields, and two buttons; Enter says yes, Esc says no. Gone once closed.

    Signals: agreed(object): what was asked for. It is out of sight then; whoever hears it closes it once that
    was done, or shows it again with all that was typed (refuse).
    """

    agreed = Signal(object)

    def __init__(self, title: str, about: str, yes: str, parent: QWidget) -> None:
        """about: the session's name. yes: what the button says that does it."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(titled(title))
        self.setLocale(parent.locale())
        self.column = QVBoxLayout(self)
        self.column.setSpacing(round(em(self) * 0.6))
        self.column.addWidget(OneLine(about, bold=True))
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.column.addLayout(self.form)
        self.told = Text(quiet=True)
        self.refused = ToldLine()
        self.refused.hide()
        self.buttons = QDialogButtonBox()
        self.yes = QPushButton(yes)
        self.no = QPushButton(self.tr("Cancel"))
        self.buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.no, QDialogButtonBox.ButtonRole.RejectRole)
        self.yes.setDefault(True)
        self.buttons.accepted.connect(self._agree)
        self.buttons.rejected.connect(self.reject)
        self.setMinimumWidth(em(self) * _WIDTH)

    def finish(self) -> None:
        """Put what is told and the buttons under the fields."""
        self.column.addWidget(self.told)
        self.column.addWidget(self.refused)
        self.column.addStretch()
        self.column.addWidget(self.buttons)
        keep_edges(self)

    def answer(self) -> object:
        """What the fields say; None while they say nothing that can be done."""
        raise NotImplementedError

    def _agree(self) -> None:
        answer = self.answer()
        if answer is not None:
            self.say(answer)

    def say(self, answer: object) -> None:
        """This is what is asked for."""
        self.hide()
        self.agreed.emit(answer)

    def refuse(self, why: str) -> None:
        """It could not be done: nothing that was typed is lost."""
        self.open()
        self.refused.show()
        self.refused.warn(why)
