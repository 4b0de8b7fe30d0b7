"""Whose energy is a slice? Shares by SM time over all processes; no proof, no workload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wattprint.domain.evidence import CPU_ACTIVE_CORES, SM_ACTIVE, Occupancy
from wattprint.domain.state import State as State  # noqa: PLC0414 -- asked for here, too
from wattprint.domain.workload import Workload


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a slice is divided.

    state: of the device as a whole during the slice.
    shares: fraction of the slice (0 to 1, their sum at most 1) of each active workload.
    standby: the workloads that share a standby slice equally; empty in every other state.
    equal_split: shares are equal because the driver gives none; such sessions are marked shared.
    rest: what the part that is nobody's is booked as.
    """

    state: State
    shares: Mapping[Workload, float]
    standby: tuple[Workload, ...] = ()
    equal_split: bool = False
    rest: State = State.OTHER

    def same_work_as(self, other: Attribution) -> bool:
        """Whether both ends of a stall tell the same story: state and active workloads."""
        return self.state is other.state and self.shares.keys() == other.shares.keys()


def attribute_gpu(
    occupancy: Occupancy, busy: bool | None, cpu_cores: Mapping[Workload, float]
) -> Attribution:
    """Divide a GPU slice.

    busy: whether the device as a whole worked (None: unknown).
    cpu_cores: cores that each loaded workload's engine tree kept busy during the slice.
    """
    if occupancy.shares_known:
        return _by_sm_time(occupancy)
    return _by_proof(occupancy, busy, cpu_cores)


def _by_sm_time(occupancy: Occupancy) -> Attribution:
    active = {workload: sm for workload, sm in occupancy.sm.items() if sm > SM_ACTIVE}
    if active:
        total = sum(occupancy.sm.values()) + occupancy.others_sm
        return Attribution(State.ACTIVE, {workload: sm / total for workload, sm in active.items()})
    if occupancy.others_sm > SM_ACTIVE:
        return Attribution(State.OTHER, {}, rest=State.OTHER)
    return _resting(occupancy)


def _by_proof(occupancy: Occupancy, busy: bool | None, cpu_cores: Mapping[Workload, float]) -> Attribution:
    if not busy:
        # Unknown use (None) beside a loaded model is standby: shown above baseline, never made a session.
        return _resting(occupancy)
    proven = [w for w in occupancy.resident if cpu_cores.get(w, 0.0) > CPU_ACTIVE_CORES]
    if not occupancy.resident:
        return Attribution(State.OTHER, {}, rest=State.OTHER)
    if occupancy.rival or not proven:
        return Attribution(State.CONTESTED, {}, rest=State.CONTESTED)
    share = 1.0 / len(proven)
    return Attribution(State.ACTIVE, dict.fromkeys(proven, share), equal_split=len(proven) > 1)


def _resting(occupancy: Occupancy) -> Attribution:
    if not occupancy.resident:
        return Attribution(State.IDLE, {}, rest=State.IDLE)
    return Attribution(
        State.STANDBY, {}, standby=tuple(sorted(occupancy.resident, key=repr)), rest=State.IDLE
    )


def attribute_cpu(
    active: frozenset[Workload], cpu_cores: Mapping[Workload, float], busy_cores: float | None
) -> Attribution:
    """Divide a CPU slice: each active workload's share of the busy CPU time, never the whole package.

    active: workloads proven active on any device during this slice.
    busy_cores: mean number of busy logical cores of the whole machine; None when that is unknown, and with it
        every share.
    """
    used = {workload: cpu_cores[workload] for workload in active if cpu_cores.get(workload, 0.0) > 0}
    if busy_cores is None:
        state = State.CONTESTED if used else State.OTHER
        return Attribution(state, {}, rest=state)
    # Process times and machine times come from different clock ticks: shares must still never exceed one.
    total = max(busy_cores, sum(used.values()))
    if not used or total <= 0:
        state = State.OTHER if busy_cores > CPU_ACTIVE_CORES else State.IDLE
        return Attribution(state, {}, rest=state)
    return Attribution(State.ACTIVE, {workload: cores / total for workload, cores in used.items()})
