"""What a person and a screen reader can ask of any window."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLabel, QWidget
from pytestqt.modeltest import ModelTester

#: An "&" that is followed by no other marks the letter that reaches a field with Alt.
_MARK = re.compile(r"(?<!&)(?:&&)*&([^&])")


def letters(window: QWidget) -> list[str]:
    """The letters that reach something with Alt, of all buttons and labels, hidden ones too."""
    widgets: Iterable[QAbstractButton | QLabel] = [
        *window.findChildren(QAbstractButton),
        *(label for label in window.findChildren(QLabel) if label.buddy() is not None),
    ]
    return [found[1].casefold() for one in widgets if (found := _MARK.search(one.text()))]


def reached_by_tab(window: QWidget) -> list[QWidget]:
    """Every widget that the Tab key leads to, once around. (The focus chain tells more: Qt skips.)"""
    found: list[QWidget] = []
    for _ in range(200):
        at: QWidget | None = window.focusWidget()
        if found and at is found[0] and at is not found[-1]:
            return found
        # A date has three stops of its own.
        if at is not None and at not in found[-1:]:
            found.append(at)
        QTest.keyClick(window if at is None else at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come round: {found[-20:]}")


def nameless(window: QWidget) -> list[str]:
    """Widgets that Tab leads to and that a screen reader has no name for."""
    found = []
    for widget in reached_by_tab(window):
        if isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):
            continue  # the inside of a field that has a name itself
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name)
        if isinstance(widget, QComboBox):
            # Its name is what is chosen in it; what it is for is said by its label, or beside it.
            labels = [label for label in window.findChildren(QLabel) if label.buddy() is widget]
            name = labels[0].text() if labels else interface.text(QAccessible.Text.Description)
        if not name.strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def rich(window: QWidget) -> list[str]:
    """Labels that would take markup in their text for markup."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText and label.buddy() is None and label.text()
    ]


def click(widget: QWidget) -> None:
    """A click with the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def keeps_the_rules(tester: ModelTester, model: QAbstractItemModel) -> None:
    """Fail where a model breaks Qt's rules."""
    tester.check(model)  # type: ignore[no-untyped-call]
