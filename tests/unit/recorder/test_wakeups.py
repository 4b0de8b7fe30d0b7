"""How often the recorder wakes up: its two beats, of looks and of the process watch, keep in step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from tests.fakes.fake_nvml import FakeCard, FakeDriver, FakeProcess, Phase, Scenario, Wave
from tests.unit.recorder.simulation import START_S, SimulatedInbox, SimulatedWatch, Simulation
from wattprint.domain.workload import Kind, Workload
from wattprint.recorder.cadence import IDLE_S, WATCH_S
from wattprint.recorder.inbox import Command
from wattprint.recorder.loop import COALESCE_S
from wattprint.recorder.sight import Sight
from wattprint.workloads.watch import SECOND_LOOK_S

CHAT = Workload("llama.cpp", "llama.cpp", "llama-server", Kind.CHAT)
PID = 4242
SECONDS = 600.0

#: Twelve wake-ups in a minute.
ONLY_THE_WATCH = 1 / WATCH_S


class LateInbox(SimulatedInbox):
    """A system that wakes a sleeper a little late, the later the longer it slept, as real ones do."""

    def wait(self, seconds: float) -> list[Command]:
        commands = super().wait(seconds)
        self.clock.move(0.002 + 0.004 * max(0.0, seconds))
        return commands


@dataclass
class NotedWatch(SimulatedWatch):
    """Notes when it was refreshed and when it was looked; a program is born before each time in births."""

    births: Callable[[float], bool] = lambda _monotonic_s: False
    refreshed_s: list[float] = field(default_factory=list)
    looked_s: list[float] = field(default_factory=list)

    def refresh(self, monotonic_s: float) -> bool:
        self.refreshed_s.append(monotonic_s)
        if self.next_look_s is not None and self.next_look_s <= monotonic_s:
            self.next_look_s = None
        if self.next_look_s is None and self.births(monotonic_s):
            self.next_look_s = monotonic_s + SECOND_LOOK_S
        return super().refresh(monotonic_s)

    def engine_cpu_s(self) -> Mapping[Workload, float]:
        self.looked_s.append(self.clock.monotonic_s)
        return super().engine_cpu_s()


@dataclass
class Machine:
    """A simulation with its watch; wakeups_per_s is what it came to."""

    simulation: Simulation
    watch: NotedWatch
    wakeups_per_s: float = 0.0

    def record(self) -> None:
        self.simulation.record(SECONDS)
        self.wakeups_per_s = self.simulation.inbox.waits / SECONDS


def machine(
    folder: Path, driver: FakeDriver, *, births: bool, model_at_s: float | None = None, works: bool = False
) -> Machine:
    """births: programs start all the time. model_at_s: when a server starts; works: it is always busy."""
    busy = FakeProcess(PID, 90.0, when="always")
    load = Phase(10, 250, 95) if works else Phase(10, 20, 0)
    card = FakeCard(waves=(Wave((load,)),), processes=(busy,) if works else ())
    driver.play(Scenario((card,)))
    simulation = Simulation(folder, driver)
    watch = NotedWatch(simulation.clock, births=lambda _s: births)
    simulation.watch = watch
    simulation.inbox = LateInbox(simulation.clock)
    if model_at_s is not None:
        simulation.at(model_at_s, lambda: watch.run(PID, CHAT))
    return Machine(simulation, watch)


def longest_s(times_s: list[float]) -> float:
    return max(later - sooner for sooner, later in pairwise(times_s))


def test_a_quiet_machine_is_woken_by_the_watch_alone(tmp_path: Path, driver: FakeDriver) -> None:
    at_rest = machine(tmp_path, driver, births=False)
    at_rest.record()
    assert at_rest.wakeups_per_s <= ONLY_THE_WATCH + 0.01
    assert longest_s(at_rest.watch.looked_s) <= IDLE_S + 2 * COALESCE_S


def test_second_looks_do_not_put_the_beats_out_of_step(tmp_path: Path, driver: FakeDriver) -> None:
    """Looks of every 10 s and watches of every 5 s that began 2 s apart would wake it three times in 10 s."""
    at_rest = machine(tmp_path, driver, births=True)
    at_rest.record()
    assert at_rest.wakeups_per_s <= 0.25
    assert longest_s(at_rest.watch.looked_s) <= IDLE_S + 2 * COALESCE_S
    assert longest_s(at_rest.watch.refreshed_s) <= WATCH_S + 2 * COALESCE_S


@pytest.mark.parametrize("births", [False, True])
@pytest.mark.parametrize("works", [False, True])
@pytest.mark.parametrize("model_at_s", [61.3, 62.9, 64.1])
def test_a_model_is_watched_at_the_looks_themselves(
    tmp_path: Path, driver: FakeDriver, model_at_s: float, works: bool, births: bool
) -> None:
    """Loaded it is looked at every 2 s, at work every second: no wake-up is the watch's own."""
    served = machine(tmp_path, driver, births=births, model_at_s=model_at_s, works=works)
    served.record()
    looks_per_s = 1.0 if works else 0.5
    rested_s = 65.0
    assert served.wakeups_per_s <= (0.25 * rested_s + looks_per_s * (SECONDS - rested_s)) / SECONDS + 0.01
    assert longest_s(served.watch.refreshed_s) <= WATCH_S + 2 * COALESCE_S
    after = [at_s for at_s in served.watch.looked_s if at_s > START_S + model_at_s]
    assert after[0] <= START_S + model_at_s + WATCH_S + 2 * COALESCE_S, "no later than the watch's next turn"
    assert longest_s(after) <= 1 / looks_per_s + COALESCE_S


def test_watts_at_rest_stay_fresh_where_looks_come_sooner(tmp_path: Path, driver: FakeDriver) -> None:
    at_rest = machine(tmp_path, driver, births=True)
    at_rest.record()
    told = [one.wall_s for one in at_rest.simulation.memory.of("sight") if isinstance(one, Sight)]
    assert longest_s(told) <= IDLE_S + 2 * COALESCE_S
