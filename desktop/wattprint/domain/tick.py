"""What goes into the accounting at one instant, and what comes out of it besides bookings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wattprint.domain.bookings import Session
    from wattprint.domain.evidence import Roster
    from wattprint.domain.intervals import Interval
    from wattprint.domain.readings import Device, Instant, Quality, Reading
    from wattprint.domain.workload import Workload


@dataclass(frozen=True, slots=True)
class Tick:
    """All that was seen at one instant.

    planned_s: how long after the previous tick this one was meant to come (seconds).
    local_day: ISO date of the instant in the zone in force; slices that end here belong to it.
    devices: those being watched; one that gave no reading was unmeasured, one not listed is not there.
    """

    at: Instant
    planned_s: float
    local_day: str
    devices: tuple[Device, ...]
    readings: tuple[Reading, ...]
    roster: Roster


@dataclass(frozen=True, slots=True)
class DeviceNow:
    """One device as of the last tick. power_w: mean of its last slice, None when unmeasured.

    state: a State's value, or "asleep", "unmeasured", "part" (inside another device's meter).
    """

    device: Device
    state: str
    power_w: float | None
    quality: Quality | None


@dataclass(slots=True)
class Outcome:
    """What a tick led to.

    interval: None for the first tick. active: workloads at work, with their share of the power (W).
    ended: sessions whose gap has passed.
    """

    interval: Interval | None = None
    devices: list[DeviceNow] = field(default_factory=list)
    active: dict[Workload, float] = field(default_factory=dict)
    ended: list[Session] = field(default_factory=list)
