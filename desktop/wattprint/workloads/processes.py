"""What the process watch knows about a process: enough to attribute energy, nothing that could embarrass."""

from __future__ import annotations

from dataclasses import dataclass

from wattprint.domain.workload import Role, Workload

__all__ = ["KnownProcess", "Role"]


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
