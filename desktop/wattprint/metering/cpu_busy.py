"""How long the machine's cores have been busy, since boot: one number, one system call."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from wattprint.metering.sysfs import SensorError, SensorFile, Sysfs


@dataclass(frozen=True, slots=True)
class CoreSeconds:
    """Cumulative core-seconds of the whole machine: busy ones, and all of them (busy and idle)."""

    busy_s: float
    all_s: float


class BusyTime(Protocol):
    """Where core-seconds come from. Raises SensorError when they cannot be read."""

    def read(self) -> CoreSeconds: ...

    def close(self) -> None: ...


class ProcStat:
    """Linux: the first line of /proc/stat.

    Busy is user + nice + system + irq + softirq.
    - guest and guest_nice are already inside user and nice: adding them would count virtual machines twice.
    - steal is time in which another virtual machine had the core: no work of ours, and no process's CPU time
      contains it, so a share of the busy time would not add up with it.
    - iowait is idleness with a reason.
    A kernel may let these fall by a tick or two (they are summed without a lock); a fall is held back: the
    energy of the model follows them and must not run backwards.
    """

    def __init__(self, path: Path = Path("/proc/stat"), sysfs: Sysfs | None = None) -> None:
        self._file = SensorFile(path, sysfs or Sysfs())
        self._tick_s = 1.0 / os.sysconf("SC_CLK_TCK")
        self._busy_ticks = 0
        self._all_ticks = 0

    def read(self) -> CoreSeconds:
        # Bytes: the file is long on large machines, and only its first line is wanted.
        fields = self._file.read_bytes().split(b"\n", 1)[0].split()
        if not fields:
            raise SensorError(self._file.path, "empty")
        if len(fields) < 5 or fields[0] != b"cpu" or not b"".join(fields[1:]).isdigit():
            raise SensorError(self._file.path, "garbage")
        user, nice, system, idle, iowait, irq, softirq, steal = (
            [int(field) for field in fields[1:9]] + [0] * 8
        )[:8]
        busy = user + nice + system + irq + softirq
        self._busy_ticks = max(self._busy_ticks, busy)
        self._all_ticks = max(self._all_ticks, busy + idle + iowait + steal)
        return CoreSeconds(self._busy_ticks * self._tick_s, self._all_ticks * self._tick_s)

    def close(self) -> None:
        self._file.close()


class PsutilTimes:
    """Other systems, through psutil. Untested: no such machine was at hand.

    Windows counts interrupts and deferred calls inside its system time, so they are not added to it.
    """

    def __init__(self) -> None:
        self._busy_s = 0.0

    def read(self) -> CoreSeconds:
        import psutil  # only here: Linux does without it on this path

        times = psutil.cpu_times()
        names = ("user", "nice", "system", "irq", "softirq")
        busy_s = sum(float(getattr(times, name, 0.0)) for name in names)
        self._busy_s = max(self._busy_s, busy_s)
        return CoreSeconds(self._busy_s, self._busy_s + float(times.idle))

    def close(self) -> None:
        """Nothing is held open."""
