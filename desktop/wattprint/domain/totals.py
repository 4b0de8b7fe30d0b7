"""What a day amounts to: measured and estimated side by side, in Wh, CO2e, water and money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.band import ZERO, Band

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.domain.cloud import CloudEntry
    from wattprint.domain.day_time import DayTime
    from wattprint.domain.factors import Activity, Factor
    from wattprint.domain.footprint import Footprint

WH_PER_KWH = 1000.0


@dataclass(frozen=True, slots=True)
class LocalTerms:
    """What turns this machine's Wh of one day into the rest.

    boundary: "device" (GPU and CPU) or "wall". wall_per_device: energy at the socket over the devices'.
    g_per_kwh: of the person's grid zone. water_ml_per_wh: None where unknown.
    price_per_kwh: in `currency`; None while the person has not said.
    """

    boundary: str
    wall_per_device: Band
    grid_zone: str
    g_per_kwh: float
    water_scope: str
    water_ml_per_wh: Band | None
    price_per_kwh: float | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class CloudEstimate:
    """A cloud entry with its numbers; wh and co2e_g are None where no figure exists ("not estimated").

    activity: None for an id that this version does not know (any more). factor: the row in force that day.
    water_ml: None where the water of its zone is unknown, too.
    """

    entry: CloudEntry
    activity: Activity | None
    factor: Factor | None
    grid_zone: str | None
    wh: Band | None
    co2e_g: Band | None
    water_ml: Band | None


@dataclass(frozen=True, slots=True)
class DayTotals:
    """One local day, unrounded. Energy in Wh, CO2e in g, water in mL.

    times: None when the day was not recorded; local, overhead, idle and the like are then None, too.
    local: at the boundary that terms name, overhead included; overhead is that part of it, 0 at "device".
    total: local and cloud, the known parts. at_least: parts are unknown.
    water_unknown: parts (local, entries) whose water nobody knows; they are in no sum.
    local_cost: of `local`'s central value, None without a price or its currency.
    """

    local_day: str
    terms: LocalTerms
    times: DayTime | None
    session_count: int
    footprint: Footprint | None
    local: Band | None
    overhead: Band | None
    cloud: Band
    cloud_count: int
    not_estimated: int
    total: Band
    at_least: bool
    co2e_g: Band
    water_ml: Band
    water_unknown: int
    local_cost: float | None


def co2e_g(wh: Band, g_per_kwh: float) -> Band:
    """CO2e (g) of energy (Wh) from a grid (g/kWh), location-based: kWh x g/kWh."""
    return wh * (g_per_kwh / WH_PER_KWH)


def water_ml(wh: Band, ml_per_wh: Band | None) -> Band | None:
    """Water (mL) of energy (Wh): Wh x mL/Wh, low with low; None where the intensity is unknown."""
    return None if ml_per_wh is None else wh * ml_per_wh


def cost(wh: float, price_per_kwh: float | None) -> float | None:
    """Money for energy (Wh) at a price per kWh; None without a price."""
    return None if price_per_kwh is None else wh / WH_PER_KWH * price_per_kwh


def overhead_wh(device_wh: Band, terms: LocalTerms) -> Band:
    """What the rest of the computer adds (Wh): nothing at "device", device x (wall/device - 1) at "wall"."""
    if terms.boundary != "wall":
        return ZERO
    factor = terms.wall_per_device
    return device_wh * Band(factor.low - 1, factor.central - 1, factor.high - 1)


def sum_bands(bands: Iterable[Band | None]) -> Band:
    """Lows with lows, highs with highs; unknown ones are left out."""
    return sum((band for band in bands if band is not None), ZERO)


def day_totals(
    local_day: str,
    terms: LocalTerms,
    times: DayTime | None,
    session_count: int,
    footprint: Footprint | None,
    cloud: list[CloudEstimate],
) -> DayTotals:
    """Form a day's totals from its parts. times None: the day was not recorded, whatever else is known."""
    local = overhead = local_water = None
    if times is not None and footprint is not None:
        overhead = overhead_wh(footprint.local, terms)
        local = footprint.local + overhead
        local_water = water_ml(local, terms.water_ml_per_wh)
    cloud_wh = sum_bands(estimate.wh for estimate in cloud)
    not_estimated = sum(estimate.wh is None for estimate in cloud)
    local_unknown = local is None or (footprint is not None and footprint.local_at_least)
    water_parts = [estimate.water_ml for estimate in cloud] + ([] if local is None else [local_water])
    return DayTotals(
        local_day=local_day,
        terms=terms,
        times=times,
        session_count=session_count,
        footprint=footprint if times is not None else None,
        local=local,
        overhead=overhead,
        cloud=cloud_wh,
        cloud_count=len(cloud),
        not_estimated=not_estimated,
        total=sum_bands((local, cloud_wh)),
        at_least=local_unknown or not_estimated > 0,
        co2e_g=sum_bands(
            [None if local is None else co2e_g(local, terms.g_per_kwh), *(e.co2e_g for e in cloud)]
        ),
        water_ml=sum_bands(water_parts),
        water_unknown=sum(part is None for part in water_parts),
        # An amount of no currency is no amount: a sum of days could not say it either.
        local_cost=None
        if local is None or terms.currency is None
        else cost(local.central, terms.price_per_kwh),
    )
