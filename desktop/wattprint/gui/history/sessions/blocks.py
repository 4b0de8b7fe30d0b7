"""Rows of a long list in blocks: a few are kept, the rest is read again when it is looked at."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, TypeVar

#: Rows that are read at once: several screens full, and still a matter of milliseconds.
BLOCK = 200

#: So many blocks are kept, whatever the length of the list.
MOST_KEPT = 24

#: Who scrolls fast passes blocks that nobody looks at any more when their turn comes: they are not read.
MOST_WANTED = 3

T = TypeVar("T")


class Blocks(Generic[T]):
    """Which blocks are there and which are to be read next: the one wanted last comes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Sequence[T]] = OrderedDict()
        self._wanted: list[int] = []

    def __len__(self) -> int:
        return len(self._kept)

    def row(self, number: int) -> T | None:
        """A row of the list; None while its block is not there, which is then wanted."""
        block, place = divmod(number, BLOCK)
        rows = self._kept.get(block)
        if rows is None:
            self.want(block)
            return None
        self._kept.move_to_end(block)
        return rows[place] if place < len(rows) else None

    def peek(self, number: int) -> T | None:
        """The same without wanting anything."""
        block, place = divmod(number, BLOCK)
        rows = self._kept.get(block, ())
        return rows[place] if place < len(rows) else None

    def want(self, block: int) -> None:
        """Read this one next."""
        if block in self._wanted:
            self._wanted.remove(block)
        self._wanted = [*self._wanted[1 - MOST_WANTED :], block]

    def next_wanted(self) -> int | None:
        """The block to read now; None when nothing is missing."""
        while self._wanted:
            block = self._wanted.pop()
            if block not in self._kept:
                return block
        return None

    def keep(self, block: int, rows: Sequence[T]) -> None:
        """A block was read; the one that was not looked at for longest goes."""
        self._kept[block] = rows
        self._kept.move_to_end(block)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Another list from now on."""
        self._kept.clear()
        self._wanted.clear()

    def find(self, wanted: object, key: str) -> int | None:
        """The number of the kept row whose attribute `key` is `wanted`."""
        for block, rows in self._kept.items():
            for place, row in enumerate(rows):
                if getattr(row, key) == wanted:
                    return block * BLOCK + place
        return None
