"""Services and factors as JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wattprint.export.as_json import band_object
from wattprint.reference.valuation import CLOUD_ZONE

if TYPE_CHECKING:
    from wattprint.domain.cloud import Recurring
    from wattprint.domain.factors import Activity, Factor, Figure, Service
    from wattprint.reference.factors import FactorSet
    from wattprint.reference.valuation import Valuation


def service_zone(valuation: Valuation, service: Service, day: str) -> str:
    """Where a service's electricity comes from on a day: what the person chose, else what is usual."""
    return _chosen_zone(valuation, service.id, day) or service.grid_zone


def service_objects(valuation: Valuation, recurring: list[Recurring], day: str) -> list[dict[str, Any]]:
    """Every service with what it can be counted for, as it stands on a day (ISO)."""
    factors = valuation.factors
    return [
        {
            "service": service.id,
            "name_en": service.name_en,
            "name_fr": service.name_fr,
            "grid_zone": service_zone(valuation, service, day),
            "edited": service.edited,
            "activities": [
                _activity_object(
                    activity,
                    factors.factor(activity.id, day),
                    _chosen_zone(valuation, service.id, day) or activity.grid_zone,
                    recurring,
                    day,
                )
                for activity in factors.activities
                if activity.service.id == service.id
            ],
        }
        for service in factors.services
    ]


def factor_objects(factors: FactorSet, day: str) -> list[dict[str, Any]]:
    """Every factor of every activity, those that no longer or do not yet hold included; null without one."""
    found = []
    for activity in factors.activities:
        in_force = factors.factor(activity.id, day)
        rows = factors.history(activity.id)
        found += [_factor_object(activity, row, day, in_force=row == in_force) for row in rows or (None,)]
    return found


def _chosen_zone(valuation: Valuation, service_id: str, day: str) -> str | None:
    chosen = valuation.choice(CLOUD_ZONE + service_id, day)
    return chosen if chosen is not None and chosen in valuation.grid else None


def _activity_object(
    activity: Activity, factor: Factor | None, zone: str, recurring: list[Recurring], day: str
) -> dict[str, Any]:
    return {
        "activity": activity.id,
        "name_en": activity.name_en,
        "name_fr": activity.name_fr,
        "unit": activity.unit.id,
        "estimated": factor is not None,
        "per_count": activity.unit.per,
        "energy_wh": None if factor is None else band_object(factor.band),
        "tier": None if factor is None else factor.tier.value,
        "stale": None if factor is None else factor.stale_after < day,
        "grid_zone": zone,
        "edited": activity.edited or (factor is not None and factor.edited),
        "recurring": [
            {"count": one.count, "weekdays": one.weekdays, "from": one.from_day, "to": one.to_day}
            for one in recurring
            if one.activity == activity.id
        ],
    }


def _factor_object(activity: Activity, row: Factor | None, day: str, *, in_force: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "activity": activity.id,
        "service": activity.service.id,
        "unit": activity.unit.id,
        "per_count": activity.unit.per,
    }
    if row is None:
        unknown = ("energy_wh", "boundary", "tier", "applies_from", "stale_after", "stale", "class_figure")
        published = ("published_co2e_g", "co2e_basis", "published_water_ml", "water_scope")
        return {
            **told,
            "in_force": False,
            "edited": activity.edited,
            **dict.fromkeys((*unknown, *published, "low", "central", "high", "note_en", "note_fr")),
        }
    return {
        **told,
        "in_force": in_force,
        "edited": row.edited,
        "energy_wh": band_object(row.band),
        "boundary": row.boundary,
        "tier": row.tier.value,
        "applies_from": row.applies_from,
        "stale_after": row.stale_after,
        "stale": row.stale_after < day,
        "class_figure": row.class_figure,
        "published_co2e_g": row.published_co2e_g,
        "co2e_basis": None if row.co2e_basis is None else row.co2e_basis.value,
        "published_water_ml": row.published_water_ml,
        "water_scope": None if row.water_scope is None else row.water_scope.value,
        "low": _figure_object(row.low),
        "central": _figure_object(row.central),
        "high": _figure_object(row.high),
        "note_en": row.note_en or None,
        "note_fr": row.note_fr or None,
    }


def _figure_object(figure: Figure) -> dict[str, Any]:
    source = figure.source
    return {
        "wh": figure.wh,
        "arithmetic": figure.arithmetic or None,
        "source": source.title,
        "source_url": source.url,
        "source_date": source.date,
    }
