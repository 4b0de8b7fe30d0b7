"""One recorder per ledger: an advisory lock that dies with its owner, beside the ledger file."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Self

from wattprint.ledger.errors import known_errors
from wattprint.ledger.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path


#: A recorder that has just taken the lock writes its pid a moment later.
LOCK_TRIES = 4
LOCK_RETRY_S = 0.05

#: Somebody who only asks whether a recorder runs (recorder_pid) holds the lock for a moment, which may last
#: on a machine under load. So often they are waited for.
ASKER_TRIES = 200

#: A lock file holds one short line; whatever is longer was not written by us.
LONGEST_TEXT = 200


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
        self.path = lock_path(ledger_path)
        self._file: int | None = None

    def acquire(self) -> None:
        """Take the lock. Raises RecorderRunning, or LedgerReadOnly where the folder cannot be written."""
        from wattprint.ledger.backup import create_private_folder  # SQLite: not for who only asks

        with known_errors(self.path):
            create_private_folder(self.path.parent)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if not _take(file):
            os.close(file)
            raise RecorderRunning(self.ledger_path, read_holder(self.path))
        try:
            with known_errors(self.path):
                os.ftruncate(file, 0)
                os.pwrite(file, json.dumps({"pid": os.getpid(), "schema": SCHEMA_VERSION}).encode(), 0)
        except BaseException:
            os.close(file)
            raise
        self._file = file

    def release(self) -> None:
        """Give the lock back; the file stays, because removing it would race with the next holder."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _take(file: int) -> bool:
    """Take the lock; those who only ask are waited for, a recorder is not."""
    tries = LOCK_TRIES
    for _ in range(ASKER_TRIES):
        if _lock(file):
            return True
        if not _only_asked_for(file):
            tries -= 1
            if tries == 0:
                return False
        time.sleep(LOCK_RETRY_S)
    return False


def lock_path(ledger_path: Path) -> Path:
    """The lock file of a ledger: beside the file itself, whatever links lead to it."""
    try:
        real = ledger_path.resolve()
    except (OSError, RuntimeError):  # links that lead in a circle: opening the ledger will say so
        real = ledger_path
    return real.with_name(real.name + ".lock")


def recorder_pid(ledger_path: Path) -> int | None:
    """Process id of the recorder that holds this ledger now; None when nobody does (or it is unknown)."""
    path = lock_path(ledger_path)
    for _ in range(LOCK_TRIES):
        try:
            # Reading is enough: the file may be another user's.
            file = os.open(path, _PROBE_FLAGS)
        except OSError:
            return None
        try:
            if _lock(file, shared=True):
                return None
        finally:
            os.close(file)
        pid = read_holder(path)
        if pid is not None:
            return pid
        time.sleep(LOCK_RETRY_S)
    return None


def recorder_runs(ledger_path: Path) -> bool:
    """Whether the lock of a ledger is taken, whoever has it; True as well where that cannot be found out."""
    try:
        file = os.open(lock_path(ledger_path), _PROBE_FLAGS)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        return not _lock(file, shared=True)
    finally:
        os.close(file)


def read_holder(path: Path) -> int | None:
    """The pid written in a lock file; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            pid = json.loads(file.read(LONGEST_TEXT))["pid"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return pid if isinstance(pid, int) and not isinstance(pid, bool) and pid > 0 else None


if sys.platform == "win32":  # untested: nobody has run this on Windows yet
    import msvcrt

    _PROBE = os.O_RDWR

    def _lock(file: int, *, shared: bool = False) -> bool:  # noqa: ARG001 -- Windows has one kind
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _only_asked_for(file: int) -> bool:  # noqa: ARG001 -- Windows has one kind
        return False

else:
    import fcntl

    _PROBE = os.O_RDONLY

    def _lock(file: int, *, shared: bool = False) -> bool:
        # Shared for those who only ask: several at once must not take each other for a recorder.
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _only_asked_for(file: int) -> bool:
        """Whether nobody has the lock for himself: those who hold it do so together."""
        if not _lock(file, shared=True):
            return False
        fcntl.flock(file, fcntl.LOCK_UN)
        return True


#: A pipe in the place of the file must not hold up who only asks.
_PROBE_FLAGS = _PROBE | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
