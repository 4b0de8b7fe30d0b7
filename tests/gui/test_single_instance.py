"""One app per person and ledger, with real second processes, crashes, and callers who mean no good."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

from wattprint.system import single_instance
from wattprint.system.instance_lock import DONE, SHOW, ask_once, ask_to_show, door_of
from wattprint.system.runtime_folder import LONGEST_ADDRESS, NoRuntimeFolder, runtime_folder
from wattprint.system.single_instance import SingleInstance, asks_to_show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from wattprint.system.instance_lock import Door

ROOT = Path(__file__).parents[2]

#: Who is asked on a busy machine, or asks, takes longer than people's patience and the app's.
PATIENT_S = 60.0
PATIENT_MS = 60_000

#: An app that claims a ledger, says what came of it, and what it is asked for; any line on stdin ends it.
#: "impatient" gives up as soon as people's apps do, the others wait as long as a busy machine may take.
APP = """
import os, sys
from functools import partial
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QSocketNotifier
from wattprint.system import single_instance
from wattprint.system.single_instance import SingleInstance
single_instance.LOST_LOCK_S = 60.0
if "impatient" not in sys.argv:
    single_instance.ask_to_show = partial(single_instance.ask_to_show, answer_s=60.0)
app = QCoreApplication([])
one = SingleInstance(Path(sys.argv[1]))
one.show_requested.connect(lambda: print("show", flush=True))
if not one.claim(show="quiet" not in sys.argv):
    print("second", one.other_pid, one.answered, flush=True)
    sys.exit(0)
print("first", flush=True)
end = QSocketNotifier(0, QSocketNotifier.Type.Read)
end.activated.connect(app.quit)
app.exec()
one.release()
"""


class App:
    """One such process."""

    begun: ClassVar[list[App]] = []

    def __init__(self, ledger: Path, *more: str) -> None:
        self.begun.append(self)
        self.process = subprocess.Popen(
            [sys.executable, "-c", APP, str(ledger), *more],
            env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> int:
        """Tell it to end, or wait for the end of one that leaves by itself."""
        self.process.communicate("\n", timeout=60)
        return self.process.returncode


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture(autouse=True)
def none_is_left() -> Iterator[None]:
    """A test that fails leaves the next one no app that runs, and no pipe that is open."""
    yield
    while App.begun:
        with App.begun.pop().process as process:  # which waits for it
            process.kill()


@pytest.fixture
def first(ledger: Path) -> App:
    app = App(ledger)
    assert app.line() == "first"
    return app


@pytest.fixture
def here(ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[SingleInstance]:
    """The one instance, in this process; it has time for callers who are held up."""
    monkeypatch.setattr(single_instance, "READ_MS", PATIENT_MS)
    one = SingleInstance(ledger)
    assert one.claim()
    yield one
    one.release()


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short path, for what a socket's address has to hold."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        yield Path(name)


def caller(ledger: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(60)
    connection.connect(str(door_of(ledger).socket))
    return connection


# -- two processes ------------------------------------------------------------------------------------------


def test_a_second_start_shows_the_first_and_leaves(ledger: Path, first: App) -> None:
    second = App(ledger)
    assert second.line() == f"second {first.process.pid} True"
    assert second.end() == 0
    assert first.line() == "show"


def test_a_second_start_in_the_background_leaves_without_a_word(ledger: Path, first: App) -> None:
    second = App(ledger, "quiet")
    assert second.line() == f"second {first.process.pid} False"
    assert second.end() == 0
    assert ask_to_show(door_of(ledger), answer_s=PATIENT_S)
    assert first.line() == "show"  # of the line before: the quiet start had asked for nothing


def test_links_to_a_ledger_lead_to_its_app(ledger: Path, first: App) -> None:
    link = ledger.with_name("link")
    link.symlink_to(ledger)
    second = App(link)
    assert second.line().startswith("second")
    second.end()


def test_another_ledger_has_an_app_of_its_own(ledger: Path, first: App) -> None:
    other = App(ledger.with_name("other.sqlite3"))
    assert other.line() == "first"
    other.end()


def test_after_a_clean_end_and_after_a_kill_the_next_is_first(ledger: Path) -> None:
    door = door_of(ledger)
    one = App(ledger)
    assert one.line() == "first"
    one.end()
    assert not door.socket.exists()
    two = App(ledger)
    assert two.line() == "first"
    two.process.kill()
    two.process.communicate(timeout=60)
    assert door.socket.exists(), "this is the case to test: a socket that nobody listens to"
    three = App(ledger)
    assert three.line() == "first"
    assert ask_to_show(door, answer_s=PATIENT_S)
    assert three.line() == "show"
    three.end()


def test_of_many_starts_at_once_one_is_first_and_all_others_reach_it(ledger: Path) -> None:
    apps = [App(ledger) for _ in range(6)]
    said = [app.line() for app in apps]
    assert said.count("first") == 1
    one = apps[said.index("first")]
    for app, words in zip(apps, said, strict=True):
        if app is not one:
            assert words == f"second {one.process.pid} True"
            assert app.end() == 0
            assert one.line() == "show"
    one.end()


def test_an_app_that_has_just_taken_the_lock_is_known_by_the_time_it_answers(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = door_of(ledger)
    with door.lock.open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)  # and its process id is not written yet

        def answers(_door: Door) -> bool:
            starting.write(json.dumps({"pid": 12345}))
            starting.flush()
            return True

        monkeypatch.setattr(single_instance, "ask_to_show", answers)
        one = SingleInstance(ledger)
        assert not one.claim()
    assert (one.other_pid, one.answered) == (12345, True)


def test_an_app_that_hangs_is_told_apart(ledger: Path, first: App) -> None:
    first.process.send_signal(signal.SIGSTOP)
    assert not ask_to_show(door_of(ledger), answer_s=0.5)
    second = App(ledger, "impatient")
    assert second.line() == f"second {first.process.pid} False"
    second.end()


# -- files --------------------------------------------------------------------------------------------------


def test_lock_and_socket_are_the_persons_alone(ledger: Path, here: SingleInstance) -> None:
    door = door_of(ledger)
    assert oct(door.socket.stat().st_mode & 0o777) == "0o600"
    assert oct(door.lock.stat().st_mode & 0o777) == "0o600"
    assert oct(door.lock.parent.stat().st_mode & 0o777) == "0o700"
    assert json.loads(door.lock.read_text()) == {"pid": os.getpid()}
    assert sorted(door.lock.parent.glob("wattprint-*")) == sorted([door.lock, door.socket])


def test_a_lock_that_was_tidied_away_does_not_make_a_second_app(ledger: Path, first: App) -> None:
    door_of(ledger).lock.unlink()
    second = App(ledger)
    assert second.line() == "second None True"
    second.end()
    assert first.line() == "show"


def test_where_no_lock_can_be_had_the_app_starts_all_the_same(
    ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def nowhere(_ledger: Path) -> None:
        raise NoRuntimeFolder("nowhere")

    monkeypatch.setattr(single_instance, "door_of", nowhere)
    one = SingleInstance(ledger)
    assert one.claim()
    assert "nowhere" in caplog.text
    one.release()


def test_where_nothing_can_listen_the_lock_still_holds(
    ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(socket.socket, "bind", refused)
    one = SingleInstance(ledger)
    assert one.claim()
    other = SingleInstance(ledger)
    monkeypatch.setattr(single_instance, "ask_to_show", lambda _door: False)
    assert not other.claim()
    assert other.other_pid == os.getpid()
    one.release()
    assert other.claim()
    other.release()


# -- the folder ---------------------------------------------------------------------------------------------


def test_the_sessions_folder_is_used_when_it_is_as_it_should_be(short: Path) -> None:
    folder = short / "run"
    folder.mkdir(mode=0o700)
    assert runtime_folder(40, {"XDG_RUNTIME_DIR": str(folder)}) == folder


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_folder_that_others_can_enter_is_not_used(
    short: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(short))
    folder = short / "run"
    folder.mkdir()
    folder.chmod(mode)
    found = runtime_folder(40, {"XDG_RUNTIME_DIR": str(folder)})
    assert found == short / f"wattprint-{os.getuid()}"
    assert oct(found.stat().st_mode & 0o777) == "0o700"
    assert runtime_folder(40, {}) == found


def test_folders_set_as_traps_are_refused(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(short))
    trap = short / f"wattprint-{os.getuid()}"
    target = short / "target"
    target.mkdir(mode=0o700)
    trap.symlink_to(target)
    found = runtime_folder(40, {})
    assert found.parent == Path("/tmp")
    trap.unlink()
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    assert runtime_folder(40, {}).parent == Path("/tmp")


def test_a_path_too_long_for_a_socket_is_passed_over(short: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = short / ("x" * 90)
    deep.mkdir(mode=0o700)
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    door = door_of(short / "ledger")
    assert len(os.fsencode(door.socket)) < LONGEST_ADDRESS
    with pytest.raises(NoRuntimeFolder, match="too long"):
        runtime_folder(100, {})


# -- callers who mean no good -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"show",
        b"{}",
        b"[]",
        b"null",
        b'{"v":2,"do":"show"}',
        b'{"v":1,"do":"quit"}',
        b'{"v":1}',
        b"[" * 900,
        b"\xff\xfe\0",
        b'{"v":1,"do":"show"',
    ],
)
def test_only_the_one_request_counts(line: bytes) -> None:
    assert not asks_to_show(line)


def test_keys_of_a_later_wattprint_do_not_matter() -> None:
    assert asks_to_show(b'{"v":1,"do":"show","token":"x"}')


@pytest.mark.parametrize(
    "sent", [b"rubbish\n", b"\n", b"\0" * 5000, b"x" * 1_000_000, b'{"v":9,"do":"show"}\n']
)
def test_rubbish_is_hung_up_on_without_an_answer(
    ledger: Path, here: SingleInstance, qtbot: QtBot, sent: bytes
) -> None:
    shown: list[int] = []
    here.show_requested.connect(lambda: shown.append(1))
    connection = caller(ledger)
    connection.setblocking(False)
    left, over = sent, False
    ends = time.monotonic() + 60
    while not over:
        assert time.monotonic() < ends
        qtbot.wait(5)
        try:
            left = left[connection.send(left) :] if left else left
            over = connection.recv(100) == b""
        except BlockingIOError:
            continue
        except (BrokenPipeError, ConnectionResetError):
            over = True
    connection.close()
    assert not shown
    assert not here._callers


def test_who_never_speaks_is_hung_up_on(ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "READ_MS", PATIENT_MS)
    one = SingleInstance(ledger)
    assert one.claim()
    silent = [caller(ledger) for _ in range(20)]
    qtbot.waitUntil(lambda: len(one._callers) == single_instance.MOST_CALLERS)
    # Only now: some would be gone before the last of them was let in.
    monkeypatch.setattr(single_instance, "READ_MS", 50)
    for first in one._callers:
        first._patience.start(50)
    with qtbot.waitSignal(one.show_requested):
        meant = caller(ledger)
        meant.sendall(SHOW)
    qtbot.waitUntil(lambda: not one._callers)
    assert meant.recv(100) == DONE
    for connection in (*silent, meant):
        assert connection.recv(100) == b""
        connection.close()
    one.release()


def test_a_request_in_pieces_is_heard(ledger: Path, here: SingleInstance, qtbot: QtBot) -> None:
    connection = caller(ledger)
    with qtbot.waitSignal(here.show_requested):
        for byte in SHOW:
            connection.sendall(bytes([byte]))
            qtbot.wait(1)
    assert connection.recv(100) == DONE
    connection.close()


def test_who_hangs_up_at_once_is_heard_all_the_same(ledger: Path, here: SingleInstance, qtbot: QtBot) -> None:
    with qtbot.waitSignal(here.show_requested):
        connection = caller(ledger)
        connection.sendall(SHOW)
        connection.close()
    qtbot.waitUntil(lambda: not here._callers)


def test_a_process_without_a_file_left_does_not_spin(
    ledger: Path,
    here: SingleInstance,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(single_instance, "EXHAUSTED_MS", 200)

    def tries() -> int:
        return caplog.text.count("could not be heard")

    connection = caller(ledger)
    connection.sendall(SHOW)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (connection.fileno() + 1, hard))
    taken = []
    try:
        while True:
            taken.append(os.dup(0))
    except OSError:
        pass
    began = time.monotonic()
    try:
        qtbot.waitUntil(lambda: tries() > 0)
        qtbot.wait(100)
        # By what it does, not by the time it takes: a coarse timer may be a little early.
        assert tries() <= 1 + (time.monotonic() - began) / 0.15
        assert not here._callers
    finally:
        for number in taken:
            os.close(number)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    with qtbot.waitSignal(here.show_requested):
        pass
    connection.close()


def test_many_requests_leave_nothing_behind(ledger: Path, here: SingleInstance, qtbot: QtBot) -> None:
    shown: list[int] = []
    here.show_requested.connect(lambda: shown.append(1))
    script = (
        "import sys; from pathlib import Path; from wattprint.system.instance_lock import *\n"
        "door = door_of(Path(sys.argv[1])); print(sum(ask_once(door, 20) for _ in range(200)))"
    )
    files = len(list(Path("/proc/self/fd").iterdir()))
    with subprocess.Popen(
        [sys.executable, "-c", script, str(ledger)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
        stdout=subprocess.PIPE,
        text=True,
    ) as client:
        qtbot.waitUntil(lambda: client.poll() is not None)
        assert client.stdout is not None
        assert client.stdout.read() == "200\n"
    qtbot.waitUntil(lambda: not here._callers)
    assert len(shown) == 200
    assert len(list(Path("/proc/self/fd").iterdir())) == files
    assert len(here.children()) <= 3


def test_nobody_listening_is_known_at_once(ledger: Path) -> None:
    began = time.monotonic()
    assert not ask_once(door_of(ledger), 120.0)
    assert time.monotonic() - began < 60, "it waited for an answer"


def test_release_twice_and_claim_again(ledger: Path, here: SingleInstance, qtbot: QtBot) -> None:
    here.release()
    here.release()
    assert here.claim()
    with qtbot.waitSignal(here.show_requested):
        connection = caller(ledger)
        connection.sendall(SHOW)
    connection.close()
