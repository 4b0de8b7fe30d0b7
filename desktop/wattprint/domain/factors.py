"""Energy of what runs in the cloud: a count of an activity times a factor from a published source.

A factor is never measured here: it carries low, central and high, each with its source, and how sure its
source is. What has no factor has no number ("not estimated"). How the values are kept in a file and checked
is the concern of reference/; here they are only used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wattprint.domain.band import Band

#: What every factor covers: accelerators, their servers, idle capacity and the building's overhead. Not
#: training, networks or the person's own device.
BOUNDARY: Final = "facility"


class Tier(StrEnum):
    """How sure a factor's source is, strongest first."""

    VENDOR = "vendor"
    PEER_REVIEWED = "peer-reviewed"
    MODELLED = "modelled"
    GUESS = "guess"

    def at_most(self, other: Tier) -> Tier:
        """The weaker of the two."""
        order = tuple(Tier)
        return max(self, other, key=order.index)


class Co2eBasis(StrEnum):
    """How a publisher counted the CO2e of its electricity: by its contracts, or by the grid it hangs on."""

    MARKET = "market-based"
    LOCATION = "location-based"


class PublishedWater(StrEnum):
    """What a published volume of water covers: cooling alone, or power plants and more; not always told."""

    ON_SITE = "on-site"
    TOTAL = "total"
    UNDISCLOSED = "undisclosed"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number was published. date: as exact as it is known, "2026-06-09", "2026-06" or "2026"."""

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What a count counts. per: factors are for this many (tokens are counted singly, factors per 1,000)."""

    id: str
    per: int
    name_en: str
    name_fr: str
    plural_en: str
    plural_fr: str


@dataclass(frozen=True, slots=True)
class Service:
    """A cloud service. grid_zone: where its electricity usually comes from (a key of the grid table)."""

    id: str
    name_en: str
    name_fr: str
    grid_zone: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """Something a service does that can be counted; its id is "<service>.<kind>" and lives for ever.

    grid_zone: the service's, unless this activity runs elsewhere.
    not_estimated: it is known that no figure exists: it is counted and has no number.
    replaced_by: the id that new counts go under; old ones stay under this one.
    """

    id: str
    service: Service
    unit: Unit
    name_en: str
    name_fr: str
    grid_zone: str
    not_estimated: bool = False
    replaced_by: str | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a factor (Wh) with its source.

    arithmetic: how it follows from what the source printed ("0.1 × 1.7"); empty when it is what was printed.
    """

    wh: float
    source: Source
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Factor:
    """Wh for `per` units of an activity at the boundary "facility", in force from a day on.

    of: id of the activity, or of the class of activities whose figure it is.
    class_figure: the service published nothing of its own; this is what its class of models needs.
    published_co2e_g, published_water_ml: for `per` units as printed by published_source: shown beside, never
        in a sum.
    stale_after: from the day after, the figure is too old to be trusted without a look at newer sources.
    edited: from the person's own file.
    """

    of: str
    per: int
    low: Figure
    central: Figure
    high: Figure
    tier: Tier
    applies_from: str
    stale_after: str
    note_en: str = ""
    note_fr: str = ""
    published_co2e_g: float | None = None
    co2e_basis: Co2eBasis | None = None
    published_water_ml: float | None = None
    water_scope: PublishedWater | None = None
    published_source: Source | None = None
    class_figure: bool = False
    edited: bool = False

    @property
    def band(self) -> Band:
        """Wh for `per` units."""
        return Band(self.low.wh, self.central.wh, self.high.wh)

    @property
    def source(self) -> Source:
        """The source of the central value: the one to name where there is room for one."""
        return self.central.source

    @property
    def boundary(self) -> str:
        """What the factor covers, the same for all of them."""
        return BOUNDARY


def estimated_wh(factor: Factor, count: float) -> Band:
    """Energy of `count` units (Wh): count / per x factor. Raises ValueError for what is no quantity."""
    return factor.band * (count / factor.per)
