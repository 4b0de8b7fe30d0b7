"""`wattprint factors`: what a count stands for, and who says so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wattprint.cli.quantities import Quantities
from wattprint.cli.today import warn
from wattprint.export.as_json import document, dumps
from wattprint.export.factors_json import factor_objects
from wattprint.export.valuing import load_valuation

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.domain.factors import Activity, Factor
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


def run_factors(paths: Paths, texts: Texts, numbers: Numbers, *, as_json: bool) -> int:
    """List the factors in force today with their sources (JSON: all of them); returns the exit code."""
    today = time.strftime("%Y-%m-%d")
    # No ledger is asked: what a count stands for is the same for everybody with the same files.
    valued = load_valuation(paths, None)
    warn(valued, texts)
    factors = valued.valuation.factors
    if as_json:
        print(dumps(document(factor_set=factors.name, factors=factor_objects(factors, today))))
        return 0
    print(texts("factors.title", name=factors.name, day=today))
    for activity in factors.activities:
        factor = factors.factor(activity.id, today)
        if factor is None:
            print(texts("factors.none", activity=activity.id))
        else:
            print(_line(activity, factor, texts, numbers, today))
            print(texts("add.link", url=factor.source.url))
    return 0


def _line(activity: Activity, factor: Factor, texts: Texts, numbers: Numbers, today: str) -> str:
    told = Quantities(texts, numbers)
    tier = [texts(f"tier.{factor.tier.value}")]
    tier += [texts("cloud.class")] if factor.class_figure else []
    tier += [texts("cloud.edited")] if factor.edited else []
    tier += [texts("cloud.outdated", day=factor.stale_after)] if factor.stale_after < today else []
    return texts(
        "factors.line",
        activity=activity.id,
        value=told.energy_with_band(factor.band),
        unit=told.count(factor.per, activity.unit),
        tier=", ".join(tier),
        source=factor.source.title,
        date=factor.source.date,
    )
