"""What the commands do when stdin, stdout or stderr is closed, full or gone."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

# What was recorded a moment ago is today's.
pytestmark = pytest.mark.usefixtures("noon")

FULL = Path("/dev/full")


def argv(*words: str) -> list[str]:
    return [sys.executable, "-m", "wattprint", *words]


@pytest.mark.parametrize("command", ["today", "doctor", "sessions"])
def test_a_full_disk_is_told_in_one_line(command: str) -> None:
    if not FULL.exists():
        pytest.skip("this system has no /dev/full")
    with FULL.open("wb") as full:
        done = subprocess.run(argv(command), stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("wattprint: ")


@pytest.mark.parametrize("words", [("record",), ("record", "--stream")])
def test_recording_goes_on_when_its_report_cannot_be_written(words: tuple[str, ...]) -> None:
    if not FULL.exists():
        pytest.skip("this system has no /dev/full")
    with FULL.open("wb") as full:
        done = subprocess.run(
            argv(*words, "--duration", "1.5"),
            stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert "Traceback" not in done.stderr
    today = subprocess.run(argv("today", "--json"), capture_output=True, text=True, check=True)
    assert '"recorded": true' in today.stdout


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_harm_neither_command_nor_ledger(closed: tuple[int, ...]) -> None:
    """The next file that is opened would get the number of the closed stream, and the output with it."""
    code = f"import os, sys\nfor n in {closed}: os.close(n)\n"
    code += f"os.execv(sys.executable, {argv('record', '--duration', '1')!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stdout + done.stderr
    lock = Path(os.environ["WATTPRINT_LEDGER"] + ".lock").read_text()
    assert lock.startswith('{"pid"')
    assert lock.endswith("}")
    today = subprocess.run(argv("today", "--json"), capture_output=True, text=True, check=True)
    assert '"recorded": true' in today.stdout


def test_closing_the_terminals_window_saves_everything() -> None:
    leader, follower = pty.openpty()
    starter = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    starter += "os.execv(sys.executable, [sys.executable, '-m', 'wattprint', 'record'])"
    process = subprocess.Popen(
        [sys.executable, "-c", starter],
        stdin=follower, stdout=follower, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    shown = b""
    while b"\x1b[K" not in shown:  # the status line: it has begun to measure
        shown += os.read(leader, 4096)
    time.sleep(0.8)  # a moment to measure
    os.close(leader)
    assert process.stderr is not None
    with process.stderr:
        errors = process.stderr.read()
    assert (process.wait(60), errors) == (0, b"")
    today = subprocess.run(argv("today", "--json"), capture_output=True, text=True, check=True)
    assert '"recorded": true' in today.stdout
