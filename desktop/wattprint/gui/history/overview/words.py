"""The totals of a range as a sheet shows them, and why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from wattprint.domain.split import split_of_period
from wattprint.gui.history.anchors import METHOD
from wattprint.gui.numbers import grouped
from wattprint.gui.today_view.total_card import Told

if TYPE_CHECKING:
    from wattprint.domain.period import PeriodTotals
    from wattprint.gui.history.overview.range_words import RangeWords
    from wattprint.gui.history.overview.reading import Answer, Known
    from wattprint.gui.today_view.amounts import AmountWords


class OverviewWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, amounts: AmountWords, ranges: RangeWords) -> None:
        super().__init__()
        self._amounts = amounts
        self._ranges = ranges

    def totals(self, known: Known) -> Told:
        """The totals of a range of which something may be known."""
        whole = known.overview.whole
        if whole.total_known is None:
            return self._without(whole)
        if whole.total.central == 0:
            return self._nothing(whole)
        parts = self._amounts.parts(whole, behind=known.behind)
        return Told(
            self._amounts.energy_of(whole),
            self._amounts.band_of(whole),
            known.likenesses,
            split_of_period(whole),
            parts,
            self._amounts.facts(whole, known.zones),
            METHOD,
        )

    def _nothing(self, whole: PeriodTotals) -> Told:
        """Nothing was used as far as it is known: what is unknown is never told as nothing."""
        if whole.local_at_least or whole.not_estimated:
            return self._without(whole)
        unseen = whole.days - whole.recorded
        if not unseen:
            return Told(self.tr("Nothing used"), self.tr("It was watched, and no AI app used anything."))
        why = self.tr("%n day(s) were not recorded: what ran then is not known.", "", unseen)
        return Told(self.tr("Nothing used while it was watched"), why)

    def _without(self, whole: PeriodTotals) -> Told:
        if whole.local_at_least:
            why = self.tr("What your devices use at rest is not known yet; the total follows.")
            return Told(self.tr("Learning"), why)
        if whole.cloud_count:
            why = self.tr("No source gives a figure for what was counted.")
            return Told(self.tr("Not estimated"), why)
        return Told(self.tr("Not recorded"), self.tr("Nobody measured. That is not 0: it is not known."))

    def sessions(self, count: int, locale: QLocale) -> str:
        """The way to the sessions of a range."""
        return grouped(locale, self.tr("%n session(s)…", "", count), count)

    def empty(self, answer: Answer) -> tuple[str, str]:
        """(heading, text) where nothing can be shown of a range."""
        if answer.first_known is None:
            return (
                self.tr("Nothing recorded yet"),
                self.tr(
                    "Start a local model while Wattprint measures, or add what you use in the cloud: each day"
                    " appears here."
                ),
            )
        if answer.last_known is not None and answer.shown.first > answer.last_known:
            return self.tr("These days are still to come"), ""
        text = self.tr("Your ledger begins on {day}.")
        return (
            self.tr("Nothing is known of these days"),
            text.format(day=self._ranges.day(answer.first_known)),
        )

    def unreadable(self) -> str:
        """Over the reason why a ledger cannot be read."""
        return self.tr("The ledger cannot be read")

    def fault(self) -> tuple[str, str]:
        """Something that is a fault of Wattprint's."""
        return (
            self.tr("These days could not be read"),
            self.tr("That is a fault in Wattprint; its log tells more. Nothing was lost."),
        )
