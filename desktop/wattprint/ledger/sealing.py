"""Keeps the sums of months that are over, so that nobody has to form them again."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

from wattprint.domain.local_sums import EnergySum
from wattprint.domain.spans import Step, spans
from wattprint.ledger.connection import open_writer
from wattprint.ledger.errors import known_errors
from wattprint.ledger.month_sums import PENDING, flags_of
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.sums import counts_by_day, day_sums
from wattprint.ledger.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_Key = tuple[int, int, str]


def seal(connection: sqlite3.Connection, path: Path, today: str, most: int = 1) -> int:
    """Keep the sums of at most so many months that have none, the newest first; returns how many it was.

    connection: for writing. today: the local day (ISO); its month and later ones still change. A month is one
    transaction of about 20 ms. Raises LedgerError kinds.
    """
    with known_errors(path):
        reader = LedgerReader(path, connection)
        sealed = {month for (month,) in connection.execute("SELECT month FROM month_seal")}
        known = reader.first_and_last_day()
        if known is None:
            return 0
        months = list(spans(known[0], min(known[1], today), Step.MONTH))
        open_ones = [first[:7] for first, _ in months if first[:7] < today[:7] and first[:7] not in sealed]
        for month in open_ones[::-1][:most]:
            _seal_month(connection, reader, month)
        return len(open_ones[:most])


def seal_all(path: Path, today: str) -> None:
    """Keep the sums of every month that is over; ten years take two seconds. Raises LedgerError kinds."""
    with closing(open_writer(path)) as connection:
        while seal(connection, path, today):
            pass


def _seal_month(connection: sqlite3.Connection, reader: LedgerReader, month: str) -> None:
    first, last = f"{month}-01", f"{month}-31"
    with transaction(connection):
        numbers = [0, 0, 0]
        energy: defaultdict[_Key, EnergySum] = defaultdict(EnergySum)
        pending: set[_Key] = set()
        for record in reader.days(first, last).values():
            recorded = record.times is not None and record.times.recorded_s > 0
            if recorded:
                of_day = day_sums(record)
                numbers[0] += of_day.session_count
                numbers[1] += of_day.knowing_days
                numbers[2] += of_day.using_days
            for part in record.energy:
                if recorded or part.pending:
                    key = (part.workload_id or 0, part.device_id, part.row.quality.value)
                    energy[key].add(part.row)
                    if part.pending:
                        pending.add(key)
        connection.execute("DELETE FROM month_seal WHERE month = ?", (month,))
        connection.execute("INSERT INTO month_seal VALUES (?, ?, ?, ?)", (month, *numbers))
        connection.executemany(
            "INSERT INTO month_energy VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    month,
                    *key,
                    part.local_j,
                    part.standby_j,
                    part.idle_j,
                    part.nobodys_j,
                    part.learning_j,
                    flags_of(part) | (PENDING if key in pending else 0),
                )
                for key, part in energy.items()
            ),
        )
        counts: dict[str, tuple[int, float]] = {}
        for _, activity, entries, counted in counts_by_day(connection, first, last):
            before = counts.get(activity, (0, 0.0))
            counts[activity] = (before[0] + entries, before[1] + counted)
        connection.executemany(
            "INSERT INTO month_count VALUES (?, ?, ?, ?)",
            ((month, activity, *count) for activity, count in counts.items()),
        )
