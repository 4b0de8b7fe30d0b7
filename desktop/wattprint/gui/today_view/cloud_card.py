"""Counting cloud use: at a click, or with a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from wattprint.gui.cloud.quick_add import QuickAdd
from wattprint.gui.today_view.card import ALIGN_TOP, Card
from wattprint.gui.today_view.text import Text

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

    from wattprint.gui.status import Status
    from wattprint.system.paths import Paths


class CloudCard(Card):
    """Signals: add_wanted: the dialog, please. written: something was counted or taken back."""

    add_wanted = Signal()
    written = Signal()

    def __init__(self, paths: Paths, locale: QLocale) -> None:
        super().__init__(self.tr("Cloud use"))
        self.add = QPushButton(self.tr("A&dd cloud use…"))
        self.add.clicked.connect(self.add_wanted)
        why = self.tr("What runs elsewhere cannot be measured: count it here, and it is estimated.")
        row = QHBoxLayout()
        row.addWidget(Text(why, quiet=True), 1)
        row.addWidget(self.add, 0, ALIGN_TOP)
        self.column.addLayout(row)
        self.quick = QuickAdd(paths, locale)
        self.quick.changed.connect(self.written)
        self.column.addWidget(self.quick)

    def tell(self, status: Status) -> None:
        """Show a status."""
        self.quick.show_counts(status.day.counted)
