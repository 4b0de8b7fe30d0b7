"""Entries in the order of a column: for any thread, without a word of Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import merge
from itertools import chain
from typing import Any

from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.gui.cloud.estimates import estimate
from wattprint.reference.factors import FactorSet

Key = tuple[object, ...]

#: So many entries are sorted within a few milliseconds.
_RUN = 4000


class Column(IntEnum):
    """From left to right."""

    DAY = 0
    ACTIVITY = 1
    COUNT = 2
    ESTIMATE = 3
    ORIGIN = 4
    NOTE = 5


@dataclass(frozen=True, slots=True)
class Order:
    """names: of activities as they are shown, by id; one that has none is shown by its id."""

    column: Column = Column.DAY
    descending: bool = True
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arranged:
    """Entries as they are shown. place: of the one that was asked for; -1 when it is not among them.

    same: they are those that were there before, each in its place, maybe with other values.
    """

    entries: list[CloudEntry]
    place: int
    same: bool


def arrange(
    entries: Sequence[CloudEntry],
    factors: FactorSet | None,
    order: Order,
    *,
    before: Sequence[CloudEntry] = (),
    wanted: Key | None = None,
) -> Arranged:
    """Put entries in order. before: what was shown. wanted: the key of one whose place is asked for."""
    ordered = _sorted(entries, _sorter(factors, order), descending=order.descending)
    same = len(ordered) == len(before) and all(map(_same, ordered, before))
    return Arranged(ordered, place_of(ordered, wanted), same)


def place_of(entries: Sequence[CloudEntry], wanted: Key | None) -> int:
    """Where the entry of a key stands; -1 when it is not among them, and for no key."""
    places = (place for place, one in enumerate(entries) if key_of(one) == wanted)
    return -1 if wanted is None else next(places, -1)


def key_of(entry: CloudEntry) -> Key:
    """The same for the same entry after it was edited."""
    if entry.recurring_id is not None:
        return entry.recurring_id, entry.local_day
    return (entry.entry_id,)


def _sorted(
    entries: Sequence[CloudEntry], key: Callable[[CloudEntry], Any], *, descending: bool
) -> list[CloudEntry]:
    """As sorted(), in runs that are merged: one sort of them all would let no other thread go on."""
    runs = [
        sorted(entries[begin : begin + _RUN], key=key, reverse=descending)
        for begin in range(0, len(entries), _RUN)
    ]
    return list(merge(*runs, key=key, reverse=descending)) if len(runs) > 1 else [*chain(*runs)]


def _same(one: CloudEntry, other: CloudEntry) -> bool:
    return key_of(one) == key_of(other)


def _sorter(factors: FactorSet | None, order: Order) -> Callable[[CloudEntry], Any]:
    """By what a column means, not by how it is written."""

    def wh(one: CloudEntry) -> float:
        found = None if factors is None else estimate(factors, one.activity, one.count, one.local_day).wh
        return -1.0 if found is None else found.central

    origins = {origin: 2 * number for number, origin in enumerate(Origin)}

    def how(one: CloudEntry) -> int:
        return origins[one.origin] + (one.entry_id is None)

    match order.column:
        case Column.DAY:
            return lambda one: (one.local_day, one.entry_id or 0)
        case Column.ACTIVITY:
            return lambda one: order.names.get(one.activity, one.activity).casefold()
        case Column.COUNT:
            return lambda one: one.count
        case Column.ESTIMATE:
            return wh
        case Column.ORIGIN:
            return how
    return lambda one: one.note.casefold()
