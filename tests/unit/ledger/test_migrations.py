"""An older ledger is copied before it is changed, as a whole or not at all; the last copies are kept."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.unit.ledger.making import CHAT, all_joules, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.ledger import backup, migrations
from wattprint.ledger.connection import EXIT_TOLD, check_health, open_reader
from wattprint.ledger.drafts import drafts_beside
from wattprint.ledger.errors import LedgerForeign, LedgerFull, LedgerReadOnly, LedgerTooNew
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.version import SCHEMA_VERSION


class Steps:
    """Adds migrations that later versions will have."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(migrations.migrations, "_migrations", list(migrations.migrations._migrations))

    def add(self, version: int, *statements: str) -> None:
        def step(db: Database) -> None:
            for statement in statements:
                db.execute(statement)

        migrations.migrations(name=f"m{version:03}_test")(step)
        self._monkeypatch.setattr(migrations, "SCHEMA_VERSION", version)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    return Steps(monkeypatch)


def fill(path: Path) -> None:
    ledger = MeasurementLedger(path)
    bookings = Bookings()
    book_active(bookings, session_of(CHAT), 42.0)
    write(ledger, bookings)
    ledger.close()


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return version


def joules_in(path: Path) -> float:
    connection = sqlite3.connect(path)
    joules = float(connection.execute("SELECT total(joules) FROM energy").fetchone()[0])
    connection.close()
    return joules


def backups_of(path: Path) -> list[Path]:
    found = [file for file in path.parent.iterdir() if ".before-v" in file.name]
    return sorted(found, key=lambda file: file.stat().st_mtime_ns)


def test_an_existing_ledger_is_copied_before_it_is_changed(path: Path, steps: Steps) -> None:
    fill(path)
    steps.add(SCHEMA_VERSION + 1, "ALTER TABLE energy ADD COLUMN extra TEXT", "DELETE FROM energy")
    migrations.migrate(path)
    assert version_of(path) == SCHEMA_VERSION + 1
    assert joules_in(path) == 0.0
    (copy,) = backups_of(path)
    assert copy.name.startswith(f"{path.stem}.before-v{SCHEMA_VERSION + 1}-")
    assert copy.suffix == path.suffix
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    # The copy is a whole ledger of the version before: it can be put back and used.
    assert all_joules(copy) == {"active": 42.0}
    connection = open_reader(copy)
    check_health(connection, copy)
    connection.close()


def test_what_stands_only_in_the_log_is_in_the_copy(path: Path, steps: Steps) -> None:
    ledger = MeasurementLedger(path)  # stays open: nothing is moved from the log into the file
    bookings = Bookings()
    book_active(bookings, session_of(CHAT), 42.0)
    write(ledger, bookings)
    steps.add(SCHEMA_VERSION + 1, "CREATE TABLE more (x TEXT) STRICT")
    migrations.migrate(path)
    (copy,) = backups_of(path)
    assert joules_in(copy) == 42.0
    ledger.close()


@pytest.mark.parametrize("name", ["ledger.sqlite3", "my [ledger] *.db", "no-ending"])
def test_the_last_two_copies_are_kept(path: Path, steps: Steps, name: str) -> None:
    path = path.rename(path.with_name(name))
    others = [path.with_name(f"{stem}.before-v2-20200101-000000.end") for stem in ("other", path.stem)]
    for other in others:
        other.touch()
    fill(path)
    made = []
    for version in range(SCHEMA_VERSION + 1, SCHEMA_VERSION + 6):
        steps.add(version, f"CREATE TABLE t{version} (x TEXT) STRICT")
        migrations.migrate(path)
        made = [copy for copy in backups_of(path) if copy not in others]
        assert len(made) <= backup.BACKUPS_KEPT
    assert sorted(version_of(copy) for copy in made) == [SCHEMA_VERSION + 3, SCHEMA_VERSION + 4]
    assert {stat.S_IMODE(copy.stat().st_mode) for copy in made} == {0o600}
    assert all(other.exists() for other in others)


def test_the_newest_copy_stays_when_the_clock_was_set_back_since_the_others(path: Path, steps: Steps) -> None:
    fill(path)
    tomorrow_s = path.stat().st_mtime + 86400
    for version in range(SCHEMA_VERSION + 1, SCHEMA_VERSION + 4):
        steps.add(version, f"CREATE TABLE t{version} (x TEXT) STRICT")
        migrations.migrate(path)
        for copy in backups_of(path):
            made_s = tomorrow_s + version_of(copy)
            os.utime(copy, (made_s, made_s))
    assert sorted(version_of(copy) for copy in backups_of(path)) == [SCHEMA_VERSION + 1, SCHEMA_VERSION + 2]


def test_a_step_that_fails_changes_nothing_and_can_be_tried_again(path: Path, steps: Steps) -> None:
    fill(path)
    steps.add(
        SCHEMA_VERSION + 1, "DELETE FROM energy", "CREATE TABLE half (x TEXT) STRICT", "SELECT nonsense"
    )
    for _ in range(3):
        with pytest.raises(sqlite3.OperationalError, match="nonsense"):
            migrations.migrate(path)
        assert version_of(path) == SCHEMA_VERSION
        assert all_joules(path) == {"active": 42.0}
    assert len(backups_of(path)) == backup.BACKUPS_KEPT
    assert [all_joules(copy) for copy in backups_of(path)] == [{"active": 42.0}] * 2


def test_a_step_cut_short_before_its_last_word_is_finished(path: Path, steps: Steps) -> None:
    fill(path)
    steps.add(SCHEMA_VERSION + 1, "CREATE TABLE more (x TEXT) STRICT")
    migrations.migrate(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    connection.close()
    migrations.migrate(path)
    assert version_of(path) == SCHEMA_VERSION + 1
    assert joules_in(path) == 42.0


def test_half_a_copy_is_none_and_stops_the_change(
    path: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path)
    steps.add(SCHEMA_VERSION + 1, "DELETE FROM energy")
    real = sqlite3.connect

    class FullDisk:
        """Where the copy goes to: no room."""

        def __init__(self, target: Path) -> None:
            target.write_bytes(b"half")

        def close(self) -> None:
            pass

    class Source(sqlite3.Connection):
        def backup(self, target: object, **_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    connection = real(path, factory=Source)
    monkeypatch.setattr(sqlite3, "connect", FullDisk)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        backup.back_up_before_migration(connection, path, SCHEMA_VERSION)
    connection.close()
    monkeypatch.undo()
    assert backups_of(path) == []
    assert joules_in(path) == 42.0


#: A copy before a migration that is killed when half of it is written.
KILLED_WHILE_COPYING = """
import os, signal, sqlite3, sys
from pathlib import Path
from wattprint.ledger import backup

class Source(sqlite3.Connection):
    def backup(self, target, **_):
        target.execute("CREATE TABLE half (id)")
        target.commit()
        os.kill(os.getpid(), signal.SIGKILL)

path = Path(sys.argv[1])
backup.back_up_before_migration(sqlite3.connect(path, factory=Source), path, 1)
"""


def test_half_a_copy_of_one_that_was_killed_is_never_taken_for_a_whole_one(path: Path) -> None:
    fill(path)
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_COPYING, path], check=False)
    assert done.returncode == -signal.SIGKILL
    assert backups_of(path) == []
    assert len(drafts_beside(path)) == 1
    assert joules_in(path) == 42.0


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    backup.create_private(path)
    migrations.migrate(path)
    assert version_of(path) == SCHEMA_VERSION
    assert backups_of(path) == []


def test_create_private_never_takes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("theirs")
    with pytest.raises(FileExistsError):
        backup.create_private(tmp_path / "there")


def test_newer_and_foreign_files_are_refused_here_too(path: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = path.read_bytes(), foreign.read_bytes()
    with pytest.raises(LedgerTooNew):
        migrations.migrate(path)
    with pytest.raises(LedgerForeign):
        migrations.migrate(foreign)
    assert (path.read_bytes(), foreign.read_bytes()) == before


@pytest.mark.parametrize("error", [LedgerFull, LedgerReadOnly, LedgerTooNew])
def test_the_reason_is_told_in_one_line(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(path: Path) -> None:
        raise error(path, "två rader\n\udcff")

    monkeypatch.setattr(migrations, "migrate", fail)
    assert migrations.main(Path("x")) == EXIT_TOLD
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line) == {"code": error.code, "detail": "två rader\n\udcff"}  # type: ignore[attr-defined]
