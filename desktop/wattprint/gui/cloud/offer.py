"""What can be counted, and what is offered first; read anew whenever a window comes up."""

from __future__ import annotations

from dataclasses import dataclass

from wattprint.domain.factors import Activity
from wattprint.export.valuing import load_factor_set
from wattprint.gui.cloud.favourites import favourites
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class Offer:
    """own_factors_error: why the person's own factors are not used; None when all is well."""

    factors: FactorSet
    favourites: tuple[Activity, ...]
    own_factors_error: str | None


def read_offer(paths: Paths, today: str) -> Offer:
    """Reads files: a few tens of milliseconds, so not on the window's thread. today: an ISO day."""
    factors, error = load_factor_set(paths)
    return Offer(factors, favourites(paths.ledger, factors, today), error)
