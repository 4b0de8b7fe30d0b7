"""Where a ledger may lie, who may read it, and whose files are left alone."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import wattprint
from tests.unit.ledger.forked import NOBODY, result_of
from tests.unit.ledger.making import DAY, GPU, all_joules, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.ledger import connection as opening
from wattprint.ledger.connection import open_reader, open_writer, prepare
from wattprint.ledger.errors import (
    LedgerBusy,
    LedgerError,
    LedgerForeign,
    LedgerMissing,
    LedgerTooNew,
    LedgerTooOld,
)
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in another folder, and find the package there even where its place is given relative to ours."""
    monkeypatch.setenv("PYTHONPATH", str(Path(wattprint.__file__).resolve().parents[1]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


# -- creation ----------------------------------------------------------------------------------------------


def test_everything_we_create_is_private_whatever_the_umask(tmp_path: Path, no_umask: None) -> None:
    path = tmp_path / "one" / "two" / "ledger.sqlite3"
    prepare(path)
    ledger = MeasurementLedger(path)
    bookings = Bookings()
    book_active(bookings, session_of(), 5.0)
    write(ledger, bookings)
    assert mode(tmp_path / "one") == 0o700
    assert mode(path.parent) == 0o700
    modes = {file.name: mode(file) for file in path.parent.iterdir()}
    assert modes == {"ledger.sqlite3": 0o600, "ledger.sqlite3-wal": 0o600, "ledger.sqlite3-shm": 0o600}
    ledger.close()


def test_an_existing_folder_is_left_as_it_is(tmp_path: Path, no_umask: None) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir(mode=0o755)
    prepare(folder / "ledger.sqlite3")
    assert mode(folder) == 0o755
    assert mode(folder / "ledger.sqlite3") == 0o600


def test_an_empty_file_becomes_a_private_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    path.touch()
    path.chmod(0o644)
    with pytest.raises(LedgerMissing):
        open_reader(path)
    prepare(path)
    assert mode(path) == 0o600
    open_writer(path).close()


def test_preparing_twice_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    prepare(path)
    assert path.read_bytes() == before


def test_tables_are_strict_in_wal_and_keys_hold(ledger: MeasurementLedger) -> None:
    tables = {
        row[1]: (row[4], row[5])
        for row in ledger.connection.execute("PRAGMA table_list")
        if row[0] == "main" and not row[1].startswith(("sqlite_", "_sqlite_"))
    }
    assert set(tables) >= {"device", "app", "model", "program", "workload", "session", "energy", "coverage"}
    assert {name for name, (_, strict) in tables.items() if not strict} == set()
    assert ledger.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert ledger.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert ledger.connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL: see open_writer
    assert ledger.connection.execute("PRAGMA busy_timeout").fetchone()[0] == opening.BUSY_TIMEOUT_MS


@pytest.mark.parametrize(
    ("statement", "refused_as"),
    [
        ("INSERT INTO device (key, kind, vendor, name) VALUES ('x', 'toaster', 'v', 'n')", "CHECK"),
        ("INSERT INTO energy VALUES ('2026-01-01', 1, 'dreaming', NULL, NULL, 'counter', 1, 1)", "CHECK"),
        ("INSERT INTO energy VALUES ('2026-01-01', 1, 'idle', NULL, NULL, 'guessed', 1, 1)", "CHECK"),
        ("INSERT INTO energy VALUES ('2026-01-01', 1, 'idle', NULL, NULL, 'counter', 'x', 1)", "store TEXT"),
        ("INSERT INTO energy VALUES ('2026-01-01', 1, 'idle', NULL, NULL, 'counter', NULL, 1)", "NOT NULL"),
        ("INSERT INTO energy VALUES ('2026-01-01', 99, 'idle', NULL, NULL, 'counter', 1, 1)", "FOREIGN KEY"),
        ("INSERT INTO energy VALUES ('2026-01-01', 1, 'active', NULL, 99, 'counter', 1, 1)", "FOREIGN KEY"),
        ("INSERT INTO energy VALUES ('2026-01-01', 1, 'other', NULL, NULL, 'counter', -1, 1)", "CHECK"),
        ("INSERT INTO energy VALUES ('2026-01-01', 1, 'other', NULL, NULL, 'counter', 9e999, 1)", "CHECK"),
        ("INSERT INTO coverage VALUES ('2026-01-01', 1, 'guessed', 1)", "CHECK"),
        ("INSERT INTO program (key, name, verdict) VALUES ('k', 'n', 'perhaps')", "CHECK"),
        ("INSERT INTO workload (app_id, kind) VALUES (1, 'game')", "CHECK"),
    ],
)
def test_the_schema_refuses_what_the_words_do_not_know(
    ledger: MeasurementLedger, statement: str, refused_as: str
) -> None:
    bookings = Bookings()
    bookings.book_coverage(DAY, GPU.key, "measured", 1.0)
    write(ledger, bookings)  # device 1 is there
    with pytest.raises(sqlite3.IntegrityError, match=refused_as):
        ledger.connection.execute(statement)


@pytest.mark.parametrize(
    "name",
    [
        "with blank.sqlite",
        "what?mode=memory.sqlite",
        "100%.sqlite",
        "%41.sqlite",
        "a#b.sqlite",
        "énergie – 测量 🔋.sqlite",
        ":memory:",
        "file:x?mode=memory",
        "-rf",
        "quote'\".sqlite",
        os.fsdecode(b"not-utf8-\xff.sqlite"),
    ],
)
def test_any_name_is_just_a_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "fo lder%20#?é"
    path = folder / name
    prepare(path)
    ledger = MeasurementLedger(path)
    bookings = Bookings()
    book_active(bookings, session_of(), 7.0)
    write(ledger, bookings)
    assert all_joules(path) == {"active": 7.0}
    ledger.close()
    assert [file.name for file in folder.iterdir()] == [name]


def test_a_relative_path_and_a_doubled_slash(elsewhere: Path) -> None:
    prepare(Path("here.sqlite3"))
    open_writer(Path("here.sqlite3")).close()
    open_reader(Path(f"/{elsewhere}/here.sqlite3")).close()


def test_a_module_in_the_working_folder_takes_no_part(elsewhere: Path) -> None:
    (elsewhere / "sqlite_utils.py").write_text("open('taken-over', 'w')\n")
    (elsewhere / "json.py").write_text("open('taken-over', 'w')\n")
    prepare(elsewhere / "new" / "ledger.sqlite3")
    assert not (elsewhere / "taken-over").exists()


# -- what is not there, not ours, or not of our time -------------------------------------------------------


@pytest.mark.parametrize("open_it", [open_reader, open_writer])
def test_no_file_is_missing_and_is_not_created(
    tmp_path: Path, open_it: Callable[[Path], sqlite3.Connection]
) -> None:
    with pytest.raises(LedgerMissing):
        open_it(tmp_path / "none.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, 7, 2**31 - 1])
def test_a_newer_schema_is_refused_and_not_touched(path: Path, version: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes(), path.stat().st_mtime_ns, mode(path)
    for open_it in (prepare, open_reader, open_writer):
        with pytest.raises(LedgerTooNew):
            open_it(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns, mode(path)) == before
    assert not any("before" in file.name or "damaged" in file.name for file in path.parent.iterdir())


def test_an_older_schema_waits_for_whoever_may_migrate(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    for open_it in (open_reader, open_writer):
        with pytest.raises(LedgerTooOld):
            open_it(path)


def test_a_creation_cut_short_before_its_last_word_is_finished(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    with pytest.raises(LedgerMissing):
        open_writer(path)
    prepare(path)
    open_writer(path).close()


@pytest.mark.parametrize("version", [0, 1, 99])
def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path, version: int) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES ('https://example.org')")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = path.read_bytes()
    for open_it in (prepare, open_reader, open_writer):
        with pytest.raises(LedgerForeign):
            open_it(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_a_pipe_and_a_broken_link(tmp_path: Path) -> None:
    folder, pipe, link = tmp_path / "folder", tmp_path / "pipe", tmp_path / "link"
    folder.mkdir()
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "nowhere" / "ledger")
    for open_it in (prepare, open_reader, open_writer):
        for path in (folder, pipe):
            with pytest.raises(LedgerForeign):
                open_it(path)
    with pytest.raises(LedgerError, match="link"):
        prepare(link)
    with pytest.raises(LedgerMissing):
        open_reader(link)
    assert link.is_symlink()


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError) as caught:
        prepare(tmp_path / "file" / "ledger.sqlite3")
    assert caught.value.code == "error"
    assert caught.value.detail


def test_a_file_in_the_place_of_a_folder_above_is_told_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError) as refused:
        prepare(tmp_path / "file" / "share" / "wattprint" / "ledger.sqlite3")
    assert refused.value.detail == os.strerror(errno.ENOTDIR)


def test_a_link_to_a_ledger_works(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite3"
    link.symlink_to(path)
    prepare(link)
    ledger = MeasurementLedger(link)
    bookings = Bookings()
    book_active(bookings, session_of(), 3.0)
    write(ledger, bookings)
    ledger.close()
    assert all_joules(path) == {"active": 3.0}


# -- what may not be written -------------------------------------------------------------------------------


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a process without rights reaches and owns (pytest's own are their owner's alone)."""
    folder = Path(tempfile.mkdtemp(prefix="wattprint-test-"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    for inside in (folder, *folder.rglob("*")):
        inside.chmod(0o700)
    shutil.rmtree(folder)


def placed(empty_ledger: Path, folder: Path) -> Path:
    path = folder / "ledger.sqlite3"
    shutil.copy2(empty_ledger, path)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    return path


def outcome(work: Callable[[], object]) -> str:
    """Either "ok" or the code of the LedgerError, as a process without rights sees it."""

    def child() -> str:
        try:
            work()
        except LedgerError as error:
            return error.code
        return "ok"

    return result_of(child, without_rights=True)


def test_a_read_only_file_says_so_when_opened_not_at_the_first_booking(
    empty_ledger: Path, open_folder: Path
) -> None:
    path = placed(empty_ledger, open_folder)
    path.chmod(0o400)
    assert outcome(lambda: prepare(path)) == "ok"
    assert outcome(lambda: open_writer(path)) == "read-only"
    assert outcome(lambda: LedgerReader(path).summary()) == "ok"


def test_a_read_only_folder(empty_ledger: Path, open_folder: Path) -> None:
    path = placed(empty_ledger, open_folder)
    open_folder.chmod(0o500)
    assert outcome(lambda: open_writer(path)) == "read-only"
    assert outcome(lambda: prepare(open_folder / "new.sqlite3")) == "read-only"
    assert outcome(lambda: prepare(open_folder / "sub" / "new.sqlite3")) == "read-only"
    assert sorted(file.name for file in open_folder.iterdir()) == ["ledger.sqlite3"]


def test_a_file_or_folder_without_any_right(empty_ledger: Path, open_folder: Path) -> None:
    path = placed(empty_ledger, open_folder)
    path.chmod(0)
    for open_it in (prepare, open_reader, open_writer):
        assert outcome(lambda open_it=open_it: open_it(path)) == "read-only"  # type: ignore[misc]
    open_folder.chmod(0)
    for open_it in (prepare, open_reader, open_writer):
        assert outcome(lambda open_it=open_it: open_it(path)) == "read-only"  # type: ignore[misc]


# -- held by others ----------------------------------------------------------------------------------------


def test_busy_is_said_after_the_time_out_and_passes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBusy):
        open_writer(path)
    with LedgerReader(path) as reader:  # readers never wait for a writer
        assert reader.summary().session_count == 0
    other.execute("ROLLBACK")
    other.close()
    open_writer(path).close()


def test_a_migration_that_fails_tells_the_caller_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    monkeypatch.setattr(opening, "_stored_version", lambda _: 0)  # as if it had changed since we looked
    with pytest.raises(LedgerTooNew):
        prepare(path)


def test_a_migration_that_cannot_even_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(LedgerError) as caught:
        prepare(tmp_path / "ledger.sqlite3")
    assert caught.value.code == "error"


def test_reader_writer_and_connection_never_import_sqlite_utils() -> None:
    modules = ("connection", "measurements", "reader", "programs", "backup", "errors", "rows", "version")
    code = (
        f"import sys\nfor name in {modules!r}: __import__('wattprint.ledger.' + name)\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('sqlite_utils', 'PySide6', 'asyncio')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_even_preparing_leaves_sqlite_utils_to_its_own_process(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom wattprint.ledger.connection import prepare\n"
        "prepare(pathlib.Path(sys.argv[1]))\nprint('sqlite_utils' in sys.modules)"
    )
    path = tmp_path / "ledger.sqlite3"
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    open_writer(path).close()
