"""Plays a recorded trace as if its devices were here: for the demo, for tests, for looking at a bug again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wattprint.domain.readings import Device, Instant, Problem, Reading
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.trace import Trace, TraceError, load_trace


class ReplayMeter:
    """Each reading is the last one of the trace at or before the time that has passed since the first read().

    Without loop the meter is unavailable (replay-ended) once the trace is over. With loop it begins anew:
    counters go on from where they stood, so that nothing looks like a reset that was none in the trace.
    A device that the trace has not seen yet has a reading with the problem replay-not-yet.
    """

    name = "replay"
    tested_on_hardware = True

    def __init__(self, path: Path, *, loop: bool = False) -> None:
        self._path = path
        self._loop = loop
        self._trace: Trace | None = None
        self._offsets: dict[str, list[float]] = {}
        self._start_s: float | None = None

    @property
    def programs(self) -> Mapping[int, str]:
        """Base names of the trace's made-up process ids, for whoever plays the process watch."""
        return {} if self._trace is None else self._trace.programs

    def open(self) -> None:
        """Load the trace; the next read() starts playing. Raises MeterUnavailable (replay-unreadable)."""
        try:
            self._trace = load_trace(self._path)
        except (OSError, TraceError) as error:
            # An OSError's text holds the whole path; its reason is enough.
            detail = str(error) if isinstance(error, TraceError) else error.strerror or ""
            raise MeterUnavailable(
                Problem("replay-unreadable", detail=detail), worth_retrying=False
            ) from error
        self._offsets = {
            key: [reading.at.monotonic_s for reading in readings]
            for key, readings in self._trace.samples.items()
        }
        self._start_s = None

    def devices(self) -> tuple[Device, ...]:
        """The trace's devices."""
        return () if self._trace is None else self._trace.devices

    def read(self, at: Instant) -> tuple[Reading, ...]:
        """One reading per device. Raises MeterUnavailable (replay-ended, replay-unreadable)."""
        if self._trace is None:
            raise MeterUnavailable(Problem("replay-unreadable", detail="not open"))
        if self._start_s is None:
            self._start_s = at.monotonic_s
        offset_s, round_number = at.monotonic_s - self._start_s, 0.0
        duration_s = self._trace.duration_s
        if offset_s > duration_s:
            if not self._loop or duration_s <= 0.0:
                raise MeterUnavailable(Problem("replay-ended"), worth_retrying=False)
            round_number, offset_s = divmod(offset_s, duration_s)
        return tuple(
            self._reading(device.key, offset_s, int(round_number), at) for device in self._trace.devices
        )

    def close(self) -> None:
        """Forget the trace; safe to call twice."""
        self._trace, self._offsets, self._start_s = None, {}, None

    def _reading(self, key: str, offset_s: float, round_number: int, at: Instant) -> Reading:
        readings = self._trace.samples.get(key, ()) if self._trace else ()
        # A trace's numbers come through text: a millionth of a second early is on time.
        position = bisect_right(self._offsets.get(key, []), offset_s + 1e-6)
        if position == 0:
            return Reading(key, at, problem=Problem("replay-not-yet", key))
        seen = replace(readings[position - 1], at=at)
        if round_number == 0:
            return seen
        first, last = readings[0], readings[-1]
        if first.counter_epoch == last.counter_epoch:
            energy_j = _carried(first.energy_j, seen.energy_j, last.energy_j, round_number)
            epoch = seen.counter_epoch
        else:
            energy_j = seen.energy_j
            epoch = seen.counter_epoch + round_number * (last.counter_epoch - first.counter_epoch + 1)
        busy_s = _carried(first.cpu_busy_s, seen.cpu_busy_s, last.cpu_busy_s, round_number)
        return replace(seen, energy_j=energy_j, counter_epoch=epoch, cpu_busy_s=busy_s)


def _carried(first: float | None, seen: float | None, last: float | None, rounds: int) -> float | None:
    """A cumulative value in a later round: what earlier rounds added comes on top.

    A trace whose value ends lower than it began has a reset in it: its values are played as they are.
    """
    if first is None or seen is None or last is None or last < first:
        return seen
    return seen + rounds * (last - first)
