"""What the ledger says about today, as values for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from wattprint.gui.behind import Behind

if TYPE_CHECKING:
    from wattprint.domain.equivalents import Equivalent
    from wattprint.domain.factors import Activity
    from wattprint.domain.totals import DayTotals
    from wattprint.ledger.errors import LedgerError
    from wattprint.ledger.programs import PendingProgram
    from wattprint.reference.equivalents import Everyday

#: The method is behind every number.
NOTHING_BEHIND = Behind()

#: A gap this short (s) is the start of a recorder, not a hole in a day.
PARTLY_S = 60.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """So many of an everyday quantity."""

    everyday: Everyday
    equivalent: Equivalent


@dataclass(frozen=True, slots=True)
class AppToday:
    """An app's energy today (Wh). at_least: parts are still unknown. modelled: no sensor read some of it."""

    name: str
    wh: float
    at_least: bool
    modelled: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that goes on, with what it has used so far (Wh, whole active energy).

    start_s: Unix time. at_least, modelled: as AppToday's.
    """

    app: str
    model: str | None
    start_s: float
    wh: float
    at_least: bool
    modelled: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One local day.

    totals: None while they were never read, or cannot be (failure says why).
    likenesses: the large equivalent first, then up to two small ones; empty with nothing to compare.
    zone: the grid zone's names by language. zone_guessed: nobody chose it. own_factors_error: why
    the person's own factors are not used; None when all is well.
    factor_set: names the factors behind the estimates; "" while unread, or not as the person wants them.
    learning: names of devices whose baseline is not known yet.
    has_gpu: a GPU was ever measured in this ledger.
    favourites: activities to offer for quick counting, the best first. counted: how much of each activity was
    counted so far, by its id; what is missing was not, unless the totals are None.
    recent, apps, pending: for the window; None when they were not asked for. behind: which rows of "About the
    numbers" stand behind the total; for the window, too.
    """

    local_day: str
    totals: DayTotals | None = None
    failure: LedgerError | None = None
    likenesses: tuple[Likeness, ...] = ()
    sessions: tuple[OpenSession, ...] = ()
    zone: dict[str, str] | None = None
    zone_guessed: bool = False
    own_factors_error: str | None = None
    factor_set: str = ""
    learning: tuple[str, ...] = ()
    has_gpu: bool = False
    favourites: tuple[Activity, ...] = ()
    counted: dict[str, float] = field(default_factory=dict)
    recent: tuple[DayTotals, ...] | None = None
    apps: tuple[AppToday, ...] | None = None
    pending: tuple[PendingProgram, ...] | None = None
    behind: Behind = NOTHING_BEHIND

    @property
    def recorded(self) -> bool:
        """The recorder watched on this day; without it there is no local total, not a total of 0."""
        return self.totals is not None and self.totals.times is not None


class Known(Enum):
    """What can be said of a day's total. UNREAD: not yet. NOTHING: watched, and nothing was used so far."""

    UNREAD = auto()
    FAILED = auto()
    NOT_RECORDED = auto()
    NOTHING = auto()
    LEARNING = auto()
    NOT_ESTIMATED = auto()
    AMOUNT = auto()


@dataclass(frozen=True, slots=True)
class Total:
    """A day's total as it may be told. wh: 0 unless known is AMOUNT. estimated: no sensor read all of it."""

    known: Known
    wh: float = 0.0
    estimated: bool = False
    at_least: bool = False


def total_of(day: Day, *, watching: bool) -> Total:
    """Never a 0 that nobody measured. watching: a recorder is at work, even if it has not written yet."""
    totals = day.totals
    if totals is None:
        return Total(Known.UNREAD if day.failure is None else Known.FAILED)
    if not day.recorded and not totals.cloud_count:
        return Total(Known.NOTHING if watching else Known.NOT_RECORDED)
    wh = totals.total.central
    unwatched = not day.recorded and not watching
    at_least = local_at_least(totals) or totals.not_estimated > 0 or unwatched
    if wh == 0:
        if local_at_least(totals):
            return Total(Known.LEARNING)
        return Total(Known.NOT_ESTIMATED if totals.not_estimated else Known.NOTHING)
    estimated = totals.cloud.central > 0 or local_estimated(totals)
    return Total(Known.AMOUNT, wh, estimated, at_least)


def local_estimated(totals: DayTotals) -> bool:
    """Whether this machine's energy holds what no sensor read."""
    from wattprint.domain.readings import Quality  # not before a day was read: the icon need not wait

    overhead = totals.overhead is not None and totals.overhead.central > 0
    modelled = totals.footprint is not None and totals.footprint.quality is Quality.MODELLED
    return overhead or modelled


def local_at_least(totals: DayTotals) -> bool:
    """Whether parts of this machine's energy are still unknown."""
    return totals.footprint is not None and totals.footprint.local_at_least


def partly_watched(totals: DayTotals) -> bool:
    """Whether a part of a recorded day is missing: a pause, or a device that could not be measured."""
    times = totals.times
    return times is not None and times.paused_s + times.unmeasured_s >= PARTLY_S
