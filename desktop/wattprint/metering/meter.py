"""The one interface that every meter has, and the error it may raise.

A meter is opened once, read many times and closed. It never prints, never sleeps, starts no thread and no
subprocess, and never lets a sensor's failure become a zero: what it could not read is None with a Problem.
"""

from __future__ import annotations

from typing import Protocol

from wattprint.domain.readings import Device, Instant, Problem, Reading


class MeterUnavailable(Exception):
    """The meter cannot work at all just now (no driver, no permission, no such hardware).

    problem: what to tell the person.
    worth_retrying: False where only other hardware would change it ("no NVIDIA card here").
    """

    def __init__(self, problem: Problem, *, worth_retrying: bool = True) -> None:
        super().__init__(f"{problem.code}: {problem.detail}" if problem.detail else problem.code)
        self.problem = problem
        self.worth_retrying = worth_retrying


class Meter(Protocol):
    """Reads one kind of sensor.

    name: short stable id for `doctor` and logs ("nvml", "rapl", "cpu-model", "amdgpu").
    tested_on_hardware: False until someone ran it on the real thing; README and `doctor` say so.
    """

    name: str
    tested_on_hardware: bool

    def open(self) -> None:
        """Find the sensors by trial calls. Raises MeterUnavailable; may be called again after close()."""

    def devices(self) -> tuple[Device, ...]:
        """The devices found by the last open(); may change when a device appears or is lost."""

    def read(self, at: Instant) -> tuple[Reading, ...]:
        """One reading per device, stamped `at`. Raises MeterUnavailable when the whole meter failed."""

    def close(self) -> None:
        """Let go of driver handles; safe to call twice."""
