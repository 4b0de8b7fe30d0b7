"""Makes the trace that `wattprint --demo` plays; run it again and the file is the same to the byte.

    .venv/bin/python packaging/demo/make_trace.py [FILE]

No hardware was involved: the load is the list of steps in resources/data/demo/demo.toml, trembling a little.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wattprint.domain.readings import Instant, ProcessOnDevice, Reading
from wattprint.metering.trace import TraceWriter
from wattprint.reference.demo import load_demo, trace_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.reference.demo import DemoScript, DemoStep

DESKTOP_PID = 2100

#: Power of a real card is never still; of the desktop neither.
TREMBLE = 0.03


def seconds_of(script: DemoScript) -> Iterator[DemoStep]:
    """One entry for each second; the first once more, for the reading at 0 s."""
    yield script.steps[0]
    for step in script.steps:
        for _ in range(step.seconds):
            yield step


def readings(script: DemoScript) -> Iterator[tuple[Reading, Reading]]:
    """GPU and CPU, once a second."""
    draw = random.Random(script.seed)  # noqa: S311 -- it is a demo
    cores = {program.pid: program.cpu_cores for program in script.programs}
    gpu_j, cpu_j, busy_s = 40_000.0, 15_000.0, 900.0
    for second, step in enumerate(seconds_of(script)):
        at = Instant(float(second), float(second), float(second))
        watts = step.gpu_w * draw.uniform(1 - TREMBLE, 1 + TREMBLE)
        desktop = draw.uniform(0.0, 0.02)
        busy = script.cpu.desktop_cores * draw.uniform(0.8, 1.2) + cores.get(step.at_work, 0.0)
        if second:
            gpu_j += watts
            cpu_j += script.cpu.idle_w + script.cpu.per_core_w * busy
            busy_s += busy
        share = round(draw.uniform(0.9, 0.97), 3)
        on_card = [ProcessOnDevice(DESKTOP_PID, round(desktop, 3), compute=False)]
        on_card += [ProcessOnDevice(pid, share * (pid == step.at_work), compute=True) for pid in step.loaded]
        yield (
            Reading(
                script.gpu.device.key,
                at,
                energy_j=round(gpu_j, 1),
                power_w=round(watts, 1),
                utilisation=round(sum(process.sm_share or 0.0 for process in on_card), 3),
                processes=tuple(on_card),
                shares_known=True,
            ),
            Reading(script.cpu.device.key, at, energy_j=round(cpu_j, 1), cpu_busy_s=round(busy_s, 2)),
        )


def make(path: Path) -> None:
    """Write the trace over the old one."""
    script = load_demo()
    programs = {DESKTOP_PID: "gnome-shell"}
    programs |= {program.pid: program.workloads[0].app_name.split("/")[0] for program in script.programs}
    path.unlink(missing_ok=True)
    with TraceWriter(
        path, synthetic=True, note="SYNTHETIC: the demo's invented load", programs=programs
    ) as out:
        for pair in readings(script):
            out.write((script.gpu.device, script.cpu.device), pair)
    path.chmod(0o644)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else trace_path())
