"""Which everyday quantity to name beside a number: chosen by magnitude, the same for the same numbers.

A count between 1 and about 100 can be pictured; "0.02 kettles" and "41,000 seconds" cannot. So of all steps
of a ladder the one is taken whose count lies nearest to the middle of that range (on a logarithmic scale),
which also means that a larger amount never gets a smaller step. Below the smallest step there is "less than
one" of it, above the largest there is the largest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wattprint.domain.band import Band

#: The counts that can be pictured.
LEAST_COUNT = 1.0
MOST_COUNT = 100.0
#: The middle of that range in logarithms: with it the nearest step is in the range whenever any step is.
BEST_COUNT = math.sqrt(LEAST_COUNT * MOST_COUNT)

#: How many quantities stand, smaller, below the first.
SMALL_COUNT = 2


class Basis(StrEnum):
    """What a step is measured in."""

    ENERGY_WH = "Wh"
    CO2E_G = "gCO2e"
    WATER_ML = "mL"


#: Energy first: it needs no assumption about power plants or cooling.
_BIG_BASES = (Basis.ENERGY_WH, Basis.CO2E_G, Basis.WATER_ML)
#: The small ones show another side first, when it is known.
_SMALL_BASES = (Basis.CO2E_G, Basis.ENERGY_WH, Basis.WATER_ML)


@dataclass(frozen=True, slots=True)
class Step:
    """One everyday quantity. value: how much of the basis one of it is, above 0.

    family: quantities of one family (minute and hour of the same oven) never stand side by side.
    """

    id: str
    family: str
    basis: Basis
    value: Band


@dataclass(frozen=True, slots=True)
class Equivalent:
    """So many of one step. less_than_one: even the smallest step is too large, and `count` is below 1."""

    step: Step
    count: Band
    less_than_one: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One quantity in large and at most two in small, each of another family."""

    big: Equivalent
    small: tuple[Equivalent, ...]


def choose(amounts: Mapping[Basis, Band | None], ladder: Iterable[Step]) -> Choice | None:
    """Pick the quantities for a footprint.

    amounts: by basis; None or missing where unknown. Returns None when there is nothing to compare: no amount
    is known and above 0 (nothing is never told as "0 phone charges"), or the ladder has no step for it.
    """
    steps = list(ladder)
    known = {basis: amount for basis, amount in amounts.items() if amount is not None and amount.central > 0}
    big = next(
        (found for basis in _BIG_BASES if basis in known and (found := _best(known[basis], basis, steps))),
        None,
    )
    if big is None:
        return None
    small: list[Equivalent] = []
    # Two rounds: one quantity of each basis first, a second one of a basis only when the others have none.
    for basis in _SMALL_BASES * SMALL_COUNT:
        if basis not in known or len(small) == SMALL_COUNT:
            continue
        shown = {found.step.family for found in (big, *small)}
        found = _best(known[basis], basis, [step for step in steps if step.family not in shown])
        # A small one is an extra: it is left out rather than told as "less than" or in thousands.
        if found is not None and LEAST_COUNT <= found.count.central <= MOST_COUNT:
            small.append(found)
    return Choice(big, tuple(small))


def share_of(amount: Band, step: Step) -> Band:
    """How much of a landmark an amount is, as a fraction (1 is the whole of it)."""
    return amount / step.value


def _best(amount: Band, basis: Basis, steps: Iterable[Step]) -> Equivalent | None:
    fitting = sorted(
        (step for step in steps if step.basis is basis), key=lambda step: (step.value.central, step.id)
    )
    if not fitting:
        return None
    contained = [step for step in fitting if _count(amount, step) >= LEAST_COUNT]
    if not contained:
        return Equivalent(fitting[0], amount / fitting[0].value, less_than_one=True)
    # Above the ladder the nearest is the largest step. min() keeps the first of equals: the smaller, then
    # the one whose id comes first.
    step = min(contained, key=lambda step: _distance(amount, step))
    return Equivalent(step, amount / step.value)


def _count(amount: Band, step: Step) -> float:
    return amount.central / step.value.central


def _distance(amount: Band, step: Step) -> float:
    return abs(math.log(_count(amount, step) / BEST_COUNT))
