"""CPU time, wake-ups and memory of a running process, as the kernel counts them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """cpu_s: user and system (s). wakeups: voluntary switches. rss_mb: resident memory (MB)."""

    at_s: float
    cpu_s: float
    wakeups: int
    rss_mb: float

    def since(self, earlier: Cost) -> Rate:
        """What was used per second since then."""
        seconds = self.at_s - earlier.at_s
        return Rate(
            (self.cpu_s - earlier.cpu_s) / seconds, (self.wakeups - earlier.wakeups) / seconds, self.rss_mb
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """cpu: seconds of CPU a second. wakeups_per_s. rss_mb: at the end."""

    cpu: float
    wakeups_per_s: float
    rss_mb: float


def cost_of(pid: int) -> Cost:
    """What a process has used so far; schedstat counts nanoseconds, the ticks of stat are too coarse."""
    folder = Path(f"/proc/{pid}")
    status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines() if ":" in line)
    cpu_s = sum(int(p.read_text().split()[0]) for p in folder.glob("task/*/schedstat")) / 1e9
    return Cost(
        time.monotonic(),
        cpu_s,
        int(status["voluntary_ctxt_switches"]),
        int(status["VmRSS"].split()[0]) / 1024,
    )
