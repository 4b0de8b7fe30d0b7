"""Reads what the overview shows, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.domain.equivalents import Basis, choose
from wattprint.export.overview import overview, period_totals
from wattprint.gui.behind import Behind, sensor_of
from wattprint.gui.day import NOTHING_BEHIND, Likeness
from wattprint.gui.history.anchors import factor
from wattprint.gui.history.figures import KeptFigures
from wattprint.gui.history.overview.day_length import unusual_hours
from wattprint.gui.history.overview.ranges import (
    DayRange,
    Span,
    known_part,
    same_days_before,
    step_of,
)
from wattprint.gui.today_view.amounts import Zones
from wattprint.ledger.errors import LedgerError, LedgerMissing
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import Tolerances
from wattprint.system.ledger_access import open_for_reading
from wattprint.system.recorder_lock import RecorderRunning

if TYPE_CHECKING:
    from wattprint.domain.period import PeriodTotals
    from wattprint.domain.spans import Step
    from wattprint.export.overview import Overview
    from wattprint.export.valuing import Valued
    from wattprint.ledger.reader import LedgerReader
    from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class Asked:
    """shown: None for all days. today: the local day. week_start: 1 is Monday, 7 is Sunday."""

    shown: DayRange | None
    today: date
    week_start: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a range.

    part: the days of it that lie between the ledger's first day and today. before: the totals of the days to
    compare with, and which these are; None where there are none in the ledger. behind: which rows of "About
    the numbers" stand behind the totals. valued: what the numbers are made of. hours: how many a single
    day had on which clocks changed, where that is known.
    """

    part: DayRange
    step: Step
    overview: Overview
    likenesses: tuple[Likeness, ...]
    zones: Zones
    before: tuple[DayRange, PeriodTotals] | None
    valued: Valued
    behind: Behind = NOTHING_BEHIND
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """shown: the days asked for. first_known, last_known: of the ledger; None while it holds nothing.

    known: None where nothing lies in the range. failure: why the ledger cannot be read.
    """

    asked: Asked
    shown: DayRange
    first_known: date | None = None
    last_known: date | None = None
    known: Known | None = None
    failure: LedgerError | RecorderRunning | None = None


class OverviewReader:
    """Keeps the figures between readings; to be used by one thread at a time."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._figures = KeptFigures(paths)
        self._everyday: Equivalents | None = None
        self._tolerances: Tolerances | None = None

    def read(self, asked: Asked) -> Answer:
        """The ledger's answer; its known failures are part of it, nothing is raised for their sake."""
        try:
            with open_for_reading(self._paths.ledger) as reader:
                return self._read(reader, self._figures.now(reader.choices()), asked)
        except LedgerMissing:
            return Answer(asked, _or_today(asked))
        except (LedgerError, RecorderRunning) as failure:
            return Answer(asked, _or_today(asked), failure=failure)

    def _read(self, reader: LedgerReader, valued: Valued, asked: Asked) -> Answer:
        ends = reader.first_and_last_day()
        if ends is None:
            return Answer(asked, _or_today(asked))
        # The clock may have been set back since the last day was written.
        first, last = date.fromisoformat(ends[0]), max(asked.today, date.fromisoformat(ends[1]))
        first = min(first, last)
        shown = asked.shown or DayRange(Span.ALL, first, last)
        part = known_part(shown, first, last)
        if part is None:
            return Answer(asked, shown, first, last)
        step = step_of(shown)
        found = overview(
            reader,
            valued.valuation,
            part.first.isoformat(),
            part.last.isoformat(),
            step,
            week_start=asked.week_start,
        )
        known = Known(
            part,
            step,
            found,
            self._likenesses(found.whole, valued),
            _zones(found.whole, valued),
            _before(reader, valued, asked, shown=shown, first=first),
            valued,
            self._behind(reader, valued, found, part),
            _hours(reader, found, shown),
        )
        return Answer(asked, shown, first, last, known)

    def _behind(self, reader: LedgerReader, valued: Valued, found: Overview, part: DayRange) -> Behind:
        """By the sensors of the last day that was watched, and the service that was estimated the highest."""
        if self._tolerances is None:
            self._tolerances = Tolerances.load(resource_path("data", "tolerances.toml"))
        day, unseen = part.last.isoformat(), found.whole.not_recorded
        if unseen and unseen[-1][1] == day:
            day = (date.fromisoformat(unseen[-1][0]) - timedelta(days=1)).isoformat()
        record = reader.days(day, day).get(day)
        here = sensor_of([] if record is None else record.counted, self._tolerances)
        for top in found.tops.services:
            for activity in valued.valuation.factors.activities:
                if activity.service.id == top.service_id and top.wh is not None:
                    return Behind(here, factor(activity.id))
        return Behind(here)

    def _likenesses(self, whole: PeriodTotals, valued: Valued) -> tuple[Likeness, ...]:
        if self._everyday is None:
            self._everyday = Equivalents.load(resource_path("data", "equivalents.toml"))
        everyday = self._everyday
        amounts = {
            Basis.ENERGY_WH: whole.total_known,
            Basis.CO2E_G: whole.co2e_known,
            Basis.WATER_ML: whole.water_known if whole.water_unknown == 0 else None,
        }
        choice = choose(amounts, everyday.ladder(whole.terms[-1][1].grid_zone, valued.equivalents))
        if choice is None:
            return ()
        return tuple(Likeness(everyday[one.step.id], one) for one in (choice.big, *choice.small))


def _or_today(asked: Asked) -> DayRange:
    return asked.shown or DayRange(Span.ALL, asked.today, asked.today)


def _hours(reader: LedgerReader, found: Overview, shown: DayRange) -> float | None:
    if shown.span is not Span.DAY:
        return None
    day = shown.first.isoformat()
    return unusual_hours(
        shown.first, found.whole.times, lambda: [one.utc_offset_s for one in reader.sessions(day, day)]
    )


def _before(
    reader: LedgerReader, valued: Valued, asked: Asked, *, shown: DayRange, first: date
) -> tuple[DayRange, PeriodTotals] | None:
    days = same_days_before(shown, asked.today, asked.week_start)
    if days is None or days.first < first:
        return None  # a range that began before Wattprint did is no measure for this one
    return days, period_totals(reader, valued.valuation, days.first.isoformat(), days.last.isoformat())


def _zones(whole: PeriodTotals, valued: Valued) -> Zones:
    codes = dict.fromkeys(terms.grid_zone for _, terms in whole.terms)
    names = {code: dict(valued.valuation.grid.zone(code).names) for code in codes}
    return Zones(names, valued.zone_guessed_on(whole.terms[-1][0]))
