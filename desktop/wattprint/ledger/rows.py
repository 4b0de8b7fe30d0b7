"""What the ledger hands out: typed rows, raw joules, unrounded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from wattprint.domain.day_time import DayTime

if TYPE_CHECKING:
    from wattprint.domain.footprint import EnergyRow
    from wattprint.domain.workload import Kind


class AppEnergy(NamedTuple):
    """Energy of one workload on one device and day; app is None for what is nobody's.

    pending: an unanswered program's. model: None also where it is not known. workload_id: None for nobody's.
    A plain tuple, because tens of thousands are made at once.
    """

    app: str | None
    app_name: str | None
    pending: bool
    row: EnergyRow
    model: str | None = None
    workload_id: int | None = None
    device_id: int = 0


@dataclass(slots=True)
class DayRecord:
    """One local day as recorded. times is None when the recorder did not run at all that day.

    session_count: sessions that began on this day, pending ones left out.
    """

    local_day: str
    times: DayTime | None = None
    session_count: int = 0
    energy: list[AppEnergy] = field(default_factory=list)

    @property
    def counted(self) -> list[EnergyRow]:
        """The rows that form totals: pending programs' energy is in none of them."""
        return [part.row for part in self.energy if not part.pending]


class SessionRecord(NamedTuple):
    """One session with its energy rows, as the person has it: re-assigned, merged or a part.

    start_s, end_s: Unix time. utc_offset_s: the zone in force at the start.
    devices: names of the devices it used. open: it may still go on.
    title: '' without one. outputs: what it made, in output_unit, as the person typed it.
    A plain tuple, because hundreds of thousands are exported at once.
    """

    session_id: int
    start_s: float
    end_s: float
    utc_offset_s: int
    app: str
    app_name: str
    engine: str | None
    kind: Kind
    model: str | None
    active_s: float
    peak_w: float
    shared: bool
    open: bool
    devices: tuple[str, ...]
    energy: tuple[EnergyRow, ...]
    title: str = ""
    outputs: float | None = None
    output_unit: str | None = None


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """A device as the ledger knows it. baseline_w: the newest one; None while learning.

    baseline_applies: False for a CPU that was only ever modelled: busy time has nothing to subtract.
    """

    key: str
    kind: str
    vendor: str
    name: str
    baseline_w: float | None
    baseline_asleep: bool
    baseline_applies: bool


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Seconds that a device was measured, asleep, paused or unmeasured on a day."""

    local_day: str
    device_key: str
    how: str
    seconds: float


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """What the ledger holds. recorder_cpu_s: CPU time the recorder itself has used, ever."""

    first_day: str | None
    last_day: str | None
    session_count: int
    pending_count: int
    recorder_cpu_s: float
    recorded_s: float
    size_bytes: int
