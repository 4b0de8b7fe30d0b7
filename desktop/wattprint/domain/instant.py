"""One moment, as every reading is stamped with it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment on three clocks, in seconds.

    monotonic_s: stands still while the machine is suspended; the only clock durations come from.
    boot_s: like monotonic_s but runs on during suspend; None where the system has no such clock.
    wall_s: Unix time; only ever a stamp, because it is set by people and by NTP.
    """

    monotonic_s: float
    boot_s: float | None
    wall_s: float
