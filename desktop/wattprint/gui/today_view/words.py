"""What the window says of a day: amounts with their bands, scopes and states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject

from wattprint.domain.period import PeriodTotals
from wattprint.gui.dates import dated
from wattprint.gui.day import Known, total_of
from wattprint.gui.numbers import energy
from wattprint.gui.recorder_process import Phase
from wattprint.gui.today_view.amounts import AmountWords, Zones

if TYPE_CHECKING:
    from wattprint.gui.day import Day
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.status import Status
    from wattprint.gui.today_view.amounts import Fact, Part


class DayWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._locale = phrases.locale
        self._amounts = AmountWords(phrases)

    # -- the total ----------------------------------------------------------------------------------------

    def date(self, local_day: str) -> str:
        """The day in full."""
        day = QDate.fromString(local_day, "yyyy-MM-dd")
        text = dated(self._locale, day, QLocale.FormatType.LongFormat)
        return text[:1].upper() + text[1:]

    def today(self) -> str:
        """What the day's sheet is called."""
        return self.tr("Today")

    def total(self, status: Status) -> str:
        """The day's total, or the words for why there is none."""
        total = total_of(status.day, watching=status.watching)
        match total.known:
            case Known.UNREAD:
                return "…"
            case Known.FAILED:
                return self.tr("Not known")
            case Known.NOT_RECORDED:
                return self.tr("Not recorded")
            case Known.NOTHING:
                return self.tr("Nothing yet")
            case Known.LEARNING:
                return self.tr("Learning")
            case Known.NOT_ESTIMATED:
                return self.tr("Not estimated")
        text = energy(self._locale, total.wh, modelled=total.estimated)
        return self._amounts.at_least(text) if total.at_least else text

    def beneath_total(self, status: Status) -> str:
        """The band of the total, or what to do where there is none."""
        total = total_of(status.day, watching=status.watching)
        totals = status.day.totals
        match total.known:
            case Known.AMOUNT:
                assert totals is not None
                return self._amounts.band_of(PeriodTotals.of((totals,)))
            case Known.NOTHING if status.paused:
                return self.tr("Measuring is paused: what runs now is not counted.")
            case Known.NOTHING if not status.watching:
                return self.tr("Nothing is being measured: what runs now is not counted.")
            case Known.NOTHING if status.recorder.phase is Phase.STARTING:
                return self.tr(
                    "Measuring is starting. Start a local model, or add what you use in the cloud."
                )
            case Known.NOTHING:
                return self.tr("Measuring is on. Start a local model, or add what you use in the cloud.")
            case Known.NOT_RECORDED:
                return self.tr("Nobody measured today. That is not 0: it is not known.")
            case Known.LEARNING:
                return self.tr("What your devices use at rest is not known yet; the total follows.")
            case Known.NOT_ESTIMATED:
                return self.tr("No source gives a figure for what you counted.")
        return ""

    # -- its parts ----------------------------------------------------------------------------------------

    def parts(self, status: Status) -> tuple[Part, ...]:
        """This computer and the cloud, told apart by sign and word."""
        totals = status.day.totals
        known = total_of(status.day, watching=status.watching).known
        if totals is None or known in (Known.NOTHING, Known.NOT_RECORDED):
            return ()  # the total has said it
        period, behind = PeriodTotals.of((totals,)), status.day.behind
        return self._amounts.parts(period, watching=status.watching, behind=behind)

    def facts(self, day: Day) -> tuple[Fact, ...]:
        """CO2e, water, and money where a price is known; none for a day without a total."""
        totals = day.totals
        if totals is None:
            return ()
        zones = Zones({totals.terms.grid_zone: day.zone or {}}, day.zone_guessed)
        return self._amounts.facts(PeriodTotals.of((totals,)), zones)

    # -- states -------------------------------------------------------------------------------------------

    def state(self, status: Status) -> str:
        """What the recorder does, in a word or two."""
        match status.recorder.phase:
            case Phase.STARTING:
                return self.tr("Starting")
            case Phase.ELSEWHERE:
                return self.tr("Measured by another recorder")
            case Phase.WAITING | Phase.STOPPED:
                return self.tr("Not measuring")
        if status.paused:
            until_s = None if status.pause is None else status.pause.until_s
            if until_s is None:
                return self.tr("Paused")
            return self.tr("Paused until {time}").format(time=self._phrases.clock(until_s))
        return self.tr("Recording") if status.running else self.tr("Watching")
