"""A name that is cut to the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wattprint.gui.today_view.text import OneLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_name_is_no_window_before_it_has_its_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    with qtbot.waitExposed(window):
        window.show()
    named, nameless = OneLine("mystery.py"), OneLine()
    assert not named.isVisible(), "it would flash up beside the window"
    for line in (named, nameless):
        column.addWidget(line)
    qtbot.waitUntil(named.isVisible)
    assert not nameless.isVisible()
    nameless.tell("train.py")
    assert nameless.isVisible()
