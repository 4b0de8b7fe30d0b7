"""The tray icon and its menu: icon and rows are made once, never hidden or cleared, only told anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from wattprint.gui.icons import mark_icon
from wattprint.gui.rows import MOST_RUNNING, TROUBLE_ROWS, Mark

if TYPE_CHECKING:
    from wattprint.gui.rows import Rows


class Tray(QObject):
    """Signals: quit_wanted, and opened: the icon or a row was clicked.

    Hiding or destroying an icon while a click on it is under way crashes the process, and so does clearing an
    open menu: neither is ever done.
    """

    quit_wanted = Signal()
    opened = Signal()

    def __init__(self, *, over_bus: bool, rows: Rows, parent: QObject | None = None) -> None:
        """Show the icon; a host must be there (see TrayHost). over_bus: the menu travels over D-Bus."""
        super().__init__(parent)
        self._escape = text_over_bus if over_bus else text_of_menu
        self._mark: Mark | None = None
        self._menu = QMenu()
        self._today = self._row()
        self._now = [self._row() for _ in range(MOST_RUNNING)]
        self._trouble = [self._row() for _ in range(TROUBLE_ROWS)]
        self._menu.addSeparator()
        self._quit = self._menu.addAction("", self._later_quit)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._activated)
        self.show_rows(rows)
        self.icon.show()
        # Windows forgets a tool tip that was set before the icon was shown.
        self.icon.setToolTip(self._tool_tip(rows))

    def show_rows(self, rows: Rows) -> None:
        """Tell the rows anew; only what differs reaches the host."""
        self._tell([self._today], (rows.today,))
        self._tell(self._now, rows.now)
        self._tell(self._trouble, rows.trouble)
        self._tell([self._quit], (rows.quit,))
        if rows.mark is not self._mark:
            self._mark = rows.mark
            self.icon.setIcon(mark_icon(rows.mark))
        tip = self._tool_tip(rows)
        if tip != self.icon.toolTip():
            self.icon.setToolTip(tip)

    def _tell(self, actions: list[QAction], texts: tuple[str, ...]) -> None:
        for number, action in enumerate(actions):
            shown = number < len(texts)
            if shown and action.text() != (text := self._escape(texts[number])):
                action.setText(text)
            if action.isVisible() is not shown:
                action.setVisible(shown)

    def _row(self) -> QAction:
        # Every row opens the window: a click on the icon itself does not come through on some desktops, and
        # rows that do nothing would be drawn in a grey that is hard to read.
        row = self._menu.addAction("", self._later_open)
        row.setVisible(False)
        return row

    # Clicks arrive inside a call of the host's: first answer it, then act.

    def _later_quit(self) -> None:
        QTimer.singleShot(0, self.quit_wanted.emit)

    def _later_open(self) -> None:
        QTimer.singleShot(0, self.opened.emit)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._later_open()

    @staticmethod
    def _tool_tip(rows: Rows) -> str:
        # No names: hosts may read markup in a tool tip.
        return f"Wattprint\n{rows.today}"


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
