"""`make bench`: every budget that can be measured without anybody's GPU, as a table.

A figure over its budget is marked, never an error: these are measurements, not tests.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

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
        Line("recorder CPU at work", work.recorder.cpu * 1e3, "ms/s"),
        Line("recorder CPU at rest, of a core", rest.recorder.cpu * 100, "%", 0.1),
        Line("recorder wake-ups at rest", rest.recorder.wakeups_per_s, "/s", 0.3),
        Line(
            "recorder memory over the bare loop's", work.recorder.rss_mb - work.bare.rss_mb, "MB", 12.0, bare
        ),
        Line("NVML calls at work", work.calls_per_s, "/s"),
        Line("NVML calls at rest", rest.calls_per_s, "/s"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="length of each measurement")
    parser.add_argument("--years", type=float, default=10.0, help="age of the ledger that is read")
    parser.add_argument("--only", choices=("recorder", "ledger"), help="leave the rest out")
    options = parser.parse_args()
    print(f"{'what':<52} {'measured':>10} {'':<10} {'budget':>6}")
    if options.only != "ledger":
        for line in recorder_lines(options.seconds):
            print(line.text())
    if options.only != "recorder":
        with tempfile.TemporaryDirectory() as folder:
            for line in ledger_lines(Path(folder), options.years):
                print(line.text(), flush=True)


if __name__ == "__main__":
    main()
