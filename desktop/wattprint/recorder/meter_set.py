"""All meters together: opened with back-off, read side by side, one's failure never another's."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.readings import Reading
from wattprint.metering.meter import MeterUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.domain.readings import Device, Instant, Problem
    from wattprint.metering.meter import Meter

log = logging.getLogger(__name__)

#: A driver that is gone comes back after an update or a reboot: soon or in hours.
FIRST_RETRY_S = 30.0
LONGEST_RETRY_S = 600.0


@dataclass(slots=True)
class _Slot:
    """One meter's standing. devices stay known while the meter is away: their time is then unmeasured."""

    meter: Meter
    opened: bool = False
    devices: tuple[Device, ...] = ()
    problem: Problem | None = None
    retry_at_s: float | None = 0.0
    backoff_s: float = FIRST_RETRY_S


class MeterSet:
    """Reads every meter; remembers problems until they are gone and tells each once."""

    def __init__(self, meters: Iterable[Meter]) -> None:
        self._slots = [_Slot(meter) for meter in meters]
        self._news: list[Problem] = []
        self._told: set[tuple[str, str | None]] = set()

    @property
    def devices(self) -> tuple[Device, ...]:
        """All devices known, those of meters that are away for the moment included."""
        return tuple(device for slot in self._slots for device in slot.devices)

    @property
    def standing(self) -> list[tuple[Meter, tuple[Device, ...], Problem | None]]:
        """Each meter with its devices and what is wrong with it."""
        return [(slot.meter, slot.devices, slot.problem) for slot in self._slots]

    def take_news(self) -> list[Problem]:
        """Problems that were not told yet."""
        news, self._news = self._news, []
        return news

    def read(self, at: Instant) -> tuple[Reading, ...]:
        """One reading of every known device."""
        readings: list[Reading] = []
        standing_problems: set[tuple[str, str | None]] = set()
        for slot in self._slots:
            self._open_when_due(slot, at)
            found = self._read_slot(slot, at)
            readings += found
            for problem in (slot.problem, *(reading.problem for reading in found)):
                if problem is not None:
                    standing_problems.add((problem.code, problem.device_key))
                    self._tell(problem)
        self._told &= standing_problems
        return tuple(readings)

    def retry_soon(self) -> None:
        """An AI process has just appeared: a meter that is away is worth another try now."""
        for slot in self._slots:
            if not slot.opened and slot.retry_at_s is not None:
                slot.retry_at_s = 0.0
                slot.backoff_s = FIRST_RETRY_S

    def allow_driver(self, allowed: bool) -> None:
        """Tell meters whose open driver handle keeps a device awake whether an AI process needs them now."""
        for slot in self._slots:
            allow = getattr(slot.meter, "allow_driver", None)
            if allow is not None:
                allow(allowed)

    def close(self) -> None:
        """Let go of every driver."""
        for slot in self._slots:
            slot.meter.close()
            slot.opened = False

    def _open_when_due(self, slot: _Slot, at: Instant) -> None:
        if slot.opened or slot.retry_at_s is None or at.monotonic_s < slot.retry_at_s:
            return
        try:
            slot.meter.open()
        except MeterUnavailable as away:
            self._set_away(slot, away, at)
        else:
            slot.opened, slot.problem, slot.backoff_s = True, None, FIRST_RETRY_S
            slot.devices = slot.meter.devices()

    def _read_slot(self, slot: _Slot, at: Instant) -> list[Reading]:
        if slot.opened:
            try:
                found = list(slot.meter.read(at))
            except MeterUnavailable as away:
                self._set_away(slot, away, at)
            else:
                slot.devices = slot.meter.devices()
                return found
        return [Reading(device.key, at, problem=slot.problem) for device in slot.devices]

    def _set_away(self, slot: _Slot, away: MeterUnavailable, at: Instant) -> None:
        slot.opened, slot.problem = False, away.problem
        if not away.worth_retrying and not slot.devices:
            slot.retry_at_s = None
            return
        slot.retry_at_s = at.monotonic_s + slot.backoff_s
        slot.backoff_s = min(LONGEST_RETRY_S, slot.backoff_s * 2)

    def _tell(self, problem: Problem) -> None:
        key = (problem.code, problem.device_key)
        if key not in self._told:
            self._told.add(key)
            self._news.append(problem)
            log.info("%s %s %s", problem.code, problem.device_key or "", problem.detail)
