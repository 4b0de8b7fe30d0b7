"""The process watch: which AI apps run now, kept up to date at next to no cost.

Every few seconds the set of pids is compared with the last one. Only processes that are new are looked at,
once more two seconds later (a process is born under its parent's name and may rename itself), and a last time
half a minute later if nobody knows it yet (start scripts that replace themselves, python loading its
libraries). What is kept of a process is names: rule, model, program and script. No clock, no thread, no
subprocess.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from wattprint.domain.workload import Workload
from wattprint.reference.workload_rules import Rule
from wattprint.workloads.facts import Evidence, NoEvidence, ProcessSource
from wattprint.workloads.ollama_models import OllamaModels
from wattprint.workloads.processes import KnownProcess, Role
from wattprint.workloads.recognition import MAX_ANCESTORS, Identity, Verdict, identify, judge
from wattprint.workloads.rulebook import RuleBook

#: After so long a process is looked at again: by then exec and setproctitle have happened.
SECOND_LOOK_S: Final = 2.0
#: The last look at what is still unknown; it waits for the next refresh and wakes nobody.
LAST_LOOK_S: Final = 30.0

#: More processes than this are not watched: it bounds the memory on a machine that runs wild.
_MAX_PROCESSES: Final = 16_384
#: Processes looked at in one refresh; the rest waits for the next (a first refresh sees a few hundred).
_MAX_LOOKS: Final = 2048

#: Other processes whose start is checked in one refresh, in turn: all of a desktop within minutes, at 0.1 ms.
_SPOT_CHECKS: Final = 8

#: What a process that cannot be looked at is: hidden, dead, or gone by now.
_NOBODY: Final = Identity(rule=None, label=("?",), own=False)
_NEVER: Final = -1.0


class ProcessWatch:
    """Knows the processes of this machine by what they are to the measuring.

    rules: those that come with Wattprint; own_rules: the person's, tried first. all_users: also take other
    users' processes (and containers') for workloads. source: the system's process table; the platform's by
    default. ollama: names of Ollama's blobs.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        own_rules: Iterable[Rule] = (),
        *,
        all_users: bool = False,
        source: ProcessSource | None = None,
        ollama: OllamaModels | None = None,
    ) -> None:
        self._book = RuleBook(rules, own_rules)
        self._all_users = all_users
        self._source = source if source is not None else platform_source()
        self._ollama = ollama if ollama is not None else OllamaModels()
        self._tracked: dict[int, _Tracked] = {}
        self._again: deque[tuple[float, int, float]] = deque()
        self._last: deque[tuple[float, int, float]] = deque()
        self._rota: list[int] = []
        self._now_s = 0.0
        self._round = 0
        self._newest: int | None = None
        self._left_over = False
        self._dirty = False
        self._engines: tuple[_Tracked, ...] = ()
        self._reported: frozenset[Workload] = frozenset()
        self._cpu_s: dict[Workload, float] = {}
        self.loaded: frozenset[Workload] = frozenset()
        """Workloads with a living engine process."""
        self.rivals: frozenset[int] = frozenset()
        """Pids of known games and other heavy GPU programs, whoever runs them."""

    @property
    def next_look_s(self) -> float | None:
        """The monotonic time when a second look is due; None when none is waiting."""
        return self._again[0][0] if self._again else None

    def refresh(self, monotonic_s: float) -> bool:
        """Bring everything up to date; True when the set of loaded workloads changed since the last refresh.

        When the process table cannot be read at all, what was known stays.
        """
        self._now_s = monotonic_s
        self._round += 1
        newest, before = self._source.newest_pid(), self._newest
        try:
            if newest is None or newest != before or self._left_over:
                self._compare(self._source.pids())
            else:  # nobody was born, so no pid was given away: only those that matter may have ended
                for one in [one for one in self._tracked.values() if one.matters]:
                    self._verify(one)
        except OSError:
            return False
        self._newest = newest
        self._look_again(self._again)
        self._look_again(self._last, unknown_only=True)
        self._settle()
        changed = self.loaded != self._reported
        self._reported = self.loaded
        return changed

    def _compare(self, pids: AbstractSet[int]) -> None:
        """Drop who is gone, look at who is new."""
        for pid in self._tracked.keys() - pids:
            self._drop(pid)
        for one in self._to_verify():
            self._verify(one)
        fresh = sorted(pids - self._tracked.keys())
        self._left_over = len(fresh) > _MAX_LOOKS
        born = [taken for pid in fresh[:_MAX_LOOKS] if (taken := self._take(pid)) is not None]
        for one in born:  # after all are there: a child may have the smaller pid
            self._judge(one)

    def process(self, pid: int) -> KnownProcess | None:
        """What a process is; one never seen before is looked at now. None when it is gone or hidden."""
        one = self._tracked.get(pid)
        if one is not None and one.checked_round != self._round and one.started_s != _NEVER:
            one = self._verify(one)
        if one is None:
            one = self._take(pid)
            if one is None:
                return None
            self._judge_newborn(one)
        return one.known if one.started_s != _NEVER else None

    def engine_cpu_s(self) -> dict[Workload, float]:
        """CPU seconds (user and system) of each loaded workload's engines and all that they started.

        Cumulative from an arbitrary origin, never falling while the workload stays loaded: what a process
        used until it was last seen stays counted after its end. Children that live for less than the time
        between two refreshes are missed.
        """
        for one in self._engines:
            usage = self._source.usage(one.pid)
            workload = one.known.workload
            if usage is None or workload is None or not _same_start(usage[0], one.started_s):
                continue  # gone; the next refresh drops it
            self._cpu_s[workload] += max(0.0, usage[1] - one.cpu_s)
            one.cpu_s = max(one.cpu_s, usage[1])
        return dict(self._cpu_s)

    def born_since(self, wall_s: float) -> frozenset[Workload]:
        """Loaded workloads whose engines all started after a Unix time."""
        old = {one.known.workload for one in self._engines if one.started_s <= wall_s}
        return self.loaded - old if old else self.loaded

    def _to_verify(self) -> list[_Tracked]:
        """Whose pid may be another process' by now: all that matter, and some of the others in turn."""
        found = [one for one in self._tracked.values() if one.matters]
        if not self._rota:
            self._rota = list(self._tracked)
        for pid in self._rota[-_SPOT_CHECKS:]:
            one = self._tracked.get(pid)
            if one is not None and not one.matters and one.started_s != _NEVER:
                found.append(one)
        del self._rota[-_SPOT_CHECKS:]
        return found

    def _judge_newborn(self, one: _Tracked) -> None:
        """Judge a process seen between two refreshes, with those of its parents that are as new."""
        missing = [one]
        while len(missing) <= MAX_ANCESTORS:
            parent = missing[-1].parent_pid
            elder = None if parent <= 0 or parent in self._tracked else self._take(parent)
            if elder is None:
                break
            missing.append(elder)
        for each in reversed(missing):
            self._judge(each)
        self._settle()

    def _take(self, pid: int) -> _Tracked | None:
        """Begin to watch a process; its verdict comes when its ancestors are there too."""
        if len(self._tracked) >= _MAX_PROCESSES:
            return None
        one = _Tracked(pid)
        one.checked_round = self._round
        self._tracked[pid] = one
        self._identify(one, libraries=False)
        if not one.identity.kernel:
            self._again.append((self._now_s + SECOND_LOOK_S, pid, one.started_s))
        return one

    def _identify(self, one: _Tracked, *, libraries: bool) -> bool:
        """Look at a process; True when it is not what it was."""
        facts = self._source.look(one.pid)
        if facts is None:
            return False
        if one.started_s == _NEVER:
            one.started_s = facts.started_s
            one.parent_pid = facts.parent_pid  # the first one: a parent that ends hands its children away
        evidence: Evidence = _OwnEvidence(self._source, one.pid) if facts.own else NoEvidence()
        identity = identify(self._book, facts, evidence, self._ollama.name, libraries=libraries)
        if identity == one.identity:
            return False
        one.identity = identity
        return True

    def _look_again(self, queue: deque[tuple[float, int, float]], *, unknown_only: bool = False) -> None:
        for _ in range(_MAX_LOOKS):
            if not queue or queue[0][0] > self._now_s:
                return
            _, pid, started_s = queue.popleft()
            one = self._tracked.get(pid)
            if one is None or one.started_s != started_s or (unknown_only and one.identity.rule is not None):
                continue
            if self._identify(one, libraries=True):
                self._judge_family(one)
            if not unknown_only and one.identity.rule is None and one.identity.own:
                self._last.append((self._now_s + LAST_LOOK_S, pid, one.started_s))

    def _verify(self, one: _Tracked) -> _Tracked | None:
        """Forget a process whose pid was given to another one, or that is dead but still listed."""
        one.checked_round = self._round
        usage = self._source.usage(one.pid)
        if usage is not None and _same_start(usage[0], one.started_s):
            return one
        self._drop(one.pid)
        return None

    def _drop(self, pid: int) -> None:
        one = self._tracked.pop(pid)
        self._dirty = self._dirty or one.matters

    def _ancestors(self, one: _Tracked) -> list[_Tracked]:
        found: list[_Tracked] = []
        child = one
        while len(found) < MAX_ANCESTORS:
            parent = self._tracked.get(child.parent_pid)
            # A parent is older than its child; else its pid was given to another process.
            if parent is None or parent is child or parent.started_s > child.started_s + 0.05:
                break
            found.append(parent)
            child = parent
        return found

    def _judge(self, one: _Tracked) -> None:
        mattered = one.matters
        ancestors = [elder.identity for elder in self._ancestors(one)]
        one.verdict = judge(one.identity, ancestors, all_users=self._all_users)
        one.publish(one.verdict.role)
        self._dirty = self._dirty or mattered or one.matters

    def _judge_family(self, changed: _Tracked) -> None:
        """Judge a process anew, and all that it started."""
        for one in list(self._tracked.values()):
            if one is changed or changed in self._ancestors(one):
                self._judge(one)

    def _settle(self) -> None:
        """Put together what runs now, after something that matters came, went or changed."""
        if not self._dirty:
            return
        self._dirty = False
        engines = [one for one in self._tracked.values() if one.verdict.role is Role.ENGINE]
        shells = self._shells(engines)
        for one in engines:
            one.publish(Role.APP if one in shells else Role.ENGINE)
        self._engines = tuple(one for one in engines if one not in shells)
        self.loaded = frozenset(one.known.workload for one in self._engines if one.known.workload is not None)
        self.rivals = frozenset(one.pid for one in self._tracked.values() if one.verdict.role is Role.RIVAL)
        self._cpu_s = {workload: self._cpu_s.get(workload, 0.0) for workload in self.loaded}

    def _shells(self, engines: list[_Tracked]) -> set[_Tracked]:
        """Engines that only hand out the work: no model of their own, but a child engine of the same app.

        A router of llama-server, or a web page that starts one: counting both would load the app twice.
        """
        shells: set[_Tracked] = set()
        for child in engines:
            workload = child.verdict.workload
            for elder in self._ancestors(child):
                own = elder.verdict.workload
                if (
                    elder.verdict.role is Role.ENGINE
                    and own is not None
                    and workload is not None
                    and own.model is None
                    and own.app == workload.app
                    and own != workload
                ):
                    shells.add(elder)
        return shells


class _Tracked:
    """One watched process: names and numbers, nothing of its command line."""

    __slots__ = (
        "checked_round", "cpu_s", "identity", "known", "parent_pid", "pid", "started_s", "verdict",
    )  # fmt: skip

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.started_s = _NEVER
        self.parent_pid = 0
        self.identity = _NOBODY
        self.verdict = Verdict(Role.FOREIGN, None)
        self.known = KnownProcess(pid, _NEVER, 0, Role.FOREIGN, None)
        self.checked_round = 0
        self.cpu_s = 0.0

    @property
    def matters(self) -> bool:
        """Its coming or going may change what runs."""
        return self.verdict.role in (Role.ENGINE, Role.APP, Role.RIVAL)

    def publish(self, role: Role) -> None:
        """Make the verdict, in this role, what others see."""
        self.known = KnownProcess(self.pid, self.started_s, self.parent_pid, role, self.verdict.workload)


class _OwnEvidence:
    """What costs something to find out about one of the person's own processes."""

    __slots__ = ("_pid", "_source")

    def __init__(self, source: ProcessSource, pid: int) -> None:
        self._source = source
        self._pid = pid

    def working_folder(self) -> str | None:
        return self._source.working_folder(self._pid)

    def has_marker(self, name: str) -> bool:
        return self._source.has_marker(self._pid, name)

    def mapped_files(self) -> frozenset[str]:
        return frozenset(self._source.mapped_files(self._pid))


def _same_start(one_s: float, other_s: float) -> bool:
    """Starts are ticks of 10 ms turned into seconds; a pid is not given away twice within one."""
    return abs(one_s - other_s) < 0.005


def platform_source() -> ProcessSource:
    """The process table of this system: /proc on Linux, psutil elsewhere."""
    if os.path.exists("/proc/self/stat"):  # noqa: PTH110 -- no pathlib for one look
        from wattprint.workloads.linux_source import LinuxSource

        return LinuxSource()
    from wattprint.workloads.psutil_source import PsutilSource

    return PsutilSource()
