"""Ledgers as earlier versions of Wattprint left them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from wattprint.ledger import migrations
from wattprint.ledger.version import APPLICATION_ID


def ledger_of_schema(version: int, path: Path, *, stop_before: str, rows: Iterable[str]) -> Path:
    """Makes a file. stop_before: the first migration that this schema does not know. rows: SQL statements."""
    with closing(sqlite3.connect(path)) as connection:
        db = Database(connection, execute_plugins=False)
        migrations.migrations.apply(db, stop_before=stop_before)
        for statement in rows:
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
    return path
