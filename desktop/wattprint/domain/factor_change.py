"""By how much a new set of factors changes what was counted before: the same counts with old and new rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wattprint.domain.band import ZERO, Band


@dataclass(frozen=True, slots=True)
class Row:
    """A factor's values: Wh for `per` units, in force from a day (ISO) on."""

    applies_from: str
    per: int
    wh: Band


#: The rows of each activity by their days.
Rows = Mapping[str, Sequence[Row]]

#: (activity, ISO day, count)
Count = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class FactorChange:
    """Wh of all counts together: `before` with the old rows, `after` with the new ones.

    activities: those whose counts have another value now, or one at last, or none any more.
    """

    before: Band
    after: Band
    activities: tuple[str, ...]


def row_on(rows: Sequence[Row], local_day: str) -> Row | None:
    """The row in force on a day; None before the first."""
    found = None
    for row in rows:
        if row.applies_from > local_day:
            break
        found = row
    return found


def factor_change(counts: Iterable[Count], old: Rows, new: Rows) -> FactorChange:
    """Value the same counts twice; where no row is in force a count adds nothing to that sum."""
    # Ten years of counts fall on a few pairs of rows: they are added up before anything is multiplied.
    sums: dict[tuple[str, Row | None, Row | None], float] = {}
    found: dict[tuple[str, str], tuple[str, Row | None, Row | None]] = {}
    for activity, day, count in counts:
        rows = found.get((activity, day))
        if rows is None:
            rows = activity, row_on(old.get(activity, ()), day), row_on(new.get(activity, ()), day)
            found[activity, day] = rows
        sums[rows] = sums.get(rows, 0.0) + count
    before = after = ZERO
    changed: dict[str, None] = {}
    for (activity, old_row, new_row), count in sums.items():
        was, now = _wh(old_row, count), _wh(new_row, count)
        if was != now:
            changed[activity] = None
        before += was or ZERO
        after += now or ZERO
    return FactorChange(before, after, tuple(changed))


def _wh(row: Row | None, count: float) -> Band | None:
    return None if row is None else row.wh * (count / row.per)
