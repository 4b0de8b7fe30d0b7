"""CPU time, wake-ups and memory of a running process, as the kernel counts them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """cpu_s: user and system (s), and wakeups: voluntary switches, of all threads. rss_mb: resident (MB)."""

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
    cpu_s = sum(int(p.read_text().split()[0]) for p in folder.glob("task/*/schedstat")) / 1e9
    wakeups = sum(_number(p, "voluntary_ctxt_switches") for p in folder.glob("task/*/status"))
    return Cost(
        time.monotonic(),
        cpu_s,
        wakeups,
        _number(folder / "status", "VmRSS") / 1024,
    )


def births() -> int:
    """Processes and threads that this machine has started since its boot."""
    return _number(Path("/proc/stat"), "processes")


def _number(path: Path, name: str) -> int:
    """The number behind a name in one of /proc's files of lines."""
    lines = (line.replace(":", " ").split() for line in path.read_text().splitlines())
    return next(int(words[1]) for words in lines if words and words[0] == name)
