"""Unknown programs: outside every total until the person says "count it"; then for the past too."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import (
    ALL,
    CHAT,
    CPU,
    DAY_S,
    NEXT_DAY,
    UNKNOWN,
    all_joules,
    book_active,
    book_rest,
    session_of,
    write,
)
from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.errors import LedgerBusy, LedgerFull
from wattprint.ledger.programs import NEVER_KEPT_S, Verdict, answer, never_count, purge
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.domain.bookings import Session
    from wattprint.ledger.measurements import MeasurementLedger

YEAR_S = 365 * 86400.0
SECOND_UNKNOWN = Workload("program:a.out/", "a.out", None, Kind.OTHER, pending=True)


@pytest.fixture
def sessions(ledger: MeasurementLedger) -> dict[str, Session]:
    """Two days with a chat and two unknown programs; the unknown one over midnight."""
    found = {"chat": session_of(), "unknown": session_of(UNKNOWN), "second": session_of(SECOND_UNKNOWN)}
    bookings = Bookings()
    book_active(bookings, found["chat"], 100.0)
    book_active(bookings, found["unknown"], 20.0)
    book_active(bookings, found["unknown"], 4.0, device=CPU, quality=Quality.MODELLED)
    book_active(bookings, found["second"], 3.0)
    book_rest(bookings, State.STANDBY, 7.0, workload=UNKNOWN)
    book_rest(bookings, State.OTHER, 1.0)
    write(ledger, bookings)
    bookings = Bookings()
    book_active(bookings, found["unknown"], 50.0, day=NEXT_DAY)
    for session in found.values():
        session.open = False
        bookings.touch(session)
    write(ledger, bookings, day=NEXT_DAY)
    return found


def counted(path: Path) -> tuple[float, list[int], list[str]]:
    """Joules in totals, session counts of the days, apps of the listed sessions."""
    with LedgerReader(path) as reader:
        days = reader.days(*ALL).values()
        joules = sum(row.joules for record in days for row in record.counted)
        return joules, [r.session_count for r in days], sorted(s.app for s in reader.sessions(*ALL))


def sums_by_device_and_day(path: Path) -> dict[tuple[object, ...], tuple[float, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT device_id, local_day, quality, sum(joules), sum(seconds) FROM energy GROUP BY 1, 2, 3"
    )
    sums = {tuple(row[:3]): tuple(row[3:]) for row in rows}
    connection.close()
    return sums


def test_pending_programs_are_in_no_total(sessions: dict[str, Session], path: Path) -> None:
    assert counted(path) == (101.0, [1, 0], ["ollama"])
    with LedgerReader(path) as reader:
        listed = [(p.key, p.name, p.verdict, p.joules) for p in reader.programs()]
        assert reader.summary().pending_count == 2
        pending = [part for record in reader.days(*ALL).values() for part in record.energy if part.pending]
    assert listed == [
        (UNKNOWN.app, UNKNOWN.app_name, Verdict.PENDING, 81.0),
        (SECOND_UNKNOWN.app, SECOND_UNKNOWN.app_name, Verdict.PENDING, 3.0),
    ]
    assert sum(part.row.joules for part in pending) == 84.0
    assert {part.app for part in pending} == {UNKNOWN.app, SECOND_UNKNOWN.app}


def test_count_it_holds_for_the_past_too_and_can_be_taken_back(
    sessions: dict[str, Session], ledger: MeasurementLedger, path: Path
) -> None:
    assert answer(ledger.connection, path, UNKNOWN.app, Verdict.COUNT, DAY_S)
    assert counted(path) == (182.0, [2, 0], ["ollama", UNKNOWN.app])
    assert answer(ledger.connection, path, UNKNOWN.app, Verdict.NEVER, DAY_S)
    assert counted(path) == (101.0, [1, 0], ["ollama"])
    assert answer(ledger.connection, path, UNKNOWN.app, Verdict.PENDING, DAY_S)
    assert counted(path) == (101.0, [1, 0], ["ollama"])


def test_an_answer_outlives_the_programs_next_run(
    sessions: dict[str, Session], ledger: MeasurementLedger, path: Path
) -> None:
    answer(ledger.connection, path, UNKNOWN.app, Verdict.COUNT, DAY_S)
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN, NEXT_DAY, DAY_S + 86400), 9.0, day=NEXT_DAY)
    write(ledger, bookings)
    assert counted(path)[0] == 191.0


def test_an_answer_about_nothing(ledger: MeasurementLedger, path: Path) -> None:
    assert not answer(ledger.connection, path, "program:none", Verdict.COUNT, DAY_S)


def test_never_is_forgotten_after_30_days_and_its_joules_become_nobodys(
    sessions: dict[str, Session], ledger: MeasurementLedger, path: Path
) -> None:
    answer(ledger.connection, path, UNKNOWN.app, Verdict.NEVER, DAY_S)
    before = sums_by_device_and_day(path)
    purge(ledger.connection, path, DAY_S + NEVER_KEPT_S, YEAR_S)  # to the second: not yet
    with LedgerReader(path) as reader:
        assert reader.summary().session_count == 3
    for _ in range(2):  # a second time changes nothing
        purge(ledger.connection, path, DAY_S + NEVER_KEPT_S + 1, YEAR_S)
        assert sums_by_device_and_day(path) == before
        assert all_joules(path) == {"active": 103.0, "other": 82.0}
        with LedgerReader(path) as reader:
            assert reader.summary().session_count == 2
            joules_of = {program.key: program.joules for program in reader.programs()}
        assert joules_of == {UNKNOWN.app: 0.0, SECOND_UNKNOWN.app: 3.0}
    assert counted(path) == (182.0, [1, 0], ["ollama"])  # nobody's, in no app's total
    assert ledger.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_forgetting_meets_a_session_that_goes_on(
    sessions: dict[str, Session], ledger: MeasurementLedger, path: Path
) -> None:
    """The recorder has an open session's id in hand: its next write must find the row."""
    going_on = session_of(UNKNOWN, NEXT_DAY, DAY_S + 86400)
    bookings = Bookings()
    book_active(bookings, going_on, 5.0, day=NEXT_DAY)
    write(ledger, bookings)
    row_id = going_on.ledger_id
    answer(ledger.connection, path, UNKNOWN.app, Verdict.NEVER, DAY_S)
    late_s = DAY_S + NEVER_KEPT_S + 1
    purge(ledger.connection, path, late_s, YEAR_S)
    assert all_joules(path) == {"active": 108.0, "other": 82.0}
    bookings = Bookings()
    book_active(bookings, going_on, 6.0, day=NEXT_DAY)
    going_on.open = False
    write(ledger, bookings)
    assert going_on.ledger_id == row_id
    assert all_joules(path) == {"active": 114.0, "other": 82.0}
    purge(ledger.connection, path, late_s, YEAR_S)
    assert all_joules(path) == {"active": 103.0, "other": 93.0}


def test_traces_are_dropped_after_a_year_and_nothing_else(
    sessions: dict[str, Session], ledger: MeasurementLedger, path: Path
) -> None:
    def traces() -> list[bool]:
        rows = ledger.connection.execute("SELECT trace IS NOT NULL FROM session ORDER BY id")
        return [bool(row[0]) for row in rows]

    before = counted(path), all_joules(path)
    end_s = min(session.end_wall_s for session in sessions.values())
    purge(ledger.connection, path, end_s + YEAR_S, YEAR_S)
    assert traces() == [True, True, True]
    purge(ledger.connection, path, end_s + YEAR_S + 0.5, YEAR_S)
    assert traces() == [session.end_wall_s > end_s for session in sessions.values()]
    purge(ledger.connection, path, end_s + 2 * YEAR_S, YEAR_S)
    assert traces() == [False, False, False]
    assert (counted(path), all_joules(path)) == before
    assert ledger.open_sessions() == []


def test_forgetting_while_another_writes_or_the_disk_is_full(
    sessions: dict[str, Session], ledger: MeasurementLedger, path: Path
) -> None:
    answer(ledger.connection, path, UNKNOWN.app, Verdict.NEVER, DAY_S)
    before = all_joules(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ledger.connection.execute("PRAGMA busy_timeout = 20")
    with pytest.raises(LedgerBusy):
        purge(ledger.connection, path, DAY_S + YEAR_S, YEAR_S)
    other.execute("ROLLBACK")
    other.close()

    class RolledBackByItself:
        """A full disk makes SQLite roll back before anybody asks."""

        in_transaction = False

        def execute(self, statement: str, *values: object) -> object:
            if statement.startswith("DELETE"):
                ledger.connection.execute("ROLLBACK")
                raise sqlite3.OperationalError("database or disk is full")
            return ledger.connection.execute(statement, *values)  # type: ignore[arg-type]

    with pytest.raises(LedgerFull):
        purge(RolledBackByItself(), path, DAY_S + YEAR_S, YEAR_S)  # type: ignore[arg-type]
    assert all_joules(path) == before
    purge(ledger.connection, path, DAY_S + YEAR_S, YEAR_S)
    assert all_joules(path) != before


@pytest.mark.parametrize("first_pending", [True, False])
def test_what_was_ever_pending_waits_for_its_answer(
    ledger: MeasurementLedger, path: Path, *, first_pending: bool
) -> None:
    """Nobody but the person takes a program out of "unknown"."""
    for pending in (first_pending, not first_pending):
        bookings = Bookings()
        book_active(bookings, session_of(replace(UNKNOWN, pending=pending)), 5.0)
        write(ledger, bookings)
    assert counted(path) == (0.0, [0], [])
    answer(ledger.connection, path, UNKNOWN.app, Verdict.COUNT, DAY_S)
    assert counted(path)[0] == 10.0


def test_a_known_app_is_never_pending(sessions: dict[str, Session], path: Path) -> None:
    with LedgerReader(path) as reader:
        assert all(
            not part.pending
            for record in reader.days(*ALL).values()
            for part in record.energy
            if part.app in (None, CHAT.app)
        )


@pytest.mark.usefixtures("sessions")
def test_a_known_app_that_is_never_counted_leaves_all_totals_and_comes_back(
    ledger: MeasurementLedger, path: Path
) -> None:
    before = counted(path)
    assert never_count(ledger.connection, path, CHAT.app, DAY_S)
    joules, _, apps = counted(path)
    assert CHAT.app not in apps
    assert joules == pytest.approx(before[0] - 100.0)
    assert answer(ledger.connection, path, CHAT.app, Verdict.COUNT, DAY_S)
    assert counted(path) == before


@pytest.mark.usefixtures("sessions")
def test_another_model_is_no_way_round_the_answer(ledger: MeasurementLedger, path: Path) -> None:
    never_count(ledger.connection, path, CHAT.app, DAY_S)
    without = counted(path)
    bookings = Bookings()
    book_active(bookings, session_of(replace(CHAT, model="brand-new")), 500.0)
    write(ledger, bookings)
    assert counted(path)[0] == pytest.approx(without[0])
    assert CHAT.app not in counted(path)[2]
    answer(ledger.connection, path, CHAT.app, Verdict.COUNT, DAY_S)
    assert counted(path)[0] == pytest.approx(without[0] + 600.0)


@pytest.mark.usefixtures("sessions")
def test_an_app_that_is_not_there_cannot_be_ruled_out(ledger: MeasurementLedger, path: Path) -> None:
    before = counted(path)
    assert not never_count(ledger.connection, path, "no-such-app", DAY_S)
    assert counted(path) == before
