"""All meters together: opened with back-off, read side by side, one's failure never another's."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.readings import Problem, Reading
from wattprint.metering.meter import MeterUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wattprint.domain.readings import Device, Instant
    from wattprint.metering.meter import Meter

log = logging.getLogger(__name__)

#: A driver that is gone comes back after an update or a reboot: soon or in hours.
FIRST_RETRY_S = 30.0
LONGEST_RETRY_S = 600.0

#: The problem of a meter that broke its own promise of what it may raise.
FAILED = "meter-failed"

#: The problem of a meter whose devices are all left out: nothing to look for again.
ALL_LEFT_OUT = "all-left-out"


@dataclass(slots=True)
class _Slot:
    """One meter's standing. devices stay known while the meter is away: their time is then unmeasured.

    logged: the unforeseen failure that the log already has; None after a good reading.
    noted: the devices as last remembered for good.
    """

    meter: Meter
    opened: bool = False
    devices: tuple[Device, ...] = ()
    problem: Problem | None = None
    retry_at_s: float | None = 0.0
    backoff_s: float = FIRST_RETRY_S
    logged: str | None = None
    noted: tuple[Device, ...] = ()


class MeterSet:
    """Reads every meter; remembers problems until they are gone and tells each once."""

    def __init__(self, meters: Iterable[Meter]) -> None:
        self._slots = [_Slot(meter) for meter in meters]
        self._news: list[Problem] = []
        self._allowed: bool | None = None
        self._left_out: frozenset[str] = frozenset()
        self._solved: list[Problem] = []
        self._told: dict[tuple[str, ...], Problem] = {}
        self._ever: dict[str, Device] = {}

    @property
    def ever_seen(self) -> tuple[Device, ...]:
        """Every device under every key it ever had: what was booked under one is written under it.

        A card is unplugged, or wakes up and gets its name, between a booking and the next write.
        """
        return tuple(self._ever.values())

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

    def take_solved(self) -> list[Problem]:
        """Problems that were told and are gone since."""
        solved, self._solved = self._solved, []
        return solved

    def read(self, at: Instant) -> tuple[Reading, ...]:
        """One reading of every known device."""
        readings: list[Reading] = []
        standing_problems: set[tuple[str, ...]] = set()
        for slot in self._slots:
            self._open_when_due(slot, at)
            found = self._read_slot(slot, at)
            readings += found
            for problem in [slot.problem, *[reading.problem for reading in found]]:
                if problem is not None:
                    standing_problems.add(_identity(problem))
                    self._tell(problem)
            if slot.devices != slot.noted:
                slot.noted = slot.devices
                self._ever.update((device.key, device) for device in slot.devices)
        for identity in [identity for identity in self._told if identity not in standing_problems]:
            self._solved.append(self._told.pop(identity))
        return tuple(readings)

    def retry_soon(self) -> None:
        """An AI process has just appeared: a meter that is away is worth another try now."""
        for slot in self._slots:
            if not slot.opened and slot.retry_at_s is not None:
                slot.retry_at_s = 0.0
                slot.backoff_s = FIRST_RETRY_S

    def allow_driver(self, allowed: bool) -> None:
        """Tell meters whose open driver handle keeps a device awake whether an AI process needs them now."""
        if allowed is self._allowed:
            return
        self._allowed = allowed
        for slot in self._slots:
            allow = getattr(slot.meter, "allow_driver", None)
            if allow is not None:
                with _whatever_fails(slot.meter):
                    allow(allowed)

    def leave_out(self, keys: frozenset[str]) -> None:
        """Measure none of these devices from now on, and let go of their drivers; all others as before.

        Meters of several devices have a leave_out() of their own. Where the choice has changed they find
        their devices anew, because a device that comes back must be found.
        """
        if keys == self._left_out:
            return
        self._left_out = keys
        for slot in self._slots:
            leave_out = getattr(slot.meter, "leave_out", None)
            if leave_out is None:
                continue
            with _whatever_fails(slot.meter):
                slot.meter.close()
                leave_out(keys)
            slot.opened, slot.devices, slot.problem = False, (), None
            slot.retry_at_s, slot.backoff_s = 0.0, FIRST_RETRY_S

    def close(self) -> None:
        """Let go of every driver."""
        for slot in self._slots:
            with _whatever_fails(slot.meter):
                slot.meter.close()
            slot.opened = False

    def _open_when_due(self, slot: _Slot, at: Instant) -> None:
        if slot.opened or slot.retry_at_s is None or at.monotonic_s < slot.retry_at_s:
            return
        try:
            slot.meter.open()
            slot.devices = slot.meter.devices()
        except MeterUnavailable as away:
            self._set_away(slot, away, at)
        except Exception as bug:  # noqa: BLE001 -- see _failure_of
            self._set_away(slot, self._failure_of(slot, bug), at)
        else:
            slot.opened, slot.problem = True, None

    def _read_slot(self, slot: _Slot, at: Instant) -> list[Reading]:
        if slot.opened:
            try:
                found = list(slot.meter.read(at))
                slot.devices = slot.meter.devices()
            except MeterUnavailable as away:
                self._set_away(slot, away, at)
            except Exception as bug:  # noqa: BLE001 -- see _failure_of
                self._set_away(slot, self._failure_of(slot, bug), at)
            else:
                # Not at once after opening: a driver that opens well and then fails is not asked for ever.
                slot.backoff_s, slot.logged = FIRST_RETRY_S, None
                return found
        return [Reading(device.key, at, problem=slot.problem) for device in slot.devices]

    def _failure_of(self, slot: _Slot, bug: Exception) -> MeterUnavailable:
        """A meter's bug, or a driver's that no meter foresaw, costs its own devices and nobody else's.

        The log gets the whole story once, the person a line.
        """
        said = f"{slot.meter.name}: {type(bug).__name__}: {bug}"
        if slot.logged != said:
            slot.logged = said
            log.error("the meter %s failed", slot.meter.name, exc_info=bug)
        with _whatever_fails(slot.meter):
            slot.meter.close()
        return MeterUnavailable(Problem(FAILED, None, said))

    def _set_away(self, slot: _Slot, away: MeterUnavailable, at: Instant) -> None:
        slot.opened, slot.problem = False, away.problem
        if away.problem.code == ALL_LEFT_OUT:
            slot.devices = ()  # by choice: not away, and so not unmeasured
        if not away.worth_retrying and not slot.devices:
            slot.retry_at_s = None
            return
        slot.retry_at_s = at.monotonic_s + slot.backoff_s
        slot.backoff_s = min(LONGEST_RETRY_S, slot.backoff_s * 2)

    def _tell(self, problem: Problem) -> None:
        key = _identity(problem)
        if key not in self._told:
            self._told[key] = problem
            self._news.append(problem)
            log.info("%s %s %s", problem.code, problem.device_key or "", problem.detail)


def _identity(problem: Problem) -> tuple[str, ...]:
    """What makes two problems the same; only of a failed meter it is the detail that names it."""
    return (problem.code, problem.device_key or "", problem.detail if problem.code == FAILED else "")


@contextmanager
def _whatever_fails(meter: Meter) -> Iterator[None]:
    """Letting go of a driver may fail with it: nobody is helped by dying of that."""
    try:
        yield
    except Exception:
        log.exception("the meter %s failed while it was let go of", meter.name)
