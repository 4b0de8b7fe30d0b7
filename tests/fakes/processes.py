"""A table of processes that a test writes: who runs, whose child it is, what it used."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from wattprint.workloads.facts import ProcessFacts


@dataclass
class FakeProcess:
    facts: ProcessFacts
    cpu_s: float = 0.0
    cwd: str | None = None
    markers: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()
    zombie: bool = False


@dataclass
class FakeSource:
    """Counts every look, so that a test can say what an idle refresh may cost."""

    processes: dict[int, FakeProcess] = field(default_factory=dict)
    looks: list[int] = field(default_factory=list)
    usages: list[int] = field(default_factory=list)
    maps_read: list[int] = field(default_factory=list)
    vanish_at_look: set[int] = field(default_factory=set)
    broken: bool = False
    newest: int | None = None
    listings: int = 0

    def start(
        self,
        pid: int,
        *argv: str,
        parent: int = 1,
        started_s: float | None = None,
        own: bool = True,
        user: str | None = None,
        cwd: str | None = None,
        libraries: frozenset[str] = frozenset(),
    ) -> FakeProcess:
        facts = ProcessFacts(
            pid=pid,
            started_s=1000.0 + pid if started_s is None else started_s,
            parent_pid=parent,
            name=argv[0].rpartition("/")[2][:15] if argv else "",
            argv=argv,
            own=own,
            user=user,
        )
        self.processes[pid] = FakeProcess(facts, cwd=cwd, libraries=libraries)
        return self.processes[pid]

    def exec(self, pid: int, *argv: str) -> None:
        """The process becomes another program, as after fork and exec."""
        process = self.processes[pid]
        process.facts = replace(process.facts, argv=argv, name=argv[0].rpartition("/")[2][:15])

    def stop(self, pid: int) -> None:
        del self.processes[pid]

    def pids(self) -> AbstractSet[int]:
        self.listings += 1
        if self.broken:
            raise OSError("no process table")
        return set(self.processes)

    def newest_pid(self) -> int | None:
        return self.newest

    def look(self, pid: int) -> ProcessFacts | None:
        self.looks.append(pid)
        if pid in self.vanish_at_look:
            self.processes.pop(pid, None)
        process = self.processes.get(pid)
        return None if process is None or process.zombie else process.facts

    def usage(self, pid: int) -> tuple[float, float] | None:
        self.usages.append(pid)
        process = self.processes.get(pid)
        if process is None or process.zombie:
            return None
        return process.facts.started_s, process.cpu_s

    def working_folder(self, pid: int) -> str | None:
        return self.processes[pid].cwd if pid in self.processes else None

    def has_marker(self, pid: int, name: str) -> bool:
        return pid in self.processes and name in self.processes[pid].markers

    def mapped_files(self, pid: int) -> AbstractSet[str]:
        self.maps_read.append(pid)
        return self.processes[pid].libraries if pid in self.processes else frozenset()
