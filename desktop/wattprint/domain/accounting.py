"""One tick after another: readings become slices, shares, sessions and bookings. Pure; time is passed in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wattprint.domain.attribution import Attribution, State, attribute_cpu, attribute_gpu
from wattprint.domain.baseline import Baseline, BaselineLearner
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.evidence import (
    CPU_ACTIVE_CORES,
    UTILISATION_BUSY,
    Occupancy,
    Roster,
    device_busy,
    occupancy_of,
)
from wattprint.domain.intervals import Interval, interval_between
from wattprint.domain.readings import Device, DeviceKind, Instant, Quality, Reading
from wattprint.domain.sessions import Activity, SessionBook
from wattprint.domain.slices import Fault, Slice, StuckDetector, make_slice
from wattprint.domain.workload import DEFAULT_GAP_S, Kind, Workload


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
    """One device as of the last tick. power_w: mean of its last slice, None when unmeasured."""

    device: Device
    state: str
    power_w: float | None
    quality: Quality | None


@dataclass(slots=True)
class Outcome:
    """What a tick led to. ended: sessions whose gap has passed. active: workloads at work right now."""

    interval: Interval | None = None
    devices: list[DeviceNow] = field(default_factory=list)
    active: dict[Workload, float] = field(default_factory=dict)
    ended: list[Session] = field(default_factory=list)
    standby: bool = False


@dataclass(slots=True)
class _DeviceBook:
    """What is remembered of one device between ticks.

    bridged_j: joules booked by power since its counter last moved.
    """

    learner: BaselineLearner
    previous: Reading | None = None
    attribution: Attribution | None = None
    stuck: StuckDetector = field(default_factory=StuckDetector)
    bridged_j: float = 0.0


class Accountant:
    """Turns ticks into bookings. `bookings` is taken and replaced by whoever writes the ledger."""

    def __init__(
        self,
        *,
        gap_s: Mapping[Kind, float] = DEFAULT_GAP_S,
        baselines: Mapping[str, Baseline] | None = None,
        open_sessions: Iterable[Session] = (),
        now_wall_s: float = 0.0,
    ) -> None:
        self.bookings = Bookings()
        self.sessions = SessionBook(gap_s, open_sessions, now_wall_s)
        self._baselines = dict(baselines or {})
        self._books: dict[str, _DeviceBook] = {}
        self._previous_at: Instant | None = None
        self._previous_cpu_s: Mapping[Workload, float] = {}
        for session in self.sessions.pass_time(0.0):
            self.bookings.touch(session)  # its gap ran out while no recorder ran: it ended where it ended

    def baseline_w(self, device_key: str) -> float | None:
        """The device's baseline in watts; None while learning."""
        book = self._books.get(device_key)
        known = book.learner.current if book else self._baselines.get(device_key)
        return known.watts if known else None

    def forget_previous(self) -> None:
        """Start afresh, as after a pause: the next tick makes no slice of the time before it."""
        self._previous_at = None
        self._previous_cpu_s = {}
        for book in self._books.values():
            book.previous = book.attribution = None

    def book_pause(self, at: Instant, local_day: str, device_keys: Iterable[str]) -> None:
        """Time since the last call went by while paused: it is booked as such and as nothing else."""
        if self._previous_at is not None:
            interval = interval_between(self._previous_at, at, 1.0)
            for key in device_keys:
                self.bookings.book_coverage(local_day, key, "paused", interval.elapsed_s)
            self.bookings.day(local_day).paused_s += interval.elapsed_s
            self._end_sessions(interval, {})
        self.forget_previous()
        self._previous_at = at

    def process(self, tick: Tick) -> Outcome:
        """Book the interval that ends with this tick."""
        outcome = Outcome()
        if self._previous_at is None:
            self._previous_at = tick.at
            self._begin(tick)
            return outcome
        interval = interval_between(self._previous_at, tick.at, tick.planned_s)
        outcome.interval = interval
        if interval.elapsed_s <= 0:
            # Nothing to divide yet: the next tick takes along what this one saw, a suspend included.
            self._begin(tick)
            return outcome
        cpu_cores = _cores(self._previous_cpu_s, tick.roster.engine_cpu_s, interval)
        self._divide(tick, interval, cpu_cores, outcome)
        outcome.ended = self._end_sessions(interval, outcome.active)
        self._previous_at, self._previous_cpu_s = tick.at, dict(tick.roster.engine_cpu_s)
        return outcome

    # -- one tick, step by step ---------------------------------------------------------------------------

    def _begin(self, tick: Tick) -> None:
        """What has no earlier value to compare with starts at this tick."""
        self._previous_cpu_s = {**tick.roster.engine_cpu_s, **self._previous_cpu_s}
        for reading in tick.readings:
            book = self._book_of(reading.device_key)
            book.previous = book.previous or reading

    def _divide(
        self, tick: Tick, interval: Interval, cpu_cores: Mapping[Workload, float], outcome: Outcome
    ) -> None:
        devices = {device.key: device for device in tick.devices}
        for key, book in self._books.items():
            if key not in devices:
                # When it returns, what its counter gained meanwhile must not fall into its first slice.
                book.previous = book.attribution = None
        seen = {reading.device_key: reading for reading in tick.readings}
        readings = all_readings = [seen.get(key) or Reading(key, tick.at) for key in devices]
        slices = {r.device_key: self._slice(tick, r, devices[r.device_key], interval) for r in readings}
        for key in [key for key in slices if devices[key].part_of is not None]:
            outcome.devices.append(_shown_only(devices[key], slices.pop(key)))
        readings = [reading for reading in readings if reading.device_key in slices]
        occupancies = _occupancies(readings, devices, tick.roster)
        parts: dict[str, Attribution] = {}
        for reading in readings:
            device = devices[reading.device_key]
            piece = slices[device.key]
            if (
                device.kind is DeviceKind.GPU
                and piece is not None
                and not reading.asleep
                and not reading.problem
            ):
                limit_w = reading.limit_w or device.limit_w
                busy = device_busy(reading, piece.mean_power_w, self.baseline_w(device.key), limit_w)
                parts[device.key] = attribute_gpu(occupancies[device.key], busy, cpu_cores)
        by_cpu = {w for w, cores in cpu_cores.items() if cores > CPU_ACTIVE_CORES}
        active = frozenset(by_cpu.union(*(part.shares for part in parts.values())))
        for reading in readings:
            device = devices[reading.device_key]
            piece = slices[device.key]
            if device.kind is DeviceKind.CPU and piece is not None:
                busy_cores = self._busy_cores(reading, interval)
                parts[device.key] = attribute_cpu(active, cpu_cores, busy_cores)
        settled = {key: self._settled(key, interval, parts.get(key)) for key in slices}
        if interval.late:
            active = frozenset().union(*(part.shares for part in settled.values()))
        activities = self._book_slices(tick, devices, slices, settled, active, outcome)
        self._learn(devices, readings, slices, occupancies, cpu_cores, interval)
        self._extend_sessions(tick, interval, activities, outcome)
        self._book_day(tick, interval, slices, bool(active))
        for reading in all_readings:
            book = self._book_of(reading.device_key)
            book.previous, book.attribution = reading, parts.get(reading.device_key)
        outcome.standby = any(part.state is State.STANDBY for part in parts.values()) or bool(
            tick.roster.loaded
        )

    def _slice(self, tick: Tick, reading: Reading, device: Device, interval: Interval) -> Slice | None:
        """The device's slice of this interval, with its faults counted; None when it has just appeared."""
        book = self._book_of(reading.device_key)
        if book.stuck.feed(reading):
            self.bookings.book_fault(tick.local_day, device.key, Fault.STUCK)
        if book.previous is None:
            book.bridged_j = 0.0
            return None
        limit_w = reading.limit_w or device.limit_w
        piece = make_slice(book.previous, reading, interval, limit_w, book.bridged_j)
        frozen = Fault.COUNTER_FROZEN in piece.faults
        book.bridged_j = book.bridged_j + (piece.energy_j or 0.0) if frozen else 0.0
        for fault in piece.faults:
            self.bookings.book_fault(tick.local_day, device.key, fault)
        return piece

    def _busy_cores(self, reading: Reading, interval: Interval) -> float | None:
        previous = self._book_of(reading.device_key).previous
        if previous is None or previous.cpu_busy_s is None or reading.cpu_busy_s is None:
            return None
        busy_s = reading.cpu_busy_s - previous.cpu_busy_s
        # It falls when a core is taken out: then nobody knows how busy the others were.
        return busy_s / interval.elapsed_s if 0 <= busy_s < math.inf else None

    def _book_slices(
        self,
        tick: Tick,
        devices: Mapping[str, Device],
        slices: Mapping[str, Slice | None],
        settled: Mapping[str, Attribution],
        active: frozenset[Workload],
        outcome: Outcome,
    ) -> dict[Workload, Activity]:
        activities = {workload: Activity(0.0, shared=False) for workload in active}
        for key, piece in slices.items():
            if piece is None:
                outcome.devices.append(DeviceNow(devices[key], "unmeasured", None, None))
                continue
            if piece.asleep:
                self.bookings.book_coverage(tick.local_day, key, "asleep", piece.seconds)
                outcome.devices.append(DeviceNow(devices[key], "asleep", 0.0, None))
                continue
            part = settled[key]
            state = "unmeasured" if piece.energy_j is None else part.state.value
            outcome.devices.append(DeviceNow(devices[key], state, piece.mean_power_w, piece.quality))
            if piece.energy_j is None or piece.quality is None:
                self.bookings.book_coverage(tick.local_day, key, "unmeasured", piece.seconds)
                continue
            self.bookings.book_coverage(tick.local_day, key, "measured", piece.seconds)
            self._book_parts(tick, piece, part, activities)
        return activities

    def _settled(self, key: str, interval: Interval, part: Attribution | None) -> Attribution:
        """What a slice counts as once stalls and suspends had their say."""
        nobody = Attribution(State.BRIDGED, {}, rest=State.BRIDGED)
        if part is None or interval.suspended:
            return nobody
        if interval.late:
            before = self._book_of(key).attribution
            return part if before is not None and before.same_work_as(part) else nobody
        return part

    def _book_parts(
        self, tick: Tick, piece: Slice, part: Attribution, activities: dict[Workload, Activity]
    ) -> None:
        assert piece.energy_j is not None
        assert piece.quality is not None
        day, key, quality = tick.local_day, piece.device_key, piece.quality
        start_wall_s = tick.at.wall_s - piece.seconds
        left = 1.0
        for workload, share in part.shares.items():
            session = self.sessions.open_or_go_on(workload, start_wall_s, day)
            row = EnergyKey(day, key, State.ACTIVE, workload, session, quality)
            self.bookings.book_energy(row, piece.energy_j * share, piece.seconds * share)
            before = activities.get(workload, Activity(0.0, shared=False))
            activities[workload] = Activity(
                before.energy_j + piece.energy_j * share, before.shared or part.equal_split
            )
            left -= share
        for workload in part.standby:
            share = 1.0 / len(part.standby)
            row = EnergyKey(day, key, State.STANDBY, workload, None, quality)
            self.bookings.book_energy(row, piece.energy_j * share, piece.seconds * share)
            left -= share
        if left > 1e-9:
            row = EnergyKey(day, key, part.rest, None, None, quality)
            self.bookings.book_energy(row, piece.energy_j * left, piece.seconds * left)

    def _extend_sessions(
        self, tick: Tick, interval: Interval, activities: Mapping[Workload, Activity], outcome: Outcome
    ) -> None:
        if interval.suspended:
            return
        for workload, activity in activities.items():
            start_wall_s = tick.at.wall_s - interval.elapsed_s
            session = self.sessions.open_or_go_on(workload, start_wall_s, tick.local_day)
            self.sessions.extend(session, activity, interval.elapsed_s, tick.at.wall_s)
            self.bookings.touch(session)
            outcome.active[workload] = activity.energy_j / interval.elapsed_s

    def _learn(
        self,
        devices: Mapping[str, Device],
        readings: list[Reading],
        slices: Mapping[str, Slice | None],
        occupancies: Mapping[str, Occupancy],
        cpu_cores: Mapping[Workload, float],
        interval: Interval,
    ) -> None:
        for reading in readings:
            key, piece = reading.device_key, slices[reading.device_key]
            learner = self._book_of(key).learner
            if piece is None:
                continue
            if piece.asleep:
                news = learner.fell_asleep()
            elif devices[key].kind is DeviceKind.CPU:
                if piece.quality is Quality.MODELLED:
                    continue  # the model counts busy time only: there is nothing to subtract
                busy_cores = self._busy_cores(reading, interval)
                quiet = busy_cores is not None and busy_cores < CPU_ACTIVE_CORES and not interval.suspended
                quiet = quiet and all(cores <= CPU_ACTIVE_CORES / 10 for cores in cpu_cores.values())
                news = learner.feed(piece.mean_power_w, piece.seconds, quiet=quiet)
            else:
                quiet = not interval.suspended and _gpu_quiet(reading, occupancies[key])
                news = learner.feed(piece.mean_power_w, piece.seconds, quiet=quiet)
            if news is not None:
                self.bookings.baselines[key] = news

    def _book_day(
        self, tick: Tick, interval: Interval, slices: Mapping[str, Slice | None], active: bool
    ) -> None:
        known = [p for p in slices.values() if p is not None]
        day = self.bookings.day(tick.local_day)
        if any(p.energy_j is not None for p in known):
            day.recorded_s += interval.elapsed_s
        if any(p.energy_j is None for p in known):
            day.unmeasured_s += interval.elapsed_s
        if active and not interval.suspended:
            day.active_s += interval.elapsed_s

    def _end_sessions(self, interval: Interval, active: Mapping[Workload, float]) -> list[Session]:
        ended = self.sessions.pass_time(interval.elapsed_s + interval.suspended_s, active)
        for session in ended:
            self.bookings.touch(session)
        return ended

    def _book_of(self, device_key: str) -> _DeviceBook:
        book = self._books.get(device_key)
        if book is None:
            book = _DeviceBook(BaselineLearner(self._baselines.get(device_key)))
            self._books[device_key] = book
        return book


def _shown_only(device: Device, piece: Slice | None) -> DeviceNow:
    """A meter inside another (an iGPU inside the CPU package) is shown, never added."""
    if piece is None:
        return DeviceNow(device, "unmeasured", None, None)
    return DeviceNow(device, "part", piece.mean_power_w, piece.quality)


def _cores(
    before: Mapping[Workload, float], now: Mapping[Workload, float], interval: Interval
) -> dict[Workload, float]:
    """Cores each workload's engine tree kept busy.

    One that appears brings the CPU time of its whole past (a server that runs for hours, whose model has just
    become known): it counts from its second tick on.
    """
    grown_s = {workload: cpu_s - before[workload] for workload, cpu_s in now.items() if workload in before}
    return {w: cpu_s / interval.elapsed_s if 0 < cpu_s < math.inf else 0.0 for w, cpu_s in grown_s.items()}


def _occupancies(
    readings: list[Reading], devices: Mapping[str, Device], roster: Roster
) -> dict[str, Occupancy]:
    """Who is on each GPU. A workload seen on a card that lists its processes is not on one that cannot."""
    gpus = [r for r in readings if devices[r.device_key].kind is DeviceKind.GPU]
    listed = {r.device_key: occupancy_of(r, roster) for r in gpus if r.processes is not None}
    elsewhere = frozenset[Workload]().union(*(o.resident for o in listed.values()))
    rest = Roster(roster.loaded - elsewhere, roster.engine_cpu_s, roster.who, roster.rival_running)
    return listed | {r.device_key: occupancy_of(r, rest) for r in gpus if r.processes is None}


def _gpu_quiet(reading: Reading, occupancy: Occupancy) -> bool:
    """No AI process on the device, and other programs use less than 5 % of it."""
    if occupancy.resident or occupancy.sm or reading.problem is not None:
        return False
    if occupancy.shares_known:
        return occupancy.others_sm < UTILISATION_BUSY
    if reading.utilisation is None:
        return not occupancy.rival
    return reading.utilisation < UTILISATION_BUSY
