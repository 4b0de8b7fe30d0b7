"""What the tray's menu says, in a small window: for desktops that show no tray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from wattprint.gui.icons import mark_icon
from wattprint.gui.rows import TROUBLE_WIDTH

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from wattprint.gui.rows import Rows


class PlainWindow(QWidget):
    """The rows and Quit. Signals: quit_wanted.

    Without a tray this window is all there is of the app, so closing it quits; with one it only goes away.
    """

    quit_wanted = Signal()

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._only_way = False
        self.setWindowTitle("Wattprint")
        self._today = self._label()
        font = self._today.font()
        font.setBold(True)
        self._today.setFont(font)
        self._now = self._label()
        self._trouble = self._label()
        self._no_tray = self._label()
        self._no_tray.setText(
            self.tr("This desktop shows no tray icons; closing this window quits Wattprint.")
        )
        self._quit = QPushButton()
        self._quit.clicked.connect(self.quit_wanted)
        layout = QVBoxLayout(self)
        for widget in (self._today, self._now, self._trouble, self._no_tray, self._quit):
            layout.addWidget(widget)
        layout.addStretch()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * (TROUBLE_WIDTH + 12))
        self.show_rows(rows)
        self.set_only_way(False)

    def show_rows(self, rows: Rows) -> None:
        """Tell the rows anew."""
        self._today.setText(rows.today)
        self._now.setText("\n".join(rows.now))
        self._trouble.setText("\n".join(rows.trouble))
        self._trouble.setVisible(bool(rows.trouble))
        self._quit.setText(rows.quit)
        self.setWindowIcon(mark_icon(rows.mark))

    def set_only_way(self, only_way: bool) -> None:
        """Whether there is no tray icon that could bring this window back."""
        self._only_way = only_way
        self._no_tray.setVisible(only_way)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Quit where nothing would be left to reach the app by."""
        super().closeEvent(event)
        if self._only_way:
            self.quit_wanted.emit()

    def _label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label
