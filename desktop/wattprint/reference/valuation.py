"""Puts figures to a day: which zone, factor, price and boundary hold then, from what the person chose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING, TypeVar

from wattprint.domain.factors import estimated_wh
from wattprint.domain.totals import CloudEstimate, LocalTerms, co2e_g, water_ml
from wattprint.reference.boundary import Boundary
from wattprint.reference.water import WaterScope, local_ml_per_wh

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.domain.cloud import CloudEntry
    from wattprint.domain.factors import Activity
    from wattprint.domain.footprint import ToleranceOf
    from wattprint.reference.boundary import Overhead
    from wattprint.reference.factors import FactorSet
    from wattprint.reference.grid import Grid
    from wattprint.reference.water import Water

_E = TypeVar("_E", bound=StrEnum)

#: Names of the choices that the ledger dates. A service's zone is CLOUD_ZONE and its id.
ZONE, BOUNDARY, WATER_SCOPE = "zone", "boundary", "water_scope"
PRICE, CURRENCY, LOCAL_WATER = "price_per_kwh", "currency", "local_water_ml_per_wh"
CLOUD_ZONE = "cloud_zone."


@dataclass(frozen=True, slots=True)
class Valuation:
    """Everything that turns counts and joules into numbers, for any day.

    choice: (name, ISO day) to the value chosen for that day. default_zone: guessed, used until one is chosen.
    chosen_from: all days (ISO) on which a choice changes.
    """

    factors: FactorSet
    grid: Grid
    water: Water
    overhead: Overhead
    tolerance: ToleranceOf
    choice: Callable[[str, str], str | None]
    chosen_from: Callable[[], list[str]]
    default_zone: str

    def local_terms(self, local_day: str) -> LocalTerms:
        """What holds for this machine on a day."""
        zone = self._zone(self.choice(ZONE, local_day), self.default_zone)
        scope = self.water_scope(local_day)
        return LocalTerms(
            boundary=_one_of(Boundary, self.choice(BOUNDARY, local_day), Boundary.DEVICE).value,
            wall_per_device=self.overhead.wall_per_device,
            grid_zone=zone,
            g_per_kwh=self.grid.zone(zone).g_per_kwh,
            water_scope=scope.value,
            water_ml_per_wh=local_ml_per_wh(scope, number_of(self.choice(LOCAL_WATER, local_day))),
            price_per_kwh=number_of(self.choice(PRICE, local_day)),
            currency=self.choice(CURRENCY, local_day) or self.grid.zone(zone).currency,
        )

    def local_changes(self) -> set[str]:
        """Days (ISO) from which other terms may hold for this machine; between two they are the same."""
        return set(self.chosen_from())

    def cloud_changes(self) -> set[str]:
        """Days (ISO) from which other figures may hold for a count."""
        return self.local_changes() | self.factors.change_days

    def water_scope(self, local_day: str) -> WaterScope:
        """Whose water is counted on a day: one scope at a time."""
        return _one_of(WaterScope, self.choice(WATER_SCOPE, local_day), WaterScope.ON_SITE)

    def estimate(self, entry: CloudEntry) -> CloudEstimate:
        """A cloud entry with its numbers; without a factor in force it has none."""
        activity = self.factors.activity(entry.activity)
        factor = None if activity is None else self.factors.factor(activity.id, entry.local_day)
        if activity is None or factor is None:
            return CloudEstimate(entry, activity, None, None, None, None, None)
        zone = self._cloud_zone(activity, entry.local_day)
        wh = estimated_wh(factor, entry.count)
        intensity = self.water.cloud_ml_per_wh(self.water_scope(entry.local_day), zone)
        grid_g = self.grid.zone(zone).g_per_kwh
        return CloudEstimate(entry, activity, factor, zone, wh, co2e_g(wh, grid_g), water_ml(wh, intensity))

    def _cloud_zone(self, activity: Activity, local_day: str) -> str:
        return self._zone(self.choice(CLOUD_ZONE + activity.service.id, local_day), activity.grid_zone)

    def _zone(self, chosen: str | None, default: str) -> str:
        """A zone that was chosen from a newer table than this one counts as not chosen."""
        return chosen if chosen is not None and chosen in self.grid else default


def _one_of(choices: type[_E], text: str | None, default: _E) -> _E:
    """What a choice says; one that this version does not know (a restored or newer ledger's) is not made."""
    return next((choice for choice in choices if choice.value == text), default)


def number_of(text: str | None) -> float | None:
    """A choice's number; None also for what is none."""
    try:
        number = float(text) if text is not None else None
    except ValueError:
        return None
    return number if number is not None and 0 <= number < inf else None
