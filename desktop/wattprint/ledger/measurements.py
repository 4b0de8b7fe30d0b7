"""Writes what the recorder booked. The recorder is the only one who writes measurements."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wattprint.domain.baseline import Baseline
from wattprint.ledger.connection import open_writer
from wattprint.ledger.errors import known_errors
from wattprint.ledger.left_open import close_all, take_over
from wattprint.ledger.storable import storable, storable_or_none
from wattprint.ledger.trace_blob import pack_trace

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from wattprint.domain.bookings import Bookings, Session
    from wattprint.domain.readings import Device
    from wattprint.domain.workload import Workload


class MeasurementLedger:
    """The recorder's hand on the ledger. Every write is one transaction: all of it or nothing."""

    def __init__(self, path: Path) -> None:
        """Open for writing; see ledger.connection for what may be raised."""
        self.path = path
        self._connection = open_writer(path)
        self._device_ids: dict[str, int] = {}
        self._workload_ids: dict[Workload, int] = {}

    @property
    def connection(self) -> sqlite3.Connection:
        """For reading in the same process."""
        return self._connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def write(
        self,
        bookings: Bookings,
        devices: Iterable[Device],
        now_wall_s: float,
        local_day: str,
        recorder_cpu_s: float,
    ) -> None:
        """Add everything booked to the ledger, or raise LedgerError and leave it as it was.

        devices: all that the bookings may name. recorder_cpu_s: CPU seconds used since last time.
        """
        new_ids: dict[int, int] = {}
        try:
            with known_errors(self.path):
                self._connection.execute("BEGIN IMMEDIATE")
                known = {device.key: device for device in devices}
                self._write_sessions(bookings, new_ids)
                self._write_energy(bookings, known, new_ids)
                self._write_times(bookings, known, local_day, recorder_cpu_s)
                self._write_baselines(bookings, known, now_wall_s, local_day)
                self._connection.execute("COMMIT")
        except BaseException:
            # Ids handed out inside the lost transaction are void.
            self._device_ids.clear()
            self._workload_ids.clear()
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        for session in _sessions_of(bookings):
            session.ledger_id = new_ids.get(id(session), session.ledger_id)

    def baselines(self) -> dict[str, Baseline]:
        """The newest baseline of each device, by device key."""
        with known_errors(self.path):
            rows = self._connection.execute(
                "SELECT key, watts, asleep FROM baseline"
                " JOIN device ON device.id = device_id ORDER BY since_s"
            )
            return {key: Baseline(watts, bool(asleep)) for key, watts, asleep in rows}

    def open_sessions(self) -> list[Session]:
        """What a stopped or killed recorder left open, for this one to go on with (see left_open)."""
        return take_over(self._connection, self.path)

    def close_open_sessions(self) -> None:
        """Of another file than the one that was written so far: nobody goes on with what is open there."""
        close_all(self._connection, self.path)

    # -- the parts of one transaction ---------------------------------------------------------------------

    def _write_sessions(self, bookings: Bookings, new_ids: dict[int, int]) -> None:
        for session in _sessions_of(bookings):
            changing = (
                session.end_wall_s,
                session.active_s,
                session.peak_w,
                int(session.shared),
                int(session.open),
                pack_trace(session.trace),
            )
            if session.ledger_id is not None:
                done = self._connection.execute(
                    "UPDATE session SET end_s = ?, active_s = ?, peak_w = ?, shared = ?, open = ?, trace = ?"
                    " WHERE id = ?",
                    (*changing, session.ledger_id),
                )
                if done.rowcount:
                    continue
                # Deleted meanwhile by the person: what it used since then needs a row to stand on.
            offset_s = time.localtime(session.start_wall_s).tm_gmtoff
            row = self._connection.execute(
                "INSERT INTO session (workload_id, start_s, start_day, utc_offset_s,"
                " end_s, active_s, peak_w, shared, open, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._workload_id(session.workload),
                    session.start_wall_s,
                    session.start_day,
                    offset_s,
                    *changing,
                ),
            )
            assert row.lastrowid is not None
            new_ids[id(session)] = row.lastrowid

    def _write_energy(self, bookings: Bookings, devices: dict[str, Device], new_ids: dict[int, int]) -> None:
        for key, amount in bookings.energy.items():
            workload_id = None if key.workload is None else self._workload_id(key.workload)
            session_id = None
            if key.session is not None:
                session_id = new_ids.get(id(key.session), key.session.ledger_id)
            self._connection.execute(
                "INSERT INTO energy"
                " (local_day, device_id, state, workload_id, session_id, quality, joules, seconds)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (local_day, device_id, state,"
                " coalesce(workload_id, 0), coalesce(session_id, 0), quality)"
                " DO UPDATE SET joules = joules + excluded.joules, seconds = seconds + excluded.seconds",
                (
                    key.local_day,
                    self._device_id(devices[key.device_key]),
                    key.state.value,
                    workload_id,
                    session_id,
                    key.quality.value,
                    amount.joules,
                    amount.seconds,
                ),
            )

    def _write_times(
        self, bookings: Bookings, devices: dict[str, Device], local_day: str, recorder_cpu_s: float
    ) -> None:
        for (day, device_key, how), seconds in bookings.coverage.items():
            self._connection.execute(
                "INSERT INTO coverage VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds",
                (day, self._device_id(devices[device_key]), how, seconds),
            )
        for (day, device_key, fault), count in bookings.faults.items():
            self._connection.execute(
                "INSERT INTO fault VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET count = count + excluded.count",
                (day, self._device_id(devices[device_key]), fault.value, count),
            )
        add_to_day = (
            "INSERT INTO day VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " active_s = active_s + excluded.active_s, recorded_s = recorded_s + excluded.recorded_s,"
            " paused_s = paused_s + excluded.paused_s, unmeasured_s = unmeasured_s + excluded.unmeasured_s,"
            " recorder_cpu_s = recorder_cpu_s + excluded.recorder_cpu_s"
        )
        for day, times in bookings.days.items():
            times_of_day = (times.active_s, times.recorded_s, times.paused_s, times.unmeasured_s)
            self._connection.execute(add_to_day, (day, *times_of_day, 0.0))
        if recorder_cpu_s > 0 and bookings.days:
            self._connection.execute(add_to_day, (local_day, 0.0, 0.0, 0.0, 0.0, recorder_cpu_s))

    def _write_baselines(
        self, bookings: Bookings, devices: dict[str, Device], now_wall_s: float, local_day: str
    ) -> None:
        for device_key, baseline in bookings.baselines.items():
            self._connection.execute(
                "INSERT OR REPLACE INTO baseline VALUES (?, ?, ?, ?, ?)",
                (
                    self._device_id(devices[device_key]),
                    now_wall_s,
                    local_day,
                    baseline.watts,
                    int(baseline.asleep),
                ),
            )

    # -- lookups ------------------------------------------------------------------------------------------

    def _device_id(self, device: Device) -> int:
        known = self._device_ids.get(device.key)
        if known is not None:
            return known
        fields = (
            device.kind.value,
            storable(device.vendor),
            storable(device.name),
            storable_or_none(device.pci_address),
            int(device.whole_board),
            storable_or_none(device.part_of),
        )
        row_id = self._find_device(device)
        if row_id is None:
            row = self._connection.execute(
                "INSERT INTO device (key, kind, vendor, name, pci_address, whole_board, part_of)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (storable(device.key), *fields),
            )
            assert row.lastrowid is not None
            row_id = row.lastrowid
        elif not _is_address_key(device.key):
            self._connection.execute(
                "UPDATE device SET key = ?, kind = ?, vendor = ?, name = ?, pci_address = ?, whole_board = ?,"
                " part_of = ? WHERE id = ?",
                (storable(device.key), *fields, row_id),
            )
        self._device_ids[device.key] = row_id
        return row_id

    def _find_device(self, device: Device) -> int | None:
        """The row of this device; a card seen asleep (by address) and awake (by UUID) is one row."""
        at_this_place = []
        if device.pci_address is not None:
            at_this_place = self._connection.execute(
                "SELECT id, key FROM device WHERE vendor = ? AND pci_address = ? ORDER BY id DESC",
                (storable(device.vendor), storable(device.pci_address)),
            ).fetchall()
        if _is_address_key(device.key):
            # The newest card that was seen awake at this place comes before what an empty-handed look left.
            at_this_place.sort(key=lambda row: _is_address_key(row[1]))
            if at_this_place:
                return int(at_this_place[0][0])
        by_key = self._connection.execute(
            "SELECT id FROM device WHERE key = ?", (storable(device.key),)
        ).fetchone()
        if by_key is not None:
            return int(by_key[0])
        return next((int(row_id) for row_id, key in at_this_place if _is_address_key(key)), None)

    def _workload_id(self, workload: Workload) -> int:
        known = self._workload_ids.get(workload)
        if known is not None:
            return known
        app, name = storable(workload.app), storable(workload.app_name)
        app_id = self._lookup(
            "INSERT INTO app (key, name) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id",
            (app, name),
        )
        model_id = program_id = None
        if workload.model is not None:
            model_id = self._lookup(
                "INSERT INTO model (name) VALUES (?) ON CONFLICT DO UPDATE SET name = name RETURNING id",
                (storable(workload.model),),
            )
        if workload.pending:
            program_id = self._lookup(
                "INSERT INTO program (key, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name"
                " RETURNING id",
                (app, name),
            )
        else:
            # The person may have said of the whole app that it is never counted; a new model is no way round.
            answered = self._connection.execute("SELECT id FROM program WHERE key = ?", (app,)).fetchone()
            program_id = None if answered is None else int(answered[0])
        row_id = self._lookup(
            "INSERT INTO workload (app_id, engine, kind, model_id, program_id) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (app_id, coalesce(engine, ''), kind, coalesce(model_id, 0))"
            " DO UPDATE SET program_id = coalesce(program_id, excluded.program_id) RETURNING id",
            (app_id, storable_or_none(workload.engine), workload.kind.value, model_id, program_id),
        )
        self._workload_ids[workload] = row_id
        return row_id

    def _lookup(self, statement: str, values: tuple[object, ...]) -> int:
        return int(self._connection.execute(statement, values).fetchone()[0])


def _sessions_of(bookings: Bookings) -> list[Session]:
    """Every session that the bookings touch or name, once each."""
    named = [key.session for key in bookings.energy if key.session is not None]
    return list(dict.fromkeys([*bookings.sessions, *named]))


def _is_address_key(key: str) -> bool:
    return ":pci:" in key
