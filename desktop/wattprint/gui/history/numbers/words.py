"""What is said of a figure: its name, its value with its band, how sure it is, and what to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from wattprint.domain.band import Band
from wattprint.domain.factors import Tier
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.gui.cloud.counts import counted, noun
from wattprint.gui.cloud.days import day_text
from wattprint.gui.history.quoted import QUOTED_ENERGY, quoted
from wattprint.gui.history.spaces import unbroken
from wattprint.gui.numbers import (
    MASS_UNITS,
    MEASURED_DIGITS,
    MODELLED_DIGITS,
    VOLUME_UNITS,
    Units,
    count,
    money,
    significant,
)
from wattprint.ledger.choices import EVER
from wattprint.reference.stated import Kind, Stated
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from wattprint.domain.factors import Factor
    from wattprint.gui.phrases import Phrases
    from wattprint.reference.valuation import Valuation

_PERCENT = 100
_UNITS = {"Wh": QUOTED_ENERGY, "gCO2e": MASS_UNITS, "mL": VOLUME_UNITS}

#: Names of vendors as they write them.
_VENDORS = {"nvidia": "NVIDIA", "amd": "AMD", "intel": "Intel", "apple": "Apple"}


class FigureWords(QObject):
    """Writes in one language and locale; the valuation names zones and services. (A QObject, for tr.)"""

    def __init__(self, phrases: Phrases, valuation: Valuation) -> None:
        super().__init__()
        self._phrases = phrases
        self._locale = phrases.locale
        self._grid = valuation.grid
        self._services = valuation.factors.services

    # -- names --------------------------------------------------------------------------------------------

    def kind(self, kind: Kind) -> str:
        """The heading over all figures of a kind."""
        return {
            Kind.FACTOR: self.tr("Cloud services: energy"),
            Kind.GRID: self.tr("Electricity grids: CO₂e"),
            Kind.WATER: self.tr("Water"),
            Kind.OVERHEAD: self.tr("From the devices to the wall"),
            Kind.TOLERANCE: self.tr("How far sensors may be off"),
            Kind.CPU_MODEL: self.tr("The model of the processor"),
            Kind.PRICE: self.tr("Prices"),
            Kind.EQUIVALENT: self.tr("Everyday equivalents"),
        }[kind]

    def name(self, figure: Stated) -> str:
        """What a figure is of."""
        match figure.kind:
            case Kind.FACTOR if figure.activity is not None:
                return self._phrases.activity(figure.activity)
            case Kind.WATER if figure.own:
                return self.tr("Your electricity, as you stated it")
            case Kind.WATER:
                if not figure.key:
                    return self.tr("Data centres, on site")
                return self.tr("Power plants: {zone}").format(zone=self.zone(figure.key))
            case Kind.OVERHEAD:
                return self.tr("What the rest of the computer adds")
            case Kind.TOLERANCE:
                return self._sensor(figure)
            case Kind.CPU_MODEL:
                return self.tr("A busy logical core")
            case Kind.PRICE:
                return self.tr("Your price") if figure.own else self.zone(figure.key)
        text = plain(figure.names[self._phrases.language])
        return text[:1].upper() + text[1:]

    def zone(self, code: str) -> str:
        """A grid zone."""
        return plain(self._grid.zone(code).names[self._phrases.language])

    def _sensor(self, figure: Stated) -> str:
        row = figure.tolerance
        assert row is not None
        quality = {
            Quality.COUNTER: self.tr("energy counter"),
            Quality.POWER: self.tr("power"),
            Quality.MODELLED: self.tr("modelled"),
        }[row.quality]
        vendor = _VENDORS.get(row.vendor, "")
        if row.device is DeviceKind.GPU:
            return self.tr("{vendor} graphics card, {quality}").format(vendor=vendor, quality=quality)
        if not vendor:
            return self.tr("Any processor, {quality}").format(quality=quality)
        return self.tr("{vendor} processor, {quality}").format(vendor=vendor, quality=quality)

    # -- values -------------------------------------------------------------------------------------------

    def value(self, figure: Stated, *, published: bool = False) -> str:
        """The central value with its unit, and beside it low and high where they differ.

        Factors have two significant digits, as all estimates made with them; published: those they came with.
        """
        band = figure.value
        if band is None:
            return self.tr("not estimated")
        if figure.kind is Kind.TOLERANCE:
            return self._signed_span(band)
        if figure.kind is Kind.FACTOR and not published:
            texts = quoted(band, self._estimated, QUOTED_ENERGY)
        else:
            texts = self._texts(figure, band)
        return texts[0] if band.low == band.high else self._with_ends(texts)

    def of(self, figure: Stated) -> str:
        """What the value is for: "per prompt"; empty where that is said by its unit."""
        if figure.activity is not None and figure.value is not None:
            unit = figure.activity.unit
            one = noun(self._locale, 1, unit) if unit.per == 1 else counted(self._locale, unit.per, unit)
            return self.tr("per {unit}").format(unit=plain(one))
        return ""

    def factor_value(self, factor: Factor) -> str:
        """A factor's own band, for a list of its rows."""
        return self._with_ends(self._in(factor.band, QUOTED_ENERGY))

    def _with_ends(self, texts: tuple[str, str, str]) -> str:
        value, low, high = texts
        return self.tr("{value} ({low} to {high})").format(value=value, low=low, high=high)

    def _texts(self, figure: Stated, band: Band) -> tuple[str, str, str]:
        """The central value with its unit, low and high without."""
        if figure.unit in _UNITS:
            value, low, high = self._in(band, _UNITS[figure.unit])
            return (f"{value} CO₂e" if figure.unit == "gCO2e" else value), low, high
        if figure.unit == "×":
            return self._percent(band.central), self._percent(band.low), self._percent(band.high)
        value, low, high = (self._number(each) for each in (band.central, band.low, band.high))
        match figure.unit:
            case "g/kWh":
                value = self.tr("{grams} g CO₂e per kWh").format(grams=value)
            case "mL/Wh":
                value = self.tr("{amount} mL per Wh").format(amount=value)
            case "W":
                value = f"{value} W"
            case currency:
                price = money(self._locale, band.central, currency, as_typed=True)
                value = self.tr("{price} per kWh").format(price=price)
        return value, low, high

    def _in(self, band: Band, units: Units) -> tuple[str, str, str]:
        """In the unit that fits the central value, which alone carries it."""
        return quoted(band, self._number, units)

    def _number(self, value: float) -> str:
        """With the digits that were published, three at most."""
        return count(self._locale, float(f"{value:.{MEASURED_DIGITS}g}"))

    def _estimated(self, value: float) -> str:
        return significant(self._locale, value, MODELLED_DIGITS)

    def _percent(self, factor: float) -> str:
        """What a factor adds or takes: "+32 %"."""
        percent = round((factor - 1) * _PERCENT)
        sign = "−" if percent < 0 else "+"
        return f"{sign}{self._locale.toString(abs(percent))}\u00a0%"

    def _signed_span(self, band: Band) -> str:
        return self.tr("{low} to {high}").format(low=self._percent(band.low), high=self._percent(band.high))

    # -- how sure -----------------------------------------------------------------------------------------

    def sure(self, figure: Stated) -> str:
        """How sure a figure is, and its marks."""
        words = [self._basis(figure)]
        if figure.own and figure.kind is Kind.FACTOR:
            words.append(self.tr("edited"))
        if figure.stale:
            words.append(self.tr("out of date"))
        return ", ".join(word for word in words if word)

    def _basis(self, figure: Stated) -> str:
        if figure.value is None:
            return ""
        if figure.tier is not None:
            return self.tier(figure.tier)
        if figure.own:
            return self.tr("Stated by you")
        if figure.kind is Kind.EQUIVALENT:
            return self.tr("Published, or by definition")
        return self.tr("Published statistics")

    def tier(self, tier: Tier) -> str:
        """How sure a source is."""
        return {
            Tier.VENDOR: self.tr("Published by the vendor"),
            Tier.PEER_REVIEWED: self.tr("Peer-reviewed"),
            Tier.MODELLED: self.tr("Modelled"),
            Tier.GUESS: self.tr("Guess"),
        }[tier]

    # -- what to know -------------------------------------------------------------------------------------

    def notes(self, figure: Stated) -> list[str]:
        """Sentences on one figure, the most important first."""
        notes = [self._not_estimated(figure), self._age(figure), self._since(figure), self._used(figure)]
        notes += [self._meaning(figure), self._class(figure), *self._published(figure)]
        language = self._phrases.language
        notes.append(unbroken(plain(figure.notes.get(language, "")), language))
        return [note for note in notes if note]

    def _not_estimated(self, figure: Stated) -> str:
        if figure.value is not None:
            return ""
        return self.tr("No figure that could be defended is known: it is counted, and not estimated.")

    def _age(self, figure: Stated) -> str:
        if not figure.review_after:
            return ""
        day = day_text(self._locale, figure.review_after)
        if figure.stale:
            return self.tr("Out of date since {day}: newer sources should be looked for.").format(day=day)
        return self.tr("To be looked at again after {day}.").format(day=day)

    def _since(self, figure: Stated) -> str:
        if figure.own and figure.applies_from in ("", EVER):
            return self.tr("Holds for all days.")
        if not figure.applies_from:
            return ""
        return self.tr("Holds from {day} on.").format(day=day_text(self._locale, figure.applies_from))

    def _used(self, figure: Stated) -> str:
        if figure.kind is not Kind.GRID or not figure.used_for:
            return ""
        names = [self.tr("this computer") if not who else self._service(who) for who in figure.used_for]
        return self.tr("Used for: {names}.").format(names=", ".join(names))

    def _service(self, service_id: str) -> str:
        names = next((one for one in self._services if one.id == service_id), None)
        if names is None:
            return plain(service_id)
        return plain(names.name_fr if self._phrases.language == "fr" else names.name_en)

    def _meaning(self, figure: Stated) -> str:
        match figure.kind:
            case Kind.FACTOR if figure.value is not None:
                return self.tr("Covers accelerators, servers, idle capacity and the building (“facility”).")
            case Kind.GRID:
                year = self._grid.zone(figure.key).year
                return self.tr("The mean of {year}, over the life of the power plants.").format(year=year)
            case Kind.OVERHEAD:
                return self.tr(
                    "Memory, disks, fans and the losses of the power supply. Added only at the boundary "
                    "“wall”, and in every comparison with the cloud."
                )
            case Kind.TOLERANCE:
                return self.tr("The true energy lies so far below or above what the sensor tells.")
            case Kind.CPU_MODEL:
                return self.tr("Used where the processor's energy sensor may not be read.")
            case Kind.PRICE if not figure.own:
                return self.tr("Only offered in the settings, never used in silence.")
        return ""

    def _class(self, figure: Stated) -> str:
        if figure.factor is None or not figure.factor.class_figure:
            return ""
        return self.tr("The service published nothing of its own: this is what its class of models needs.")

    def _published(self, figure: Stated) -> list[str]:
        factor = figure.factor
        if factor is None:
            return []
        told = []
        if factor.published_co2e_g is not None:
            grams = self._in(Band.exactly(factor.published_co2e_g), MASS_UNITS)[0]
            told.append(
                self.tr("Its publisher states {amount} CO₂e; that is in no sum.").format(amount=grams)
            )
        if factor.published_water_ml is not None:
            amount = self._in(Band.exactly(factor.published_water_ml), VOLUME_UNITS)[0]
            text = self.tr("Its publisher states {amount} of water; that is in no sum.")
            told.append(text.format(amount=amount))
        return told
