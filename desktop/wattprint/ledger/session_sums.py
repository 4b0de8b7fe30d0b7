"""What each session used: computed from its rows by the domain's own function, and kept for sorting.

Triggers drop a kept sum whenever a row or a baseline under it changes, so a sum that is there is right. Those
of open sessions are never kept: they change with every write of the recorder.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wattprint.domain.readings import Quality
from wattprint.domain.session_energy import SessionEnergy, session_energy
from wattprint.ledger.energy_rows import BaselineHistory, energy_row
from wattprint.ledger.errors import known_errors
from wattprint.ledger.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from wattprint.domain.footprint import EnergyRow

#: So many sessions' sums are computed and kept at once, in about a tenth of a second.
BATCH = 2000

_ROWS = """SELECT listed_id, local_day, device_id, device.kind, vendor, state, quality,
       joules * share, seconds * share
    FROM (SELECT value AS listed_id, value AS source_id, 1.0 AS share FROM json_each(:ids)
          UNION ALL
          SELECT session_id, source_id, share FROM json_each(:ids) CROSS JOIN piece ON session_id = value)
    CROSS JOIN energy ON energy.session_id = source_id JOIN device ON device.id = device_id"""


def computed_sums(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, SessionEnergy]:
    """The sums of these sessions, from their rows."""
    baselines = BaselineHistory(connection)
    sums: dict[int, SessionEnergy] = {}
    for batch in _batches(list(ids)):
        rows: dict[int, list[EnergyRow]] = {session_id: [] for session_id in batch}
        found = connection.execute(_ROWS, {"ids": json.dumps(batch)})
        for session_id, day, device, kind, vendor, state, quality, joules, seconds in found:
            watts = baselines.watts(device, day)
            rows[session_id].append(energy_row(kind, vendor, state, quality, joules, seconds, watts))
        sums.update((session_id, session_energy(parts)) for session_id, parts in rows.items())
    return sums


def kept_sum(
    energy_wh: float | None, idle_wh: float | None, modelled_wh: float, at_least: int, quality: str | None
) -> SessionEnergy:
    """A sum from its columns."""
    named = None if quality is None else Quality(quality)
    return SessionEnergy(energy_wh, bool(at_least), idle_wh, modelled_wh, named)


def columns_of(session_id: int, used: SessionEnergy) -> tuple[object, ...]:
    """A sum as a row of session_sum."""
    quality = None if used.quality is None else used.quality.value
    return session_id, used.energy_wh, used.idle_wh, used.modelled_wh, int(used.at_least), quality


def any_missing(connection: sqlite3.Connection) -> bool:
    """Whether a closed session has no kept sum; three counts, because comparing all ids takes its time."""
    sessions, still_open, kept = connection.execute(
        """SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM session WHERE open = 1),
                  (SELECT count(*) FROM session_sum)"""
    ).fetchone()
    return bool(sessions - still_open > kept)


def missing_ids(connection: sqlite3.Connection, most: int = -1) -> list[int]:
    """Closed sessions without a kept sum, the newest first; most: at most so many (-1: all)."""
    if not any_missing(connection):
        return []
    rows = connection.execute(
        """SELECT id FROM session LEFT JOIN session_sum ON session_id = id
           WHERE session_id IS NULL AND open = 0 ORDER BY id DESC LIMIT ?""",
        (most,),
    )
    return [session_id for (session_id,) in rows]


def keep_missing_sums(connection: sqlite3.Connection, path: Path, most: int = BATCH) -> bool:
    """Compute and keep some of the sums that are missing; True while there are more. Raises LedgerErrors."""
    with known_errors(path):
        before = _version(connection)
        ids = missing_ids(connection, most)
        sums = computed_sums(connection, ids)
        with transaction(connection):
            # Computed while others could write, so that they need not wait: what they wrote may be missing.
            if _version(connection) != before:
                ids = missing_ids(connection, most)
                sums = computed_sums(connection, ids)
            # In the order of their ids: written the newest first, they would leave every page half empty.
            connection.executemany(
                "INSERT INTO session_sum VALUES (?, ?, ?, ?, ?, ?)",
                (columns_of(session_id, sums[session_id]) for session_id in sorted(sums)),
            )
    return len(ids) == most


def _version(connection: sqlite3.Connection) -> int:
    """Changes when another connection has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _batches(ids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(ids), BATCH):
        yield ids[first : first + BATCH]
