"""The watts of the last minutes, kept so that a window that opens can show them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.gui.live_lines import DeviceSeen, SightLine

#: What a live line shows (s).
SPAN_S = 300.0


class PowerTrail:
    """What each device drew, by the time of the look (monotonic seconds)."""

    def __init__(self, span_s: float = SPAN_S) -> None:
        self._span_s = span_s
        self._looks: deque[tuple[float, dict[str, float | None]]] = deque()

    def add(self, at_s: float, sight: SightLine) -> None:
        """A look of the recorder's; none while paused."""
        watts = {} if sight.paused else {one.key: watts_of(one) for one in sight.devices}
        self._looks.append((at_s, watts))
        while self._looks[0][0] < at_s - self._span_s:
            self._looks.popleft()

    def of(self, key: str) -> Iterator[tuple[float, float | None]]:
        """(time, watts) of one device, oldest first; None where it was not measured."""
        return ((at_s, watts.get(key)) for at_s, watts in self._looks)

    def clear(self) -> None:
        """Forget: what a recorder that is gone saw belongs to no line of another."""
        self._looks.clear()


def watts_of(one: DeviceSeen) -> float | None:
    """Power for a line: a card that sleeps draws next to nothing, and that is known."""
    return 0.0 if one.state == "asleep" else one.power_w
