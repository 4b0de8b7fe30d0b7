"""`make bench`: every budget that can be measured without anybody's GPU, as a table.

A figure over its budget is marked, never an error: these are measurements, not tests.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.bench.recorder_cost import compare


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. budget: what it should not exceed; None where there is none."""

    what: str
    measured: float
    unit: str
    budget: float | None = None
    against: str = ""

    def text(self) -> str:
        """As a row."""
        verdict = "" if self.budget is None else ("ok" if self.measured <= self.budget else "OVER")
        budget = "" if self.budget is None else f"{self.budget:g}"
        return (
            f"{self.what:<52} {self.measured:>10.3f} {self.unit:<10} {budget:>6} {verdict:<5} {self.against}"
        )


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
    options = parser.parse_args()
    print(f"{'what':<52} {'measured':>10} {'':<10} {'budget':>6}")
    for line in recorder_lines(options.seconds):
        print(line.text())


if __name__ == "__main__":
    main()
