"""The process table of macOS and Windows through psutil. Untested on either system."""

from __future__ import annotations

import os
import sys
from collections.abc import Set as AbstractSet
from pathlib import Path

import psutil

from wattprint.workloads.facts import ProcessFacts
from wattprint.workloads.names import base_name

#: All that psutil raises for processes that are gone or not ours to read; OSError for what slips through.
_REFUSED = (psutil.Error, OSError, ValueError)


class PsutilSource:
    """Asks psutil. What a system refuses to tell (arguments of elevated processes) is taken as unknown."""

    def __init__(self) -> None:
        self._user = _name_of(psutil.Process(os.getpid()))

    def pids(self) -> AbstractSet[int]:
        """Every pid that can be seen now."""
        return set(psutil.pids())

    def newest_pid(self) -> int | None:
        """Not told by psutil."""
        return None

    def look(self, pid: int) -> ProcessFacts | None:
        """Name, arguments, program and owner; each may be missing but the first and the start time."""
        try:
            process = psutil.Process(pid)
            with process.oneshot():
                if process.status() == psutil.STATUS_ZOMBIE:
                    return None
                user = _name_of(process)
                own = user is not None and user == self._user
                return ProcessFacts(
                    pid=pid,
                    started_s=process.create_time(),
                    parent_pid=process.ppid() or 0,
                    name=process.name(),
                    argv=_arguments(process),
                    exe=_program(process),
                    own=own,
                    user=None if own else user,
                    kernel=pid == 0 or (sys.platform == "win32" and pid == 4),
                )
        except _REFUSED:
            return None

    def usage(self, pid: int) -> tuple[float, float] | None:
        """Start and CPU time."""
        try:
            process = psutil.Process(pid)
            with process.oneshot():
                if process.status() == psutil.STATUS_ZOMBIE:
                    return None
                times = process.cpu_times()
                return process.create_time(), times.user + times.system
        except _REFUSED:
            return None

    def working_folder(self, pid: int) -> str | None:
        """As the system names it."""
        try:
            return psutil.Process(pid).cwd()
        except _REFUSED:
            return None

    def has_marker(self, pid: int, name: str) -> bool:
        """Whether `name` exists in the process' working directory."""
        folder = self.working_folder(pid)
        try:
            return folder is not None and (Path(folder) / name).exists()
        except _REFUSED:
            return False

    def mapped_files(self, pid: int) -> AbstractSet[str]:
        """On macOS psutil cannot tell: none."""
        if not hasattr(psutil.Process, "memory_maps"):
            return frozenset()
        try:
            return frozenset(base_name(mapped.path) for mapped in psutil.Process(pid).memory_maps())
        except _REFUSED:
            return frozenset()


def _name_of(process: psutil.Process) -> str | None:
    try:
        return process.username()
    except (*_REFUSED, KeyError):
        return None


def _arguments(process: psutil.Process) -> tuple[str, ...]:
    try:
        return tuple(process.cmdline()[:1024])
    except _REFUSED:
        return ()


def _program(process: psutil.Process) -> str | None:
    try:
        return process.exe() or None
    except _REFUSED:
        return None
