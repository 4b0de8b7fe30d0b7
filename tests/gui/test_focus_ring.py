"""Whoever works by keyboard sees which list, table or sheet the arrows will move."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from wattprint.gui.charts.contrast import MARKS, contrast
from wattprint.gui.focus_ring import keep_ring
from wattprint.gui.scroller import Scroller
from wattprint.gui.today_view.swatch import look_of


def shown(qtbot: QtBot, watched: QWidget) -> tuple[QWidget, QLineEdit]:
    """A window with something and a field, to be kept; the field has the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(watched)
    column.addWidget(field)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    field.setFocus()
    return window, field


def edge(widget: QWidget) -> list[QColor]:
    """The pixels a little inside of its four edges, in the middle of each."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    right, bottom = picture.width() - 1, picture.height() - 1
    places = ((right // 2, 1), (right // 2, bottom - 1), (1, bottom // 2), (right - 1, bottom // 2))
    return [picture.pixelColor(*place) for place in places]


@pytest.mark.parametrize("kind", [QListView, QTableView, QTreeView])
def test_a_ring_stands_around_the_list_that_has_the_focus(
    qtbot: QtBot, kind: Callable[[], QAbstractItemView]
) -> None:
    view = kind()
    view.setModel(QStringListModel([str(number) for number in range(50)], view))
    keep_ring(view)
    window, field = shown(qtbot, view)
    colour = look_of(view).colours.focus
    assert contrast(colour, look_of(view).colours.background) >= MARKS
    assert colour not in edge(view)
    view.setFocus()
    assert edge(view) == [colour] * 4
    # It takes nothing along when the rows move, and follows when there is more room.
    view.scrollToBottom()
    window.resize(420, 360)
    qtbot.waitUntil(lambda: edge(view) == [colour] * 4)
    field.setFocus()
    assert colour not in edge(view)


def test_who_clicks_sees_it_with_the_first_key(qtbot: QtBot) -> None:
    view = QListView()
    view.setModel(QStringListModel([str(number) for number in range(50)], view))
    keep_ring(view)
    window, field = shown(qtbot, view)
    colour = look_of(view).colours.focus
    at = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert window.focusWidget() is view
    assert colour not in edge(view)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert edge(view) == [colour] * 4
    # A window that comes back shows what it showed.
    for reason in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason):
        field.setFocus()
        view.setFocus(reason)
        before = edge(view)
        field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        view.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        assert edge(view) == before
        assert (colour in before) is (reason is Qt.FocusReason.TabFocusReason)


def test_what_is_clicked_lies_beneath_the_ring(qtbot: QtBot) -> None:
    view = QListView()
    view.setModel(QStringListModel(["one", "two"], view))
    keep_ring(view)
    window, _ = shown(qtbot, view)
    view.setFocus()
    assert window.focusWidget() is view
    second = view.visualRect(view.model().index(1, 0))
    at = view.viewport().mapTo(view, second.center())
    assert view.childAt(at) is view.viewport()


def test_a_sheet_that_scrolls_shows_when_the_arrows_move_it(qtbot: QtBot) -> None:
    scroller = Scroller()
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    for number in range(40):
        column.addWidget(QLabel(str(number)))
    scroller.setWidget(sheet)
    sheet.setAutoFillBackground(False)
    scroller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window, field = shown(qtbot, scroller)
    colour = look_of(scroller).colours.focus
    assert colour not in edge(scroller.viewport())
    scroller.setFocus()
    assert window.focusWidget() is scroller
    assert edge(scroller.viewport()) == [colour] * 4
    field.setFocus()
    assert colour not in edge(scroller.viewport())
    # Who clicks into it sees it with the first key.
    scroller.setFocus(Qt.FocusReason.MouseFocusReason)
    assert colour not in edge(scroller.viewport())
    QTest.keyClick(scroller, Qt.Key.Key_Down)
    assert edge(scroller.viewport()) == [colour] * 4
