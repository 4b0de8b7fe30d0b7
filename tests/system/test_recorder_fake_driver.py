"""The recorder in real time beside a card whose true energy is known: bursts, a kill -9, a restart, an end.

The driver is the fake library, found as the real one is; the process that "computes" is a real one that looks
like llama-server. Both recorders tell what they do as to the desktop app, but into a file. The driver writes
down when its counter was read, and what had been told by then: the truth lies between two readings.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.fake_nvml import (
    CompilerMissing,
    FakeCard,
    FakeProcess,
    Phase,
    Scenario,
    Wave,
    build,
    environment,
)
from wattprint.domain.intervals import LATE_FACTOR
from wattprint.domain.readings import DeviceKind
from wattprint.ledger.reader import LedgerReader
from wattprint.recorder import cadence

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the fake driver is a Linux library"),
]

#: A burst holds a whole reading interval even if the 2 s of standby find it and a tick comes late: only then
#: is its full power the session's peak.
BURST_S, REST_S = 4.5, 2.5
BURST_W, REST_W = 300.0, 30.0

#: The second commit comes 9 s after the first; a while later the first recorder dies.
LATER_S, SECOND_S = 4.5, 8.0

#: How much later than its stamp a reading may be.
LATE_S = 0.4

#: What takes a second by itself, on a machine under load.
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Line:
    """What a recorder said. begins: how many bytes it had said before."""

    begins: int
    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recorder:
    """A recorder as a child: what it says and when its driver's counter was read lie in files.

    So what it says can be told from what it read later, however late anybody looks.
    """

    process: subprocess.Popen[bytes]
    said: Path
    energy_times: Path
    begun_s: float

    def lines(self) -> list[Line]:
        """What it has said so far; a line that a kill has cut is none."""
        lines, begins = [], 0
        for raw in self.said.read_bytes().splitlines(keepends=True):
            if raw.endswith(b"\n"):
                lines.append(Line(begins, json.loads(raw)))
            begins += len(raw)
        return lines

    def of(self, kind: str) -> list[Line]:
        return [line for line in self.lines() if line.event["type"] == kind]

    def readings(self) -> list[tuple[float, int]]:
        """When its counter was read (monotonic), and how many bytes it had said by then."""
        words = (line.split() for line in self.energy_times.read_text().splitlines())
        return [(float(at_s), int(begins)) for at_s, begins in words]

    def window(self) -> tuple[float, float]:
        """When the counter was read for its first look, and for the last one that was saved."""
        return self._reading_before(self.of("sight")[0]), self._reading_before(self.of("saved")[-1])

    def _reading_before(self, line: Line) -> float:
        return max(at_s for at_s, said in self.readings() if said <= line.begins)

    def unsure_j(self, card: FakeCard) -> float:
        """What the card used across the stalls in its window: whose that was, nobody can know."""
        first_s, last_s = self.window()
        sights = self.of("sight")
        joules = 0.0
        for (early_s, _), (late_s, said) in pairwise(self.readings()):
            told = [line.event["active"] for line in sights if line.begins < said]
            planned_s = cadence.interval_s(active=bool(told and told[-1]), loaded=True, counters=True)
            stalled = late_s - early_s > LATE_FACTOR * planned_s - LATE_S
            if stalled and first_s <= early_s and late_s <= last_s:
                joules += card.energy_j(early_s, late_s)
        return joules

    def wait_for(self, kind: str, times: int = 1) -> None:
        """Wait until it has said this so often."""
        ends_s = time.monotonic() + PATIENCE_S
        while len(self.of(kind)) < times:
            assert time.monotonic() < ends_s, f"no {kind}: {self.lines()[-3:]}"
            assert self.process.poll() is None
            time.sleep(0.02)


class Machine:
    """A card that works in bursts from now on, a process on it, and a place for the ledger."""

    def __init__(self, folder: Path, library: Path) -> None:
        self.ledger = folder / "data" / "ledger.sqlite3"
        program = folder / "llama-server"
        shutil.copy(shutil.which("sleep") or "/bin/sleep", program)
        self.server = subprocess.Popen([str(program), "600"])
        self.begins_s = time.monotonic() - 60
        wave = Wave((Phase(BURST_S, BURST_W, 95), Phase(REST_S, REST_W, 0)), self.begins_s)
        self.card = FakeCard(waves=(wave,), processes=(FakeProcess(self.server.pid, 90.0),))
        control = Scenario((self.card,)).write(folder / "control")
        self._library, self._control = library, control
        self.environment = environment(library, control)
        self._recorders: list[Recorder] = []

    def argv(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "wattprint", "--ledger", str(self.ledger), *words]

    def record(self) -> Recorder:
        energy_times = self._control.with_name(f"energy-times-{len(self._recorders)}")
        said = energy_times.with_name(f"said-{len(self._recorders)}")
        begun_s = time.monotonic()
        with said.open("wb") as stdout:
            process = subprocess.Popen(
                self.argv("record", "--stream"),
                env=environment(self._library, self._control, energy_times=energy_times),
                stdin=subprocess.PIPE,
                stdout=stdout,
                stderr=subprocess.PIPE,
            )
        recorder = Recorder(process, said, energy_times, begun_s)
        self._recorders.append(recorder)
        return recorder

    def command(self, *words: str) -> Any:
        done = subprocess.run(self.argv(*words, "--json"), capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        return json.loads(done.stdout)

    def wait_for_a_burst(self) -> None:
        """Return 0.7 s into the next one."""
        period_s = BURST_S + REST_S
        time.sleep((0.7 - (time.monotonic() - self.begins_s)) % period_s)

    def bursts(self, from_s: float, until_s: float) -> tuple[float, int]:
        """Joules of the bursts alone, and how many edges of bursts lie in this time."""
        in_bursts_j = self.card.energy_j(from_s, until_s) - REST_W * (until_s - from_s)
        edges = 2 * (int((until_s - from_s) / (BURST_S + REST_S)) + 1)
        return in_bursts_j * BURST_W / (BURST_W - REST_W), edges

    def stop(self) -> None:
        for process in (self.server, *(recorder.process for recorder in self._recorders)):
            if process.poll() is None:
                process.kill()
            process.wait(PATIENCE_S)
        for recorder in self._recorders:
            for pipe in (recorder.process.stdin, recorder.process.stderr):
                if pipe is not None:
                    pipe.close()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    try:
        library = build(tmp_path)
    except CompilerMissing as missing:
        pytest.skip(str(missing))
    made = Machine(tmp_path, library)
    yield made
    made.stop()


def test_what_two_recorders_wrote_is_what_the_card_used(machine: Machine) -> None:
    first = machine.record()
    first.wait_for("hello")
    assert machine.command("doctor")["doctor"]["recorder_pid"] == first.process.pid
    first.wait_for("saved", 2)
    time.sleep(LATER_S)
    first.process.send_signal(signal.SIGKILL)
    killed_s = time.monotonic()
    first.process.wait(PATIENCE_S)
    assert killed_s - first.window()[1] <= 10 + LATE_S  # more than this a kill may not cost

    second = machine.record()
    second.wait_for("hello")
    time.sleep(SECOND_S)
    machine.wait_for_a_burst()
    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(PATIENCE_S) == 0
    assert second.lines()[-1].event["type"] == "bye"
    assert second.process.stderr is not None
    assert second.process.stderr.read() == b""

    recorders = (first, second)
    windows = [one.window() for one in recorders]
    truth_j = sum(machine.card.energy_j(*window) for window in windows)
    assert card_j(machine) == pytest.approx(truth_j, rel=0.002)
    # A first reading is stamped before the driver is opened for it, but not before the recorder was begun.
    measured_s = coverage(machine)["measured"]
    least_s = sum(until_s - from_s for from_s, until_s in windows)
    opening_s = sum(from_s - one.begun_s for one, (from_s, _) in zip(recorders, windows, strict=True))
    assert least_s - 2 * LATE_S <= measured_s <= least_s + opening_s

    # Whatever else runs on this machine is not on the card.
    sessions = machine.command("sessions")["sessions"]
    (session,) = [one for one in sessions if one["devices"] == [machine.card.name]]
    # One sitting, through the kill: bursts, and what the readings at their edges take along.
    assert (session["app"], session["kind"], session["quality"]) == ("llama-server", "chat", "counter")
    assert session["open"]
    found = [machine.bursts(*window) for window in windows]
    bursts_j, edges = sum(joules for joules, _ in found), sum(number for _, number in found)
    unsure_j = sum(one.unsure_j(machine.card) for one in recorders)
    session_j = 3600 * session["energy_wh"]
    assert bursts_j - edges * REST_W - unsure_j <= session_j <= bursts_j + edges * 2 * REST_W
    assert session["peak_w"] == pytest.approx(BURST_W, rel=0.05)


def coverage(machine: Machine) -> dict[str, float]:
    """Seconds of the card, by how."""
    devices = machine.command("doctor")["doctor"]["ledger"]["devices"]
    (card,) = [device for device in devices if device["key"].startswith("nvidia:")]
    times: dict[str, float] = card["coverage_s"]
    return times


def card_j(machine: Machine) -> float:
    """What the ledger holds of the card, whosever it is."""
    with LedgerReader(machine.ledger) as reader:
        days = reader.days("0001-01-01", "9999-12-31")
    rows = [part.row for day in days.values() for part in day.energy]
    return sum(row.joules for row in rows if row.kind is DeviceKind.GPU)


def test_a_control_file_is_all_it_takes(machine: Machine) -> None:
    """The child meets the fake driver by its environment alone: no test code runs in it."""
    assert os.environ.get("LD_LIBRARY_PATH") != machine.environment["LD_LIBRARY_PATH"]
    meters = subprocess.run(
        machine.argv("doctor", "--json"), env=machine.environment, capture_output=True, check=True
    )
    nvml = json.loads(meters.stdout)["doctor"]["meters"][0]
    assert [device["name"] for device in nvml["devices"]] == [machine.card.name]
    assert nvml["problems"] == []
