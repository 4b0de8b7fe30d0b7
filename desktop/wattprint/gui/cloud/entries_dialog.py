"""The past entries in a window of their own."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.entries_view import EntriesView
from wattprint.gui.edges import keep_edges
from wattprint.gui.title_mark import titled
from wattprint.gui.window_size import give_size
from wattprint.system.paths import Paths


class EntriesDialog(QDialog):
    """The entries in a window of their own."""

    def __init__(
        self,
        paths: Paths,
        locale: QLocale,
        parent: QWidget | None = None,
        *,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(titled(self.tr("Past cloud use")))
        self.view = EntriesView(paths, locale, now_s=now_s)
        buttons = QDialogButtonBox()
        buttons.addButton(Button(self.tr("&Close")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.view)
        column.addWidget(buttons)
        give_size(self, 62, 33)
        keep_edges(self)
