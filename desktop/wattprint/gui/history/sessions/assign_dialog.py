"""Which app a session was of, and what kind of work it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QPushButton, QWidget

from wattprint.domain.workload import Kind
from wattprint.gui.history.sessions.asking import AskingDialog
from wattprint.gui.history.sessions.words import SessionWords, one_line
from wattprint.ledger.session_lines import SessionLine

#: As long as the ledger keeps a name of an app.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Assigned:
    """None leaves that as it is; both None: as the recorder had it."""

    app_name: str | None
    kind: Kind | None


class AssignDialog(AskingDialog):
    """An app to choose or to type, and a kind. agreed(Assigned)."""

    def __init__(
        self,
        lines: Sequence[SessionLine],
        apps: Sequence[str],
        words: SessionWords,
        parent: QWidget,
    ) -> None:
        """lines: at least one. apps: names of those in the ledger."""
        first = lines[0]
        about = words.title(first) if len(lines) == 1 else words.number(len(lines))
        super().__init__(self.tr("Change app or kind"), about, self.tr("Change"), parent)
        self._app_before = first.app_name if len({line.app for line in lines}) == 1 else ""
        self._kind_before = first.kind if len({line.kind for line in lines}) == 1 else None
        self.app = QComboBox()
        self.app.setEditable(True)
        self.app.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.app.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.app.setMinimumContentsLength(24)
        self.app.addItems([one_line(name) for name in apps])
        self.app.setEditText(one_line(self._app_before))
        edit = self.app.lineEdit()
        assert edit is not None
        edit.setMaxLength(_LONGEST)
        self.kind = QComboBox()
        if self._kind_before is None:
            self.kind.addItem(self.tr("as they are"), None)
        for kind in Kind:
            self.kind.addItem(words.kind(kind), kind)
        if self._kind_before is not None:
            self.kind.setCurrentIndex(list(Kind).index(self._kind_before))
        self.form.addRow(self.tr("&App:"), self.app)
        self.form.addRow(self.tr("&Kind:"), self.kind)
        self.told.setText(self.tr("A name that is not in the list becomes an app of your own."))
        self.recorded = QPushButton(self.tr("As &recorded"))
        self.recorded.clicked.connect(self._as_recorded)
        if any(line.annotated for line in lines):
            self.buttons.addButton(self.recorded, QDialogButtonBox.ButtonRole.ResetRole)
        self.finish()
        edit.selectAll()
        self.app.setFocus()

    def answer(self) -> Assigned | None:
        """What was changed; None while nothing was."""
        name = self.app.currentText().strip()
        app_name = None if name in ("", one_line(self._app_before)) else name
        chosen = self.kind.currentData()
        kind = None if chosen in (None, self._kind_before) else Kind(chosen)
        return None if app_name is None and kind is None else Assigned(app_name, kind)

    def _as_recorded(self) -> None:
        self.say(Assigned(None, None))
