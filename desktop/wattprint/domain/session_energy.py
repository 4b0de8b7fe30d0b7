"""What a session used, in one pass over its rows: files hold hundreds of thousands of sessions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wattprint.domain.footprint import J_PER_WH, EnergyRow, idle_part_j, session_j, weakest
from wattprint.domain.readings import Quality


class SessionEnergy(NamedTuple):
    """Unrounded, in Wh.

    energy_wh: the known part; None while nothing of it is known. at_least: a part is unknown.
    idle_wh: None as soon as a part of it is still being learned. modelled_wh: what is modelled never is.
    quality: the weakest of the parts; None without any.
    A plain tuple, because hundreds of thousands are made at once.
    """

    energy_wh: float | None
    at_least: bool
    idle_wh: float | None
    modelled_wh: float
    quality: Quality | None


def session_energy(rows: Iterable[EnergyRow]) -> SessionEnergy:
    """Add up a session's rows."""
    known = at_least = learning = False
    energy_j = idle_j = modelled_j = 0.0
    quality: Quality | None = None
    for row in rows:
        if row.quality is not quality:  # most sessions have but one
            quality = row.quality if quality is None else weakest((quality, row.quality))
        own_j, part_j = session_j(row), idle_part_j(row)
        if own_j is None:
            at_least = True
        else:
            known = True
            energy_j += own_j
            if row.quality is Quality.MODELLED:
                modelled_j += own_j
        if part_j is None:
            learning = True
        else:
            idle_j += part_j
    return SessionEnergy(
        energy_wh=energy_j / J_PER_WH if known else None,
        at_least=at_least or not known,
        idle_wh=None if learning or not known else idle_j / J_PER_WH,
        modelled_wh=modelled_j / J_PER_WH,
        quality=quality,
    )
