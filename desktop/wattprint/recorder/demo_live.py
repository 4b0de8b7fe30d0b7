"""The demo's recorder: the real one, with a trace for sensors and the trace's programs for processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.workload import Role
from wattprint.ledger.errors import LedgerMissing
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.replay import ReplayMeter
from wattprint.recorder.inbox import SystemInbox
from wattprint.recorder.loop import Recorder
from wattprint.recorder.meter_set import MeterSet
from wattprint.recorder.store import Store
from wattprint.reference.demo import load_demo, trace_path
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import Tolerances
from wattprint.system.clock import SystemClock
from wattprint.system.demo_folder import demo_lives
from wattprint.system.recorder_lock import RecorderLock
from wattprint.system.settings import Settings
from wattprint.workloads.processes import KnownProcess

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wattprint.domain.readings import Reading
    from wattprint.domain.workload import Workload
    from wattprint.recorder.sight import Listener
    from wattprint.reference.demo import DemoScript
    from wattprint.system.clock import Clock
    from wattprint.system.paths import Paths
    from wattprint.workloads.watch import ProcessWatch

#: From this share of the SM time on a program of the trace is at work on the CPU, too.
AT_WORK = 0.05


def record_demo(paths: Paths, listener: Listener, *, duration_s: float | None = None) -> bool:
    """Play the trace into a demo's ledger, round after round, until told to stop; as assemble.record.

    Raises RecorderRunning and LedgerError: LedgerMissing when the demo is over, for no folder is made anew.
    """
    if not demo_lives(paths.ledger):
        raise LedgerMissing(paths.ledger, "the demo is over")
    with RecorderLock(paths.ledger):
        clock, settings = SystemClock(), Settings()
        meter = ReplayMeter(trace_path(), loop=True)
        store = Store(paths.ledger)
        watch = TraceWatch(meter, load_demo(), clock)
        Recorder(
            meters=MeterSet([meter]),
            watch=watch.as_process_watch(),
            store=store,
            clock=clock,
            inbox=SystemInbox(),
            listener=listener,
            settings=settings,
            tolerance=Tolerances.load(resource_path("data", "tolerances.toml")).band,
            reload=lambda: (settings, watch.as_process_watch()),
        ).run(duration_s)
        return store.trouble is None


class TraceWatch:
    """Stands in for the process watch: the programs that the trace has on its GPU at this moment.

    Their CPU time is what the trace's CPU was busy beyond the desktop's share, given to whoever is at work.
    """

    def __init__(self, meter: ReplayMeter, script: DemoScript, clock: Clock) -> None:
        self._meter = meter
        self._clock = clock
        self._cpu_key = script.cpu.device.key
        self._desktop_cores = script.cpu.desktop_cores
        self._known = {
            program.pid: KnownProcess(program.pid, 0.0, 1, program.role, program.workloads[0])
            for program in script.programs
        }
        self._cpu_s: dict[Workload, float] = {}
        self._before: tuple[float, float] | None = None
        self.loaded: frozenset[Workload] = frozenset()
        self.rivals: frozenset[int] = frozenset()
        self.next_look_s: float | None = None

    def as_process_watch(self) -> ProcessWatch:
        """Itself: it has all that the recorder uses of one."""
        return self  # type: ignore[return-value]

    def refresh(self, monotonic_s: float) -> bool:  # noqa: ARG002 -- asks the clock itself
        """See which programs are there now; True when that has changed."""
        before = self.loaded
        pids = {process.pid for reading in self._readings() for process in reading.processes or ()}
        known = [self._known[pid] for pid in pids if pid in self._known]
        engines = (one.workload for one in known if one.role is Role.ENGINE)
        self.loaded = frozenset(workload for workload in engines if workload is not None)
        return self.loaded != before

    def process(self, pid: int) -> KnownProcess | None:
        """One of the trace's programs; None for what is not AI there (the desktop)."""
        return self._known.get(pid)

    def born_since(self, wall_s: float) -> frozenset[Workload]:  # noqa: ARG002
        """None: what appears counts from its second look on."""
        return frozenset()

    def engine_cpu_s(self) -> Mapping[Workload, float]:
        """CPU seconds of each loaded workload so far."""
        readings = self._readings()
        busy_s = next((r.cpu_busy_s for r in readings if r.device_key == self._cpu_key), None)
        at_work = {
            workload
            for reading in readings
            for process in reading.processes or ()
            if (process.sm_share or 0.0) > AT_WORK and (workload := self._workload(process.pid)) is not None
        }
        now_s = self._clock.now().monotonic_s
        if busy_s is not None:
            if self._before is not None and at_work:
                grown_s = busy_s - self._before[1] - self._desktop_cores * (now_s - self._before[0])
                for workload in at_work:
                    self._cpu_s[workload] = self._cpu_s.get(workload, 0.0) + max(0.0, grown_s) / len(at_work)
            self._before = (now_s, busy_s)
        return {workload: self._cpu_s.get(workload, 0.0) for workload in self.loaded}

    def _workload(self, pid: int) -> Workload | None:
        known = self._known.get(pid)
        return None if known is None else known.workload

    def _readings(self) -> tuple[Reading, ...]:
        try:
            return self._meter.read(self._clock.now())
        except MeterUnavailable:  # not opened yet
            return ()
