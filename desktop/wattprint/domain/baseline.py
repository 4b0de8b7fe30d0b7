"""The power of a device when no AI workload is on it, learned from quiet minutes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

#: A baseline needs at least this much quiet time, in at least this many slices.
LEARN_AFTER_S = 60.0
LEARN_AFTER_SLICES = 5

#: Clocks and fans fall slowly after work: the first seconds after a workload left are not quiet yet.
SETTLE_S = 30.0

#: Quiet slices kept; a low quantile of them ignores short blips of the desktop.
WINDOW_S = 600.0
QUANTILE = 0.2

#: A new value is worth a row only when it differs by this much.
WORTH_TELLING_W = 0.5
WORTH_TELLING_PART = 0.03

#: ... and, after the first, not more often than this: a screen that goes on and off must not fill the ledger.
AT_MOST_EVERY_S = 600.0


@dataclass(frozen=True, slots=True)
class Baseline:
    """watts: the device's power without AI. asleep: it is 0 because the device suspends when left alone."""

    watts: float
    asleep: bool = False


class BaselineLearner:
    """Learns one device's baseline; starts from what the ledger remembers."""

    __slots__ = ("_quiet", "_quiet_for_s", "_since_told_s", "_window_s", "current")

    def __init__(self, known: Baseline | None = None) -> None:
        self.current = known
        self._quiet: deque[tuple[float, float]] = deque()
        self._window_s = 0.0
        self._quiet_for_s = SETTLE_S  # a recorder that starts on a quiet device need not wait
        self._since_told_s = AT_MOST_EVERY_S

    def feed(self, power_w: float | None, seconds: float, *, quiet: bool) -> Baseline | None:
        """Take a slice; returns a new baseline when one was learned or moved.

        power_w: mean power of the slice, None when unmeasured.
        quiet: no AI process was on the device and other programs used under 5 % of it.
        """
        self._since_told_s += seconds
        if not quiet:
            self._quiet_for_s = 0.0
            return None
        # What counts is the quiet before this slice: a long one that began under load holds its energy.
        settled = self._quiet_for_s >= SETTLE_S
        self._quiet_for_s += seconds
        if power_w is None or not settled or (self.current and self.current.asleep):
            return None
        self._quiet.append((power_w, seconds))
        self._window_s += seconds
        while self._window_s - self._quiet[0][1] >= WINDOW_S:
            self._window_s -= self._quiet.popleft()[1]
        if self._window_s < LEARN_AFTER_S or len(self._quiet) < LEARN_AFTER_SLICES:
            return None
        return self._tell(_low_quantile_w(self._quiet, self._window_s))

    def fell_asleep(self) -> Baseline | None:
        """The device suspends when no AI is on it: its baseline is 0 W. Returns it when that is news."""
        if self.current and self.current.asleep:
            return None
        self.current = Baseline(0.0, asleep=True)
        return self.current

    def _tell(self, watts: float) -> Baseline | None:
        if self.current is not None:
            moved_w = abs(watts - self.current.watts)
            small = moved_w < max(WORTH_TELLING_W, WORTH_TELLING_PART * self.current.watts)
            if small or self._since_told_s < AT_MOST_EVERY_S:
                return None
        self._since_told_s = 0.0
        self.current = Baseline(watts)
        return self.current


def _low_quantile_w(samples: deque[tuple[float, float]], total_s: float) -> float:
    """Power (W) below which the device spent QUANTILE of the quiet time."""
    reached_s = 0.0
    for power_w, seconds in sorted(samples):
        reached_s += seconds
        if reached_s >= QUANTILE * total_s:
            return power_w
    return max(samples)[0]
