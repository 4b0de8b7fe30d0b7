"""Which activities a person counts most: the first choice of every way to add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.domain.factors import Activity
from wattprint.ledger.errors import LedgerError
from wattprint.ledger.reader import LedgerReader
from wattprint.reference.factors import FactorSet, UnknownActivity

#: Habits change: what was counted before is not offered first.
RECENT_DAYS: Final = 30

#: A row of buttons that is taken in at a glance.
MOST: Final = 3

#: For who has counted nothing yet: the prompts that most people write.
_USUAL: Final = ("chatgpt.prompt", "claude.prompt", "gemini.prompt")


def favourites(ledger: Path, factors: FactorSet, today: str, most: int = MOST) -> tuple[Activity, ...]:
    """The most used activities of the last 30 days, filled up with the usual ones. today: an ISO day.

    Never raises for the ledger's sake: without one, the usual ones.
    """
    first = (date.fromisoformat(today) - timedelta(days=RECENT_DAYS - 1)).isoformat()
    try:
        with LedgerReader(ledger) as reader:
            entries = reader.cloud().entries(first, today)
    except LedgerError:
        entries = []
    return favourites_of(entries, factors, most)


def favourites_of(
    entries: Iterable[CloudEntry], factors: FactorSet, most: int = MOST
) -> tuple[Activity, ...]:
    """The same for entries already read, oldest first.

    What counts is how often something was typed, not how much: one session has a million tokens. Recurring
    entries need no button. Of two typed as often, the one typed last comes first.
    """
    often: Counter[str] = Counter()
    last: dict[str, int] = {}
    for place, entry in enumerate(entries):
        if entry.origin is Origin.TYPED:
            often[entry.activity] += 1
            last[entry.activity] = place
    found: dict[str, Activity] = {}
    for activity_id in (*sorted(often, key=lambda one: (-often[one], -last[one])), *_USUAL):
        activity = _current(activity_id, factors)
        if activity is not None:
            found.setdefault(activity.id, activity)
    return tuple(found.values())[:most]


def counted_on(entries: Iterable[CloudEntry], factors: FactorSet, day: str) -> dict[str, float]:
    """How much of each activity was counted on a day (ISO), however it came there, by its present id."""
    counts: dict[str, float] = {}
    for entry in entries:
        if entry.local_day == day:
            activity = _current(entry.activity, factors)
            activity_id = entry.activity if activity is None else activity.id
            counts[activity_id] = counts.get(activity_id, 0.0) + entry.count
    return counts


def _current(activity_id: str, factors: FactorSet) -> Activity | None:
    """What new counts go under; None for an id of edits that were taken back."""
    if factors.activity(activity_id) is None:
        return None
    try:
        return factors.resolve(activity_id)
    except UnknownActivity:
        return None
