"""The totals of days, straight from the ledger: what every screen, list and file is made of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.domain.footprint import footprint
from wattprint.domain.totals import CloudEstimate, DayTotals, day_totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.ledger.reader import LedgerReader
    from wattprint.reference.valuation import Valuation

#: Days read at once: the memory for ten years is the memory for two months.
CHUNK_DAYS = 62


def days_between(first_day: str, last_day: str) -> Iterator[str]:
    """Every ISO day from first_day to last_day, both included."""
    day, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    while day <= last:
        yield day.isoformat()
        if day == date.max:
            return
        day += timedelta(days=1)


def chunks(first_day: str, last_day: str) -> Iterator[tuple[str, str]]:
    """The same range in pieces of at most CHUNK_DAYS days."""
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    while first <= last:
        until = min(last, first + timedelta(days=min(CHUNK_DAYS - 1, (last - first).days)))
        yield first.isoformat(), until.isoformat()
        if until == last:
            return
        first = until + timedelta(days=1)


def totals_of_days(
    reader: LedgerReader, valuation: Valuation, first_day: str, last_day: str
) -> Iterator[DayTotals]:
    """Totals of every day of the range (ISO, both included), also of those of which nothing is known."""
    for first, last in chunks(first_day, last_day):
        records = reader.days(first, last)
        estimates = estimates_by_day(reader, valuation, first, last)
        for day in days_between(first, last):
            record = records.get(day)
            # A day that was only paused, or unmeasured throughout, is unknown: a pause books nothing, not 0.
            recorded = record is not None and record.times is not None and record.times.recorded_s > 0
            measured = footprint(record.counted, valuation.tolerance) if record is not None else None
            yield day_totals(
                day,
                valuation.local_terms(day),
                record.times if record is not None else None,
                record.session_count if record is not None else 0,
                measured if recorded else None,
                estimates.get(day, []),
            )


def estimates_by_day(
    reader: LedgerReader, valuation: Valuation, first_day: str, last_day: str
) -> dict[str, list[CloudEstimate]]:
    """Every cloud entry of the range with its numbers, by day."""
    found: dict[str, list[CloudEstimate]] = {}
    estimate = valuation.estimator()
    for entry in reader.cloud().entries(first_day, last_day):
        found.setdefault(entry.local_day, []).append(estimate(entry))
    return found
