"""A killed recorder, a full disk: at most the last batch is lost, and never half of one."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import select
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.forked import result_of, start
from tests.unit.ledger.making import ALL, CPU, DAY, GPU, all_joules, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.domain.slices import Fault
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.connection import check_health, open_reader
from wattprint.ledger.errors import LedgerFull
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.domain.bookings import Session

ROUNDS = 15


def unit_batch(session: Session) -> Bookings:
    """One joule, second, fault of everything: whatever part of it were missing would show."""
    bookings = Bookings()
    book_active(bookings, session, 1.0)
    book_active(bookings, session, 1.0, device=CPU)
    bookings.book_coverage(DAY, GPU.key, "measured", 1.0)
    bookings.book_fault(DAY, GPU.key, Fault.STALL)
    bookings.day(DAY).recorded_s += 1.0
    return bookings


def whole_batches(path: Path) -> int:
    """How many batches the ledger holds; fails unless each part of every batch is there."""
    connection = open_reader(path)
    check_health(connection, path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    with LedgerReader(path) as reader:
        days, sessions = reader.days(*ALL), reader.sessions(*ALL)
        coverage, faults = reader.coverage(*ALL), reader.faults()
    if not days:
        assert (sessions, coverage, faults) == ([], [], [])
        return 0
    day = days[DAY]
    assert day.times is not None
    batches = round(day.times.recorded_s)
    assert day.times.recorded_s == batches
    for kind in ("gpu", "cpu"):
        assert sum(row.joules for row in day.counted if row.kind.value == kind) == batches
        assert sum(r.joules for s in sessions for r in s.energy if r.kind.value == kind) == batches
    assert [row.seconds for row in coverage] == [batches]
    assert [count for _, _, count in faults] == [batches]
    assert sum(session.active_s for session in sessions) == 2 * batches
    return batches


def write_for_ever(path: Path, pipe: int) -> None:
    ledger = MeasurementLedger(path)
    for number in range(100_000):
        if number % 7 == 0:
            session = session_of(Workload(f"app-{number}", "App", None, Kind.CHAT, f"m-{number}"))
        write(ledger, unit_batch(session))
        os.write(pipe, b".")


def test_a_recorder_killed_at_any_moment_leaves_whole_batches(path: Path) -> None:
    dice = random.Random(20261121)
    before = 0
    for _ in range(ROUNDS):
        pid, pipe = start(lambda pipe: write_for_ever(path, pipe))
        assert select.select([pipe], [], [], 60)[0], "the child never wrote"
        time.sleep(dice.uniform(0, 0.08))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with os.fdopen(pipe, "rb") as answers:
            told = answers.read()
        assert told.strip(b".") == b"", told.decode()
        # What write() returned from is there; the one under way may have made it too.
        now = whole_batches(path)
        assert now - before in (len(told), len(told) + 1)
        before = now
    assert before > ROUNDS


def test_a_full_database_takes_nothing_of_a_batch_and_all_of_it_later(
    ledger: MeasurementLedger, path: Path
) -> None:
    pages = ledger.connection.execute("PRAGMA page_count").fetchone()[0]
    ledger.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
    written, batch = 0, Bookings()
    for number in range(5000):
        session = session_of(Workload("a" * 100, "App", None, Kind.CHAT, f"{'m' * 150}-{number}"))
        batch = unit_batch(session)
        try:
            write(ledger, batch)
        except LedgerFull:
            break
        written += 1
    assert written > 0
    assert whole_batches(path) == written
    with pytest.raises(LedgerFull):
        write(ledger, batch)
    assert whole_batches(path) == written
    ledger.connection.execute("PRAGMA max_page_count = 100000")
    write(ledger, batch)
    assert whole_batches(path) == written + 1


def test_a_disk_that_takes_no_more_loses_nothing(path: Path) -> None:
    """The system refuses to let the files grow (RLIMIT_FSIZE): what a full disk does, without filling one."""

    def child() -> str:
        ledger = MeasurementLedger(path)
        written = failed = 0
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        dice = random.Random(3)
        for number in range(40):
            session = session_of(Workload(f"app-{number}", "App", None, Kind.CHAT, f"m-{number}"))
            batch = unit_batch(session)
            wal = path.with_name(path.name + "-wal").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (wal + dice.randrange(0, 40_000), hard))
            try:
                write(ledger, batch)
            except LedgerFull:
                failed += 1
                resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
                assert session.ledger_id is None
                write(ledger, batch)
            written += 1
        return json.dumps([written, failed])

    told = result_of(child)
    written, failed = json.loads(told)
    assert written == 40
    assert failed > 5
    assert whole_batches(path) == 40


def test_reading_goes_on_while_the_disk_is_full(ledger: MeasurementLedger, path: Path) -> None:
    write(ledger, unit_batch(session_of()))
    pages = ledger.connection.execute("PRAGMA page_count").fetchone()[0]
    ledger.connection.execute(f"PRAGMA max_page_count = {pages}")
    with contextlib.suppress(LedgerFull):
        for number in range(2000):
            write(ledger, unit_batch(session_of(Workload(f"app-{number}", "A", None, Kind.CHAT, "m" * 200))))
    assert all_joules(path)["active"] > 0


def test_a_reader_sees_one_state_while_the_recorder_writes(path: Path) -> None:
    """Times and energy of a day come from one snapshot, whatever is committed in between."""
    ledger = MeasurementLedger(path)
    session = session_of()
    write(ledger, unit_batch(session))
    with LedgerReader(path) as reader:
        seen: list[str] = []

        def between(statement: str) -> None:
            seen.append(statement)
            write(ledger, unit_batch(session))

        reader._connection.set_trace_callback(between)
        record = reader.days(*ALL)[DAY]
        reader._connection.set_trace_callback(None)
        assert len(seen) > 3  # the recorder did write in between
        assert record.times is not None
        recorded_s = record.times.recorded_s
        assert [row.joules for row in record.counted] == [recorded_s, recorded_s]
        assert reader.days(*ALL)[DAY].times != record.times
    ledger.close()


def test_data_version_tells_of_another_connections_write(ledger: MeasurementLedger, path: Path) -> None:
    with LedgerReader(path) as reader:
        first = reader.data_version()
        assert reader.data_version() == first
        write(ledger, unit_batch(session_of()))
        assert reader.data_version() != first


def test_the_write_ahead_log_does_not_grow_without_end(ledger: MeasurementLedger, path: Path) -> None:
    session = session_of()
    for _ in range(400):
        write(ledger, unit_batch(session))
    assert path.with_name(path.name + "-wal").stat().st_size < 8_000_000
