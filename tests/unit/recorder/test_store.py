"""Whatever happens to the ledger's file: what was booked is written once it works again, and written once."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.ledger.conftest import path
from tests.unit.ledger.making import (
    ALL,
    DAY,
    DAY_S,
    DEVICES,
    GPU,
    NEXT_DAY,
    all_joules,
    book_active,
    book_rest,
    session_of,
)
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, Session
from wattprint.ledger.backup import set_aside
from wattprint.ledger.connection import prepare
from wattprint.ledger.errors import LedgerError, LedgerFull, LedgerMissing, LedgerReadOnly
from wattprint.ledger.reader import LedgerReader
from wattprint.recorder import store as store_module
from wattprint.recorder.store import Store

__all__ = ["path"]


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for a lock here."""
    monkeypatch.setattr("wattprint.ledger.connection.BUSY_TIMEOUT_MS", 20)


class Desk:
    """A store, one session that goes on and on, and what should be in the ledger by now."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store(path)
        self.bookings = Bookings()
        self.session = session_of()
        self.booked_j = 0.0

    def work(self, joules: float = 100.0) -> None:
        """A slice of the session, and as much standby."""
        book_active(self.bookings, self.session, joules)
        book_rest(self.bookings, State.STANDBY, joules, workload=self.session.workload)
        self.bookings.day(DAY).recorded_s += 1
        self.booked_j += 2 * joules

    def write(self) -> str | None:
        """Try to write; returns the code of the trouble."""
        self.bookings = self.store.write(self.bookings, DEVICES, DAY_S, DAY, [self.session])
        trouble = self.store.trouble
        assert (trouble is None) == self.bookings.empty
        return None if trouble is None else trouble.code

    def lost_j(self) -> float:
        """Joules booked that the ledger does not hold."""
        return self.booked_j - sum(all_joules(self.path).values())

    def sessions(self) -> list[float]:
        """Active seconds of each session in the ledger."""
        with LedgerReader(self.path) as reader:
            return [session.active_s for session in reader.sessions(*ALL)]


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    made = Desk(path)
    yield made
    made.store.close()


def busy(desk: Desk) -> Callable[[], object]:
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other.close


def read_only(desk: Desk) -> Callable[[], object]:
    connection = desk.store.ledger.connection
    connection.execute("PRAGMA query_only = ON")
    return lambda: connection.execute("PRAGMA query_only = OFF")


@pytest.mark.parametrize(("fault", "code"), [(busy, "busy"), (read_only, "read-only")])
def test_nothing_is_lost_when_it_works_again(
    desk: Desk, fault: Callable[[Desk], Callable[[], object]], code: str
) -> None:
    desk.work()
    assert desk.write() is None
    heal = fault(desk)
    for _ in range(3):
        desk.work()
        assert desk.write() == code
    assert desk.lost_j() == 600
    heal()
    assert desk.write() is None
    assert desk.lost_j() == 0
    assert desk.sessions() == [4.0]


def test_a_full_disk_loses_nothing(desk: Desk) -> None:
    desk.work()
    assert desk.write() is None
    connection = desk.store.ledger.connection
    limit = connection.execute("PRAGMA max_page_count").fetchone()[0]
    used = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {used}")
    codes = []
    for number in range(400):  # until what is booked needs a new page, and long after
        desk.work()
        book_rest(desk.bookings, State.IDLE, 1.0, day=f"2027-{number // 28 + 1:02d}-{number % 28 + 1:02d}")
        desk.booked_j += 1.0
        codes.append(desk.write())
    assert codes[-1] == "full"
    assert set(codes) == {None, "full"}
    assert desk.lost_j() > 0
    connection.execute(f"PRAGMA max_page_count = {limit}")
    assert desk.write() is None
    assert desk.lost_j() == pytest.approx(0, abs=1e-6)
    assert desk.sessions() == [401.0]


@pytest.mark.parametrize("seed", range(8))
def test_faults_in_any_order_lose_and_double_nothing(desk: Desk, seed: int) -> None:
    luck = random.Random(seed)
    for _ in range(25):
        desk.work(float(luck.randint(1, 1000)))
        fault = luck.choice([None, None, busy, read_only])
        heal = None if fault is None else fault(desk)
        desk.write()
        if heal is not None:
            heal()
        if luck.random() < 0.2:
            desk.session.open = False
            desk.bookings.touch(desk.session)
            desk.write()
            desk.session = session_of(start_s=DAY_S + luck.random())
    assert desk.write() is None
    assert desk.lost_j() == pytest.approx(0, abs=1e-6)


def remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def test_a_removed_file_is_made_anew_with_what_is_still_going_on(desk: Desk) -> None:
    desk.bookings.baselines[GPU.key] = Baseline(12.5, asleep=False)
    desk.work()
    assert desk.write() is None
    remove(desk.path)
    desk.booked_j = 0.0  # what was in that file is gone by the person's own hand
    desk.work()
    assert desk.write() is None
    assert desk.lost_j() == 0
    assert desk.store.set_aside_as is None
    # The session is whole, only the rows of before are gone; the baseline is known at once.
    assert desk.sessions() == [2.0]
    with LedgerReader(desk.path) as reader:
        assert [device.baseline_w for device in reader.devices() if device.key == GPU.key] == [12.5]
    desk.work()
    assert desk.write() is None
    assert desk.sessions() == [3.0]


def test_the_folder_may_go_too(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    desk = Desk(folder / "ledger.sqlite3")
    shutil.rmtree(folder)
    desk.work()
    assert desk.write() is None
    assert desk.lost_j() == 0
    assert folder.stat().st_mode & 0o777 == 0o700
    desk.store.close()


def test_baselines_of_cards_that_are_no_longer_there_stop_no_new_ledger(path: Path) -> None:
    first = Desk(path)
    first.bookings.baselines[GPU.key] = Baseline(10.0, asleep=False)
    first.work()
    first.write()
    first.store.close()
    desk = Desk(path)
    remove(path)
    key = "cpu"
    desk.bookings.book_coverage(DAY, key, "measured", 1.0)
    only_cpu = [device for device in DEVICES if device.key == key]
    assert desk.store.write(desk.bookings, only_cpu, DAY_S, DAY, []).empty
    desk.store.close()


def test_a_replaced_file_is_written_on(desk: Desk, tmp_path: Path) -> None:
    """The person puts a backup in its place while the recorder runs."""
    backup = tmp_path / "backup.sqlite3"
    desk.work(50.0)
    desk.write()
    with closing(sqlite3.connect(desk.path)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    desk.work(1000.0)
    desk.write()
    remove(desk.path)
    backup.rename(desk.path)
    desk.booked_j = 100.0  # what the backup holds
    desk.work(7.0)
    assert desk.write() is None
    assert desk.lost_j() == 0
    # The copy's half of the session was never closed, and the other half is a session of its own.
    assert desk.sessions() == [1.0, 3.0]


def test_a_ledger_that_cannot_be_made_anew_yet_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new file may get the removed one's inode number: it is still another file."""
    real, tries = prepare, 0

    def fail_at_first(path: Path) -> None:
        nonlocal tries
        tries += 1
        if tries < 4:
            path.touch()
            raise LedgerFull(path)
        real(path)

    monkeypatch.setattr(store_module, "prepare", fail_at_first)
    monkeypatch.setattr(Store, "_identity", lambda self: (1, 1) if self.path.exists() else None)
    desk.store._file = (1, 1)
    remove(desk.path)
    for _ in range(3):
        desk.work()
        assert desk.write() == "full"
        with pytest.raises(LedgerMissing):
            _ = desk.store.ledger
        desk.store.tidy(DAY_S, 1.0)  # which then has nothing to do
    desk.work()
    assert desk.write() is None
    assert desk.lost_j() == 0
    assert desk.sessions() == [4.0]


def damage(path: Path) -> None:
    """Overwrite what the schema stands in, as a failing disk does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = bytearray(path.read_bytes())
    raw[100 : len(raw)] = b"\xa5" * (len(raw) - 100)
    with path.open("r+b") as file:
        file.write(raw)


def test_damage_while_running_costs_nothing_that_was_still_to_be_written(desk: Desk) -> None:
    desk.bookings.baselines[GPU.key] = Baseline(12.5, asleep=False)
    desk.work()
    assert desk.write() is None
    damage(desk.path)
    desk.booked_j = 0.0
    desk.work()
    # The very write that meets the damage saves what it was to write: it may have been the last one.
    assert desk.write() is None
    assert desk.store.set_aside_as is not None
    assert desk.store.set_aside_as.exists()
    assert desk.lost_j() == 0
    assert desk.sessions() == [2.0]
    with LedgerReader(desk.path) as reader:
        assert [device.baseline_w for device in reader.devices() if device.key == GPU.key] == [12.5]


def test_damage_that_cannot_be_set_aside_is_kept_trying(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = set_aside

    def refuse(path: Path) -> Path:
        raise LedgerReadOnly(path)

    monkeypatch.setattr(store_module, "set_aside", refuse)
    damage(desk.path)
    for _ in range(3):
        desk.work()
        assert desk.write() == "read-only"
    monkeypatch.setattr(store_module, "set_aside", real)
    desk.work()
    assert desk.write() is None
    assert desk.lost_j() == 0
    assert desk.sessions() == [4.0]


def test_a_damaged_ledger_at_the_start_is_set_aside(path: Path) -> None:
    damage(path)
    before = path.read_bytes()
    store = Store(path)
    assert store.set_aside_as is not None
    assert store.set_aside_as.read_bytes() == before
    store.close()


@pytest.mark.parametrize("text", [b"no ledger at all", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_what_is_no_database_at_the_start_is_set_aside(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(text)
    store = Store(path)
    assert store.set_aside_as is not None
    assert store.set_aside_as.read_bytes() == text
    store.close()


def test_a_newer_ledger_put_in_its_place_is_left_alone(desk: Desk) -> None:
    desk.work()
    desk.write()
    remove(desk.path)
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute("PRAGMA application_id = 0x57617474")
        connection.execute("CREATE TABLE future (x)")
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
    before = desk.path.read_bytes()
    desk.work()
    assert desk.write() == "too-new"
    assert desk.write() == "too-new"
    assert desk.path.read_bytes() == before


def test_the_same_trouble_is_logged_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", store_module.__name__)
    heal = busy(desk)
    for _ in range(5):
        desk.work()
        desk.write()
    heal()
    assert len(caplog.records) == 1
    desk.write()
    heal = read_only(desk)
    desk.work()
    desk.write()
    heal()
    assert len(caplog.records) == 2


def test_a_bug_is_no_trouble(desk: Desk) -> None:
    """What is nobody's fault but ours must be seen: the desktop app starts the recorder again."""
    session = Session(desk.session.workload, DAY_S, DAY_S, NEXT_DAY)
    book_active(desk.bookings, session, 1.0)
    unknown = desk.bookings
    with pytest.raises(KeyError):
        desk.store.write(unknown, [], DAY_S, DAY, [])
    assert desk.store.trouble is None


def test_trouble_at_the_start_is_raised(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        Store(tmp_path)


def test_in_a_copy_that_took_the_ledgers_place_nothing_stays_open(desk: Desk) -> None:
    """The session that goes on is written anew there: what the copy had of it is over."""
    desk.work()
    assert desk.write() is None
    copy = desk.path.with_name("copy")
    with closing(sqlite3.connect(desk.path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    desk.work()
    assert desk.write() is None
    copy.replace(desk.path)
    for ending in ("-wal", "-shm"):
        desk.path.with_name(desk.path.name + ending).unlink(missing_ok=True)
    desk.work()
    assert desk.write() is None
    with LedgerReader(desk.path) as reader:
        assert [session.open for session in reader.sessions(*ALL)] == [False, True]
