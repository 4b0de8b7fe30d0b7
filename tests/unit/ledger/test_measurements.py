"""What the recorder writes: it adds up, all of it or nothing, and nothing twice."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import (
    ALL,
    CHAT,
    CPU,
    DAY,
    DAY_S,
    DEVICES,
    GPU,
    NEXT_DAY,
    UNKNOWN,
    all_joules,
    book_active,
    book_rest,
    session_of,
    write,
)
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import Quality
from wattprint.domain.slices import Fault
from wattprint.domain.trace import PowerTrace
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.errors import LedgerBusy, LedgerFull
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.trace_blob import pack_trace, unpack_trace

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.domain.bookings import Session


def everything(path: Path) -> list[tuple[object, ...]]:
    """Every row of every table."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    names = [
        r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    ]
    rows = [(name, *row) for name in names for row in connection.execute(f"SELECT * FROM {name}")]
    connection.close()
    return rows


def full_batch(session: Session, joules: float = 10.0) -> Bookings:
    """One of everything that can be booked."""
    bookings = Bookings()
    book_active(bookings, session, joules)
    book_active(bookings, session, joules / 2, device=CPU)
    book_rest(bookings, State.STANDBY, 3.0, workload=session.workload)
    book_rest(bookings, State.OTHER, 2.0, device=CPU, quality=Quality.MODELLED)
    bookings.book_coverage(DAY, GPU.key, "measured", 1.0)
    bookings.book_coverage(DAY, CPU.key, "unmeasured", 1.0)
    bookings.book_fault(DAY, GPU.key, Fault.STALL)
    bookings.day(DAY).active_s += 1.0
    bookings.day(DAY).recorded_s += 1.5
    bookings.day(DAY).paused_s += 0.25
    bookings.day(DAY).unmeasured_s += 0.5
    bookings.baselines[GPU.key] = Baseline(12.5)
    return bookings


def test_many_writes_add_up(ledger: MeasurementLedger, path: Path) -> None:
    dice = random.Random(7)
    session, other = session_of(), session_of(Workload("comfyui", "ComfyUI", None, Kind.IMAGE, None))
    sums = {"gpu": 0.0, "cpu": 0.0, "standby": 0.0, "idle": 0.0, "seconds": 0.0}
    for _ in range(60):
        bookings = Bookings()
        for _ in range(dice.randrange(1, 6)):
            joules, seconds = dice.uniform(0, 400), dice.uniform(0.5, 2)
            book_active(bookings, dice.choice([session, other]), joules, seconds)
            book_active(bookings, session, joules / 8, seconds, device=CPU)
            book_rest(bookings, State.STANDBY, joules / 2, workload=CHAT)
            book_rest(bookings, State.IDLE, joules / 4)
            sums["gpu"] += joules
            sums["cpu"] += joules / 8
            sums["standby"] += joules / 2
            sums["idle"] += joules / 4
            bookings.day(DAY).recorded_s += seconds
            bookings.book_coverage(DAY, GPU.key, "measured", seconds)
            bookings.book_fault(DAY, GPU.key, Fault.STUCK)
            sums["seconds"] += seconds
        write(ledger, bookings, cpu_s=0.001)
    joules_of = all_joules(path)
    assert joules_of["active"] == pytest.approx(sums["gpu"] + sums["cpu"])
    assert joules_of["standby"] == pytest.approx(sums["standby"])
    assert joules_of["idle"] == pytest.approx(sums["idle"])
    with LedgerReader(path) as reader:
        sessions = reader.sessions(*ALL)
        day = reader.days(*ALL)[DAY]
        (coverage,) = reader.coverage(*ALL)
        summary = reader.summary()
        faults = reader.faults()
    assert len(sessions) == 2
    by_sessions = sum(row.joules for session in sessions for row in session.energy)
    assert by_sessions == pytest.approx(joules_of["active"])
    assert {s.app: s.active_s for s in sessions} == pytest.approx(
        {"ollama": session.active_s, "comfyui": other.active_s}
    )
    assert day.times is not None
    assert day.times.recorded_s == pytest.approx(sums["seconds"])
    assert coverage.seconds == pytest.approx(sums["seconds"])
    assert summary.recorder_cpu_s == pytest.approx(0.06)
    ((key, fault, count),) = faults
    assert (key, fault) == (GPU.key, "stuck")
    assert count > 60


def test_a_whole_batch_reads_back(ledger: MeasurementLedger, path: Path) -> None:
    session = session_of()
    write(ledger, full_batch(session))
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(DAY, DAY)
        day = reader.days(DAY, DAY)[DAY]
        coverage = {(row.device_key, row.how): row.seconds for row in reader.coverage(DAY, DAY)}
        devices = reader.devices()
    assert record.session_id == session.ledger_id
    assert (record.app, record.app_name, record.engine) == ("ollama", "Ollama", "llama-server")
    assert (record.kind, record.model) == (Kind.CHAT, "qwen2.5-0.5b")
    assert (record.start_s, record.end_s, record.active_s) == (DAY_S, DAY_S + 2, 2.0)
    assert record.open
    assert not record.shared
    assert record.peak_w == 10.0
    assert record.devices == ("GeForce Test", "Core Test")
    assert [(row.kind.value, row.joules, row.baseline_w) for row in record.energy] == [
        ("gpu", 10.0, 12.5),
        ("cpu", 5.0, None),
    ]
    assert day.session_count == 1
    assert day.times is not None
    assert (day.times.active_s, day.times.recorded_s) == (1.0, 1.5)
    assert (day.times.paused_s, day.times.unmeasured_s) == (0.25, 0.5)
    assert coverage == {(GPU.key, "measured"): 1.0, (CPU.key, "unmeasured"): 1.0}
    assert [(d.key, d.baseline_w) for d in devices] == [(GPU.key, 12.5), (CPU.key, None)]


def test_a_second_batch_adds_to_every_column(ledger: MeasurementLedger, path: Path) -> None:
    session = session_of()
    for _ in range(2):
        write(ledger, full_batch(session))
    with LedgerReader(path) as reader:
        day = reader.days(DAY, DAY)[DAY]
        coverage = {(row.device_key, row.how): row.seconds for row in reader.coverage(DAY, DAY)}
        faults = reader.faults()
    assert day.times is not None
    assert (day.times.active_s, day.times.recorded_s) == (2.0, 3.0)
    assert (day.times.paused_s, day.times.unmeasured_s) == (0.5, 1.0)
    assert coverage == {(GPU.key, "measured"): 2.0, (CPU.key, "unmeasured"): 2.0}
    assert faults == [(GPU.key, "stall", 2)]
    assert sorted((part.row.joules, part.row.seconds) for part in day.energy) == [
        (4.0, 2.0),
        (6.0, 2.0),
        (10.0, 2.0),
        (20.0, 2.0),
    ]


def test_a_session_over_midnight_stands_on_two_days(ledger: MeasurementLedger, path: Path) -> None:
    session = session_of()
    bookings = Bookings()
    book_active(bookings, session, 30.0, day=DAY)
    write(ledger, bookings)
    bookings = Bookings()
    book_active(bookings, session, 12.0, day=NEXT_DAY)
    write(ledger, bookings, day=NEXT_DAY)
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(DAY, DAY)
        assert reader.sessions(NEXT_DAY, NEXT_DAY) == []
        days = reader.days(DAY, NEXT_DAY)
        only_next = reader.days(NEXT_DAY, NEXT_DAY)
    assert [row.joules for row in record.energy] == [30.0, 12.0]
    assert {day: sum(row.joules for row in found.counted) for day, found in days.items()} == {
        DAY: 30.0,
        NEXT_DAY: 12.0,
    }
    assert [days[DAY].session_count, days[NEXT_DAY].session_count] == [1, 0]
    assert list(only_next) == [NEXT_DAY]


# -- all or nothing ----------------------------------------------------------------------------------------


def test_a_device_that_nobody_named_undoes_the_whole_write(ledger: MeasurementLedger, path: Path) -> None:
    session = session_of()
    write(ledger, full_batch(session))
    before = everything(path)
    batch, late = full_batch(session), session_of(CHAT, start_s=DAY_S + 500)
    book_active(batch, late, 40.0)
    with pytest.raises(KeyError):
        ledger.write(batch, [GPU], DAY_S, DAY, 1.0)
    assert everything(path) == before
    assert late.ledger_id is None
    write(ledger, batch)
    assert all_joules(path)["active"] == 15.0 + 15.0 + 40.0
    assert late.ledger_id is not None


def test_a_locked_ledger_keeps_nothing_and_takes_it_later(ledger: MeasurementLedger, path: Path) -> None:
    ledger.connection.execute("PRAGMA busy_timeout = 20")
    session = session_of()
    batch = full_batch(session)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(3):
        with pytest.raises(LedgerBusy):
            write(ledger, batch)
    other.execute("ROLLBACK")
    other.close()
    assert session.ledger_id is None
    write(ledger, batch)
    assert all_joules(path) == {"active": 15.0, "standby": 3.0, "other": 2.0}
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(*ALL)
    assert record.session_id == session.ledger_id


class _Stumbling:
    """A connection that fails at the n-th statement of a write."""

    def __init__(self, real: sqlite3.Connection, fail_at: int) -> None:
        self._real, self._left = real, fail_at

    def execute(self, statement: str, *values: object) -> object:
        self._left -= 1
        if self._left == 0:
            raise sqlite3.OperationalError("disk I/O error")
        return self._real.execute(statement, *values)  # type: ignore[arg-type]

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction


def test_wherever_a_write_fails_it_can_be_written_again(ledger: MeasurementLedger, path: Path) -> None:
    """Fails at every statement in turn, with a session that is known and one that is new."""
    real = ledger.connection
    known = session_of()
    write(ledger, full_batch(known))
    written, fail_at, failures = 1, 1, 0
    while True:
        new = session_of(Workload(f"app-{fail_at}", "App", None, Kind.CHAT, f"model-{fail_at}"))
        batch = full_batch(known)
        book_active(batch, new, 100.0)
        before = everything(path)
        ledger._connection = _Stumbling(real, fail_at)  # type: ignore[assignment]
        try:
            write(ledger, batch)
        except LedgerFull:
            failures += 1
            assert everything(path) == before
            assert new.ledger_id is None
            ledger._connection = real
            write(ledger, batch)
        else:
            ledger._connection = real
        assert new.ledger_id is not None
        written += 1
        sums = all_joules(path)
        assert sums["active"] == 15.0 * written + 100.0 * (written - 1)
        assert sums["standby"] == 3.0 * written
        with LedgerReader(path) as reader:
            sessions = reader.sessions(*ALL)
        assert len(sessions) == written
        assert sum(row.joules for s in sessions for row in s.energy) == sums["active"]
        if failures < fail_at:
            break
        fail_at += 1
    assert failures == fail_at - 1 > 10


# -- sessions left open and taken up again -----------------------------------------------------------------


def test_an_open_session_is_resumed_by_the_next_recorder(path: Path) -> None:
    first = MeasurementLedger(path)
    session = session_of()
    session.shared = True
    for _ in range(5):
        bookings = Bookings()
        book_active(bookings, session, 30.0, 2.0)
        write(first, bookings)
    first.close()
    second = MeasurementLedger(path)
    (resumed,) = second.open_sessions()
    assert resumed.workload == CHAT
    assert (resumed.start_wall_s, resumed.end_wall_s, resumed.start_day) == (DAY_S, DAY_S + 10, DAY)
    assert (resumed.active_s, resumed.peak_w, resumed.shared, resumed.open) == (10.0, 15.0, True, True)
    assert resumed.trace.watts() == pytest.approx(session.trace.watts(), abs=0.05)
    bookings = Bookings()
    book_active(bookings, resumed, 6.0)
    resumed.open = False
    write(second, bookings)
    assert second.open_sessions() == []
    second.close()
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(*ALL)
    assert sum(row.joules for row in record.energy) == 156.0
    assert (record.active_s, record.open) == (11.0, False)


def test_an_open_pending_session_is_still_pending(ledger: MeasurementLedger) -> None:
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN), 5.0)
    write(ledger, bookings)
    assert [session.workload for session in ledger.open_sessions()] == [UNKNOWN]


def test_a_session_row_deleted_meanwhile_does_not_stop_the_recorder(
    ledger: MeasurementLedger, path: Path
) -> None:
    session = session_of()
    write(ledger, full_batch(session))
    old_id = session.ledger_id
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA foreign_keys = ON")
    other.execute("DELETE FROM session")
    other.close()
    bookings = Bookings()
    book_active(bookings, session, 8.0)
    bookings.sessions.clear()  # named by its energy alone
    write(ledger, bookings)
    assert session.ledger_id not in (None, old_id)  # an id is never given twice
    assert all_joules(path) == {"active": 8.0, "standby": 3.0, "other": 2.0}
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(*ALL)
    assert [row.joules for row in record.energy] == [8.0]


def test_energy_of_a_session_that_nobody_touched_still_gets_its_session(
    ledger: MeasurementLedger, path: Path
) -> None:
    session, bookings = session_of(), Bookings()
    book_active(bookings, session, 8.0)
    bookings.sessions.clear()
    write(ledger, bookings)
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(*ALL)
    assert record.session_id == session.ledger_id
    assert [row.joules for row in record.energy] == [8.0]


# -- baselines and traces ----------------------------------------------------------------------------------


def test_the_newest_baseline_of_each_device(ledger: MeasurementLedger) -> None:
    assert ledger.baselines() == {}
    for number, watts in enumerate([10.0, 14.0, 9.0]):
        bookings = Bookings()
        bookings.baselines[GPU.key] = Baseline(watts)
        write(ledger, bookings, now_s=DAY_S + number)
    bookings = Bookings()
    bookings.baselines[CPU.key] = Baseline(0.0, asleep=True)
    write(ledger, bookings, now_s=DAY_S)
    assert ledger.baselines() == {GPU.key: Baseline(9.0), CPU.key: Baseline(0.0, asleep=True)}


@pytest.mark.parametrize("seconds", [0, 1, 119, 120, 121, 5000])
def test_a_trace_survives_packing(seconds: int) -> None:
    trace = PowerTrace()
    for second in range(seconds):
        trace.add(float(second), 1.0, 50.0 + second % 300 + 0.04)
    packed = pack_trace(trace)
    back = unpack_trace(packed)
    assert back.bucket_s == trace.bucket_s
    assert back.watts() == pytest.approx(trace.watts(), abs=0.0501)  # kept in tenths of a watt
    assert len(packed) < 280


@pytest.mark.parametrize(
    "blob", [None, b"", b"rubbish", pack_trace(PowerTrace())[:-3], b"x\x9c\x03\x00\x00\x00\x00\x01"]
)
def test_a_trace_that_is_gone_or_broken_is_an_empty_one(blob: bytes | None) -> None:
    assert unpack_trace(blob).joules == []


def test_absurd_watts_do_not_break_a_trace() -> None:
    trace = PowerTrace(2.0, [-5.0, 1e30, float("nan"), float("inf"), 2e29])
    assert unpack_trace(pack_trace(trace)).watts() == pytest.approx((0.0, 5e29, 0.0, 0.0, 1e29), rel=1e-4)


def test_the_devices_given_are_a_plain_iterable(ledger: MeasurementLedger, path: Path) -> None:
    ledger.write(full_batch(session_of()), iter(DEVICES), DAY_S, DAY, 0.0)
    assert all_joules(path)["active"] == 15.0
