"""What a day's raw joules amount to: session energy, idle part, standby, unattributed; one function each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from wattprint.domain.band import Band
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.state import State

J_PER_WH = 3600.0

#: Weakest last: the weakest quality of its parts names a total.
QUALITY_ORDER = (Quality.COUNTER, Quality.POWER, Quality.MODELLED)

#: (vendor, quality, kind of device) to the factors between which the true value lies around a reading of 1.
ToleranceOf = Callable[[str, Quality, DeviceKind], tuple[float, float]]


class EnergyRow(NamedTuple):
    """A row of the ledger's energy table with what is needed to read it.

    joules: raw, as measured. seconds: share-weighted.
    baseline_w: of the device on that day; None while it is still being learned.
    A plain tuple, because hundreds of thousands are made at once.
    """

    kind: DeviceKind
    vendor: str
    state: State
    quality: Quality
    joules: float
    seconds: float
    baseline_w: float | None


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that may have unknown parts: the known part, and whether to say "at least" before it."""

    value: float
    at_least: bool = False

    @classmethod
    def of(cls, parts: Iterable[float | None]) -> Sum:
        """Add up the known parts."""
        total, unknown = 0.0, False
        for part in parts:
            if part is None:
                unknown = True
            else:
                total += part
        return cls(total, unknown)


def row_baseline_w(row: EnergyRow) -> float | None:
    """The baseline to subtract from a row: none is in a model of busy time."""
    return 0.0 if row.quality is Quality.MODELLED else row.baseline_w


def baseline_j(row: EnergyRow) -> float | None:
    """What the baseline explains of a row (J), at most all of it; None while learning."""
    watts = row_baseline_w(row)
    return None if watts is None else min(row.joules, watts * row.seconds)


def session_j(row: EnergyRow) -> float | None:
    """Energy of a session's row (J).

    A GPU's active slices belong whole to who used them. Of the CPU, which is never idle for one program's
    sake, only what is above idle does: None while that is still being learned.
    """
    if row.state is not State.ACTIVE:
        return 0.0
    return above_baseline_j(row) if row.kind is DeviceKind.CPU else row.joules


def idle_part_j(row: EnergyRow) -> float | None:
    """The part of a session's row that the device would have used anyway (J); None while learning."""
    if row.state is not State.ACTIVE or row.kind is DeviceKind.CPU:
        return 0.0
    return baseline_j(row)


def standby_j(row: EnergyRow) -> float | None:
    """Energy above baseline while a model was loaded and nothing ran (J); None while learning."""
    return above_baseline_j(row) if row.state is State.STANDBY else 0.0


def above_baseline_j(row: EnergyRow) -> float | None:
    """Joules less the baseline's, never below 0; None while learning."""
    explained_j = baseline_j(row)
    return None if explained_j is None else max(0.0, row.joules - explained_j)


def local_j(row: EnergyRow) -> float | None:
    """A row's part of the local total: session energy and standby energy (J)."""
    return standby_j(row) if row.state is State.STANDBY else session_j(row)


@dataclass(frozen=True, slots=True)
class Footprint:
    """The totals of a set of rows (a day, a range, one app), unrounded, in Wh.

    local: sessions and standby with the sensors' tolerance as band; `local_at_least` where parts are unknown.
    idle_wh, standby_wh, modelled_wh: parts of local; None as soon as a part of them is still being learned
        (what is modelled never is).
    unattributed_wh: device energy that is nobody's; in no total.
    learning_wh: device energy of which the part above baseline is not known yet; in no total.
    quality: the weakest of local's parts; None without any.
    """

    local: Band
    local_at_least: bool
    idle_wh: float | None
    standby_wh: float | None
    modelled_wh: float
    unattributed_wh: float
    learning_wh: float
    quality: Quality | None


def footprint(rows: Iterable[EnergyRow], tolerance: ToleranceOf) -> Footprint:
    """Add up rows. Pending programs' rows must not be among them, or with state "other"."""
    rows = list(rows)
    local_rows = [row for row in rows if row.state in (State.ACTIVE, State.STANDBY)]
    left_over = Sum.of(_nobodys_j(row) for row in rows)
    learning = Sum.of(row.joules for row in rows if local_j(row) is None)
    own = [local_j(row) for row in local_rows]
    local = Sum.of(own)
    low = central = high = 0.0
    for row, own_j in zip(local_rows, own, strict=True):
        low_factor, high_factor = tolerance(row.vendor, row.quality, row.kind)
        wh = (own_j or 0.0) / J_PER_WH
        low, central, high = low + wh * low_factor, central + wh, high + wh * high_factor
    qualities = {row.quality for row in local_rows}
    modelled = Sum.of(
        own_j for row, own_j in zip(local_rows, own, strict=True) if row.quality is Quality.MODELLED
    )
    # The idle part lies inside session energy for GPUs; the CPU's idle power stays with nobody.
    return Footprint(
        local=Band(low, central, high),
        local_at_least=local.at_least,
        idle_wh=_known_wh(idle_part_j(row) for row in local_rows if row.state is State.ACTIVE),
        standby_wh=_known_wh(standby_j(row) for row in local_rows if row.state is State.STANDBY),
        modelled_wh=modelled.value / J_PER_WH,
        unattributed_wh=left_over.value / J_PER_WH,
        learning_wh=learning.value / J_PER_WH,
        quality=weakest(qualities),
    )


def _nobodys_j(row: EnergyRow) -> float | None:
    own_j = local_j(row)
    return None if own_j is None else row.joules - own_j


def weakest(qualities: Iterable[Quality]) -> Quality | None:
    """The quality that a total of these parts may claim."""
    found = set(qualities)
    return next((quality for quality in reversed(QUALITY_ORDER) if quality in found), None)


def _known_wh(parts: Iterable[float | None]) -> float | None:
    """A sum in Wh; None as soon as one part is still being learned."""
    total = Sum.of(parts)
    return None if total.at_least else total.value / J_PER_WH
