"""`wattprint --demo` as a person runs it: marked, working, and not a byte of theirs touched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test's own, so that it can look what is left."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "desktop"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return folder


def wattprint(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "wattprint", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def own_files(home: Path) -> list[tuple[Path, bytes]]:
    """Every file in the person's home with what it holds."""
    return [(path, path.read_bytes()) for path in sorted(home.rglob("*")) if path.is_file()]


def test_a_listing_begins_with_the_mark_and_leaves_nothing(temporary: Path, home: Path, noon: str) -> None:
    before = own_files(home)
    done = wattprint("--demo", "today")
    assert done.returncode == 0
    first, second, *_ = done.stdout.splitlines()
    assert first.startswith("DEMO: ")
    assert "Wh" in second
    assert done.stderr == ""
    assert list(temporary.iterdir()) == []
    assert own_files(home) == before


def test_in_french_too(temporary: Path) -> None:
    done = wattprint("--demo", "--lang", "fr", "sessions")
    assert done.stdout.startswith("DEMO\u00a0: ")
    assert "Ollama" in done.stdout


def test_what_programs_read_is_marked_beside_it(temporary: Path) -> None:
    done = wattprint("--demo", "sessions", "--json")
    assert len(json.loads(done.stdout)["sessions"]) > 100
    assert done.stderr.startswith("DEMO: ")


def test_a_ledger_of_ones_own_and_the_demo_exclude_each_other(temporary: Path, home: Path) -> None:
    own = home / "own.sqlite3"
    for option in ("--ledger", "--config"):
        done = wattprint("--demo", option, str(own), "today")
        assert done.returncode == 2
        assert "--demo" in done.stderr
    assert not own.exists()


def test_the_variables_of_ones_own_ledger_do_not_matter(temporary: Path, home: Path) -> None:
    before = own_files(home)
    done = wattprint("--demo", "add", "chatgpt.prompt", "5")
    assert done.returncode == 0, done.stderr
    assert own_files(home) == before
    assert not Path(os.environ["WATTPRINT_LEDGER"]).exists()


def test_without_a_display_it_records_the_trace_until_told_to_stop(temporary: Path, home: Path) -> None:
    before = own_files(home)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "wattprint", "--demo", "record", "--stream"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as recorder:
        assert recorder.stdout is not None
        hello = json.loads(recorder.stdout.readline())
        assert hello["type"] == "hello"
        assert [meter["name"] for meter in hello["meters"]] == ["replay"]
        assert Path(hello["ledger"]).parent.parent == temporary
        sight = json.loads(recorder.stdout.readline())
        assert sight["type"] == "sight"
        assert all("invented" in device["name"] for device in sight["devices"])
        _, said = recorder.communicate("stop\n", timeout=60)
    assert recorder.returncode == 0
    assert said.startswith("DEMO: ")
    assert list(temporary.iterdir()) == []
    assert own_files(home) == before


def test_ctrl_c_leaves_nothing(temporary: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "wattprint", "--demo"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as recorder:
        assert recorder.stdout is not None
        ends_s = time.monotonic() + 120
        while "Recording into" not in recorder.stdout.readline():
            assert time.monotonic() < ends_s
        recorder.send_signal(signal.SIGINT)
        recorder.communicate(timeout=60)
    assert list(temporary.iterdir()) == []


def test_a_demo_that_cannot_be_made_says_why(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", "/proc/self/nowhere")
    monkeypatch.setenv("SQLITE_TMPDIR", "/nowhere")
    script = (
        "import sys, tempfile; tempfile.tempdir = '/proc/nowhere'\n"
        "from wattprint.cli.main import main; sys.exit(main(['--demo', 'today']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("wattprint: /proc/nowhere")
    assert done.stderr.count("\n") == 1
