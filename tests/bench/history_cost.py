"""The history window on a ledger of ten years: how long it does not answer, what each opening leaves.

In a process of its own, off the screen. CPU time is what counts against the budget, and the clock beside it:
a machine that is busy with something else lengthens the one and not the other.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.ledger_cost import TODAY
from tests.bench.line import Line
from tests.bench.ten_years import build
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.sealing import seal_all

#: Each action so often; the median counts. The first round also loads the code.
ROUNDS = 4

#: Openings with all pages; the slope is of the second half, when what may be kept once is kept.
OPENINGS = 50

BUDGET_MS = 50.0

_PAGING = [sys.executable, "-m", "tests.bench.paging_window"]


def history_lines(folder: Path, years: float) -> Iterator[Line]:
    """Every action of the window, and its memory."""
    ledger = folder / "ledger.sqlite3"
    build(ledger, years)
    seal_all(ledger, TODAY)
    with PersonLedger(ledger) as person:
        while person.keep_missing_sums():
            pass
    found = _page_through(ledger)
    for name, rounds in found["gaps"].items():
        wall_ms, cpu_ms, main_ms = (statistics.median(gap[part] for gap in rounds) for part in range(3))
        against = f"by the clock {wall_ms:.0f} ms, the window's thread {main_ms:.0f} ms"
        yield Line(f"history: {name}", cpu_ms, "ms CPU", BUDGET_MS, against)
    memory_mb = found["memory_mb"]
    late = memory_mb[len(memory_mb) // 2 :]
    slope_kb = 1024 * statistics.linear_regression(range(len(late)), late).slope
    told = f"{memory_mb[0]:.1f} MB after the first, {memory_mb[-1]:.1f} MB after {len(memory_mb)}"
    yield Line("history: growth for each opening", slope_kb, "kB", None, told)
    yield Line("history: load of this machine (1 minute)", os.getloadavg()[0], f"of {os.cpu_count()} cores")


def _page_through(ledger: Path) -> Any:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [*_PAGING, str(ledger), str(ROUNDS), str(OPENINGS)]
    paging = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(paging.stdout)
