"""The median and the slope of a line. The standard ones bring fractions and decimals: 250 kB of a tray."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def median(values: Sequence[float]) -> float:
    """The middle one in order of size, or the mean of the middle two. Raises ValueError without values."""
    if not values:
        raise ValueError("no median of no values")
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """How much y grows with each x, by least squares.

    Raises ValueError for fewer than two points, for xs and ys that are not as many, and for xs all alike.
    """
    count = len(xs)
    if count < 2 or len(ys) != count:
        raise ValueError("a line needs two points or more, each with an x and a y")
    mean_x, mean_y = fsum(xs) / count, fsum(ys) / count
    spread = fsum((x - mean_x) ** 2 for x in xs)
    if spread == 0:
        raise ValueError("all xs are alike")
    return fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread
