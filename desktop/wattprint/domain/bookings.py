"""What one or many ticks add to the ledger: sums that can be kept in memory until they are safely written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from wattprint.domain.baseline import Baseline
from wattprint.domain.day_time import DayTime as DayTime  # noqa: PLC0414 -- asked for here, too
from wattprint.domain.readings import Quality
from wattprint.domain.slices import Fault
from wattprint.domain.state import State
from wattprint.domain.trace import PowerTrace
from wattprint.domain.workload import Workload


@dataclass(slots=True, eq=False)
class Session:
    """One sitting with one workload, open until its gap has passed.

    start_wall_s, end_wall_s: Unix time of the first and last active slice's edges; end only ever moves on.
    active_s: union of its active slices over all devices.
    quiet_s: seconds since the last active slice, suspend included: what is compared with the gap.
    shared: at least one slice was split equally because the driver gave no shares.
    ledger_id: row id once the ledger has it.
    """

    workload: Workload
    start_wall_s: float
    end_wall_s: float
    start_day: str
    active_s: float = 0.0
    quiet_s: float = 0.0
    peak_w: float = 0.0
    shared: bool = False
    open: bool = True
    trace: PowerTrace = field(default_factory=PowerTrace)
    ledger_id: int | None = None


class EnergyKey(NamedTuple):
    """One row of the ledger's energy table; session is compared by identity.

    A plain tuple because a few are made and hashed on every tick.
    """

    local_day: str
    device_key: str
    state: State
    workload: Workload | None
    session: Session | None
    quality: Quality


@dataclass(slots=True)
class Amount:
    """joules of one key, and the share-weighted seconds they took: seconds of a device add up to its time."""

    joules: float = 0.0
    seconds: float = 0.0


@dataclass(slots=True)
class Bookings:
    """Everything not yet in the ledger.

    coverage: seconds by (local day, device key, "measured" | "asleep" | "paused" | "unmeasured").
    faults: counts by (local day, device key, fault).
    baselines: the newest baseline of each device that learned one.
    sessions: every session that changed.
    """

    energy: dict[EnergyKey, Amount] = field(default_factory=dict)
    coverage: dict[tuple[str, str, str], float] = field(default_factory=dict)
    days: dict[str, DayTime] = field(default_factory=dict)
    faults: dict[tuple[str, str, Fault], int] = field(default_factory=dict)
    baselines: dict[str, Baseline] = field(default_factory=dict)
    sessions: list[Session] = field(default_factory=list)

    def book_energy(self, key: EnergyKey, joules: float, seconds: float) -> None:
        """Add joules and seconds to a row."""
        amount = self.energy.setdefault(key, Amount())
        amount.joules += joules
        amount.seconds += seconds

    def book_coverage(self, local_day: str, device_key: str, how: str, seconds: float) -> None:
        """Add seconds to a device's coverage."""
        key = (local_day, device_key, how)
        self.coverage[key] = self.coverage.get(key, 0.0) + seconds

    def book_fault(self, local_day: str, device_key: str, fault: Fault) -> None:
        """Count a fault."""
        key = (local_day, device_key, fault)
        self.faults[key] = self.faults.get(key, 0) + 1

    def day(self, local_day: str) -> DayTime:
        """The times of a local day, to add to."""
        return self.days.setdefault(local_day, DayTime())

    def touch(self, session: Session) -> None:
        """Remember that a session changed."""
        if session not in self.sessions:
            self.sessions.append(session)

    @property
    def empty(self) -> bool:
        """Nothing to write."""
        return not (
            self.energy or self.coverage or self.days or self.faults or self.baselines or self.sessions
        )
