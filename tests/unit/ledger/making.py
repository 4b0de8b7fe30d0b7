"""Building stones for tests of the ledger: two devices, an app, and what a recorder would have booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.readings import Device, DeviceKind, Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.measurements import MeasurementLedger

GPU = Device("nvidia:GPU-1111", DeviceKind.GPU, "nvidia", "GeForce Test", "0000:01:00.0")
CPU = Device("cpu", DeviceKind.CPU, "intel", "Core Test")
DEVICES = (GPU, CPU)

CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen2.5-0.5b")
UNKNOWN = Workload("program:python3/mystery.py", "mystery.py", None, Kind.OTHER, pending=True)

DAY = "2026-03-10"
NEXT_DAY = "2026-03-11"
DAY_S = 1_773_136_800.0  # 2026-03-10T10:00:00Z

ALL = ("0000-01-01", "9999-12-31")


def session_of(workload: Workload = CHAT, day: str = DAY, start_s: float = DAY_S) -> Session:
    """A session that has just begun."""
    return Session(workload, start_s, start_s, day)


def book_active(
    bookings: Bookings,
    session: Session,
    joules: float,
    seconds: float = 1.0,
    *,
    device: Device = GPU,
    day: str = DAY,
    quality: Quality = Quality.COUNTER,
) -> None:
    """What the domain books for one active slice of a session."""
    key = EnergyKey(day, device.key, State.ACTIVE, session.workload, session, quality)
    bookings.book_energy(key, joules, seconds)
    session.active_s += seconds
    session.end_wall_s += seconds
    session.trace.add(session.active_s - seconds, seconds, joules)
    session.peak_w = max(session.peak_w, joules / seconds)
    bookings.touch(session)


def book_rest(
    bookings: Bookings,
    state: State,
    joules: float,
    seconds: float = 1.0,
    *,
    workload: Workload | None = None,
    device: Device = GPU,
    day: str = DAY,
    quality: Quality = Quality.COUNTER,
) -> None:
    """Energy outside sessions: standby of a workload, or nobody's."""
    bookings.book_energy(EnergyKey(day, device.key, state, workload, None, quality), joules, seconds)


def write(
    ledger: MeasurementLedger, bookings: Bookings, *, now_s: float = DAY_S, day: str = DAY, cpu_s: float = 0.0
) -> None:
    """Write with the devices of this module."""
    ledger.write(bookings, DEVICES, now_s, day, cpu_s)


def all_joules(path: Path) -> dict[str, float]:
    """Joules in the ledger by state, pending ones included."""
    sums: dict[str, float] = {}
    with LedgerReader(path) as reader:
        for record in reader.days(*ALL).values():
            for part in record.energy:
                sums[part.row.state.value] = sums.get(part.row.state.value, 0.0) + part.row.joules
    return sums
