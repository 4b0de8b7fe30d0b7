"""Cuts the activity of workloads into sessions: open at the first active slice, end at the last."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from wattprint.domain.bookings import Session
from wattprint.domain.workload import DEFAULT_GAP_S, Kind, Workload

#: Network time moves a clock by seconds; by more it was set. What went by is known from a clock that is not.
CLOCK_SET_S = 60.0


@dataclass(frozen=True, slots=True)
class Activity:
    """What one workload did in one interval.

    energy_j: its share over all devices, as booked (0 when its devices were unmeasured).
    shared: split equally with another workload for want of shares.
    """

    energy_j: float
    shared: bool


class SessionBook:
    """The open sessions. A workload has at most one; a change of model is another workload."""

    def __init__(
        self,
        gap_s: Mapping[Kind, float] = DEFAULT_GAP_S,
        open_sessions: Iterable[Session] = (),
        now_wall_s: float = 0.0,
    ) -> None:
        """Take over what a stopped recorder left open; the gap has run on meanwhile.

        now_wall_s: Unix time of the start; only matters when open_sessions are given.
        """
        self._gap_s = gap_s
        self._open: dict[Workload, Session] = {}
        for session in open_sessions:
            session.quiet_s = max(0.0, now_wall_s - session.end_wall_s)
            self._open[session.workload] = session

    def set_gaps(self, gap_s: Mapping[Kind, float]) -> None:
        """Use other gaps (seconds by kind) from now on."""
        self._gap_s = gap_s

    @property
    def open_sessions(self) -> tuple[Session, ...]:
        """Sessions that a next active slice would go on."""
        return tuple(self._open.values())

    def get(self, workload: Workload) -> Session | None:
        """The open session of a workload."""
        return self._open.get(workload)

    def pass_time(self, elapsed_s: float, active: Container[Workload] = ()) -> list[Session]:
        """Let time go by (suspend included) for all that were not active; returns the sessions that ended."""
        ended = []
        for session in self._open.values():
            if session.workload in active:
                continue
            session.quiet_s += elapsed_s
            if session.quiet_s > self._gap_s[session.workload.kind]:
                session.open = False
                ended.append(session)
        for session in ended:
            del self._open[session.workload]
        return ended

    def open_or_go_on(self, workload: Workload, start_wall_s: float, local_day: str) -> Session:
        """The session that an active slice beginning at start_wall_s (Unix time) belongs to."""
        session = self._open.get(workload)
        if session is None:
            session = Session(workload, start_wall_s, start_wall_s, local_day)
            self._open[workload] = session
        return session

    @staticmethod
    def extend(session: Session, activity: Activity, seconds: float, end_wall_s: float) -> None:
        """Book an active interval of `seconds` that ended at end_wall_s (Unix time) to its session.

        Where the wall clock was set meanwhile, time goes on in the session as it began: it would last a year,
        or all its power would lie at its start.
        """
        awake_end_s = session.end_wall_s + session.quiet_s + seconds
        if abs(end_wall_s - awake_end_s) > CLOCK_SET_S:
            end_wall_s = awake_end_s
        session.quiet_s = 0.0
        session.active_s += seconds
        session.shared = session.shared or activity.shared
        offset_s = max(0.0, end_wall_s - seconds - session.start_wall_s)
        # A wall clock that was set back a little must not make a session end before it began.
        session.end_wall_s = max(session.end_wall_s, end_wall_s)
        session.trace.add(offset_s, seconds, activity.energy_j)
        if seconds > 0:
            session.peak_w = max(session.peak_w, activity.energy_j / seconds)
