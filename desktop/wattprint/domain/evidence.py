"""Who was on a device, and what proves that a workload was at work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wattprint.domain.readings import Reading
from wattprint.domain.workload import Role, Workload

#: A compute context below this share of the SM time is housekeeping, not work.
SM_ACTIVE = 0.05

#: A process tree that keeps less than this of one core busy proves nothing: servers poll, windows blink.
CPU_ACTIVE_CORES = 0.20

#: The device counts as used at all from this utilisation on; below it a baseline may be learned.
UTILISATION_BUSY = 0.05

#: Where even utilisation is unknown: watts over the baseline that only real work draws (a compositor's
#: spikes stay below), and the same as a part of the card's limit for large cards.
POWER_BUSY_W = 12.0
POWER_BUSY_OF_LIMIT = 0.05

Who = Mapping[int, tuple[Role, Workload | None]]


@dataclass(frozen=True, slots=True)
class Roster:
    """What the process watch knows at one instant.

    loaded: workloads with a living engine process, whether at work or not.
    engine_cpu_s: cumulative CPU seconds of each loaded workload's engine trees.
    who: role and workload of every process id that the readings of this instant name.
    newborn: workloads whose engines all started after the previous tick: all their CPU time is younger.
    rival_running: a known game or other heavy GPU program runs somewhere on this machine.
    """

    loaded: frozenset[Workload] = frozenset()
    engine_cpu_s: Mapping[Workload, float] = field(default_factory=dict)
    who: Who = field(default_factory=dict)
    rival_running: bool = False
    newborn: frozenset[Workload] = frozenset()


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Who is on one GPU, from one reading.

    sm: SM share (0 to 1) of each workload's compute contexts, pending programs included; 0 for a resident
        that did nothing. Without known shares it only says who is resident, and every value is 0.
    resident: AI workloads that hold a compute context (where the driver lists nobody: all that are loaded).
    others_sm: SM share of everything else, an AI app's own graphics context included; 0 without shares.
    shares_known: sm and others_sm can be trusted.
    rival: a game or another compute program is on the device, so that utilisation proves nothing.
    """

    sm: Mapping[Workload, float]
    resident: frozenset[Workload]
    others_sm: float
    shares_known: bool
    rival: bool


def occupancy_of(reading: Reading, roster: Roster) -> Occupancy:
    """Sort the processes of a GPU reading into workloads and others."""
    if reading.processes is None:
        return Occupancy({}, roster.loaded, 0.0, shares_known=False, rival=roster.rival_running)
    sm: dict[Workload, float] = {}
    others_sm, rival = 0.0, False
    for process in reading.processes:
        role, workload = roster.who.get(process.pid, (Role.FOREIGN, None))
        share = _share(process.sm_share)
        # An app's compute context computes, whatever its role in the app; its graphics context never counts.
        computes = role in (Role.ENGINE, Role.APP) or (role is Role.UNKNOWN and reading.shares_known)
        if process.compute and computes and workload is not None:
            sm[workload] = sm.get(workload, 0.0) + share
        else:
            others_sm += share
            rival = rival or role is Role.RIVAL or (role not in (Role.BENIGN, Role.ENGINE, Role.APP))
    resident = frozenset(workload for workload in sm if not workload.pending)
    return Occupancy(sm, resident, others_sm, reading.shares_known, rival)


def _share(sm_share: float | None) -> float:
    """A share that can be added up: what a driver says that is no part of a whole (NaN, negative) is none."""
    return min(1.0, sm_share) if sm_share is not None and sm_share > 0 else 0.0


def device_busy(
    reading: Reading, mean_power_w: float | None, baseline_w: float | None, limit_w: float | None
) -> bool | None:
    """Whether the device as a whole was at work; None when neither utilisation nor power can tell."""
    if reading.utilisation is not None:
        return reading.utilisation > UTILISATION_BUSY
    if mean_power_w is None or baseline_w is None:
        return None
    return mean_power_w - baseline_w > max(POWER_BUSY_W, POWER_BUSY_OF_LIMIT * (limit_w or 0.0))
