"""The columns of the three CSV tables, a contract, and the rows that fill them.

Unknown is None, never 0. Where a part of a sum is unknown the cell holds the known part, and where no part of
it is known, nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.session_energy import session_energy
from wattprint.export.iso_times import iso_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.domain.band import Band
    from wattprint.domain.totals import CloudEstimate, DayTotals
    from wattprint.export.as_csv import Cell, Row
    from wattprint.ledger.rows import SessionRecord

DAILY = (
    *("date", "local_wh_low", "local_wh", "local_wh_high", "idle_wh", "standby_wh", "modelled_wh"),
    *("overhead_wh_low", "overhead_wh", "overhead_wh_high", "local_boundary"),
    *("cloud_wh_low", "cloud_wh", "cloud_wh_high", "total_wh_low", "total_wh", "total_wh_high"),
    *("co2e_g_low", "co2e_g", "co2e_g_high", "water_ml_low", "water_ml", "water_ml_high"),
    *("water_scope", "water_unknown_count", "local_cost", "currency"),
    *("active_s", "recorded_s", "unmeasured_s", "paused_s"),
    *("session_count", "cloud_count", "not_estimated_count"),
    *("quality", "grid_zone", "grid_g_per_kwh", "factor_set"),
)

SESSIONS = (
    *("session_id", "start", "end", "app", "engine", "kind", "model", "device", "quality", "active_s"),
    *("energy_wh", "idle_wh", "modelled_wh", "peak_w", "outputs", "output_unit", "wh_per_output"),
    *("co2e_g", "shared"),
)

CLOUD = (
    *("date", "service", "activity", "unit", "count", "wh_low", "wh", "wh_high"),
    *("co2e_g_low", "co2e_g", "co2e_g_high", "water_ml_low", "water_ml", "water_ml_high"),
    *("boundary", "tier", "source", "source_date", "origin", "note"),
)

#: Behind the source of a factor that comes from the person's own file.
EDITED = " (edited)"


def daily_row(totals: DayTotals, factor_set: str) -> Row:
    """One day. factor_set: name of the set (FactorSet.name).

    Not recorded: nothing of this machine is known, and all that is told of it is empty. Without an entry the
    cloud is 0: the sum of what was counted, beside a cloud_count of 0.
    """
    terms, times, parts = totals.terms, totals.times, totals.footprint
    local = known_local(totals)
    estimated = totals.cloud_count - totals.not_estimated
    any_known = local is not None or estimated > 0
    return (
        totals.local_day,
        *_band(local),
        None if parts is None else parts.idle_wh,
        None if parts is None else parts.standby_wh,
        None if parts is None else parts.modelled_wh,
        *_band(None if local is None else totals.overhead),
        terms.boundary,
        *_band(totals.cloud if estimated or not totals.cloud_count else None),
        *_band(totals.total if any_known else None),
        *_band(totals.co2e_g if any_known else None),
        *_band(totals.water_ml if _any_water_known(totals) else None),
        terms.water_scope,
        totals.water_unknown,
        None if local is None else totals.local_cost,
        terms.currency,
        *(
            (None, None, None, None)
            if times is None
            else (times.active_s, times.recorded_s, times.unmeasured_s, times.paused_s)
        ),
        None if times is None else totals.session_count,
        totals.cloud_count,
        totals.not_estimated,
        None if parts is None or parts.quality is None else parts.quality.value,
        terms.grid_zone,
        terms.g_per_kwh,
        factor_set,
    )


def session_row(record: SessionRecord, g_per_wh: Callable[[str], float]) -> Row:
    """One session, as its JSON tells it. g_per_wh: CO2e on a day (ISO)."""
    used, start = session_energy(record.energy), iso_time(record.start_s, record.utc_offset_s)
    return (
        record.session_id,
        start,
        iso_time(record.end_s, record.utc_offset_s),
        record.app,
        record.engine,
        str(record.kind),
        record.model,
        ";".join(record.devices),
        None if used.quality is None else str(used.quality),
        record.active_s,
        used.energy_wh,
        used.idle_wh,
        None if used.energy_wh is None else used.modelled_wh,
        record.peak_w,
        record.outputs,
        record.output_unit,
        None if used.energy_wh is None or record.outputs is None else used.energy_wh / record.outputs,
        None if used.energy_wh is None else used.energy_wh * g_per_wh(start[:10]),
        int(record.shared),
    )


def cloud_row(estimate: CloudEstimate) -> Row:
    """One entry. Without a factor in force that day it is "not estimated": no numbers, boundary or source.

    An activity that this version does not know has no unit; its id begins with its service.
    """
    entry, activity, factor = estimate.entry, estimate.activity, estimate.factor
    return (
        entry.local_day,
        entry.activity.partition(".")[0] if activity is None else activity.service.id,
        entry.activity,
        None if activity is None else activity.unit.id,
        entry.count,
        *_band(estimate.wh),
        *_band(estimate.co2e_g),
        *_band(estimate.water_ml),
        *(
            (None, None, None, None)
            if factor is None
            else (
                factor.boundary,
                factor.tier.value,
                factor.source.title + (EDITED if factor.edited else ""),
                factor.source.date,
            )
        ),
        entry.origin.value,
        entry.note,
    )


def known_local(totals: DayTotals) -> Band | None:
    """Local energy, None also where all of it is still being learned: "at least 0" says nothing."""
    parts = totals.footprint
    if totals.local is None or parts is None or (parts.local_at_least and parts.local.central == 0):
        return None
    return totals.local


def _any_water_known(totals: DayTotals) -> bool:
    parts = totals.cloud_count + (totals.local is not None)
    known = parts - totals.water_unknown
    per_wh = totals.terms.water_ml_per_wh
    if totals.local is not None and known_local(totals) is None and per_wh is not None and per_wh.high > 0:
        known -= 1  # so much for each of an unknown number of Wh
    return known > 0


def _band(band: Band | None) -> tuple[Cell, Cell, Cell]:
    return (None, None, None) if band is None else (band.low, band.central, band.high)
