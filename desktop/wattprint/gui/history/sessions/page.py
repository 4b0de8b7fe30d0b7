"""The page of all sessions: the table, the details of the current one, and what can be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from wattprint.gui.cloud import work
from wattprint.gui.cloud.button import Button
from wattprint.gui.cloud.flow import Flow
from wattprint.gui.cloud.told import READING
from wattprint.gui.cloud.undo import Step, UndoLine
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history.page import Page, Setting
from wattprint.gui.history.sessions.acts import SessionActs
from wattprint.gui.history.sessions.choosing import MOST_CHOSEN
from wattprint.gui.history.sessions.columns import ORDERS, RISING, Column
from wattprint.gui.history.sessions.details import DetailsPanel
from wattprint.gui.history.sessions.filter_bar import SessionFilterBar
from wattprint.gui.history.sessions.handling import Handling
from wattprint.gui.history.sessions.model import SessionsModel
from wattprint.gui.history.sessions.no_sessions import NoSessions, Why
from wattprint.gui.history.sessions.outputs import Outputs
from wattprint.gui.history.sessions.reading import Asked, Detail, Listing, SessionsReader
from wattprint.gui.history.sessions.refusals import Refusals
from wattprint.gui.history.sessions.table import SessionsTable
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.gui.today import local_day
from wattprint.gui.today_view.card import em
from wattprint.gui.today_view.text import OneLine, Text
from wattprint.reference.factors import load_factors

if TYPE_CHECKING:
    from wattprint.domain.session_energy import SessionEnergy
    from wattprint.ledger.session_lines import SessionFilter

#: Who holds an arrow key passes many sessions: details come once the key rests.
_DETAILS_MS = 80

_REDO = QKeySequence("Ctrl+Shift+Z")

#: In lines of text: from this width on, details stand beside the table, else beneath it.
_SIDE_BY_SIDE = 48

#: Beneath it, on a page no higher than this, they leave most of the room to the table, and so do the buttons:
#: what these do is in the menu too, which then stands in the line of the sum.
_LOW = 36

#: How the room is shared between the table and the details.
_BESIDE, _BENEATH, _BENEATH_LOW = (65, 35), (55, 45), (70, 30)


class SessionsPage(Page):
    """Every session of the ledger."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        locale = setting.phrases.locale
        self.words = SessionWords(locale, Outputs(locale, load_factors().units))
        wording = Wording(locale)
        self._wording = wording
        self._sorted = (Column.START, True)
        self._shares: tuple[int, int] | None = None
        self._shown: Asked | None = None
        self._summed: tuple[SessionFilter, SessionEnergy] | None = None
        self._described: int | None = None
        self._keeping = self._sum_due = False
        #: What was made last: to be chosen once it is listed.
        self._wanted: tuple[int, ...] = ()
        self._reader = SessionsReader(setting.paths)
        self.told = UndoLine(wording, why=Refusals(wording).why)
        self.told.turned.connect(self._turned)
        self.told.changed.connect(self._written)
        self.filter = SessionFilterBar(self.words, locale, self._today())
        self.filter.changed.connect(self.reload)
        self.model = SessionsModel(self.words, self._reader, self)
        self.model.listed.connect(self._listed)
        self.model.failed.connect(self._unreadable)
        self.table = SessionsTable(self.model, self.words)
        self.details = DetailsPanel(self.words, setting.phrases)
        self.details.number_wanted.connect(self.number_wanted)
        self.handling = Handling(self, setting, self._reader, self.words, wording)
        self.handling.did.connect(self._did)
        self.handling.refused.connect(self.told.warn)
        self.acts = SessionActs(self.handling.doing(), self.table)
        self.empty = NoSessions()
        self.empty.show_all.connect(self._show_all)
        self._describe_soon = QTimer(self)
        self._describe_soon.setSingleShot(True)
        self._describe_soon.setInterval(_DETAILS_MS)
        self._describe_soon.timeout.connect(self._describe)
        self._lay_out()
        self._connect_table()
        self._follow()
        # The ledger is let go where it was taken: on the files' thread.
        close, app = self._reader.close, QCoreApplication.instance()
        assert app is not None
        self.destroyed.connect(lambda: work.run(app, close, _ignore, _ignore))

    # -- building -----------------------------------------------------------------------------------------

    def _connect_table(self) -> None:
        table = self.table
        table.chosen.connect(self._follow)
        table.typed.connect(self.filter.type)
        table.too_many.connect(self._too_many)
        table.customContextMenuRequested.connect(self._menu_at)
        header = table.horizontalHeader()
        header.setSortIndicator(Column.START, Qt.SortOrder.DescendingOrder)
        header.sectionClicked.connect(lambda section: self.sort_by(Column(section)))
        standard = QKeySequence.StandardKey
        # On all systems, whatever else they use for it.
        redo = [keys for keys in QKeySequence.keyBindings(standard.Redo) if keys != _REDO]
        for keys, act, widget in (
            (QKeySequence.keyBindings(standard.Undo), self.told.undo, self),
            ([_REDO, *redo], self.told.redo, self),
            ([QKeySequence("Ctrl+Shift+S")], self._sort_by_current, table),
        ):
            shortcut = QShortcut(widget)
            shortcut.setKeys(keys)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        # From the list of pages, too; who changes something there is no reason to undo something here.
        QShortcut(standard.Find, self, self.filter.text.setFocus)

    def _lay_out(self) -> None:
        unit = em(self)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)
        self.details.hide()
        self.summary = Text(quiet=True, wrap=False)
        self.chosen = OneLine(quiet=True)
        self._below = below = QHBoxLayout()
        below.addWidget(self.summary)
        below.addWidget(self.chosen, 1)
        self.buttons: list[Button] = []
        self._row = row = Flow()
        for action in (self.acts.made, self.acts.rename, self.acts.assign):
            button = Button(action.text())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            button.setToolTip(_keys(action.shortcut()))
            row.addWidget(button)
            self.buttons.append(button)
        self.more = Button(self.tr("M&ore"))
        self.more.setMenu(self._menu(self.more))
        row.addWidget(self.more)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack, 1)
        column.addLayout(below)
        column.addLayout(row)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.details)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(unit, round(unit * 0.8), unit, round(unit * 0.5))
        whole.setSpacing(round(unit * 0.5))
        whole.addWidget(self.filter)
        whole.addWidget(self.splitter, 1)
        whole.addWidget(self.told)

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        self.acts.fill(menu)
        menu.addSeparator()
        orders = menu.addMenu(self.tr("&Sort by"))
        for column in Column:
            orders.addAction(self.words.column(column), partial(self.sort_by, column))
        return menu

    def _menu_at(self, place: QPoint) -> None:
        menu = self._menu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the details where there is room for them."""
        super().resizeEvent(event)
        wide = self.width() >= _SIDE_BY_SIDE * em(self)
        shares = _BESIDE if wide else _BENEATH if self.height() > _LOW * em(self) else _BENEATH_LOW
        if shares is not self._shares or not any(self.splitter.sizes()):
            self._shares = shares
            self.splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
            self._save_height(shares is _BENEATH_LOW)
            self.splitter.setSizes([share * 10 for share in shares])

    def _save_height(self, save: bool) -> None:
        for button in self.buttons:
            button.setHidden(save)
        if save:
            self._below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignRight)
        else:
            self._row.addWidget(self.more)

    # -- reading ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is seen for the first time, or did not finish."""
        super().showEvent(event)
        if self._shown is None or self._sum_due:
            self.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever turns to the page goes on in its table. (A focus proxy would take Tab past the filter.)"""
        (self.table if self.table.isVisible() else self.filter.text).setFocus(event.reason())

    def days_shown(self) -> tuple[str, str] | None:
        """The days of the filter; None for all of them."""
        return None if self.filter.days.everything else self.filter.days.days(self._today())

    def show_days(self, first_day: str, last_day: str) -> None:
        """Show the sessions that began on these days (ISO, both included)."""
        self.filter.show_days(first_day, last_day, self._today())

    def reload(self) -> None:
        """Read the list and the details anew."""
        column, descending = self._sorted
        asked = Asked(self.filter.wish(self._today()), ORDERS[column], descending)
        anew = asked != self._shown
        self.model.ask(asked, () if anew else self.table.rows_in_use())

    def sort_by(self, column: Column) -> None:
        """Sort by a column; the other way round when it is sorted by it already."""
        before, descending = self._sorted
        self._sorted = column, not descending if column is before else column not in RISING
        order = Qt.SortOrder.DescendingOrder if self._sorted[1] else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self.reload()

    def _sort_by_current(self) -> None:
        if self.table.currentIndex().isValid():
            self.sort_by(Column(self.table.currentIndex().column()))

    def _listed(self, listing: Listing) -> None:
        anew = listing.asked != self._shown
        self._shown = listing.asked
        self.told.trouble(READING, "")
        self.filter.set_apps(listing.apps)
        self.handling.apps = [name for _, name in listing.apps]
        self.filter.clear.setEnabled(self.filter.narrowed)
        had_focus = self.table.hasFocus() or self.empty.button.hasFocus()
        if not listing.count:
            self.empty.tell(Why.NO_MATCH if self.filter.narrowed else Why.NONE_YET)
        self.stack.setCurrentWidget(self.table if listing.count else self.empty)
        self.details.setVisible(listing.count > 0)
        if had_focus:
            (self.table if listing.count else self.empty.button).setFocus()
        self.table.find_place(anew=anew)
        self.table.choose(self._wanted)
        self._wanted = ()
        self._sum(listing)
        self._described = None
        self._follow()

    def _sum(self, listing: Listing) -> None:
        """How many there are is known; their energy follows."""
        known = self._summed if self._summed is not None and self._summed[0] == listing.asked.filter else None
        self._tell_sum(listing.count, None if known is None else known[1])
        if listing.count and not self._keeping:
            self._keeping = True
            work.run(self, self._reader.keep_sums, self._kept, self._not_kept)

    def _kept(self, more: bool) -> None:
        """Some sums were kept. Bit by bit: what is scrolled to in between is read in between."""
        if more and self.isVisible():
            work.run(self, self._reader.keep_sums, self._kept, self._not_kept)
            return
        self._keeping = False
        # What nobody sees is not worth seconds of work: it goes on when the page is turned to again.
        self._sum_due = more
        if self._shown is not None and not more:
            filter_ = self._shown.filter
            job = partial(self._reader.energy, filter_)
            work.run(self, job, partial(self._summed_up, filter_), self._unreadable)

    def _not_kept(self, _: Exception) -> None:
        """The ledger cannot be written just now; it can be read as well without."""
        self._kept(False)

    def _summed_up(self, filter_: SessionFilter, used: SessionEnergy) -> None:
        if self._shown is not None and self._shown.filter == filter_:
            self._summed = filter_, used
            self._tell_sum(self.model.rowCount(), used)

    def _tell_sum(self, count: int, used: SessionEnergy | None) -> None:
        self.summary.setText(self.words.summary(count, used))

    def _show_all(self) -> None:
        self.filter.reset()
        self.filter.text.setFocus()

    def _unreadable(self, error: Exception) -> None:
        reason = self._wording.failure(error)
        self.unread()
        if self._shown is None:
            self.empty.tell_failure(reason)
        else:
            self.told.trouble(READING, reason)

    # -- the current one ----------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Other sessions are chosen, or more is known of them."""
        lines = self.table.chosen_lines()
        not_ai_list = self._shown is not None and self._shown.filter.not_ai
        self.acts.follow(lines, not_ai_list=not_ai_list)
        self.handling.chosen, self.handling.not_ai_list = lines or [], not_ai_list
        self.chosen.tell(self.words.chosen(self.table.chosen_count(), MOST_CHOSEN))
        current = self.table.current_line()
        if current is None:
            self._described = None
            self._describe_soon.stop()
            if not self.table.currentIndex().isValid():
                self.details.tell_nothing("")
        elif current.session_id != self._described:
            self._describe_soon.start()

    def _describe(self) -> None:
        line = self.table.current_line()
        if line is not None:
            self._described = line.session_id
            job = partial(self._reader.detail, line.session_id)
            work.run(self, job, partial(self._tell_details, line.session_id), self._unreadable)

    def _tell_details(self, session_id: int, detail: Detail | None) -> None:
        if session_id == self._described:
            self.details.tell(detail)

    def _too_many(self) -> None:
        text = self.tr("At most {most} sessions can be changed at once: find fewer first.")
        self.told.tell(text.format(most=self.locale().toString(MOST_CHOSEN)))

    # -- writing ------------------------------------------------------------------------------------------

    def _did(self, step: Step, ids: Sequence[int]) -> None:
        self._wanted = tuple(ids)
        self.told.did(step)
        self._written()

    def _turned(self, ids: Sequence[int] | None) -> None:
        # What is in the list again is chosen: the next key is for it, not for what stands below it.
        self._wanted = tuple(ids or ())

    def _written(self) -> None:
        self.reload()
        self.written.emit()

    def _today(self) -> str:
        return local_day(self.setting.now_s())


def _keys(keys: QKeySequence) -> str:
    return str(keys.toString(QKeySequence.SequenceFormat.NativeText))


def _ignore(_: object) -> None:
    """Nobody is there any more to be told."""
