"""What the process watch knows about one process: enough to attribute energy, nothing that could embarrass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wattprint.domain.workload import Workload


class Role(StrEnum):
    """What a process is to the measuring.

    ENGINE computes: its context and its CPU time prove that its workload is active.
    APP belongs to an AI app (server shell, window) but computes nothing itself: proves nothing.
    RIVAL is a known game or other heavy GPU program: with one on a device without shares, slices are contested.
    BENIGN is a known desktop program (compositor, browser): never a workload, never a rival.
    UNKNOWN is everything else; an unknown one with a busy compute context becomes a pending program.
    FOREIGN belongs to another user and is nobody's business: always "others".
    """

    ENGINE = "engine"
    APP = "app"
    RIVAL = "rival"
    BENIGN = "benign"
    UNKNOWN = "unknown"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class KnownProcess:
    """The verdict on one process.

    pid, started_s: its identity; a pid alone may be reused. started_s is Unix time as psutil gives it.
    workload: for ENGINE and APP; for UNKNOWN the pending workload it would become (program and script base
        names only).
    """

    pid: int
    started_s: float
    parent_pid: int
    role: Role
    workload: Workload | None
