"""The icon and the small window: made once, told anew, never cleared or hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QMenu, QPushButton

from wattprint.gui.icons import SIZES, mark_icon
from wattprint.gui.plain_window import PlainWindow
from wattprint.gui.rows import Mark, Rows
from wattprint.gui.tray import Tray

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

IDLE = Rows("Today: 1 Wh", ("nothing",), (), "Quit", Mark.IDLE)
BUSY = Rows("Today: 2 Wh", ("R&D <b>a</b>", "b_c", "d"), ("too bad", "sorry"), "Leave", Mark.ATTENTION)


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    return Tray(over_bus=False, rows=IDLE)


def menu_of(tray: Tray) -> QMenu:
    menu = tray.icon.contextMenu()
    assert menu is not None
    return menu


def texts(tray: Tray) -> list[str]:
    return [
        action.text() for action in menu_of(tray).actions() if action.isVisible() and not action.isSeparator()
    ]


def test_the_menu_tells_its_rows(tray: Tray) -> None:
    assert texts(tray) == ["Today: 1 Wh", "nothing", "Quit"]
    assert tray.icon.toolTip() == "Wattprint\nToday: 1 Wh"
    tray.show_rows(BUSY)
    assert texts(tray) == ["Today: 2 Wh", "R&&D <b>a</b>", "b_c", "d", "too bad", "sorry", "Leave"]
    assert tray.icon.toolTip() == "Wattprint\nToday: 2 Wh"
    tray.show_rows(IDLE)
    assert texts(tray) == ["Today: 1 Wh", "nothing", "Quit"]


def test_an_open_menu_is_told_anew_without_being_rebuilt(tray: Tray, qtbot: QtBot) -> None:
    menu, before = menu_of(tray), menu_of(tray).actions()
    icon = tray.icon
    menu.popup(menu.pos())
    for rows in (BUSY, IDLE, BUSY):
        tray.show_rows(rows)
        qtbot.wait(10)
    assert menu_of(tray) is menu
    assert menu.actions() == before
    assert tray.icon is icon
    assert icon.isVisible()
    menu.close()


def test_nothing_is_sent_when_nothing_changed(tray: Tray) -> None:
    told: list[object] = []
    for action in menu_of(tray).actions():
        action.changed.connect(lambda: told.append(1))
    tray.show_rows(IDLE)
    assert told == []


def test_clicks_are_acted_on_after_the_host_was_answered(tray: Tray, qtbot: QtBot) -> None:
    told: list[str] = []
    tray.opened.connect(lambda: told.append("opened"))
    tray.quit_wanted.connect(lambda: told.append("quit"))
    *rows, leave = menu_of(tray).actions()
    rows[0].trigger()
    leave.trigger()
    tray.icon.activated.emit(tray.icon.ActivationReason.Trigger)
    tray.icon.activated.emit(tray.icon.ActivationReason.Context)
    assert told == []
    qtbot.waitUntil(lambda: told == ["opened", "quit", "opened"])


def outline(image: QImage) -> set[tuple[int, int]]:
    """The pixels that are drawn on."""
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 127
    }


def test_icons_are_told_apart_by_shape_at_every_size(qtbot: QtBot) -> None:
    for size in SIZES:
        shapes = [outline(mark_icon(mark).pixmap(size, size).toImage()) for mark in Mark]
        for number, shape in enumerate(shapes):
            assert shape
            for other in shapes[number + 1 :]:
                assert len(shape ^ other) > size * size / 8


def test_icons_have_pixels_of_every_size_that_panels_ask_for(qtbot: QtBot) -> None:
    for mark in Mark:
        assert {size.width() for size in mark_icon(mark).availableSizes()} == set(SIZES)


def test_the_window_shows_plain_text(qtbot: QtBot) -> None:
    window = PlainWindow(BUSY)
    qtbot.addWidget(window)
    labels = window.findChildren(QLabel)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    assert "R&D <b>a</b>\nb_c\nd" in [label.text() for label in labels]
    assert not any(label.buddy() for label in labels)


def test_closing_the_only_window_quits_and_closing_another_does_not(qtbot: QtBot) -> None:
    window = PlainWindow(IDLE)
    qtbot.addWidget(window)
    window.show()
    with qtbot.assertNotEmitted(window.quit_wanted):
        window.close()
    window.set_only_way(True)
    window.show()
    with qtbot.waitSignal(window.quit_wanted):
        window.close()
    window.show()
    with qtbot.waitSignal(window.quit_wanted):
        window.findChildren(QPushButton)[0].click()
