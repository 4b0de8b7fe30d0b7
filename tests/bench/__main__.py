"""`make bench`: every budget that can be measured without anybody's GPU, as a table.

A figure over its budget is marked, never an error: these are measurements, not tests.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench import tray_cost
from tests.bench.history_cost import history_lines
from tests.bench.ledger_cost import ledger_lines
from tests.bench.line import Line
from tests.bench.recorder_cost import compare


def recorder_lines(seconds: float) -> list[Line]:
    """The recorder's budgets."""
    with tempfile.TemporaryDirectory() as folder:
        work = compare(Path(folder), seconds, active=True)
    with tempfile.TemporaryDirectory() as folder:
        rest = compare(Path(folder), seconds, active=False)
    bare = f"bare loop {work.bare.cpu * 1e3:.2f} ms/s, {work.bare.rss_mb:.1f} MB"
    return [
        Line(
            "recorder CPU at work, times a bare NVML loop", work.recorder.cpu / work.bare.cpu, "x", 3.0, bare
        ),
        Line("recorder CPU at work", work.recorder.cpu * 1e3, "ms/s", None, work.meanwhile),
        Line("recorder CPU at rest, of a core", rest.recorder.cpu * 100, "%", 0.1, rest.meanwhile),
        Line("recorder wake-ups at rest", rest.recorder.wakeups_per_s, "/s", 0.3),
        Line(
            "recorder memory over the bare loop's", work.recorder.rss_mb - work.bare.rss_mb, "MB", 12.0, bare
        ),
        Line("NVML calls at work", work.calls_per_s, "/s"),
        Line("NVML calls at rest", rest.calls_per_s, "/s"),
    ]


def tray_lines(seconds: float) -> list[Line]:
    """The desktop app's budgets."""
    reason = tray_cost.missing()
    if reason is not None:
        print(f"tray: not measured, {reason}")
        return []
    with tempfile.TemporaryDirectory() as folder:
        cost = tray_cost.measure(Path(folder), seconds)
    bare_mb, bare_s = f"bare icon {cost.bare_mb:.1f} MB", f"bare icon {cost.bare_start_s:.2f} s"
    bare_rest = f"bare icon {cost.bare.cpu * 100:.3f} %, {cost.bare.wakeups_per_s:.2f} /s"
    return [
        Line("tray: start to icon, times a bare icon", cost.start_s / cost.bare_start_s, "x", 1.6, bare_s),
        Line(
            "tray: private memory at rest, times a bare icon", cost.rest_mb / cost.bare_mb, "x", 1.35, bare_mb
        ),
        Line("tray: the same after all windows", cost.toured_mb / cost.bare_mb, "x", 1.6, bare_mb),
        Line("tray: growth for each time that all are opened", cost.slope_kb, "kB"),
        Line("tray: CPU at rest, of a core", cost.app.cpu * 100, "%", 0.05, bare_rest),
        Line("tray: wake-ups at rest", cost.app.wakeups_per_s, "/s"),
        Line("tray: its recorder's CPU at rest, of a core", cost.recorder.cpu * 100, "%"),
        Line("tray: its recorder's wake-ups at rest", cost.recorder.wakeups_per_s, "/s"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="length of each measurement")
    parser.add_argument("--years", type=float, default=10.0, help="age of the ledger that is read")
    parser.add_argument(
        "--only", choices=("recorder", "ledger", "history", "tray"), help="leave the rest out"
    )
    options = parser.parse_args()
    print(f"{'what':<52} {'measured':>10} {'':<10} {'budget':>6}")
    if options.only in (None, "recorder"):
        for line in recorder_lines(options.seconds):
            print(line.text(), flush=True)
    if options.only in (None, "ledger"):
        with tempfile.TemporaryDirectory() as folder:
            for line in ledger_lines(Path(folder), options.years):
                print(line.text(), flush=True)
    if options.only in (None, "history"):
        with tempfile.TemporaryDirectory() as folder:
            for line in history_lines(Path(folder), options.years):
                print(line.text(), flush=True)
    if options.only in (None, "tray"):
        for line in tray_lines(options.seconds):
            print(line.text(), flush=True)


if __name__ == "__main__":
    main()
