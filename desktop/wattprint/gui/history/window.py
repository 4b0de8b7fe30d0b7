"""The history window: a list of pages beside the page that was chosen, each made when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPixmapCache, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wattprint.gui.edges import keep_edges
from wattprint.gui.focus_ring import keep_ring
from wattprint.gui.history.pages import CLOUD, COMPARE, NUMBERS, OVERVIEW, PAGES, SESSIONS
from wattprint.gui.title_mark import titled
from wattprint.gui.today_view.card import em
from wattprint.gui.window_place import find_place, keep_place

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent

    from wattprint.gui.history.page import Page, Setting

#: Names under which things are remembered.
GEOMETRY, LAST_PAGE = "history_geometry", "history_page"

#: Sizes in lines of text: at first, and at least.
_FIRST = (82, 58)
_LEAST = (44, 24)

#: What is written in one go is read in one go.
SOON_MS = 150


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A row of the list. load: brings the page's code, when somebody turns to it."""

    page_id: str
    title: str
    load: Callable[[], type[Page]]


class HistoryWindow(QMainWindow):
    """Shows one page at a time.

    Signals: written: a page has written into the ledger. export_wanted(str, str): the export dialog for these
    days (ISO, both included; "" for all days). settings_wanted(str): this page of them. quit_wanted.
    closed: it goes away.

    Nothing is read while the window cannot be seen. Its owner deletes it when it was closed.
    """

    written = Signal()
    export_wanted = Signal(str, str)
    settings_wanted = Signal(str)
    quit_wanted = Signal()
    closed = Signal()

    def __init__(self, setting: Setting, entries: Sequence[PageEntry] | None = None) -> None:
        """entries: the pages; by default all there are."""
        super().__init__()
        self._setting = setting
        self._entries = tuple(self._all_entries() if entries is None else entries)
        self._made: dict[str, Page] = {}
        self._stale: set[str] = set()
        self.setLocale(setting.phrases.locale)
        self.setWindowTitle(titled(self.tr("History")))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._refresh)
        self._lay_out()
        self._bind_keys()
        find_place(self, setting.remembered, GEOMETRY, first=_FIRST, least=_LEAST)
        self.list.currentRowChanged.connect(self._turned)
        known = [entry.page_id for entry in self._entries]
        last = setting.remembered.text(LAST_PAGE)
        self.list.setCurrentRow(known.index(last) if last in known else 0)
        self.list.setFocus()

    def _all_entries(self) -> list[PageEntry]:
        titles = {
            OVERVIEW: self.tr("Overview"),
            SESSIONS: self.tr("Sessions"),
            CLOUD: self.tr("Cloud use"),
            COMPARE: self.tr("Compare"),
            NUMBERS: self.tr("About the numbers"),
        }
        return [PageEntry(page_id, titles[page_id], load) for page_id, load in PAGES]

    # -- building -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        unit = em(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Part of the window's ground, not a sheet of its own.
        self.list.viewport().setAutoFillBackground(False)
        keep_ring(self.list)
        for number, entry in enumerate(self._entries, start=1):
            item = QListWidgetItem(entry.title)
            item.setToolTip(_keys(f"Ctrl+{number}"))
            item.setSizeHint(QSize(0, round(unit * 1.9)))
            self.list.addItem(item)
        self.export = QPushButton(self.tr("&Export…"))
        self.export.setToolTip(_keys("Ctrl+E"))
        self.export.clicked.connect(self._export)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(round(unit * 0.5), round(unit * 0.5), round(unit * 0.5), round(unit * 0.5))
        column.addWidget(self.list, 1)
        column.addWidget(self.export)
        widest = max(self.fontMetrics().horizontalAdvance(entry.title) for entry in self._entries)
        side.setFixedWidth(widest + 3 * unit)
        self.stack = QStackedWidget()
        edge = QFrame()
        edge.setFrameShape(QFrame.Shape.VLine)
        edge.setForegroundRole(self.palette().ColorRole.Mid)
        # Screen readers take a bare widget for a filler, this for a window.
        content = QWidget()
        self.setCentralWidget(content)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget, stretch in ((side, 0), (edge, 0), (self.stack, 1)):
            row.addWidget(widget, stretch)

    def _bind_keys(self) -> None:
        for number in range(len(self._entries)):
            self._key(f"Ctrl+{number + 1}", partial(self._turn_to, number))
        self._key("Ctrl+PgDown", partial(self._turn_by, 1))
        self._key("Ctrl+PgUp", partial(self._turn_by, -1))
        self._key("Ctrl+E", self._export)
        self._key("F1", partial(self.show_page, NUMBERS))
        self._key(QKeySequence.StandardKey.Close, self.close)
        self._key(QKeySequence.StandardKey.Quit, self.quit_wanted.emit)

    def _key(self, keys: str | QKeySequence.StandardKey, then: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self, then)

    # -- pages --------------------------------------------------------------------------------------------

    @property
    def page_id(self) -> str:
        """The page that is shown."""
        return self._entries[self.list.currentRow()].page_id

    def page(self) -> Page:
        """The page that is shown."""
        return self._made[self.page_id]

    def show_page(self, page_id: str) -> Page | None:
        """Turn to a page and hand it out; None for one that there is not."""
        for number, entry in enumerate(self._entries):
            if entry.page_id == page_id:
                self._turn_to(number)
                return self._made[page_id]
        return None

    def show_number(self, anchor: str) -> None:
        """Turn to the row behind a number (see history.anchors); "" for the first one."""
        page = self.show_page(NUMBERS)
        if page is not None and anchor:
            page.show_row(anchor)
            self._lead_into(page)  # whoever asked for a row reads on there, whatever was shown before

    def show_days(self, first_day: str, last_day: str) -> None:
        """Turn to the overview of these days (ISO, both included)."""
        page = self.show_page(OVERVIEW)
        if page is not None:
            page.show_days(first_day, last_day)

    def show_sessions(self, first_day: str, last_day: str) -> None:
        """Turn to the sessions that began on these days (ISO, both included)."""
        page = self.show_page(SESSIONS)
        if page is not None:
            page.show_days(first_day, last_day)

    def _turn_to(self, number: int) -> None:
        self.list.setCurrentRow(number)

    def _turn_by(self, step: int) -> None:
        self._turn_to((self.list.currentRow() + step) % len(self._entries))

    def _turned(self, number: int) -> None:
        """Another row of the list is the current one."""
        if number < 0:
            return
        by_list = self.list.hasFocus()
        entry = self._entries[number]
        page = self._made.get(entry.page_id) or self._make(entry)
        self.stack.setCurrentWidget(page)
        self._setting.remembered.keep(**{LAST_PAGE: entry.page_id})
        if not by_list:
            self._lead_into(page)  # what had the focus is gone with its page
        self._refresh()

    def _lead_into(self, page: Page) -> None:
        """Give a page the focus, so that it is seen: Qt's stack may have given it already, and unmarked."""
        given = page.focusWidget()
        if given is not None:
            given.clearFocus()
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make(self, entry: PageEntry) -> Page:
        page = entry.load()(self._setting)
        keep_edges(page)
        page.setAccessibleName(entry.title)
        page.written.connect(self.written)
        page.number_wanted.connect(self.show_number)
        page.days_wanted.connect(self.show_days)
        page.sessions_wanted.connect(self.show_sessions)
        page.settings_wanted.connect(self.settings_wanted)
        self._made[entry.page_id] = page
        self.stack.addWidget(page)
        return page

    def _export(self) -> None:
        self.export_wanted.emit(*(self.page().days_shown() or ("", "")))

    # -- news ---------------------------------------------------------------------------------------------

    def ledger_changed(self) -> None:
        """Somebody has written: what is seen is read again soon, the rest when it is next seen."""
        self._stale.update(self._made)
        if self._seen():
            self._soon.start()

    def _refresh(self) -> None:
        if self._seen() and self.page_id in self._stale:
            self._stale.discard(self.page_id)
            self.page().reload()

    def _seen(self) -> bool:
        return self.isVisible() and not self.isMinimized()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was written meanwhile."""
        super().showEvent(event)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """The same for a window that is no longer minimised."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self._refresh()

    # -- coming and going ---------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; leave no pictures behind."""
        super().closeEvent(event)
        keep_place(self, self._setting.remembered, GEOMETRY)
        self._soon.stop()
        QPixmapCache.clear()
        self.closed.emit()


def _keys(keys: str) -> str:
    """A key combination as this system writes it."""
    return str(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
