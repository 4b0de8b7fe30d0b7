"""Opens the ledger: for reading, for writing, and for the first time."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from wattprint.ledger.backup import create_private, create_private_folder
from wattprint.ledger.errors import (
    BY_CODE,
    LedgerBusy,
    LedgerError,
    LedgerForeign,
    LedgerMissing,
    LedgerTooNew,
    LedgerTooOld,
    known_errors,
)
from wattprint.ledger.version import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

BUSY_TIMEOUT_MS = 5000

#: A migration of ten years of data copies the file first; that takes seconds, never minutes.
MIGRATION_TIMEOUT_S = 300

#: How the migrating process ends after it has told a known reason on its last line.
EXIT_TOLD = 3


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises LedgerMissing, -TooNew, -TooOld, -Damaged and their kin."""
    return _open(path, mode="ro")


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection for writing to a ledger of the current schema (see prepare)."""
    connection = _open(path, mode="rw")
    try:
        with known_errors(path):
            # FULL, because NORMAL leaves the last half minute to the system's write cache, and a power cut
            # may cost 10 s at most; with one commit in 10 s the difference cannot be felt.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            # SQLite opens a file that may not be written, and even begins to write, without a word: try it
            # now, not at the first booking.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(path: Path) -> None:
    """Create or migrate the ledger; the caller holds the recorder's lock. Raises LedgerError.

    A folder we create is private; one that exists already is left as it is.
    """
    with known_errors(path):
        create_private_folder(path.parent)
        if not path.exists():
            if path.is_symlink():
                raise LedgerError(path, "a link to a place that does not exist")
            create_private(path)
        else:
            _refuse_special(path)
            found = _stored_version(path)
            if found > SCHEMA_VERSION:
                raise LedgerTooNew(path)
            if found == SCHEMA_VERSION:
                return
            if path.stat().st_size == 0:
                path.chmod(0o600)  # an empty file becomes ours; whoever made it knew nothing of privacy
    _migrate_in_own_process(path)


def check_health(connection: sqlite3.Connection, path: Path) -> None:
    """Raise LedgerDamaged when SQLite finds the file broken; reads all of it, so only once per start."""
    with known_errors(path):
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"malformed: {verdict}")


def _migrate_in_own_process(path: Path) -> None:
    import subprocess  # a megabyte that resting readers do without

    # -P: a module that happens to lie in the working folder must not take part.
    command = [sys.executable, "-P", "-m", "wattprint.ledger.migrations", str(path.absolute())]
    with known_errors(path):
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=MIGRATION_TIMEOUT_S,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise LedgerBusy(path, f"no end after {MIGRATION_TIMEOUT_S} s") from late
    if done.returncode == 0:
        return
    last_line = (done.stderr.strip() or f"exit code {done.returncode}").splitlines()[-1]
    if done.returncode == EXIT_TOLD:
        told = json.loads(last_line)
        raise BY_CODE.get(told["code"], LedgerError)(path, told["detail"])
    raise LedgerError(path, last_line)


def _open(path: Path, mode: str) -> sqlite3.Connection:
    with known_errors(path):
        if not path.exists():
            raise LedgerMissing(path)
        _refuse_special(path)
        connection = _connect(path, mode)
        try:
            _check_version(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_special(path: Path) -> None:
    """A folder cannot be a ledger, and opening a pipe would wait for ever."""
    if not path.is_file():
        raise LedgerForeign(path, "not a file")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # as_uri() keeps every name whole: blanks, "?", "%", "#", and bytes that are no UTF-8.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_MS / 1000,
        isolation_level=None,
    )
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    except BaseException:
        connection.close()
        raise
    return connection


def _stored_version(path: Path) -> int:
    with closing(_connect(path, mode="ro")) as connection:
        return _version(connection, path)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of our file, 0 for an empty one. Raises LedgerForeign for another program's."""
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if application != APPLICATION_ID and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise LedgerForeign(path, "another program's database")
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    if version == 0:
        raise LedgerMissing(path, "the file is empty")
    if version != SCHEMA_VERSION:
        raise LedgerTooNew(path) if version > SCHEMA_VERSION else LedgerTooOld(path)
