"""What is said of amounts of any days: the parts of a total, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wattprint.domain.readings import Quality
from wattprint.domain.split import split_of_period
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.day import NOTHING_BEHIND
from wattprint.gui.history import anchors
from wattprint.gui.numbers import (
    ENERGY_UNITS,
    MASS_UNITS,
    VOLUME_UNITS,
    amount,
    energy,
    grouped,
    money,
    span,
)

if TYPE_CHECKING:
    from wattprint.domain.band import Band
    from wattprint.domain.period import PeriodTotals
    from wattprint.gui.behind import Behind
    from wattprint.gui.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Part:
    """A row below the total. band: "" where there is none; note: what belongs to it or not.

    anchor: the row of "About the numbers" behind it (see history.anchors); "" for none.
    """

    swatch: Swatch
    name: str
    value: str
    band: str = ""
    note: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """CO2e, water or money: a caption, a value, and beneath it what is in it. anchor: as Part's."""

    caption: str
    value: str
    note: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Zones:
    """names: of grid zones, by code and language. guessed: nobody chose the one in force."""

    names: Mapping[str, Mapping[str, str]]
    guessed: bool = False


def estimated_here(period: PeriodTotals) -> bool:
    """Whether this machine's energy holds what no sensor read."""
    overhead = period.overhead is not None and period.overhead.central > 0
    return overhead or period.quality is Quality.MODELLED


def estimated(period: PeriodTotals) -> bool:
    """Whether the total holds what no sensor read."""
    return period.cloud.central > 0 or estimated_here(period)


def spoken(parts: Iterable[Part]) -> str:
    """Parts in a sentence, for those who cannot see the bar."""
    return "; ".join(
        " ".join(word for word in (part.name, part.value, part.band, part.note) if word) for part in parts
    )


class AmountWords(QObject):
    """Writes in one language. (A QObject, to be translated.)"""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._locale = phrases.locale

    def at_least(self, text: str) -> str:
        """A sum with unknown parts."""
        return self.tr("at least {amount}").format(amount=text)

    def energy_of(self, period: PeriodTotals) -> str:
        """The total; total_known must not be None."""
        text = energy(self._locale, period.total.central, modelled=estimated(period))
        return self.at_least(text) if period.at_least else text

    def band_of(self, period: PeriodTotals) -> str:
        """The total's band; "" for none that could be seen."""
        band = span(self._locale, period.total, ENERGY_UNITS, modelled=estimated(period))
        return "" if band is None else self.tr("Low to high: {band}").format(band=band)

    # -- parts --------------------------------------------------------------------------------------------

    def parts(
        self, period: PeriodTotals, *, watching: bool = False, behind: Behind = NOTHING_BEHIND
    ) -> tuple[Part, ...]:
        """This computer and the cloud, told apart by sign and word. watching: a recorder is at work."""
        here = replace(self._here(period, watching=watching), anchor=behind.here)
        cloud = self._cloud(period)
        return (here, replace(cloud, anchor=behind.cloud) if period.cloud_count else cloud)

    def _here(self, period: PeriodTotals, *, watching: bool) -> Part:
        name, boundary = self.tr("This computer"), self._boundary(period)
        if period.local is None:
            value = self.tr("nothing yet") if watching else self.tr("not recorded")
            return Part(Swatch.NONE, name, value, note=boundary)
        modelled = estimated_here(period)
        split = split_of_period(period)
        text = energy(self._locale, period.local.central, modelled=modelled)
        if period.local_known is None:
            text = self.tr("learning")
        elif period.here_at_least:
            text = self.at_least(text)
        swatch = Swatch.SOLID if split.measured > 0 else Swatch.HATCHED if split.modelled > 0 else Swatch.NONE
        notes = []
        if swatch is not Swatch.NONE:
            notes.append(self.tr("measured") if swatch is Swatch.SOLID else self.tr("modelled, no sensor"))
        notes.append(boundary)
        if split.measured > 0 and split.modelled > 0:
            part = energy(self._locale, split.modelled, modelled=True)
            notes.append(self.tr("{energy} of it modelled").format(energy=part))
        band = span(self._locale, period.local, ENERGY_UNITS, modelled=modelled) or ""
        return Part(swatch, name, text, band, ", ".join(notes))

    def _boundary(self, period: PeriodTotals) -> str:
        texts = {"wall": self.tr("at the wall"), "device": self.tr("GPU and CPU only")}
        return " / ".join(dict.fromkeys(texts[terms.boundary] for _, terms in period.terms))

    def _cloud(self, period: PeriodTotals) -> Part:
        name = self.tr("Cloud services")
        if not period.cloud_count:
            return Part(Swatch.NONE, name, self.tr("nothing counted"))
        if period.cloud_known is None:
            note = self._not_estimated(period)
            return Part(Swatch.NONE, name, self.tr("not estimated"), note=note)
        text = energy(self._locale, period.cloud.central, modelled=True)
        notes = [self.tr("estimated, data centres included")]
        if period.not_estimated:
            text = self.at_least(text)
            notes.append(self._not_estimated(period))
        band = span(self._locale, period.cloud, ENERGY_UNITS) or ""
        return Part(Swatch.HATCHED, name, text, band, ", ".join(notes))

    def _not_estimated(self, period: PeriodTotals) -> str:
        text = self.tr("%n count(s) without a figure", "", period.not_estimated)
        return grouped(self._locale, text, period.not_estimated)

    # -- what follows from it -----------------------------------------------------------------------------

    def facts(self, period: PeriodTotals, zones: Zones) -> tuple[Fact, ...]:
        """CO2e, water, and money where a price is known; none for days without a total."""
        if period.total.central == 0:
            return ()
        found = [self._co2e(period, zones)]
        # Nothing is cooled on site here: without cloud use there is no water to tell of.
        if period.cloud_count or any(terms.water_scope == "total" for _, terms in period.terms):
            found.append(self._water(period))
        return (*found, *self._costs(period))

    def _co2e(self, period: PeriodTotals, zones: Zones) -> Fact:
        notes = [self._span(period.co2e_g, MASS_UNITS)]
        codes = list(dict.fromkeys(terms.grid_zone for _, terms in period.terms))
        if period.local is not None and period.local.central > 0:
            text = self.tr("grid: {zone} (a guess)") if zones.guessed else self.tr("grid: {zone}")
            names = [zones.names.get(code, {}).get(self._phrases.language, code) for code in codes]
            notes.append(text.format(zone=" / ".join(names)))
        if period.cloud.central > 0:
            notes.append(self.tr("grids of the data centres"))
        value = amount(self._locale, period.co2e_g.central, MASS_UNITS)
        value = self.at_least(value) if period.at_least else value
        return Fact("CO₂e", value, _lines(notes), anchors.grid(codes[-1]))

    def _water(self, period: PeriodTotals) -> Fact:
        scopes = {
            "total": self.tr("cooling and power plants"),
            "on_site": self.tr("cooling of data centres only"),
        }
        scope = " / ".join(dict.fromkeys(scopes[terms.water_scope] for _, terms in period.terms))
        newest = period.terms[-1][1]
        total = newest.water_scope == "total"
        anchor = anchors.water(newest.grid_zone) if total else anchors.WATER_ON_SITE
        caption = self.tr("Water")
        if period.water_unknown and period.water_ml.central == 0:
            return Fact(caption, self.tr("unknown"), scope, anchor)
        value = amount(self._locale, period.water_ml.central, VOLUME_UNITS)
        if period.at_least or period.water_unknown:
            value = self.at_least(value)
        return Fact(caption, value, _lines([self._span(period.water_ml, VOLUME_UNITS), scope]), anchor)

    def _costs(self, period: PeriodTotals) -> tuple[Fact, ...]:
        return tuple(self._cost(period, cost, currency) for currency, cost in period.costs.items())

    def _cost(self, period: PeriodTotals, cost: float, currency: str) -> Fact:
        value = money(self._locale, cost, currency, modelled=estimated_here(period))
        prices = {
            terms.price_per_kwh
            for _, terms in period.terms
            if terms.currency == currency and terms.price_per_kwh is not None
        }
        if len(prices) == 1:
            price = money(self._locale, prices.pop(), currency, as_typed=True)
            notes = [self.tr("this computer, at {price} per kWh").format(price=price)]
        else:
            notes = [self.tr("this computer, at the price of each day")]
        if period.unpriced:
            text = self.tr("%n day(s) without a price", "", period.unpriced)
            notes.append(grouped(self._locale, text, period.unpriced))
        return Fact(
            self.tr("Electricity"),
            self.at_least(value) if period.cost_at_least else value,
            _lines(notes),
            anchors.PRICE,
        )

    def _span(self, band: Band, units: tuple[tuple[float, str], ...]) -> str:
        return span(self._locale, band, units) or ""


def _lines(notes: list[str]) -> str:
    return "\n".join(note for note in notes if note)
