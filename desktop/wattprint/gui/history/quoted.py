"""A band in the unit in which such figures are quoted: 0.34 Wh, not 340 mWh."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wattprint.gui.numbers import ENERGY_UNITS, Units

if TYPE_CHECKING:
    from wattprint.domain.band import Band

#: Published figures reach further than what one person uses.
QUOTED_ENERGY: Units = ((1e9, "GWh"), *ENERGY_UNITS)

#: From here on energy is quoted in Wh.
_LEAST_WH = 0.01


def quoted_unit(value: float, units: Units = QUOTED_ENERGY) -> tuple[float, str]:
    """Size and name of the unit."""
    size, name = next((unit for unit in units if value >= unit[0]), units[-1])
    return (1.0, "Wh") if name == "mWh" and value >= _LEAST_WH else (size, name)


def quoted(band: Band, number: Callable[[float], str], units: Units = QUOTED_ENERGY) -> tuple[str, str, str]:
    """The central value with its unit, then low and high in the same one, without it."""
    size, name = quoted_unit(band.central, units)
    value, low, high = (number(end / size) for end in (band.central, band.low, band.high))
    return f"{value} {name}", low, high
