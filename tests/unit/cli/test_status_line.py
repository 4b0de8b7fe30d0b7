"""The recorder's face: one line that never wraps, few lines outside a terminal, names that steer nothing."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import struct
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import pytest

from wattprint.cli.cells import width
from wattprint.cli.numbers import Numbers
from wattprint.cli.status_line import PIPE_EVERY_S, StatusLine, problem_text
from wattprint.domain.bookings import Session
from wattprint.domain.readings import Device, DeviceKind, Problem, Quality
from wattprint.domain.tick import DeviceNow
from wattprint.domain.workload import Kind, Workload
from wattprint.recorder.sight import ActiveNow, Hello, Sight
from wattprint.reference.texts import Texts

NOON_S = 1_795_000_000.0
GPU = Device("nvidia:GPU-1", DeviceKind.GPU, "nvidia", "RTX 4090")
CPU = Device("cpu", DeviceKind.CPU, "amd", "EPYC")
CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen2.5:7b")
SESSION = Session(CHAT, NOON_S - 75, NOON_S, "2026-11-18", active_s=61.0)
GPU_NOW = DeviceNow(GPU, "active", 312.4, Quality.COUNTER)
CPU_NOW = DeviceNow(CPU, "active", 41.23, Quality.MODELLED)
SIGHT = Sight(NOON_S, False, (GPU_NOW,), (ActiveNow(SESSION, 280.6),), (CHAT,), 12.345, False)


def line_to(stream: TextIO, language: str = "en") -> StatusLine:
    texts = Texts(language)
    return StatusLine(stream, texts, Numbers(texts))


def told(*sights: Sight, language: str = "en") -> list[str]:
    out = io.StringIO()
    line = line_to(out, language)
    for sight in sights:
        line.sight(sight)
    return [re.sub(r"^\d\d:\d\d:\d\d · ", "", text) for text in out.getvalue().splitlines()]


def test_what_runs_on_what_and_today() -> None:
    assert told(SIGHT) == ["Ollama qwen2.5:7b 281 W · RTX 4090: 312 W · today 12.3 Wh"]
    assert told(SIGHT, language="fr") == [
        "Ollama qwen2.5:7b 281 W · RTX 4090\u00a0: 312 W · aujourd’hui 12,3 Wh"
    ]


def test_what_is_modelled_in_part_is_an_estimate() -> None:
    sight = replace(SIGHT, devices=(GPU_NOW, CPU_NOW), today_modelled=True, today_at_least=True)
    assert told(sight) == [
        "Ollama qwen2.5:7b ≈ 280 W · RTX 4090: 312 W · EPYC: ≈ 41 W · today at least ≈ 12 Wh"
    ]


def test_states_and_the_unknown() -> None:
    asleep = DeviceNow(GPU, "asleep", 0.0, None)
    unmeasured = DeviceNow(CPU, "unmeasured", None, None)
    resting = replace(SIGHT, active=(), devices=(asleep, unmeasured), today_wh=None)
    assert told(resting) == ["Ollama qwen2.5:7b loaded, nothing runs · RTX 4090: asleep · EPYC: unmeasured"]
    assert told(replace(resting, loaded=())) == ["no AI app at work · RTX 4090: asleep · EPYC: unmeasured"]
    assert told(replace(resting, paused=True, devices=())) == ["paused"]


def test_into_a_pipe_a_line_a_minute() -> None:
    sights = [replace(SIGHT, wall_s=NOON_S + seconds) for seconds in range(int(3 * PIPE_EVERY_S))]
    assert len(told(*sights)) == 3


def test_news_has_lines_of_its_own() -> None:
    out = io.StringIO()
    line = line_to(out)
    line.hello(Hello(1, Path("/l.sqlite3"), (("nvml", ()), ("cpu", ("EPYC",)))))
    line.problem(Problem("nvidia-no-card"))
    line.problem(Problem("nvidia-gpu-lost", "nvidia:GPU-1"))
    line.problem(Problem("made-up", None, "what?"))
    line.session_ended(SESSION)
    line.session_ended(replace(SESSION, workload=replace(CHAT, model=None)))
    line.trouble("full", "/l.sqlite3")
    line.trouble("error", "/l.sqlite3")
    line.bye()
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["Recording into /l.sqlite3. Ctrl-C stops.", "  cpu: EPYC"]
    assert lines[2].startswith("! nvidia:GPU-1: the card has dropped off")
    assert lines[3] == "! made-up what?"
    assert re.fullmatch(r"Ollama qwen2\.5:7b: [\d:]{8} to [\d:]{8}, active 1 min 01 s", lines[4])
    assert lines[5].startswith("Ollama: ")
    assert "disk full" in lines[6]
    assert lines[7] == "! the ledger /l.sqlite3 cannot be used"
    assert lines[8].startswith("Stopped. What was measured since the last warning could not be saved")


def test_an_end_after_everything_was_saved_says_so() -> None:
    out = io.StringIO()
    line = line_to(out)
    line.trouble("busy", "/l.sqlite3")
    line.saved(SIGHT)
    line.trouble("set-aside", "/l.damaged.sqlite3")
    line.bye()
    assert out.getvalue().splitlines()[-1] == "Stopped; everything is saved."


def test_every_problem_has_its_detail_once() -> None:
    texts = Texts("en")
    assert problem_text(texts, Problem("settings", None, "a\x1b: b")).count("a\ufffd: b") == 1
    assert problem_text(texts, Problem("nvidia-error", "x\x1b", "code 999")).endswith(
        "another try follows (code 999)"
    )
    assert "\x1b" not in problem_text(texts, Problem("nvidia-error", "x\x1b", "y\x1b"))


@contextmanager
def terminal(columns: int) -> Iterator[tuple[int, TextIO]]:
    leader, follower = pty.openpty()
    tty.setraw(follower)
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        yield leader, stream
    os.close(leader)


#: Written behind what is to be read.
MARK = b"<so far>"


def everything(leader: int, stream: TextIO) -> str:
    """What has come out of the terminal: the system passes on what was written in its own time."""
    os.write(stream.fileno(), MARK)  # past the stream: what it still holds back is not out
    raw = b""
    while not raw.endswith(MARK):
        raw += os.read(leader, 65536)
    return raw.removesuffix(MARK).decode()


HOSTILE = Workload("x", "\x1b]0;owned\x07\x1b[2Jモデル\u202e", None, Kind.CHAT, "モ" * 200)


@pytest.mark.parametrize("columns", [1, 2, 3, 10, 40, 80, 300])
@pytest.mark.parametrize("workload", [CHAT, HOSTILE])
def test_on_a_terminal_one_line_is_written_over_and_never_wraps(workload: Workload, columns: int) -> None:
    device = replace(GPU, name="\x1b[31mRTX\n")
    sight = replace(
        SIGHT,
        active=(ActiveNow(replace(SESSION, workload=workload), 1.0),),
        devices=(replace(GPU_NOW, device=device),),
    )
    with terminal(columns) as (leader, stream):
        line = line_to(stream)
        for _ in range(3):
            line.sight(sight)
        shown = everything(leader, stream)
        line.bye()
        rest = everything(leader, stream)
    parts = shown.split("\r\x1b[K")
    assert parts[0] == ""
    assert len(parts) == 4
    for part in parts[1:]:
        assert "\n" not in part
        assert "\x1b" not in part
        assert width(part) <= max(1, columns - 1)
    # What is to stay takes the line's place and ends it.
    assert rest == "\r\x1b[KStopped; everything is saved.\n"


def test_a_terminal_that_tells_no_size() -> None:
    with terminal(0) as (leader, stream):
        line_to(stream).sight(SIGHT)
        assert "RTX 4090" in os.read(leader, 65536).decode()
