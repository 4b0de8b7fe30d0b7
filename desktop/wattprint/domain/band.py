"""Low, central and high carried together: a band of published figures, not a confidence interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """A quantity whose low adds to lows and whose high adds to highs."""

    low: float
    central: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"a band must be ordered: {self.low}, {self.central}, {self.high}")

    def __add__(self, other: Band) -> Band:
        return Band(self.low + other.low, self.central + other.central, self.high + other.high)

    @classmethod
    def around(cls, value: float, low_factor: float, high_factor: float) -> Band:
        """The band of a measured value whose sensor reads between these factors of the truth."""
        return cls(value * low_factor, value, value * high_factor)


ZERO = Band(0.0, 0.0, 0.0)
