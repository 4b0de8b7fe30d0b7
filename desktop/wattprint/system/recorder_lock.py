"""One recorder per ledger: an advisory lock that dies with its owner, beside the ledger file."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Self

from wattprint.ledger.backup import create_private_folder
from wattprint.ledger.errors import known_errors
from wattprint.ledger.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path


#: Somebody who only asks whether a recorder runs (recorder_pid) holds the lock for a moment.
LOCK_TRIES = 4
LOCK_RETRY_S = 0.05


class RecorderRunning(Exception):
    """Another recorder has this ledger. pid: its process id when the lock file tells it."""

    def __init__(self, path: Path, pid: int | None) -> None:
        super().__init__(f"a recorder (pid {pid}) already writes {path}")
        self.path = path
        self.pid = pid


class RecorderLock:
    """Holds the right to measure into one ledger and to migrate it, until released or the process dies.

    The system drops the lock with its owner, so a file left behind by a crash is no obstacle. The file's text
    (pid, schema version) is for people and for the desktop app; only the lock itself decides.
    """

    def __init__(self, ledger_path: Path) -> None:
        self.ledger_path = ledger_path
        self.path = ledger_path.with_name(ledger_path.name + ".lock")
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises RecorderRunning, or LedgerReadOnly where the folder cannot be written."""
        with known_errors(self.path):
            create_private_folder(self.path.parent)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        for _ in range(LOCK_TRIES):
            if _lock(file):
                break
            time.sleep(LOCK_RETRY_S)
        else:
            os.close(file)
            raise RecorderRunning(self.ledger_path, read_holder(self.path))
        with known_errors(self.path):
            os.ftruncate(file, 0)
            os.pwrite(file, json.dumps({"pid": os.getpid(), "schema": SCHEMA_VERSION}).encode(), 0)
        self._file = file

    def release(self) -> None:
        """Give the lock back; the file stays, because removing it would race with the next holder."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def recorder_pid(ledger_path: Path) -> int | None:
    """Process id of the recorder that holds this ledger now; None when nobody does (or it is unknown)."""
    probe = RecorderLock(ledger_path)
    if not probe.path.exists():
        return None
    try:
        file = os.open(probe.path, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _lock(file) else read_holder(probe.path)
    finally:
        os.close(file)


def read_holder(lock_path: Path) -> int | None:
    """The pid written in a lock file; None when it cannot be read."""
    try:
        pid = json.loads(lock_path.read_text())["pid"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return pid if isinstance(pid, int) else None


if sys.platform == "win32":  # untested: nobody has run this on Windows yet
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
