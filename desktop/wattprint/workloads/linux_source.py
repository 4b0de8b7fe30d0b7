"""The process table of Linux, read straight from /proc: a look costs some 60 µs, a usage 15 µs."""

from __future__ import annotations

import os
import pwd
from collections.abc import Set as AbstractSet
from typing import Final

from wattprint.workloads.facts import ProcessFacts

#: A command line longer than this is cut: recognising needs its front only.
_MAX_CMDLINE_BYTES: Final = 65_536
#: A process with more mappings than fit here (some 40,000) is recognised by what came first.
_MAX_MAPS_BYTES: Final = 4_000_000
_MAX_USERS: Final = 512
#: PF_KTHREAD of the flags in /proc/PID/stat.
_KERNEL_THREAD: Final = 0x00200000

# Places of the fields after the name in /proc/PID/stat (see proc_pid_stat(5)).
_STATE, _PARENT, _FLAGS, _USER_TIME, _SYSTEM_TIME, _START = 0, 1, 6, 11, 12, 19


class LinuxSource:
    """Reads /proc. `root` is for tests: a folder laid out like /proc."""

    def __init__(self, root: str = "/proc") -> None:
        self._root = root
        self._uid = os.geteuid()
        self._ticks = float(os.sysconf("SC_CLK_TCK"))
        self._boot_s = self._boot_time_s()
        self._users: dict[int, str | None] = {}

    def pids(self) -> AbstractSet[int]:
        """Every pid listed; with hidepid=2 that is the person's own."""
        return {int(name) for name in os.listdir(self._root) if name.isdigit()}  # noqa: PTH208

    def newest_pid(self) -> int | None:
        """The last field of loadavg: the pid most recently given out (man 5 proc)."""
        try:
            return int(_read_once(f"{self._root}/loadavg").rsplit(b" ", 1)[1])
        except (OSError, ValueError, IndexError):
            return None

    def look(self, pid: int) -> ProcessFacts | None:
        """Name, arguments, program and owner of a living process."""
        folder = f"{self._root}/{pid}"
        stat = self._stat(pid)
        if stat is None:
            return None
        name, values = stat
        try:
            owner = os.stat(folder).st_uid  # noqa: PTH116 -- called for every new process
            own = owner == self._uid
            raw = _read(f"{folder}/cmdline", _MAX_CMDLINE_BYTES).removesuffix(b"\0")
            return ProcessFacts(
                pid=pid,
                started_s=self._boot_s + int(values[_START]) / self._ticks,
                parent_pid=int(values[_PARENT]),
                name=name,
                argv=tuple(os.fsdecode(part) for part in raw.split(b"\0", 1024)[:1024]) if raw else (),
                exe=_link(f"{folder}/exe"),
                own=own,
                user=None if own else self._user(owner),
                kernel=bool(int(values[_FLAGS]) & _KERNEL_THREAD),
            )
        except (OSError, ValueError):
            return None

    def usage(self, pid: int) -> tuple[float, float] | None:
        """Start and CPU time from one small file."""
        stat = self._stat(pid)
        if stat is None:
            return None
        values = stat[1]
        busy = (int(values[_USER_TIME]) + int(values[_SYSTEM_TIME])) / self._ticks
        return self._boot_s + int(values[_START]) / self._ticks, busy

    def working_folder(self, pid: int) -> str | None:
        """As the kernel names it; never taken from arguments."""
        return _link(f"{self._root}/{pid}/cwd")

    def has_marker(self, pid: int, name: str) -> bool:
        """Asks through the kernel's own link, so a relative name cannot lead elsewhere."""
        try:
            os.stat(f"{self._root}/{pid}/cwd/{name}")  # noqa: PTH116
        except (OSError, ValueError):
            return False
        return True

    def mapped_files(self, pid: int) -> AbstractSet[str]:
        """From /proc/PID/maps, which only the owner may read; 0.1 to 3 ms."""
        try:
            raw = _read(f"{self._root}/{pid}/maps", _MAX_MAPS_BYTES)
        except OSError:
            return frozenset()
        paths = {line[slash:] for line in raw.split(b"\n") if (slash := line.find(b"/")) > 0}
        return frozenset(os.fsdecode(path.rpartition(b"/")[2]) for path in paths)

    def _stat(self, pid: int) -> tuple[str, list[bytes]] | None:
        try:
            raw = _read_once(f"{self._root}/{pid}/stat")
        except OSError:
            return None
        # The name stands in parentheses and may hold any character, parentheses and line feeds included.
        opening, closing = raw.find(b"("), raw.rfind(b")")
        values = raw[closing + 2 :].split(None, _START + 1)
        if opening < 0 or closing < opening or len(values) <= _START or values[_STATE] in (b"Z", b"X"):
            return None
        return os.fsdecode(raw[opening + 1 : closing]), values

    def _user(self, uid: int) -> str | None:
        if uid not in self._users and len(self._users) < _MAX_USERS:
            try:
                self._users[uid] = pwd.getpwuid(uid).pw_name
            except (KeyError, OSError):
                self._users[uid] = None
        return self._users.get(uid)

    def _boot_time_s(self) -> float:
        """Boot in Unix time. Read once: it moves when the clock is set, and identities must not."""
        try:
            for line in _read(f"{self._root}/stat", 1_000_000).split(b"\n"):
                if line.startswith(b"btime "):
                    return float(line.split()[1])
        except OSError:
            pass
        return 0.0


def _read_once(path: str) -> bytes:
    """A file of /proc that comes whole in one read."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(handle, 4096)
    finally:
        os.close(handle)


def _read(path: str, limit: int) -> bytes:
    """At most `limit` bytes of a file of /proc; long ones come about a page a read."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        parts: list[bytes] = []
        size = 0
        while size < limit and (part := os.read(handle, min(limit - size, 65_536))):
            parts.append(part)
            size += len(part)
        return b"".join(parts)
    finally:
        os.close(handle)


def _link(path: str) -> str | None:
    try:
        return os.readlink(path)  # noqa: PTH115 -- called for every new process
    except OSError:
        return None
