"""Who used the most in a range of days: apps and models on this machine, cloud services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.band import Band
from wattprint.domain.local_sums import EnergySum, LocalSums, Whose, footprint_of, standby_band
from wattprint.domain.readings import Quality

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wattprint.domain.factors import Service
    from wattprint.domain.footprint import ToleranceOf
    from wattprint.domain.totals import CloudEstimate
    from wattprint.export.pieces import Piece


@dataclass(frozen=True, slots=True)
class Top:
    """What an app or a model used on this machine in a range.

    key: the app's key in the ledger, or the model's name. name: from a process or a file: plain text.
    wh: at the devices, without the overhead of the socket, with the sensors' tolerance; the known part.
    at_least: a part of it is not known yet. modelled: no sensor read some of it; modelled_wh: how much of the
    central value.
    """

    key: str
    name: str
    wh: Band
    at_least: bool
    modelled: bool
    modelled_wh: float = 0.0


@dataclass(frozen=True, slots=True)
class ServiceTop:
    """What was counted of a cloud service in a range.

    service_id: the part of an activity's id before the dot. service: None where this version knows it not.
    wh: the sum of the estimates; None where no entry has one. entries: how many there are;
    not_estimated: those among them without a figure.
    """

    service_id: str
    service: Service | None
    wh: Band | None
    entries: int
    not_estimated: int


@dataclass(frozen=True, slots=True)
class Tops:
    """All who used something in a range, the largest first, by name where they are alike.

    apps: sessions and standby together. models: the same of those whose model is known.
    standby: the part of apps while a model was loaded and nothing ran. services: without a figure last.
    """

    apps: tuple[Top, ...] = ()
    models: tuple[Top, ...] = ()
    services: tuple[ServiceTop, ...] = ()
    standby: tuple[Top, ...] = ()


_Parts = list[tuple[Whose, EnergySum]]


def tops_of(pieces: Iterable[Piece], tolerance: ToleranceOf) -> Tops:
    """All lists of the pieces of a range."""
    pieces = list(pieces)
    sums = LocalSums()
    for piece in pieces:
        sums.merge(piece.sums)
    apps = _grouped(
        sums, lambda whose: None if whose.app is None else (whose.app, whose.app_name or whose.app)
    )
    models = _grouped(sums, lambda whose: None if whose.model is None else (whose.model, whose.model))
    return Tops(
        apps=_sorted(_whole(key, name, parts, tolerance) for (key, name), parts in apps.items()),
        models=_sorted(_whole(key, name, parts, tolerance) for (key, name), parts in models.items()),
        services=_services(counted for piece in pieces for counted in piece.counts),
        standby=_sorted(_standby(key, name, parts, tolerance) for (key, name), parts in apps.items()),
    )


def _grouped(
    sums: LocalSums, key_of: Callable[[Whose], tuple[str, str] | None]
) -> dict[tuple[str, str], _Parts]:
    """Parts by key and name; those without a key are left out."""
    found: dict[tuple[str, str], _Parts] = {}
    for whose, part in sums.parts.items():
        key = key_of(whose)
        if key is not None:
            found.setdefault(key, []).append((whose, part))
    return found


def _whole(key: str, name: str, parts: _Parts, tolerance: ToleranceOf) -> Top:
    used = footprint_of(parts, tolerance)
    modelled = used.quality is Quality.MODELLED
    return Top(key, name, used.local, used.local_at_least, modelled, used.modelled_wh)


def _standby(key: str, name: str, parts: _Parts, tolerance: ToleranceOf) -> Top:
    loaded = [(whose, part) for whose, part in parts if part.standby_j > 0 or part.standby_unknown]
    return Top(
        key,
        name,
        standby_band(loaded, tolerance),
        any(part.standby_unknown for _, part in loaded),
        any(whose.quality is Quality.MODELLED for whose, _ in loaded),
    )


def _sorted(tops: Iterable[Top]) -> tuple[Top, ...]:
    """Those who used anything, the largest first."""
    used = (top for top in tops if top.wh.central > 0 or top.at_least)
    return tuple(sorted(used, key=lambda top: (-top.wh.central, top.name, top.key)))


def _services(counts: Iterable[tuple[CloudEstimate, int]]) -> tuple[ServiceTop, ...]:
    found: dict[str, ServiceTop] = {}
    for estimate, entries in counts:
        activity = estimate.activity
        key = estimate.entry.activity.partition(".")[0] if activity is None else activity.service.id
        known = found.get(key) or ServiceTop(key, None, None, 0, 0)
        found[key] = ServiceTop(
            key,
            known.service if activity is None else activity.service,
            known.wh if estimate.wh is None else (estimate.wh + known.wh if known.wh else estimate.wh),
            known.entries + entries,
            known.not_estimated + (entries if estimate.wh is None else 0),
        )
    return tuple(sorted(found.values(), key=_by_energy))


def _by_energy(top: ServiceTop) -> tuple[float, str]:
    return (1.0 if top.wh is None else -top.wh.central, top.service_id)
