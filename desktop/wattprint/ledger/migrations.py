"""The schema of the ledger, step by step; a short-lived process, because sqlite-utils is a heavy guest.

    python -m wattprint.ledger.migrations FILE

The caller holds the recorder's lock (see system.recorder_lock). An existing ledger is copied before a change.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database, Migrations

from wattprint.ledger import month_sums_schema
from wattprint.ledger.backup import back_up_before_migration
from wattprint.ledger.connection import EXIT_TOLD
from wattprint.ledger.errors import LedgerError, LedgerForeign, LedgerTooNew, known_errors
from wattprint.ledger.sealing import seal_all
from wattprint.ledger.version import APPLICATION_ID, SCHEMA_VERSION

migrations = Migrations("wattprint")


@migrations()
def m001_measurements(db: Database) -> None:
    """Devices, workloads, sessions and the one table that all totals come from."""
    for statement in (
        """CREATE TABLE device (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('gpu', 'cpu')),
            vendor TEXT NOT NULL,
            name TEXT NOT NULL,
            pci_address TEXT,
            whole_board INTEGER NOT NULL DEFAULT 0,
            part_of TEXT
        ) STRICT""",
        """CREATE TABLE app (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT""",
        """CREATE TABLE model (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT""",
        # verdict: what the person said about an unknown program; holds for the past too.
        """CREATE TABLE program (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            verdict TEXT NOT NULL DEFAULT 'pending' CHECK (verdict IN ('pending', 'count', 'never')),
            answered_s REAL
        ) STRICT""",
        """CREATE TABLE workload (
            id INTEGER PRIMARY KEY,
            app_id INTEGER NOT NULL REFERENCES app(id),
            engine TEXT,
            kind TEXT NOT NULL CHECK (kind IN ('chat', 'image', 'video', 'speech', 'training', 'other')),
            model_id INTEGER REFERENCES model(id),
            program_id INTEGER REFERENCES program(id)
        ) STRICT""",
        """CREATE UNIQUE INDEX workload_identity
            ON workload (app_id, coalesce(engine, ''), kind, coalesce(model_id, 0))""",
        # start_s, end_s: Unix seconds of the first and last active slice; utc_offset_s: zone at the start.
        # AUTOINCREMENT: the recorder and exports remember ids, so a forgotten session's is never given again.
        """CREATE TABLE session (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workload_id INTEGER NOT NULL REFERENCES workload(id),
            start_s REAL NOT NULL,
            end_s REAL NOT NULL,
            start_day TEXT NOT NULL,
            utc_offset_s INTEGER NOT NULL,
            active_s REAL NOT NULL,
            peak_w REAL NOT NULL,
            shared INTEGER NOT NULL DEFAULT 0,
            open INTEGER NOT NULL DEFAULT 1,
            trace BLOB
        ) STRICT""",
        "CREATE INDEX session_by_day ON session (start_day, start_s)",
        "CREATE INDEX session_open ON session (open) WHERE open = 1",
        # seconds are share-weighted: over all rows of a device and day they add up to its measured time.
        """CREATE TABLE energy (
            local_day TEXT NOT NULL,
            device_id INTEGER NOT NULL REFERENCES device(id),
            state TEXT NOT NULL
                CHECK (state IN ('idle', 'standby', 'active', 'other', 'contested', 'bridged')),
            workload_id INTEGER REFERENCES workload(id),
            session_id INTEGER REFERENCES session(id) ON DELETE CASCADE,
            quality TEXT NOT NULL CHECK (quality IN ('counter', 'power', 'modelled')),
            joules REAL NOT NULL CHECK (joules BETWEEN 0 AND 1e15),
            seconds REAL NOT NULL CHECK (seconds BETWEEN 0 AND 1e12)
        ) STRICT""",
        """CREATE UNIQUE INDEX energy_identity ON energy
            (local_day, device_id, state, coalesce(workload_id, 0), coalesce(session_id, 0), quality)""",
        "CREATE INDEX energy_by_session ON energy (session_id) WHERE session_id IS NOT NULL",
        """CREATE TABLE coverage (
            local_day TEXT NOT NULL,
            device_id INTEGER NOT NULL REFERENCES device(id),
            how TEXT NOT NULL CHECK (how IN ('measured', 'asleep', 'paused', 'unmeasured')),
            seconds REAL NOT NULL,
            PRIMARY KEY (local_day, device_id, how)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE day (
            local_day TEXT PRIMARY KEY,
            active_s REAL NOT NULL DEFAULT 0,
            recorded_s REAL NOT NULL DEFAULT 0,
            paused_s REAL NOT NULL DEFAULT 0,
            unmeasured_s REAL NOT NULL DEFAULT 0,
            recorder_cpu_s REAL NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE baseline (
            device_id INTEGER NOT NULL REFERENCES device(id),
            since_s REAL NOT NULL,
            from_day TEXT NOT NULL,
            watts REAL NOT NULL,
            asleep INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (device_id, since_s)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE fault (
            local_day TEXT NOT NULL,
            device_id INTEGER NOT NULL REFERENCES device(id),
            fault TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (local_day, device_id, fault)
        ) STRICT, WITHOUT ROWID""",
    ):
        db.execute(statement)


@migrations()
def m002_cloud_use(db: Database) -> None:
    """What the person counts and chooses: cloud entries, recurring ones, and choices dated "from day D"."""
    for statement in (
        # weekdays: one bit a day, Monday is 1. to_day: the last day, NULL while it goes on.
        """CREATE TABLE recurring (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            activity TEXT NOT NULL,
            count REAL NOT NULL CHECK (count > 0),
            weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
            from_day TEXT NOT NULL,
            to_day TEXT,
            note TEXT NOT NULL DEFAULT '',
            created_s REAL NOT NULL,
            deleted_s REAL
        ) STRICT""",
        # A row with recurring_id stands for that day's occurrence: edited, or taken back when deleted.
        """CREATE TABLE cloud_entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            local_day TEXT NOT NULL,
            activity TEXT NOT NULL,
            count REAL NOT NULL CHECK (count > 0),
            note TEXT NOT NULL DEFAULT '',
            origin TEXT NOT NULL CHECK (origin IN ('typed', 'recurring', 'imported')),
            recurring_id INTEGER REFERENCES recurring(id),
            created_s REAL NOT NULL,
            deleted_s REAL
        ) STRICT""",
        "CREATE INDEX cloud_entry_by_day ON cloud_entry (local_day)",
        """CREATE UNIQUE INDEX cloud_entry_occurrence ON cloud_entry (recurring_id, local_day)
            WHERE recurring_id IS NOT NULL""",
        """CREATE TABLE choice (
            name TEXT NOT NULL,
            from_day TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (name, from_day)
        ) STRICT, WITHOUT ROWID""",
    ):
        db.execute(statement)


@migrations()
def m003_annotations(db: Database) -> None:
    """What the person says about sessions, beside the recorder's rows and never in them.

    A merged session, and each part of a split one, is a row of `session` that `made` names; `piece` tells
    which recorded sessions it stands for and with what share of their energy. So both can be done again.
    """
    for statement in (
        # merged_into: the made session that stands for it. split: its parts do. workload_id: re-assigned.
        """CREATE TABLE annotation (
            session_id INTEGER PRIMARY KEY REFERENCES session(id) ON DELETE CASCADE,
            title TEXT NOT NULL DEFAULT '',
            workload_id INTEGER REFERENCES workload(id),
            outputs REAL CHECK (outputs > 0),
            output_unit TEXT,
            not_ai INTEGER NOT NULL DEFAULT 0,
            deleted_s REAL,
            merged_into INTEGER REFERENCES session(id),
            split INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
        """CREATE INDEX annotation_hides ON annotation (session_id)
            WHERE deleted_s IS NOT NULL OR not_ai OR merged_into IS NOT NULL OR split""",
        "CREATE INDEX annotation_merged ON annotation (merged_into) WHERE merged_into IS NOT NULL",
        # part_of: the one that was split; none for a merged one. by_trace: by the power curve, not by time.
        """CREATE TABLE made (
            session_id INTEGER PRIMARY KEY REFERENCES session(id) ON DELETE CASCADE,
            part_of INTEGER REFERENCES session(id),
            by_trace INTEGER NOT NULL DEFAULT 0
        ) STRICT""",
        "CREATE INDEX made_part ON made (part_of) WHERE part_of IS NOT NULL",
        # source_id is always a recorded session; the shares of those that stand for it now add up to 1.
        """CREATE TABLE piece (
            session_id INTEGER NOT NULL REFERENCES session(id) ON DELETE CASCADE,
            source_id INTEGER NOT NULL REFERENCES session(id),
            share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
            PRIMARY KEY (session_id, source_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX piece_by_source ON piece (source_id)",
        # What session_energy() says of a session, kept for sorting. What is missing is computed on reading.
        """CREATE TABLE session_sum (
            session_id INTEGER PRIMARY KEY REFERENCES session(id) ON DELETE CASCADE,
            energy_wh REAL,
            idle_wh REAL,
            modelled_wh REAL NOT NULL,
            at_least INTEGER NOT NULL,
            quality TEXT
        ) STRICT""",
        *(
            f"""CREATE TRIGGER session_sum_{name} AFTER {event} ON energy
                WHEN {row}.session_id IS NOT NULL BEGIN
                DELETE FROM session_sum WHERE session_id = {row}.session_id;
                DELETE FROM session_sum
                    WHERE session_id IN (SELECT session_id FROM piece WHERE source_id = {row}.session_id);
            END"""  # noqa: S608 -- constant names
            for name, event, row in (
                ("added", "INSERT", "NEW"),
                ("changed", "UPDATE", "NEW"),
                ("removed", "DELETE", "OLD"),
            )
        ),
        # A baseline holds from its day on; a device's first one for all days before, too.
        """CREATE TRIGGER session_sum_baseline AFTER INSERT ON baseline BEGIN
            DELETE FROM session_sum WHERE session_id IN (
                SELECT session_id FROM energy
                WHERE device_id = NEW.device_id AND session_id IS NOT NULL AND local_day >= iif(
                    EXISTS (SELECT 1 FROM baseline WHERE device_id = NEW.device_id
                            AND from_day < NEW.from_day),
                    NEW.from_day, ''));
            DELETE FROM session_sum WHERE session_id IN (
                SELECT piece.session_id FROM piece CROSS JOIN energy ON energy.session_id = source_id
                WHERE device_id = NEW.device_id);
        END""",
        # With the workload in it, pages and counts of sessions need no look at rows that carry power curves.
        "DROP INDEX session_by_day",
        "CREATE INDEX session_by_day ON session (start_day, start_s, workload_id)",
    ):
        db.execute(statement)


@migrations()
def m004_month_sums(db: Database) -> None:
    """Sums of whole months, kept and dropped by triggers: totals of ten years at once."""
    for statement in month_sums_schema.statements():
        db.execute(statement)


def migrate(path: Path) -> None:
    """Bring the ledger at `path` to SCHEMA_VERSION; an empty file gets it whole. Raises LedgerError."""
    with known_errors(path):
        # absolute(): ":memory:" and "file:x" are names of files here.
        connection = sqlite3.connect(path.absolute(), timeout=10)
        try:
            # execute_plugins: other people's plugins in the same environment have no business in this file.
            db = Database(connection, execute_plugins=False)
            found = int(db.execute("PRAGMA user_version").fetchone()[0])
            if found > SCHEMA_VERSION:
                raise LedgerTooNew(path)
            application = int(db.execute("PRAGMA application_id").fetchone()[0])
            if application != APPLICATION_ID and db.table_names():
                raise LedgerForeign(path, "another program's database")
            if found:
                back_up_before_migration(connection, path, found)
            # Before the first table: whatever cuts this short, the file is known as ours.
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.enable_wal()
            migrations.apply(db)
            db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        finally:
            connection.close()
    if found:
        # While people wait anyway. Totals are right without them, so a failure is none of the migration.
        with suppress(LedgerError):
            seal_all(path, time.strftime("%Y-%m-%d"))


def main(path: Path) -> int:
    """Migrate; a known reason why not goes to stderr as one line of JSON (code, detail)."""
    try:
        migrate(path)
    except LedgerError as error:
        sys.stderr.write(json.dumps({"code": error.code, "detail": error.detail}) + "\n")
        return EXIT_TOLD
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
