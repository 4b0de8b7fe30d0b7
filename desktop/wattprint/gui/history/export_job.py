"""What an export will hold, and the export itself: for any thread, without a word of Qt."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from wattprint.export.as_csv import Preset, cells, csv_blocks, dialect_of
from wattprint.export.csv_tables import TABLES, rows_of
from wattprint.export.table_file import Counted, NotWritten, days_of_export, refuse, write_file
from wattprint.export.valuing import load_valuation
from wattprint.ledger.errors import LedgerError, LedgerMissing
from wattprint.system.ledger_access import open_for_reading
from wattprint.system.recorder_lock import RecorderRunning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.export.as_csv import Row
    from wattprint.export.valuing import Valued
    from wattprint.ledger.reader import LedgerReader
    from wattprint.system.paths import Paths

log = logging.getLogger(__name__)

DAILY, SESSIONS, CLOUD = "daily", "sessions", "cloud"

#: Enough to see what the columns hold.
PREVIEW_ROWS = 8


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted. table: of csv_tables.TABLES. language: of the spreadsheet that is to open it.

    first, last: ISO days, both included; None: as far as the ledger goes.
    """

    table: str
    preset: Preset
    language: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """days: first and last (ISO); None where nothing was ever recorded. rows: the first ones, as in the file.

    valued: what the numbers are made of, with what had to be left out; None without a ledger.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    days: tuple[str, str] | None = None
    row_count: int = 0
    valued: Valued | None = None

    @property
    def day_count(self) -> int:
        """How many days it is about."""
        return 0 if self.days is None else max(0, days_from(*self.days) + 1)


def read_preview(paths: Paths, order: Order, today: str) -> Preview:
    """Raises LedgerError, but not for a ledger that is not there yet. today: an ISO day."""
    table, dialect = TABLES[order.table], dialect_of(order.preset, order.language)
    try:
        reader = open_for_reading(paths.ledger)
    except LedgerMissing:
        return Preview(table.columns)
    with reader:
        valued = load_valuation(paths, reader.choices())
        days = days_of_export(reader, order.first, order.last, today)
        if days is None:
            return Preview(table.columns, valued=valued)
        rows = islice(rows_of(table, reader, valued.valuation, *days), PREVIEW_ROWS)
        shown = tuple(tuple(cells(row, dialect.decimal)) for row in rows)
        return Preview(table.columns, shown, days, _row_count(reader, order.table, *days), valued)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an export ended. code: "" for done; "interrupted", or one of NotWritten's, with its detail."""

    rows: int
    code: str = ""
    detail: str = ""


class _Interrupted(Exception):
    """The person wants no more of it."""


class ExportJob:
    """Writes one file when it is called, on any thread.

    Its progress can be read, and it can be cancelled, from any other: each is a single value that one side
    writes and the other reads.
    """

    def __init__(self, paths: Paths, order: Order, target: str, today: str) -> None:
        """target: the file's name. today: an ISO day."""
        self.target = target
        self.order = order
        #: The days of the file (ISO), and the one up to which it is done; None until that is known.
        self.days: tuple[str, str] | None = None
        self.reached: str | None = None
        self._paths = paths
        self._today = today
        self._cancelled = False

    def cancel(self) -> None:
        """Give up soon and leave nothing behind."""
        self._cancelled = True

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        if self.days is None or self.reached is None:
            return 0.0
        first, last = self.days
        return (days_from(first, self.reached) + 1) / (days_from(first, last) + 1)

    def __call__(self) -> Outcome:
        """Raises LedgerError and RecorderRunning; every other failure, a bug too, is an outcome."""
        counted = Counted(())
        try:
            refuse(self.target, self._paths)
            table = TABLES[self.order.table]
            dialect = dialect_of(self.order.preset, self.order.language)
            with open_for_reading(self._paths.ledger) as reader:
                counted = Counted(self._rows(reader), self._check)
                write_file(Path(self.target), csv_blocks(table.columns, counted, dialect))
        except _Interrupted:
            return Outcome(counted.count, "interrupted")
        except NotWritten as error:
            return Outcome(counted.count, error.code, error.detail)
        except (LedgerError, RecorderRunning):
            raise
        except Exception as error:
            log.exception("an export failed")
            return Outcome(counted.count, "failed", str(error))
        return Outcome(counted.count)

    def _rows(self, reader: LedgerReader) -> Iterable[Row]:
        valued = load_valuation(self._paths, reader.choices())
        self.days = days_of_export(reader, self.order.first, self.order.last, self._today)
        if self.days is None:
            return ()
        return rows_of(TABLES[self.order.table], reader, valued.valuation, *self.days, self._reach)

    def _reach(self, day: str) -> None:
        self.reached = day
        self._check()

    def _check(self) -> None:
        if self._cancelled:
            raise _Interrupted


def days_from(first: str, last: str) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _row_count(reader: LedgerReader, table: str, first: str, last: str) -> int:
    if table == SESSIONS:
        return reader.session_count(first, last)
    if table == CLOUD:
        return reader.cloud().count(first, last)
    return max(0, days_from(first, last) + 1)
