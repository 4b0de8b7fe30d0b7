"""A ledger of the second schema, as its users have it: nothing is lost, and a copy of it is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.old_schemas import ledger_of_schema
from wattprint.domain.session_energy import session_energy
from wattprint.ledger.connection import prepare
from wattprint.ledger.errors import LedgerTooOld
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.session_list import SessionFilter, SessionOrder
from wattprint.ledger.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2027-01-15"


@pytest.fixture
def second_schema(tmp_path: Path) -> Path:
    """A file as schema 2 left it: two sessions, one still open, an entry and a choice."""
    rows = (
        "INSERT INTO device (id, key, kind, vendor, name) VALUES (1, 'nvidia:1', 'gpu', 'nvidia', 'RTX')",
        "INSERT INTO app VALUES (1, 'ollama', 'Ollama')",
        "INSERT INTO workload VALUES (1, 1, NULL, 'chat', NULL, NULL)",
        f"INSERT INTO session VALUES (1, 1, 1.8e9, 1.8e9 + 60, '{DAY}', 0, 60, 30, 0, 0, NULL)",
        f"INSERT INTO session VALUES (2, 1, 1.8e9 + 300, 1.8e9 + 310, '{DAY}', 0, 10, 90, 1, 1, NULL)",
        f"INSERT INTO energy VALUES ('{DAY}', 1, 'active', 1, 1, 'counter', 3600, 60)",
        f"INSERT INTO energy VALUES ('{DAY}', 1, 'active', 1, 2, 'power', 900, 10)",
        f"INSERT INTO energy VALUES ('{DAY}', 1, 'standby', 1, NULL, 'counter', 70, 10)",
        f"INSERT INTO baseline VALUES (1, 1.7e9, '{DAY}', 5, 0)",
        f"INSERT INTO day VALUES ('{DAY}', 70, 3600, 0, 0, 1)",
        f"""INSERT INTO cloud_entry (local_day, activity, count, origin, created_s)
            VALUES ('{DAY}', 'chatgpt.prompt', 3, 'typed', 1.8e9)""",
        "INSERT INTO choice VALUES ('zone', '0001-01-01', 'FRA')",
    )
    return ledger_of_schema(2, tmp_path / "ledger.sqlite3", stop_before="m003_annotations", rows=rows)


def test_it_is_backed_up_and_brought_up_to_date(second_schema: Path) -> None:
    with pytest.raises(LedgerTooOld):
        LedgerReader(second_schema)
    before = second_schema.read_bytes()
    prepare(second_schema)
    with closing(sqlite3.connect(second_schema)) as connection, closing(sqlite3.connect(":memory:")) as old:
        old.deserialize(before)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        for table in ("session", "energy", "baseline", "day", "cloud_entry", "choice", "workload", "device"):
            rows = f"SELECT * FROM {table}"
            assert connection.execute(rows).fetchall() == old.execute(rows).fetchall()
    [copy] = second_schema.parent.glob("*.before-v3-*")
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(":memory:")) as original:
        original.deserialize(before)
        assert list(kept.iterdump()) == list(original.iterdump())


def test_its_sessions_can_be_listed_and_spoken_of(second_schema: Path) -> None:
    prepare(second_schema)
    with PersonLedger(second_schema) as person, LedgerReader(second_schema) as reader:
        records = reader.sessions(DAY, DAY)
        lines = reader.session_list().page(SessionFilter(), SessionOrder.ENERGY, True, 0, 10)
        assert [line.session_id for line in lines] == [record.session_id for record in records] == [1, 2]
        assert [line.energy_wh for line in lines] == [
            session_energy(record.energy).energy_wh for record in records
        ]
        person.annotations.not_ai([1])
        assert [one.session_id for one in reader.sessions(DAY, DAY)] == [2]
        # A session of later is never given the id of an earlier one.
        first, second = person.annotations.split(
            person.annotations.not_ai([1], on=False).listed[0], 1.8e9 + 30
        ).listed
        assert (first, second) == (3, 4)


def test_the_newest_sessions_are_found_by_index(second_schema: Path) -> None:
    prepare(second_schema)
    with closing(sqlite3.connect(second_schema)) as connection:
        (columns,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'session_by_day'"
        ).fetchone()
    assert columns.endswith("(start_day, start_s, workload_id)")
