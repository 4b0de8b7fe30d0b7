"""What the person writes into the ledger: each call opens it, writes and closes it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from wattprint.domain.cloud import CloudEntry, Origin, Recurring
from wattprint.ledger.errors import LedgerMissing
from wattprint.system.ledger_access import open_for_reading, open_for_writing


@dataclass(frozen=True, slots=True)
class Started:
    """A count that recurs from now on. replaced: what it took the place of, as it was before."""

    recurring_id: int
    replaced: tuple[Recurring, ...]


class Pen:
    """now_s: the clock (Unix time). Raises LedgerError and RecorderRunning; for any thread."""

    def __init__(self, ledger: Path, now_s: Callable[[], float]) -> None:
        self._path = ledger
        self._now_s = now_s

    # -- entries ------------------------------------------------------------------------------------------

    def entries(self, first_day: str, last_day: str) -> list[CloudEntry]:
        """Every entry of the range; none where there is no ledger yet."""
        try:
            with open_for_reading(self._path) as reader:
                return reader.cloud().entries(first_day, last_day)
        except LedgerMissing:
            return []

    def add(self, day: str, activity_id: str, count: float, note: str = "") -> int:
        """Add an entry; returns its id."""
        with open_for_writing(self._path) as ledger:
            return ledger.cloud.add(day, activity_id, count, self._now_s(), note=note)

    def copy_day(self, from_day: str, to_day: str) -> list[CloudEntry]:
        """Add what was typed on a day to another one, too; returns the new entries.

        What recurs counts by itself on its days, and what was imported will be imported.
        """
        typed = [one for one in self.entries(from_day, from_day) if one.origin is Origin.TYPED]
        if not typed:
            return []
        copied = []
        with open_for_writing(self._path) as ledger, ledger.together():
            for one in typed:
                entry_id = ledger.cloud.add(to_day, one.activity, one.count, self._now_s(), note=one.note)
                copied.append(replace(one, entry_id=entry_id, local_day=to_day))
        return copied

    def delete(self, entries: list[CloudEntry]) -> None:
        """Take entries back; of what recurs, only these days."""
        with open_for_writing(self._path) as ledger, ledger.together():
            for entry in entries:
                if entry.recurring_id is not None:
                    ledger.cloud.set_occurrence(entry.recurring_id, entry.local_day, None, self._now_s())
                elif entry.entry_id is not None:
                    ledger.cloud.delete(entry.entry_id, self._now_s())

    def restore(self, entries: list[CloudEntry]) -> None:
        """Undo `delete`."""
        with open_for_writing(self._path) as ledger, ledger.together():
            for entry in entries:
                if entry.recurring_id is not None:
                    ledger.cloud.set_occurrence(
                        entry.recurring_id, entry.local_day, entry.count, self._now_s()
                    )
                elif entry.entry_id is not None:
                    ledger.cloud.restore(entry.entry_id)

    def change(
        self,
        entry: CloudEntry,
        *,
        count: float | None = None,
        day: str | None = None,
        note: str | None = None,
    ) -> None:
        """Edit an entry; an occurrence of what recurs gets a row of its own and keeps its day."""
        with open_for_writing(self._path) as ledger, ledger.together():
            entry_id = entry.entry_id
            if entry.recurring_id is not None:
                kept = entry.count if count is None else count
                ledger.cloud.set_occurrence(entry.recurring_id, entry.local_day, kept, self._now_s())
                entry_id = next(
                    one.entry_id
                    for one in ledger.cloud.entries(entry.local_day, entry.local_day)
                    if one.recurring_id == entry.recurring_id
                )
            if entry_id is not None:
                ledger.cloud.change(entry_id, count=count, day=day, note=note)

    # -- what recurs --------------------------------------------------------------------------------------

    def recurring(self) -> list[Recurring]:
        """What recurs or did so, without what was replaced before it occurred once."""
        try:
            with open_for_reading(self._path) as reader:
                found = reader.cloud().recurring()
        except LedgerMissing:
            return []
        return [one for one in found if one.to_day is None or one.to_day >= one.from_day]

    def occurrence(self, recurring_id: int, day: str) -> float | None:
        """What is counted on a day; None where it does not occur or was taken back."""
        found = (one.count for one in self.entries(day, day) if one.recurring_id == recurring_id)
        return next(found, None)

    def start_recurring(
        self, activity_id: str, count: float, weekdays: int, from_day: str, note: str = ""
    ) -> Started:
        """Let a count recur, in the place of one of the same activity that falls on the same days."""
        with open_for_writing(self._path) as ledger, ledger.together():
            replaced = overlapping(ledger.cloud.recurring(), activity_id, weekdays, from_day)
            before = (date.fromisoformat(from_day) - timedelta(days=1)).isoformat()
            for one in replaced:
                ledger.cloud.end_recurring(one.recurring_id, before)
            started = ledger.cloud.add_recurring(
                activity_id, count, weekdays, from_day, self._now_s(), note=note
            )
            return Started(started, tuple(replaced))

    def stop_recurring(self, started: Started) -> None:
        """Undo `start_recurring`."""
        with open_for_writing(self._path) as ledger, ledger.together():
            ledger.cloud.delete_recurring(started.recurring_id, self._now_s())
            for one in started.replaced:
                ledger.cloud.end_recurring(one.recurring_id, one.to_day)

    def end_recurring(self, recurring_id: int, last_day: str | None) -> None:
        """Let it occur for the last time on or before a day; None: let it go on."""
        with open_for_writing(self._path) as ledger:
            ledger.cloud.end_recurring(recurring_id, last_day)

    def delete_recurring(self, recurring_id: int) -> None:
        """Take it back with all its occurrences; days that were edited stay."""
        with open_for_writing(self._path) as ledger:
            ledger.cloud.delete_recurring(recurring_id, self._now_s())

    def restore_recurring(self, recurring_id: int) -> None:
        """Undo `delete_recurring`."""
        with open_for_writing(self._path) as ledger:
            ledger.cloud.restore_recurring(recurring_id)

    def set_occurrence(self, recurring_id: int, day: str, count: float | None) -> None:
        """Give one day a count of its own, or none."""
        self.replace_occurrence(recurring_id, day, count)

    def replace_occurrence(self, recurring_id: int, day: str, count: float | None) -> float | None:
        """The same; returns what was counted there until now, as `occurrence` does."""
        with open_for_writing(self._path) as ledger, ledger.together():
            entries = ledger.cloud.entries(day, day)
            before = next((one.count for one in entries if one.recurring_id == recurring_id), None)
            ledger.cloud.set_occurrence(recurring_id, day, count, self._now_s())
            return before


def overlapping(
    recurring: list[Recurring], activity_id: str, weekdays: int, from_day: str
) -> list[Recurring]:
    """What recurs of an activity on some of the same days: two of them would count it twice."""
    return [
        one
        for one in recurring
        if one.activity == activity_id
        and one.weekdays & weekdays
        and (one.to_day is None or one.to_day >= max(from_day, one.from_day))
    ]
