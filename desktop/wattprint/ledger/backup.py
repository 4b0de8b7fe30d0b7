"""Files and folders for their owner only; copies before a change; the setting aside of a damaged ledger."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import time
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

from wattprint.ledger.errors import known_errors

if TYPE_CHECKING:
    from pathlib import Path

#: Copies made before migrations; older ones go.
BACKUPS_KEPT = 2

#: What SQLite keeps beside a database in WAL mode.
SIDE_FILES = ("-wal", "-shm")


def back_up_before_migration(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy an open ledger beside itself, readable by its owner only; returns the copy's path."""
    from wattprint.ledger.drafts import draft_beside  # half a megabyte that a recorder does without

    target = free_name(path, f"before-v{version + 1}")
    # Half a copy is none, and must not push out a whole one: it has its name only when it is whole.
    with draft_beside(path) as draft:
        with closing(sqlite3.connect(draft.absolute())) as copy:
            connection.backup(copy)
        draft.replace(target)
    # Not by glob: a name with brackets in it would be a pattern, and one without ending match its neighbours.
    ours = re.compile(rf"{re.escape(path.stem)}\.before-v\d+-\d{{8}}-\d{{6}}(-\d+)?{re.escape(path.suffix)}")
    # The new one stays whatever the clock says, which may have been set back since the others were made.
    others = [other for other in path.parent.iterdir() if other != target and ours.fullmatch(other.name)]
    for old in sorted(others, key=lambda p: p.stat().st_mtime_ns, reverse=True)[BACKUPS_KEPT - 1 :]:
        old.unlink(missing_ok=True)
    return target


def set_aside(path: Path) -> Path:
    """Rename a damaged ledger and its side files, so that a new one can begin; returns the new name.

    Raises LedgerError where the folder cannot be changed.
    """
    with known_errors(path):
        target = free_name(path, "damaged")
        path.rename(target)
        for ending in SIDE_FILES:
            side = path.with_name(path.name + ending)
            if side.exists():
                side.rename(target.with_name(target.name + ending))
    return target


def create_private(path: Path) -> None:
    """Create an empty file that only its owner may read; SQLite gives its side files the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_EXCL, 0o600))


def create_private_folder(folder: Path) -> None:
    """Create a folder and what it lies in, all for their owner only; what exists is left as it is.

    Path.mkdir(parents=True) would give the folders above the person's umask.
    """
    if not folder.is_dir():
        create_private_folder(folder.parent)
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except FileExistsError as error:  # true, but what hinders is that it is a file
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error


def free_name(path: Path, what: str) -> Path:
    """A name beside a ledger that nothing has yet: its own with what it is and the time."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    for number in count(1):
        name = f"{path.stem}.{what}-{stamp}{f'-{number}' if number > 1 else ''}{path.suffix}"
        target = path.with_name(name)
        if not any(os.path.lexists(f"{target}{ending}") for ending in ("", *SIDE_FILES)):
            return target
    raise AssertionError("count() never ends")
