"""Power over time as it was seen: a value holds for the time it was measured over, a gap stays a gap."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The recorder looks every 10 s when it has least to do; what lies further apart was not watched in between.
LONGEST_S = 30.0

#: Values that come faster are told as one: a line gets at most one point a second.
SHORTEST_S = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Mean power (W) from start_s to end_s; None: not known. start_s == end_s: seen once, at that moment."""

    start_s: float
    end_s: float
    power_w: float | None


class Samples:
    """The samples of the last `span_s` seconds before the newest."""

    def __init__(self, span_s: float) -> None:
        self.span_s = span_s
        self._samples: deque[Sample] = deque()
        self.now_s: float | None = None
        #: How many have left at the old end since the beginning.
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._samples)

    def __getitem__(self, index: int) -> Sample:
        return self._samples[index]

    def all(self) -> tuple[Sample, ...]:
        """Oldest first."""
        return tuple(self._samples)

    def add(self, at_s: float, power_w: float | None) -> None:
        """The mean power since the one before, seen at a time of a clock that never goes back.

        None: nobody knows. After more than LONGEST_S nothing is known of the time between, and the value is
        one moment's. Raises ValueError for a time before the last one, and for power that is
        negative or no number.
        """
        if power_w is not None and not 0 <= power_w < math.inf:
            raise ValueError(f"no power: {power_w}")
        if self.now_s is not None and at_s < self.now_s:
            raise ValueError(f"{at_s} s lies before {self.now_s} s")
        known_until_s = self.now_s
        self.now_s = at_s
        start_s = at_s
        if known_until_s is not None and at_s - known_until_s <= LONGEST_S:
            start_s = known_until_s
        self._append(Sample(start_s, at_s, power_w))
        while self._samples and self._samples[0].end_s < at_s - self.span_s:
            self._samples.popleft()
            self.dropped += 1

    def _append(self, new: Sample) -> None:
        last = self._samples[-1] if self._samples else None
        if last is not None and last.end_s == new.start_s and last.start_s < last.end_s:
            if last.power_w is None and new.power_w is None:
                self._samples[-1] = Sample(last.start_s, new.end_s, None)
                return
            if (
                last.power_w is not None
                and new.power_w is not None
                and new.end_s - last.start_s <= SHORTEST_S
            ):
                first_s, second_s = last.end_s - last.start_s, new.end_s - new.start_s
                mean_w = (last.power_w * first_s + new.power_w * second_s) / (first_s + second_s)
                self._samples[-1] = Sample(last.start_s, new.end_s, mean_w)
                return
        self._samples.append(new)

    def clear(self) -> None:
        """Forget everything."""
        self.dropped += len(self._samples)
        self._samples.clear()
        self.now_s = None


def trace_samples(power_w: Sequence[float | None], bucket_s: float) -> tuple[Sample, ...]:
    """The buckets of a session's power trace (domain.trace), in seconds since its start."""
    if not 0 < bucket_s < math.inf:
        raise ValueError(f"no length of a bucket: {bucket_s}")
    for watts in power_w:
        if watts is not None and not 0 <= watts < math.inf:
            raise ValueError(f"no power: {watts}")
    return tuple(
        Sample(number * bucket_s, (number + 1) * bucket_s, watts) for number, watts in enumerate(power_w)
    )


def runs(samples: Sequence[Sample]) -> list[list[Sample]]:
    """Unbroken rows of known samples; between two of them is a gap."""
    found: list[list[Sample]] = []
    end_s: float | None = None
    for sample in samples:
        if sample.power_w is None:
            end_s = None
            continue
        if end_s != sample.start_s:
            found.append([])
        found[-1].append(sample)
        end_s = sample.end_s
    return found
