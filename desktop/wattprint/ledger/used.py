"""What a person's numbers are made of, read from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.used import Used
from wattprint.ledger.errors import known_errors

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def read_used(connection: sqlite3.Connection, path: Path) -> Used:
    """Read it from an open ledger; raises LedgerError kinds."""
    with known_errors(path):
        activities = connection.execute(
            "SELECT activity FROM cloud_entry WHERE deleted_s IS NULL"
            " UNION SELECT activity FROM recurring WHERE deleted_s IS NULL"
        ).fetchall()
        sensors = connection.execute(
            "SELECT DISTINCT vendor, kind, quality FROM energy JOIN device ON device.id = device_id"
        ).fetchall()
        choices: dict[str, list[tuple[str, str]]] = {}
        for name, day, value in connection.execute(
            "SELECT name, from_day, value FROM choice ORDER BY name, from_day"
        ):
            choices.setdefault(name, []).append((day, value))
    return Used(
        frozenset(activity for (activity,) in activities),
        frozenset((vendor, DeviceKind(kind), Quality(quality)) for vendor, kind, quality in sensors),
        choices,
    )
