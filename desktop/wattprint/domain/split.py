"""Energy by how it is known: read by a sensor, modelled on this machine, estimated elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wattprint.domain.period import PeriodTotals
    from wattprint.domain.totals import DayTotals


@dataclass(frozen=True, slots=True)
class Split:
    """Energy of a day or a period by how it is known, central values in Wh.

    measured: what sensors read. modelled: on this machine, without a sensor: the CPU by its busy time, or the
    stated overhead of the socket. cloud: estimated from counts.
    """

    measured: float
    modelled: float
    cloud: float

    @property
    def estimated(self) -> float:
        """What no sensor read."""
        return self.modelled + self.cloud

    @property
    def total(self) -> float:
        """All of it."""
        return self.measured + self.estimated


def split_of(totals: DayTotals) -> Split:
    """Tell a day's measured and estimated energy apart."""
    parts = totals.footprint
    modelled_wh = None if parts is None else parts.modelled_wh
    return _split(
        None if totals.local is None else totals.local.central,
        modelled_wh,
        0.0 if totals.overhead is None else totals.overhead.central,
        totals.cloud.central,
    )


def split_of_period(totals: PeriodTotals) -> Split:
    """The same of several days: what their splits add up to."""
    return _split(
        None if totals.local is None else totals.local.central,
        totals.modelled_wh,
        0.0 if totals.overhead is None else totals.overhead.central,
        totals.cloud.central,
    )


def _split(local_wh: float | None, modelled_wh: float | None, overhead_wh: float, cloud_wh: float) -> Split:
    if local_wh is None or modelled_wh is None:
        return Split(0.0, 0.0, cloud_wh)
    modelled = modelled_wh + overhead_wh
    return Split(max(0.0, local_wh - modelled), modelled, cloud_wh)
