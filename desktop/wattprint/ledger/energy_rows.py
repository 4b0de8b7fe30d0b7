"""Rows of `energy` as the domain reads them, with the baseline that held on their day."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from wattprint.domain.footprint import EnergyRow
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.state import State

if TYPE_CHECKING:
    import sqlite3

# Looked up, because hundreds of thousands of rows are read at once and an enum takes its time to be called.
_KINDS = {kind.value: kind for kind in DeviceKind}
_STATES = {state.value: state for state in State}
_QUALITIES = {quality.value: quality for quality in Quality}


def energy_row(
    kind: str,
    vendor: str,
    state: str,
    quality: str,
    joules: float,
    seconds: float,
    baseline_w: float | None,
) -> EnergyRow:
    """A row from the columns of the ledger."""
    return EnergyRow(_KINDS[kind], vendor, _STATES[state], _QUALITIES[quality], joules, seconds, baseline_w)


class BaselineHistory:
    """The baseline of each device on each day: the last one learned up to that day, else the first after."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._days: dict[int, list[str]] = {}
        self._watts: dict[int, list[float]] = {}
        rows = connection.execute(
            "SELECT device_id, from_day, watts FROM baseline ORDER BY from_day, since_s"
        )
        for device_id, from_day, watts in rows:
            self._days.setdefault(device_id, []).append(from_day)
            self._watts.setdefault(device_id, []).append(watts)

    def watts(self, device_id: int, local_day: str) -> float | None:
        """Baseline in W of a device on a day; None while it was never learned."""
        days = self._days.get(device_id)
        if not days:
            return None
        return self._watts[device_id][max(0, bisect_right(days, local_day) - 1)]
