"""One recorder per ledger, whatever the last one left behind, and a true answer to who it is."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.ledger.forked import result_of
from wattprint.ledger.errors import LedgerError, LedgerReadOnly
from wattprint.system import recorder_lock
from wattprint.system.recorder_lock import (
    RecorderLock,
    RecorderRunning,
    lock_path,
    read_holder,
    recorder_pid,
    recorder_runs,
)

HOLDER = """
import sys
from pathlib import Path
from wattprint.system.recorder_lock import RecorderLock
lock = RecorderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""

#: Nobody has this process id: the kernel's largest is 2**22.
NO_PID = 2**22 + 7


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def holder(ledger: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_recorder_is_told_who_the_first_one_is(ledger: Path, holder: subprocess.Popen[str]) -> None:
    with pytest.raises(RecorderRunning) as refused:
        RecorderLock(ledger).acquire()
    assert (refused.value.pid, refused.value.path) == (holder.pid, ledger)
    assert recorder_pid(ledger) == holder.pid


def test_a_killed_recorder_leaves_no_obstacle(ledger: Path, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert read_holder(lock_path(ledger)) == holder.pid
    assert recorder_pid(ledger) is None
    with RecorderLock(ledger):
        assert read_holder(lock_path(ledger)) == os.getpid()


def test_a_stale_file_with_the_pid_of_another_living_program(ledger: Path) -> None:
    lock_path(ledger).write_text(json.dumps({"pid": os.getppid(), "schema": 1}) + " " * 500)
    assert recorder_pid(ledger) is None
    with RecorderLock(ledger):
        assert json.loads(lock_path(ledger).read_text())["pid"] == os.getpid()


def test_given_back_it_can_be_taken_again(ledger: Path) -> None:
    lock = RecorderLock(ledger)
    lock.acquire()
    assert recorder_pid(ledger) == os.getpid()
    lock.release()
    lock.release()
    assert recorder_pid(ledger) is None
    with lock, pytest.raises(RecorderRunning):
        RecorderLock(ledger).acquire()


@pytest.mark.parametrize(
    "text",
    [
        b"", b"12", b"[]", b"{", b"null", b'{"pid": "12"}', b'{"pid": true}', b'{"pid": -1}', b'{"pid": 0}',
        b'{"pid": 1.5}', b'{"pid": null}', b"\xff\xfe\x00", b"[" * 100_000, b'{"pid": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_garbage_in_the_file_is_no_pid_and_no_obstacle(ledger: Path, text: bytes) -> None:
    path = lock_path(ledger)
    path.write_bytes(text)
    assert read_holder(path) is None
    assert recorder_pid(ledger) is None
    with RecorderLock(ledger):
        assert recorder_pid(ledger) == os.getpid()
        path.write_bytes(text)  # somebody else's doing: held, but by whom?
        assert recorder_pid(ledger) is None
        with pytest.raises(RecorderRunning) as refused:
            RecorderLock(ledger).acquire()
        assert refused.value.pid is None


def test_where_nothing_is_nobody_records(tmp_path: Path) -> None:
    assert recorder_pid(tmp_path / "no" / "folder" / "ledger.sqlite3") is None
    lock_path(tmp_path / "folder").mkdir()
    assert recorder_pid(tmp_path / "folder") is None
    os.mkfifo(lock_path(tmp_path / "pipe"))
    assert recorder_pid(tmp_path / "pipe") is None


def test_asking_all_the_time_keeps_no_recorder_from_starting(ledger: Path) -> None:
    with RecorderLock(ledger):
        pass
    over = threading.Event()
    wrong: list[int | None] = []

    def ask() -> None:
        while not over.is_set():
            found = recorder_pid(ledger)
            if found not in (None, os.getpid()):
                wrong.append(found)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for asker in askers:
        asker.start()
    try:
        for _ in range(40):
            with RecorderLock(ledger):
                time.sleep(0.001)
    finally:
        over.set()
        for asker in askers:
            asker.join()
    assert wrong == []


def test_those_who_ask_do_not_take_each_other_for_a_recorder(ledger: Path) -> None:
    with RecorderLock(ledger):
        pass
    # Another asker in the middle of its question.
    file = os.open(lock_path(ledger), os.O_RDONLY)
    try:
        assert recorder_lock._lock(file, shared=True)
        assert recorder_pid(ledger) is None
    finally:
        os.close(file)


def test_who_is_held_up_while_asking_is_not_taken_for_a_recorder(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RecorderLock(ledger):
        pass
    file = os.open(lock_path(ledger), os.O_RDONLY)
    assert recorder_lock._lock(file, shared=True)
    waits = 0

    def go_on_late(_seconds: float) -> None:
        nonlocal waits
        waits += 1
        if waits == 3 * recorder_lock.LOCK_TRIES:
            os.close(file)

    monkeypatch.setattr("wattprint.system.recorder_lock.time.sleep", go_on_late)
    with RecorderLock(ledger):
        assert read_holder(lock_path(ledger)) == os.getpid()
    assert waits == 3 * recorder_lock.LOCK_TRIES


def test_a_recorder_that_has_not_written_its_pid_yet_is_waited_for(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = RecorderLock(ledger)
    lock.acquire()
    lock.path.write_text("")

    def write_now(_seconds: float) -> None:
        lock.path.write_text('{"pid": 4711}')

    monkeypatch.setattr("wattprint.system.recorder_lock.time.sleep", write_now)
    assert recorder_pid(ledger) == 4711
    lock.release()


def test_two_ways_to_one_ledger_are_one_lock(tmp_path: Path, ledger: Path) -> None:
    link = tmp_path / "elsewhere" / "link.sqlite3"
    link.parent.mkdir()
    link.symlink_to(ledger)
    assert lock_path(link) == lock_path(ledger)
    with RecorderLock(ledger):
        assert recorder_pid(link) == os.getpid()
        with pytest.raises(RecorderRunning):
            RecorderLock(link).acquire()
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    assert recorder_pid(circle) is None


def test_what_is_created_is_private(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with RecorderLock(tmp_path / "a" / "b" / "ledger.sqlite3") as lock:
            modes = [
                path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "b", lock.path)
            ]
    finally:
        os.umask(old)
    assert modes == [0o700, 0o700, 0o600]


def test_a_folder_that_may_not_be_written() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o555)

        def attempt() -> str:
            try:
                RecorderLock(folder / "ledger.sqlite3").acquire()
            except LedgerReadOnly as error:
                return f"{error.code} {error.path}"
            return "taken"

        assert result_of(attempt, without_rights=True) == f"read-only {folder / 'ledger.sqlite3.lock'}"


def test_another_users_recorder_is_seen_where_its_file_may_be_read(ledger: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = folder / "ledger.sqlite3"
        with RecorderLock(path) as lock:
            lock.path.chmod(0o644)
            assert result_of(lambda: str(recorder_pid(path)), without_rights=True) == str(os.getpid())


def test_a_disk_too_full_for_a_pid_leaves_no_lock_behind(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: int, _text: bytes, _at: int) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("wattprint.system.recorder_lock.os.pwrite", refuse)
        with pytest.raises(LedgerError) as trouble:
            RecorderLock(ledger).acquire()
    assert trouble.value.code == "full"
    with RecorderLock(ledger):
        pass


def test_a_child_does_not_inherit_the_lock(ledger: Path) -> None:
    with RecorderLock(ledger):
        child = subprocess.Popen(["sleep", "30"], close_fds=False)
    try:
        with RecorderLock(ledger):
            pass
    finally:
        child.kill()
        child.wait()


def test_whether_a_recorder_runs_is_known_without_its_id(ledger: Path, holder: subprocess.Popen[str]) -> None:
    assert recorder_runs(ledger)
    lock_path(ledger).write_text("")
    assert recorder_runs(ledger)
    assert recorder_pid(ledger) is None
    holder.kill()
    holder.wait()
    assert not recorder_runs(ledger)


def test_no_recorder_runs_where_none_ever_did_and_what_cannot_be_known_is_taken_for_one(ledger: Path) -> None:
    assert not recorder_runs(ledger)
    assert not lock_path(ledger).exists()
    lock_path(ledger).symlink_to(lock_path(ledger))
    assert recorder_runs(ledger)
