"""Building stones for tests of the app: days as the ledger would have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from wattprint.domain.band import ZERO, Band
from wattprint.domain.bookings import DayTime
from wattprint.domain.footprint import Footprint
from wattprint.domain.readings import Quality
from wattprint.domain.totals import DayTotals, LocalTerms
from wattprint.gui.day import Day

T = TypeVar("T")

DAY = "2026-03-10"

TERMS = LocalTerms("device", Band(1.1, 1.2, 1.4), "FRA", 50.0, "on_site", ZERO, None, "EUR")


def at_once(
    owner: QObject, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
) -> None:
    """As cloud.work.run, in the same thread."""
    done(job())


def totals_of(
    wh: float = 0.0,
    *,
    recorded: bool = True,
    modelled_wh: float = 0.0,
    at_least: bool = False,
    cloud_wh: float | None = None,
    not_estimated: int = 0,
    terms: LocalTerms = TERMS,
    price: float | None = None,
) -> DayTotals:
    """A day's totals. wh: of this machine. cloud_wh: None: nothing was counted."""
    local = Band.around(wh, 0.9, 1.1)
    cloud = ZERO if cloud_wh is None else Band.around(cloud_wh, 0.5, 3.0)
    quality = Quality.MODELLED if modelled_wh else Quality.COUNTER if wh else None
    parts = Footprint(local, at_least, 0.0, 0.0, modelled_wh, 0.0, 0.0, quality)
    total = local + cloud if recorded else cloud
    return DayTotals(
        local_day=DAY,
        terms=terms,
        times=DayTime(60.0, 3600.0) if recorded else None,
        session_count=1,
        footprint=parts if recorded else None,
        local=local if recorded else None,
        overhead=ZERO if recorded else None,
        cloud=cloud,
        cloud_count=(0 if cloud_wh is None else 3) + not_estimated,
        not_estimated=not_estimated,
        total=total,
        at_least=at_least or not_estimated > 0 or not recorded,
        co2e_g=total * 0.05,
        water_ml=cloud * 0.5,
        water_unknown=0,
        local_cost=None if price is None else wh / 1000 * price,
    )


def day_of(wh: float = 0.0, **known: object) -> Day:
    """A day that was read, with nothing but its totals."""
    return Day(DAY, totals=totals_of(wh, **known))  # type: ignore[arg-type]
