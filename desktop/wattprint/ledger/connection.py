"""Opens the ledger: for reading, for writing, and for the first time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

from wattprint.ledger.backup import create_private
from wattprint.ledger.errors import (
    LedgerError,
    LedgerMissing,
    LedgerTooNew,
    LedgerTooOld,
    known_errors,
)
from wattprint.ledger.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

BUSY_TIMEOUT_MS = 5000

#: A migration of ten years of data copies the file first; that takes seconds, never minutes.
MIGRATION_TIMEOUT_S = 300


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises LedgerMissing, -TooNew, -TooOld, -Damaged and their kin."""
    if not path.exists():
        raise LedgerMissing(path)
    with known_errors(path):
        connection = _connect(path, mode="ro")
        _check_version(connection, path)
    return connection


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection for writing to a ledger of the current schema (see prepare)."""
    if not path.exists():
        raise LedgerMissing(path)
    with known_errors(path):
        connection = _connect(path, mode="rw")
        # NORMAL loses at most the last commits in a power cut, never the file: 10 s are promised.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        _check_version(connection, path)
    return connection


def prepare(path: Path) -> None:
    """Create or migrate the ledger; the caller holds the recorder's lock. Raises LedgerError.

    A folder we create is private; one that exists already is left as it is.
    """
    with known_errors(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            create_private(path)
        elif _stored_version(path) > SCHEMA_VERSION:
            raise LedgerTooNew(path)
        elif _stored_version(path) == SCHEMA_VERSION:
            return
    _migrate_in_own_process(path)


def check_health(connection: sqlite3.Connection, path: Path) -> None:
    """Raise LedgerDamaged when SQLite finds the file broken; reads all of it, so only once per start."""
    with known_errors(path):
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"malformed: {verdict}")


def _migrate_in_own_process(path: Path) -> None:
    command = [sys.executable, "-m", "wattprint.ledger.migrations", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=MIGRATION_TIMEOUT_S, check=False)
    if done.returncode == 0:
        return
    last_line = (done.stderr.strip() or "unknown").splitlines()[-1]
    with known_errors(path):
        raise (
            sqlite3.DatabaseError(last_line) if _speaks_of_sqlite(last_line) else LedgerError(path, last_line)
        )


def _speaks_of_sqlite(line: str) -> bool:
    return line.startswith("sqlite3.")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None
    )
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _stored_version(path: Path) -> int:
    with closing(_connect(path, mode="ro")) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == SCHEMA_VERSION:
        return
    connection.close()
    raise LedgerTooNew(path) if version > SCHEMA_VERSION else LedgerTooOld(path)
