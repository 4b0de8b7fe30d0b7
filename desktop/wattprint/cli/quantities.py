"""Bands, CO2e, water, money and counts for people at a terminal, in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.cli.numbers import MEASURED_DIGITS, MODELLED_DIGITS
from wattprint.domain.fitting import fitting_size
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.domain.band import Band
    from wattprint.domain.factors import Unit
    from wattprint.reference.texts import Texts

_MASS_UNITS = ((1e6, "t"), (1e3, "kg"), (1.0, "g"), (1e-3, "mg"))
_VOLUME_UNITS = ((1e6, "m³"), (1e3, "L"), (1.0, "mL"))
#: A count is shown as it was typed, up to what a float can hold.
_COUNT_DIGITS = 15


class Quantities:
    """Formats what Numbers does not: everything here is an estimate unless it is said otherwise.

    Estimates have two significant digits and "≈" before them; None is told as unknown.
    """

    def __init__(self, texts: Texts, numbers: Numbers) -> None:
        self._texts = texts
        self._numbers = numbers

    def energy(self, band: Band | None, *, at_least: bool = False, estimate: bool = True) -> str:
        """The central value in a fitting unit."""
        if band is None:
            return self._texts("word.unknown")
        return self._numbers.energy(band.central, at_least=at_least, modelled=estimate)

    def energy_with_band(self, band: Band | None, *, at_least: bool = False, estimate: bool = True) -> str:
        """The central value with low and high beside it."""
        text = self.energy(band, at_least=at_least, estimate=estimate)
        if band is None:
            return text
        digits = MODELLED_DIGITS if estimate else MEASURED_DIGITS
        low, high = (self._bare_energy(wh, digits) for wh in (band.low, band.high))
        return self._beside(text, low, high)

    def co2e(self, band: Band | None, *, at_least: bool = False) -> str:
        """Grams of CO2e with their band."""
        return self._with_band(band, _MASS_UNITS, at_least=at_least)

    def co2e_alone(self, band: Band | None) -> str:
        """Grams of CO2e without the band, for a table."""
        return self._texts("word.unknown") if band is None else self._central(band.central, _MASS_UNITS)

    def water(self, band: Band | None, *, at_least: bool = False) -> str:
        """Millilitres of water with their band."""
        return self._with_band(band, _VOLUME_UNITS, at_least=at_least)

    def money(self, amount: float, currency: str | None, *, estimate: bool) -> str:
        """An amount of money; the currency's code after it."""
        digits = MODELLED_DIGITS if estimate else MEASURED_DIGITS
        text = f"{self._numbers.significant(amount, digits)} {plain(currency or '')}".rstrip()
        return f"≈ {text}" if estimate and amount else text

    def count(self, count: float, unit: Unit) -> str:
        """A count with its noun: "12 prompts"."""
        french = self._texts.language == "fr"
        # French nouns are in the plural from 2 on; English ones always but for 1.
        singular = abs(count) < 2 if french else count == 1
        if singular:
            noun = unit.name_fr if french else unit.name_en
        else:
            noun = unit.plural_fr if french else unit.plural_en
        return f"{self.number(count)} {plain(noun)}"

    def number(self, value: float) -> str:
        """A number with all its digits, as a person would write it."""
        whole, _, decimals = f"{value:.{_COUNT_DIGITS}g}".partition(".")
        if not whole.lstrip("-").isdigit() or not (decimals or "0").isdigit():
            return self._numbers.significant(value, MEASURED_DIGITS)
        text = f"{int(whole):,}" + (f".{decimals}" if decimals else "")
        return text.replace(",", "\u202f").replace(".", ",") if self._texts.language == "fr" else text

    def rounded(self, value: float) -> tuple[str, float]:
        """A number of two digits for an estimate, and its value as shown."""
        return self._numbers.significant(value, MODELLED_DIGITS), float(f"{value:.{MODELLED_DIGITS}g}")

    def _with_band(self, band: Band | None, units: tuple[tuple[float, str], ...], *, at_least: bool) -> str:
        if band is None:
            return self._texts("word.unknown")
        text = self._central(band.central, units)
        text = self._texts("word.at-least", value=text) if at_least else text
        low, high = (self._in_unit(value, units) for value in (band.low, band.high))
        return self._beside(text, low, high)

    def _beside(self, text: str, low: str, high: str) -> str:
        return text if low == high else self._texts("word.with-band", value=text, low=low, high=high)

    def _central(self, value: float, units: tuple[tuple[float, str], ...]) -> str:
        text = self._in_unit(value, units)
        return f"≈ {text}" if value else text

    def _in_unit(self, value: float, units: tuple[tuple[float, str], ...]) -> str:
        if value == 0:
            size, unit = 1.0, next(name for size, name in units if size == 1.0)
        else:
            fitting = fitting_size((size for size, _ in units), value, MODELLED_DIGITS)
            size, unit = next((entry for entry in units if entry[0] == fitting), units[-1])
        return f"{self._numbers.significant(value / size, MODELLED_DIGITS)} {unit}"

    def _bare_energy(self, wh: float, digits: int) -> str:
        text = self._numbers.energy(wh, modelled=digits == MODELLED_DIGITS)
        return text.removeprefix("≈ ")
