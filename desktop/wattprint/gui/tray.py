"""The tray icon and its menu: icon and rows are made once, never hidden or cleared, only told anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from wattprint.gui.icons import Tone, mark_icon
from wattprint.gui.rows import MOST_DEVICES, MOST_RUNNING, TROUBLE_ROWS, Mark, Pausing

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.gui.pausing import HowLong
    from wattprint.gui.rows import QuickRow, Rows

#: The activities that a menu offers to count, and how many of them at a click (with a letter to type).
MOST_QUICK = 5
QUICK_COUNTS = ((1, "+&1"), (5, "+&5"), (10, "+1&0"))


class Tray(QObject):
    """The icon with its menu.

    Signals: quit_wanted; opened: the icon or a row was clicked; add_wanted; count_wanted(activity id, count);
    take_back_wanted; pause_wanted(HowLong); resume_wanted; settings_wanted; history_wanted; export_wanted;
    numbers_wanted.

    Hiding or destroying an icon while a click on it is under way crashes the process, and so does clearing an
    open menu: neither is ever done.
    """

    quit_wanted = Signal()
    opened = Signal()
    add_wanted = Signal()
    settings_wanted = Signal()
    history_wanted = Signal()
    export_wanted = Signal()
    numbers_wanted = Signal()
    count_wanted = Signal(str, int)
    take_back_wanted = Signal()
    pause_wanted = Signal(object)
    resume_wanted = Signal()

    def __init__(
        self,
        *,
        over_bus: bool,
        rows: Rows,
        pauses: tuple[tuple[HowLong, str], ...] = (),
        tone: Tone = Tone.MIDDLE,
        parent: QObject | None = None,
    ) -> None:
        """Show the icon; a host must be there (see TrayHost).

        over_bus: the menu travels over D-Bus. pauses: how long a pause may be, and how that is told.
        """
        super().__init__(parent)
        self._escape = text_over_bus if over_bus else text_of_menu
        self._mark: Mark | None = None
        self._tone = tone
        self._menu = QMenu()
        # Every row opens the window: a click on the icon itself does not come through on some desktops, and
        # rows that do nothing would be drawn in a grey that is hard to read.
        self._today = self._row()
        self._parts = [self._row()]
        self._now = [self._row() for _ in range(MOST_RUNNING)]
        self._devices = [self._row() for _ in range(MOST_DEVICES)]
        self._trouble = [self._row() for _ in range(TROUBLE_ROWS)]
        self._menu.addSeparator()
        self._quick = _QuickMenu(self._menu, self._escape, self)
        self._quick.picked.connect(self.count_wanted)
        self._quick.taken_back.connect(self.take_back_wanted)
        self._add = self._action(self._menu, "", self.add_wanted.emit)
        self._history = self._action(self._menu, "", self.history_wanted.emit)
        self._export = self._action(self._menu, "", self.export_wanted.emit)
        self._open = self._action(self._menu, "", self.opened.emit)
        self._menu.addSeparator()
        self._pause = self._menu.addMenu("")
        self._pauses = [
            self._action(self._pause, "", partial(self.pause_wanted.emit, how_long)) for how_long, _ in pauses
        ]
        self._resume = self._action(self._menu, "", self.resume_wanted.emit)
        self._elsewhere = self._row()
        self._settings = self._action(self._menu, "", self.settings_wanted.emit)
        self._numbers = self._action(self._menu, "", self.numbers_wanted.emit)
        self._quit = self._action(self._menu, "", self.quit_wanted.emit)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._activated)
        self.retell(pauses)
        self.show_rows(rows)
        self.icon.show()
        # Windows forgets a tool tip that was set before the icon was shown.
        self.icon.setToolTip(self._tool_tip(rows))

    def show_rows(self, rows: Rows) -> None:
        """Tell the rows anew; only what differs reaches the host."""
        self._tell([self._today], (rows.today,))
        self._tell(self._parts, rows.parts)
        self._tell(self._now, rows.now)
        self._tell(self._devices, rows.devices)
        self._tell(self._trouble, rows.trouble)
        self._quick.show_rows(rows.quick)
        _set_visible(self._pause.menuAction(), rows.pausing is Pausing.POSSIBLE)
        if rows.pausing is Pausing.PAUSED:
            _tell_action(self._resume, rows.resume)
        _set_visible(self._resume, rows.pausing is Pausing.PAUSED)
        self._tell([self._elsewhere], (rows.elsewhere,) if rows.pausing is Pausing.ELSEWHERE else ())
        _tell_action(self._quit, rows.quit)
        if rows.mark is not self._mark:
            self._mark = rows.mark
            self.icon.setIcon(mark_icon(rows.mark, self._tone))
        tip = self._tool_tip(rows)
        if tip != self.icon.toolTip():
            self.icon.setToolTip(tip)

    def retell(self, pauses: tuple[tuple[HowLong, str], ...]) -> None:
        """Tell the rows that never change, in the language of now. pauses: as many as before."""
        self._add.setText(self.tr("&Add cloud use…"))
        self._history.setText(self.tr("&History…"))
        self._export.setText(self.tr("&Export…"))
        self._open.setText(self.tr("&Open Wattprint"))
        self._settings.setText(self.tr("&Settings…"))
        self._numbers.setText(self.tr("About the &numbers…"))
        self._pause.setTitle(self.tr("&Pause measuring"))
        for action, (_, text) in zip(self._pauses, pauses, strict=True):
            action.setText(text)
        self._quick.retell()

    def set_tone(self, tone: Tone) -> None:
        """Draw the icon lighter or darker from now on."""
        if tone is not self._tone:
            self._tone = tone
            if self._mark is not None:
                self.icon.setIcon(mark_icon(self._mark, tone))

    def show_taken_back(self, text: str) -> None:
        """Offer to take back what was counted last; "" when there is nothing."""
        self._quick.show_taken_back(text)

    def _tell(self, actions: list[QAction], texts: tuple[str, ...]) -> None:
        for number, action in enumerate(actions):
            shown = number < len(texts)
            if shown:
                _tell_action(action, self._escape(texts[number]))
            _set_visible(action, shown)

    def _row(self) -> QAction:
        row = self._action(self._menu, "", self.opened.emit)
        row.setVisible(False)
        return row

    def _action(self, menu: QMenu, text: str, then: Callable[[], None]) -> QAction:
        # Clicks arrive inside a call of the host's: first answer it, then act.
        return menu.addAction(text, partial(QTimer.singleShot, 0, self, then))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            QTimer.singleShot(0, self, self.opened.emit)

    @staticmethod
    def _tool_tip(rows: Rows) -> str:
        # No names: hosts may read markup in a tool tip.
        return f"Wattprint\n{rows.today}"


class _QuickMenu(QObject):
    """A sub-menu with one of its own for each activity. Signals: picked(activity id, count), taken_back."""

    picked = Signal(str, int)
    taken_back = Signal()

    def __init__(self, menu: QMenu, escape: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._escape = escape
        self._rows: tuple[QuickRow, ...] = ()
        self._menu = menu.addMenu("")
        self._menus = [self._menu.addMenu("") for _ in range(MOST_QUICK)]
        for place, one in enumerate(self._menus):
            for count, text in QUICK_COUNTS:
                one.addAction(text, partial(self._pick, place, count))
        self._above_back = self._menu.addSeparator()
        self._above_back.setVisible(False)
        self._back = self._menu.addAction("", partial(QTimer.singleShot, 0, self, self.taken_back.emit))
        self._back.setVisible(False)
        self.show_rows(())

    def retell(self) -> None:
        """In the language of now."""
        self._menu.setTitle(self.tr("&Count cloud use"))

    def show_rows(self, rows: tuple[QuickRow, ...]) -> None:
        """Tell the activities anew."""
        self._rows = rows[:MOST_QUICK]
        for place, menu in enumerate(self._menus):
            action = menu.menuAction()
            shown = place < len(self._rows)
            if shown:
                _tell_action(action, self._escape(self._rows[place].label))
            _set_visible(action, shown)
        _set_visible(self._menu.menuAction(), bool(self._rows))

    def show_taken_back(self, text: str) -> None:
        """Offer to take something back; "" for nothing."""
        if text:
            self._back.setText(self._escape(text))
        # Some hosts draw a line that nothing follows.
        _set_visible(self._above_back, bool(text))
        _set_visible(self._back, bool(text))

    def _pick(self, place: int, count: int) -> None:
        if place < len(self._rows):
            # What is counted is what was clicked, even if its row is told anew before it is acted on.
            picked = partial(self.picked.emit, self._rows[place].activity_id, count)
            QTimer.singleShot(0, self, picked)


def _tell_action(action: QAction, text: str) -> None:
    """Only a change is told to the host. text: as Qt takes it; "&" underlines the next letter."""
    if action.text() != text:
        action.setText(text)


def _set_visible(action: QAction, visible: bool) -> None:
    """Only a change is told to the host."""
    if action.isVisible() is not visible:
        action.setVisible(visible)


def text_of_menu(text: str) -> str:
    """Plain text for a menu that Qt draws: "&" would underline the next letter, a tab begin a short cut."""
    return text.replace("&", "&&")


def text_over_bus(text: str) -> str:
    """Plain text for a menu that another program draws (com.canonical.dbusmenu).

    There "_" marks the letter to underline and "__" is an underscore. Qt sends texts as they are, but makes a
    "_" of the first "&" that is not at the end (QDBusMenuItem::convertMnemonic): so the first one is doubled,
    and the host finds an "&" to underline. GTK loses underscores in a text that also has such a mark; no
    spelling of both is right in every host, so there "&" becomes a "+".
    """
    if "_" in text:
        return text.replace("&", "+").replace("_", "__")
    return text.replace("&", "&&", 1)
