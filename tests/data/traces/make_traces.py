"""Makes the synthetic traces of this folder; run it again and the files are the same to the byte.

    PYTHONPATH=desktop python tests/data/traces/make_traces.py [FOLDER]

No hardware was involved. Each trace is a made-up load: a list of (seconds, watts, who) steps. The truth is
exact, because the power is constant within a step and steps end on whole seconds: energy = sum of seconds x
watts. The power column is what a sensor shows that averages the second before; the counter column is the
exact integral.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wattprint.domain.readings import Device, DeviceKind, Instant, ProcessOnDevice, Reading
from wattprint.metering.trace import TraceWriter

PROGRAMS = {4242: "ollama", 4301: "python3", 2100: "gnome-shell"}
OLLAMA, COMFY, DESKTOP = 4242, 4301, 2100
GPU = Device(
    "nvidia:GPU-synthetic-0", DeviceKind.GPU, "nvidia", "Synthetic GPU", "0000:01:00.0", limit_w=320.0
)
CPU = Device("cpu", DeviceKind.CPU, "intel", "Synthetic CPU", limit_w=120.0)


@dataclass(frozen=True)
class Step:
    """Constant load for whole seconds. shares: SM share per pid of those that hold a context."""

    seconds: int
    watts: float
    shares: dict[int, float]
    busy_cores: float = 0.3


IDLE = Step(30, 28.0, {DESKTOP: 0.02})
LOADED = Step(20, 41.0, {DESKTOP: 0.01, OLLAMA: 0.0})
PROMPT = Step(3, 310.0, {DESKTOP: 0.0, OLLAMA: 0.97}, busy_cores=1.4)
ANSWER = Step(11, 262.0, {DESKTOP: 0.01, OLLAMA: 0.88}, busy_cores=1.2)
READING = Step(40, 44.0, {DESKTOP: 0.02, OLLAMA: 0.0})
IMAGE = Step(25, 305.0, {DESKTOP: 0.01, OLLAMA: 0.0, COMFY: 0.98}, busy_cores=1.1)

#: Three questions, the model stays loaded in between, then an image beside it: 28 -> 310 W and back.
CHAT = [IDLE, LOADED, PROMPT, ANSWER, READING, PROMPT, ANSWER, READING, PROMPT, ANSWER, IMAGE, LOADED, IDLE]


def seconds_of(steps: list[Step]) -> Iterator[Step]:
    """One entry for each second."""
    for step in steps:
        for _ in range(step.seconds):
            yield step


def readings(
    steps: list[Step], *, counter: bool, shares: bool, reset_at: int | None = None
) -> Iterator[Reading]:
    """One GPU reading a second, the first at 0 s before anything was used."""
    total_j = 71_234.5
    for second, step in enumerate([steps[0], *seconds_of(steps)]):
        total_j += step.watts if second else 0.0
        if reset_at is not None and second == reset_at:
            total_j = step.watts
        yield Reading(
            device_key=GPU.key,
            at=Instant(float(second), float(second), float(second)),
            energy_j=round(total_j, 3) if counter else None,
            power_w=step.watts,
            utilisation=min(1.0, round(sum(step.shares.values()), 2)),
            processes=tuple(
                ProcessOnDevice(pid, share if shares else None, compute=pid != DESKTOP)
                for pid, share in step.shares.items()
            ),
            shares_known=shares,
        )


def cpu_readings(steps: list[Step]) -> Iterator[Reading]:
    """One CPU reading a second: 6 W idle and 9 W for each busy core."""
    energy_j, busy_s = 10_000.0, 500.0
    for second, step in enumerate([steps[0], *seconds_of(steps)]):
        if second:
            energy_j += 6.0 + 9.0 * step.busy_cores
            busy_s += step.busy_cores
        yield Reading(
            device_key=CPU.key,
            at=Instant(float(second), float(second), float(second)),
            energy_j=round(energy_j, 3),
            utilisation=round(step.busy_cores / 16, 4),
            cpu_busy_s=round(busy_s, 3),
        )


def asleep_readings() -> Iterator[Reading]:
    """A laptop's GPU: asleep for a minute, one answer, asleep again."""
    steps = [
        Step(60, 0.0, {}),
        Step(4, 12.0, {OLLAMA: 0.0}),
        ANSWER,
        Step(6, 12.0, {OLLAMA: 0.0}),
        Step(60, 0.0, {}),
    ]
    total_j = 500.0
    for second, step in enumerate([steps[0], *seconds_of(steps)]):
        total_j += step.watts if second else 0.0
        at = Instant(float(second), float(second), float(second))
        if not step.shares:
            yield Reading(GPU.key, at, asleep=True)
        else:
            yield Reading(
                GPU.key,
                at,
                energy_j=round(total_j, 3),
                power_w=step.watts,
                utilisation=step.shares[OLLAMA],
                processes=tuple(ProcessOnDevice(pid, share, True) for pid, share in step.shares.items()),
                shares_known=True,
            )


def make(folder: Path) -> None:
    """Write all traces into the folder, over the old ones."""
    plans: dict[str, tuple[str, list[Iterator[Reading]]]] = {
        "chat-counter": (
            "counter, power and shares",
            [readings(CHAT, counter=True, shares=True), cpu_readings(CHAT)],
        ),
        "chat-power": (
            "power only, no shares",
            [readings(CHAT, counter=False, shares=False), cpu_readings(CHAT)],
        ),
        "counter-reset": (
            "counter falls at 120 s",
            [readings(CHAT, counter=True, shares=True, reset_at=120)],
        ),
        "laptop-asleep": ("GPU asleep before and after", [asleep_readings()]),
    }
    for name, (what, streams) in plans.items():
        path = folder / f"{name}.jsonl"
        path.unlink(missing_ok=True)
        with TraceWriter(path, synthetic=True, note=f"SYNTHETIC: {what}", programs=PROGRAMS) as writer:
            devices = (GPU, CPU) if len(streams) == 2 else (GPU,)
            for tick in zip(*streams, strict=True):
                writer.write(devices, tick)
        path.chmod(0o644)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
