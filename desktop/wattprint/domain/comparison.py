"""What is measured here against what is published for there, per unit of the same work.

Both are bands. Where they overlap nobody can tell which is less; where the units differ, or one of the two is
not known, they cannot be compared at all. There is never a winner by a hair.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wattprint.domain.band import ZERO, Band, Comparison


@dataclass(frozen=True, slots=True)
class Made:
    """One session and what came out of it: outputs, above 0.

    wh: its energy with the sensors' tolerance. modelled: which part of it (0 to 1) no sensor read.
    """

    wh: Band
    outputs: float
    modelled: float = 0.0


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Wh for one unit of output.

    wh: central, all energy over all outputs; low and high, of the sessions' own bands the lowest and highest.
    modelled: which part of the energy (0 to 1) no sensor read.
    """

    wh: Band
    sessions: int
    outputs: float
    modelled: float = 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """How one band stands to another. ratio: one over the other; None where the other may be 0."""

    comparison: Comparison
    ratio: Band | None


def per_unit(made: Iterable[Made]) -> PerUnit | None:
    """Energy per unit over sessions; None without any. The band holds every single session's."""
    sessions = [one for one in made if one.outputs > 0]
    if not sessions:
        return None
    outputs = sum(one.outputs for one in sessions)
    energy = sum((one.wh for one in sessions), ZERO).central
    modelled = sum(one.wh.central * one.modelled for one in sessions)
    central = energy / outputs
    bands = [one.wh / one.outputs for one in sessions]
    # The mean lies between the sessions' own; min and max keep it so when they are equal but for rounding.
    low = min(central, *(band.low for band in bands))
    high = max(central, *(band.high for band in bands))
    share = min(1.0, modelled / energy) if energy else 0.0
    return PerUnit(Band(low, central, high), len(sessions), outputs, share)


def compare(one: Band, other: Band) -> Compared:
    """One against the other: the ratio's low is one.low / other.high."""
    return Compared(one.compared_with(other), one / other if other.low > 0 else None)
