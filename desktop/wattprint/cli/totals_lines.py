"""The totals of a day or of several, line by line: measured and estimated told apart, each with its band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.cli.quantities import Quantities
from wattprint.domain.band import ZERO, Band
from wattprint.domain.cloud import Origin
from wattprint.domain.equivalents import Basis, choose
from wattprint.domain.readings import Quality
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.grid import WORLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wattprint.cli.numbers import Numbers
    from wattprint.domain.equivalents import Equivalent
    from wattprint.domain.factors import Activity
    from wattprint.domain.period import PeriodTotals
    from wattprint.domain.totals import CloudEstimate
    from wattprint.export.view import LedgerView
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


@dataclass(slots=True)
class _Counted:
    """All counts of one activity. wh: the known part; unknown: how many entries have no figure."""

    activity_id: str
    activity: Activity | None = None
    count: float = 0.0
    wh: Band = ZERO
    entries: int = 0
    unknown: int = 0
    recurring: bool = False
    edited: bool = False
    outdated: str = ""

    def add(self, estimate: CloudEstimate, today: str) -> None:
        self.activity = estimate.activity
        self.count += estimate.entry.count
        self.entries += 1
        self.recurring = self.recurring or estimate.entry.origin is Origin.RECURRING
        if estimate.wh is None or estimate.factor is None:
            self.unknown += 1
            return
        self.wh += estimate.wh
        self.edited = self.edited or estimate.factor.edited
        if estimate.factor.stale_after < today:
            self.outdated = max(self.outdated, estimate.factor.stale_after)


class TotalsLines:
    """Puts totals into lines. today: ISO, decides what is outdated."""

    def __init__(self, paths: Paths, texts: Texts, numbers: Numbers, view: LedgerView, today: str) -> None:
        self._paths = paths
        self._texts = texts
        self._numbers = numbers
        self._view = view
        self._today = today
        self.quantities = Quantities(texts, numbers)
        self._zones: dict[str, None] = {}

    # -- energy -------------------------------------------------------------------------------------------

    def title(self, span: str, period: PeriodTotals) -> str:
        """The first line: the total, or this machine's where nothing was counted in the cloud."""
        if not period.cloud_count:
            if period.local is not None and period.local_known is None:
                return self._texts("today.title-learning", day=span)
            return self._texts("today.title", day=span, total=self.local(period))
        if period.total_known is None:
            return self._texts("total.title-unknown", span=span)
        # Counts without a figure put no estimate into the sum.
        estimate = period.cloud.central > 0 or estimated_here(period)
        total = self.quantities.energy_with_band(
            period.total_known, at_least=period.at_least, estimate=estimate
        )
        key = "total.title-estimated" if period.local is None else "total.title"
        return self._texts(key, span=span, total=total)

    def local(self, period: PeriodTotals) -> str:
        """This machine's energy."""
        if period.local is None:
            return self._texts("word.not-recorded")
        if period.local_known is None:
            return self._texts("word.learning")
        return self.quantities.energy(
            period.local, at_least=period.here_at_least, estimate=estimated_here(period)
        )

    def local_parts(self, period: PeriodTotals, *, nobodys_modelled: bool) -> Iterator[str]:
        """What this machine's energy is made of and how it is known; nothing where nobody watched."""
        if period.local is None:
            return
        texts, numbers = self._texts, self._numbers
        if period.quality is not None:
            estimate = estimated_here(period)
            low, high = (
                numbers.energy(wh, modelled=estimate) for wh in (period.local.low, period.local.high)
            )
            quality, boundary = texts(f"quality.{period.quality.value}"), self._boundary(period)
            yield texts("today.band", low=low, high=high, quality=quality, boundary=boundary)
            idle, standby = numbers.energy(period.idle_wh), numbers.energy(period.standby_wh)
            modelled = numbers.energy(period.modelled_wh, modelled=True)
            yield texts("today.parts", idle=idle, standby=standby, modelled=modelled)
            if period.overhead is not None and period.overhead.central > 0:
                yield texts("today.overhead", overhead=self.quantities.energy_with_band(period.overhead))
        nobodys = numbers.energy(period.unattributed_wh, modelled=nobodys_modelled)
        yield texts("today.unattributed", unattributed=nobodys)
        if period.learning_wh:
            yield texts("today.learning", learning=numbers.energy(period.learning_wh))
        times = period.times
        active, recorded = numbers.time(times.active_s), numbers.time(times.recorded_s)
        yield texts("today.times", sessions=period.session_count, active=active, recorded=recorded)
        if times.unmeasured_s >= 1:
            yield texts("today.unmeasured", unmeasured=numbers.time(times.unmeasured_s))
        if times.paused_s >= 1:
            yield texts("today.paused", paused=numbers.time(times.paused_s))

    def _boundary(self, period: PeriodTotals) -> str:
        names = dict.fromkeys(terms.boundary for _, terms in period.terms)
        return " / ".join(self._texts(f"boundary.{name}") for name in names)

    def cloud(self, period: PeriodTotals, estimates: Iterable[CloudEstimate]) -> Iterator[str]:
        """The services, one line an activity; nothing where nothing was counted."""
        if not period.cloud_count:
            return
        counted: dict[str, _Counted] = {}
        for estimate in estimates:
            entry = estimate.entry
            counted.setdefault(entry.activity, _Counted(entry.activity)).add(estimate, self._today)
            if estimate.grid_zone is not None:
                self._zones[estimate.grid_zone] = None
        some = 0 < period.not_estimated < period.cloud_count
        known = period.cloud_known
        value = self._texts("word.not-estimated")
        if known is not None:
            value = self.quantities.energy_with_band(known, at_least=some)
        yield self._texts("cloud.total", value=value)
        for one in sorted(counted.values(), key=lambda one: -one.wh.central):
            yield "  " + self._counted(one)
        if some:
            entries = self.quantities.number(period.not_estimated)
            yield "  " + self._texts("cloud.not-estimated", entries=entries)

    def _counted(self, one: _Counted) -> str:
        if one.activity is None:
            count = self.quantities.number(one.count)
            return self._texts("cloud.unknown", activity=one.activity_id, count=count)
        value = self._texts("word.not-estimated")
        if one.unknown < one.entries:
            value = self.quantities.energy_with_band(one.wh, at_least=one.unknown > 0)
        notes = [value]
        notes += [self._texts("cloud.recurring")] if one.recurring else []
        notes += [self._texts("cloud.edited")] if one.edited else []
        notes += [self._texts("cloud.outdated", day=one.outdated)] if one.outdated else []
        return self._texts(
            "cloud.activity",
            name=activity_name(one.activity, self._texts),
            count=self.quantities.count(one.count, one.activity.unit),
            value=", ".join(notes),
        )

    # -- what follows from it -------------------------------------------------------------------------------

    def consequences(self, period: PeriodTotals) -> Iterator[str]:
        """CO2e with its zones, water with its scope, money where a price is known, and equivalents.

        To be asked for after cloud(), which learns the zones of the services.
        """
        if period.total_known is None:
            return
        texts, at_least = self._texts, period.at_least
        yield texts("total.co2e", value=self.quantities.co2e(period.co2e_known, at_least=at_least))
        yield from self._zone_lines(period)
        scopes = dict.fromkeys(terms.water_scope for _, terms in period.terms)
        scope = " / ".join(texts(f"scope.{name}") for name in scopes)
        water = self.quantities.water(period.water_known, at_least=period.water_unknown > 0 or at_least)
        yield texts("total.water", value=water, scope=scope)
        if period.water_unknown and period.water_known is not None:
            yield "  " + texts("total.water-unknown", parts=self.quantities.number(period.water_unknown))
        for currency, amount in period.costs.items():
            money = self.quantities.money(amount, currency, estimate=estimated_here(period))
            money = texts("word.at-least", value=money) if period.cost_at_least else money
            yield texts("total.cost", value=money)
        if period.costs and period.unpriced:
            yield "  " + texts("total.unpriced", days=period.unpriced)
        yield from self._equivalents(period)

    def _zone_lines(self, period: PeriodTotals) -> Iterator[str]:
        here = ""
        for day, terms in period.terms if period.local is not None else ():
            if terms.grid_zone == here:
                continue
            since = self._texts("zone.since", day=day) if here else ""
            here = terms.grid_zone
            yield "  " + self._texts("zone.here", zone=self.zone(here)) + since + self._guessed(day, here)
        if self._zones:
            yield "  " + self._texts("zone.cloud", zones=", ".join(map(self.zone, self._zones)))

    def _guessed(self, day: str, zone: str) -> str:
        if not self._view.valued.zone_guessed_on(day):
            return ""
        how = self._texts("zone.nowhere") if zone == WORLD else self._texts("zone.guessed")
        return how + self._texts("zone.cure", path=self._paths.config)

    def zone(self, code: str) -> str:
        """A grid zone with its intensity."""
        zone = self._view.valued.valuation.grid.zone(code)
        g_per_kwh = self._numbers.significant(zone.g_per_kwh, 3)
        return self._texts("zone.name", name=zone.names[self._texts.language], code=code, g=g_per_kwh)

    def _equivalents(self, period: PeriodTotals) -> Iterator[str]:
        everyday = Equivalents.load(resource_path("data", "equivalents.toml"))
        zone = period.terms[-1][1].grid_zone if period.terms else None
        amounts = {
            Basis.ENERGY_WH: period.total_known,
            Basis.CO2E_G: period.co2e_known,
            Basis.WATER_ML: period.water_known,
        }
        found = choose(amounts, everyday.ladder(zone, self._view.valued.equivalents))
        if found is None:
            return
        yield self._texts("total.like", what=self._equivalent(found.big, everyday, with_band=True))
        for small in found.small:
            yield "  " + self._texts("total.or", what=self._equivalent(small, everyday))

    def _equivalent(self, found: Equivalent, everyday: Equivalents, *, with_band: bool = False) -> str:
        step, language = everyday[found.step.id], self._texts.language
        if found.less_than_one and step.under is not None:
            return step.under[language]
        band, told = step.told(found.count)
        text, value = self.quantities.rounded(band.central)
        text = f"≈ {text} {told.noun(value, language)}"
        if with_band:
            low, high = (self.quantities.rounded(count)[0] for count in (band.low, band.high))
            text = self._texts("word.with-band", value=text, low=low, high=high) if low != high else text
        # What a reader would not expect to be in the figure is said beside it.
        return f"{text}, {step.scope[language]}" if step.scope is not None else text


def estimated_here(period: PeriodTotals) -> bool:
    """Whether this machine's energy holds what no sensor read: a model of the CPU, or the stated overhead."""
    overhead = period.overhead is not None and period.overhead.central > 0
    return period.quality is Quality.MODELLED or overhead


def activity_name(activity: Activity, texts: Texts) -> str:
    """The service and what it did, in the person's language."""
    if texts.language == "fr":
        return f"{activity.service.name_fr}, {activity.name_fr}"
    return f"{activity.service.name_en}, {activity.name_en}"
