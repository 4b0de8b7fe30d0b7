"""Overview, tray, command line and CSV tell the same totals of any days, whatever the ledger holds."""

from __future__ import annotations

import csv
import io
import json
import os
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from tests.unit.export.all_hands import FIRST, LAST, TODAY, Machine, acts, machine
from tests.unit.export.comparing import check_same, same
from wattprint.cli.main import main
from wattprint.domain.band import Band
from wattprint.domain.footprint import Sum
from wattprint.domain.period import PeriodTotals
from wattprint.domain.spans import Step
from wattprint.domain.totals import DayTotals
from wattprint.export.days import totals_of_days
from wattprint.export.overview import overview, period_totals
from wattprint.export.valuing import load_valuation
from wattprint.gui.day import Known as HowKnown
from wattprint.gui.day import total_of
from wattprint.gui.day_reader import RECENT_DAYS, DayReader
from wattprint.gui.history.overview.range_words import RangeWords
from wattprint.gui.history.overview.ranges import own
from wattprint.gui.history.overview.reading import Asked, OverviewReader
from wattprint.gui.history.overview.words import OverviewWords
from wattprint.gui.language import locale_of
from wattprint.gui.phrases import Phrases
from wattprint.gui.today_view.amounts import AmountWords
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.session_lines import SessionFilter
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths

#: A few in the suite, which stays fast; more by hand.
EXAMPLES = int(os.environ.get("WATTPRINT_EXAMPLES", "15"))

#: Less than this (Wh) is told with words of its own.
LEAST_WH = 1e-5

#: JSON's totals of a range and the sums of daily columns, by what they are called in PeriodTotals.
KNOWN = {
    "local_wh": "local_known",
    "overhead_wh": "overhead",
    "cloud_wh": "cloud_known",
    "total_wh": "total_known",
    "co2e_g": "co2e_known",
    "water_ml": "water_known",
    "idle_wh": "idle_wh",
    "standby_wh": "standby_wh",
    "modelled_wh": "modelled_wh",
    "unattributed_wh": "unattributed_wh",
    "learning_wh": "learning_wh",
    "water_unknown_count": "water_unknown",
    "cloud_count": "cloud_count",
    "not_estimated_count": "not_estimated",
    "unpriced_day_count": "unpriced",
    "total_at_least": "at_least",
    "day_count": "days",
    "recorded_day_count": "recorded",
    "partly_watched_day_count": "partly_watched",
}
TIMES = ("active_s", "recorded_s", "unmeasured_s", "paused_s")


@dataclass(frozen=True)
class Told:
    """A ledger, a range and the day that is today: what the slow way, day by day, makes of it."""

    paths: Paths
    first: str
    last: str
    today: str

    def run(self, *words: str) -> str:
        """Standard output of a command."""
        where = ["--ledger", str(self.paths.ledger), "--config", str(self.paths.config), "--lang", "en"]
        out = io.StringIO()
        with redirect_stdout(out):
            assert main([*where, *words]) == 0
        return out.getvalue()

    def json(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json"))

    def csv(self, table: str) -> list[dict[str, str]]:
        """The rows of an exported file."""
        target = self.paths.ledger.with_name(f"{table}.csv")
        self.run("export", table, "--from", self.first, "--to", self.last, "-o", str(target))
        return list(csv.DictReader(io.StringIO(target.read_text("utf-8"))))

    def days(self, first: str, last: str) -> list[DayTotals]:
        with LedgerReader(self.paths.ledger) as reader:
            valuation = load_valuation(self.paths, reader.choices()).valuation
            return list(totals_of_days(reader, valuation, first, last))


def check_everything(told: Told) -> None:
    """All ways to the totals of a range."""
    with LedgerReader(told.paths.ledger) as reader:
        ends = reader.first_and_last_day()
        valuation = load_valuation(told.paths, reader.choices()).valuation
        until = min(told.last, told.today if ends is None else max(told.today, ends[1]))
        days = list(totals_of_days(reader, valuation, told.first, until)) if told.first <= until else []
        truth = PeriodTotals.of(days)
        check_same(period_totals(reader, valuation, told.first, until), truth)
        for step in Step:
            found = overview(reader, valuation, told.first, until, step)
            check_same(found.whole, truth)
    _check_page(told, days)
    _check_json(told, until, days, truth)
    _check_text(told, truth)
    _check_csv(told, days, truth)
    _check_sessions(told)
    _check_today(told)


def _check_page(told: Told, days: list[DayTotals]) -> None:
    asked = Asked(own(*map(date.fromisoformat, (told.first, told.last))), date.fromisoformat(told.today), 1)
    answer = OverviewReader(told.paths).read(asked)
    assert answer.failure is None
    known = answer.known
    first, last = ("9", "9") if known is None else (str(known.part.first), str(known.part.last))
    inside = [day for day in days if first <= day.local_day <= last]
    for day in days:
        # What the page leaves out is what nothing is known of.
        assert day in inside or (day.times is None and not day.cloud_count)
    if known is None:
        return
    slow = PeriodTotals.of(inside)
    check_same(known.overview.whole, slow)
    words = _words()
    # The bar's lengths are sums that were formed in another order; all else is words.
    fast, day_by_day = (
        replace(words.totals(one), split=None)
        for one in (known, replace(known, overview=_with(known.overview, slow)))
    )
    assert fast == day_by_day
    if known.before is not None:
        before = known.before[0]
        check_same(known.before[1], PeriodTotals.of(told.days(str(before.first), str(before.last))))


def _with(found: Any, whole: PeriodTotals) -> Any:
    return replace(found, whole=whole)


def _words() -> OverviewWords:
    amounts = _amounts()
    return OverviewWords(amounts, RangeWords(locale_of("en"), amounts))


def _amounts() -> AmountWords:
    return AmountWords(Phrases(locale_of("en"), Texts("en")))


def _check_json(told: Told, until: str, days: list[DayTotals], truth: PeriodTotals) -> None:
    whole = told.json("range", "--from", told.first, "--to", told.last)
    total = whole["total"]
    for key, name in KNOWN.items():
        if key == "overhead_wh" and not truth.some_local:
            assert total[key] is None
            continue
        assert alike(total[key], getattr(truth, name)), (key, total[key], getattr(truth, name))
    for name in (*TIMES, "session_count"):
        of_truth = truth.session_count if name == "session_count" else getattr(truth.times, name)
        assert alike(total[name], of_truth if truth.recorded else None), name
    assert total["at_least"] == (truth.local_at_least or truth.recorded < truth.days)
    assert truth.total_known is None or total["total_at_least"] >= total["at_least"]
    assert total["quality"] == (truth.quality and truth.quality.value)
    assert total["not_recorded"] == [{"from": first, "to": last} for first, last in truth.not_recorded]
    costs = {one["currency"]: one["local_cost"] for one in total["local_costs"]}
    assert same(costs, truth.costs)
    assert [one["date"] for one in whole["days"]] == [day.local_day for day in days]
    for one, day in zip(whole["days"], days, strict=True):
        _check_day(one, day)


def _check_day(one: dict[str, Any], day: DayTotals) -> None:
    period = PeriodTotals.of([day])
    for key in ("local_wh", "cloud_wh", "total_wh", "co2e_g", "water_ml", "idle_wh", "standby_wh"):
        assert alike(one[key], getattr(period, KNOWN[key])), (day.local_day, key)
    for key in ("modelled_wh", "cloud_count", "not_estimated_count", "water_unknown_count", "total_at_least"):
        assert alike(one[key], getattr(period, KNOWN[key])), (day.local_day, key)
    for name in TIMES:
        assert alike(one[name], None if day.times is None else getattr(day.times, name)), name
    cost = next(iter(period.costs.values()), None) if period.some_local else None
    assert alike(one["local_cost"], cost), (one["local_cost"], cost, one["local_wh"])
    cloud = [entry["energy_wh"] for entry in one["cloud"]]
    assert len(cloud) == period.cloud_count
    assert alike(sum((entry["central"] for entry in cloud if entry), 0.0), period.cloud.central)
    apps = [app["local_wh"]["central"] for app in one["apps"] or ()]
    devices = period.local.central - period.overhead.central if period.local and period.overhead else 0.0
    assert period.local is None or alike(sum(apps, 0.0), devices)


def _check_text(told: Told, truth: PeriodTotals) -> None:
    text = told.run("range", "--from", told.first, "--to", told.last)
    if truth.total_known is not None and truth.total.central > LEAST_WH:
        title = text.splitlines()[0]
        assert _amounts().energy_of(truth) in title, title
        assert ("at least" in title) == truth.at_least, title
    if truth.local_known is None:
        assert "0 Wh of local" not in text
    if truth.some_local and truth.cloud_count and truth.local and truth.local.central > LEAST_WH:
        here = next(line for line in text.splitlines() if line.startswith("this computer: "))
        assert here == f"this computer: {_amounts().parts(truth)[0].value}"


def _check_csv(told: Told, days: list[DayTotals], truth: PeriodTotals) -> None:
    daily = told.csv("daily")
    assert [row["date"] for row in daily] == [day.local_day for day in days]
    for key in ("local_wh", "overhead_wh", "cloud_wh", "total_wh", "co2e_g", "water_ml"):
        band = {"local_wh": truth.local, "overhead_wh": truth.overhead, "cloud_wh": truth.cloud,
                "total_wh": truth.total, "co2e_g": truth.co2e_g, "water_ml": truth.water_ml}[key]  # fmt: skip
        for ending, part in (("_low", "low"), ("", "central"), ("_high", "high")):
            assert alike(summed(daily, key + ending), getattr(band, part) if band else 0.0), key + ending
    for key in ("modelled_wh", "cloud_count", "not_estimated_count", "water_unknown_count"):
        assert alike(summed(daily, key), float(getattr(truth, KNOWN[key]) or 0.0)), key
    recorded = [row for row in daily if float(row["recorded_s"] or 0) > 0]
    for name in TIMES:
        assert alike(summed(recorded, name), getattr(truth.times, name)), name
    assert summed(recorded, "session_count") == truth.session_count
    for currency, cost in truth.costs.items():
        assert alike(summed((row for row in daily if row["currency"] == currency), "local_cost"), cost)
    cloud = told.csv("cloud")
    assert len(cloud) == truth.cloud_count
    for ending, part in (("_low", "low"), ("", "central"), ("_high", "high")):
        assert alike(summed(cloud, f"wh{ending}"), getattr(truth.cloud, part))
    assert sum(not row["wh"] for row in cloud) == truth.not_estimated


def _check_sessions(told: Told) -> None:
    """The sessions of all days and standby make up what the days do."""
    with LedgerReader(told.paths.ledger) as reader:
        ends = reader.first_and_last_day()
        everything = reader.session_list().energy(SessionFilter())
        listed = reader.session_list().count(SessionFilter())
    everywhere = replace(told, first=FIRST, last=LAST)
    rows = everywhere.csv("sessions") if ends else []
    assert len(rows) == listed
    assert alike(summed(rows, "energy_wh"), everything.energy_wh or 0.0)
    objects = everywhere.json("sessions", "--from", FIRST, "--to", LAST)["sessions"]
    assert alike(sum((one["energy_wh"] or 0.0 for one in objects), 0.0), everything.energy_wh or 0.0)
    days = told.days(FIRST, LAST)
    if all(day.times is not None and day.times.recorded_s > 0 for day in days if day.session_count):
        whole = PeriodTotals.of(days)
        assert whole.session_count == listed


def _check_today(told: Told) -> None:
    day = DayReader(told.paths).read(told.today, wide=True)
    first = (date.fromisoformat(told.today) - timedelta(days=RECENT_DAYS - 1)).isoformat()
    recent = told.days(first, told.today)
    assert day.totals == recent[-1]
    assert day.recent == tuple(recent)
    (one,) = told.json("today")["days"]
    _check_day(one, recent[-1])
    period = PeriodTotals.of(recent[-1:])
    said = total_of(day, watching=False)
    assert (said.known is HowKnown.AMOUNT) == (period.total_known is not None and period.total.central > 0)
    if said.known is HowKnown.AMOUNT:
        assert alike(said.wh, period.total.central)
        assert said.at_least == period.at_least
        if said.wh > LEAST_WH:
            assert _amounts().energy_of(period) in told.run("today").splitlines()[0]
    if day.apps is not None and period.local is not None and period.overhead is not None:
        apps = Sum.of(app.wh for app in day.apps).value
        assert alike(apps, period.local.central - period.overhead.central)


def alike(one: Any, other: Any) -> bool:
    """The same but for the order in which sums were formed; a band may be an object of JSON."""
    if isinstance(one, dict) and isinstance(other, Band):
        return all(alike(one[part], getattr(other, part)) for part in ("low", "central", "high"))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return bool(one == pytest.approx(other, rel=1e-9, abs=1e-9))
    return bool(one == other)


def summed(rows: Iterable[dict[str, str]], column: str) -> float:
    """A column's known cells."""
    return sum(float(row[column]) for row in rows if row[column])


def at_day(today: str) -> Any:
    """Commands take this day for today."""
    real = time.strftime

    def strftime(form: str, *moment: Any) -> str:
        return today if form == "%Y-%m-%d" and not moment else real(form, *moment)

    return patch.object(time, "strftime", strftime)


some_day = st.dates(date.fromisoformat(FIRST), date.fromisoformat(LAST)).map(date.isoformat)
ranges = st.one_of(
    st.tuples(some_day, some_day).map(lambda both: (min(both), max(both))),
    some_day.map(lambda day: (day, day)),
    st.just((FIRST, LAST)),
    st.sampled_from(
        [("2026-02-01", "2026-02-28"), ("2025-01-01", "2025-01-03"), ("2027-01-01", "2027-01-02")]
    ),
)


@given(st.lists(acts, min_size=3, max_size=14), ranges, st.sampled_from([TODAY, LAST, "2026-02-10"]))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_way_leads_to_the_same_totals(
    qapp: QApplication,
    empty_ledger: Path,
    steps: list[Callable[[Machine], object]],
    days: tuple[str, str],
    today: str,
) -> None:
    with machine(empty_ledger) as one, at_day(today):
        for act in steps:
            act(one)
        check_everything(Told(Paths(one.path, one.path.with_name("none.toml")), *days, today))
