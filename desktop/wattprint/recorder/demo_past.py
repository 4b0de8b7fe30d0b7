"""Two invented months for the demo: what a recorder would have booked, had there been one.

Everything follows from the seed and the day, so the same day looks the same in every demo. Only sums that a
recorder would book are made: the states of a device add up to its coverage, to the second.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.readings import Quality
from wattprint.domain.state import State
from wattprint.domain.workload import DEFAULT_GAP_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.domain.workload import Workload
    from wattprint.reference.demo import DemoProgram, DemoScript, Span

MINUTE_S, HOUR_S = 60.0, 3600.0

#: The recorder that the demo starts takes over from here.
FRESH_S = 600.0

#: Between two sittings.
BREAK_MIN = (12.0, 55.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time (Unix seconds) with a constant power of the GPU."""

    start_s: float
    end_s: float
    gpu_w: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting: bursts of work, and until when the model stayed on the card."""

    program: DemoProgram
    workload: Workload
    bursts: tuple[Stretch, ...]
    unloaded_s: float

    def until(self, end_s: float) -> Sitting:
        """What of it had passed by then, in whole bursts; perhaps none."""
        bursts = tuple(burst for burst in self.bursts if burst.end_s < end_s)
        return replace(self, bursts=bursts, unloaded_s=min(self.unloaded_s, end_s))


@dataclass(slots=True)
class Day:
    """How one day went. on: when the recorder ran; everything else lies inside it and apart."""

    back: int
    on: Stretch
    sittings: list[Sitting] = field(default_factory=list)
    pauses: list[Stretch] = field(default_factory=list)
    gaps: list[Stretch] = field(default_factory=list)
    games: list[Stretch] = field(default_factory=list)


def invent_days(script: DemoScript, today: date, now_s: float) -> Iterator[Day]:
    """Every day until now that the recorder watched, oldest first. now_s: Unix time.

    Today has had some work at any hour, since the demo opens with it: before the machine is switched on, what
    the night brought.
    """
    free_s = 0.0
    late = set(script.life.late)
    if _Inventor(script, today, 0, now_s).day(free_s) is None:
        late.add(1)
    for back in range(script.days - 1, -1, -1):
        if back in script.life.not_recorded:
            continue
        day = _Inventor(script, today - timedelta(days=back), back, now_s, late=back in late).day(free_s)
        if day is not None:
            free_s = day.on.end_s
            yield day


class _Inventor:
    """Makes up one day."""

    def __init__(self, script: DemoScript, day: date, back: int, now_s: float, *, late: bool = False) -> None:
        """late: its night of work goes on past midnight."""
        self._late = late
        self._script = script
        self._day = day
        self._back = back
        self._until_s = now_s - FRESH_S
        self._random = random.Random(f"{script.seed} {day.isoformat()}")  # noqa: S311 -- it is a demo

    def day(self, free_s: float) -> Day | None:
        """The day, from free_s on at the earliest; None when nothing of it has passed yet."""
        life, draw = self._script.life, self._between
        on_s, off_s = max(free_s, self._clock_s(draw(life.on_h))), self._clock_s(draw(life.off_h))
        late = self._late_sitting() if self._late else None
        if late is not None:
            off_s = late.unloaded_s + 5 * MINUTE_S
        off_s = min(off_s, self._until_s)
        if off_s - on_s < HOUR_S:
            return None
        day = Day(self._back, Stretch(on_s, off_s))
        if self._back in life.paused:
            day.pauses.append(self._piece(12.0, 15.0, life.pause_min))
        if self._back in life.unmeasured:
            day.gaps.append(self._piece(9.0, 11.0, life.unmeasured_min))
        if self._day.weekday() in life.game_days and self._random.random() < 0.6:
            watts = draw(self._script.gpu.game_w)
            day.games.append(self._piece(14.5, 17.0, life.game_min, watts))
        day.pauses, day.gaps, day.games = (
            [piece for piece in pieces if piece.end_s < off_s] for pieces in (day.pauses, day.gaps, day.games)
        )
        day.sittings = self._sittings(day, late)
        return day

    def _sittings(self, day: Day, late: Sitting | None) -> list[Sitting]:
        taken = [*day.pauses, *day.gaps, *day.games]
        end_s = late.bursts[0].start_s if late else day.on.end_s
        found: list[Sitting] = []
        at_s = day.on.start_s + self._minutes(BREAK_MIN)
        while at_s < end_s:
            sitting = self._sitting(at_s)
            at_s += self._minutes(BREAK_MIN)
            if sitting is None:
                continue
            begin_s, done_s = sitting.bursts[0].start_s, sitting.unloaded_s
            clear = all(done_s <= other.start_s or other.end_s <= begin_s for other in taken)
            if clear and done_s < end_s:
                found.append(sitting)
                at_s = max(at_s, done_s + self._minutes(BREAK_MIN) / 2)
        if late is not None and (passed := late.until(day.on.end_s)).bursts:
            found.append(passed)
        if self._back == 0 and not found:
            # It fits: a day that was begun is an hour long at least, and its games and pauses come later.
            found.append(self._work(self._script.programs[0], day.on.start_s + 3 * MINUTE_S))
        return found

    def _sitting(self, at_s: float) -> Sitting | None:
        """A sitting that begins now, of a program that is used at this hour; often none."""
        hour = (at_s - self._clock_s(0.0)) / HOUR_S
        for program in self._script.programs:
            first, last = program.hours
            # So many chances there are in a week to begin one.
            chances = 7 * (last - first) * 60.0 / (sum(BREAK_MIN) / 2)
            if first <= hour < last and self._random.random() < 1.9 * program.weekly / chances:
                return self._work(program, at_s)
        return None

    def _late_sitting(self) -> Sitting:
        program = next(one for one in self._script.programs if one.late)
        return self._work(program, self._clock_s(23.4), least_min=60.0)

    def _work(self, program: DemoProgram, at_s: float, least_min: float = 0.0) -> Sitting:
        left_s = max(least_min, self._between(program.sitting_min)) * MINUTE_S
        busy = self._between(program.busy)
        bursts: list[Stretch] = []
        while left_s > 0 or not bursts:
            burst_s = round(self._between(program.burst_s), 1)
            bursts.append(Stretch(at_s, at_s + burst_s, round(self._between(program.gpu_w), 1)))
            step_s = burst_s / busy * self._between((0.8, 1.2))
            at_s, left_s = at_s + max(step_s, burst_s + 1.0), left_s - step_s
        unloaded_s = bursts[-1].end_s + self._minutes(program.loaded_min)
        return Sitting(program, self._random.choice(program.workloads), tuple(bursts), unloaded_s)

    def _piece(self, first_h: float, last_h: float, minutes: Span, watts: float = 0.0) -> Stretch:
        start_s = self._clock_s(self._between((first_h, last_h)))
        return Stretch(start_s, start_s + self._minutes(minutes), watts)

    def _clock_s(self, hour: float) -> float:
        """Unix time of an hour of the clock on this day, in the zone now in force."""
        day = self._day
        return time.mktime((day.year, day.month, day.day, 0, 0, round(hour * 3600), 0, 0, -1))

    def _between(self, span: Span) -> float:
        return self._random.uniform(*span)

    def _minutes(self, span: Span) -> float:
        return self._between(span) * MINUTE_S


class Books:
    """Turns days into bookings, as the recorder's accountant would have."""

    def __init__(self, script: DemoScript) -> None:
        self.bookings = Bookings()
        self._gpu, self._cpu = script.gpu, script.cpu
        self._modelled_from = script.days - script.cpu.modelled_days
        self._gpu_key, self._cpu_key = script.gpu.device.key, script.cpu.device.key

    def baselines(self) -> Bookings:
        """What was learned on the first day."""
        return Bookings(
            baselines={self._gpu_key: Baseline(self._gpu.idle_w), self._cpu_key: Baseline(self._cpu.idle_w)}
        )

    def book(self, day: Day) -> None:
        """Book one day (or a day and what of its night came after)."""
        self._cover(day)
        gpu_rest = [day.on]
        for taken in (*day.pauses, *day.gaps):
            gpu_rest = _without(gpu_rest, taken)
        cpu_rest = [day.on]
        for taken in day.pauses:
            cpu_rest = _without(cpu_rest, taken)
        for game in day.games:
            self._gpu_energy(State.OTHER, None, None, game)
            gpu_rest = _without(gpu_rest, game)
        for sitting in day.sittings:
            self._book_sitting(sitting, day.back)
            loaded = Stretch(sitting.bursts[0].start_s, sitting.unloaded_s)
            gpu_rest = _without(gpu_rest, loaded)
            for burst in sitting.bursts:
                cpu_rest = _without(cpu_rest, burst)
        for stretch in gpu_rest:
            self._gpu_energy(
                State.IDLE, None, None, Stretch(stretch.start_s, stretch.end_s, self._gpu.idle_w)
            )
        for stretch in cpu_rest:
            self._cpu_energy(stretch, day.back, None, 0.0)

    def _cover(self, day: Day) -> None:
        watched = [day.on]
        for pause in day.pauses:
            watched = _without(watched, pause)
            for local_day, seconds in _by_day(pause):
                self.bookings.day(local_day).paused_s += seconds
                for key in (self._gpu_key, self._cpu_key):
                    self.bookings.book_coverage(local_day, key, "paused", seconds)
        for stretch in watched:
            for local_day, seconds in _by_day(stretch):
                self.bookings.day(local_day).recorded_s += seconds
                self.bookings.book_coverage(local_day, self._cpu_key, "measured", seconds)
        for gap in day.gaps:
            watched = _without(watched, gap)
            for local_day, seconds in _by_day(gap):
                self.bookings.day(local_day).unmeasured_s += seconds
                self.bookings.book_coverage(local_day, self._gpu_key, "unmeasured", seconds)
        for stretch in watched:
            for local_day, seconds in _by_day(stretch):
                self.bookings.book_coverage(local_day, self._gpu_key, "measured", seconds)

    def _book_sitting(self, sitting: Sitting, back: int) -> None:
        program, pending = sitting.program, sitting.workload.pending
        session: Session | None = None
        at_s = sitting.bursts[0].start_s
        for burst in sitting.bursts:
            self._standby(sitting, at_s, burst.start_s)
            if session is None or burst.start_s - session.end_wall_s > DEFAULT_GAP_S[sitting.workload.kind]:
                start = burst.start_s
                session = Session(sitting.workload, start, start, _local_day(start), open=False)
                self.bookings.touch(session)
            self._gpu_energy(State.ACTIVE, sitting.workload, session, burst)
            self._cpu_energy(burst, back, session, program.cpu_cores)
            cpu_w = self._cpu.idle_w + self._cpu.per_core_w * program.cpu_cores
            energy_j = (burst.gpu_w + cpu_w) * burst.seconds
            session.trace.add(burst.start_s - session.start_wall_s, burst.seconds, energy_j)
            session.peak_w = max(session.peak_w, burst.gpu_w + cpu_w)
            session.active_s += burst.seconds
            session.end_wall_s = burst.end_s
            if not pending:
                for local_day, seconds in _by_day(burst):
                    self.bookings.day(local_day).active_s += seconds
            at_s = burst.end_s
        self._standby(sitting, at_s, sitting.unloaded_s)

    def _standby(self, sitting: Sitting, start_s: float, end_s: float) -> None:
        # An unknown program has no standby: nobody knows that it is a model that waits.
        state = State.IDLE if sitting.workload.pending else State.STANDBY
        workload = None if sitting.workload.pending else sitting.workload
        if end_s > start_s:
            self._gpu_energy(state, workload, None, Stretch(start_s, end_s, sitting.program.standby_w))

    def _gpu_energy(
        self, state: State, workload: Workload | None, session: Session | None, stretch: Stretch
    ) -> None:
        for local_day, seconds in _by_day(stretch):
            key = EnergyKey(local_day, self._gpu_key, state, workload, session, Quality.COUNTER)
            self.bookings.book_energy(key, stretch.gpu_w * seconds, seconds)

    def _cpu_energy(self, stretch: Stretch, back: int, session: Session | None, cores: float) -> None:
        """The CPU's stretch: the session's share of the busy time, and the rest as other programs'."""
        modelled = back >= self._modelled_from
        quality = Quality.MODELLED if modelled else Quality.COUNTER
        busy = cores + self._cpu.desktop_cores
        watts = self._cpu.per_core_w * busy + (0.0 if modelled else self._cpu.idle_w)
        share = cores / busy
        for local_day, seconds in _by_day(stretch):
            if session is not None:
                key = EnergyKey(local_day, self._cpu_key, State.ACTIVE, session.workload, session, quality)
                self.bookings.book_energy(key, watts * seconds * share, seconds * share)
            rest = EnergyKey(local_day, self._cpu_key, State.OTHER, None, None, quality)
            self.bookings.book_energy(rest, watts * seconds * (1 - share), seconds * (1 - share))


def _without(stretches: list[Stretch], taken: Stretch) -> list[Stretch]:
    """The stretches less one piece."""
    left: list[Stretch] = []
    for one in stretches:
        if taken.end_s <= one.start_s or one.end_s <= taken.start_s:
            left.append(one)
            continue
        if one.start_s < taken.start_s:
            left.append(Stretch(one.start_s, taken.start_s, one.gpu_w))
        if taken.end_s < one.end_s:
            left.append(Stretch(taken.end_s, one.end_s, one.gpu_w))
    return left


def _by_day(stretch: Stretch) -> Iterator[tuple[str, float]]:
    """Local day and seconds of each part of a stretch."""
    at_s = stretch.start_s
    while at_s < stretch.end_s:
        year, month, day, *_ = time.localtime(at_s)
        midnight_s = time.mktime((year, month, day + 1, 0, 0, 0, 0, 0, -1))
        until_s = min(stretch.end_s, midnight_s)
        yield f"{year:04}-{month:02}-{day:02}", until_s - at_s
        at_s = until_s


def _local_day(wall_s: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(wall_s))
