"""Today's total as the ledger has it; never a meter's word."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from wattprint.domain.footprint import footprint
from wattprint.domain.readings import Quality
from wattprint.ledger.errors import LedgerError, LedgerMissing
from wattprint.ledger.reader import LedgerReader
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import Tolerances

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.rows import DayRecord


@dataclass(frozen=True, slots=True)
class Today:
    """One local day's local total.

    recorded: the recorder watched on this day; without it there is no total, not a total of 0.
    wh: what is known of the total. at_least: parts of it are still unknown. modelled: no sensor stands behind
    at least a part of it. failure: why the ledger could not be read; then nothing else is known.
    """

    local_day: str
    recorded: bool = False
    wh: float = 0.0
    at_least: bool = False
    modelled: bool = False
    failure: LedgerError | None = None


def read_today(ledger: Path, now_wall_s: float) -> Today:
    """The total of the local day at this moment (Unix time); never raises for a ledger's sake."""
    day = local_day(now_wall_s)
    try:
        with LedgerReader(ledger) as reader:
            return total_of(day, reader.days(day, day).get(day))
    except LedgerMissing:
        return Today(day)
    except LedgerError as error:
        return Today(day, failure=error)


def total_of(day: str, record: DayRecord | None) -> Today:
    """The total of one day's record."""
    if record is None or record.times is None:
        return Today(day)
    total = footprint(record.counted, _tolerances().band)
    return Today(day, True, total.local.central, total.local_at_least, total.quality is Quality.MODELLED)


def local_day(now_wall_s: float) -> str:
    """The local date (ISO) of a moment, in the zone that is in force now."""
    if hasattr(time, "tzset"):
        time.tzset()  # the person may have travelled
    return time.strftime("%Y-%m-%d", time.localtime(now_wall_s))


def seconds_to_midnight(now_wall_s: float) -> float:
    """Seconds until the next local day begins, on days of 23 and 25 hours too; more than 0."""
    year, month, day, *_ = time.localtime(now_wall_s)
    midnight_s = time.mktime((year, month, day + 1, 0, 0, 0, 0, 0, -1))
    return max(1.0, midnight_s - now_wall_s)


@cache
def _tolerances() -> Tolerances:
    return Tolerances.load(resource_path("data", "tolerances.toml"))
