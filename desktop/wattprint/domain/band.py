"""Low, central and high carried together: a band of published figures, not a confidence interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Comparison(StrEnum):
    """How one band stands to another. Where they overlap nobody can tell, and nobody is called the winner."""

    LESS = "less"
    MORE = "more"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Band:
    """A quantity >= 0 whose low adds to lows and whose high adds to highs.

    Raises ValueError when it is not ordered, negative or not a number.
    """

    low: float
    central: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.central <= self.high < math.inf:
            raise ValueError(f"not a band: {self.low}, {self.central}, {self.high}")

    def __add__(self, other: Band) -> Band:
        return Band(self.low + other.low, self.central + other.central, self.high + other.high)

    def __mul__(self, other: Band | float) -> Band:
        """Low with low, high with high; a plain number scales all three and must not be negative."""
        if isinstance(other, Band):
            return Band(self.low * other.low, self.central * other.central, self.high * other.high)
        return Band(self.low * other, self.central * other, self.high * other)

    __rmul__ = __mul__

    def __truediv__(self, other: Band | float) -> Band:
        """A ratio's low is this low over the other's high. Raises ZeroDivisionError for a low of 0."""
        if isinstance(other, Band):
            return Band(self.low / other.high, self.central / other.central, self.high / other.low)
        return Band(self.low / other, self.central / other, self.high / other)

    def compared_with(self, other: Band) -> Comparison:
        """LESS or MORE only where the bands do not touch."""
        if self.high < other.low:
            return Comparison.LESS
        return Comparison.MORE if self.low > other.high else Comparison.CANNOT_TELL

    @classmethod
    def exactly(cls, value: float) -> Band:
        """A value without any width."""
        return cls(value, value, value)

    @classmethod
    def around(cls, value: float, low_factor: float, high_factor: float) -> Band:
        """The band of a measured value whose sensor reads between these factors of the truth."""
        return cls(value * low_factor, value, value * high_factor)


ZERO = Band(0.0, 0.0, 0.0)
