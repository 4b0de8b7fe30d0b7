"""Quantities for the screen, in the person's locale."""

from __future__ import annotations

from PySide6.QtCore import QLocale

#: Three significant digits for what was measured: sensors are not better than that.
MEASURED_DIGITS = 3
#: Two for what was modelled or estimated.
MODELLED_DIGITS = 2

_ENERGY_UNITS = ((1e6, "MWh"), (1e3, "kWh"), (1.0, "Wh"))


def energy(locale: QLocale, wh: float, *, modelled: bool = False) -> str:
    """Watt-hours in a fitting unit; modelled ones rounded further, behind the sign of an estimate."""
    digits = MODELLED_DIGITS if modelled else MEASURED_DIGITS
    # Rounded first: 999.9 Wh is told as 1.00 kWh, not as 1,000 Wh.
    wh = float(f"{wh:.{digits}g}")
    size, unit = next((entry for entry in _ENERGY_UNITS if wh >= entry[0]), (1e-3, "mWh"))
    if wh == 0:
        size, unit = 1.0, "Wh"
    text = f"{significant(locale, wh / size, digits)} {unit}"
    return f"≈ {text}" if modelled else text


def power(locale: QLocale, watts: float) -> str:
    """Watts."""
    return f"{significant(locale, watts, MEASURED_DIGITS)} W"


def significant(locale: QLocale, value: float, digits: int) -> str:
    """A number rounded to so many significant digits, never in scientific notation."""
    rounded = float(f"{value:.{digits}g}")
    if rounded == 0:
        return locale.toString(0)
    magnitude = int(f"{abs(rounded):e}".rpartition("e")[2])
    return locale.toString(rounded, "f", max(0, digits - 1 - magnitude))
