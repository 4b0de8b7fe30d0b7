"""Where a value lies on an axis of equally wide decades: bands differ by factors of a thousand. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wattprint.domain.band import Band

#: So little is told as nothing.
_LEAST_WH = 1e-6


@dataclass(frozen=True, slots=True)
class DecadeScale:
    """From 10^first to 10^last, last above first."""

    first: int
    last: int

    @classmethod
    def of(cls, bands: Iterable[Band]) -> DecadeScale:
        """The fewest whole decades that hold all of these (Wh); from 0.1 to 1 without any."""
        ends = [max(end, _LEAST_WH) for band in bands for end in (band.low, band.high)]
        if not ends:
            return cls(-1, 0)
        first = math.floor(math.log10(min(ends)) + 1e-9)
        last = math.ceil(math.log10(max(ends)) - 1e-9)
        return cls(first, max(last, first + 1))

    @property
    def decades(self) -> tuple[float, ...]:
        """Every power of ten on it, both ends included."""
        return tuple(10.0**exponent for exponent in range(self.first, self.last + 1))

    def place(self, value: float) -> float:
        """0 at the lower end, 1 at the upper one; what lies outside is put at the nearer end."""
        exponent = math.log10(max(value, _LEAST_WH))
        return min(1.0, max(0.0, (exponent - self.first) / (self.last - self.first)))
