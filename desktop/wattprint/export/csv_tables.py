"""The three tables that can be exported, read from the ledger piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from wattprint.domain.band import Band
from wattprint.domain.totals import co2e_g
from wattprint.export import csv_columns
from wattprint.export.csv_columns import cloud_row, daily_row, session_row
from wattprint.export.days import chunks, totals_of_days

if TYPE_CHECKING:
    from wattprint.export.as_csv import Row
    from wattprint.ledger.reader import LedgerReader
    from wattprint.reference.valuation import Valuation

Rows = Callable[["LedgerReader", "Valuation", str, str], Iterator["Row"]]


@dataclass(frozen=True, slots=True)
class Table:
    """columns: the header. rows: those of a few days (first and last ISO day, both included)."""

    columns: tuple[str, ...]
    rows: Rows


def _daily(reader: LedgerReader, valuation: Valuation, first: str, last: str) -> Iterator[Row]:
    for totals in totals_of_days(reader, valuation, first, last):
        yield daily_row(totals, valuation.factors.name)


def _sessions(reader: LedgerReader, valuation: Valuation, first: str, last: str) -> Iterator[Row]:
    @cache
    def g_per_wh(day: str) -> float:
        return co2e_g(Band.exactly(1.0), valuation.local_terms(day).g_per_kwh).central

    for record in reader.sessions(first, last):
        yield session_row(record, g_per_wh)


def _cloud(reader: LedgerReader, valuation: Valuation, first: str, last: str) -> Iterator[Row]:
    estimate = valuation.estimator()
    for entry in reader.cloud().entries(first, last):
        yield cloud_row(estimate(entry))


#: By the name that the command line knows.
TABLES = {
    "daily": Table(csv_columns.DAILY, _daily),
    "sessions": Table(csv_columns.SESSIONS, _sessions),
    "cloud": Table(csv_columns.CLOUD, _cloud),
}


def whole_range(reader: LedgerReader, today: str) -> tuple[str, str] | None:
    """The days of which the ledger holds anything, what recurs up to today; None for an empty ledger."""
    known = reader.first_and_last_day()
    if known is None:
        return None
    first, last = known
    for one in reader.cloud().recurring():
        last = max(last, min(today, one.to_day or today))
    return first, last


def rows_of(
    table: Table,
    reader: LedgerReader,
    valuation: Valuation,
    first: str,
    last: str,
    done: Callable[[str], None] = lambda _day: None,
) -> Iterator[Row]:
    """All rows of a range of days, with the memory for a few of them. done: told each day that is reached."""
    for begin, end in chunks(first, last):
        yield from table.rows(reader, valuation, begin, end)
        done(end)
