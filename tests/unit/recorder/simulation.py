"""A recorder with real parts (meters, fake driver, ledger) whose time is the test's to move."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.fakes.fake_nvml import FIXED_EPOCH_S, FakeDriver
from tests.fakes.fake_pci import FakePci
from wattprint.domain.readings import Instant
from wattprint.domain.workload import Role, Workload
from wattprint.metering.meter import Meter
from wattprint.metering.nvidia import NvidiaMeter
from wattprint.metering.nvml_library import NvmlLibrary
from wattprint.metering.runtime_power import RuntimePower
from wattprint.recorder.inbox import Command
from wattprint.recorder.loop import Recorder
from wattprint.recorder.meter_set import MeterSet
from wattprint.recorder.sight import Hello, Listener, Sight
from wattprint.recorder.store import Store
from wattprint.system.settings import Settings
from wattprint.workloads.processes import KnownProcess

#: When every simulation begins, on the monotonic clock.
START_S = 1000.0


class Killed(BaseException):
    """The simulated kill -9: nothing after it runs, no clean-up either."""


class SimulatedClock:
    """Clocks that move only when the recorder waits, with the fake driver's beside them."""

    def __init__(self, driver: FakeDriver | None = None, start_s: float = START_S) -> None:
        self.monotonic_s = start_s
        self.suspended_s = 0.0
        self.wall_offset_s = FIXED_EPOCH_S
        self._driver = driver
        self.move(0.0)

    def now(self) -> Instant:
        return Instant(
            self.monotonic_s,
            self.monotonic_s + self.suspended_s,
            self.monotonic_s + self.suspended_s + self.wall_offset_s,
        )

    def local_day(self, wall_s: float) -> str:
        return datetime.fromtimestamp(wall_s, UTC).date().isoformat()

    def refresh_zone(self) -> None:
        pass

    def move(self, seconds: float) -> None:
        """Let awake time go by."""
        self.monotonic_s += seconds
        if self._driver is not None:
            self._driver.set_time(self.monotonic_s)


@dataclass
class SimulatedInbox:
    """Waits by moving the clock. At each time of `script` something happens: a command or an act."""

    clock: SimulatedClock
    script: list[tuple[float, Command | Callable[[], None]]] = field(default_factory=list)
    waits: int = 0

    def wait(self, seconds: float) -> list[Command]:
        self.waits += 1
        until_s = self.clock.monotonic_s + max(0.0, seconds)
        while self.script and self.script[0][0] <= until_s:
            at_s, what = self.script.pop(0)
            self.clock.move(max(0.0, at_s - self.clock.monotonic_s))
            if isinstance(what, Command):
                return [what]
            what()
            until_s = max(until_s, self.clock.monotonic_s)
        self.clock.move(until_s - self.clock.monotonic_s)
        return []

    def close(self) -> None:
        pass


@dataclass
class SimulatedWatch:
    """A process table by hand. cpu_s gives each workload's CPU seconds at a monotonic time."""

    clock: SimulatedClock
    known: dict[int, KnownProcess] = field(default_factory=dict)
    cpu_s: dict[Workload, Callable[[float], float]] = field(default_factory=dict)
    rivals: frozenset[int] = frozenset()
    next_look_s: float | None = None
    loaded: frozenset[Workload] = frozenset()

    def run(self, pid: int, workload: Workload, role: Role = Role.ENGINE) -> None:
        """A process of this workload has started."""
        self.known[pid] = KnownProcess(pid, 0.0, 1, role, workload)

    def end(self, pid: int) -> None:
        """It has ended."""
        del self.known[pid]

    def refresh(self, monotonic_s: float) -> bool:
        engines = (p.workload for p in self.known.values() if p.role is Role.ENGINE)
        before, self.loaded = self.loaded, frozenset(w for w in engines if w is not None)
        return self.loaded != before

    def born_since(self, wall_s: float) -> frozenset[Workload]:
        return frozenset()

    def process(self, pid: int) -> KnownProcess | None:
        return self.known.get(pid)

    def engine_cpu_s(self) -> Mapping[Workload, float]:
        now_s = self.clock.monotonic_s
        return {w: self.cpu_s[w](now_s) if w in self.cpu_s else 0.0 for w in self.loaded}


class Memory(Listener):
    """Remembers all it is told."""

    def __init__(self) -> None:
        self.events: list[tuple[str, object]] = []

    def hello(self, hello: Hello) -> None:
        self.events.append(("hello", hello))

    def sight(self, sight: Sight) -> None:
        self.events.append(("sight", sight))

    def saved(self, sight: Sight) -> None:
        self.events.append(("saved", sight))

    def problem(self, problem: object) -> None:
        self.events.append(("problem", problem))

    def session_ended(self, session: object) -> None:
        self.events.append(("session_ended", session))

    def trouble(self, code: str, detail: str) -> None:
        self.events.append(("trouble", code))

    def bye(self) -> None:
        self.events.append(("bye", None))

    def of(self, kind: str) -> list[object]:
        """Everything of one kind."""
        return [what for event, what in self.events if event == kind]


class Simulation:
    """One machine: a clock, a driver, a process table, and a ledger that outlives its recorders."""

    def __init__(
        self, folder: Path, driver: FakeDriver | None = None, meters: list[Meter] | None = None
    ) -> None:
        self.clock = SimulatedClock(driver)
        self.watch = SimulatedWatch(self.clock)
        self.inbox = SimulatedInbox(self.clock)
        self.memory = Memory()
        self.ledger = folder / "ledger.sqlite3"
        self.settings = Settings()
        self._meters = meters
        self._driver = driver
        self.pci = FakePci(folder / "machine")
        self._no_file = folder / "none"
        if driver is not None:
            self.pci.add(control="on")

    def at(self, seconds: float, what: Command | Callable[[], None]) -> None:
        """Let something happen so many seconds after the start."""
        self.inbox.script.append((START_S + seconds, what))
        self.inbox.script.sort(key=lambda item: item[0])

    def kill(self) -> None:
        """Die as by kill -9."""
        raise Killed

    def suspend(self, seconds: float) -> None:
        """The machine sleeps: only the boot clock and the wall clock go on."""
        self.clock.suspended_s += seconds

    def _nvidia_meter(self) -> NvidiaMeter:
        assert self._driver is not None
        found = self._driver.library
        library = NvmlLibrary(environ={}, platform="linux", open_library=lambda _name: found)
        power = RuntimePower(self.pci.sys, self.pci.proc)
        return NvidiaMeter(library, power, platform="linux", proc_version=self._no_file)

    def record(self, seconds: float) -> None:
        """Run a recorder until so many seconds after the start, or until it is killed."""
        meters = self._meters or [self._nvidia_meter()]
        recorder = Recorder(
            meters=MeterSet(meters),
            watch=self.watch,  # type: ignore[arg-type]
            store=Store(self.ledger),
            clock=self.clock,
            inbox=self.inbox,
            listener=self.memory,
            settings=self.settings,
            tolerance=lambda _vendor, _quality, _kind: (0.9, 1.1),
            reload=lambda: (self.settings, self.watch),  # type: ignore[arg-type,return-value]
        )
        recorder._stop = _unless_killed(recorder._stop)  # type: ignore[method-assign]
        try:
            recorder.run(START_S + seconds - self.clock.monotonic_s)
        except Killed:
            recorder._meters.close()
            recorder._store.close()


def _unless_killed(stop: Callable[[], None]) -> Callable[[], None]:
    """The recorder's clean-up, left out when the simulated kill is what ends it."""
    import sys

    def maybe() -> None:
        if not isinstance(sys.exc_info()[1], Killed):
            stop()

    return maybe
