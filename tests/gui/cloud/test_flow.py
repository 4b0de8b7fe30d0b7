"""Lines of widgets that break where the width asks for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud.flow import Flow


def made(qtbot: QtBot, count: int, *, last_right: bool = False) -> tuple[QWidget, list[QPushButton]]:
    window = QWidget()
    buttons = [QPushButton(f"Button {number}") for number in range(count)]
    window.setLayout(Flow(*buttons, last_right=last_right))
    qtbot.addWidget(window)
    window.show()
    return window, buttons


def test_as_many_lines_as_it_takes(qtbot: QtBot) -> None:
    window, buttons = made(qtbot, 4)
    one_line = window.sizeHint()
    window.resize(one_line)
    assert len({button.y() for button in buttons}) == 1
    window.resize(one_line.width() * 2 // 3, 300)
    assert [button.y() == buttons[0].y() for button in buttons] == [True, True, False, False]
    assert all(window.rect().contains(button.geometry()) for button in buttons)
    layout = window.layout()
    assert layout is not None
    least = layout.minimumSize().width()
    assert layout.heightForWidth(least) > layout.heightForWidth(one_line.width() * 2 // 3) > one_line.height()
    window.resize(least, 500)
    assert all(window.rect().contains(button.geometry()) for button in buttons)
    assert len({button.y() for button in buttons}) == 4


def test_what_is_hidden_takes_no_room_and_the_last_stands_apart(qtbot: QtBot) -> None:
    window, buttons = made(qtbot, 3, last_right=True)
    buttons[1].hide()
    window.resize(800, 100)
    assert buttons[2].geometry().right() == window.rect().right()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.resize(801, 100)
    assert buttons[2].geometry().left() == window.rect().left()
    assert buttons[0].geometry().right() == window.rect().right()
    window.resize(buttons[0].width() + 2, 200)
    assert buttons[2].y() > buttons[0].y()
