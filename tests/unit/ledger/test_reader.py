"""What the ledger answers: days, sessions, baselines as they were, and by index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import (
    ALL,
    CHAT,
    CPU,
    DAY,
    DAY_S,
    GPU,
    NEXT_DAY,
    UNKNOWN,
    book_active,
    book_rest,
    session_of,
    write,
)
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.footprint import footprint
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.energy_rows import BaselineHistory
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.measurements import MeasurementLedger

DAY_LENGTH_S = 86400.0


def exact(vendor: str, quality: Quality, kind: DeviceKind) -> tuple[float, float]:
    return 1.0, 1.0


def learn(ledger: MeasurementLedger, day: str, watts: float, now_s: float) -> None:
    bookings = Bookings()
    bookings.baselines[GPU.key] = Baseline(watts)
    write(ledger, bookings, now_s=now_s, day=day)


# -- nothing, and gaps -------------------------------------------------------------------------------------


def test_an_empty_ledger_knows_nothing_and_invents_nothing(path: Path) -> None:
    with LedgerReader(path) as reader:
        assert reader.days(*ALL) == {}
        assert reader.sessions(*ALL) == []
        assert reader.devices() == []
        assert reader.coverage(*ALL) == []
        assert reader.faults() == []
        assert reader.programs() == []
        summary = reader.summary()
    assert (summary.first_day, summary.last_day) == (None, None)
    assert (summary.session_count, summary.pending_count) == (0, 0)
    assert (summary.recorder_cpu_s, summary.recorded_s) == (0.0, 0.0)
    assert summary.size_bytes == path.stat().st_size


def test_days_come_in_order_and_both_ends_count(ledger: MeasurementLedger, path: Path) -> None:
    for day in ("2026-03-12", "2026-03-10", "2026-03-11", "2026-02-28"):
        bookings = Bookings()
        bookings.day(day).recorded_s += 1.0
        write(ledger, bookings, day=day)
    with LedgerReader(path) as reader:
        assert list(reader.days(*ALL)) == ["2026-02-28", "2026-03-10", "2026-03-11", "2026-03-12"]
        assert list(reader.days("2026-03-10", "2026-03-11")) == ["2026-03-10", "2026-03-11"]
        assert reader.days("2026-03-01", "2026-03-09") == {}
        assert reader.days("2026-03-11", "2026-03-10") == {}
        summary = reader.summary()
    assert (summary.first_day, summary.last_day) == ("2026-02-28", "2026-03-12")


def test_a_day_on_which_the_recorder_only_paused_is_not_a_recorded_zero(
    ledger: MeasurementLedger, path: Path
) -> None:
    bookings = Bookings()
    bookings.day(DAY).paused_s += 60.0
    write(ledger, bookings)
    with LedgerReader(path) as reader:
        record = reader.days(DAY, DAY)[DAY]
    assert record.times is not None
    assert (record.times.recorded_s, record.times.paused_s) == (0.0, 60.0)
    assert record.energy == []


def test_sessions_are_listed_by_their_start_oldest_first(ledger: MeasurementLedger, path: Path) -> None:
    bookings = Bookings()
    for day, hour in ((NEXT_DAY, 24), (DAY, 5), (DAY, 2), (NEXT_DAY, 22)):
        session = session_of(Workload(f"app-{hour}", "App", None, Kind.CHAT), day, DAY_S + hour * 3600)
        book_active(bookings, session, 1.0, day=day)
    write(ledger, bookings)
    with LedgerReader(path) as reader:
        assert [session.app for session in reader.sessions(*ALL)] == ["app-2", "app-5", "app-22", "app-24"]
        assert [session.app for session in reader.sessions(DAY, DAY)] == ["app-2", "app-5"]


def test_two_like_cards_are_named_once_per_session(ledger: MeasurementLedger, path: Path) -> None:
    session, bookings = session_of(), Bookings()
    for quality in (Quality.COUNTER, Quality.POWER):
        book_active(bookings, session, 1.0, quality=quality)
    book_active(bookings, session, 1.0, device=CPU, quality=Quality.MODELLED)
    write(ledger, bookings)
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(*ALL)
    assert record.devices == (GPU.name, CPU.name)
    assert {row.quality for row in record.energy} == set(Quality)


# -- sums --------------------------------------------------------------------------------------------------


def test_days_sessions_and_footprint_tell_one_story(ledger: MeasurementLedger, path: Path) -> None:
    """A chat over midnight, another app, standby, idle: every sum from the same rows."""
    learn(ledger, DAY, 10.0, DAY_S)
    over_midnight = session_of()
    image = session_of(Workload("comfyui", "ComfyUI", None, Kind.IMAGE))
    bookings = Bookings()
    book_active(bookings, over_midnight, 3600.0, 12.0)
    book_active(bookings, image, 7200.0, 60.0)
    book_rest(bookings, State.STANDBY, 900.0, 30.0, workload=CHAT)  # 10 W x 30 s of it are the card's own
    book_rest(bookings, State.IDLE, 500.0, 50.0)
    write(ledger, bookings)
    bookings = Bookings()
    book_active(bookings, over_midnight, 1800.0, 6.0, day=NEXT_DAY)
    write(ledger, bookings, day=NEXT_DAY)
    with LedgerReader(path) as reader:
        days, sessions = reader.days(*ALL), reader.sessions(*ALL)
    totals = {day: footprint(record.counted, exact) for day, record in days.items()}
    assert totals[DAY].local.central == pytest.approx((3600 + 7200 + 600) / 3600)
    assert totals[NEXT_DAY].local.central == pytest.approx(0.5)
    assert totals[DAY].idle_wh == pytest.approx((12 + 60) * 10 / 3600)
    assert totals[DAY].standby_wh == pytest.approx(600 / 3600)
    assert totals[DAY].unattributed_wh == pytest.approx((300 + 500) / 3600)
    by_session = {s.app: footprint(s.energy, exact) for s in sessions}
    assert by_session["ollama"].local.central == pytest.approx(1.5)
    assert by_session["comfyui"].local.central == pytest.approx(2.0)
    whole = footprint([row for record in days.values() for row in record.counted], exact)
    parts = sum(total.local.central for total in by_session.values())
    assert whole.standby_wh is not None
    assert whole.local.central == pytest.approx(parts + whole.standby_wh)
    assert whole.idle_wh == pytest.approx(sum(total.idle_wh or 0.0 for total in by_session.values()))


# -- baselines as they were --------------------------------------------------------------------------------


def test_a_baseline_holds_from_its_day_on_and_the_first_for_all_before(
    ledger: MeasurementLedger, path: Path
) -> None:
    for day in ("2026-03-05", "2026-03-10", "2026-03-12", "2026-03-20"):
        bookings = Bookings()
        book_active(bookings, session_of(day=day), 100.0, day=day)
        write(ledger, bookings, day=day)
    with LedgerReader(path) as reader:
        rows = [row for record in reader.days(*ALL).values() for row in record.counted]
        assert {row.baseline_w for row in rows} == {None}  # learning
    learn(ledger, "2026-03-10", 10.0, DAY_S)
    with LedgerReader(path) as reader:
        before = {day: record.counted[0].baseline_w for day, record in reader.days(*ALL).items()}
    assert before == dict.fromkeys(before, 10.0)  # filled in, for the days before too
    learn(ledger, "2026-03-15", 20.0, DAY_S + 5 * DAY_LENGTH_S)
    learn(ledger, "2026-03-15", 22.0, DAY_S + 5.5 * DAY_LENGTH_S)
    with LedgerReader(path) as reader:
        after = {day: record.counted[0].baseline_w for day, record in reader.days(*ALL).items()}
        sessions = [session.energy[0].baseline_w for session in reader.sessions(*ALL)]
        history = BaselineHistory(reader._connection)
    assert after == {"2026-03-05": 10.0, "2026-03-10": 10.0, "2026-03-12": 10.0, "2026-03-20": 22.0}
    assert sessions == list(after.values())
    watts = [history.watts(1, f"2026-03-{day:02}") for day in (1, 9, 10, 14, 15, 16, 31)]
    assert watts == [10.0, 10.0, 10.0, 10.0, 22.0, 22.0, 22.0]
    assert history.watts(2, "2026-03-10") is None


def test_devices_show_their_newest_baseline(ledger: MeasurementLedger, path: Path) -> None:
    bookings = Bookings()
    bookings.book_coverage(DAY, CPU.key, "measured", 1.0)
    write(ledger, bookings)
    learn(ledger, DAY, 10.0, DAY_S)
    learn(ledger, DAY, 11.0, DAY_S + 700)
    with LedgerReader(path) as reader:
        assert {device.key: device.baseline_w for device in reader.devices()} == {
            CPU.key: None,
            GPU.key: 11.0,
        }


# -- by index ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [lambda r: r.days(DAY, NEXT_DAY), lambda r: r.sessions(DAY, NEXT_DAY), lambda r: r.coverage(DAY, DAY)],
)
def test_a_range_is_found_by_index(ledger: MeasurementLedger, path: Path, question: object) -> None:
    """No query over a range may read tables that grow from end to end."""
    bookings = Bookings()
    book_active(bookings, session_of(), 5.0)
    book_active(bookings, session_of(UNKNOWN), 5.0)
    write(ledger, bookings)
    with LedgerReader(path) as reader:
        asked: list[str] = []
        reader._connection.set_trace_callback(asked.append)
        assert callable(question)
        question(reader)
        reader._connection.set_trace_callback(None)
        plans = [
            row[3]
            for statement in asked
            if statement.startswith("SELECT")
            for row in reader._connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    assert any("INDEX" in step or "PRIMARY KEY" in step for step in plans)
    growing = ("energy", "session", "coverage", "day")
    assert [step for step in plans if step.startswith("SCAN") and step.split()[1] in growing] == []
