"""Puts figures to a day: which zone, factor, price and boundary hold then, from what the person chose."""

from __future__ import annotations

from bisect import bisect_right
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

    from wattprint.domain.band import Band
    from wattprint.domain.cloud import CloudEntry
    from wattprint.domain.factors import Activity, Factor
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
class _Figures:
    """What holds for the counts of an activity from some day on; without a factor they have no numbers."""

    activity: Activity | None
    factor: Factor | None
    grid_zone: str | None
    g_per_kwh: float
    ml_per_wh: Band | None

    def estimate(self, entry: CloudEntry) -> CloudEstimate:
        """An entry with its numbers."""
        if self.factor is None:
            return CloudEstimate(entry, self.activity, None, None, None, None, None)
        wh = estimated_wh(self.factor, entry.count)
        water = water_ml(wh, self.ml_per_wh)
        co2e = co2e_g(wh, self.g_per_kwh)
        return CloudEstimate(entry, self.activity, self.factor, self.grid_zone, wh, co2e, water)


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
        return self._figures(entry.activity, entry.local_day).estimate(entry)

    def estimator(self) -> Callable[[CloudEntry], CloudEstimate]:
        """estimate() for many entries: what holds is looked up once for each stretch of days.

        Choices made meanwhile play no part: ask for a new one whenever the ledger is read.
        """
        changes = sorted(self.cloud_changes())
        known: dict[tuple[str, int], _Figures] = {}

        def estimate(entry: CloudEntry) -> CloudEstimate:
            key = entry.activity, bisect_right(changes, entry.local_day)
            figures = known.get(key)
            if figures is None:
                figures = known[key] = self._figures(entry.activity, entry.local_day)
            return figures.estimate(entry)

        return estimate

    def _figures(self, activity_id: str, local_day: str) -> _Figures:
        activity = self.factors.activity(activity_id)
        factor = None if activity is None else self.factors.factor(activity.id, local_day)
        if activity is None or factor is None:
            return _Figures(activity, None, None, 0.0, None)
        zone = self._cloud_zone(activity, local_day)
        intensity = self.water.cloud_ml_per_wh(self.water_scope(local_day), zone)
        return _Figures(activity, factor, zone, self.grid.zone(zone).g_per_kwh, intensity)

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
