"""The line of news and its one button."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud.told import ToldLine


def test_a_button_that_goes_leaves_the_focus_to_what_it_belongs_to(qtbot: QtBot) -> None:
    """What came next got it: a second press of the space bar would have quit the app, say."""
    window = QWidget()
    qtbot.addWidget(window)
    before, line, after = QPushButton("+1"), ToldLine(), QPushButton("Quit")
    column = QVBoxLayout(window)
    for widget in (before, line, after):
        column.addWidget(widget)
    line.tell("Added 1.", "Undo")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    line.button.setFocus()
    line.tell("Taken back.", "Put back")
    assert line.button.hasFocus()
    line.tell("There is nothing to undo here.")
    assert before.hasFocus()
    line.tell("Added 1.", "Undo")
    after.setFocus()
    line.warn("Not saved.")
    assert after.hasFocus()
