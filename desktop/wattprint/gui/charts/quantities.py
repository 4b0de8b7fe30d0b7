"""What a chart counts: units to choose from, and how a value is told in the person's locale."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale

from wattprint.gui.charts.ticks import Unit, fitting_unit
from wattprint.gui.numbers import MEASURED_DIGITS, MODELLED_DIGITS, significant
from wattprint.gui.numbers import money as money_text

#: More digits than this on an axis are told as a power of ten.
_LONG = 1e7


@dataclass(frozen=True, slots=True)
class Quantity:
    """units: smallest first; the one of size 1 is what the bars' values are in."""

    units: tuple[Unit, ...]

    def unit(self, greatest: float) -> Unit:
        """The unit of an axis that reaches so far."""
        return fitting_unit(self.units, greatest)

    def text(self, locale: QLocale, value: float, *, estimated: bool = False) -> str:
        """A value with its unit: three digits measured; two, behind the sign of an estimate, estimated."""
        digits = MODELLED_DIGITS if estimated else MEASURED_DIGITS
        # Rounded first, as everywhere on screen: 999.9 Wh is told as 1.00 kWh.
        value = float(f"{value:.{digits}g}")
        unit = self.unit(value)
        text = f"{_number(locale, value / unit.size, digits)} {unit.symbol}"
        return f"≈ {text}" if estimated and value else text

    def ends(self, locale: QLocale, low: float, high: float, *, estimated: bool = False) -> tuple[str, str]:
        """The two ends of a band in one unit, which the second one carries."""
        digits = MODELLED_DIGITS if estimated else MEASURED_DIGITS
        unit = self.unit(float(f"{high:.{digits}g}"))
        low_text, high_text = (_number(locale, value / unit.size, digits) for value in (low, high))
        return f"≈ {low_text}" if estimated else low_text, f"{high_text} {unit.symbol}"


ENERGY = Quantity((Unit(1e-3, "mWh"), Unit(1.0, "Wh"), Unit(1e3, "kWh"), Unit(1e6, "MWh")))
POWER = Quantity((Unit(1.0, "W"), Unit(1e3, "kW")))
CO2E = Quantity((Unit(1e-3, "mg CO₂e"), Unit(1.0, "g CO₂e"), Unit(1e3, "kg CO₂e"), Unit(1e6, "t CO₂e")))
WATER = Quantity((Unit(1.0, "mL"), Unit(1e3, "L"), Unit(1e6, "m³")))


class _Money(Quantity):
    """Told with the digits of a bill."""

    __slots__ = ()

    def text(self, locale: QLocale, value: float, *, estimated: bool = False) -> str:
        """As Quantity's."""
        return money_text(locale, value, self.units[0].symbol, modelled=estimated)


def money(currency: str) -> Quantity:
    """Amounts in a currency, told by its code or sign."""
    return _Money((Unit(1.0, currency),))


def _number(locale: QLocale, value: float, digits: int) -> str:
    return significant(locale, value, digits) if value < _LONG else locale.toString(value, "g", digits)


def tick_text(locale: QLocale, value: float, decimals: int) -> str:
    """A tick's number, without its unit."""
    if abs(value) >= _LONG:
        return locale.toString(value, "g", 4)
    return locale.toString(value, "f", decimals)
