"""What `wattprint doctor` tells of the estimates: which figures they are made with, and which grew old."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wattprint.export.valuing import load_valuation, troubles
from wattprint.ledger.errors import LedgerError
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.grid import WORLD
from wattprint.reference.prices import Prices
from wattprint.system.ledger_access import open_for_reading
from wattprint.system.recorder_lock import RecorderRunning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.cli.numbers import Numbers
    from wattprint.domain.factors import Factor
    from wattprint.export.valuing import Valued
    from wattprint.ledger.choices import ChoiceHistory
    from wattprint.reference.equivalents import Everyday
    from wattprint.reference.prices import Price
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class Estimates:
    """The valuation of a day with what of it should be looked at again."""

    day: str
    valued: Valued
    stale: tuple[Factor, ...]
    stale_prices: tuple[Price, ...]
    to_review: tuple[Everyday, ...]


def look_at_estimates(paths: Paths, ledger: dict[str, Any]) -> Estimates:
    """What holds today. ledger: as `doctor` found it; where it has a problem nothing was chosen in it."""
    day = time.strftime("%Y-%m-%d")
    valued = load_valuation(paths, None if "problem" in ledger else _choices(paths))
    prices = Prices.load(resource_path("data", "prices.toml")).prices
    return Estimates(
        day,
        valued,
        valued.valuation.factors.stale(day),
        tuple(price for price in prices if price.is_stale(day)),
        Equivalents.load(resource_path("data", "equivalents.toml")).to_review(day),
    )


def estimates_object(found: Estimates) -> dict[str, Any]:
    """For --json."""
    valued = found.valued
    return {
        "factor_set": valued.valuation.factors.name,
        "own_factors_error": valued.own_factors_error,
        "grid_zone": valued.valuation.local_terms(found.day).grid_zone,
        "grid_zone_guessed": valued.zone_guessed_on(found.day),
        "unknown_zones": [unknown.asked for unknown in valued.unknown_zones],
        "stale_factors": [
            {"factor": row.of, "stale_after": row.stale_after, "source": row.source.title}
            for row in found.stale
        ],
        "stale_prices": [
            {"grid_zone": price.zone, "stale_after": price.stale_after} for price in found.stale_prices
        ],
        "equivalents_to_review": [
            {"equivalent": entry.step.id, "review_after": entry.review_after} for entry in found.to_review
        ],
    }


def estimate_lines(found: Estimates, paths: Paths, texts: Texts, numbers: Numbers) -> Iterator[str]:
    """For people."""
    valued = found.valued
    yield texts("doctor.estimates", name=valued.valuation.factors.name)
    zone = valued.valuation.grid.zone(valued.valuation.local_terms(found.day).grid_zone)
    g_per_kwh = numbers.significant(zone.g_per_kwh, 3)
    shown = texts("zone.name", name=zone.names[texts.language], code=zone.code, g=g_per_kwh)
    if valued.zone_guessed_on(found.day):
        shown += texts("zone.nowhere") if zone.code == WORLD else texts("zone.guessed")
        shown += texts("zone.cure", path=paths.config)
    yield texts("doctor.zone", zone=shown)
    for trouble in troubles(valued, texts):
        yield f"  ! {trouble}"
    for row in found.stale:
        yield texts("doctor.stale", day=row.stale_after, of=row.of, source=row.source.title)
    for price in found.stale_prices:
        name = valued.valuation.grid.zone(price.zone).names[texts.language]
        yield texts("doctor.stale-price", day=price.stale_after, zone=name, source=price.source.title)
    for entry in found.to_review:
        yield texts("doctor.review", day=entry.review_after, name=entry.many[texts.language])
    if not (found.stale or found.stale_prices or found.to_review):
        yield texts("doctor.data-ok")


def _choices(paths: Paths) -> ChoiceHistory | None:
    try:
        with open_for_reading(paths.ledger) as reader:
            return reader.choices()
    except (LedgerError, RecorderRunning):
        return None  # told by whoever described the ledger
