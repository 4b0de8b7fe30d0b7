"""Kept sums are read by index, and neither they nor what asks for a few days walks through all energy."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.unit.ledger.making import CHAT, CPU, DAY, GPU, UNKNOWN, book_active, book_rest, session_of, write
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import Quality
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.month_sums import unsealed_spans
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.sealing import seal_all
from wattprint.recorder.store import Store

TODAY = "2026-07-08"


@pytest.fixture
def months(path: Path) -> Path:
    """Five months and a week of sessions, standby, an unknown program and counts."""
    recorder = MeasurementLedger(path)
    day = date(2026, 2, 3)
    while day.isoformat() < TODAY:
        iso, bookings = day.isoformat(), Bookings()
        book_active(bookings, session_of(CHAT, iso), 100.0, day=iso)
        book_active(bookings, session_of(UNKNOWN, iso), 50.0, day=iso, device=CPU, quality=Quality.MODELLED)
        book_rest(bookings, State.STANDBY, 10.0, workload=CHAT, day=iso)
        bookings.day(iso).recorded_s += 100.0
        write(recorder, bookings, day=iso)
        day += timedelta(days=7)
    recorder.close()
    with PersonLedger(path) as person:
        for month in range(2, 7):
            person.cloud.add(f"2026-{month:02}-11", "chatgpt.prompt", 3.0, 1.0)
    return path


@contextmanager
def statements_of(path: Path) -> Iterator[tuple[LedgerReader, Callable[[], list[str]]]]:
    """A reader, and the plan of every statement that it has run so far, a text each."""
    seen: list[str] = []
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.set_trace_callback(seen.append)
    other = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)

    def plans() -> list[str]:
        selects = [text for text in seen if text.lstrip().startswith(("SELECT", "WITH"))]
        return ["; ".join(row[3] for row in other.execute(f"EXPLAIN QUERY PLAN {text}")) for text in selects]

    yield LedgerReader(path, connection), plans
    connection.close()
    other.close()


def walks_through(plans: list[str], table: str) -> list[str]:
    return [plan for plan in plans if any(step.startswith(f"SCAN {table}") for step in plan.split("; "))]


def touches(plans: list[str], table: str) -> list[str]:
    return [plan for plan in plans if f" {table} " in f"{plan} "]


def test_totals_of_months_that_are_over_read_no_energy_at_all(months: Path) -> None:
    seal_all(months, TODAY)
    with statements_of(months) as (reader, plans):
        found = reader.sums("2026-02-01", "2026-06-30", ["2026-03-01"], ["2026-03-01"])
        assert [grain.first_day for grain in found.local] == [f"2026-{month:02}-01" for month in range(2, 7)]
        run = plans()
    assert touches(run, "month_energy")
    assert not touches(run, "energy")
    assert not touches(run, "session")
    for table in ("month_energy", "month_count", "month_seal", "day"):
        assert not walks_through(run, table), table


def test_days_are_found_by_index(months: Path) -> None:
    """Nothing is kept: a week is read by its days."""
    with statements_of(months) as (reader, plans):
        assert reader.sums("2026-03-02", "2026-03-08", [], []).local
        assert reader.days("2026-03-02", "2026-03-08")
        assert reader.open_sessions("2026-03-02", "2026-03-08")
        run = plans()
    assert touches(run, "energy")
    for table in ("energy", "session", "cloud_entry", "day"):
        assert not walks_through(run, table), table


def test_a_cut_within_a_month_reads_that_month_only(months: Path) -> None:
    seal_all(months, TODAY)
    with LedgerReader(months) as reader:
        grains = reader.sums("2026-02-01", "2026-07-04", ["2026-04-10"], []).local
    first_days = [grain.first_day for grain in grains]
    assert {"2026-02-01", "2026-03-01", "2026-05-01", "2026-06-01"} < set(first_days)
    assert sum(day.startswith("2026-04") for day in first_days) > 1
    assert "2026-04-01" not in first_days


def test_programs_and_sensors_are_told_without_walking_through_energy(months: Path) -> None:
    seal_all(months, TODAY)
    with statements_of(months) as (reader, plans):
        (program,) = reader.programs()
        applies = {device.key: device.baseline_applies for device in reader.devices()}
        run = plans()
    assert program.joules == pytest.approx(50.0 * 23)
    assert applies == {GPU.key: True, CPU.key: False}
    assert not walks_through(run, "energy")


def test_the_recorder_keeps_them_one_month_after_each_write(months: Path) -> None:
    store = Store(months)
    counts = []
    for _ in range(7):
        assert store.write(Bookings(), [], 1.0, TODAY, []).energy == {}
        counts.append(len(unsealed_spans(store.ledger.connection)))
    store.close()
    # Five months are over; the sixth, today's own, is never kept.
    assert counts == [5, 4, 3, 2, 1, 1, 1]


def test_a_new_day_looks_again(months: Path) -> None:
    store = Store(months)
    for _ in range(7):
        store.write(Bookings(), [], 1.0, TODAY, [])
    late = Bookings()
    book_active(late, session_of(CHAT, DAY), 10.0)
    store.write(late, [GPU], 1.0, TODAY, [])
    assert ("2026-03-01", "2026-03-31") in unsealed_spans(store.ledger.connection)
    store.write(Bookings(), [], 1.0, "2026-07-09", [])
    assert ("2026-03-01", "2026-03-31") not in unsealed_spans(store.ledger.connection)
    store.close()


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("UPDATE device SET kind = 'cpu' WHERE kind = 'gpu'", []),
        ("UPDATE device SET name = 'Another name'", ["2026-02", "2026-03"]),
        ("UPDATE baseline SET watts = 3", []),
        ("DELETE FROM baseline", []),
        ("DELETE FROM day WHERE local_day = '2026-02-03'", ["2026-03"]),
        ("UPDATE day SET recorded_s = recorded_s + 1", ["2026-02", "2026-03"]),
        ("UPDATE day SET recorded_s = 0 WHERE local_day LIKE '2026-03%'", ["2026-02"]),
        ("UPDATE energy SET local_day = '2026-04-01' WHERE local_day LIKE '2026-03%'", ["2026-02"]),
        ("DELETE FROM session WHERE start_day LIKE '2026-02%'", ["2026-03"]),
        ("UPDATE session SET end_s = end_s + 1", ["2026-02", "2026-03"]),
        ("INSERT INTO made (session_id) SELECT min(id) FROM session", ["2026-03"]),
        ("INSERT INTO piece SELECT max(id), min(id), 0.5 FROM session", []),  # both sessions' months
        ("INSERT INTO annotation (session_id, title) SELECT min(id), 'x' FROM session", ["2026-03"]),
        ("UPDATE cloud_entry SET note = 'x'", ["2026-02", "2026-03"]),
        ("DELETE FROM cloud_entry", []),
    ],
)
def test_sums_go_with_whatever_they_were_made_of(path: Path, statement: str, left: list[str]) -> None:
    recorder = MeasurementLedger(path)
    for day in ("2026-02-03", "2026-03-03"):
        bookings = Bookings()
        book_active(bookings, session_of(CHAT, day), 100.0, day=day)
        bookings.day(day).recorded_s += 100.0
        bookings.baselines[GPU.key] = Baseline(5.0)
        write(recorder, bookings, day=day, now_s=float(day.replace("-", "")))
        with PersonLedger(path) as person:
            person.cloud.add(day, "chatgpt.prompt", 3.0, 1.0)
    seal_all(path, TODAY)
    connection = recorder.connection
    assert [month for (month,) in connection.execute("SELECT month FROM month_seal")] == [
        "2026-02",
        "2026-03",
    ]
    connection.execute(statement)
    for table in ("month_seal", "month_energy", "month_count"):
        months = [month for (month,) in connection.execute(f"SELECT DISTINCT month FROM {table}")]
        assert sorted(months) == left, table
    recorder.close()
