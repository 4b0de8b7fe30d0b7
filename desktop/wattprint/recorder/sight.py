"""What the recorder sees now, as one value for whoever shows it."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.domain.bookings import Session
    from wattprint.domain.readings import Problem
    from wattprint.domain.tick import DeviceNow
    from wattprint.domain.workload import Workload


@dataclass(frozen=True, slots=True)
class ActiveNow:
    """A workload at work. power_w: its share in the last interval. session: the one it belongs to."""

    session: Session
    power_w: float


@dataclass(frozen=True, slots=True)
class Sight:
    """One look. wall_s: Unix time. loaded: workloads whose engine lives. paused: told not to measure.

    today_wh: the day's local total as last saved; today_at_least: parts of it are still unknown;
        today_modelled: no sensor stands behind some of it.
    """

    wall_s: float
    paused: bool
    devices: tuple[DeviceNow, ...]
    active: tuple[ActiveNow, ...]
    loaded: tuple[Workload, ...]
    today_wh: float | None
    today_at_least: bool
    today_modelled: bool = False


@dataclass(frozen=True, slots=True)
class Hello:
    """Said once at the start."""

    pid: int
    ledger: Path
    meters: tuple[tuple[str, tuple[str, ...]], ...]


def write_line(stream: IO[str], text: str, end: str = "\n") -> None:
    """Write at once. Raises BrokenPipeError when the reader is gone: a pipe's, or a terminal that was closed.

    A file on a full disk is no reason to stop measuring: what cannot be told there is dropped.
    """
    try:
        stream.write(text + end)
        stream.flush()
    except OSError as error:
        if error.errno in (errno.EPIPE, errno.EIO):
            raise BrokenPipeError(error.errno, error.strerror) from error


class Listener:
    """Is told what happens; this one ignores it all. May raise BrokenPipeError when nobody reads any more."""

    def hello(self, hello: Hello) -> None:
        """The recorder has started."""

    def sight(self, sight: Sight) -> None:
        """It has looked."""

    def problem(self, problem: Problem) -> None:
        """Something does not work; told once until it does again."""

    def solved(self, problem: Problem) -> None:
        """What was told does work again."""

    def session_ended(self, session: Session) -> None:
        """A session's gap has passed."""

    def saved(self, sight: Sight) -> None:
        """The ledger has changed."""

    def trouble(self, code: str, detail: str) -> None:
        """The ledger cannot be written, or was set aside; told once until it is well again."""

    def bye(self) -> None:
        """It stops."""
