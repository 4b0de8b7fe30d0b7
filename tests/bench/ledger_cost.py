"""Reading a ledger of ten years: each figure beside a bare sqlite3 read of the same rows in the same run."""

from __future__ import annotations

import csv
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.line import Line
from tests.bench.ten_years import LAST_DAY, build
from wattprint.domain.spans import Step
from wattprint.export.as_csv import PLAIN, csv_blocks
from wattprint.export.csv_tables import TABLES, rows_of
from wattprint.export.overview import overview, period_totals
from wattprint.export.valuing import load_valuation
from wattprint.gui.day_reader import DayReader
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.sealing import seal_all
from wattprint.ledger.session_lines import SessionFilter, SessionOrder
from wattprint.reference.valuation import Valuation
from wattprint.system.paths import Paths

#: The quickest of so many: what else the machine did plays the smallest part.
TIMES = 5
EXPORT_TIMES = 2

TODAY = LAST_DAY.isoformat()
YEAR = TODAY[:4]
PAGE = 100
EVER = ("0000-01-01", "9999-12-31")

#: What totals are made of, as it lies in the file.
_MEASURED = "SELECT * FROM energy WHERE local_day BETWEEN ? AND ?"
_TIMES = "SELECT * FROM day WHERE local_day BETWEEN ? AND ?"
_COUNTED = "SELECT * FROM cloud_entry WHERE local_day BETWEEN ? AND ?"
_SESSIONS = """SELECT session.id, workload_id, start_s, end_s, start_day, utc_offset_s, active_s, peak_w,
       shared, open FROM session WHERE start_day BETWEEN ? AND ? ORDER BY start_day, start_s"""

#: What each file is made of: the rows that a plain dump of the same has to read and write, too.
_DUMPS = {
    "daily": (_MEASURED, _COUNTED),
    "sessions": (
        """SELECT session.id, start_s, end_s, utc_offset_s, app.key, engine, workload.kind, model.name,
               active_s, peak_w, shared, title, outputs, output_unit, device.name, quality, state,
               joules, seconds
           FROM session LEFT JOIN annotation ON annotation.session_id = session.id
           JOIN workload ON workload.id = session.workload_id JOIN app ON app.id = app_id
           LEFT JOIN model ON model.id = model_id
           JOIN energy ON energy.session_id = session.id JOIN device ON device.id = device_id
           WHERE start_day BETWEEN ? AND ? ORDER BY start_day, start_s""",
    ),
    "cloud": (
        # As many cells of as many characters as the file has; numbers that are computed stand as constants.
        """SELECT local_day, substr(activity, 1, 7), activity, 'prompt', count, 0.123456789, 0.234567891,
               0.345678912, 0.0123456789, 0.0234567891, 0.0345678912, 0.123456789, 0.234567891, 0.345678912,
               'facility', 'modelled', 'A title of a source that is about so long', '2026-06', origin, note
           FROM cloud_entry WHERE local_day BETWEEN ? AND ? ORDER BY local_day""",
    ),
}


@dataclass(frozen=True, slots=True)
class _Bench:
    paths: Paths
    reader: LedgerReader
    valuation: Valuation
    bare: sqlite3.Connection

    def rows(self, *queries: str, span: tuple[str, str] = EVER) -> Callable[[], object]:
        """Reads what these queries give."""
        return lambda: [self.bare.execute(query, span).fetchall() for query in queries]


def ledger_lines(folder: Path, years: float) -> Iterator[Line]:
    """Every budget of a large ledger."""
    with _opened(folder, years) as bench:
        yield from _totals(bench)
        yield from _sessions(bench)
        yield from _exports(bench, folder)


@contextmanager
def _opened(folder: Path, years: float) -> Iterator[_Bench]:
    paths = Paths(folder / "ledger.sqlite3", folder / "none.toml")
    build(paths.ledger, years)
    # What the recorder and the app keep, and have kept after ten years.
    seal_all(paths.ledger, TODAY)
    with PersonLedger(paths.ledger) as person:
        while person.keep_missing_sums():
            pass
    uri = f"{paths.ledger.as_uri()}?mode=ro"
    with LedgerReader(paths.ledger) as reader, closing(sqlite3.connect(uri, uri=True)) as bare:
        yield _Bench(paths, reader, load_valuation(paths, reader.choices()).valuation, bare)


def _totals(bench: _Bench) -> Iterator[Line]:
    parts = (_MEASURED, _TIMES, _COUNTED)
    day, month, year = (TODAY, TODAY), (TODAY[:8] + "01", TODAY), (f"{YEAR}-01-01", f"{YEAR}-12-31")
    days = DayReader(bench.paths)
    yield _line(
        "today's query", 20, lambda: days.read(TODAY, wide=False), bench.rows(*parts, _SESSIONS, span=day)
    )
    yield _line(
        "today with all that the window shows",
        None,
        lambda: days.read(TODAY, wide=True),
        bench.rows(*parts, _SESSIONS, span=(f"{YEAR}-12-18", TODAY)),
    )
    first, last = bench.reader.first_and_last_day() or day
    for name, span, step in (
        ("Overview: a month by days", month, Step.DAY),
        ("Overview: half a year by weeks", (f"{YEAR}-06-15", TODAY), Step.WEEK),
        ("Overview: a year by months", year, Step.MONTH),
        ("Overview: all by months", (first, last), Step.MONTH),
    ):
        yield _line(
            name,
            200,
            lambda span=span, step=step: overview(bench.reader, bench.valuation, *span, step),  # type: ignore[misc]
            bench.rows(*parts, span=span),
        )
    yield _line(
        "all-time totals",
        100,
        lambda: period_totals(bench.reader, bench.valuation, first, last),
        bench.rows(*parts),
    )


def _sessions(bench: _Bench) -> Iterator[Line]:
    sessions = bench.reader.session_list()
    everything = SessionFilter()
    half = sessions.count(everything) // 2
    dates = SessionFilter(first_day=f"{YEAR}-03-01", last_day=f"{YEAR}-05-31")

    def page(asked: SessionFilter, order: SessionOrder, offset: int = 0) -> Callable[[], object]:
        return lambda: (sessions.count(asked), sessions.page(asked, order, True, offset, PAGE))

    some = f"{_SESSIONS} LIMIT {PAGE}"
    yield _line("sessions: first page", 50, page(everything, SessionOrder.START), bench.rows(some))
    deep = bench.rows(f"{some} OFFSET {half}")
    yield _line("sessions: a page in the middle", 50, page(everything, SessionOrder.START, half), deep)
    of_dates = bench.rows(some, span=(f"{YEAR}-03-01", f"{YEAR}-05-31"))
    yield _line("sessions: three months' first page", 50, page(dates, SessionOrder.START), of_dates)
    by_energy = page(everything, SessionOrder.ENERGY, half)
    by_energy()  # sorted once, then kept until somebody writes
    yield _line("sessions: a page in the middle by energy, sorted", 50, by_energy, deep)
    like = bench.rows(
        """SELECT session.id FROM session JOIN workload ON workload.id = workload_id
           LEFT JOIN model ON model.id = model_id
           WHERE start_day BETWEEN ? AND ? AND model.name LIKE '%whisper%'"""
    )
    yield _line("sessions: text filter", 150, page(SessionFilter(text="whisper"), SessionOrder.START), like)


def _exports(bench: _Bench, folder: Path) -> Iterator[Line]:
    first, last = bench.reader.first_and_last_day() or EVER
    target = folder / "dump.csv"

    def plain(queries: tuple[str, ...]) -> None:
        with target.open("w", newline="", encoding="utf-8") as file:
            for query in queries:
                csv.writer(file).writerows(bench.bare.execute(query, (first, last)))

    def ours(name: str) -> None:
        table = TABLES[name]
        rows = rows_of(table, bench.reader, bench.valuation, first, last)
        with target.open("wb") as file:
            file.writelines(csv_blocks(table.columns, rows, PLAIN))

    for name, queries in _DUMPS.items():
        took_s, bare_s = _side_by_side(
            lambda name=name: ours(name),  # type: ignore[misc]
            lambda queries=queries: plain(queries),  # type: ignore[misc]
            EXPORT_TIMES,
        )
        yield Line(
            f"export {name}, times a plain csv.writer dump",
            took_s / bare_s,
            "x",
            2.5,
            f"{took_s * 1e3:.0f} ms, plain {bare_s * 1e3:.0f} ms",
        )


def _line(what: str, budget_ms: float | None, ours: Callable[[], object], bare: Callable[[], object]) -> Line:
    took_s, bare_s = _side_by_side(ours, bare, TIMES)
    against = f"{took_s / bare_s:.2f} x a bare read of the rows, {bare_s * 1e3:.1f} ms"
    return Line(what, took_s * 1e3, "ms", budget_ms, against)


def _side_by_side(ours: Callable[[], object], bare: Callable[[], object], times: int) -> tuple[float, float]:
    """Seconds of the quickest call of each, taken in turns: what slows the machine down slows both."""
    pairs = [(_seconds(ours), _seconds(bare)) for _ in range(times)]
    return min(one for one, _ in pairs), min(other for _, other in pairs)


def _seconds(call: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    call()
    return time.perf_counter() - started_s
