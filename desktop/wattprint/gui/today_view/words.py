"""What the window says of a day: amounts with their bands, scopes and states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QObject

from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.day import Known, local_at_least, local_estimated, split_of, total_of
from wattprint.gui.numbers import (
    ENERGY_UNITS,
    MASS_UNITS,
    VOLUME_UNITS,
    amount,
    energy,
    money,
    span,
)
from wattprint.gui.recorder_process import Phase

if TYPE_CHECKING:
    from wattprint.domain.band import Band
    from wattprint.domain.totals import DayTotals
    from wattprint.gui.day import Day
    from wattprint.gui.phrases import Phrases
    from wattprint.gui.status import Status


@dataclass(frozen=True, slots=True)
class Part:
    """A row below the total. band: "" where there is none; note: what belongs to it or not."""

    swatch: Swatch
    name: str
    value: str
    band: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """CO2e, water or money: a caption, a value, and beneath it what is in it."""

    caption: str
    value: str
    note: str


class DayWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._locale = phrases.locale

    # -- the total ----------------------------------------------------------------------------------------

    def date(self, local_day: str) -> str:
        """The day in full."""
        day = QDate.fromString(local_day, "yyyy-MM-dd")
        text = self._locale.toString(day, QLocale.FormatType.LongFormat)
        return text[:1].upper() + text[1:]

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
        return self.at_least(text) if total.at_least else text

    def beneath_total(self, status: Status) -> str:
        """The band of the total, or what to do where there is none."""
        total = total_of(status.day, watching=status.watching)
        totals = status.day.totals
        match total.known:
            case Known.AMOUNT:
                assert totals is not None
                band = span(self._locale, totals.total, ENERGY_UNITS, modelled=total.estimated)
                return "" if band is None else self.tr("Low to high: {band}").format(band=band)
            case Known.NOTHING if status.paused:
                return self.tr("Measuring is paused: what runs now is not counted.")
            case Known.NOTHING:
                return self.tr("Measuring is on. Start a local model, or add what you use in the cloud.")
            case Known.NOT_RECORDED:
                return self.tr("Nobody measured today. That is not 0: it is not known.")
            case Known.LEARNING:
                return self.tr("What your devices use at rest is not known yet; the total follows.")
            case Known.NOT_ESTIMATED:
                return self.tr("No source gives a figure for what you counted.")
        return ""

    def at_least(self, text: str) -> str:
        """A sum with unknown parts."""
        return self.tr("at least {amount}").format(amount=text)

    # -- its parts ----------------------------------------------------------------------------------------

    def parts(self, status: Status) -> tuple[Part, ...]:
        """This computer and the cloud, told apart by sign and word."""
        totals = status.day.totals
        known = total_of(status.day, watching=status.watching).known
        if totals is None or known in (Known.NOTHING, Known.NOT_RECORDED):
            return ()  # the total has said it
        return (self._here(totals, status), self._cloud(totals))

    def spoken_parts(self, status: Status) -> str:
        """The same in a sentence."""
        return "; ".join(
            " ".join(word for word in (part.name, part.value, part.band, part.note) if word)
            for part in self.parts(status)
        )

    def _here(self, totals: DayTotals, status: Status) -> Part:
        name = self.tr("This computer")
        if totals.local is None:
            value = self.tr("nothing yet") if status.watching else self.tr("not recorded")
            return Part(Swatch.NONE, name, value, note=self._boundary(totals))
        modelled = local_estimated(totals)
        split = split_of(totals)
        text = energy(self._locale, totals.local.central, modelled=modelled)
        if local_at_least(totals):
            text = self.at_least(text) if totals.local.central else self.tr("learning")
        swatch = Swatch.SOLID if split.measured > 0 else Swatch.HATCHED if split.modelled > 0 else Swatch.NONE
        notes = []
        if swatch is not Swatch.NONE:
            notes.append(self.tr("measured") if swatch is Swatch.SOLID else self.tr("modelled, no sensor"))
        notes.append(self._boundary(totals))
        if split.measured > 0 and split.modelled > 0:
            part = energy(self._locale, split.modelled, modelled=True)
            notes.append(self.tr("{energy} of it modelled").format(energy=part))
        band = span(self._locale, totals.local, ENERGY_UNITS, modelled=modelled) or ""
        return Part(swatch, name, text, band, ", ".join(notes))

    def _boundary(self, totals: DayTotals) -> str:
        if totals.terms.boundary == "wall":
            return self.tr("at the socket")
        return self.tr("GPU and CPU only")

    def _cloud(self, totals: DayTotals) -> Part:
        name = self.tr("Cloud services")
        if not totals.cloud_count:
            return Part(Swatch.NONE, name, self.tr("nothing counted"))
        known = totals.cloud_count - totals.not_estimated
        if not known:
            return Part(Swatch.NONE, name, self.tr("not estimated"), note=self._not_estimated(totals))
        text = energy(self._locale, totals.cloud.central, modelled=True)
        notes = [self.tr("estimated, data centres included")]
        if totals.not_estimated:
            text = self.at_least(text)
            notes.append(self._not_estimated(totals))
        band = span(self._locale, totals.cloud, ENERGY_UNITS) or ""
        return Part(Swatch.HATCHED, name, text, band, ", ".join(notes))

    def _not_estimated(self, totals: DayTotals) -> str:
        return self.tr("%n count(s) without a figure", "", totals.not_estimated)

    # -- what follows from it -----------------------------------------------------------------------------

    def facts(self, day: Day) -> tuple[Fact, ...]:
        """CO2e, water, and money where a price is known; none for a day without a total."""
        totals = day.totals
        if totals is None or totals.total.central == 0:
            return ()
        found = [self._co2e(totals, day)]
        # Nothing is cooled on site here: without cloud use there is no water to tell of.
        if totals.cloud_count or totals.terms.water_scope == "total":
            found.append(self._water(totals))
        if totals.local_cost is not None and totals.terms.currency is not None:
            found.append(self._cost(totals, totals.local_cost, totals.terms.currency))
        return tuple(found)

    def _co2e(self, totals: DayTotals, day: Day) -> Fact:
        notes = [self._span(totals.co2e_g, MASS_UNITS)]
        zone = (day.zone or {}).get(self._phrases.language, totals.terms.grid_zone)
        if totals.local is not None and totals.local.central > 0:
            text = self.tr("grid of {zone} (a guess)") if day.zone_guessed else self.tr("grid of {zone}")
            notes.append(text.format(zone=zone))
        else:
            notes.append(self.tr("grids of the data centres"))
        value = amount(self._locale, totals.co2e_g.central, MASS_UNITS)
        return Fact("CO₂e", self.at_least(value) if totals.at_least else value, _lines(notes))

    def _water(self, totals: DayTotals) -> Fact:
        total = totals.terms.water_scope == "total"
        scope = self.tr("cooling and power plants") if total else self.tr("cooling of data centres only")
        caption = self.tr("Water")
        if totals.water_unknown and totals.water_ml.central == 0:
            return Fact(caption, self.tr("unknown"), scope)
        value = amount(self._locale, totals.water_ml.central, VOLUME_UNITS)
        if totals.at_least or totals.water_unknown:
            value = self.at_least(value)
        return Fact(caption, value, _lines([self._span(totals.water_ml, VOLUME_UNITS), scope]))

    def _cost(self, totals: DayTotals, cost: float, currency: str) -> Fact:
        value = money(self._locale, cost, currency, modelled=local_estimated(totals))
        value = self.at_least(value) if local_at_least(totals) else value
        price = money(self._locale, totals.terms.price_per_kwh or 0.0, currency, as_typed=True)
        note = self.tr("this computer, at {price} per kWh").format(price=price)
        return Fact(self.tr("Electricity"), value, note)

    def _span(self, band: Band, units: tuple[tuple[float, str], ...]) -> str:
        return span(self._locale, band, units) or ""

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


def _lines(notes: list[str]) -> str:
    return "\n".join(note for note in notes if note)
