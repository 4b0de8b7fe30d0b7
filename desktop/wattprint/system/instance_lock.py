"""One desktop app per person and ledger: the lock, and how a second start asks the first to show itself.

No Qt: a second start needs none to say its line and leave.

The lock is flock() on a file, which the system drops with its owner. (QLockFile is at hand, but believes a
file that a crash left behind as long as any program of the same name has the old process id, and ours is
called python3.) The socket is a plain one: Qt's would load its network library, 3 MB in a tray that has a
budget.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from wattprint.system.paths import APP
from wattprint.system.recorder_lock import read_holder
from wattprint.system.runtime_folder import runtime_folder

#: The protocol: one JSON object on one line, answered by one line. Raised when a meaning changes.
VERSION = 1
SHOW = b'{"v":1,"do":"show"}\n'
DONE = b'{"v":1,"done":"show"}\n'

#: An app that has just taken the lock listens a moment later (a loaded machine: some seconds).
ANSWER_S = 6.0
RETRY_S = 0.1

#: 8 bytes of a hash tell ledgers apart and keep the address short.
_HASH_BYTES = 8
_LONGEST_NAME = len(f"{APP}-.sock.") + 2 * _HASH_BYTES + len(str(2**22))


@dataclass(frozen=True, slots=True)
class Door:
    """Where the app of one ledger is found. lock: the file that says it runs. socket: where it listens."""

    lock: Path
    socket: Path


def door_of(ledger: Path) -> Door:
    """The place of a ledger's app, whatever links lead to that ledger. Raises NoRuntimeFolder."""
    try:
        real = ledger.resolve()
    except (OSError, RuntimeError):  # links in a circle: opening the ledger will say so
        real = ledger.absolute()
    folder = runtime_folder(_LONGEST_NAME)
    name = f"{APP}-{_name_hash(os.fsencode(real))}"
    return Door(folder / f"{name}.lock", folder / f"{name}.sock")


def _name_hash(text: bytes) -> str:
    try:
        # hashlib brings OpenSSL, half a megabyte that stays; this is the module in which it finds BLAKE2.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(text, digest_size=_HASH_BYTES).hexdigest()


class InstanceLock:
    """The right to be the app of one ledger, until released or the process dies."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self._file: int | None = None

    def acquire(self) -> bool:
        """Take the lock; False when another process has it. Raises OSError where the file cannot be made."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
        while True:
            file = os.open(self.door.lock, flags, 0o600)
            try:
                if not _lock(file):
                    os.close(file)
                    return False
                if _same_file(file, self.door.lock):
                    break
            except BaseException:
                os.close(file)
                raise
            os.close(file)  # tidied away between opening and locking: the lock of a file that is gone is void
        with contextlib.suppress(OSError):  # only the lock decides; the text is for people
            os.ftruncate(file, 0)
            os.write(file, json.dumps({"pid": os.getpid()}).encode())
        self._file = file
        return True

    def release(self) -> None:
        """Give the lock back; the file stays, because removing it would race with the next holder."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def holder(self) -> int | None:
        """Process id of whoever has the lock, where the file tells it."""
        return read_holder(self.door.lock)


def ask_to_show(door: Door, *, answer_s: float = ANSWER_S) -> bool:
    """Ask the app behind a door to show its window; False when nobody has answered in answer_s seconds."""
    ends_s = time.monotonic() + answer_s
    while True:
        if ask_once(door, max(RETRY_S, ends_s - time.monotonic())):
            return True
        if time.monotonic() + RETRY_S >= ends_s:
            return False
        time.sleep(RETRY_S)


def ask_once(door: Door, seconds: float) -> bool:
    """Ask without trying again: False at once where nobody listens."""
    if not hasattr(socket, "AF_UNIX"):
        return False
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(seconds)
        connection.connect(os.fspath(door.socket))
        connection.sendall(SHOW)
        answer = b""
        while not answer.endswith(b"\n") and len(answer) < len(DONE):
            part = connection.recv(len(DONE))
            if not part:
                break
            answer += part
        return answer == DONE
    return False


def _same_file(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


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
        except BlockingIOError:
            return False
        return True
