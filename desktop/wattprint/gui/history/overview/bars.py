"""Buckets as bars, in the quantity that was chosen."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from wattprint.domain.spans import Step
from wattprint.export.overview import Coverage
from wattprint.gui.charts.bar import Bar, Covered
from wattprint.gui.history.overview.ranges import week_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wattprint.export.overview import Bucket


class Shown(StrEnum):
    """What the bars stand for. COST: money for this machine's electricity."""

    ENERGY = "energy"
    CO2E = "co2e"
    WATER = "water"
    COST = "cost"


_COVERED = {
    Coverage.RECORDED: Covered.FULL,
    Coverage.PART: Covered.PART,
    Coverage.NONE: Covered.NONE,
}


def currencies(buckets: Iterable[Bucket]) -> list[str]:
    """All currencies in which something was paid, the newest last."""
    found: dict[str, None] = {}
    for bucket in buckets:
        for currency in bucket.totals.costs:
            found.pop(currency, None)
            found[currency] = None
    return list(found)


def bars_of(
    buckets: Sequence[Bucket],
    shown: Shown,
    step: Step,
    week_start: int,
    *,
    name: Callable[[Bucket], str],
    note: Callable[[Bucket], str],
    currency: str = "",
) -> list[Bar]:
    """One bar a bucket. name: of a bucket that is the only one; note: what is told with it."""
    # A single week or month tells nobody how long it is: it goes by its name.
    alone = len(buckets) == 1 and step is not Step.DAY
    bars = []
    for bucket in buckets:
        measured, estimated, band = _heights(bucket, shown, currency)
        totals = bucket.totals
        unknown = totals.at_least or (shown is Shown.WATER and totals.water_unknown > 0)
        if shown is Shown.COST:
            unknown = totals.cost_at_least
        bars.append(
            Bar(
                label=name(bucket) if alone else "",
                measured=measured,
                estimated=estimated,
                low=band[0] if band else None,
                high=band[1] if band else None,
                covered=_COVERED[bucket.coverage],
                day=None if alone else _begins(bucket, step, week_start),
                note=note(bucket),
                at_least=unknown and measured + estimated > 0,
            )
        )
    return bars


def _begins(bucket: Bucket, step: Step, week_start: int) -> date:
    """The first day of the calendar's week or month, also where the range begins in its middle."""
    day = date.fromisoformat(bucket.first_day)
    if step is Step.WEEK:
        return week_of(day, week_start)
    return day.replace(day=1) if step is Step.MONTH else day


def _heights(bucket: Bucket, shown: Shown, currency: str) -> tuple[float, float, tuple[float, float] | None]:
    """(measured, estimated, (low, high) or None)."""
    totals, split = bucket.totals, bucket.split
    if shown is Shown.ENERGY:
        total = totals.total
        return split.measured, split.estimated, (total.low, total.high)
    if shown is Shown.COST:
        cost = totals.costs.get(currency, 0.0)
        here = split.measured + split.modelled
        measured = cost * split.measured / here if here else 0.0
        return measured, max(0.0, cost - measured), None
    # No sensor reads grams or litres: all of it follows from published figures.
    band = totals.co2e_g if shown is Shown.CO2E else totals.water_ml
    return 0.0, band.central, (band.low, band.high)
