"""What can be done with sessions: one action each, for the buttons, the menus and the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from wattprint.ledger.session_lines import SessionLine


@dataclass(frozen=True, slots=True)
class Doing:
    """What each action does."""

    made: Callable[[], None]
    rename: Callable[[], None]
    assign: Callable[[], None]
    merge: Callable[[], None]
    split: Callable[[], None]
    take_apart: Callable[[], None]
    not_ai: Callable[[], None]
    delete: Callable[[], None]
    never: Callable[[], None]


class SessionActs(QObject):
    """The actions. (A QObject, to be translated.) Keys hold while the focus is in the given widget."""

    def __init__(self, doing: Doing, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.made = self._act(self.tr("What it &made…"), doing.made, "Ctrl+M")
        self.rename = self._act(self.tr("&Rename…"), doing.rename, "F2")
        self.assign = self._act(self.tr("Change &app or kind…"), doing.assign, "Ctrl+Shift+A")
        self.merge = self._act(self.tr("Mer&ge"), doing.merge, "Ctrl+Shift+M")
        self.split = self._act(self.tr("Spl&it…"), doing.split, "Ctrl+Shift+X")
        self.take_apart = self._act(self.tr("&Take apart"), doing.take_apart)
        self.not_ai = self._act(self.tr("This is &not AI"), doing.not_ai, "Ctrl+Shift+N")
        self.delete = self._act(self.tr("De&lete"), doing.delete, "Del")
        self.delete.setShortcuts([QKeySequence("Del"), QKeySequence("Backspace")])
        self.never = self._act(self.tr("Ne&ver count this app…"), doing.never)

    @property
    def all(self) -> tuple[QAction, ...]:
        """In the order of a menu."""
        return (
            self.made, self.rename, self.assign, self.merge, self.split, self.take_apart, self.not_ai,
            self.delete, self.never,
        )  # fmt: skip

    def fill(self, menu: QMenu) -> None:
        """Put them into a menu."""
        for action in self.all:
            if action in (self.merge, self.not_ai):
                menu.addSeparator()
            menu.addAction(action)

    def follow(self, lines: Sequence[SessionLine] | None, *, not_ai_list: bool) -> None:
        """What can be done with these. None: they are too many, or not known yet.

        not_ai_list: those that are listed were marked so.
        """
        count = 0 if lines is None else len(lines)
        for action in (self.made, self.rename, self.split, self.never):
            action.setEnabled(count == 1)
        for action in (self.assign, self.delete, self.not_ai):
            action.setEnabled(count > 0)
        self.merge.setEnabled(count > 1)
        one = lines[0] if lines is not None and count == 1 else None
        self.take_apart.setEnabled(one is not None and bool(one.merged or one.part))
        if not_ai_list:
            for action in (self.made, self.merge, self.split, self.take_apart):
                action.setEnabled(False)
        self.not_ai.setText(self.tr("This is AI after &all") if not_ai_list else self.tr("This is &not AI"))

    def _act(self, text: str, then: Callable[[], None], keys: str = "") -> QAction:
        action = QAction(text, self._widget)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: then())
        self._widget.addAction(action)
        return action
