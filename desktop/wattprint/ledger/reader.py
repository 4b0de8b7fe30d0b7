"""Reads the ledger: days, sessions, coverage, and what `doctor` wants to know."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from wattprint.domain.day_time import DayTime
from wattprint.ledger.choices import ChoiceHistory
from wattprint.ledger.claims import HIDDEN_IDS, PENDING, STATED_ENERGY
from wattprint.ledger.cloud import CloudLedger
from wattprint.ledger.connection import open_reader
from wattprint.ledger.energy_rows import BaselineHistory, energy_row
from wattprint.ledger.errors import known_errors
from wattprint.ledger.month_sums import sensed_devices
from wattprint.ledger.noted import NotedSession, read_noted
from wattprint.ledger.programs import PendingProgram, Verdict, list_programs
from wattprint.ledger.rows import (
    AppEnergy,
    CoverageRow,
    DayRecord,
    DeviceRecord,
    LedgerSummary,
    SessionRecord,
)
from wattprint.ledger.session_records import counts_by_day, session_count, session_records
from wattprint.ledger.sums import RangeSums, activity_counts, local_sums, recorded_days
from wattprint.ledger.used import read_used

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from wattprint.domain.used import Used
    from wattprint.ledger.session_list import SessionList


class LedgerReader:
    """A read-only view of one ledger; closes itself as a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection | None = None) -> None:
        """Open for reading; raises LedgerError kinds (see ledger.errors).

        connection: one that is open already and stays its owner's; close() is then not called.
        """
        self.path = path
        self._connection = connection or open_reader(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def data_version(self) -> int:
        """A number that changes whenever another process has written; costs no I/O worth naming."""
        with known_errors(self.path):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """Several queries that see one and the same state, while the recorder goes on writing."""
        within = self._connection.in_transaction
        if within:
            yield
            return
        with known_errors(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")

    def days(self, first_day: str, last_day: str) -> dict[str, DayRecord]:
        """Every day (ISO, both included) of which anything is known, in order."""
        with self._snapshot():
            days: dict[str, DayRecord] = {}
            for day, active_s, recorded_s, paused_s, unmeasured_s in self._connection.execute(
                "SELECT local_day, active_s, recorded_s, paused_s, unmeasured_s FROM day"
                " WHERE local_day BETWEEN ? AND ? AND recorded_s + paused_s + unmeasured_s > 0"
                " ORDER BY local_day",
                (first_day, last_day),
            ):
                days[day] = DayRecord(day, DayTime(active_s, recorded_s, paused_s, unmeasured_s))
            for day, count in counts_by_day(self._connection, first_day, last_day):
                days.setdefault(day, DayRecord(day)).session_count = count
            self._add_energy(days, first_day, last_day)
        return dict(sorted(days.items()))

    def _add_energy(self, days: dict[str, DayRecord], first_day: str, last_day: str) -> None:
        baselines = BaselineHistory(self._connection)
        rows = self._connection.execute(
            f"""WITH {STATED_ENERGY}
                SELECT local_day, device.id, device.kind, vendor, state, quality, app.key, app.name,
                       {PENDING}, sum(joules), sum(seconds), model.name, workload.id
                FROM stated JOIN device ON device.id = device_id
                LEFT JOIN workload ON workload.id = workload_id LEFT JOIN app ON app.id = app_id
                LEFT JOIN model ON model.id = model_id LEFT JOIN program ON program.id = program_id
                GROUP BY local_day, device.id, state, quality, workload.id""",  # noqa: S608 -- constant text
            {"first": first_day, "last": last_day},
        )
        for day, device_id, kind, vendor, state, quality, app, name, pending, joules, seconds, *of in rows:
            row = energy_row(kind, vendor, state, quality, joules, seconds, baselines.watts(device_id, day))
            record = days.setdefault(day, DayRecord(day))
            model, workload_id = of
            record.energy.append(AppEnergy(app, name, bool(pending), row, model, workload_id, device_id))

    def sums(
        self, first_day: str, last_day: str, local_cuts: Collection[str], cloud_cuts: Collection[str]
    ) -> RangeSums:
        """What the days between two (ISO, both included) add up to, in sums that go across no cut.

        local_cuts, cloud_cuts: days from which something else holds for this machine, and for counts.
        """
        with self._snapshot():
            return RangeSums(
                recorded_days(self._connection, first_day, last_day),
                local_sums(self, self._connection, first_day, last_day, local_cuts),
                activity_counts(self._connection, self.cloud().recurring(), first_day, last_day, cloud_cuts),
            )

    def sessions(self, first_day: str, last_day: str) -> list[SessionRecord]:
        """Sessions that began on these days (ISO, both included), oldest first, pending ones left out."""
        with self._snapshot():
            return session_records(self._connection, first_day, last_day)

    def open_sessions(self, first_day: str, last_day: str) -> list[SessionRecord]:
        """Those of sessions() that may still go on."""
        with self._snapshot():
            return session_records(self._connection, first_day, last_day, only_open=True)

    def session_count(self, first_day: str, last_day: str) -> int:
        """How many sessions() would give."""
        with known_errors(self.path):
            return session_count(self._connection, first_day, last_day)

    def devices(self) -> list[DeviceRecord]:
        """Every device ever measured, with its newest baseline."""
        with known_errors(self.path):
            sensed = sensed_devices(self._connection)
            rows = self._connection.execute(
                """SELECT device.id, key, kind, vendor, name, watts, asleep FROM device
                   LEFT JOIN baseline ON device_id = device.id
                        AND since_s = (SELECT max(since_s) FROM baseline WHERE device_id = device.id)
                   ORDER BY device.id"""
            )
            return [
                DeviceRecord(key, kind, vendor, name, watts, bool(asleep), kind == "gpu" or row_id in sensed)
                for row_id, key, kind, vendor, name, watts, asleep in rows
            ]

    def coverage(self, first_day: str, last_day: str) -> list[CoverageRow]:
        """How long each device was measured, asleep, paused or unmeasured."""
        with known_errors(self.path):
            rows = self._connection.execute(
                """SELECT local_day, key, how, seconds FROM coverage JOIN device ON device.id = device_id
                   WHERE local_day BETWEEN ? AND ? ORDER BY local_day, device_id, how""",
                (first_day, last_day),
            )
            return [CoverageRow(*row) for row in rows]

    def faults(self) -> list[tuple[str, str, int]]:
        """(device key, fault, how often, ever)."""
        with known_errors(self.path):
            return self._connection.execute(
                """SELECT key, fault, sum(count) FROM fault JOIN device ON device.id = device_id
                   GROUP BY key, fault ORDER BY key, fault"""
            ).fetchall()

    def cloud(self) -> CloudLedger:
        """What the person counts, for reading."""
        return CloudLedger(self._connection, self.path)

    def session_list(self) -> SessionList:
        """Sessions page by page, in any order; keep it between pages."""
        # Only a window lists sessions: a resting tray, and a recorder, do without.
        from wattprint.ledger.session_list import SessionList

        return SessionList(self._connection, self.path)

    def choices(self) -> ChoiceHistory:
        """What the person chose, and from which day."""
        return ChoiceHistory(self._connection, self.path)

    def noted(self) -> list[NotedSession]:
        """The sessions of which the person said what they made."""
        return read_noted(self._connection, self.path)

    def used(self) -> Used:
        """What the person's numbers are made of."""
        return read_used(self._connection, self.path)

    def first_and_last_day(self) -> tuple[str, str] | None:
        """The first and last day of which anything is known; None for an empty ledger."""
        with known_errors(self.path):
            first, last = self._connection.execute(
                """SELECT min(day), max(day) FROM (
                       SELECT min(local_day) AS day FROM day UNION ALL SELECT max(local_day) FROM day
                       UNION ALL SELECT min(start_day) FROM session
                       UNION ALL SELECT max(start_day) FROM session
                       UNION ALL SELECT min(local_day) FROM cloud_entry WHERE deleted_s IS NULL
                       UNION ALL SELECT max(local_day) FROM cloud_entry WHERE deleted_s IS NULL
                       UNION ALL SELECT min(from_day) FROM recurring WHERE deleted_s IS NULL)"""
            ).fetchone()
        return None if first is None else (first, last)

    def programs(self) -> list[PendingProgram]:
        """Unknown programs and what the person said about them."""
        return list_programs(self._connection, self.path)

    def summary(self) -> LedgerSummary:
        """What the ledger holds."""
        with self._snapshot():
            pending = self._connection.execute(
                "SELECT count(*) FROM program WHERE verdict = ?", (Verdict.PENDING.value,)
            ).fetchone()[0]
            first, last, cpu_s, recorded_s = self._connection.execute(
                "SELECT min(local_day), max(local_day), total(recorder_cpu_s), total(recorded_s) FROM day"
            ).fetchone()
            sessions = self._connection.execute(
                f"SELECT count(*) FROM session WHERE id NOT IN ({HIDDEN_IDS})"  # noqa: S608 -- constant text
            ).fetchone()[0]
        return LedgerSummary(first, last, sessions, pending, cpu_s, recorded_s, self.path.stat().st_size)
