"""Files that are broken in every way we could think of: noticed, named, set aside, and never lost."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.unit.ledger.making import ALL, CHAT, all_joules, book_active, book_rest, session_of, write
from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.backup import set_aside
from wattprint.ledger.connection import check_health, open_reader, open_writer, prepare
from wattprint.ledger.errors import LedgerDamaged, LedgerError
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader

PAGE = 4096


@pytest.fixture(scope="module")
def used_ledger(empty_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of many pages, closed: never write to it."""
    path = tmp_path_factory.mktemp("used") / "ledger.sqlite3"
    shutil.copy2(empty_ledger, path)
    ledger = MeasurementLedger(path)
    bookings, dice = Bookings(), random.Random(1)
    for number in range(150):
        session = session_of(Workload(f"app-{number}", "App", None, Kind.CHAT, f"model-{number}"))
        for _ in range(130):
            book_active(bookings, session, dice.uniform(1, 300))
        book_rest(bookings, State.IDLE, 1.0)
        session.open = False
    write(ledger, bookings)
    ledger.close()
    return path


@pytest.fixture
def used(used_ledger: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite3"
    shutil.copy2(used_ledger, path)
    return path


def start_up(path: Path) -> None:
    """What a recorder does before it trusts a ledger."""
    prepare(path)
    connection = open_writer(path)
    try:
        check_health(connection, path)
    finally:
        connection.close()


def test_a_sound_file_is_sound(used: Path) -> None:
    start_up(used)


@pytest.mark.parametrize(
    "text",
    [
        b"Dear diary,\n" * 400,
        b"xy",
        b"\0" * 5000,
        b"SQLite format 3\0",
        b"SQLite format 3\0" + b"\xff" * 8000,
    ],
    ids=["text", "two bytes", "zeros", "magic only", "magic and rubbish"],
)
def test_something_else_in_its_place(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(text)
    with pytest.raises(LedgerDamaged):
        start_up(path)
    assert path.read_bytes() == text
    with pytest.raises(LedgerDamaged):
        open_reader(path)


def test_a_file_cut_off_anywhere(used: Path) -> None:
    whole = used.read_bytes()
    sizes = [2, 50, 99, 100, 1000, PAGE, PAGE + 1, 5 * PAGE, len(whole) // 2]
    for size in (*sizes, len(whole) - PAGE, len(whole) - PAGE // 2):
        used.write_bytes(whole[:size])
        with pytest.raises(LedgerDamaged):
            start_up(used)


def test_any_one_page_overwritten_is_noticed(used: Path) -> None:
    whole, dice = used.read_bytes(), random.Random(2)
    pages = len(whole) // PAGE
    assert pages > 30
    for page in range(pages):
        at = page * PAGE
        used.write_bytes(whole[:at] + dice.randbytes(PAGE) + whole[at + PAGE :])
        with pytest.raises(LedgerDamaged):
            start_up(used)


@pytest.mark.parametrize("text", [b"", b"x"])
def test_nothing_at_all_is_a_new_ledger(tmp_path: Path, text: bytes) -> None:
    """To SQLite one byte is nothing too: some file systems have no empty files."""
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(text)
    start_up(path)
    assert all_joules(path) == {}


def test_damage_met_while_writing_is_named_too(used: Path) -> None:
    ledger = MeasurementLedger(used)
    size = used.stat().st_size
    with used.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xa5" * (size - PAGE))
    bookings = Bookings()
    book_active(bookings, session_of(CHAT), 5.0)
    with pytest.raises(LedgerDamaged):
        write(ledger, bookings)
    with pytest.raises(LedgerDamaged):
        write(ledger, bookings)
    ledger.close()


def test_damage_met_while_reading_is_named_too(used: Path) -> None:
    with LedgerReader(used) as reader:
        with used.open("r+b") as file:
            file.seek(PAGE)
            file.write(b"\xa5" * (used.stat().st_size - PAGE))
        for question in (lambda: reader.days(*ALL), lambda: reader.sessions(*ALL), reader.summary):
            with pytest.raises(LedgerDamaged):
                question()


# -- set aside ---------------------------------------------------------------------------------------------


def test_set_aside_keeps_all_three_files_and_a_new_ledger_begins(tmp_path: Path) -> None:
    path = tmp_path / "my [ledger] 100%.sqlite3"
    for ending, text in (("", b"not a database at all"), ("-wal", b"wal"), ("-shm", b"shm")):
        Path(f"{path}{ending}").write_bytes(text)
    aside = set_aside(path)
    assert aside.parent == tmp_path
    assert aside.name.startswith("my [ledger] 100%.damaged-")
    assert aside.suffix == ".sqlite3"
    assert aside.read_bytes() == b"not a database at all"
    assert Path(f"{aside}-wal").read_bytes() == b"wal"
    assert Path(f"{aside}-shm").read_bytes() == b"shm"
    assert len(list(tmp_path.iterdir())) == 3
    start_up(path)
    assert aside.read_bytes() == b"not a database at all"


def test_set_aside_many_times_in_one_second_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    names = set()
    for number in range(20):
        path.write_bytes(b"broken %d" % number)
        names.add(set_aside(path))
    assert sorted(name.read_bytes() for name in names) == sorted(b"broken %d" % n for n in range(20))


def test_set_aside_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        set_aside(tmp_path / "ledger.sqlite3")


def test_a_forgotten_log_of_the_old_file_does_not_enter_the_new_one(used: Path, tmp_path: Path) -> None:
    """Cut short between two renames, the old file's log may stand beside the new, empty one."""
    ledger = MeasurementLedger(used)
    bookings = Bookings()
    book_active(bookings, session_of(CHAT), 5.0)
    write(ledger, bookings)
    log = Path(f"{used}-wal").read_bytes()
    ledger.close()
    assert log
    path = tmp_path / "new" / "ledger.sqlite3"
    path.parent.mkdir()
    path.touch()
    Path(f"{path}-wal").write_bytes(log)
    start_up(path)
    assert all_joules(path) == {}


def test_what_is_not_the_environments_fault_passes_through(path: Path) -> None:
    connection = open_writer(path)
    connection.execute("DROP TABLE energy")
    connection.close()
    with LedgerReader(path) as reader, pytest.raises(sqlite3.OperationalError, match="no such table"):
        reader.days(*ALL)
