"""A year of eight hours of AI a day stays small."""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import CPU, DEVICES, GPU
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.readings import Quality
from wattprint.domain.slices import Fault
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS = 365
SESSIONS_A_DAY = 15
SESSION_S = 8 * 3600 / SESSIONS_A_DAY
BUDGET_BYTES = 5_000_000

APPS = [
    Workload(app, app.title(), engine, kind, model)
    for app, engine, kind in (
        ("ollama", "llama-server", Kind.CHAT),
        ("lm-studio", "llama-server", Kind.CHAT),
        ("comfyui", None, Kind.IMAGE),
        ("whisper.cpp", None, Kind.SPEECH),
    )
    for model in ("qwen2.5-7b-instruct-q4_k_m", "mistral-small-3.2-24b", "flux.1-dev-fp8", None)
]


@pytest.fixture
def far_east(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fourteen hours ahead: the further from UTC, the more bytes an offset takes, in every session."""
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
    yield
    if hasattr(time, "tzset"):
        monkeypatch.undo()
        time.tzset()


def a_day(dice: random.Random, day: str, start_s: float, sessions: list[Session]) -> Bookings:
    """Everything that one day adds; `sessions` gets those that began, still open."""
    bookings = Bookings()
    for number in range(SESSIONS_A_DAY):
        workload = dice.choice(APPS)
        begin_s = start_s + number * 2 * SESSION_S
        session = Session(
            workload, begin_s, begin_s + SESSION_S, day, SESSION_S, peak_w=dice.uniform(80, 400)
        )
        for second in range(0, int(SESSION_S), 8):  # a busy card's watts never repeat: nothing to compress
            session.trace.add(float(second), 8.0, dice.uniform(300, 3200))
        for device, quality in ((GPU, Quality.COUNTER), (CPU, Quality.MODELLED)):
            key = EnergyKey(day, device.key, State.ACTIVE, workload, session, quality)
            bookings.book_energy(key, dice.uniform(1e3, 1e5), SESSION_S)
            bookings.book_energy(
                EnergyKey(day, device.key, State.STANDBY, workload, None, quality), dice.uniform(1, 1e4), 60.0
            )
        bookings.touch(session)
        sessions.append(session)
    for device in DEVICES:
        for state in (State.IDLE, State.OTHER, State.CONTESTED, State.BRIDGED):
            key = EnergyKey(day, device.key, state, None, None, Quality.COUNTER)
            bookings.book_energy(key, dice.uniform(1, 1e5), 3600.0)
        for how in ("measured", "asleep", "paused", "unmeasured"):
            bookings.book_coverage(day, device.key, how, dice.uniform(1, 1e4))
        for fault in (Fault.STALL, Fault.SUSPEND):
            bookings.book_fault(day, device.key, fault)
    bookings.day(day).recorded_s += 50_000.0
    return bookings


def test_a_year_of_eight_hours_a_day_stays_under_the_budget(path: Path, far_east: None) -> None:
    dice, ledger = random.Random(4), MeasurementLedger(path)
    ledger.connection.execute("PRAGMA synchronous = OFF")  # for the test's speed: sizes are the same
    first = date(2026, 1, 1)
    for number in range(DAYS):
        today = first + timedelta(days=number)
        start_s = datetime(today.year, today.month, today.day, 6, tzinfo=UTC).timestamp()
        sessions: list[Session] = []
        ledger.write(
            a_day(dice, today.isoformat(), start_s, sessions), DEVICES, start_s, today.isoformat(), 1.0
        )
        # As in life, a session is written again with a longer trace when it ends, and baselines move.
        bookings = Bookings()
        for session in sessions:
            session.open = False
            bookings.touch(session)
        bookings.baselines[GPU.key] = Baseline(dice.uniform(8, 30))
        ledger.write(bookings, DEVICES, start_s + 3600, today.isoformat(), 0.0)
        for hour in range(2, 8):
            bookings = Bookings(baselines={GPU.key: Baseline(dice.uniform(8, 30))})
            ledger.write(bookings, DEVICES, start_s + hour * 3600, today.isoformat(), 0.0)
    ledger.close()
    with PersonLedger(path) as person:
        while person.keep_missing_sums():
            pass
    with LedgerReader(path) as reader:
        summary = reader.summary()
        sessions_read = reader.sessions("2026-06-01", "2026-06-30")
    assert summary.session_count == DAYS * SESSIONS_A_DAY
    assert len(sessions_read) == 30 * SESSIONS_A_DAY
    assert path.stat().st_size < BUDGET_BYTES, f"{path.stat().st_size:,} bytes a year"
