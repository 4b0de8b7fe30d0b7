"""A simulated machine with a known truth, and the accountant that watches it.

Everything that a real machine would do is a step function of awake time: watts of each device, SM share of
each process, busy cores of each program. Their integrals are exact, so what was booked can be compared with
what was used. Clocks are injected; suspends, clock changes and sensor faults are said, not waited for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from wattprint.domain.accounting import Accountant
from wattprint.domain.attribution import State
from wattprint.domain.bookings import Amount, Bookings, EnergyKey, Session
from wattprint.domain.evidence import Roster
from wattprint.domain.readings import Device, DeviceKind, Instant, ProcessOnDevice, Quality, Reading
from wattprint.domain.slices import Fault
from wattprint.domain.tick import Outcome, Tick
from wattprint.domain.workload import Kind, Role, Workload

#: The wall clock when awake time is 0: an ordinary Tuesday noon.
NOON_S = datetime(2026, 3, 10, 12, tzinfo=UTC).timestamp()

CHAT = Workload("llama-server", "llama.cpp server", None, Kind.CHAT, "tiny-q4")
OTHER_CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "small-q8")
IMAGE = Workload("comfyui", "ComfyUI", None, Kind.IMAGE, None)
SPEECH = Workload("whisper", "Whisper", None, Kind.SPEECH, "base")
PENDING = Workload("program:python3/fold.py", "fold.py", None, Kind.OTHER, pending=True)


@dataclass(frozen=True)
class Steps:
    """A value over time as (seconds, value) parts; begun again when over, unless the last is endless."""

    parts: tuple[tuple[float, float], ...]

    def integral(self, until_s: float) -> float:
        """Value x seconds from 0 to until_s."""
        period_s = sum(seconds for seconds, _ in self.parts)
        total = 0.0
        if math.isfinite(period_s):
            rounds, until_s = divmod(until_s, period_s)
            total = rounds * sum(seconds * value for seconds, value in self.parts)
        for seconds, value in self.parts:
            total += value * min(seconds, max(0.0, until_s))
            until_s -= seconds
        return total

    def mean(self, start_s: float, end_s: float) -> float:
        """Mean value between two times."""
        return (self.integral(end_s) - self.integral(start_s)) / (end_s - start_s)

    def then(self, *parts: tuple[float, float]) -> Steps:
        """The same with more parts behind it."""
        return Steps(self.parts + parts)

    def times(self, factor: float) -> Steps:
        """The same steps in another unit (watts of a wave to its SM share, say)."""
        return Steps(tuple((seconds, value * factor) for seconds, value in self.parts))


def always(value: float) -> Steps:
    """A value that never changes."""
    return Steps(((math.inf, value),))


@dataclass
class Program:
    """One process. sm: its share of each GPU's SM time. cores: CPU cores its tree keeps busy.

    lives: awake seconds between which it exists.
    """

    role: Role
    workload: Workload | None = None
    sm: Mapping[str, Steps] = field(default_factory=dict)
    cores: Steps = field(default_factory=lambda: always(0.0))
    compute: bool = True
    lives: tuple[float, float] = (0.0, math.inf)

    def alive(self, at_s: float) -> bool:
        return self.lives[0] <= at_s < self.lives[1]


@dataclass
class Gpu:
    """What its driver tells: a counter, power, the list of processes, their shares, the utilisation.

    power_window_s: the power reading is the mean of this time before it, however far apart the ticks are
        (1 s as recent drivers do it; next to nothing for an instantaneous sensor).
    refresh_s: the counter stands still for so long and then catches up; 0 when it runs on.
    """

    watts: Steps
    key: str = "gpu"
    counter: bool = True
    power: bool = True
    power_window_s: float = 1.0
    refresh_s: float = 0.0
    lists_processes: bool = True
    gives_shares: bool = True
    gives_utilisation: bool = True
    utilisation: Steps | None = None
    limit_w: float | None = 350.0
    part_of: str | None = None

    @property
    def device(self) -> Device:
        return Device(
            self.key, DeviceKind.GPU, "nvidia", self.key, limit_w=self.limit_w, part_of=self.part_of
        )

    def counter_j(self, at_s: float) -> float:
        shown_s = at_s // self.refresh_s * self.refresh_s if self.refresh_s else at_s
        return 5000.0 + self.watts.integral(shown_s)

    def power_w(self, at_s: float) -> float:
        end_s = max(at_s, self.power_window_s)
        return self.watts.mean(end_s - self.power_window_s, end_s)


@dataclass
class Cpu:
    """A package with `idle_w` and `w_per_core`; its meter is a counter or the model (busy time only)."""

    idle_w: float = 20.0
    w_per_core: float = 10.0
    modelled: bool = False
    other_cores: Steps = field(default_factory=lambda: always(0.0))
    key: str = "cpu"

    @property
    def device(self) -> Device:
        return Device(self.key, DeviceKind.CPU, "intel", "CPU")


#: Bends what a meter says at an awake second; None: it says nothing at all.
Distort = Callable[[float, Reading], Reading | None]

#: What a reading of a device that cannot be queried lacks.
LOST = {"energy_j": None, "power_w": None, "utilisation": None, "processes": None, "shares_known": False}


@dataclass
class Machine:
    """The simulated machine. suspends: (awake second, seconds away). wall_steps: (awake second, seconds)."""

    gpus: Sequence[Gpu] = ()
    cpu: Cpu | None = None
    programs: Mapping[int, Program] = field(default_factory=dict)
    rival_running: bool = False
    suspends: Sequence[tuple[float, float]] = ()
    wall_steps: Sequence[tuple[float, float]] = ()
    boot_clock: bool = True
    zone: tzinfo = UTC
    noon_s: float = NOON_S

    def instant(self, at_s: float) -> Instant:
        """The three clocks after at_s awake seconds."""
        away_s = sum(seconds for since_s, seconds in self.suspends if since_s <= at_s)
        stepped_s = sum(seconds for since_s, seconds in self.wall_steps if since_s <= at_s)
        boot_s = 1000.0 + at_s + away_s if self.boot_clock else None
        return Instant(500.0 + at_s, boot_s, self.noon_s + at_s + away_s + stepped_s)

    def local_day(self, at_s: float) -> str:
        return datetime.fromtimestamp(self.instant(at_s).wall_s, self.zone).date().isoformat()

    def roster(self, at_s: float) -> Roster:
        engines = [
            p for p in self.programs.values() if p.alive(at_s) and p.role is Role.ENGINE and p.workload
        ]
        cpu_s: dict[Workload, float] = {}
        for program in engines:
            assert program.workload
            cpu_s[program.workload] = cpu_s.get(program.workload, 0.0) + program.cores.integral(at_s)
        return Roster(
            loaded=frozenset(p.workload for p in engines if p.workload),
            engine_cpu_s=cpu_s,
            who={pid: (p.role, p.workload) for pid, p in self.programs.items() if p.alive(at_s)},
            rival_running=self.rival_running,
        )

    def busy_s(self, at_s: float) -> float:
        """Busy core-seconds of the whole machine."""
        own = self.cpu.other_cores.integral(at_s) if self.cpu else 0.0
        return own + sum(program.cores.integral(at_s) for program in self.programs.values())

    def read_gpu(self, gpu: Gpu, since_s: float, at_s: float) -> Reading:
        here = {pid: p for pid, p in self.programs.items() if p.alive(at_s) and gpu.key in p.sm}
        means = {pid: p.sm[gpu.key].mean(since_s, at_s) for pid, p in here.items()} if at_s > since_s else {}
        used = (
            gpu.utilisation.mean(since_s, at_s) if gpu.utilisation and at_s > since_s else sum(means.values())
        )
        listed = tuple(
            ProcessOnDevice(pid, means.get(pid, 0.0) if gpu.gives_shares else None, program.compute)
            for pid, program in here.items()
        )
        return Reading(
            gpu.key,
            self.instant(at_s),
            energy_j=gpu.counter_j(at_s) if gpu.counter else None,
            power_w=gpu.power_w(at_s) if gpu.power else None,
            utilisation=used if gpu.gives_utilisation else None,
            processes=listed if gpu.lists_processes else None,
            shares_known=gpu.lists_processes and gpu.gives_shares,
        )

    def read_cpu(self, cpu: Cpu, at_s: float) -> Reading:
        busy_s = self.busy_s(at_s)
        return Reading(
            cpu.key,
            self.instant(at_s),
            energy_j=busy_s * cpu.w_per_core + (0.0 if cpu.modelled else cpu.idle_w * at_s),
            energy_quality=Quality.MODELLED if cpu.modelled else Quality.COUNTER,
            cpu_busy_s=busy_s,
        )


@dataclass
class Booked:
    """Everything an accountant booked, added up, and questions to it."""

    energy: dict[EnergyKey, Amount] = field(default_factory=dict)
    coverage: dict[tuple[str, str, str], float] = field(default_factory=dict)
    faults: dict[Fault, int] = field(default_factory=dict)
    active_s: float = 0.0
    paused_s: float = 0.0
    recorded_s: float = 0.0
    unmeasured_s: float = 0.0
    touched: dict[int, Session] = field(default_factory=dict)

    def take(self, bookings: Bookings) -> None:
        for key, amount in bookings.energy.items():
            mine = self.energy.setdefault(key, Amount())
            mine.joules += amount.joules
            mine.seconds += amount.seconds
        for row, seconds in bookings.coverage.items():
            self.coverage[row] = self.coverage.get(row, 0.0) + seconds
        for (_, _, fault), count in bookings.faults.items():
            self.faults[fault] = self.faults.get(fault, 0) + count
        for day in bookings.days.values():
            self.active_s += day.active_s
            self.paused_s += day.paused_s
            self.recorded_s += day.recorded_s
            self.unmeasured_s += day.unmeasured_s
        for session in bookings.sessions:
            self.touched[id(session)] = session

    def rows(
        self,
        *states: State,
        device: str | None = None,
        workload: Workload | None = None,
        session: Session | None = None,
        day: str | None = None,
        quality: Quality | None = None,
    ) -> list[Amount]:
        """Amounts of all rows that fit what is asked; what is not asked fits all."""
        return [
            amount
            for key, amount in self.energy.items()
            if (not states or key.state in states)
            and device in (None, key.device_key)
            and workload in (None, key.workload)
            and session in (None, key.session)
            and day in (None, key.local_day)
            and quality in (None, key.quality)
        ]

    def joules(self, *states: State, device: str = "gpu", workload: Workload | None = None) -> float:
        return sum(row.joules for row in self.rows(*states, device=device, workload=workload))

    def seconds(self, *states: State, device: str = "gpu", workload: Workload | None = None) -> float:
        return sum(row.seconds for row in self.rows(*states, device=device, workload=workload))

    def session_joules(self, session: Session) -> float:
        return sum(row.joules for row in self.rows(session=session))

    def covered_s(self, how: str, device: str = "gpu") -> float:
        return sum(s for (_, key, what), s in self.coverage.items() if key == device and what == how)

    @property
    def sessions(self) -> list[Session]:
        """Every session that was touched, in order of start."""
        return sorted(self.touched.values(), key=lambda session: session.start_wall_s)

    def sole_session(self) -> Session:
        (session,) = self.sessions
        return session


class Watch:
    """An accountant that watches a machine, tick by tick."""

    def __init__(
        self, machine: Machine, accountant: Accountant | None = None, distort: Distort | None = None
    ) -> None:
        self.machine = machine
        self.accountant = accountant or Accountant()
        self.booked = Booked()
        self.outcomes: list[Outcome] = []
        self._distort = distort
        self._since_s = 0.0

    def tick(self, at_s: float, planned_s: float = 1.0) -> Outcome:
        """Look at the machine after at_s awake seconds."""
        machine = self.machine
        read = [machine.read_gpu(gpu, self._since_s, at_s) for gpu in machine.gpus]
        if machine.cpu:
            read.append(machine.read_cpu(machine.cpu, at_s))
        if self._distort:
            read = [bent for bent in (self._distort(at_s, reading) for reading in read) if bent is not None]
        devices = [gpu.device for gpu in machine.gpus] + ([machine.cpu.device] if machine.cpu else [])
        outcome = self.accountant.process(
            Tick(
                at=machine.instant(at_s),
                planned_s=planned_s,
                local_day=machine.local_day(at_s),
                devices=tuple(devices),
                readings=tuple(read),
                roster=machine.roster(at_s),
            )
        )
        self._since_s = at_s
        self.outcomes.append(outcome)
        self.take()
        return outcome

    def take(self) -> None:
        """Do what the ledger does: take the bookings away and leave new ones."""
        self.booked.take(self.accountant.bookings)
        self.accountant.bookings = Bookings()

    def run(self, times: Iterable[float], planned_s: float = 1.0) -> Watch:
        for at_s in times:
            self.tick(at_s, planned_s)
        return self


def every(step_s: float, start_s: float, end_s: float) -> list[float]:
    """Ticks from start to end, both included, without adding up rounding errors."""
    return [start_s + step_s * index for index in range(round((end_s - start_s) / step_s) + 1)]


def busy_machine(watts: float = 200.0, *, counter: bool = True, power: bool = True) -> Machine:
    llm = Program(Role.ENGINE, CHAT, {"gpu": always(0.9)})
    return Machine([Gpu(always(watts), counter=counter, power=power)], programs={1: llm})


def during(start_s: float, end_s: float, **changes: object) -> Distort:
    """Readings with other fields between two times (end not included)."""

    def distort(at_s: float, reading: Reading) -> Reading:
        return replace(reading, **changes) if start_s <= at_s < end_s else reading  # type: ignore[arg-type]

    return distort
