"""What a count stands for on a day: a band with its factor, or that there is none."""

from __future__ import annotations

from dataclasses import dataclass

from wattprint.domain.band import Band
from wattprint.domain.factors import Activity, Factor, estimated_wh
from wattprint.reference.factors import FactorSet


@dataclass(frozen=True, slots=True)
class Estimate:
    """count: None while nothing was typed; wh is then for `factor.per` units.

    activity: None for an id that this version does not know. factor, wh: None where it is not estimated.
    """

    activity: Activity | None
    count: float | None
    factor: Factor | None
    wh: Band | None


def estimate(factors: FactorSet, activity_id: str, count: float | None, local_day: str) -> Estimate:
    """The numbers of a count on an ISO day: those that every total is made of."""
    activity = factors.activity(activity_id)
    factor = None if activity is None else factors.factor(activity.id, local_day)
    if factor is None:
        return Estimate(activity, count, None, None)
    wh = factor.band if count is None else estimated_wh(factor, count)
    return Estimate(activity, count, factor, wh)
