"""Every figure that ships with Wattprint or that the person stated, told alike, and which of them are in use.

A figure's kind and key name it for ever: "factor:chatgpt.prompt", "grid:FRA", "tolerance:amd.cpu.counter".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from wattprint.domain.band import Band
from wattprint.domain.factors import Activity, Factor, Source, Tier
from wattprint.domain.readings import Quality
from wattprint.domain.used import Used
from wattprint.reference.cpu_model import load_cpu_model
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.prices import Prices
from wattprint.reference.tolerances import Tolerance, Tolerances
from wattprint.reference.valuation import CLOUD_ZONE, LOCAL_WATER, PRICE, WATER_SCOPE, ZONE, number_of
from wattprint.reference.water import WaterScope

if TYPE_CHECKING:
    from wattprint.reference.boundary import Overhead
    from wattprint.reference.valuation import Valuation


class Kind(StrEnum):
    """What a figure is about, in the order in which they are listed."""

    FACTOR = "factor"
    GRID = "grid"
    WATER = "water"
    OVERHEAD = "overhead"
    TOLERANCE = "tolerance"
    CPU_MODEL = "cpu_model"
    PRICE = "price"
    EQUIVALENT = "equivalent"


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure.

    names: by language; empty for what the screen words itself. value: None where no figure exists.
    unit: of the value: "Wh", "g/kWh", "mL/Wh", "×", "W", "gCO2e", "mL", a currency.
    tier: None for what is a statistic or a definition. review_after: the last day on which it is trusted
    without a look at newer sources. stale: that day is over. own: the person's, not Wattprint's.
    activity, history: of a factor, its rows by their days; the value is that of the one in force.
    tolerance: of a sensor. used_for: of a grid zone: ids of services, "" for this computer.
    """

    kind: Kind
    key: str
    value: Band | None
    unit: str
    in_use: bool
    names: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    tier: Tier | None = None
    source: Source | None = None
    applies_from: str = ""
    review_after: str = ""
    stale: bool = False
    own: bool = False
    activity: Activity | None = None
    factor: Factor | None = None
    history: tuple[Factor, ...] = ()
    tolerance: Tolerance | None = None
    used_for: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The figure's name."""
        return f"{self.kind}:{self.key}" if self.key else self.kind.value


def stated_figures(
    valuation: Valuation, used: Used, day: str, everyday_set: str | None = None
) -> tuple[Stated, ...]:
    """Every figure as it stands on a day (ISO), kind by kind.

    everyday_set: of everyday quantities, where the person chose one.
    """
    zones = _zones_in_use(valuation, used, day)
    local_zone = valuation.local_terms(day).grid_zone
    return (
        *_factors(valuation, used, day),
        *_grid(valuation, zones),
        *_water(valuation, zones, used, day),
        _overhead(valuation.overhead),
        *_tolerances(used),
        _cpu_model(used),
        *_prices(valuation, used, day),
        *_equivalents(local_zone, everyday_set, day),
    )


def _zones_in_use(valuation: Valuation, used: Used, day: str) -> dict[str, list[str]]:
    """{zone: whose electricity comes from there}, ids of services or "" for this computer."""
    found: dict[str, list[str]] = {valuation.local_terms(day).grid_zone: [""]}
    chosen = [("", value) for _, value in used.choices.get(ZONE, ())]
    for activity_id in sorted(used.activities):
        activity = valuation.factors.activity(activity_id)
        if activity is None:
            continue
        service = activity.service.id
        ever = [value for _, value in used.choices.get(CLOUD_ZONE + service, ())]
        chosen += [(service, zone) for zone in ever or [activity.grid_zone]]
    for who, zone in chosen:
        if zone in valuation.grid and who not in found.setdefault(zone, []):
            found[zone].append(who)
    return found


def _factors(valuation: Valuation, used: Used, day: str) -> Iterator[Stated]:
    factors = valuation.factors
    known = [*factors.activities]
    replaced = (factors.activity(activity_id) for activity_id in sorted(used.activities))
    known += [one for one in replaced if one is not None and one.replaced_by is not None]
    for activity in known:
        row = factors.factor(activity.id, day)
        yield Stated(
            Kind.FACTOR,
            activity.id,
            None if row is None else row.band,
            "Wh",
            activity.id in used.activities,
            notes={} if row is None else _filled({"en": row.note_en, "fr": row.note_fr}),
            tier=None if row is None else row.tier,
            source=None if row is None else row.source,
            applies_from="" if row is None else row.applies_from,
            review_after="" if row is None else row.stale_after,
            stale=row is not None and row.stale_after < day,
            own=activity.edited or (row is not None and row.edited),
            activity=activity,
            factor=row,
            history=factors.history(activity.id),
        )


def _grid(valuation: Valuation, zones: Mapping[str, list[str]]) -> Iterator[Stated]:
    for zone in valuation.grid.zones:
        yield Stated(
            Kind.GRID,
            zone.code,
            Band.exactly(zone.g_per_kwh),
            "g/kWh",
            zone.code in zones,
            names=zone.names,
            source=zone.source,
            used_for=tuple(zones.get(zone.code, ())),
        )


def _water(valuation: Valuation, zones: Mapping[str, list[str]], used: Used, day: str) -> Iterator[Stated]:
    water = valuation.water
    yield Stated(Kind.WATER, "", water.on_site, "mL/Wh", in_use=True, source=water.on_site_source)
    own = number_of(valuation.choice(LOCAL_WATER, day))
    if own is not None:
        since = _since(used, LOCAL_WATER, day)
        yield Stated(Kind.WATER, "own", Band.exactly(own), "mL/Wh", in_use=True, applies_from=since, own=True)
    scopes = {valuation.water_scope(day).value, *(value for _, value in used.choices.get(WATER_SCOPE, ()))}
    for code, row in water.grid.items():
        # Of this computer's electricity the person states the water, so only services use these.
        in_use = WaterScope.TOTAL.value in scopes and any(zones.get(code, ()))
        yield Stated(Kind.WATER, code, row.ml_per_wh, "mL/Wh", in_use, source=row.source)


def _overhead(overhead: Overhead) -> Stated:
    return Stated(
        Kind.OVERHEAD,
        "",
        overhead.wall_per_device,
        "×",
        in_use=True,
        tier=overhead.tier,
        source=overhead.source,
    )


def _tolerances(used: Used) -> Iterator[Stated]:
    table = Tolerances.load(resource_path("data", "tolerances.toml"))
    applied = [table.row(vendor, quality, kind) for vendor, kind, quality in used.sensors]
    for row in table.rows:
        yield Stated(
            Kind.TOLERANCE,
            f"{row.vendor}.{row.device}.{row.quality}",
            Band(row.low, 1.0, row.high),
            "×",
            row in applied,
            tier=row.tier,
            source=Source(row.source_title, row.source_url, row.date),
            tolerance=row,
        )


def _cpu_model(used: Used) -> Stated:
    model = load_cpu_model(resource_path("data", "cpu_model.toml"))
    return Stated(
        Kind.CPU_MODEL,
        "",
        Band(model.low_w, model.central_w, model.high_w),
        "W",
        any(quality is Quality.MODELLED for _, _, quality in used.sensors),
        tier=model.tier,
        source=Source(model.source_title, model.source_url, model.date),
    )


def _prices(valuation: Valuation, used: Used, day: str) -> Iterator[Stated]:
    terms = valuation.local_terms(day)
    if terms.price_per_kwh is not None:
        own, since = Band.exactly(terms.price_per_kwh), _since(used, PRICE, day)
        yield Stated(Kind.PRICE, "", own, terms.currency or "", in_use=True, applies_from=since, own=True)
    for price in Prices.load(resource_path("data", "prices.toml")).prices:
        yield Stated(
            Kind.PRICE,
            price.zone,
            Band.exactly(price.per_kwh),
            price.currency,
            price.zone == terms.grid_zone,
            source=price.source,
            review_after=price.stale_after,
            stale=price.is_stale(day),
        )


def _equivalents(local_zone: str, chosen: str | None, day: str) -> Iterator[Stated]:
    everyday = Equivalents.load(resource_path("data", "equivalents.toml"))
    ladder = {step.id for step in everyday.ladder(local_zone, chosen)}
    for entry in everyday.entries:
        yield Stated(
            Kind.EQUIVALENT,
            entry.step.id,
            entry.step.value,
            entry.step.basis.value,
            entry.step.id in ladder,
            names=entry.one,
            notes=entry.scope or {},
            source=entry.source,
            review_after=entry.review_after,
            stale=entry.review_after < day,
        )


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def _since(used: Used, name: str, day: str) -> str:
    """From which day on a choice holds that is in force on a day; empty where it was never dated."""
    return max((since for since, _ in used.choices.get(name, ()) if since <= day), default="")
