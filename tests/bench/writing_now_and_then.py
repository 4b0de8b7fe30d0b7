"""A recorder at work: for each line that it is told it writes ten seconds of a session into a ledger."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.readings import Device, DeviceKind, Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.measurements import MeasurementLedger

GPU = Device("nvidia:GPU-bench", DeviceKind.GPU, "nvidia", "GeForce Bench", "0000:01:00.0")
CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen3:14b")


def main() -> None:
    """Argument: the ledger's file."""
    ledger = MeasurementLedger(Path(sys.argv[1]))
    day, begun_s = time.strftime("%Y-%m-%d"), time.time()
    session = Session(CHAT, begun_s, begun_s, day)
    print("ready", flush=True)
    for _ in sys.stdin:
        bookings = Bookings()
        session.active_s += 10.0
        session.end_wall_s += 10.0
        key = EnergyKey(day, GPU.key, State.ACTIVE, CHAT, session, Quality.COUNTER)
        bookings.book_energy(key, 2000.0, 10.0)
        bookings.touch(session)
        times = bookings.day(day)
        times.active_s += 10.0
        times.recorded_s += 10.0
        ledger.write(bookings, (GPU,), time.time(), day, 0.0)
        print("written", flush=True)
    ledger.close()


if __name__ == "__main__":
    main()
