"""One tick after another: readings become slices, shares, sessions and bookings. Pure; time is passed in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.attribution import Attribution, State, attribute_cpu, attribute_gpu
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.device_book import DeviceBook, cpu_quiet, gpu_quiet, is_gpu
from wattprint.domain.evidence import CPU_ACTIVE_CORES, Occupancy, Roster, device_busy, occupancy_of
from wattprint.domain.intervals import Interval, interval_between
from wattprint.domain.readings import Device, Instant, Reading
from wattprint.domain.sessions import Activity, SessionBook
from wattprint.domain.tick import DeviceNow, Outcome, Tick
from wattprint.domain.workload import DEFAULT_GAP_S, Kind, Workload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wattprint.domain.baseline import Baseline
    from wattprint.domain.slices import Slice

#: What a slice is whose time nobody can account for: across a suspend, or a stall whose ends disagree.
NOBODYS = Attribution(State.BRIDGED, {}, rest=State.BRIDGED)


@dataclass(slots=True)
class _Look:
    """One device at one tick. piece: None when it has just appeared. part: whose the slice is.

    occupancy: for a GPU that can be divided. busy_cores: for the CPU.
    """

    device: Device
    reading: Reading
    book: DeviceBook
    piece: Slice | None
    occupancy: Occupancy | None = None
    busy_cores: float | None = None
    part: Attribution | None = None


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
        self._books: dict[str, DeviceBook] = {}
        self._previous_at: Instant | None = None
        self._previous_cpu_s: Mapping[Workload, float] = {}
        for session in self.sessions.pass_time(0.0):
            self.bookings.touch(session)  # its gap ran out while no recorder ran: it ended where it ended

    def baseline_w(self, device_key: str) -> float | None:
        """The device's baseline in watts; None while learning."""
        baseline = self._book_of(device_key).baseline
        return baseline.watts if baseline else None

    def forget_previous(self) -> None:
        """Start afresh, as after a pause: the next tick makes no slice of the time before it."""
        self._previous_at = None
        self._previous_cpu_s = {}
        for book in self._books.values():
            book.forget_previous()

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
        if self._previous_at is None:
            self._previous_at = tick.at
            self._begin(tick)
            return Outcome()
        interval = interval_between(self._previous_at, tick.at, tick.planned_s)
        outcome = Outcome(interval)
        if interval.elapsed_s <= 0:
            # Nothing to divide yet: the next tick takes along what this one saw, a suspend included.
            self._begin(tick)
            return outcome
        before_s = self._previous_cpu_s
        if tick.roster.newborn:
            before_s = dict.fromkeys(tick.roster.newborn, 0.0) | dict(before_s)
        cpu_cores = _cores(before_s, tick.roster.engine_cpu_s, interval)
        looks = self._look_at_devices(tick, interval)
        active = self._attribute(looks, tick.roster, cpu_cores, interval)
        activities = self._book_looks(looks, tick, interval, active, outcome)
        self._learn(looks, cpu_cores)
        self._extend_sessions(tick, interval, activities, outcome)
        self._book_day(tick, interval, looks, active)
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

    def _look_at_devices(self, tick: Tick, interval: Interval) -> list[_Look]:
        """Every watched device with the slice that ends now, its faults counted."""
        seen = {reading.device_key: reading for reading in tick.readings}
        watched = {device.key: device for device in tick.devices}
        looks = []
        for device in watched.values():
            reading = seen.get(device.key) or Reading(device.key, tick.at)
            book = self._book_of(device.key)
            piece, faults = book.slice_until(reading, device, interval)
            for fault in faults:
                self.bookings.book_fault(tick.local_day, device.key, fault)
            looks.append(_Look(device, reading, book, piece))
        if len(self._books) > len(looks):
            for key, book in self._books.items():
                if key not in watched:
                    book.forget_previous()
        return looks

    def _attribute(
        self, looks: list[_Look], roster: Roster, cpu_cores: Mapping[Workload, float], interval: Interval
    ) -> frozenset[Workload]:
        """Decide whose each slice is; returns the workloads proven active on any device.

        GPUs first: a workload at work on a GPU gets its CPU time too, however little that is.
        """
        _find_occupants(looks, roster)
        active = {w for w, cores in cpu_cores.items() if cores > CPU_ACTIVE_CORES}
        for look in looks:
            if look.occupancy is not None and look.piece is not None:
                look.part = self._attribute_gpu(look, look.occupancy, look.piece, cpu_cores)
                active.update(look.part.shares)
        for look in looks:
            if not is_gpu(look.device) and look.piece is not None:
                look.busy_cores = look.book.busy_cores(look.reading, interval)
                look.part = attribute_cpu(frozenset(active), cpu_cores, look.busy_cores)
        return self._settle(looks, interval, frozenset(active))

    def _attribute_gpu(
        self, look: _Look, occupancy: Occupancy, piece: Slice, cpu_cores: Mapping[Workload, float]
    ) -> Attribution:
        limit_w = look.reading.limit_w or look.device.limit_w
        busy = device_busy(look.reading, piece.mean_power_w, self.baseline_w(look.device.key), limit_w)
        return attribute_gpu(occupancy, busy, cpu_cores)

    @staticmethod
    def _settle(looks: list[_Look], interval: Interval, active: frozenset[Workload]) -> frozenset[Workload]:
        """Let stalls and suspends have their say: a slice stays what it is only when both ends agree."""
        for look in looks:
            before, now = look.book.attribution, look.part
            look.book.previous, look.book.attribution = look.reading, now
            agreed = before is not None and now is not None and before.same_work_as(now)
            if now is None or interval.suspended or (interval.late and not agreed):
                look.part = NOBODYS
        if not interval.late:
            return active
        return frozenset().union(*(look.part.shares for look in looks if look.part is not None))

    def _book_looks(
        self,
        looks: list[_Look],
        tick: Tick,
        interval: Interval,
        active: frozenset[Workload],
        outcome: Outcome,
    ) -> dict[Workload, Activity]:
        """Book every slice; returns what each active workload did."""
        activities = {workload: Activity(0.0, shared=False) for workload in active}
        for look in looks:
            how, now = _told(look)
            outcome.devices.append(now)
            if how is None:
                continue
            self.bookings.book_coverage(tick.local_day, look.device.key, how, interval.elapsed_s)
            if how == "measured":
                self._book_parts(look, tick, activities)
        return activities

    def _book_parts(self, look: _Look, tick: Tick, activities: dict[Workload, Activity]) -> None:
        piece, part = look.piece, look.part
        assert piece is not None
        assert part is not None
        assert piece.energy_j is not None
        assert piece.quality is not None
        day, key, quality = tick.local_day, piece.device_key, piece.quality
        left = 1.0
        for workload, share in part.shares.items():
            session = self.sessions.open_or_go_on(workload, tick.at.wall_s - piece.seconds, day)
            row = EnergyKey(day, key, State.ACTIVE, workload, session, quality)
            self.bookings.book_energy(row, piece.energy_j * share, piece.seconds * share)
            before = activities.get(workload, Activity(0.0, shared=False))
            energy_j = before.energy_j + piece.energy_j * share
            activities[workload] = Activity(energy_j, before.shared or part.equal_split)
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

    def _learn(self, looks: list[_Look], cpu_cores: Mapping[Workload, float]) -> None:
        for look in looks:
            if look.piece is None or look.device.part_of is not None:
                continue
            if is_gpu(look.device):
                quiet = look.occupancy is not None and gpu_quiet(look.reading, look.occupancy)
            else:
                quiet = cpu_quiet(look.reading, look.busy_cores, cpu_cores)
            news = look.book.learn(look.piece, quiet=quiet)
            if news is not None:
                self.bookings.baselines[look.device.key] = news

    def _book_day(
        self, tick: Tick, interval: Interval, looks: list[_Look], active: frozenset[Workload]
    ) -> None:
        pieces = [look.piece for look in looks if look.piece is not None and look.device.part_of is None]
        day = self.bookings.day(tick.local_day)
        if any(piece.energy_j is not None for piece in pieces):
            day.recorded_s += interval.elapsed_s
        if any(piece.energy_j is None for piece in pieces):
            day.unmeasured_s += interval.elapsed_s
        # Pending programs are in no total, so they make no active time either.
        if not interval.suspended and any(not workload.pending for workload in active):
            day.active_s += interval.elapsed_s

    def _end_sessions(self, interval: Interval, active: Mapping[Workload, float]) -> list[Session]:
        ended = self.sessions.pass_time(interval.elapsed_s + interval.suspended_s, active)
        for session in ended:
            self.bookings.touch(session)
        return ended

    def _book_of(self, device_key: str) -> DeviceBook:
        book = self._books.get(device_key)
        if book is None:
            book = self._books[device_key] = DeviceBook(self._baselines.get(device_key))
        return book


def _told(look: _Look) -> tuple[str | None, DeviceNow]:
    """How a slice counts in the coverage (None: not at all), and how the device is shown."""
    device, piece = look.device, look.piece
    if piece is None:
        return None, DeviceNow(device, "unmeasured", None, None)
    if device.part_of is not None:
        # A meter inside another (an iGPU inside the CPU package) is shown, never added.
        return None, DeviceNow(device, "part", piece.mean_power_w, piece.quality)
    if piece.asleep:
        return "asleep", DeviceNow(device, "asleep", 0.0, None)
    if piece.energy_j is None or look.part is None:
        return "unmeasured", DeviceNow(device, "unmeasured", None, None)
    return "measured", DeviceNow(device, look.part.state, piece.mean_power_w, piece.quality)


def _cores(
    before: Mapping[Workload, float], now: Mapping[Workload, float], interval: Interval
) -> dict[Workload, float]:
    """Cores each workload's engine tree kept busy.

    One that appears brings the CPU time of its whole past (a server that runs for hours, whose model has just
    become known): it counts from its second tick on, unless it was born within this interval.
    """
    grown_s = {workload: cpu_s - before[workload] for workload, cpu_s in now.items() if workload in before}
    return {w: cpu_s / interval.elapsed_s if 0 < cpu_s < math.inf else 0.0 for w, cpu_s in grown_s.items()}


def _find_occupants(looks: list[_Look], roster: Roster) -> None:
    """Who is on each GPU. A workload seen on a card that lists its processes is not on one that cannot."""
    gpus = [look for look in looks if _divisible(look)]
    elsewhere: set[Workload] = set()
    for look in gpus:
        if look.reading.processes is not None:
            look.occupancy = occupancy_of(look.reading, roster)
            elsewhere.update(look.occupancy.resident)
    rest = roster
    if elsewhere:
        rest = Roster(roster.loaded - elsewhere, roster.engine_cpu_s, roster.who, roster.rival_running)
    for look in gpus:
        if look.reading.processes is None:
            look.occupancy = occupancy_of(look.reading, rest)


def _divisible(look: _Look) -> bool:
    """A GPU that was awake, answered, and is not inside another device's meter."""
    awake = not look.reading.asleep and look.reading.problem is None
    return awake and is_gpu(look.device) and look.device.part_of is None
