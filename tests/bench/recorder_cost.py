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

from tests.bench.process_cost import Rate, births, cost_of
from tests.fakes.fake_nvml import FakeCard, FakeProcess, Phase, Scenario, Wave, build, environment
from wattprint.recorder.cadence import COMMIT_IDLE_S
from wattprint.reference.workload_rules import load_rules
from wattprint.workloads.watch import SECOND_LOOK_S, ProcessWatch

#: Start-up (imports, schema, first look at all processes) is not what runs for ever.
SETTLE_S = 12.0

#: At rest the first write comes after a minute, and making the file of the write-ahead log waits for the disk
#: once for all: eight wake-ups.
SETTLE_AT_REST_S = COMMIT_IDLE_S + 12.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The recorder and the bare loop over the same seconds; calls_per_s: the recorder's NVML calls.

    births_per_s: processes and threads that the machine started meanwhile: the recorder looks at new ones.
    others: AI programs that ran besides the bench's own: with them there is no rest.
    """

    recorder: Rate
    bare: Rate
    calls_per_s: float
    births_per_s: float
    others: frozenset[str]

    @property
    def meanwhile(self) -> str:
        """What else there was on the machine, as far as it costs the recorder something."""
        said = f"{self.births_per_s:.1f} processes begun a second"
        return f"{said}; AI besides: {', '.join(sorted(self.others))}" if self.others else said


def compare(folder: Path, seconds: float, *, active: bool) -> Comparison:
    """Run both side by side; active: with a server at work on the card all the time."""
    driver = build(folder)
    settle_s = SETTLE_S if active else SETTLE_AT_REST_S
    others = _ai_programs()
    calls = folder / "calls"
    with ExitStack() as stack:
        pid = stack.enter_context(_server(folder)) if active else 0
        load = Phase(10, 250, 95) if active else Phase(10, 20, 0)
        processes = (FakeProcess(pid, 90.0, when="always"),) if active else ()
        control = Scenario((FakeCard(waves=(Wave((load,)),), processes=processes),)).write(folder / "control")
        lasts_s = settle_s + seconds + 30
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
        time.sleep(settle_s)
        born, since_s = births(), time.monotonic()
        started = [cost_of(process.pid) for process in (recorder, bare)]
        time.sleep(seconds)
        rates = [
            cost_of(process.pid).since(before)
            for process, before in zip((recorder, bare), started, strict=True)
        ]
        births_per_s = (births() - born) / (time.monotonic() - since_s)
        recorder.terminate()
        recorder.wait(10)
    total = int(calls.read_text().split()[1])
    others |= _ai_programs()
    return Comparison(rates[0], rates[1], total / (settle_s + seconds), births_per_s, others)


def _ai_programs() -> frozenset[str]:
    """The AI apps that run now, by the recorder's own eyes."""
    watch = ProcessWatch(load_rules())
    watch.refresh(0.0)
    watch.refresh(SECOND_LOOK_S)
    return frozenset(workload.app_name for workload in watch.loaded)


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
