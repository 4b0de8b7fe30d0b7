"""A file that the person writes by hand: whether there is one, whether it is used, and if not, why."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wattprint.gui.cloud.told import ToldLine
from wattprint.gui.settings.desk import Desk
from wattprint.gui.settings.parts import button, row
from wattprint.gui.today_view.text import Text
from wattprint.ledger.backup import create_private_folder


class OwnFile(QWidget):
    """Signals: checked: the file was looked at again because the person asked.

    check: says what the file gives ("3 rules are used"), or raises ValueError with one line that names its
    place. draft: what a file begins with when there is none.
    """

    checked = Signal()

    def __init__(
        self, desk: Desk, path: Path, check: Callable[[], str], draft: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = path
        self._check = check
        self._draft = draft
        self.state = ToldLine()
        self.open = button("")
        self.open.clicked.connect(self._open)
        self.again = button(self.tr("Check again"))
        self.again.clicked.connect(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Text(str(path), quiet=True))
        column.addWidget(self.state)
        column.addWidget(row(self.open, self.again))
        self.refresh()

    def refresh(self) -> bool:
        """Look at the file; False when it cannot be used."""
        there = self._path.exists()
        self.open.setText(self.tr("Open the file") if there else self.tr("Begin a file"))
        self.again.setVisible(there)
        if not there:
            self.state.tell(self.tr("There is no such file yet, and none is needed."))
            return True
        try:
            self.state.tell(self._check())
        except ValueError as error:
            self.state.warn(self.tr("Not used: {reason}").format(reason=error))
            return False
        return True

    def _again(self) -> None:
        self.refresh()
        self.checked.emit()

    def _open(self) -> None:
        if not self._path.exists():
            try:
                create_private_folder(self._path.parent)
                handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(self._draft)
            except OSError as error:
                self._desk.warned.emit(self._desk.explain(error))
                return
            self.refresh()
        self._desk.open(self._path)
