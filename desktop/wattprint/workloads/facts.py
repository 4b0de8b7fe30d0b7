"""What the system says about a process, and the small interface that it is asked through."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ProcessFacts:
    """One process as one look found it. Lives for that look only: argv and paths are never kept.

    started_s: Unix time; with the pid the process' identity, equal in every look at the same process.
    name: the system's short name of the process (Linux cuts it to 15 characters).
    exe: path of the program file; None when the system does not tell (other users' processes).
    own: belongs to the user who runs Wattprint. user: the owner's login name, when it was looked up.
    kernel: a kernel thread.
    """

    pid: int
    started_s: float
    parent_pid: int
    name: str
    argv: tuple[str, ...] = field(default=(), repr=False)
    exe: str | None = field(default=None, repr=False)
    own: bool = True
    user: str | None = None
    kernel: bool = False


class Evidence(Protocol):
    """What costs something to find out, so that it is asked only when a rule needs it."""

    def working_folder(self) -> str | None:
        """The working directory's path; None when the system does not tell."""

    def has_marker(self, name: str) -> bool:
        """Whether a file or folder of this name lies in the working directory."""

    def mapped_files(self) -> AbstractSet[str]:
        """Base names, as they stand, of the files mapped into the process; empty when not to be looked up."""


class NoEvidence:
    """Nothing can be found out: another user's process, or one that is gone."""

    def working_folder(self) -> str | None:
        """Unknown."""
        return None

    def has_marker(self, name: str) -> bool:
        """Unknown, so no proof."""
        del name
        return False

    def mapped_files(self) -> AbstractSet[str]:
        """Unknown, so none."""
        return frozenset()


class ProcessSource(Protocol):
    """The system's table of processes. No call raises for a process that vanished or may not be read."""

    def pids(self) -> AbstractSet[int]:
        """Every pid that can be seen now. Raises OSError when the table itself cannot be read."""

    def newest_pid(self) -> int | None:
        """The pid given last; while it stays, no process was born. None where the system does not tell."""

    def look(self, pid: int) -> ProcessFacts | None:
        """What is known of a process; None for one that is gone, dead (a zombie) or hidden."""

    def usage(self, pid: int) -> tuple[float, float] | None:
        """(started_s, CPU seconds user and system, its own threads); None as for `look`. Must be cheap."""

    def working_folder(self, pid: int) -> str | None:
        """Path of the working directory; None when the system does not tell."""

    def has_marker(self, pid: int, name: str) -> bool:
        """Whether `name` exists in the process' working directory."""

    def mapped_files(self, pid: int) -> AbstractSet[str]:
        """Base names of the files mapped into the process; may cost milliseconds."""
