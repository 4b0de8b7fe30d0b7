"""The sessions of which the person said what they made, with their energy: for comparisons per unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.domain.workload import Kind
from wattprint.ledger.claims import HIDES, PENDING, WORKLOAD_ID
from wattprint.ledger.energy_rows import BaselineHistory, energy_row
from wattprint.ledger.errors import known_errors

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from wattprint.domain.footprint import EnergyRow

_SESSIONS = f"""SELECT session.id, workload.kind, outputs, coalesce(output_unit, '')
    FROM annotation JOIN session ON session.id = annotation.session_id
    JOIN workload ON workload.id = {WORKLOAD_ID} LEFT JOIN program ON program.id = program_id
    WHERE outputs IS NOT NULL AND NOT {HIDES} AND NOT {PENDING} AND NOT open
    ORDER BY start_s, session.id"""  # noqa: S608 -- constant text

_ENERGY = """SELECT noted_id, local_day, device.id, device.kind, vendor, state, quality,
       joules * share, seconds * share
    FROM (SELECT session_id AS noted_id, session_id AS source_id, 1.0 AS share FROM annotation
          WHERE outputs IS NOT NULL
          UNION ALL
          SELECT piece.session_id, source_id, share FROM piece
          JOIN annotation ON annotation.session_id = piece.session_id WHERE outputs IS NOT NULL)
    CROSS JOIN energy ON energy.session_id = source_id JOIN device ON device.id = device_id
    ORDER BY device.id"""


@dataclass(frozen=True, slots=True)
class NotedSession:
    """A session that is over. outputs: above 0, in output_unit, as typed; "" where no unit was given."""

    session_id: int
    kind: Kind
    outputs: float
    output_unit: str
    energy: tuple[EnergyRow, ...]


def read_noted(connection: sqlite3.Connection, path: Path) -> list[NotedSession]:
    """All of them, oldest first, as the person has them; raises LedgerError kinds."""
    with known_errors(path):
        baselines = BaselineHistory(connection)
        energy: dict[int, list[EnergyRow]] = {}
        for session_id, day, device_id, kind, vendor, state, quality, joules, seconds in connection.execute(
            _ENERGY
        ):
            watts = baselines.watts(device_id, day)
            row = energy_row(kind, vendor, state, quality, joules, seconds, watts)
            energy.setdefault(session_id, []).append(row)
        return [
            NotedSession(session_id, Kind(kind), outputs, unit, tuple(energy.get(session_id, ())))
            for session_id, kind, outputs, unit in connection.execute(_SESSIONS)
        ]
