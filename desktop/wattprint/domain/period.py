"""The totals of several days: sums of the days' parts, with what is unknown counted and never taken for 0."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.domain.band import ZERO, Band
from wattprint.domain.day_time import DayTime
from wattprint.domain.footprint import weakest
from wattprint.domain.readings import Quality
from wattprint.domain.totals import co2e_g, cost, overhead_wh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.domain.footprint import Footprint
    from wattprint.domain.local_sums import LocalSums
    from wattprint.domain.totals import CloudEstimate, DayTotals, LocalTerms

#: Less than a second without a reading is no gap that anybody would call one.
LEAST_GAP_S = 1.0


def partly_watched(times: DayTime) -> bool:
    """Whether some of a recorded day went unseen: a device could not be measured, or the recorder paused."""
    return times.unmeasured_s >= LEAST_GAP_S or times.paused_s >= LEAST_GAP_S


@dataclass(slots=True)
class PeriodTotals:
    """Days added up one after the other, in order. Energy in Wh, CO2e in g, water in mL, unrounded.

    local, overhead, idle_wh and the other parts of the footprint: None while no day was recorded; idle_wh
        and standby_wh also as soon as a part of them is still being learned.
    terms: (first day, terms) for every change of what local numbers are formed with.
    not_recorded: unbroken spans (first day, last day) of days that nobody watched.
    partly_watched: recorded days of which some went unseen.
    at_least, water_unknown, cloud_count, not_estimated: as of a day, over all days.
    session_count: over the recorded days.
    costs: money by currency; unpriced: days with local energy and no price, which are in none of them.
    some_local, some_cloud, some_water: some part of these sums is known.
    """

    days: int = 0
    recorded: int = 0
    partly_watched: int = 0
    not_recorded: list[tuple[str, str]] = field(default_factory=list)
    terms: list[tuple[str, LocalTerms]] = field(default_factory=list)
    times: DayTime = field(default_factory=DayTime)
    session_count: int = 0
    local: Band | None = None
    local_at_least: bool = False
    overhead: Band | None = None
    idle_wh: float | None = None
    standby_wh: float | None = None
    modelled_wh: float | None = None
    unattributed_wh: float | None = None
    learning_wh: float | None = None
    quality: Quality | None = None
    cloud: Band = ZERO
    cloud_count: int = 0
    not_estimated: int = 0
    total: Band = ZERO
    at_least: bool = False
    co2e_g: Band = ZERO
    water_ml: Band = ZERO
    water_unknown: int = 0
    costs: dict[str, float] = field(default_factory=dict)
    unpriced: int = 0
    some_local: bool = False
    some_cloud: bool = False
    some_water: bool = False

    @classmethod
    def of(cls, days: Iterable[DayTotals]) -> PeriodTotals:
        """Add up days."""
        period = cls()
        for day in days:
            period.add(day)
        return period

    def add(self, day: DayTotals) -> None:
        """Add the next day."""
        self.days += 1
        self.add_terms(day.local_day, day.terms)
        self.some_cloud = self.some_cloud or day.cloud_count > day.not_estimated
        self.cloud += day.cloud
        self.cloud_count += day.cloud_count
        self.not_estimated += day.not_estimated
        self.total += day.total
        self.at_least = self.at_least or day.at_least
        self.co2e_g += day.co2e_g
        self.water_ml += day.water_ml
        self.water_unknown += day.water_unknown
        self.some_water = self.some_water or _knows_water(day)
        if day.times is None or day.local is None or day.footprint is None:
            self._unseen(day.local_day)
            return
        self.session_count += day.session_count
        self.some_local = self.some_local or knows_local(day)
        self._times(day.times)
        self._measured(day.footprint, day.local, day.overhead or ZERO)
        if day.local_cost is not None and day.terms.currency is not None:
            cost = self.costs.get(day.terms.currency, 0.0)
            self.costs[day.terms.currency] = cost + day.local_cost
        elif day.local.central > 0:
            self.unpriced += 1

    # Many days at once, in any order but that of terms and of unseen days (export.overview).

    def add_terms(self, local_day: str, terms: LocalTerms) -> None:
        """What holds from a day on; a change of it is kept."""
        if not self.terms or self.terms[-1][1] != terms:
            self.terms.append((local_day, terms))

    def add_unseen(self, local_day: str) -> None:
        """The next day that nobody watched."""
        self.days += 1
        self.at_least = True
        self._unseen(local_day)

    def add_local(
        self, sums: LocalSums, times: Iterable[DayTime], terms: LocalTerms, part: Footprint
    ) -> None:
        """Recorded days under the same terms. times: of each of them. part: what the sums amount to."""
        recorded = self.recorded
        for time in times:
            self._times(time)
        recorded = self.recorded - recorded
        if not recorded:
            return
        overhead = overhead_wh(part.local, terms)
        local = part.local + overhead
        self.days += recorded
        self.session_count += sums.session_count
        self.some_local = self.some_local or sums.knowing_days > 0
        self._measured(part, local, overhead)
        self.total += local
        self.at_least = self.at_least or part.local_at_least
        self.co2e_g += co2e_g(local, terms.g_per_kwh)
        per_wh = terms.water_ml_per_wh
        if per_wh is None:
            self.water_unknown += recorded
        else:
            self.water_ml += local * per_wh
            # So much for each of an unknown number of Wh is unknown; nothing for each of them is nothing.
            self.some_water = self.some_water or per_wh.high == 0 or sums.knowing_days > 0
        money = cost(local.central, terms.price_per_kwh)
        if money is not None and terms.currency is not None:
            self.costs[terms.currency] = self.costs.get(terms.currency, 0.0) + money
        else:
            self.unpriced += sums.using_days

    def add_cloud(self, estimate: CloudEstimate, entries: int) -> None:
        """Entries of one activity on days for which the same figures hold. estimate: of all their counts."""
        self.cloud_count += entries
        if estimate.wh is None:
            self.not_estimated += entries
            self.at_least = True
        else:
            self.some_cloud = True
            self.cloud += estimate.wh
            self.total += estimate.wh
        if estimate.co2e_g is not None:
            self.co2e_g += estimate.co2e_g
        if estimate.water_ml is None:
            self.water_unknown += entries
        else:
            self.some_water = True
            self.water_ml += estimate.water_ml

    def _unseen(self, local_day: str) -> None:
        if self.not_recorded:
            first, last = self.not_recorded[-1]
            if date.fromisoformat(last) + timedelta(days=1) == date.fromisoformat(local_day):
                self.not_recorded[-1] = (first, local_day)
                return
        self.not_recorded.append((local_day, local_day))

    def _times(self, times: DayTime) -> None:
        self.recorded += 1
        self.partly_watched += partly_watched(times)
        self.times.active_s += times.active_s
        self.times.recorded_s += times.recorded_s
        self.times.paused_s += times.paused_s
        self.times.unmeasured_s += times.unmeasured_s

    def _measured(self, part: Footprint, local: Band, overhead: Band) -> None:
        first = self.local is None
        self.local = local if self.local is None else self.local + local
        self.overhead = overhead if self.overhead is None else self.overhead + overhead
        self.local_at_least = self.local_at_least or part.local_at_least
        self.idle_wh = part.idle_wh if first else _both(self.idle_wh, part.idle_wh)
        self.standby_wh = part.standby_wh if first else _both(self.standby_wh, part.standby_wh)
        self.modelled_wh = (self.modelled_wh or 0.0) + part.modelled_wh
        self.unattributed_wh = (self.unattributed_wh or 0.0) + part.unattributed_wh
        self.learning_wh = (self.learning_wh or 0.0) + part.learning_wh
        self.quality = weakest(found for found in (self.quality, part.quality) if found is not None)

    # What may be told as a number: a sum of nothing but unknown parts is unknown, not 0.

    @property
    def local_known(self) -> Band | None:
        """This machine's energy; None where nobody watched, and where all of it is still being learned."""
        return self.local if self.some_local else None

    @property
    def here_at_least(self) -> bool:
        """Whether this machine used more than its sum: parts are being learned, or days were not recorded."""
        return self.local_at_least or self.recorded < self.days

    @property
    def cost_at_least(self) -> bool:
        """Whether money is missing in the costs: energy is, or the price of a day."""
        return self.here_at_least or self.unpriced > 0

    @property
    def cloud_known(self) -> Band | None:
        """The estimates' sum; None where entries are there and none of them has a figure."""
        return self.cloud if self.some_cloud or not self.cloud_count else None

    @property
    def total_known(self) -> Band | None:
        """The total; None where nothing of it is known."""
        return self.total if self.some_local or self.some_cloud else None

    @property
    def co2e_known(self) -> Band | None:
        """The CO2e of total_known."""
        return self.co2e_g if self.some_local or self.some_cloud else None

    @property
    def water_known(self) -> Band | None:
        """The water of the parts whose water is known; None where there is no such part."""
        return self.water_ml if self.some_water else None


def knows_local(day: DayTotals) -> bool:
    """Whether anything of a day's local energy is known: "at least 0" says nothing."""
    parts = day.footprint
    if day.local is None or parts is None:
        return False
    return not (parts.local_at_least and day.local.central == 0)


def _knows_water(day: DayTotals) -> bool:
    known = day.cloud_count + (day.local is not None) - day.water_unknown
    per_wh = day.terms.water_ml_per_wh
    if day.local is not None and not knows_local(day) and per_wh is not None and per_wh.high > 0:
        known -= 1  # so much for each of an unknown number of Wh
    return known > 0


def _both(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
