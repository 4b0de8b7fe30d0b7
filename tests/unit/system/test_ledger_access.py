"""Commands bring an older ledger up to date themselves, unless a recorder holds it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from wattprint.ledger.backup import create_private
from wattprint.ledger.connection import prepare
from wattprint.ledger.errors import LedgerMissing
from wattprint.ledger.version import SCHEMA_VERSION
from wattprint.system import ledger_access
from wattprint.system.ledger_access import open_for_reading, open_for_writing
from wattprint.system.recorder_lock import RecorderLock, RecorderRunning


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "ledger.sqlite3"


def make_older(path: Path) -> None:
    """A file that says it is of an earlier schema; its tables are there, so migrating it changes nothing."""
    prepare(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_reading_begins_no_ledger(path: Path) -> None:
    with pytest.raises(LedgerMissing):
        open_for_reading(path)
    assert not path.parent.exists()


def test_writing_begins_one(path: Path) -> None:
    with open_for_writing(path) as ledger:
        ledger.cloud.add("2026-11-21", "chatgpt.prompt", 5, 1.8e9)
    with open_for_reading(path) as reader:
        [entry] = reader.cloud().entries("2026-11-21", "2026-11-21")
    assert entry.count == 5


@pytest.mark.parametrize("open_it", [open_for_reading, open_for_writing])
def test_an_older_ledger_is_brought_up_to_date(path: Path, open_it: object) -> None:
    make_older(path)
    assert callable(open_it)
    with open_it(path):
        pass
    assert version_of(path) == SCHEMA_VERSION


def test_not_under_the_hands_of_a_running_recorder(path: Path) -> None:
    make_older(path)
    with RecorderLock(path), pytest.raises(RecorderRunning):
        open_for_reading(path)
    assert version_of(path) == 1


def test_one_that_a_recorder_is_just_beginning_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = iter([partial(create_private, path), partial(prepare, path)])

    def recorder_goes_on(_seconds: float) -> None:
        next(steps)()

    monkeypatch.setattr(ledger_access, "time", SimpleNamespace(sleep=recorder_goes_on))
    with RecorderLock(path), open_for_writing(path) as ledger:
        ledger.cloud.add("2026-11-21", "chatgpt.prompt", 5, 1.8e9)
    assert list(steps) == []
    with open_for_reading(path) as reader:
        assert len(reader.cloud().entries("2026-11-21", "2026-11-21")) == 1


def test_one_that_never_comes_is_not_waited_for_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_access, "MAKING_TRIES", 2)
    with RecorderLock(path), pytest.raises(RecorderRunning):
        open_for_writing(path)
    assert not path.exists()


def test_a_current_ledger_is_written_beside_a_running_recorder(path: Path) -> None:
    prepare(path)
    with RecorderLock(path), open_for_writing(path) as ledger:
        ledger.choose("zone", "FRA")
    with open_for_reading(path) as reader:
        assert reader.choices().value("zone", "2026-11-21") == "FRA"
