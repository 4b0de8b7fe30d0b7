"""What a start says when Wattprint runs already and does not answer: nobody clicks and gets nothing."""

from __future__ import annotations

import logging
import signal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

log = logging.getLogger(__name__)


class Unanswered(QMessageBox):
    """Says so, with the process to end, and offers to try once more. pid: None where it is not known."""

    def __init__(self, pid: int | None) -> None:
        super().__init__()
        self.setIcon(QMessageBox.Icon.Warning)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWindowTitle("Wattprint")
        self.setText(self.tr("Wattprint is running already, but does not answer."))
        if pid is None:
            what = self.tr("If its icon in the tray does not react either, end it; then try again.")
        else:
            what = self.tr(
                "If its icon in the tray does not react either, end process {pid}; then try again."
            )
        self.setInformativeText(what.format(pid=pid))
        self._again = self.addButton(self.tr("&Try again"), QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(self._again)
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Close))

    def try_again(self) -> bool:
        """Ask, and wait for the answer. The terminal is told, too: that is where many a start comes from."""
        log.error("%s %s", self.text(), self.informativeText())
        # Ctrl-C in the terminal ends this start: nothing listens for signals yet.
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            self.exec()
        finally:
            signal.signal(signal.SIGINT, before)
        return self.clickedButton() is self._again
