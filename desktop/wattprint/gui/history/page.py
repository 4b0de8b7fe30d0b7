"""What the history window expects of each of its pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from wattprint.gui.phrases import Phrases
    from wattprint.gui.remembered import Remembered
    from wattprint.system.paths import Paths


#: A program that holds the ledger lets it go without a word: so long after a failure it is tried again.
RETRY_MS = 10_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What every page works with. now_s: the clock (Unix time).

    Work on files goes through gui.cloud.work.run: the window never waits for a disk.
    """

    paths: Paths
    phrases: Phrases
    remembered: Remembered
    now_s: Callable[[], float] = time.time


class Page(QWidget):
    """One page. Reads when it is shown for the first time, and whenever reload() is called.

    Signals: written: something was written into the ledger. number_wanted(str): the row of "About the
    numbers" that stands behind a number (see history.anchors). days_wanted(str, str): the overview of these
    days (ISO, both included). sessions_wanted(str, str): the sessions that began on these days.
    settings_wanted(str): this page of the settings.
    """

    written = Signal()
    number_wanted = Signal(str)
    days_wanted = Signal(str, str)
    sessions_wanted = Signal(str, str)
    settings_wanted = Signal(str)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.setLocale(setting.phrases.locale)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._read_again)
        self._unread = False

    def days_shown(self) -> tuple[str, str] | None:
        """First and last day (ISO, both included) of what is shown; None for a page that is not of days."""
        return None

    def show_days(self, first_day: str, last_day: str) -> None:
        """Show these days (ISO, both included); nothing to do for a page that is not of days."""

    def show_row(self, anchor: str) -> None:
        """Show the row behind a number (see history.anchors); only "About the numbers" has such rows."""

    def reload(self) -> None:
        """Read what is shown anew; called while the page is visible and the ledger has changed."""
        raise NotImplementedError

    def unread(self) -> None:
        """To be called when something could not be read: it is tried again in a while, or once it is seen."""
        self._unread = True
        self._retry.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What could not be read may be readable by now."""
        super().showEvent(event)
        self._read_again()

    def _read_again(self) -> None:
        if self._unread and self.isVisible():
            self._unread = False
            self._retry.stop()
            self.reload()
