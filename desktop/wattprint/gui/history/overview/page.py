"""The overview: the totals of any days, their bars, what used most, and what has to be said beside it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wattprint.gui.cloud import work
from wattprint.gui.cloud.wording import Wording
from wattprint.gui.history.overview.bars import Shown
from wattprint.gui.history.overview.range_chooser import (
    AFTER_KEYS,
    BACK_KEYS,
    BEFORE_KEYS,
    TODAY_KEYS,
    RangeChooser,
)
from wattprint.gui.history.overview.range_words import RangeWords
from wattprint.gui.history.overview.ranges import DayRange, Span, around, beside, fitting
from wattprint.gui.history.overview.reading import Answer, Asked, OverviewReader
from wattprint.gui.history.overview.sheet import Sheet
from wattprint.gui.history.overview.words import OverviewWords
from wattprint.gui.history.page import Page, Setting
from wattprint.gui.today import local_day
from wattprint.gui.today_view.amounts import AmountWords
from wattprint.gui.today_view.card import em

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent

    from wattprint.gui.history.overview.reading import Known

log = logging.getLogger(__name__)

#: Names under which things are remembered.
LAST_SPAN, LAST_QUANTITY = "overview_span", "overview_quantity"

#: A reading that takes no longer is not announced.
PATIENCE_MS = 400


@dataclass(frozen=True, slots=True)
class _Opened:
    """Where a bar was opened from. shown: None for all days."""

    shown: DayRange | None
    title: DayRange
    bar: int


class OverviewPage(Page):
    """See Page. One reading at a time; while it is under way, what was read before stays."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        phrases = setting.phrases
        locale = phrases.locale
        self._week_start = locale.firstDayOfWeek().value
        self._answer: Answer | None = None
        self._wanted: Asked | None = None
        self._reader = OverviewReader(setting.paths)
        self._reading = False
        self._trail: list[_Opened] = []
        self._bar_to_show: int | None = None
        amounts = AmountWords(phrases)
        self._ranges = RangeWords(locale, amounts)
        self._words = OverviewWords(amounts, self._ranges)
        self._wording = Wording(locale)
        self.range = RangeChooser(self._ranges, locale, self._today())
        self.sheet = Sheet(self._words, self._ranges, amounts, phrases)
        self.totals, self.chart, self.tops = self.sheet.totals, self.sheet.chart, self.sheet.tops
        self.sessions, self.standby_text = self.sheet.sessions, self.sheet.standby_text
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.range.reading.show)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.range.span)
        kept = setting.remembered.text(LAST_QUANTITY)
        if kept in set(Shown):
            self.chart.show_quantity(Shown(kept))

    # -- building -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        unit = em(self)
        head = QHBoxLayout()
        head.setContentsMargins(unit, unit, unit, 0)
        head.addWidget(self.range)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(round(unit * 0.6))
        whole.addLayout(head)
        whole.addWidget(self.sheet, 1)

    def _connect(self) -> None:
        self.range.span_chosen.connect(self._choose_span)
        self.range.own_chosen.connect(self._choose_days)
        self.range.moved.connect(self._move)
        self.range.today_wanted.connect(self._go_to_today)
        self.range.back_wanted.connect(self._back)
        self.chart.opened.connect(self._open)
        self.chart.quantity_chosen.connect(self._keep_quantity)
        self.totals.number_wanted.connect(self.number_wanted)
        self.sessions.clicked.connect(self._want_sessions)
        for keys, then in (
            (BACK_KEYS, self._back),
            (BEFORE_KEYS, partial(self._move, -1)),
            (AFTER_KEYS, partial(self._move, 1)),
            (TODAY_KEYS, self._go_to_today),
        ):
            # From the window's list, too; a page that is not shown hears none of them.
            QShortcut(QKeySequence(keys), self, then)

    # -- what the window asks -----------------------------------------------------------------------------

    def days_shown(self) -> tuple[str, str] | None:
        """As Page's: those of which anything can be known."""
        known = None if self._answer is None else self._answer.known
        if known is None:
            return None
        return known.part.first.isoformat(), known.part.last.isoformat()

    def show_days(self, first_day: str, last_day: str) -> None:
        """As Page's."""
        self._trail.clear()
        first, last = sorted((date.fromisoformat(first_day), date.fromisoformat(last_day)))
        self._want(fitting(first, last, self._week_start))

    def reload(self) -> None:
        """As Page's. What ended today goes on to end today when the day has changed."""
        asked = self._wanted
        if asked is None:
            self._want(self._first_range())
            return
        shown, today = asked.shown, self._today()
        calendar = shown is not None and shown.span not in (Span.ALL, Span.OWN)
        if shown is not None and calendar and shown == around(shown.span, asked.today, self._week_start):
            shown = around(shown.span, today, self._week_start)
        self._want(shown)

    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is shown for the first time."""
        super().showEvent(event)
        if self._wanted is None:
            self.reload()

    # -- choosing days ------------------------------------------------------------------------------------

    def _first_range(self) -> DayRange | None:
        kept = self.setting.remembered.text(LAST_SPAN)
        if kept == Span.ALL:
            return None
        span = Span(kept) if kept in (Span.DAY, Span.WEEK, Span.YEAR) else Span.MONTH
        return around(span, self._today(), self._week_start)

    def _shown(self) -> DayRange:
        """The days that were asked for last; those of the answer where they are all days."""
        if self._wanted is not None and self._wanted.shown is not None:
            return self._wanted.shown
        today = self._today()
        return DayRange(Span.ALL, today, today) if self._answer is None else self._answer.shown

    def _choose_span(self, span: Span) -> None:
        self._trail.clear()
        self.setting.remembered.keep(**{LAST_SPAN: span.value})
        if span is Span.ALL:
            self._want(None)
            return
        shown, today = self._shown(), self._today()
        # Towards the newest: from this year to its newest month, not to January.
        self._want(around(span, today if shown.holds(today) else shown.last, self._week_start))

    def _choose_days(self, days: DayRange) -> None:
        self._trail.clear()
        self._want(days)

    def _move(self, by: int) -> None:
        days = beside(self._shown(), by, self._week_start)
        if days is not None and self._is_known(days):
            self._want(days)

    def _go_to_today(self) -> None:
        shown, today = self._shown(), self._today()
        span = Span.DAY if shown.span in (Span.ALL, Span.OWN) else shown.span
        if not shown.holds(today):
            self._want(around(span, today, self._week_start))

    def _is_known(self, days: DayRange | None) -> bool:
        """Whether anything can be known of these days."""
        answer = self._answer
        if days is None or answer is None or answer.first_known is None or answer.last_known is None:
            return False
        return days.last >= answer.first_known and days.first <= answer.last_known

    def _open(self, days: DayRange) -> None:
        """A bar was chosen."""
        answer = self._answer
        if answer is None:
            return
        bar = self.chart.chart.cursor_index() or 0
        # Where the bar stood: other days that were asked for meanwhile were never seen.
        self._trail.append(_Opened(answer.asked.shown, answer.shown, bar))
        self._want(days)

    def _back(self) -> None:
        if self._trail:
            opened = self._trail.pop()
            self._bar_to_show = opened.bar
            self._want(opened.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Backspace lead back to where a bar was opened."""
        if self._trail and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self._back()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """So does the mouse's own button for it."""
        if event.button() is Qt.MouseButton.BackButton:
            self._back()
        else:
            super().mousePressEvent(event)

    # -- reading ------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return date.fromisoformat(local_day(self.setting.now_s()))

    def _want(self, shown: DayRange | None) -> None:
        self._wanted = Asked(shown, self._today(), self._week_start)
        if not self._reading:
            self._read()

    def _read(self) -> None:
        asked = self._wanted
        assert asked is not None
        self._reading = True
        self._patience.start()
        reader = self._reader

        def job() -> Answer | None:
            try:
                return reader.read(asked)
            except Exception:
                log.exception("an overview could not be read")
                return None

        work.run(self, job, partial(self._take, asked), log.error)

    def _take(self, asked: Asked, answer: Answer | None) -> None:
        self._reading = False
        if asked != self._wanted:
            self._read()  # something else was asked meanwhile
            return
        self._patience.stop()
        self.range.reading.hide()
        if answer is None:
            self.sheet.show_empty(*self._words.fault())
        else:
            before, self._answer = self._answer, answer
            self._show(answer)
            if before is not None and before.shown != answer.shown:
                self._announce()

    def _announce(self) -> None:
        """Whoever cannot see it hears which days are shown now, and their total."""
        text = f"{self.range.heading.text()}: {self.sheet.told()}"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.range.heading, text))

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self, answer: Answer) -> None:
        before, after = (beside(answer.shown, by, self._week_start) for by in (-1, 1))
        self.range.tell(
            answer.shown,
            answer.asked.today,
            before=self._is_known(before),
            after=self._is_known(after),
            back_to=self._trail[-1].title if self._trail else None,
        )
        if answer.failure is not None:
            self.sheet.show_empty(self._words.unreadable(), self._wording.failure(answer.failure))
            self.unread()
        elif answer.known is None:
            self.sheet.show_empty(*self._words.empty(answer))
        else:
            self._show_known(answer, answer.known)

    def _show_known(self, answer: Answer, known: Known) -> None:
        had_focus = self.chart.chart.hasFocus()
        self.sheet.show_known(answer, known)
        if self._bar_to_show is not None:
            self.chart.chart.set_cursor_index(self._bar_to_show)
            self.chart.chart.setFocus()
            self._bar_to_show = None
        elif had_focus and answer.shown.span is Span.DAY:
            self.range.back.setFocus()

    def _want_sessions(self) -> None:
        days = self.days_shown()
        if days is not None:
            self.sessions_wanted.emit(*days)

    def _keep_quantity(self, quantity: str) -> None:
        self.setting.remembered.keep(**{LAST_QUANTITY: quantity})
