"""How long a day was watched. Apart from bookings: readers of the ledger need nothing else of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class DayTime:
    """Seconds of one local day.

    active_s: some session was active (union). recorded_s: the recorder watched. paused_s: told not to.
    unmeasured_s: at least one device could not be measured (may overlap recorded_s).
    """

    active_s: float = 0.0
    recorded_s: float = 0.0
    paused_s: float = 0.0
    unmeasured_s: float = 0.0
