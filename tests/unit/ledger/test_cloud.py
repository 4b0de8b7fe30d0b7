"""Cloud entries and dated choices: what the person typed stays what it was, and can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from wattprint.domain.cloud import BadCount, CloudEntry, Origin, Recurring
from wattprint.ledger.choices import ChoiceHistory, choose, forget_choice
from wattprint.ledger.cloud import FAR_DAY, CloudLedger
from wattprint.ledger.connection import open_writer
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader

NOW_S = 1_800_000_000.0
#: 2026-11-16 is a Monday.
MONDAY, TUESDAY, SATURDAY, NEXT_MONDAY = "2026-11-16", "2026-11-17", "2026-11-21", "2026-11-23"
WORKDAYS = 0b0011111


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    opened = open_writer(path)
    yield opened
    opened.close()


@pytest.fixture
def cloud(connection: sqlite3.Connection, path: Path) -> CloudLedger:
    return CloudLedger(connection, path)


def test_what_belongs_together_is_written_as_a_whole_or_not_at_all(path: Path) -> None:
    with PersonLedger(path) as person:
        with person.together():
            person.choose("price", "0.3")
            person.cloud.add(MONDAY, "chatgpt.prompt", 1, NOW_S)
        with pytest.raises(BadCount):
            _dearer_and_wrong(person)
    with LedgerReader(path) as reader:
        assert reader.choices().history("price") == [("0001-01-01", "0.3")]
        assert len(reader.cloud().entries(MONDAY, MONDAY)) == 1


def _dearer_and_wrong(person: PersonLedger) -> None:
    with person.together():
        person.choose("price", "0.4")
        person.cloud.add(MONDAY, "chatgpt.prompt", 0, NOW_S)


def test_entries_come_by_day_in_the_order_of_typing(cloud: CloudLedger) -> None:
    second = cloud.add(TUESDAY, "chatgpt.prompt", 3, NOW_S)
    first = cloud.add(MONDAY, "claude.prompt", 5, NOW_S + 1, note="hi\nthere")
    assert cloud.entries(MONDAY, TUESDAY) == [
        CloudEntry(first, MONDAY, "claude.prompt", 5, Origin.TYPED, "hi\nthere"),
        CloudEntry(second, TUESDAY, "chatgpt.prompt", 3, Origin.TYPED),
    ]
    assert cloud.entries(SATURDAY, FAR_DAY) == []


@pytest.mark.parametrize("count", [0, -1, float("nan"), float("inf"), 1e12])
def test_counts_that_cannot_be_meant_are_refused(cloud: CloudLedger, count: float) -> None:
    with pytest.raises(BadCount):
        cloud.add(MONDAY, "chatgpt.prompt", count, NOW_S)
    with pytest.raises(BadCount):
        cloud.add_recurring("chatgpt.prompt", count, WORKDAYS, MONDAY, NOW_S)
    assert cloud.entries(MONDAY, FAR_DAY) == []


def test_undo_takes_back_the_last_that_was_typed_whatever_its_day(cloud: CloudLedger) -> None:
    cloud.add(TUESDAY, "chatgpt.prompt", 3, NOW_S)
    cloud.add(MONDAY, "claude.prompt", 5, NOW_S + 1)
    cloud.add(MONDAY, "gemini.prompt", 7, NOW_S + 2, origin=Origin.IMPORTED)
    assert [entry.activity if entry else None for entry in (cloud.undo(NOW_S), cloud.undo(NOW_S))] == [
        "claude.prompt",
        "chatgpt.prompt",
    ]
    assert cloud.undo(NOW_S) is None
    assert [entry.activity for entry in cloud.entries(MONDAY, TUESDAY)] == ["gemini.prompt"]


def test_what_was_deleted_can_be_restored(cloud: CloudLedger) -> None:
    entry_id = cloud.add(MONDAY, "chatgpt.prompt", 3, NOW_S)
    cloud.delete(entry_id, NOW_S)
    assert cloud.entries(MONDAY, MONDAY) == []
    cloud.restore(entry_id)
    assert [entry.count for entry in cloud.entries(MONDAY, MONDAY)] == [3]


def test_an_entry_changes_only_where_it_is_told_to(cloud: CloudLedger) -> None:
    entry_id = cloud.add(MONDAY, "chatgpt.prompt", 3, NOW_S, note="old")
    cloud.change(entry_id, count=4)
    cloud.change(entry_id, day=TUESDAY)
    assert cloud.entries(MONDAY, FAR_DAY) == [
        CloudEntry(entry_id, TUESDAY, "chatgpt.prompt", 4, Origin.TYPED, "old")
    ]
    with pytest.raises(BadCount):
        cloud.change(entry_id, count=-1)


def test_a_recurring_count_occurs_on_its_weekdays(cloud: CloudLedger) -> None:
    recurring_id = cloud.add_recurring("chatgpt.prompt", 20, WORKDAYS, TUESDAY, NOW_S)
    days = [entry.local_day for entry in cloud.entries(MONDAY, NEXT_MONDAY)]
    assert days == [TUESDAY, "2026-11-18", "2026-11-19", "2026-11-20", NEXT_MONDAY]
    [entry] = cloud.entries(TUESDAY, TUESDAY)
    assert (entry.entry_id, entry.origin, entry.recurring_id) == (None, Origin.RECURRING, recurring_id)


def test_one_occurrence_can_be_edited_or_taken_back_alone(cloud: CloudLedger) -> None:
    recurring_id = cloud.add_recurring("chatgpt.prompt", 20, WORKDAYS, MONDAY, NOW_S)
    cloud.set_occurrence(recurring_id, MONDAY, 35, NOW_S)
    cloud.set_occurrence(recurring_id, TUESDAY, None, NOW_S)
    counts = {entry.local_day: entry.count for entry in cloud.entries(MONDAY, "2026-11-18")}
    assert counts == {MONDAY: 35, "2026-11-18": 20}
    cloud.set_occurrence(recurring_id, TUESDAY, 8, NOW_S)
    assert [entry.count for entry in cloud.entries(TUESDAY, TUESDAY)] == [8]


def test_a_recurring_count_ends_and_its_past_stays(cloud: CloudLedger) -> None:
    recurring_id = cloud.add_recurring("chatgpt.prompt", 20, 127, MONDAY, NOW_S)
    cloud.end_recurring(recurring_id, TUESDAY)
    assert [entry.local_day for entry in cloud.entries(MONDAY, "2027-12-31")] == [MONDAY, TUESDAY]
    cloud.set_occurrence(recurring_id, MONDAY, 1, NOW_S)
    cloud.delete_recurring(recurring_id, NOW_S)
    assert [entry.count for entry in cloud.entries(MONDAY, "2027-12-31")] == [1]


def test_what_recurred_is_put_back_and_goes_on(cloud: CloudLedger, connection: sqlite3.Connection) -> None:
    recurring_id = cloud.add_recurring("chatgpt.prompt", 20, 127, MONDAY, NOW_S)
    before = cloud.entries(MONDAY, SATURDAY)
    cloud.delete_recurring(recurring_id, NOW_S)
    assert cloud.entries(MONDAY, SATURDAY) == []
    cloud.restore_recurring(recurring_id)
    assert cloud.entries(MONDAY, SATURDAY) == before
    cloud.end_recurring(recurring_id, TUESDAY)
    cloud.end_recurring(recurring_id, None)
    assert cloud.entries(MONDAY, SATURDAY) == before
    assert connection.execute("SELECT to_day FROM recurring").fetchall() == [(None,)]


def test_an_end_that_earlier_versions_wrote_for_none_is_none(cloud: CloudLedger) -> None:
    recurring_id = cloud.add_recurring("chatgpt.prompt", 20, 127, MONDAY, NOW_S)
    cloud.end_recurring(recurring_id, FAR_DAY)
    assert [one.to_day for one in cloud.recurring()] == [None]


def test_counting_agrees_with_reading(cloud: CloudLedger) -> None:
    kept = cloud.add(MONDAY, "chatgpt.prompt", 1, NOW_S)
    cloud.delete(cloud.add(MONDAY, "chatgpt.prompt", 1, NOW_S), NOW_S)
    cloud.add(NEXT_MONDAY, "claude.prompt", 1, NOW_S)
    recurring_id = cloud.add_recurring("gemini.prompt", 2, WORKDAYS, MONDAY, NOW_S)
    cloud.set_occurrence(recurring_id, TUESDAY, None, NOW_S)
    cloud.set_occurrence(recurring_id, MONDAY, 9, NOW_S)
    assert kept
    for first, last, count in (
        (MONDAY, MONDAY, 2),
        (TUESDAY, TUESDAY, 0),
        (MONDAY, NEXT_MONDAY, 7),
        (SATURDAY, SATURDAY, 0),
        (NEXT_MONDAY, MONDAY, 0),
    ):
        assert cloud.count(first, last) == len(cloud.entries(first, last)) == count


def test_the_far_end_of_time_unfolds_only_what_is_asked_for() -> None:
    assert Recurring(1, "chatgpt.prompt", 1, 127, FAR_DAY, None).days(MONDAY, FAR_DAY) == [FAR_DAY]
    assert Recurring(1, "chatgpt.prompt", 1, 127, TUESDAY, MONDAY).days(MONDAY, FAR_DAY) == []


def test_hostile_notes_are_kept_as_text(cloud: CloudLedger) -> None:
    note = "'); DROP TABLE cloud_entry; --\n=1+1\ud800\x1b[31m" + "x" * 600
    cloud.add(MONDAY, "chatgpt.prompt", 1, NOW_S, note=note)
    [entry] = cloud.entries(MONDAY, MONDAY)
    assert entry.note.startswith("'); DROP TABLE cloud_entry; --\n=1+1\ufffd\ufffd[31m")
    assert len(entry.note) <= 500


def test_a_choice_holds_from_its_day_on(connection: sqlite3.Connection, path: Path) -> None:
    choose(connection, path, "zone", "USA")
    choose(connection, path, "zone", "FRA", SATURDAY)
    choose(connection, path, "zone", "DEU", NEXT_MONDAY)
    choose(connection, path, "zone", "BEL", NEXT_MONDAY)
    choices = ChoiceHistory(connection, path)
    values = [choices.value("zone", day) for day in ("1999-01-01", "2026-11-20", SATURDAY, "2030-01-01")]
    assert values == ["USA", "USA", "FRA", "BEL"]
    assert choices.value("price", SATURDAY) is None
    forget_choice(connection, path, "zone", NEXT_MONDAY)
    assert ChoiceHistory(connection, path).history("zone") == [("0001-01-01", "USA"), (SATURDAY, "FRA")]
