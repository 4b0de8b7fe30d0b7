"""What `doctor` asks of the machine: every meter tried for real, once, right now."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.accounting import Accountant
from wattprint.domain.evidence import Roster
from wattprint.domain.readings import Problem
from wattprint.domain.tick import DeviceNow, Tick
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.rapl import UDEV_COMMANDS, UDEV_RULE, UDEV_RULE_PATH
from wattprint.recorder.assemble import real_meters
from wattprint.recorder.meter_set import FAILED
from wattprint.system.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wattprint.metering.meter import Meter
    from wattprint.system.clock import Clock

log = logging.getLogger(__name__)

#: Long enough for two different counter values, short enough for somebody who waits.
BETWEEN_READINGS_S = 1.0


@dataclass(frozen=True, slots=True)
class Cure:
    """A file that an administrator may install, and what to run then."""

    path: str
    content: str
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeterReport:
    """One meter: what it gives now, what is wrong, whether anybody has run it on the real thing."""

    name: str
    tested_on_hardware: bool
    devices: tuple[DeviceNow, ...]
    problems: tuple[Problem, ...]
    cure: Cure | None


RAPL_CURE = Cure(UDEV_RULE_PATH, UDEV_RULE, UDEV_COMMANDS)


def examine(
    meters: Iterable[Meter] | None = None,
    clock: Clock | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> list[MeterReport]:
    """Open every meter, read it twice, close it. Sleeping GPUs are left asleep; one failure is never all."""
    clock = clock or SystemClock()
    meters = list(real_meters() if meters is None else meters)
    problems: dict[int, list[Problem]] = {index: [] for index in range(len(meters))}
    opened = []
    for index, meter in enumerate(meters):
        with _told_in(problems[index]):
            meter.open()
            opened.append((index, meter))
    books = {index: Accountant() for index, _ in opened}
    now: dict[int, tuple[DeviceNow, ...]] = {}
    for turn in range(2):
        for index, meter in opened:
            with _told_in(problems[index]):
                now[index] = _look(meter, books[index], clock, problems[index])
        if turn == 0 and opened:
            sleep(BETWEEN_READINGS_S)
    reports = []
    for index, meter in enumerate(meters):
        own_problem = getattr(meter, "problem", None)
        with _told_in(problems[index]):
            meter.close()
        found = _unique([*problems[index], *([own_problem] if own_problem else [])])
        cure = RAPL_CURE if any(problem.code == "rapl-permission" for problem in found) else None
        reports.append(MeterReport(meter.name, meter.tested_on_hardware, now.get(index, ()), found, cure))
    return reports


@contextmanager
def _told_in(problems: list[Problem]) -> Iterator[None]:
    """What a meter raises becomes a line of its report, a bug too: whoever asks wants to see the others."""
    try:
        yield
    except MeterUnavailable as away:
        problems.append(away.problem)
    except Exception as bug:
        log.exception("a meter failed")
        problems.append(Problem(FAILED, None, f"{type(bug).__name__}: {bug}"))


def _look(meter: Meter, book: Accountant, clock: Clock, problems: list[Problem]) -> tuple[DeviceNow, ...]:
    at = clock.now()
    readings = meter.read(at)
    problems += [reading.problem for reading in readings if reading.problem is not None]
    tick = Tick(at, BETWEEN_READINGS_S, clock.local_day(at.wall_s), meter.devices(), readings, Roster())
    return tuple(book.process(tick).devices)


def _unique(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problems))
