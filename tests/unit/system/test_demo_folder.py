"""A demo's folder: private, gone at the end, gone after a kill, and never anybody else's."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wattprint.system.demo_folder import (
    CONFIG,
    LEDGER,
    MARKER,
    PREFIX,
    DemoFolder,
    demo_lives,
    is_demo,
    remove_left_over,
)
from wattprint.system.recorder_lock import RecorderLock

ROOT = Path(__file__).parents[3]

#: A demo that says where it is and then does nothing for a long time.
DEMO = """
import sys, time
from pathlib import Path
from wattprint.system.demo_folder import DemoFolder
with DemoFolder(Path(sys.argv[1])) as demo:
    print(demo.paths.ledger, flush=True)
    time.sleep(60)
"""


def start(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen(
        [sys.executable, "-c", DEMO, str(parent)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)


def test_it_is_private_and_gone_at_the_end(tmp_path: Path) -> None:
    with DemoFolder(tmp_path) as demo:
        folder = demo.paths.ledger.parent
        assert oct(folder.stat().st_mode & 0o777) == "0o700"
        assert demo.paths.ledger == folder / LEDGER
        assert demo.paths.config == folder / CONFIG
        assert is_demo(demo.paths.ledger)
        assert demo_lives(demo.paths.ledger)
        (folder / "some").mkdir()
        (folder / "some" / "file").write_text("x")
    assert list(tmp_path.iterdir()) == []
    assert is_demo(demo.paths.ledger), "what is left of it must never be taken for a real ledger"
    assert not demo_lives(demo.paths.ledger)


def test_after_an_error_it_is_gone_too(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), DemoFolder(tmp_path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_killed_demo_is_cleared_away_by_the_next_and_a_living_one_is_not(tmp_path: Path) -> None:
    dead, dead_ledger = start(tmp_path)
    living, living_ledger = start(tmp_path)
    kill(dead)
    assert dead_ledger.parent.exists()
    with DemoFolder(tmp_path) as mine:
        assert not dead_ledger.parent.exists()
        assert living_ledger.parent.exists()
        assert mine.paths.ledger.parent.exists()
        assert remove_left_over(tmp_path) == 0
    kill(living)
    assert remove_left_over(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_while_its_recorder_lives_a_killed_demo_is_left(tmp_path: Path) -> None:
    dead, ledger = start(tmp_path)
    kill(dead)
    with RecorderLock(ledger):
        assert remove_left_over(tmp_path) == 0
        assert ledger.parent.exists()
    assert remove_left_over(tmp_path) == 1


def test_a_recorder_that_has_not_written_its_process_id_yet_lives(tmp_path: Path) -> None:
    dead, ledger = start(tmp_path)
    kill(dead)
    with RecorderLock(ledger) as lock:
        lock.path.write_text("")
        assert remove_left_over(tmp_path) == 0
        assert ledger.parent.exists()
    assert remove_left_over(tmp_path) == 1


def test_nothing_else_is_ever_removed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.mkdir()
    (target / MARKER).touch()
    (tmp_path / f"{PREFIX}link").symlink_to(target)
    (tmp_path / f"{PREFIX}file").write_text("x")
    unmarked = tmp_path / f"{PREFIX}unmarked"
    unmarked.mkdir()
    (unmarked / "thesis.txt").write_text("x")
    other = tmp_path / "wattprint"
    other.mkdir()
    (other / MARKER).touch()
    before = sorted(tmp_path.rglob("*"))
    assert remove_left_over(tmp_path) == 0
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs to give a folder away")
def test_another_users_demo_is_not_ours(tmp_path: Path) -> None:
    folder = tmp_path / f"{PREFIX}theirs"
    folder.mkdir()
    (folder / MARKER).touch()
    os.chown(folder, 65534, 65534)
    assert remove_left_over(tmp_path) == 0
    assert folder.exists()


def test_a_place_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert remove_left_over(tmp_path / "none") == 0


@pytest.mark.parametrize("ledger", ["/home/me/wattprint/ledger.sqlite3", "wattprint-demo-x.sqlite3", "/"])
def test_ordinary_ledgers_are_no_demos(ledger: str) -> None:
    assert not is_demo(Path(ledger))
