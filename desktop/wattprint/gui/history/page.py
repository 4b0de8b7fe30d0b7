"""What the history window expects of each of its pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.remembered import Remembered
    from wattprint.system.paths import Paths


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
