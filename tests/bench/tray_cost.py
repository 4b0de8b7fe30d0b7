"""The desktop app beside a bare PySide6 tray icon, in a session of its own with a real tray host."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil

from tests.bench.process_cost import Rate, cost_of
from tests.system.tray_host import ROOT, Desk, missing_programs, wait_for
from wattprint.recorder.demo import fill_ledger
from wattprint.reference.demo import load_demo

BARE = [sys.executable, "-m", "tests.bench.bare_tray"]
APP = [sys.executable, "-P", "-m", "wattprint", "--background"]
TOURING = [sys.executable, "-m", "tests.bench.touring_app"]

#: PySide6 brings a Qt of its own, which nothing else on a person's desktop uses.
QT_FOLDERS = tuple(
    str(Path(str(spec.origin)).parent) for name in ("PySide6", "shiboken6") if (spec := find_spec(name))
)

#: Starts of each, in turn; the first of each warms the caches and does not count.
STARTS = 6

#: Until the first reading of the ledger and the recorder's start are over.
SETTLE_S = 12.0

#: Every window opened and closed so often; the slope is of those after the first ten.
ROUNDS, FIRST_ROUNDS = 50, 10


@dataclass(frozen=True, slots=True)
class TrayCost:
    """Times in s, private memory (USS) in MB, as if nothing else used the same Qt.

    The recorder is apart: its rate at rest beside the app's. slope_kb: growth of the app's memory
    per round of all windows, after the first ten rounds.
    """

    start_s: float
    bare_start_s: float
    rest_mb: float
    bare_mb: float
    toured_mb: float
    slope_kb: float
    app: Rate
    bare: Rate
    recorder: Rate


def missing() -> str | None:
    """Why nothing can be measured here, or None."""
    return missing_programs("Xvfb", "dbus-daemon", "dbus-send", "dbus-monitor", "xfce4-panel")


def measure(folder: Path, seconds: float) -> TrayCost:
    """Measure all of it; seconds: how long both rest."""
    with Desk(folder) as desk:
        desk.environment["PYTHONPATH"] = f"{ROOT / 'desktop'}:{ROOT}"
        ledger = Path(desk.environment["WATTPRINT_LEDGER"])
        ledger.parent.mkdir(mode=0o700, parents=True)
        fill_ledger(ledger, load_demo(), time.time())
        settings = Path(desk.environment["WATTPRINT_CONFIG"])
        settings.parent.mkdir(mode=0o700, parents=True)
        settings.touch()
        desk.start_panel()
        rule = "type='method_call',member='RegisterStatusNotifierItem'"
        desk.start("registrations", ["dbus-monitor", "--session", "--profile", rule])
        wait_for("the monitor", lambda: desk.log("registrations"))
        starts: dict[str, list[float]] = {"bare": [], "app": []}
        for _ in range(STARTS):
            for name, command in (("bare", BARE), ("app", APP)):
                starts[name].append(_start(desk, name, command)[1])
                _end(desk, name)
        start_s, bare_start_s = (statistics.median(starts[name][1:]) for name in ("app", "bare"))
        # One after the other: side by side each would hide other libraries of the other's.
        bare, _ = _start(desk, "bare", BARE)
        time.sleep(SETTLE_S)
        (bare_rate,) = _rates((bare.pid,), seconds)
        bare_mb = _uss_mb(bare.pid)
        _end(desk, "bare")
        app, _ = _start(desk, "app", APP)
        (recorder,) = wait_for("the recorder", desk.recorders)
        time.sleep(SETTLE_S)
        app_rate, recorder_rate = _rates((app.pid, recorder), seconds)
        rest_mb = _uss_mb(app.pid)
        _end(desk, "app")
        toured, toured_mb = _tour(desk)
    counted = toured[FIRST_ROUNDS:]
    slope_kb = 1024 * statistics.linear_regression(range(len(counted)), counted).slope
    return TrayCost(
        start_s, bare_start_s, rest_mb, bare_mb, toured_mb, slope_kb, app_rate, bare_rate, recorder_rate
    )


def _rates(pids: Sequence[int], seconds: float) -> list[Rate]:
    """What each of them uses while they rest together."""
    before = [cost_of(pid) for pid in pids]
    time.sleep(seconds)
    return [cost_of(pid).since(cost) for pid, cost in zip(pids, before, strict=True)]


def _start(desk: Desk, name: str, command: Sequence[str]) -> tuple[subprocess.Popen[bytes], float]:
    """Start something with an icon; returns it and the seconds until the icon was registered."""
    known = len(_registered(desk))
    began_s = time.time()
    process = desk.start(name, command)
    wait_for(f"the icon of {name}", lambda: len(_registered(desk)) > known)
    return process, _registered(desk)[known] - began_s


def _registered(desk: Desk) -> list[float]:
    """When icons were registered (Unix time), as the bus saw it."""
    return [
        float(at_s)
        for at_s in re.findall(r"^mc\t([\d.]+)\t.*RegisterStatus", desk.log("registrations"), re.MULTILINE)
    ]


def _end(desk: Desk, name: str) -> None:
    """End what was started last under a name, and its recorder."""
    words = {"bare": "bare_tray", "app": "-m wattprint --background"}
    for pid in desk.processes(words[name]):
        psutil.Process(pid).terminate()
    wait_for(f"the end of {name}", lambda: not _living(desk, words[name]))
    if name == "app":
        wait_for("the recorder's end", lambda: not desk.recorders())


def _living(desk: Desk, word: str) -> list[int]:
    return [pid for pid in desk.processes(word) if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def _uss_mb(pid: int) -> float:
    """Private memory (USS), with Qt's own pages also where another program just now runs with the same Qt.

    They are most of a bare icon and less of the app: shared, they would hide more of the one.
    """
    maps = psutil.Process(pid).memory_maps()
    private = sum(one.private_clean + one.private_dirty for one in maps)
    return float(private + sum(one.shared_clean for one in maps if one.path.startswith(QT_FOLDERS))) / 1024**2


def _tour(desk: Desk) -> tuple[list[float], float]:
    """The app's private memory right after each round, and once it rests after the last (MB).

    It gives memory back a moment after its last window was closed (see gui.memory).
    """
    touring = subprocess.Popen(
        TOURING,
        cwd=desk.home,
        env=desk.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=sys.stderr,
    )
    assert touring.stdin is not None
    assert touring.stdout is not None
    time.sleep(SETTLE_S)
    found = []
    for _ in range(ROUNDS):
        touring.stdin.write(b"round\n")
        touring.stdin.flush()
        line = touring.stdout.readline()
        if not line:
            raise RuntimeError("the app ended while its windows were opened and closed")
        time.sleep(1.0)
        found.append(_uss_mb(touring.pid))
    time.sleep(SETTLE_S)
    rest_mb = _uss_mb(touring.pid)
    touring.terminate()
    touring.wait(20)
    touring.stdin.close()
    touring.stdout.close()
    return found, rest_mb
