"""Which rows of "About the numbers" stand behind a total: of the main sensor and of the largest factor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.gui.history import anchors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.domain.footprint import EnergyRow
    from wattprint.domain.totals import CloudEstimate
    from wattprint.reference.tolerances import Tolerances


@dataclass(frozen=True, slots=True)
class Behind:
    """here: of this machine's energy. cloud: of the services'. See history.anchors."""

    here: str = anchors.METHOD
    cloud: str = anchors.METHOD


def sensor_of(rows: Iterable[EnergyRow], tolerances: Tolerances) -> str:
    """The row of the sensor that read the most of these rows."""
    from wattprint.domain.readings import Quality  # the icon need not wait for it

    joules: dict[str, float] = {}
    for row in rows:
        if row.quality is Quality.MODELLED:
            anchor = anchors.CPU_MODEL
        else:
            found = tolerances.row(row.vendor, row.quality, row.kind)
            anchor = anchors.tolerance(found.vendor, found.device.value, found.quality.value)
        joules[anchor] = joules.get(anchor, 0.0) + row.joules
    return max(joules, key=lambda anchor: joules[anchor], default=anchors.METHOD)


def factor_of(estimates: Iterable[CloudEstimate]) -> str:
    """The row of the activity that was estimated the highest."""
    wh: dict[str, float] = {}
    for estimate in estimates:
        if estimate.activity is not None and estimate.wh is not None:
            anchor = anchors.factor(estimate.activity.id)
            wh[anchor] = wh.get(anchor, 0.0) + estimate.wh.central
    return max(wh, key=lambda anchor: wh[anchor], default=anchors.METHOD)
