"""What a machine draws at rest is told as it goes on: a number that says "now" must be one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.unit.recorder.simulation import START_S, Simulation
from wattprint.metering.cpu import CpuMeter
from wattprint.metering.cpu_busy import CoreSeconds
from wattprint.metering.rapl import RaplCounter
from wattprint.recorder.sight import Sight


class HalfACore:
    """Busy time of half a core, and of two from 100 s on."""

    def __init__(self) -> None:
        self.now_s: Callable[[], float] = lambda: 0.0

    def read(self) -> CoreSeconds:
        passed_s = self.now_s() - START_S
        return CoreSeconds(0.5 * passed_s + 1.5 * max(0.0, passed_s - 100), 16 * passed_s)

    def close(self) -> None:
        pass


def test_the_watts_of_a_machine_without_a_card_follow_it_at_rest(tmp_path: Path) -> None:
    busy = HalfACore()
    meter = CpuMeter(5.0, rapl=RaplCounter(tmp_path / "powercap"), busy=busy)
    simulation = Simulation(tmp_path, meters=[meter])
    busy.now_s = lambda: simulation.clock.monotonic_s
    simulation.record(200)
    told = [one for one in simulation.memory.of("sight") if isinstance(one, Sight)]
    assert len(told) >= 200 / 12, "about every ten seconds"
    first, last = (told[at].devices[0].power_w for at in (2, -1))
    assert first is not None
    assert last is not None
    assert last > 2 * first
