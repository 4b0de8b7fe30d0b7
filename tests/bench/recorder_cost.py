"""The recorder beside a bare NVML loop, on the fake driver, at work and at rest."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.process_cost import Rate, cost_of
from tests.fakes.fake_nvml import FakeCard, FakeProcess, Phase, Scenario, Wave, build, environment

#: Start-up (imports, schema, first look at all processes) is not what runs for ever.
SETTLE_S = 12.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The recorder and the bare loop over the same seconds; calls_per_s: the recorder's NVML calls."""

    recorder: Rate
    bare: Rate
    calls_per_s: float


def compare(folder: Path, seconds: float, *, active: bool) -> Comparison:
    """Run both side by side; active: with a server at work on the card all the time."""
    driver = build(folder)
    calls = folder / "calls"
    with ExitStack() as stack:
        pid = stack.enter_context(_server(folder)) if active else 0
        load = Phase(10, 250, 95) if active else Phase(10, 20, 0)
        processes = (FakeProcess(pid, 90.0, when="always"),) if active else ()
        control = Scenario((FakeCard(waves=(Wave((load,)),), processes=processes),)).write(folder / "control")
        lasts_s = SETTLE_S + seconds + 30
        loop = [sys.executable, "-m", "tests.bench.bare_loop", str(lasts_s)]
        bare = stack.enter_context(_running(loop, environment(driver, control)))
        command = [
            sys.executable,
            "-m",
            "wattprint",
            "record",
            "--stream",
            "--ledger",
            str(folder / "l.sqlite3"),
        ]
        recorder = stack.enter_context(_running(command, environment(driver, control, calls=calls)))
        time.sleep(SETTLE_S)
        started = [cost_of(process.pid) for process in (recorder, bare)]
        time.sleep(seconds)
        rates = [
            cost_of(process.pid).since(before)
            for process, before in zip((recorder, bare), started, strict=True)
        ]
        recorder.terminate()
        recorder.wait(10)
    total = int(calls.read_text().split()[1])
    return Comparison(rates[0], rates[1], total / (SETTLE_S + seconds))


@contextmanager
def _running(command: list[str], environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=sys.stderr
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    """A process that looks like llama-server and does nothing; the fake driver gives it its SM time."""
    binary = folder / "llama-server"
    shutil.copy("/bin/sleep", binary)
    # The arguments of a sleep must be numbers; a symlink would show sleep as the program.
    with subprocess.Popen([binary, "100000"]) as process:
        try:
            yield process.pid
        finally:
            process.kill()
