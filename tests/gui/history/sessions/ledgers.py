"""Real ledgers with sessions in them, as a recorder would have booked them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.readings import Device, DeviceKind, Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.measurements import MeasurementLedger

GPU = Device("nvidia:GPU-1111", DeviceKind.GPU, "nvidia", "GeForce Test", "0000:01:00.0")
CPU = Device("cpu", DeviceKind.CPU, "intel", "Core Test")

CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen3:14b")
IMAGE = Workload("comfyui", "ComfyUI", None, Kind.IMAGE)

#: 2026-03-10, 10:00 UTC.
FIRST_S = datetime(2026, 3, 10, 10, tzinfo=UTC).timestamp()
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session: joules in so many seconds, evenly."""

    workload: Workload = CHAT
    after_s: float = 0.0
    seconds: float = 600.0
    joules: float = 72000.0
    quality: Quality = Quality.COUNTER
    device: Device = GPU
    open: bool = False
    shared: bool = False


def book(path: Path, sittings: Iterable[Sitting], *, baseline_w: float | None = 20.0) -> None:
    """Write sessions into a ledger of the current schema; the GPU's baseline, unless it is being learned."""
    bookings = Bookings()
    for one in sittings:
        start_s = FIRST_S + one.after_s
        day = datetime.fromtimestamp(start_s, UTC).date().isoformat()
        session = Session(one.workload, start_s, start_s + one.seconds, day, open=one.open)
        session.active_s, session.peak_w, session.shared = one.seconds, one.joules / one.seconds, one.shared
        session.trace.add(0.0, one.seconds, one.joules)
        key = EnergyKey(day, one.device.key, State.ACTIVE, one.workload, session, one.quality)
        bookings.book_energy(key, one.joules, one.seconds)
        bookings.touch(session)
    if baseline_w is not None:
        bookings.baselines[GPU.key] = Baseline(baseline_w)
    ledger = MeasurementLedger(path)
    ledger.write(bookings, (GPU, CPU), FIRST_S, "2026-03-10", 0.0)
    ledger.close()


def many(number: int) -> list[Sitting]:
    """Sessions an hour apart, each with more energy than the one before, of two apps in turn."""
    return [
        Sitting((CHAT, IMAGE)[place % 2], place * HOUR_S, joules=3600.0 * (place + 1))
        for place in range(number)
    ]
