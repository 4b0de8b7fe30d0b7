"""Which unit a quantity is told in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The unit itself is told from a tenth of it: "0.34 Wh" is what everybody says of a prompt, not "340 mWh".
BASE_FROM = 0.1


def fits(size: float, value: float) -> bool:
    """Whether a value (in units of size 1) may be told in a unit of this size: at least one of them."""
    return value >= (BASE_FROM if size == 1.0 else size)


def fitting_size(sizes: Iterable[float], value: float, digits: int) -> float | None:
    """The size of the unit to tell a value in, rounded to so many significant digits; None below all of them.

    sizes: of the units, the largest first. Rounded first: 999.9 Wh is told as 1.00 kWh, not as 1,000 Wh.
    """
    rounded = abs(float(f"{value:.{digits}g}"))
    return next((size for size in sizes if fits(size, rounded)), None)
