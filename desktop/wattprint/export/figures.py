"""The figures behind a person's numbers, as they stand today, and by how much a new set changed the past."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wattprint.domain.band import Band
from wattprint.domain.cloud import CloudEntry
from wattprint.domain.factor_change import FactorChange, Row, Rows, factor_change
from wattprint.domain.used import Used
from wattprint.export.days import chunks
from wattprint.export.view import LedgerView, opened
from wattprint.reference.stated import Stated, stated_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wattprint.export.valuing import Valued
    from wattprint.reference.factors import FactorSet
    from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class NewSet:
    """The factors are not those that were seen before. old, new: names of the sets."""

    old: str
    new: str
    change: FactorChange


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures on a day (ISO). new_set: None while the factors are those that the person has seen.

    seen: the factors of today, to be kept and handed in next time (see `seen_text`).
    """

    day: str
    valued: Valued
    stated: tuple[Stated, ...]
    seen: str
    new_set: NewSet | None


@dataclass(frozen=True, slots=True)
class SetNews:
    """What there is to tell of the factors alone. new_set, seen: as in Figures."""

    seen: str
    new_set: NewSet | None


def read_set_news(paths: Paths, day: str, seen_before: str, set_name: str) -> SetNews:
    """The same as read_figures tells of a new set, without the figures; costs nothing while there is none.

    set_name: of the factors in force. Raises as open_for_reading does.
    """
    seen = read_seen(seen_before)
    if seen is not None and seen[0] == set_name:
        return SetNews(seen_before, None)
    with opened(paths) as view:
        used = Used() if view.reader is None else view.reader.used()
        now = seen_text(view.valued.valuation.factors, used.activities)
        return SetNews(now, _new_set(view, seen_before, used.activities, day))


def read_figures(paths: Paths, day: str, seen_before: str) -> Figures:
    """Read the data files and the ledger. seen_before: what `seen` was the last time; "" for never.

    Raises as open_for_reading does.
    """
    with opened(paths) as view:
        valuation = view.valued.valuation
        used = Used() if view.reader is None else view.reader.used()
        return Figures(
            day,
            view.valued,
            stated_figures(valuation, used, day, view.valued.equivalents),
            seen_text(valuation.factors, used.activities),
            _new_set(view, seen_before, used.activities, day),
        )


def seen_text(factors: FactorSet, counted: Iterable[str]) -> str:
    """The factors in short, so that a later set can be held against them: numbers only, a few kilobytes.

    counted: ids that the person counted, which may have been replaced since.
    """
    ids = sorted({activity.id for activity in factors.activities} | set(counted))
    rows = {
        activity_id: [[row.applies_from, row.per, *_values(row.band)] for row in history]
        for activity_id in ids
        if (history := factors.history(activity_id))
    }
    return json.dumps({"set": factors.name, "rows": rows}, separators=(",", ":"))


def read_seen(text: str) -> tuple[str, Rows] | None:
    """(name of the set, its rows) of such a text; None where it is none of ours."""
    try:
        found: dict[str, Any] = json.loads(text)
        rows = {
            str(activity): [
                Row(str(day), int(per), Band(float(low), float(central), float(high)))
                for day, per, low, central, high in history
            ]
            for activity, history in found["rows"].items()
        }
        return str(found["set"]), rows
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _new_set(view: LedgerView, seen_before: str, used: Iterable[str], day: str) -> NewSet | None:
    seen = read_seen(seen_before)
    factors = view.valued.valuation.factors
    if seen is None or seen[0] == factors.name:
        return None
    counted = ((entry.activity, entry.local_day, entry.count) for entry in _entries(view, day))
    now = read_seen(seen_text(factors, used))
    assert now is not None
    change = factor_change(counted, seen[1], now[1])
    return NewSet(seen[0], factors.name, change)


def _entries(view: LedgerView, day: str) -> Iterator[CloudEntry]:
    """Everything counted up to a day, in bounded memory."""
    known = None if view.reader is None else view.reader.first_and_last_day()
    if view.reader is None or known is None:
        return
    for first, last in chunks(known[0], day):
        yield from view.reader.cloud().entries(first, last)


def _values(band: Band) -> tuple[float, float, float]:
    return band.low, band.central, band.high
