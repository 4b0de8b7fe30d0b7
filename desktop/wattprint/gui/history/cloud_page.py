"""The page "Cloud use": everything that was counted, to be looked through and put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from wattprint.gui.cloud.add_dialog import AddCloudDialog
from wattprint.gui.cloud.entries_view import EntriesView
from wattprint.gui.cloud.recurring_dialog import RecurringDialog
from wattprint.gui.history import anchors
from wattprint.gui.history.page import Page
from wattprint.gui.in_front import show_in_front
from wattprint.gui.today_view.card import em

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from wattprint.gui.history.page import Setting


class CloudPage(Page):
    """The entries of a range of days, as in the window of the past entries, with the way to every number."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._adding: AddCloudDialog | None = None
        self._recurring: RecurringDialog | None = None
        locale = setting.phrases.locale
        self.view = EntriesView(setting.paths, locale, now_s=setting.now_s, numbers=True)
        self.view.changed.connect(self._written_here)
        self.view.unreadable.connect(self.unread)
        self.view.add_wanted.connect(self._add)
        self.view.recurring_wanted.connect(self._show_recurring)
        self.view.number_wanted.connect(self._show_number)
        unit = em(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.addWidget(self.view)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever turns to the page begins in its table. (A focus proxy would take Tab past the days.)"""
        self.view.table.setFocus(event.reason())

    # -- what the window asks -----------------------------------------------------------------------------

    def days_shown(self) -> tuple[str, str] | None:
        """First and last day; None for all of them."""
        return None if self.view.range.everything else self.view.days()

    def show_days(self, first_day: str, last_day: str) -> None:
        """Show the entries of these days."""
        self.view.show_range(first_day, last_day)

    def reload(self) -> None:
        """Read them anew."""
        self.view.reload()
        if self._recurring is not None and self._recurring.isVisible():
            self._recurring.reload()

    # -- other windows ------------------------------------------------------------------------------------

    def _add(self, day: str) -> None:
        if self._adding is None:
            setting = self.setting
            self._adding = AddCloudDialog(setting.paths, self.locale(), self, now_s=setting.now_s)
            self._adding.changed.connect(self._written_elsewhere)
        self._adding.choose_day(day)
        show_in_front(self._adding)

    def _show_recurring(self, recurring_id: int, day: str) -> None:
        if self._recurring is None:
            setting = self.setting
            self._recurring = RecurringDialog(setting.paths, self.locale(), self, now_s=setting.now_s)
            self._recurring.changed.connect(self._written_elsewhere)
        self._recurring.choose(recurring_id, day)
        show_in_front(self._recurring)

    def _show_number(self, activity: str) -> None:
        self.number_wanted.emit(anchors.factor(activity))

    def _written_here(self) -> None:
        if self._recurring is not None and self._recurring.isVisible():
            self._recurring.reload()
        self.written.emit()

    def _written_elsewhere(self) -> None:
        self.view.reload()
        self.written.emit()
