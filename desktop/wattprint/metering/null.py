"""The meter of a machine on which nothing can be measured: no devices, no readings, no claims."""

from __future__ import annotations

from wattprint.domain.readings import Device, Instant, Reading


class NullMeter:
    """Stands where a meter is needed and none works. It has no device, so nothing of it is ever recorded."""

    name = "null"
    tested_on_hardware = True

    def open(self) -> None:
        """Nothing to open."""

    def devices(self) -> tuple[Device, ...]:
        """Always empty."""
        return ()

    def read(self, at: Instant) -> tuple[Reading, ...]:  # noqa: ARG002 - every meter is told the instant
        """Always empty."""
        return ()

    def close(self) -> None:
        """Nothing to let go of."""
