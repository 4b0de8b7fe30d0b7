"""Days, periods and cloud entries as JSON objects: the quantities of the CSV columns, bands as objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wattprint.export.as_json import band_object, day_object
from wattprint.export.csv_columns import CLOUD, DAILY, cloud_row, daily_row
from wattprint.export.days import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wattprint.domain.band import Band
    from wattprint.domain.period import PeriodTotals
    from wattprint.domain.totals import CloudEstimate, DayTotals, LocalTerms
    from wattprint.export.view import LedgerView
    from wattprint.ledger.rows import DayRecord

_LOW, _HIGH = "_low", "_high"


def day_objects(
    view: LedgerView, first_day: str, last_day: str, period: PeriodTotals | None = None
) -> Iterator[dict[str, Any]]:
    """Every day of the range (ISO, both included); each is added to the period, too, where one is given."""
    for first, last in chunks(first_day, last_day):
        records = view.records(first, last)
        estimates: dict[str, list[CloudEstimate]] = {}
        for estimate in view.estimates(first, last):
            estimates.setdefault(estimate.entry.local_day, []).append(estimate)
        for totals in view.totals(first, last):
            if period is not None:
                period.add(totals)
            day = totals.local_day
            yield whole_day_object(totals, records.get(day), estimates.get(day, []), view)


def whole_day_object(
    totals: DayTotals, record: DayRecord | None, estimates: list[CloudEstimate], view: LedgerView
) -> dict[str, Any]:
    """One day: what was measured, what was estimated and what both amount to. Unknown is null, never 0.

    at_least is said of local_wh, total_at_least of total_wh. apps hold GPU and CPU whatever the boundary.
    """
    measured = day_object(totals.local_day, record, view.valued.valuation.tolerance)
    columns = _folded(DAILY, daily_row(totals, ""))
    del columns["factor_set"]
    apps, pending = measured.pop("apps"), measured.pop("pending")
    return {
        **measured,
        **columns,
        "total_at_least": totals.at_least,
        "grid_zone_guessed": view.valued.zone_guessed_on(totals.local_day),
        "apps": apps,
        "pending": pending,
        "cloud": [cloud_object(estimate) for estimate in estimates],
    }


def cloud_object(estimate: CloudEstimate) -> dict[str, Any]:
    """One cloud entry. Where it is not estimated its numbers are null."""
    columns = _folded(CLOUD, cloud_row(estimate))
    factor = estimate.factor
    columns["energy_wh"] = columns.pop("wh")
    columns["source"] = None if factor is None else factor.source.title
    columns["source_url"] = None if factor is None else factor.source.url
    columns["edited"] = None if factor is None else factor.edited
    columns["grid_zone"] = estimate.grid_zone
    return columns


def period_object(first_day: str, last_day: str, period: PeriodTotals, view: LedgerView) -> dict[str, Any]:
    """The totals of a range of days. What changed within it is null here and told in `terms`."""
    times, costs = period.times, period.costs
    watched = period.local is not None
    currency = next(iter(costs)) if len(costs) == 1 else None
    return {
        "from": first_day,
        "to": last_day,
        "day_count": period.days,
        "recorded_day_count": period.recorded,
        "partly_watched_day_count": period.partly_watched,
        "not_recorded_day_count": period.days - period.recorded,
        "not_recorded": [{"from": first, "to": last} for first, last in period.not_recorded],
        "local_wh": _band(period.local_known),
        "at_least": period.here_at_least,
        "idle_wh": period.idle_wh,
        "standby_wh": period.standby_wh,
        "modelled_wh": period.modelled_wh,
        "unattributed_wh": period.unattributed_wh,
        "learning_wh": period.learning_wh,
        "overhead_wh": _band(period.overhead if period.some_local else None),
        "local_boundary": _same(terms.boundary for _, terms in period.terms),
        "quality": None if period.quality is None else period.quality.value,
        "cloud_wh": _band(period.cloud_known),
        "total_wh": _band(period.total_known),
        "total_at_least": period.at_least,
        "co2e_g": _band(period.co2e_known),
        "water_ml": _band(period.water_known),
        "water_scope": _same(terms.water_scope for _, terms in period.terms),
        "water_unknown_count": period.water_unknown,
        "local_cost": None if currency is None else costs[currency],
        "currency": currency,
        "local_costs": [{"currency": code, "local_cost": amount} for code, amount in costs.items()],
        "unpriced_day_count": period.unpriced,
        "active_s": times.active_s if watched else None,
        "recorded_s": times.recorded_s if watched else None,
        "unmeasured_s": times.unmeasured_s if watched else None,
        "paused_s": times.paused_s if watched else None,
        "session_count": period.session_count if watched else None,
        "cloud_count": period.cloud_count,
        "not_estimated_count": period.not_estimated,
        "grid_zone": _same(terms.grid_zone for _, terms in period.terms),
        "terms": [_terms_object(day, terms, view) for day, terms in period.terms],
    }


def _terms_object(day: str, terms: LocalTerms, view: LedgerView) -> dict[str, Any]:
    return {
        "from": day,
        "local_boundary": terms.boundary,
        "grid_zone": terms.grid_zone,
        "grid_zone_guessed": view.valued.zone_guessed_on(day),
        "grid_g_per_kwh": terms.g_per_kwh,
        "water_scope": terms.water_scope,
        "price_per_kwh": terms.price_per_kwh,
        "currency": terms.currency,
    }


def _folded(columns: tuple[str, ...], row: Iterable[Any]) -> dict[str, Any]:
    """A CSV row as an object: three columns x_low, x, x_high become one band x."""
    cells = dict(zip(columns, row, strict=True))
    found: dict[str, Any] = {}
    for name, cell in cells.items():
        if name.removesuffix(_LOW) + _HIGH in cells and name.endswith(_LOW):
            central = name.removesuffix(_LOW)
            band = {"low": cell, "central": cells[central], "high": cells[central + _HIGH]}
            found[central] = None if cell is None else band
        elif name not in found and not (name.endswith(_HIGH) and name.removesuffix(_HIGH) in found):
            found[name] = cell
    return found


def _band(band: Band | None) -> dict[str, float] | None:
    return None if band is None else band_object(band)


def _same(values: Iterable[str]) -> str | None:
    """The one value that all of them are; None where there are several."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
