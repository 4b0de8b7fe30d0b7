"""One bar of a chart, and what a chart tells as a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wattprint.gui.charts.ticks import GREATEST


class Covered(StrEnum):
    """How much of the bar's time was watched."""

    FULL = "full"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, a week, a month, or anything else that has a name.

    label: short, for the axis; not needed with a day. measured, estimated: in the base unit of the chart's
    quantity (Wh, g, mL), one on top of the other. low, high: the band of their sum; None: no band.
    covered: NONE is drawn as "not recorded", whatever else the bar holds. at_least: a part of it is unknown.
    name: what is told aloud; made from the day or the label when empty. note: told with it.
    day: the first one of the bar's time; all bars of a chart have one, or none.

    Raises ValueError for a value that is negative, endless or no number, and for a band upside down.
    """

    label: str
    measured: float
    estimated: float = 0.0
    low: float | None = None
    high: float | None = None
    covered: Covered = Covered.FULL
    name: str = ""
    day: date | None = None
    note: str = ""
    at_least: bool = False

    def __post_init__(self) -> None:
        band = self.total if self.low is None else self.low, self.total if self.high is None else self.high
        for value in (self.measured, self.estimated, *band):
            if not 0 <= value <= GREATEST / 10:
                raise ValueError(f"no height of a bar: {value}")
        if band[0] > band[1]:
            raise ValueError(f"low above high: {band}")

    @property
    def total(self) -> float:
        """Measured and estimated together."""
        return self.measured + self.estimated

    @property
    def has_band(self) -> bool:
        """Whether low and high are known and differ."""
        return self.low is not None and self.high is not None and self.low < self.high

    @property
    def top(self) -> float:
        """The highest value that the bar or its whisker reaches."""
        return max(self.total, self.high or 0.0)


@dataclass(frozen=True, slots=True)
class ChartTable:
    """What a chart shows, as text in the person's language; a row has as many cells as there are headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
