"""The main window: today, in one column that scrolls. Loaded only once somebody opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wattprint.gui.icons import mark_icon
from wattprint.gui.scroller import Scroller
from wattprint.gui.title_mark import titled
from wattprint.gui.today_view.card import Sides, em
from wattprint.gui.today_view.cloud_card import CloudCard
from wattprint.gui.today_view.days_card import DaysCard
from wattprint.gui.today_view.figures_notice import FiguresNotice
from wattprint.gui.today_view.footer import Footer
from wattprint.gui.today_view.header import Header
from wattprint.gui.today_view.notices import Notices, NoticeWords
from wattprint.gui.today_view.now_card import NowCard
from wattprint.gui.today_view.pending_card import PendingCard
from wattprint.gui.today_view.total_card import TotalCard
from wattprint.gui.today_view.words import DayWords
from wattprint.gui.window_place import find_place, keep_place

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent

    from wattprint.gui.live_lines import SightLine
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.power_trail import PowerTrail
    from wattprint.gui.remembered import Remembered
    from wattprint.gui.rows import Rows
    from wattprint.gui.status import Status
    from wattprint.system.paths import Paths

#: Names under which things are remembered.
GEOMETRY, TRAY_EXPLAINED = "geometry", "tray_explained"

#: Sizes in lines of text: at first (all is in sight where the screen has room for it), at least, and how wide
#: the column gets at most.
_FIRST = (46, 70)
_LEAST = (29, 18)
_WIDEST = 62


class MainWindow(QMainWindow):
    """Shows a status.

    Signals: quit_wanted; pause_wanted(HowLong); resume_wanted; add_wanted: the dialog for cloud use;
    settings_wanted; history_wanted; export_wanted; number_wanted(str): the row of "About the numbers" behind
    a number, "" for its beginning; days_wanted(str, str): the overview of these days (ISO); written:
    something was written into the ledger; looked_at(bool): the window is shown, or no longer.

    Without a tray this window is all there is of the app, so closing it quits; with one it only goes away,
    and says so the first time.
    """

    quit_wanted = Signal()
    pause_wanted = Signal(object)
    resume_wanted = Signal()
    add_wanted = Signal()
    settings_wanted = Signal()
    history_wanted = Signal()
    export_wanted = Signal()
    number_wanted = Signal(str)
    days_wanted = Signal(str, str)
    written = Signal()
    looked_at = Signal(bool)

    def __init__(self, paths: Paths, phrases: Phrases, trail: PowerTrail, remembered: Remembered) -> None:
        super().__init__()
        self.setLocale(phrases.locale)
        self.setWindowTitle(titled("Wattprint"))
        self._remembered = remembered
        self._only_way = False
        self._leaving = False
        self._explanation: QMessageBox | None = None
        self._phrases = phrases
        self._status: Status | None = None
        words = DayWords(phrases)
        self.header = Header(words, phrases)
        self.header.pause_wanted.connect(self.pause_wanted)
        self.header.resume_wanted.connect(self.resume_wanted)
        self.notices = Notices(NoticeWords(phrases))
        self.new_figures = FiguresNotice(paths, phrases.locale, remembered)
        self.new_figures.about_wanted.connect(self._about_numbers)
        self.total = TotalCard(words, phrases)
        self.total.number_wanted.connect(self.number_wanted)
        self.now = NowCard(phrases, trail)
        self.now.number_wanted.connect(self.number_wanted)
        self.days = DaysCard(phrases)
        self.days.day_wanted.connect(self._look_at_day)
        self.pending = PendingCard(phrases, paths.ledger)
        self.pending.answered.connect(self.written)
        self.cloud = CloudCard(paths, phrases.locale)
        self.cloud.add_wanted.connect(self.add_wanted)
        self.cloud.written.connect(self.written)
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self, self.quit_wanted.emit)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Close), self, self.close)
        # The standard key for it is none at all outside macOS, where it is this one.
        QShortcut(QKeySequence("Ctrl+,"), self, self.settings_wanted.emit)
        QShortcut(QKeySequence("Ctrl+H"), self, self.history_wanted.emit)
        QShortcut(QKeySequence("Ctrl+E"), self, self.export_wanted.emit)
        QShortcut(QKeySequence("F1"), self, self._about_numbers)
        self.set_only_way(False)
        # Its keys scroll, and Tab leads from there to what comes first; nothing is pressed by accident.
        self.scroller.setFocus()
        find_place(self, remembered, GEOMETRY, first=_FIRST, least=_LEAST)

    def _lay_out(self) -> None:
        unit = em(self)
        content = QWidget()
        # As high as its texts are at this width, not at the narrowest one.
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(content)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(round(unit * 0.8))
        for widget in (
            self.header,
            self.notices,
            self.new_figures,
            self.total,
            self.pending,
            Sides(self.now, self.days, least_em=21, stretches=(4, 5)),
            self.cloud,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        content.setMaximumWidth(unit * _WIDEST)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(content, 1000)
        row.addStretch()
        self.scroller = Scroller()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setAccessibleName(self.tr("Today"))
        self.scroller.setWidget(middle)
        # What marks the focus lies behind it, in the margin.
        middle.setAutoFillBackground(False)
        self.footer = Footer()
        self.footer.history_wanted.connect(self.history_wanted)
        self.footer.export_wanted.connect(self.export_wanted)
        self.footer.numbers_wanted.connect(self._about_numbers)
        self.footer.settings_wanted.connect(self.settings_wanted)
        self.footer.quit_wanted.connect(self.quit_wanted)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setForegroundRole(self.palette().ColorRole.Mid)
        # Screen readers take a bare widget for a filler, this for a window.
        everything = QWidget()
        self.setCentralWidget(everything)
        whole = QVBoxLayout(everything)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scroller, 1)
        whole.addWidget(line)
        whole.addWidget(self.footer)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- what it shows ------------------------------------------------------------------------------------

    def show_status(self, status: Status, rows: Rows) -> None:
        """Show a status; rows: the tray's, for what both say."""
        self._status = status
        self.header.tell(status, rows)
        self.notices.tell(status)
        self.new_figures.tell(status)
        self.total.tell(status)
        self.pending.tell(status)
        self.now.tell(status)
        self.days.tell(status)
        self.cloud.tell(status)
        self.footer.quit.setText(rows.quit)
        self.setWindowIcon(mark_icon(rows.mark))

    def look(self, at_s: float, sight: SightLine) -> None:
        """A look of the recorder's has come."""
        if self.isVisible():
            self.now.look(at_s, sight)

    def set_only_way(self, only_way: bool) -> None:
        """Whether there is no tray icon that could bring this window back."""
        self._only_way = only_way
        self.footer.no_tray.setVisible(only_way)

    def _look_at_day(self, day: str) -> None:
        self.days_wanted.emit(day, day)

    def _about_numbers(self) -> None:
        self.number_wanted.emit("")

    # -- coming and going ---------------------------------------------------------------------------------

    def prepare_to_leave(self) -> None:
        """The app ends: closing asks nothing any more."""
        self._leaving = True
        keep_place(self, self._remembered, GEOMETRY)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the minutes that nobody watched."""
        super().showEvent(event)
        if not event.spontaneous():
            self.now.refill()
            self.looked_at.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the place."""
        super().hideEvent(event)
        if not event.spontaneous():
            keep_place(self, self._remembered, GEOMETRY)
            self.looked_at.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Quit where nothing would be left to reach the app by; else go, with a word the first time."""
        if self._leaving:
            super().closeEvent(event)
        elif self._only_way:
            super().closeEvent(event)
            self.quit_wanted.emit()
        elif self._remembered.flag(TRAY_EXPLAINED):
            super().closeEvent(event)
        else:
            event.ignore()
            self._explain_tray()

    def changeEvent(self, event: QEvent) -> None:
        """Icons are drawn for a palette; another window may have told what this one tells."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.new_figures.look_again()
        if event.type() is QEvent.Type.ThemeChange:
            self.update()

    def _explain_tray(self) -> None:
        if self._explanation is not None:
            self._explanation.raise_()
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(titled("Wattprint"))
        paused = self._status is not None and self._status.paused
        box.setText(self._what_goes_on())
        box.setInformativeText(
            self.tr("A click on its icon opens this window again; its menu quits. This is said only once.")
        )
        stay = self.tr("&Stay in the tray") if paused else self.tr("&Keep measuring")
        keep = box.addButton(stay, QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(self.tr("&Quit instead"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.finished.connect(lambda _: self._explained(quit_instead=box.clickedButton() is leave))
        self._explanation = box
        box.open()

    def _what_goes_on(self) -> str:
        """What Wattprint does without this window."""
        if self._status is None or not self._status.paused:
            return self.tr("Wattprint goes on measuring in the tray.")
        until_s = None if self._status.pause is None else self._status.pause.until_s
        if until_s is None:
            return self.tr("Wattprint stays in the tray. Measuring is paused until you resume it.")
        text = self.tr("Wattprint stays in the tray. Measuring is paused until {time}.")
        return text.format(time=self._phrases.clock(until_s))

    def _explained(self, *, quit_instead: bool) -> None:
        box, self._explanation = self._explanation, None
        if box is not None:
            box.deleteLater()
        self._remembered.keep(**{TRAY_EXPLAINED: True})
        if quit_instead:
            self.quit_wanted.emit()
        else:
            self.hide()
