"""What any range of days adds up to, in few enough pieces that ten years are read at once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from wattprint.domain.day_time import DayTime
from wattprint.domain.local_sums import EnergySum, LocalSums, Whose
from wattprint.domain.spans import Step, spans
from wattprint.ledger.month_sums import sealed_counts, sealed_months

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator

    from wattprint.domain.cloud import Recurring
    from wattprint.ledger.reader import LedgerReader
    from wattprint.ledger.rows import DayRecord


class LocalGrain(NamedTuple):
    """This machine's sums from a day on: of that day or of several that no cut divides."""

    first_day: str
    sums: LocalSums


class ActivityCount(NamedTuple):
    """How many entries an activity has from a day on, up to the next cut, and what their counts add up to."""

    first_day: str
    activity: str
    entries: int
    counted: float


@dataclass(frozen=True, slots=True)
class RangeSums:
    """A range of days. recorded: the times of each recorded one, in order; local: sums of those alone."""

    recorded: dict[str, DayTime]
    local: list[LocalGrain]
    counts: list[ActivityCount]


def recorded_days(connection: sqlite3.Connection, first_day: str, last_day: str) -> dict[str, DayTime]:
    """The days (ISO, both included) of which anything was recorded: a pause books nothing."""
    rows = connection.execute(
        "SELECT local_day, active_s, recorded_s, paused_s, unmeasured_s FROM day"
        " WHERE local_day BETWEEN ? AND ? AND recorded_s > 0 ORDER BY local_day",
        (first_day, last_day),
    )
    return {day: DayTime(*times) for day, *times in rows}


def local_sums(
    reader: LedgerReader,
    connection: sqlite3.Connection,
    first_day: str,
    last_day: str,
    cuts: Iterable[str],
) -> list[LocalGrain]:
    """This machine's sums: of whole months where they are kept and no cut divides them, else of days."""
    kept = sealed_months(connection, first_day[:7], last_day[:7])
    stretches = list(_stretches(first_day, last_day, kept.keys() - divided_months(cuts)))
    grains = [LocalGrain(first, kept[first[:7]]) for first, _, whole in stretches if whole]
    for first, last, whole in stretches:
        if not whole:
            for day, record in reader.days(first, last).items():
                if record.times is not None and record.times.recorded_s > 0:
                    grains.append(LocalGrain(day, day_sums(record)))
    return grains


def day_sums(record: DayRecord) -> LocalSums:
    """The sums of a recorded day; what waits for the person's answer is in none of them."""
    parts: dict[Whose, EnergySum] = {}
    for energy in record.energy:
        if not energy.pending:
            row = energy.row
            whose = Whose(energy.app, energy.app_name, energy.model, row.kind, row.vendor, row.quality)
            part = parts.get(whose)
            if part is None:
                part = parts[whose] = EnergySum()
            part.add(row)
    return LocalSums.of_day(parts, record.session_count)


def activity_counts(
    connection: sqlite3.Connection,
    recurring: Iterable[Recurring],
    first_day: str,
    last_day: str,
    cuts: Iterable[str],
) -> list[ActivityCount]:
    """Entries by activity and stretch between two cuts; what recurs is counted, never unfolded."""
    begins = [first_day, *sorted({cut for cut in cuts if first_day < cut <= last_day})]
    sums: dict[tuple[str, str], list[float]] = {}
    for day, activity, entries, count in _counts(connection, first_day, last_day, begins):
        begin = begins[bisect_right(begins, day) - 1]
        known = sums.setdefault((begin, activity), [0, 0.0])
        known[0] += entries
        known[1] += count
    for begin, activity, entries, count in _recurring_counts(connection, recurring, begins, last_day):
        known = sums.setdefault((begin, activity), [0, 0.0])
        known[0] += entries
        known[1] += count
    return [
        ActivityCount(begin, activity, int(entries), count)
        for (begin, activity), (entries, count) in sums.items()
    ]


def _counts(
    connection: sqlite3.Connection, first_day: str, last_day: str, cuts: Iterable[str]
) -> Iterator[tuple[str, str, int, float]]:
    """(first day of a month or of a day, activity, entries, counts added up), what recurs left out."""
    kept = sealed_counts(connection, first_day[:7], last_day[:7])
    for first, last, whole in _stretches(first_day, last_day, kept.keys() - divided_months(cuts)):
        if whole:
            yield from ((first, *count) for count in kept[first[:7]])
        else:
            yield from counts_by_day(connection, first, last)


def counts_by_day(
    connection: sqlite3.Connection, first_day: str, last_day: str
) -> Iterator[tuple[str, str, int, float]]:
    """(day, activity, entries, counts added up) from the entries themselves, what recurs left out."""
    yield from connection.execute(
        "SELECT local_day, activity, count(*), sum(count) FROM cloud_entry"
        " WHERE local_day BETWEEN ? AND ? AND deleted_s IS NULL GROUP BY local_day, activity",
        (first_day, last_day),
    )


def _recurring_counts(
    connection: sqlite3.Connection, recurring: Iterable[Recurring], begins: list[str], last_day: str
) -> Iterator[ActivityCount]:
    touched: dict[int, list[str]] = {}
    for recurring_id, day in connection.execute(
        "SELECT recurring_id, local_day FROM cloud_entry"
        " WHERE recurring_id IS NOT NULL AND local_day BETWEEN ? AND ?",
        (begins[0], last_day),
    ):
        touched.setdefault(recurring_id, []).append(day)
    ends = [*map(_day_before, begins[1:]), last_day]
    for one in recurring:
        # A row of its own stands for such a day's occurrence, be it edited or taken back.
        own_rows = [day for day in touched.get(one.recurring_id, ()) if one.occurs_on(day)]
        for begin, end in zip(begins, ends, strict=True):
            times = one.how_often(begin, end) - sum(begin <= day <= end for day in own_rows)
            if times:
                yield ActivityCount(begin, one.activity, times, times * one.count)


def divided_months(cuts: Iterable[str]) -> set[str]:
    """The months ("2026-03") of which a part lies before a cut and a part behind it."""
    return {cut[:7] for cut in cuts if not cut.endswith("-01")}


def _stretches(first_day: str, last_day: str, kept: Collection[str]) -> Iterator[tuple[str, str, bool]]:
    """(first, last, whether it is a whole month of those that are kept) of stretches that make up a range.

    Days in between are put together, a month at most: that much of them fits into memory.
    """
    for first, last in spans(first_day, last_day, Step.MONTH):
        whole = first.endswith("-01") and _is_last(last) and first[:7] in kept
        yield first, last, whole


def _is_last(day: str) -> bool:
    """Whether a day (ISO) is its month's last."""
    return _day_after(day).endswith("-01") if day < "9999-12-31" else True


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
