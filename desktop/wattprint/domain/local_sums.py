"""Sums of the ledger's energy rows that can be kept, added up and still be read like the rows themselves.

What is not linear in a row's joules (at most all of it is the baseline's) is done once, row by row, with the
functions of domain.footprint; all that is left is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from wattprint.domain.band import Band
from wattprint.domain.footprint import (
    J_PER_WH,
    EnergyRow,
    Footprint,
    ToleranceOf,
    idle_part_j,
    local_j,
    standby_j,
    weakest,
)
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.state import State


class Whose(NamedTuple):
    """Who used energy, and what measured it. app, app_name, model: None for what is nobody's.

    A plain tuple, because thousands are looked up at once.
    """

    app: str | None
    app_name: str | None
    model: str | None
    kind: DeviceKind
    vendor: str
    quality: Quality


@dataclass(slots=True)
class EnergySum:
    """Rows of one user and one kind of measurement, added up (J), unrounded.

    local_j, standby_j, idle_j: the known parts of what domain.footprint's functions of that name give.
    nobodys_j, learning_j: what is in no total: nobody's, and not known yet.
    local_unknown, standby_unknown, idle_unknown: a part of that sum is not known yet.
    local: there are rows of sessions or standby among them, be it with 0 J.
    """

    local_j: float = 0.0
    standby_j: float = 0.0
    idle_j: float = 0.0
    nobodys_j: float = 0.0
    learning_j: float = 0.0
    local_unknown: bool = False
    standby_unknown: bool = False
    idle_unknown: bool = False
    local: bool = False

    def add(self, row: EnergyRow) -> None:
        """Add the next row: of one user, day, device, state and quality, all sessions together."""
        own_j = local_j(row)
        if own_j is None:
            self.learning_j += row.joules
        else:
            self.local_j += own_j
            self.nobodys_j += row.joules - own_j
        if row.state is State.ACTIVE:
            self.local = True
            part_j = idle_part_j(row)
            self.local_unknown = self.local_unknown or own_j is None
            self.idle_unknown = self.idle_unknown or part_j is None
            self.idle_j += part_j or 0.0
        elif row.state is State.STANDBY:
            self.local = True
            above_j = standby_j(row)
            self.local_unknown = self.local_unknown or own_j is None
            self.standby_unknown = self.standby_unknown or above_j is None
            self.standby_j += above_j or 0.0

    def merge(self, other: EnergySum) -> None:
        """Add another sum of the same user and kind of measurement."""
        self.local_j += other.local_j
        self.standby_j += other.standby_j
        self.idle_j += other.idle_j
        self.nobodys_j += other.nobodys_j
        self.learning_j += other.learning_j
        self.local_unknown = self.local_unknown or other.local_unknown
        self.standby_unknown = self.standby_unknown or other.standby_unknown
        self.idle_unknown = self.idle_unknown or other.idle_unknown
        self.local = self.local or other.local


@dataclass(slots=True)
class LocalSums:
    """This machine's energy on one recorded day or on several.

    knowing_days: days of which any local energy is known ("at least 0" says nothing). using_days: days with
    local energy above 0. session_count: sessions that began on these days.
    """

    parts: dict[Whose, EnergySum] = field(default_factory=dict)
    session_count: int = 0
    knowing_days: int = 0
    using_days: int = 0

    @classmethod
    def of_day(cls, parts: dict[Whose, EnergySum], session_count: int) -> LocalSums:
        """One recorded day."""
        used = sum(part.local_j / J_PER_WH for part in parts.values()) > 0
        unknown = any(part.local_unknown for part in parts.values())
        return cls(parts, session_count, int(used or not unknown), int(used))

    def merge(self, other: LocalSums) -> None:
        """Add other days."""
        for whose, part in other.parts.items():
            self.parts.setdefault(whose, EnergySum()).merge(part)
        self.session_count += other.session_count
        self.knowing_days += other.knowing_days
        self.using_days += other.using_days


def footprint_of(parts: Iterable[tuple[Whose, EnergySum]], tolerance: ToleranceOf) -> Footprint:
    """What footprint() says of the rows that were added up."""
    parts = list(parts)
    sums = EnergySum()
    modelled_j = 0.0
    for whose, part in parts:
        sums.merge(part)
        if whose.quality is Quality.MODELLED:
            modelled_j += part.local_j
    return Footprint(
        local=_band(((whose, part.local_j) for whose, part in parts), tolerance),
        local_at_least=sums.local_unknown,
        idle_wh=None if sums.idle_unknown else sums.idle_j / J_PER_WH,
        standby_wh=None if sums.standby_unknown else sums.standby_j / J_PER_WH,
        modelled_wh=modelled_j / J_PER_WH,
        unattributed_wh=sums.nobodys_j / J_PER_WH,
        learning_wh=sums.learning_j / J_PER_WH,
        quality=weakest(whose.quality for whose, part in parts if part.local),
    )


def standby_band(parts: Iterable[tuple[Whose, EnergySum]], tolerance: ToleranceOf) -> Band:
    """The known standby energy (Wh) with the sensors' tolerance."""
    return _band(((whose, part.standby_j) for whose, part in parts), tolerance)


def _band(amounts_j: Iterable[tuple[Whose, float]], tolerance: ToleranceOf) -> Band:
    low = central = high = 0.0
    for whose, joules in _used(amounts_j):
        low_factor, high_factor = tolerance(whose.vendor, whose.quality, whose.kind)
        wh = joules / J_PER_WH
        low, central, high = low + wh * low_factor, central + wh, high + wh * high_factor
    return Band(low, central, high)


def _used(amounts_j: Iterable[tuple[Whose, float]]) -> Iterator[tuple[Whose, float]]:
    return ((whose, joules) for whose, joules in amounts_j if joules > 0)
