"""Quantities for the screen, in the person's locale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from wattprint.domain.fitting import fitting_size

if TYPE_CHECKING:
    from wattprint.domain.band import Band

#: Three significant digits for what was measured: sensors are not better than that.
MEASURED_DIGITS = 3
#: Two for what was modelled or estimated.
MODELLED_DIGITS = 2

#: From here on money is told in hundredths; what is modelled only up to there: cents would feign precision.
LEAST_IN_HUNDREDTHS, MOST_MODELLED_IN_HUNDREDTHS = 0.1, 10.0

#: The low end of a band is told in the high end's unit from this part of it on: "0.95–1.20 kWh".
LEAST_BESIDE = 0.01

#: Units by size, the largest first; the last one is for all that is smaller.
Units = tuple[tuple[float, str], ...]
ENERGY_UNITS: Units = ((1e6, "MWh"), (1e3, "kWh"), (1.0, "Wh"), (1e-3, "mWh"))
MASS_UNITS: Units = ((1e6, "t"), (1e3, "kg"), (1.0, "g"), (1e-3, "mg"))
VOLUME_UNITS: Units = ((1e6, "m³"), (1e3, "L"), (1.0, "mL"))


def energy(locale: QLocale, wh: float, *, modelled: bool = False) -> str:
    """Watt-hours in a fitting unit; modelled ones rounded further, behind the sign of an estimate."""
    return amount(locale, wh, ENERGY_UNITS, modelled=modelled)


def power(locale: QLocale, watts: float, *, modelled: bool = False) -> str:
    """Watts."""
    text = f"{significant(locale, watts, MODELLED_DIGITS if modelled else MEASURED_DIGITS)} W"
    return f"≈ {text}" if modelled and watts else text


def amount(locale: QLocale, value: float, units: Units, *, modelled: bool = True) -> str:
    """A quantity in a fitting unit; modelled: two digits behind the sign of an estimate."""
    number, unit = in_unit(locale, value, units, MODELLED_DIGITS if modelled else MEASURED_DIGITS)
    text = f"{number} {unit}"
    return f"≈ {text}" if modelled and value else text


def span(locale: QLocale, band: Band, units: Units, *, modelled: bool = True) -> str | None:
    """Low and high of a band ("10–95 Wh"); None where rounding leaves nothing between them."""
    digits = MODELLED_DIGITS if modelled else MEASURED_DIGITS
    low, low_unit = in_unit(locale, band.low, units, digits)
    high, high_unit = in_unit(locale, band.high, units, digits)
    if (low, low_unit) == (high, high_unit):
        return None
    size = next(size for size, name in units if name == high_unit)
    if low_unit != high_unit and band.low >= size * LEAST_BESIDE:
        low, low_unit = significant(locale, band.low / size, digits), high_unit
    # A 0 needs no unit of its own.
    if low_unit == high_unit or band.low == 0:
        return f"{low}–{high} {high_unit}"
    return f"{low} {low_unit} – {high} {high_unit}"


def in_unit(locale: QLocale, value: float, units: Units, digits: int) -> tuple[str, str]:
    """The number and the unit that fits it."""
    value = float(f"{value:.{digits}g}")
    if value == 0:
        return locale.toString(0), next(name for size, name in units if size == 1.0)
    fitting = fitting_size((size for size, _ in units), value, digits)
    size, name = next((unit for unit in units if unit[0] == fitting), units[-1])
    return significant(locale, value / size, digits), name


def money(
    locale: QLocale, value: float, currency: str, *, modelled: bool = False, as_typed: bool = False
) -> str:
    """An amount with the currency's sign where the locale has one for it, else its code (ISO 4217).

    A sign stands where the locale has it ("£0.12", "0,12 €"), a code behind the amount.
    Hundredths as on a bill; two significant digits of what is smaller. as_typed: all digits, as for a price,
    but no single one behind the point ("$0.50").
    """
    sign = currency_sign(locale, currency)
    number = _price_number(locale, value) if as_typed else _money_number(locale, value, modelled=modelled)
    text = f"{sign}{number}" if sign_goes_before(locale, sign) else f"{number} {sign}"
    return f"≈ {text}" if modelled and value and not as_typed else text


def sign_goes_before(locale: QLocale, sign: str) -> bool:
    """Whether an amount follows its sign in this locale; a code (ISO 4217) is never in front."""
    return not sign.isalpha() and locale.toCurrencyString(1.0, sign).startswith(sign)


def currency_sign(locale: QLocale, currency: str) -> str:
    """How a currency (ISO 4217) is written beside an amount."""
    own = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) == currency
    return locale.currencySymbol() if own else _SIGNS.get(currency, currency)


def _price_number(locale: QLocale, value: float) -> str:
    number = count(locale, value)
    lone = len(number.partition(locale.decimalPoint())[2]) == 1
    return number + locale.zeroDigit() if lone else number


def _money_number(locale: QLocale, value: float, *, modelled: bool) -> str:
    rounded = float(f"{value:.{MODELLED_DIGITS}g}")
    if rounded < LEAST_IN_HUNDREDTHS or (modelled and rounded >= MOST_MODELLED_IN_HUNDREDTHS):
        return significant(locale, value, MODELLED_DIGITS)
    return locale.toString(rounded if modelled else value, "f", 2)


#: As many as a float can hold.
_DIGITS = 15
#: What is smaller would be a row of noughts as wide as the window; nobody means it, and it is still no 0.
_LEAST_IN_DIGITS = 1e-9

#: Currencies that everybody knows by their sign.
_SIGNS = {"EUR": "€", "GBP": "£"}


def grouped(locale: QLocale, text: str, number: int) -> str:
    """A plural's text with its number as the locale writes it: Qt leaves out the marks of thousands."""
    return re.sub(rf"(?<!\d){number}(?!\d)", locale.toString(number), text, count=1)


def count(locale: QLocale, value: float) -> str:
    """A number as a person would write it, with all its digits and no more, so that it can be typed again."""
    if 0 < value < _LEAST_IN_DIGITS:
        return locale.toString(float(value), "g", _DIGITS)
    mantissa, _, exponent = f"{value:.{_DIGITS - 1}e}".partition("e")
    decimals = len(mantissa.partition(".")[2].rstrip("0")) - int(exponent)
    return locale.toString(float(value), "f", max(0, decimals))


def significant(locale: QLocale, value: float, digits: int) -> str:
    """A number rounded to so many significant digits, never in scientific notation."""
    rounded = float(f"{value:.{digits}g}")
    if rounded == 0:
        return locale.toString(0)
    magnitude = int(f"{abs(rounded):e}".rpartition("e")[2])
    return locale.toString(rounded, "f", max(0, digits - 1 - magnitude))
