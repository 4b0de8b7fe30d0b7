"""What must be said beside the totals of several days: gaps, unknown parts, and what changed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wattprint.export.valuing import troubles
from wattprint.gui.cloud.days import day_text
from wattprint.gui.numbers import count, energy, grouped, money, significant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.domain.period import PeriodTotals
    from wattprint.domain.totals import LocalTerms
    from wattprint.gui.history.overview.reading import Answer, Known
    from wattprint.gui.phrases import Phrases

#: Apps that are named for what they kept loaded.
MOST_STANDBY = 3


class NoteWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._locale = phrases.locale

    def notes(self, answer: Answer, known: Known) -> list[str]:
        """Sentences, what weighs most first; none where there is nothing to add."""
        whole = known.overview.whole
        unused = (_sentence(one) for one in troubles(known.valued, self._phrases.texts))
        return [*unused, *self._gaps(whole, known), *self._changes(whole, known), *self._edges(answer, known)]

    # -- what is missing ----------------------------------------------------------------------------------

    def _gaps(self, whole: PeriodTotals, known: Known) -> Iterator[str]:
        unseen = whole.days - whole.recorded
        if unseen and whole.days > 1:
            text = self.tr(
                "%n day(s) were not recorded. What ran then is not known; it is not 0.", "", unseen
            )
            yield grouped(self._locale, text, unseen)
        if whole.partly_watched:
            if whole.days > 1:
                days = whole.partly_watched
                text = self.tr(
                    "%n day(s) were watched only in part: measuring was paused or not possible.", "", days
                )
                yield grouped(self._locale, text, days)
            else:
                yield self.tr("This day was watched only in part: measuring was paused or not possible.")
        if whole.local_at_least:
            yield self.tr(
                "What a device uses at rest is not known yet, so a part of this computer's energy is missing."
                " Unload your models for a minute to let Wattprint learn it."
            )
        if whole.not_estimated:
            counts = whole.not_estimated
            text = self.tr(
                "%n count(s) have no published figure. They are not estimated and in no sum.", "", counts
            )
            yield grouped(self._locale, text, counts)

    # -- what changed -------------------------------------------------------------------------------------

    def _changes(self, whole: PeriodTotals, known: Known) -> Iterator[str]:
        for (_, old), (day, new) in zip(whole.terms, whole.terms[1:], strict=False):
            yield from self._change(day_text(self._locale, day), old, new, known)

    def _change(self, day: str, old: LocalTerms, new: LocalTerms, known: Known) -> Iterator[str]:
        if old.grid_zone != new.grid_zone:
            names = [known.zones.names.get(code, {}) for code in (old.grid_zone, new.grid_zone)]
            before, after = (
                name.get(self._phrases.language, code)
                for name, code in zip(names, (old.grid_zone, new.grid_zone), strict=True)
            )
            text = self.tr(
                "CO₂e before {day} is formed with the grid “{before}”, from then on with the grid “{after}”."
            )
            yield text.format(day=day, before=before, after=after)
        if old.boundary != new.boundary:
            if new.boundary == "wall":
                text = self.tr("Before {day} this computer is GPU and CPU only, from then on at the wall.")
            else:
                text = self.tr("Before {day} this computer is at the wall, from then on GPU and CPU only.")
            yield text.format(day=day)
        if old.water_scope != new.water_scope:
            text = self.tr("What counts as water changes on {day}.")
            yield text.format(day=day)
        prices = [(one.price_per_kwh, one.currency) for one in (old, new)]
        if prices[0] != prices[1] and None not in (prices[0][0], prices[1][0]):
            before, after = (
                money(self._locale, price or 0.0, currency or "", as_typed=True) for price, currency in prices
            )
            text = self.tr("A kWh cost {before} before {day}, and {after} from then on.")
            yield text.format(day=day, before=before, after=after)

    # -- where it begins and ends -------------------------------------------------------------------------

    def _edges(self, answer: Answer, known: Known) -> Iterator[str]:
        shown, first = answer.shown, answer.first_known
        if first is not None and shown.first < first <= shown.last:
            text = self.tr("Your ledger begins on {day}; nothing is known of the days before.")
            yield text.format(day=day_text(self._locale, first.isoformat()))
        if known.hours is not None:
            text = self.tr("Clocks changed on this day: it had {hours} hours.")
            yield text.format(hours=count(self._locale, known.hours))

    # -- standby ------------------------------------------------------------------------------------------

    def standby(self, known: Known) -> str:
        """What keeping models loaded cost, in a sentence; "" where nobody watched."""
        whole = known.overview.whole
        if whole.local is None:
            return ""
        if whole.standby_wh is None:
            return self.tr(
                "What keeping models loaded cost is not known yet: what devices use at rest is being learned."
            )
        if whole.standby_wh <= 0:
            return self.tr("Keeping models loaded while nothing ran cost nothing that could be measured.")
        amount = energy(self._locale, whole.standby_wh)
        at_devices = whole.local.central - (0.0 if whole.overhead is None else whole.overhead.central)
        if at_devices <= 0:
            return self.tr("Keeping models loaded while nothing ran used {energy}.").format(energy=amount)
        share = significant(self._locale, min(100.0, 100 * whole.standby_wh / at_devices), 2)
        text = self.tr(
            "Keeping models loaded while nothing ran used {energy}: {share} % of what this computer used."
            " A model that is unloaded uses nothing."
        )
        text = text.format(energy=amount, share=share)
        apps = [
            f"{one.name} {energy(self._locale, one.wh.central, modelled=one.modelled)}"
            for one in known.overview.tops.standby[:MOST_STANDBY]
            if one.wh.central > 0
        ]
        if len(apps) > 1:
            text += "\n" + self.tr("Most of it: {apps}.").format(apps=", ".join(apps))
        return text


def _sentence(text: str) -> str:
    """The terminal's texts follow a colon there; here they stand alone."""
    return text[:1].upper() + text[1:]
