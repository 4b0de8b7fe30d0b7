"""How long to wait before a recorder that died is started again."""

from __future__ import annotations

#: A crash at start-up is most often a passing thing (a driver being updated); a lasting one must not cost
#: a core. Seconds before the first, second, ... new start; the last one repeats.
DELAYS_S = (1.0, 2.0, 5.0, 15.0, 60.0)

#: A recorder that lived this long was well: its death is a new story.
WELL_AFTER_S = 60.0


class BackOff:
    """Counts failures in a row."""

    def __init__(self) -> None:
        self._failures = 0

    def delay_s(self, lived_s: float) -> float:
        """Seconds to wait after a recorder died that had lived for so long."""
        if lived_s >= WELL_AFTER_S:
            self._failures = 0
        delay_s = DELAYS_S[min(self._failures, len(DELAYS_S) - 1)]
        self._failures += 1
        return delay_s
