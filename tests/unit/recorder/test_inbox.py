"""The recorder's ear: signals, words on stdin, and a terminal that comes and goes."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wattprint.recorder.inbox import LONGEST_LINE, Command, SystemInbox

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    read, write = os.pipe()
    yield read, write
    for number in (read, write):
        try:
            os.close(number)
        except OSError:
            continue


@pytest.fixture
def inbox(pipe: tuple[int, int], hangs_up: None) -> Iterator[SystemInbox]:
    made = SystemInbox(pipe[0])
    yield made
    made.close()


def test_words_in_pieces_and_nonsense(inbox: SystemInbox, pipe: tuple[int, int]) -> None:
    os.write(pipe[1], b"PAUSE\nmake tea\n\nres")
    assert inbox.wait(5) == [Command.PAUSE]
    os.write(pipe[1], b"ume\r\nreload\n\xff\xfe\n")
    assert inbox.wait(5) == [Command.RESUME, Command.RELOAD]


def test_an_endless_line_is_not_kept(inbox: SystemInbox, pipe: tuple[int, int]) -> None:
    for _ in range(20):
        os.write(pipe[1], b"x" * 4096)
        assert inbox.wait(5) == []
    assert len(inbox._buffer) <= LONGEST_LINE
    os.write(pipe[1], b"\npause\n")
    assert inbox.wait(5) == [Command.PAUSE]


def test_a_closed_pipe_means_stop(inbox: SystemInbox, pipe: tuple[int, int]) -> None:
    os.close(pipe[1])
    assert inbox.wait(5) == [Command.STOP]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_the_wait_at_once(inbox: SystemInbox, number: signal.Signals) -> None:
    os.kill(os.getpid(), number)
    begun_s = time.monotonic()
    assert inbox.wait(120) == [Command.STOP]
    assert time.monotonic() - begun_s < 60, "it waited on"


def test_signals_are_given_back(pipe: tuple[int, int]) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    SystemInbox(pipe[0]).close()
    after = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    assert after == before


def test_nohup_is_respected(pipe: tuple[int, int]) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        inbox = SystemInbox(pipe[0])
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        inbox.close()
    finally:
        signal.signal(signal.SIGHUP, before)


def test_files_and_the_null_device_say_nothing() -> None:
    with Path(os.devnull).open("rb") as nothing:
        inbox = SystemInbox(nothing.fileno())
        assert inbox.wait(0.01) == []
        inbox.close()


#: Waits like a recorder, in a process group that does not have the terminal, then takes the terminal.
BACKGROUND = """
import os, signal, sys
from wattprint.recorder.inbox import SystemInbox
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
os.setpgid(0, 0)
inbox = SystemInbox(0)
print("ready", flush=True)
print("behind", inbox.wait(1.0), flush=True)
os.tcsetpgrp(0, os.getpgrp())
print("before", inbox.wait(60.0), flush=True)
"""


def test_a_background_job_leaves_the_terminal_to_others_until_it_is_in_front() -> None:
    """Reading it from behind would have the system stop the recorder, without a word."""
    leader, follower = pty.openpty()
    starter = "import os, fcntl, subprocess, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    starter += "sys.exit(subprocess.run([sys.executable, '-c', sys.argv[1]]).returncode)"
    process = subprocess.Popen(
        [sys.executable, "-c", starter, BACKGROUND],
        stdin=follower, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    # A stopped process never ends by itself: this makes a failure out of what would be a wait for ever.
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    try:
        os.close(follower)
        assert process.stdout.readline() == b"ready\n"
        os.write(leader, b"pause\n")
        assert process.stdout.readline() == b"behind []\n"
        assert b"PAUSE" in process.stdout.readline()
        assert process.wait(60) == 0
    finally:
        watchdog.cancel()
        process.kill()
        process.wait(60)
        process.stdout.close()
        os.close(leader)
