"""Deleting days or everything, and copies to a file and back: all of it, or nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from tests.unit.ledger.making import (
    ALL,
    CHAT,
    DAY,
    DAY_S,
    NEXT_DAY,
    UNKNOWN,
    all_joules,
    book_active,
    book_rest,
    session_of,
    write,
)
from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger import migrations
from wattprint.ledger.copies import back_up_to, copies_beside, restore_from
from wattprint.ledger.errors import (
    LedgerDamaged,
    LedgerError,
    LedgerForeign,
    LedgerFull,
    LedgerMissing,
    LedgerTooNew,
)
from wattprint.ledger.forgetting import Holdings, forget_days, forget_everything, holdings
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import Verdict
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.version import APPLICATION_ID

if TYPE_CHECKING:
    from pathlib import Path

THIRD_DAY = "2026-03-12"
PAINT = Workload("comfyui", "ComfyUI", None, Kind.IMAGE, "secret-style-model")
"""Seen only on the first day."""


@pytest.fixture
def full(ledger: MeasurementLedger, path: Path) -> Path:
    """Three days: a chat over the first midnight, a picture before it, a later chat, entries, choices."""
    chat, picture, unknown = session_of(), session_of(PAINT), session_of(UNKNOWN)
    later = session_of(day=THIRD_DAY, start_s=DAY_S + 2 * 86400)
    bookings = Bookings()
    book_active(bookings, chat, 100.0)
    book_active(bookings, chat, 40.0, day=NEXT_DAY)
    book_active(bookings, picture, 1000.0)
    book_active(bookings, unknown, 5.0)
    book_active(bookings, later, 300.0, day=THIRD_DAY)
    for day in (DAY, NEXT_DAY, THIRD_DAY):
        book_rest(bookings, State.STANDBY, 7.0, workload=CHAT, day=day)
        bookings.day(day).recorded_s += 3600.0
    for session in (chat, picture, unknown, later):
        session.open = False
        bookings.touch(session)
    write(ledger, bookings)
    ledger.close()
    with PersonLedger(path) as person:
        person.choose("zone", "FRA")
        person.choose("zone", "CHE", NEXT_DAY)
        for day in (DAY, NEXT_DAY, THIRD_DAY):
            person.cloud.add(day, "chatgpt.prompt", 3, DAY_S, note=f"note of {day}")
    return path


def joules_by_day(path: Path) -> dict[str, float]:
    with LedgerReader(path) as reader:
        return {
            day: sum(part.row.joules for part in record.energy) for day, record in reader.days(*ALL).items()
        }


def everything_in(path: Path) -> bytes:
    """Every byte that Wattprint has in the folder of the ledger."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


# -- some days ------------------------------------------------------------


def test_days_go_and_the_totals_of_all_others_stay(full: Path) -> None:
    before = joules_by_day(full)
    assert holdings(full, DAY, DAY) == Holdings(3, 1, 0, 0)
    forget_days(full, DAY, DAY)
    assert joules_by_day(full) == {day: joules for day, joules in before.items() if day != DAY}
    with LedgerReader(full) as reader:
        assert [session.start_s for session in reader.sessions(*ALL)] == [DAY_S + 2 * 86400]
        assert [entry.local_day for entry in reader.cloud().entries(*ALL)] == [NEXT_DAY, THIRD_DAY]
        assert reader.choices().history("zone") == [("0001-01-01", "FRA"), (NEXT_DAY, "CHE")]
        (day_two,) = reader.days(NEXT_DAY, NEXT_DAY).values()
        # What the cut session used on the day that stays is still its app's, and active.
        assert sum(part.row.joules for part in day_two.energy if part.app == "ollama") == 47.0
    assert holdings(full, DAY, DAY) == Holdings(0, 0, 0, 0)


def test_nothing_of_the_days_is_left_in_any_byte(full: Path) -> None:
    for secret in (b"secret-style-model", b"mystery.py", b"note of 2026-03-10"):
        assert secret in everything_in(full)
    forget_days(full, DAY, DAY)
    for secret in (b"secret-style-model", b"ComfyUI", b"mystery.py", b"note of 2026-03-10"):
        assert secret not in everything_in(full)
    assert b"note of 2026-03-11" in everything_in(full)


def test_a_session_that_reaches_into_the_days_goes_with_its_power_curve(full: Path) -> None:
    forget_days(full, NEXT_DAY, NEXT_DAY)
    assert joules_by_day(full) == {DAY: 100.0 + 1000.0 + 5.0 + 7.0, THIRD_DAY: 307.0}
    with closing(sqlite3.connect(full)) as connection:
        assert connection.execute("SELECT count(*), count(trace) FROM session").fetchone() == (3, 3)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_answer_about_a_program_stays_and_one_that_was_never_asked_goes(full: Path) -> None:
    with PersonLedger(full) as person:
        assert person.answer(UNKNOWN.app, Verdict.NEVER, DAY_S)
    forget_days(full, DAY, DAY)
    with LedgerReader(full) as reader:
        assert [(program.key, program.joules) for program in reader.programs()] == [(UNKNOWN.app, 0.0)]


def test_a_recorder_that_comes_back_writes_on(full: Path) -> None:
    forget_days(full, DAY, THIRD_DAY)
    assert joules_by_day(full) == {}
    ledger = MeasurementLedger(full)
    bookings = Bookings()
    book_active(bookings, session_of(), 11.0)
    write(ledger, bookings)
    ledger.close()
    assert all_joules(full) == {"active": 11.0}


@pytest.mark.parametrize(
    ("from_day", "to_day", "left"),
    [
        (DAY, None, [THIRD_DAY]),
        (DAY, NEXT_DAY, []),
        ("2026-03-09", None, ["2026-03-09", THIRD_DAY]),
        ("2026-03-09", DAY, ["2026-03-09"]),
        (NEXT_DAY, THIRD_DAY, [THIRD_DAY]),
        (THIRD_DAY, None, [THIRD_DAY]),
        ("2026-03-01", "2026-03-09", ["2026-03-09"]),
    ],
)
def test_what_recurs_does_not_come_back_on_the_days(
    path: Path, from_day: str, to_day: str | None, left: list[str]
) -> None:
    with PersonLedger(path) as person:
        recurring = person.cloud.add_recurring("chatgpt.prompt", 2, 127, from_day, DAY_S)
        if to_day is not None:
            person.cloud.end_recurring(recurring, to_day)
    forget_days(path, DAY, NEXT_DAY)
    with LedgerReader(path) as reader:
        days = [entry.local_day for entry in reader.cloud().entries("2026-03-09", THIRD_DAY)]
    assert days == left
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_was_edited_behind_the_days_stays_edited(path: Path) -> None:
    with PersonLedger(path) as person:
        recurring = person.cloud.add_recurring("chatgpt.prompt", 2, 127, "2026-03-01", DAY_S)
        person.cloud.set_occurrence(recurring, THIRD_DAY, 9, DAY_S)
        person.cloud.set_occurrence(recurring, "2026-03-09", None, DAY_S)
        person.cloud.set_occurrence(recurring, DAY, 5, DAY_S)
    forget_days(path, DAY, NEXT_DAY)
    with LedgerReader(path) as reader:
        entries = reader.cloud().entries("2026-03-08", "2026-03-13")
    assert [(entry.local_day, entry.count) for entry in entries] == [
        ("2026-03-08", 2), (THIRD_DAY, 9), ("2026-03-13", 2),
    ]  # fmt: skip


def test_copies_beside_the_ledger_and_logs_go_too_but_nobody_elses_files(full: Path, tmp_path: Path) -> None:
    ours = [
        full.with_name(name)
        for name in (
            "ledger.before-v2-20260301-101500.sqlite3",
            "ledger.before-restore-20260301-101500.sqlite3",
            "ledger.damaged-20260301-101500-2.sqlite3",
            "ledger.damaged-20260301-101500-2.sqlite3-wal",
            ".ledger.ab12_z9x.draft",
            ".ledger.ab12_z9x.draft-wal",
            ".ledger.ab12_z9x.before-v3-20260301-101500.draft",
            "..ledger.ab12_z9x.cd34_y8w.draft-journal",
            ".ledger.before-restore-20260301-101500.ab12_z9x.draft",
        )
    ]
    theirs = [
        full.with_name(name)
        for name in (
            "other.before-v2-20260301-101500.sqlite3",
            "ledger.mine-20260301-101500.sqlite3",
            "ledger.before-v2-20260301-101500.sqlite3.bak",
            "my ledger.sqlite3",
            ".other.ab12_z9x.draft",
            ".ledger.mine.draft",
            "ledger.ab12_z9x.draft",
            ".ledger.ab12_z9x.cd34_y8w.draft",  # another ledger's, whose name begins like this one
        )
    ]
    log = tmp_path / "wattprint.log"
    for file in (*ours, *theirs, log):
        file.write_text("x" * 10)
    assert holdings(full, DAY, DAY) == Holdings(3, 1, 9, 90)
    forget_days(full, DAY, DAY, logs=[log])
    assert not any(file.exists() for file in (*ours, log))
    assert all(file.exists() for file in theirs)


def test_a_failure_in_the_middle_changes_nothing(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = joules_by_day(full)
    monkeypatch.setattr("wattprint.ledger.forgetting._FORGET_NAMES", ("DELETE FROM nonsense",))
    with pytest.raises(sqlite3.OperationalError):
        forget_days(full, DAY, THIRD_DAY)
    assert joules_by_day(full) == before


# -- everything ------------------------------------------------------------


def test_everything_is_everything(full: Path) -> None:
    set_aside_file = full.with_name("ledger.damaged-20260301-101500.sqlite3")
    set_aside_file.write_bytes(b"secret-style-model")
    identity = full.stat().st_ino
    forget_everything(full)
    left = everything_in(full)
    for secret in (b"secret-style-model", b"Ollama", b"GeForce", b"mystery", b"note of", b"FRA", b"chatgpt"):
        assert secret not in left
    with closing(sqlite3.connect(full)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
    assert {name for name, count in counts.items() if count} == {"_sqlite_migrations"}
    assert full.stat().st_ino == identity, "whoever reads it goes on with the same file"
    ledger = MeasurementLedger(full)
    bookings = Bookings()
    book_active(bookings, session_of(), 11.0)
    write(ledger, bookings)
    ledger.close()
    assert all_joules(full) == {"active": 11.0}


def test_somebody_who_reads_meanwhile_sees_the_new_state(full: Path) -> None:
    with LedgerReader(full) as reader:
        assert reader.days(*ALL)
        forget_everything(full)
        assert reader.days(*ALL) == {}


@pytest.mark.parametrize("how", ["header", "inside", "empty", "missing"])
def test_a_damaged_or_missing_ledger_is_begun_anew(full: Path, how: str) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(full.read_bytes())
    if how == "header":
        full.write_bytes(b"no database at all, secret-style-model " * 100)
    elif how == "inside":
        raw[4096 * 2 :] = b"\xff" * (len(raw) - 4096 * 2)
        full.write_bytes(raw)
    elif how == "empty":
        full.write_bytes(b"")
    else:
        full.unlink()
    forget_everything(full)
    assert joules_by_day(full) == {}
    assert b"secret-style-model" not in everything_in(full)
    assert full.stat().st_mode & 0o777 == 0o600


def test_another_programs_file_and_a_newer_wattprints_are_never_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    raw = path.read_bytes()
    with pytest.raises(LedgerTooNew):
        forget_everything(path)
    assert path.read_bytes() == raw
    other = path.with_name("other.sqlite3")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (x)")
    raw = other.read_bytes()
    with pytest.raises(LedgerForeign):
        forget_everything(other)
    assert other.read_bytes() == raw


# -- copies to a file and back ------------------------------------------------------------


def test_a_copy_holds_all_and_is_one_private_file(full: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "my copy.sqlite3"
    target.parent.mkdir()
    target.write_text("an older copy")
    target.chmod(0o644)
    writer = MeasurementLedger(full)  # a recorder may be at work
    back_up_to(full, target)
    writer.close()
    assert [file.name for file in target.parent.iterdir()] == ["my copy.sqlite3"]
    assert target.stat().st_mode & 0o777 == 0o600
    target.parent.chmod(0o500)
    assert joules_by_day(target) == joules_by_day(full)
    target.parent.chmod(0o700)


def test_the_ledger_itself_is_no_place_for_its_copy(full: Path, tmp_path: Path) -> None:
    raw = full.read_bytes()
    link = tmp_path / "link"
    link.symlink_to(full)
    for target in (full, link, full.with_name(full.name + "-wal")):
        with pytest.raises(LedgerError):
            back_up_to(full, target)
    assert full.read_bytes() == raw
    with pytest.raises(LedgerError):
        back_up_to(full, tmp_path / "no folder" / "copy")


def test_a_pipe_or_a_folder_is_not_replaced_by_a_copy(full: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(LedgerError, match="not a file"):
            back_up_to(full, tmp_path / name)
    assert (tmp_path / "pipe").is_fifo()
    assert not [file for file in tmp_path.iterdir() if "draft" in file.name]


def test_what_was_deleted_comes_back_and_what_was_there_is_kept(full: Path, tmp_path: Path) -> None:
    before, target = joules_by_day(full), tmp_path / "copy"
    back_up_to(full, target)
    forget_days(full, DAY, DAY)
    after = joules_by_day(full)
    kept = restore_from(full, target)
    assert joules_by_day(full) == before
    assert kept is not None
    assert joules_by_day(kept) == after
    assert copies_beside(full) == [kept]
    assert kept.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(full)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with PersonLedger(full) as person:
        person.choose("zone", "DEU")
    assert not [file for file in full.parent.iterdir() if file.name.startswith(".")]


def test_into_a_place_where_there_is_no_ledger_or_a_damaged_one(full: Path, tmp_path: Path) -> None:
    new = tmp_path / "new" / "ledger.sqlite3"
    assert restore_from(new, full) is None
    assert joules_by_day(new) == joules_by_day(full)
    assert (new.stat().st_mode & 0o777, new.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    new.write_bytes(b"no database" * 1000)
    kept = restore_from(new, full)
    assert kept is not None
    assert kept.read_bytes() == b"no database" * 1000
    assert joules_by_day(new) == joules_by_day(full)


def test_a_copy_of_an_older_wattprint_is_brought_up_to_date_and_itself_left_as_it_is(
    path: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(old)) as connection:
        migrations.migrations.apply(Database(connection, execute_plugins=False), stop_before="m002_cloud_use")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    raw = old.read_bytes()
    restore_from(path, old)
    with PersonLedger(path) as person:
        person.choose("zone", "DEU")
    assert old.read_bytes() == raw
    assert len(copies_beside(path)) == 1


def spoil(kind: str, source: Path) -> type[LedgerError]:
    if kind == "text":
        source.write_text("dear diary\n" * 100)
        return LedgerDamaged
    if kind == "missing":
        source.unlink()
        return LedgerMissing
    if kind == "pipe":
        source.unlink()
        os.mkfifo(source)
        return LedgerForeign
    if kind == "torn":
        source.write_bytes(source.read_bytes()[: 4096 * 3])
        return LedgerDamaged
    statements = {
        "newer": ("PRAGMA user_version = 99", LedgerTooNew),
        "foreign": ("PRAGMA application_id = 7", LedgerForeign),
        "trigger": ("CREATE TRIGGER t AFTER INSERT ON choice BEGIN DELETE FROM session; END", LedgerForeign),
        "view": ("DROP TABLE day; CREATE VIEW day AS SELECT 1", LedgerForeign),
        "column": ("ALTER TABLE app ADD COLUMN more TEXT", LedgerForeign),
        "orphan": ("PRAGMA foreign_keys = OFF; DELETE FROM app", LedgerDamaged),
    }
    statement, error = statements[kind]
    with closing(sqlite3.connect(source)) as connection:
        connection.executescript(statement)
    return error


@pytest.mark.parametrize(
    "kind", ["text", "missing", "pipe", "torn", "newer", "foreign", "trigger", "view", "column", "orphan"]
)
def test_what_is_no_whole_ledger_of_ours_is_refused_and_all_stays(
    full: Path, tmp_path: Path, kind: str
) -> None:
    source = tmp_path / "source"
    back_up_to(full, source)
    expected = spoil(kind, source)
    before, names = joules_by_day(full), sorted(file.name for file in full.parent.iterdir())
    with pytest.raises(expected) as refused:
        restore_from(full, source)
    assert refused.value.path == source
    # What is said of a ledger that is damaged or foreign is not true of a file that was only to be restored.
    aimed = expected in (LedgerDamaged, LedgerForeign)
    assert refused.value.code.startswith("copy-") is aimed
    assert joules_by_day(full) == before
    assert sorted(file.name for file in full.parent.iterdir()) == names


def test_a_full_disk_leaves_the_ledger_as_it_was(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    back_up_to(full, source)
    before = joules_by_day(full)

    def no_room(*_: object) -> None:
        raise LedgerFull(full)

    monkeypatch.setattr("wattprint.ledger.copies._copy", no_room)
    with pytest.raises(LedgerFull):
        restore_from(full, source)
    assert joules_by_day(full) == before
    assert not [file for file in full.parent.iterdir() if "draft" in file.name]


#: A restore that is killed when its copy is whole and nothing else is done.
KILLED_WHILE_RESTORING = """
import os, signal, sqlite3, sys
from pathlib import Path
from wattprint.ledger import copies

real_copy = copies._copy

def copy_and_die(source, draft):
    real_copy(source, draft)
    os.kill(os.getpid(), signal.SIGKILL)

copies._copy = copy_and_die
copies.restore_from(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_what_a_killed_restore_left_goes_with_the_next_one_or_when_all_is_deleted(
    full: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    back_up_to(full, source)
    before = joules_by_day(full)
    names = {file.name for file in full.parent.iterdir()}

    def killed() -> set[str]:
        done = subprocess.run([sys.executable, "-c", KILLED_WHILE_RESTORING, full, source], check=False)
        assert done.returncode == -signal.SIGKILL
        assert joules_by_day(full) == before
        return {file.name for file in full.parent.iterdir()} - names

    (left,) = killed()
    kept = restore_from(full, source)
    assert kept is not None
    assert {file.name for file in full.parent.iterdir()} - names == {kept.name}
    (left,) = killed() - {kept.name}
    assert holdings(full, DAY, DAY).copies == 2
    forget_everything(full)
    assert not full.with_name(left).exists()
