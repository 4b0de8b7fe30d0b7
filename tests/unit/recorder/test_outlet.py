"""A pipe that nobody reads for a while, or any more."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import time
from typing import IO, TYPE_CHECKING

import pytest

from wattprint.ledger.reader import LedgerReader
from wattprint.recorder.outlet import CHUNK, MOST_KEPT, Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform.startswith("win"), reason="a pipe there cannot be asked")


@pytest.fixture
def pipe() -> Iterator[tuple[IO[bytes], IO[str]]]:
    reader, writer = os.pipe()
    with open(reader, "rb", buffering=0) as out, open(writer, "w", encoding="ascii") as into:  # noqa: PTH123
        os.set_blocking(reader, False)
        yield out, into


def drain(out: IO[bytes]) -> bytes:
    """All that lies in the pipe now."""
    found = b""
    while chunk := out.read(1 << 20):
        found += chunk
    return found


def test_lines_arrive_at_once_while_somebody_reads(pipe: tuple[IO[bytes], IO[str]]) -> None:
    out, into = pipe
    outlet = Outlet(into)
    for number in range(3):
        outlet.write(f"line {number}", "sight")
        assert drain(out) == f"line {number}\n".encode()


def test_a_long_line_comes_whole(pipe: tuple[IO[bytes], IO[str]]) -> None:
    out, into = pipe
    Outlet(into).write("x" * CHUNK * 5)
    assert drain(out) == b"x" * CHUNK * 5 + b"\n"


def test_a_full_pipe_never_blocks_keeps_lines_whole_and_the_newest_state(
    pipe: tuple[IO[bytes], IO[str]],
) -> None:
    out, into = pipe
    outlet = Outlet(into)
    began_s = time.monotonic()
    for number in range(5000):
        outlet.write(json.dumps({"sight": number, "pad": "x" * 700}), "sight")
        if number % 1000 == 999:
            outlet.write(json.dumps({"problem": number}))
    assert time.monotonic() - began_s < 20, "it waited for its reader"
    found = drain(out)
    outlet.write(json.dumps({"sight": 5000}), "sight")
    found += drain(out)
    lines = [json.loads(line) for line in found.splitlines()]
    sights = [line["sight"] for line in lines if "sight" in line]
    assert sights[-1] == 5000
    assert sights == sorted(sights)
    assert len(sights) < 200, "old states were kept"
    assert [line["problem"] for line in lines if "problem" in line] == [999, 1999, 2999, 3999, 4999]


def test_what_is_kept_for_a_reader_that_never_comes_is_bounded(pipe: tuple[IO[bytes], IO[str]]) -> None:
    _, into = pipe
    outlet = Outlet(into)
    for number in range(2000):
        outlet.write(f"{number} " + "x" * 700)
    assert len(outlet._kept) == MOST_KEPT


def test_a_reader_that_is_gone_is_told(pipe: tuple[IO[bytes], IO[str]]) -> None:
    out, into = pipe
    outlet = Outlet(into)
    out.close()
    with pytest.raises(BrokenPipeError):
        outlet.write("line")


def test_a_full_pipe_whose_reader_goes_is_told(pipe: tuple[IO[bytes], IO[str]]) -> None:
    out, into = pipe
    outlet = Outlet(into)
    for _ in range(300):
        outlet.write("x" * 700, "sight")
    out.close()
    with pytest.raises(BrokenPipeError):
        outlet.write("line")


def test_what_is_no_pipe_is_written_to_at_once() -> None:
    buffer = io.StringIO()
    Outlet(buffer).write("line")
    assert buffer.getvalue() == "line\n"


def test_a_recorder_that_nobody_reads_measures_on_and_ends_when_told(tmp_path: Path) -> None:
    """Its pipe is full from the start: it would hang at its first word."""
    # How soon it measures is up to the machine, and it says so to nobody: a busy one gets more time.
    recorded_s = (
        _recorded_s_with_nobody_reading(tmp_path / f"{up_s}.sqlite3", up_s) for up_s in (1.5, 6, 24)
    )
    assert any(seconds > 0.5 for seconds in recorded_s)


def _recorded_s_with_nobody_reading(ledger: Path, up_s: float) -> float:
    """What a recorder has recorded that is up for so long with a full pipe."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while True:
            os.write(writer, b"\n" * 4096)
    os.set_blocking(writer, True)
    command = [sys.executable, "-P", "-m", "wattprint", "--ledger", str(ledger), "record", "--stream"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=writer) as recorder:
        os.close(writer)
        try:
            ends = time.monotonic() + 60
            while not ledger.exists() and time.monotonic() < ends:
                time.sleep(0.1)
            time.sleep(up_s)
            recorder.communicate(b"stop\n", timeout=60)
            assert recorder.returncode == 0
        finally:
            recorder.kill()
            os.close(reader)
    with LedgerReader(ledger) as found:
        times = [day.times for day in found.days("2000-01-01", "2999-12-31").values()]
    return sum(told.recorded_s for told in times if told is not None)
