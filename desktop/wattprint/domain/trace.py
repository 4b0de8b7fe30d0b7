"""A session's power over time in at most 120 points, whatever its length."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_POINTS = 120


@dataclass(slots=True)
class PowerTrace:
    """Mean watts per equal bucket since the session began; buckets double in length when they run out.

    bucket_s: length of one bucket. joules: energy that fell into each bucket.
    """

    bucket_s: float = 1.0
    joules: list[float] = field(default_factory=list)

    def add(self, offset_s: float, seconds: float, energy_j: float) -> None:
        """Book energy at `offset_s` seconds after the session's start, spread over `seconds`."""
        end_s = offset_s + seconds
        while end_s > self.bucket_s * MAX_POINTS:
            self._halve()
        # What ends on the edge of a bucket belongs to the one before, the edge of the last one above all.
        last = min(MAX_POINTS - 1, int(max(offset_s, end_s - 1e-9) / self.bucket_s))
        first = min(last, int(offset_s / self.bucket_s))
        self.joules.extend([0.0] * (last + 1 - len(self.joules)))
        left_j = energy_j
        for index in range(first, last):
            start, stop = index * self.bucket_s, (index + 1) * self.bucket_s
            part_j = energy_j * min(1.0, (stop - max(start, offset_s)) / seconds)
            self.joules[index] += part_j
            left_j -= part_j
        self.joules[last] += left_j  # so that rounding loses nothing

    def _halve(self) -> None:
        pairs = zip(self.joules[::2], [*self.joules[1::2], 0.0], strict=False)
        self.joules = [a + b for a, b in pairs]
        self.bucket_s *= 2

    def watts(self) -> tuple[float, ...]:
        """Mean power of each bucket."""
        return tuple(joules / self.bucket_s for joules in self.joules)
