"""The recorder: looks, books, writes, waits. One thread, no polling, nothing it cannot undo on a kill."""

from __future__ import annotations

import gc
import logging
import os
from typing import TYPE_CHECKING

from wattprint.domain.accounting import Accountant
from wattprint.domain.evidence import Roster
from wattprint.domain.footprint import footprint
from wattprint.domain.readings import Quality
from wattprint.domain.tick import Outcome, Tick
from wattprint.ledger.errors import LedgerError
from wattprint.ledger.reader import LedgerReader
from wattprint.recorder import cadence
from wattprint.recorder.inbox import Command, Inbox
from wattprint.recorder.sight import ActiveNow, Hello, Listener, Sight

if TYPE_CHECKING:
    from collections.abc import Callable

    from wattprint.domain.footprint import ToleranceOf
    from wattprint.domain.readings import Instant, Reading
    from wattprint.domain.workload import Workload
    from wattprint.recorder.meter_set import MeterSet
    from wattprint.recorder.store import Store
    from wattprint.system.clock import Clock
    from wattprint.system.settings import Settings
    from wattprint.workloads.watch import ProcessWatch

log = logging.getLogger(__name__)

#: Things due within this time of each other are done at one wake-up.
COALESCE_S = 0.25

DAY_S = 86400.0

#: The watts of what rests are never told older than this, and whoever listens is woken no more than it takes.
WATTS_GROW_OLD_S = cadence.IDLE_S + COALESCE_S

#: Today's total while nothing of it is known.
_UNKNOWN: tuple[None, bool, bool] = (None, False, False)


class Recorder:
    """Owns the loop. All that it touches is handed in, so that tests bring their own clock and sensors.

    reload: reads the person's settings and rules again; returns them with a fresh process watch.
    """

    def __init__(
        self,
        *,
        meters: MeterSet,
        watch: ProcessWatch,
        store: Store,
        clock: Clock,
        inbox: Inbox,
        listener: Listener,
        settings: Settings,
        tolerance: ToleranceOf,
        reload: Callable[[], tuple[Settings, ProcessWatch]],
    ) -> None:
        self._meters = meters
        self._watch = watch
        self._store = store
        self._clock = clock
        self._inbox = inbox
        self._listener = listener
        self._settings = settings
        self._tolerance = tolerance
        self._reload = reload
        self._meters.leave_out(settings.left_out)
        self._accountant = self._new_accountant()
        self._paused = False
        self._today: tuple[float | None, bool, bool] = _UNKNOWN
        self._planned_s = cadence.IDLE_S
        self._last_look: Instant | None = None
        self._next_early_watch_s = float("-inf")
        self._last_commit_s = self._last_zone_s = self._last_tidy_s = float("-inf")
        self._last_sight: Sight | None = None
        self._ordered_of: frozenset[Workload] = frozenset()
        self._ordered: tuple[Workload, ...] = ()
        self._last_told_s = float("-inf")
        self._trouble: str | None = None

    def run(self, duration_s: float | None = None) -> None:
        """Record until told to stop, or for duration_s seconds; what is booked is always written."""
        started_s = self._clock.now().monotonic_s
        ends_s = float("inf") if duration_s is None else started_s + duration_s
        next_look_s = next_watch_s = started_s
        # What start-up made stays: the collector need not walk through it again and again.
        gc.freeze()
        try:
            while True:
                now = self._clock.now()
                stop = now.monotonic_s + COALESCE_S >= ends_s
                looks, watches = self._due(now.monotonic_s, next_look_s, next_watch_s)
                if watches:
                    if self._watch.refresh(now.monotonic_s):
                        self._meters.retry_soon()
                        next_look_s = min(next_look_s, self._earliest_look_s(now))
                        looks = now.monotonic_s + COALESCE_S >= next_look_s
                    next_watch_s = self._next_watch_s(now)
                if stop or looks:
                    self._look(now)
                    next_look_s = now.monotonic_s + self._planned_s
                if stop:
                    break
                until_s = min(next_look_s, ends_s) if self._paused else min(next_look_s, next_watch_s, ends_s)
                commands = self._inbox.wait(until_s - self._clock.now().monotonic_s)
                if Command.STOP in commands:
                    self._look_once_more()
                    break
                for command in commands:
                    self._obey(command)
                    next_look_s = next_watch_s = self._clock.now().monotonic_s
        except BrokenPipeError:
            log.info("nobody listens any more")
        finally:
            self._stop()

    def _due(self, now_s: float, next_look_s: float, next_watch_s: float) -> tuple[bool, bool]:
        """Whether to look, and whether to watch the processes, now that the recorder is awake.

        Of two beats out of step, such as 10 s and 5 s that began 2 s apart, each would wake it for its own
        sake for ever. So what falls due before the other's next turn is done along with it: sooner, never
        later.
        """
        looks = now_s + COALESCE_S >= next_look_s
        if self._paused:
            return looks, False
        watches = now_s + COALESCE_S >= next_watch_s
        if watches and not looks:
            rested = self._last_look is None or now_s >= self._last_look.monotonic_s + cadence.SHORTEST_S
            looks = rested and next_look_s + COALESCE_S < now_s + cadence.WATCH_S
        elif looks and not watches:
            watches = next_watch_s + COALESCE_S < now_s + self._planned_s
        return looks, watches

    # -- one look -----------------------------------------------------------------------------------------

    def _look(self, now: Instant) -> None:
        if now.monotonic_s - self._last_zone_s >= cadence.ZONE_S:
            self._clock.refresh_zone()
            self._last_zone_s = now.monotonic_s
        day = self._clock.local_day(now.wall_s)
        if self._paused:
            self._accountant.book_pause(now, day, [device.key for device in self._meters.devices])
            self._planned_s = cadence.PAUSED_S
            self._show(Outcome(), now)
            self._commit(now, day)
            return
        self._meters.allow_driver(bool(self._watch.loaded))
        readings = self._meters.read(now)
        if self._last_look is None:
            self._say_hello()
        roster = self._roster(readings)
        tick = Tick(now, self._planned_s, day, self._meters.devices, readings, roster)
        outcome = self._accountant.process(tick)
        if outcome.interval is not None and outcome.interval.suspended:
            self._clock.refresh_zone()
        for problem in self._meters.take_news():
            self._listener.problem(problem)
        for problem in self._meters.take_solved():
            self._listener.solved(problem)
        active = bool(outcome.active)
        self._planned_s = cadence.interval_s(
            active=active, loaded=bool(self._watch.loaded), counters=_all_have_counters(readings)
        )
        self._last_look = now
        self._show(outcome, now)
        for session in outcome.ended:
            self._listener.session_ended(session)
        if outcome.ended or now.monotonic_s - self._last_commit_s >= cadence.commit_s(active=active):
            self._commit(now, day)

    def _roster(self, readings: tuple[Reading, ...]) -> Roster:
        who = {}
        for reading in readings:
            for process in reading.processes or ():
                if process.pid not in who:
                    known = self._watch.process(process.pid)
                    if known is not None:
                        who[process.pid] = (known.role, known.workload)
        newborn = frozenset() if self._last_look is None else self._watch.born_since(self._last_look.wall_s)
        return Roster(self._watch.loaded, self._watch.engine_cpu_s(), who, bool(self._watch.rivals), newborn)

    def _show(self, outcome: Outcome, now: Instant) -> None:
        """Tell the listener, but while nothing is active only news, and now and then the watts."""
        next_look_s = now.monotonic_s + self._planned_s
        active = []
        for workload, power_w in outcome.active.items():
            session = self._accountant.sessions.get(workload)
            if session is not None:
                active.append(ActiveNow(session, power_w))
        loaded = () if self._paused else self._loaded_in_order()
        sight = Sight(
            now.wall_s,
            self._paused,
            tuple(outcome.devices),
            tuple(active),
            loaded,
            *self._today,
        )
        if (
            active
            or (_watts_are_known(sight) and next_look_s - self._last_told_s > WATTS_GROW_OLD_S)
            or self._last_sight is None
            or _gist(sight) != _gist(self._last_sight)
        ):
            self._listener.sight(sight)
            self._last_told_s = now.monotonic_s
        self._last_sight = sight

    def _loaded_in_order(self) -> tuple[Workload, ...]:
        """What is loaded, in an order that stays the same as long as it is the same."""
        loaded = self._watch.loaded
        if loaded != self._ordered_of:
            self._ordered_of, self._ordered = loaded, tuple(sorted(loaded, key=repr))
        return self._ordered

    def _commit(self, now: Instant, day: str) -> None:
        accountant, self._last_commit_s = self._accountant, now.monotonic_s
        accountant.bookings = self._store.write(
            accountant.bookings, self._meters.ever_seen, now.wall_s, day, accountant.sessions.open_sessions
        )
        self._tell_trouble()
        if self._store.trouble is not None:
            return
        if now.monotonic_s - self._last_tidy_s >= DAY_S:
            self._store.tidy(now.wall_s, self._settings.traces_kept_days * DAY_S)
            self._last_tidy_s = now.monotonic_s
        self._today = self._read_today(day)
        if self._last_sight is not None:
            self._listener.saved(self._last_sight_with_today())

    def _tell_trouble(self) -> None:
        if self._store.set_aside_as is not None:
            self._listener.trouble("set-aside", str(self._store.set_aside_as))
            self._store.set_aside_as = None
        trouble = self._store.trouble
        code = None if trouble is None else trouble.code
        if trouble is not None and code != self._trouble:
            self._listener.trouble(trouble.code, str(trouble.path))
        self._trouble = code

    def _read_today(self, day: str) -> tuple[float | None, bool, bool]:
        """Today's total (Wh), whether to say "at least", whether a model stands behind some of it."""
        try:
            # The recorder's own connection: opening another one costs more than the question.
            record = LedgerReader(self._store.path, self._store.ledger.connection).days(day, day).get(day)
        except LedgerError:
            return _UNKNOWN
        if record is None:
            return _UNKNOWN
        total = footprint(record.counted, self._tolerance)
        return total.local.central, total.local_at_least, total.quality is Quality.MODELLED

    def _last_sight_with_today(self) -> Sight:
        last = self._last_sight
        assert last is not None
        return Sight(last.wall_s, last.paused, last.devices, last.active, last.loaded, *self._today)

    # -- around it ----------------------------------------------------------------------------------------

    def _obey(self, command: Command) -> None:
        if command is Command.PAUSE and not self._paused:
            self._look_once_more()
            self._paused = True
        elif command is Command.RESUME and self._paused:
            self._look(self._clock.now())
            self._paused = False
            self._planned_s = cadence.IDLE_S
            self._accountant.forget_previous()
        elif command is Command.RELOAD:
            self._settings, self._watch = self._reload()
            self._accountant.sessions.set_gaps(self._settings.gap_s)
            self._meters.leave_out(self._settings.left_out)

    def _look_once_more(self) -> None:
        """Book up to this moment, unless the last look was just now: a coarse counter would say nonsense."""
        now = self._clock.now()
        if self._last_look is None or now.monotonic_s - self._last_look.monotonic_s >= cadence.SHORTEST_S:
            self._look(now)

    def _new_accountant(self) -> Accountant:
        ledger = self._store.ledger
        return Accountant(
            gap_s=self._settings.gap_s,
            baselines=ledger.baselines(),
            open_sessions=ledger.open_sessions(),
            now_wall_s=self._clock.now().wall_s,
        )

    def _next_watch_s(self, now: Instant) -> float:
        due_s = now.monotonic_s + cadence.WATCH_S
        second_look_s = self._watch.next_look_s
        if second_look_s is None or second_look_s >= due_s or second_look_s < self._next_early_watch_s:
            return due_s
        self._next_early_watch_s = second_look_s + cadence.SECOND_LOOK_EVERY_S
        return max(second_look_s, now.monotonic_s)

    def _earliest_look_s(self, now: Instant) -> float:
        if self._last_look is None:
            return now.monotonic_s
        return max(now.monotonic_s, self._last_look.monotonic_s + cadence.SHORTEST_S)

    def _say_hello(self) -> None:
        meters = tuple(
            (meter.name, tuple(device.name for device in devices))
            for meter, devices, _ in self._meters.standing
        )
        self._listener.hello(Hello(os.getpid(), self._store.path, meters))

    def _stop(self) -> None:
        now = self._clock.now()
        try:
            self._commit(now, self._clock.local_day(now.wall_s))
            self._listener.bye()
        except BrokenPipeError:
            log.info("nobody listens any more")
        finally:
            self._meters.close()
            self._store.close()
            self._inbox.close()


def _all_have_counters(readings: tuple[Reading, ...]) -> bool:
    return all(reading.energy_j is not None or reading.asleep or reading.problem for reading in readings)


def _gist(sight: Sight) -> object:
    """What of a sight is worth telling while nothing is active: states, not watts that tremble."""
    states = tuple((device.device.key, device.state) for device in sight.devices)
    return sight.paused, states, sight.loaded, sight.active


def _watts_are_known(sight: Sight) -> bool:
    """What rests is shown with its watts, too, and they must not grow old. Reading costs more."""
    return any(now.power_w is not None for now in sight.devices)
