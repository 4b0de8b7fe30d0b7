"""A ledger of the first schema, as its users have it, comes through every later migration whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.ledger.old_schemas import ledger_of_schema
from wattprint.ledger.connection import prepare
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.version import SCHEMA_VERSION


@pytest.fixture
def first_schema(tmp_path: Path) -> Path:
    """A file as schema 1 left it, with a session in it."""
    rows = (
        "INSERT INTO device (id, key, kind, vendor, name) VALUES (1, 'cpu', 'cpu', 'amd', 'CPU')",
        "INSERT INTO app VALUES (1, 'ollama', 'Ollama')",
        "INSERT INTO workload VALUES (1, 1, NULL, 'chat', NULL, NULL)",
        """INSERT INTO session
               (id, workload_id, start_s, end_s, start_day, utc_offset_s, active_s, peak_w)
           VALUES (1, 1, 1.8e9, 1.8e9, '2027-01-15', 0, 60, 30)""",
        "INSERT INTO energy VALUES ('2027-01-15', 1, 'active', 1, 1, 'modelled', 3600, 60)",
    )
    return ledger_of_schema(1, tmp_path / "ledger.sqlite3", stop_before="m002_cloud_use", rows=rows)


def test_it_is_backed_up_and_brought_up_to_date(first_schema: Path) -> None:
    before = first_schema.read_bytes()
    prepare(first_schema)
    with closing(sqlite3.connect(first_schema)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("SELECT count(*) FROM cloud_entry").fetchone() == (0,)
    with LedgerReader(first_schema) as reader:
        [session] = reader.sessions("2027-01-15", "2027-01-15")
    assert [row.joules for row in session.energy] == [3600]
    [copy] = first_schema.parent.glob("*.before-v2-*")
    with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(":memory:")) as original:
        original.deserialize(before)
        assert list(old.iterdump()) == list(original.iterdump())
