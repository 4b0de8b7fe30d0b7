"""Copies of the ledger before it is changed, and the setting aside of a damaged one."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Copies made before migrations; older ones go.
BACKUPS_KEPT = 2

#: What SQLite keeps beside a database in WAL mode.
SIDE_FILES = ("-wal", "-shm")


def back_up_before_migration(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy an open ledger beside itself, readable by its owner only; returns the copy's path."""
    target = path.with_name(f"{path.stem}.before-v{version + 1}-{_stamp()}{path.suffix}")
    create_private(target)
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    backups = sorted(path.parent.glob(f"{path.stem}.before-v*{path.suffix}"), key=lambda p: p.stat().st_mtime)
    for old in backups[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
    return target


def set_aside(path: Path) -> Path:
    """Rename a damaged ledger and its side files, so that a new one can begin; returns the new name."""
    target = path.with_name(f"{path.stem}.damaged-{_stamp()}{path.suffix}")
    path.rename(target)
    for ending in SIDE_FILES:
        side = path.with_name(path.name + ending)
        if side.exists():
            side.rename(target.with_name(target.name + ending))
    return target


def create_private(path: Path) -> None:
    """Create an empty file that only its owner may read; SQLite gives its side files the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_EXCL, 0o600))


def _stamp() -> str:
    return f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06d}"
