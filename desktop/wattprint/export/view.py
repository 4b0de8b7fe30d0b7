"""The ledger with all that turns it into numbers, opened for one command; also where no ledger is yet."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.totals import day_totals
from wattprint.export.days import chunks, days_between, estimates_by_day, totals_of_days
from wattprint.export.valuing import Valued, load_valuation
from wattprint.ledger.errors import LedgerMissing
from wattprint.system.ledger_access import open_for_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.domain.totals import CloudEstimate, DayTotals
    from wattprint.ledger.reader import LedgerReader
    from wattprint.ledger.rows import DayRecord
    from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class LedgerView:
    """reader: None where there is no ledger yet: every day is then one of which nothing is known."""

    reader: LedgerReader | None
    valued: Valued

    def totals(self, first_day: str, last_day: str) -> Iterator[DayTotals]:
        """Totals of every day of the range (ISO, both included)."""
        if self.reader is not None:
            return totals_of_days(self.reader, self.valued.valuation, first_day, last_day)
        terms = self.valued.valuation.local_terms
        return (day_totals(day, terms(day), None, 0, None, []) for day in days_between(first_day, last_day))

    def records(self, first_day: str, last_day: str) -> dict[str, DayRecord]:
        """What was recorded, by day."""
        return {} if self.reader is None else self.reader.days(first_day, last_day)

    def estimates(self, first_day: str, last_day: str) -> Iterator[CloudEstimate]:
        """Every cloud entry of the range with its numbers, by day, in bounded memory."""
        if self.reader is None:
            return
        for first, last in chunks(first_day, last_day):
            for estimates in estimates_by_day(self.reader, self.valued.valuation, first, last).values():
                yield from estimates

    def last_day(self, today: str) -> str:
        """The last day of which anything can be known: today, or a later one that the ledger holds.

        The clock may have been set back, or the person have crossed the date line.
        """
        known = None if self.reader is None else self.reader.first_and_last_day()
        return today if known is None else max(today, known[1])


@contextmanager
def opened(paths: Paths) -> Iterator[LedgerView]:
    """A view of the person's ledger, closed at the end. Raises as open_for_reading does."""
    try:
        reader = open_for_reading(paths.ledger)
    except LedgerMissing:
        yield LedgerView(None, load_valuation(paths, None))
        return
    with reader:
        yield LedgerView(reader, load_valuation(paths, reader.choices()))
