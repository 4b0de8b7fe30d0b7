"""What is printed, and what `--json` says of days, is what their totals are: no sum of its own anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.unit.export.ledgers import DAYS, Content, contents, made
from wattprint.domain.band import Band
from wattprint.domain.period import PeriodTotals
from wattprint.domain.totals import DayTotals, sum_bands
from wattprint.export.as_csv import Row
from wattprint.export.as_json import document, dumps
from wattprint.export.csv_columns import DAILY, daily_row
from wattprint.export.days import CHUNK_DAYS, chunks, days_between, totals_of_days
from wattprint.export.days_json import day_objects, period_object
from wattprint.export.view import LedgerView, opened
from wattprint.system.paths import Paths

FIRST, LAST = DAYS[0], DAYS[-1]


def parsed(whole: dict[str, Any]) -> Any:
    return json.loads(dumps(whole))


def told(view: LedgerView, first: str = FIRST, last: str = LAST) -> tuple[list[Any], Any]:
    period = PeriodTotals()
    days = list(day_objects(view, first, last, period))
    whole = parsed(document(days=days, total=period_object(first, last, period, view)))
    return whole["days"], whole["total"]


def same(told_band: Any, band: Band | None) -> bool:
    return bool(
        told_band == (None if band is None else {"low": band.low, "central": band.central, "high": band.high})
    )


@given(contents)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_says_what_the_totals_and_the_csv_say(empty_ledger: Path, content: Content) -> None:
    with made(empty_ledger, content) as ledger, opened(ledger.paths) as view:
        totals = list(totals_of_days(ledger.reader, ledger.valuation, FIRST, LAST))
        days, total = told(view)
    assert [day["date"] for day in days] == list(DAYS)
    for day, of_it in zip(days, totals, strict=True):
        check_day(day, of_it)
        check_against_csv(day, daily_row(of_it, "any"))
    check_total(total, PeriodTotals.of(totals), totals)


def check_day(day: dict[str, Any], totals: DayTotals) -> None:
    """The parts add up to the total, and each is what the totals say."""
    if day["recorded"]:
        assert totals.local is not None
        if day["local_wh"] is not None:
            assert same(day["local_wh"], totals.local)
            assert same(day["overhead_wh"], totals.overhead)
            assert day["at_least"] or day["learning_wh"] == 0
    else:
        assert day["local_wh"] is day["idle_wh"] is day["active_s"] is day["local_cost"] is None
    entries = day["cloud"]
    assert (day["cloud_count"], day["not_estimated_count"]) == (
        len(entries),
        sum(entry["energy_wh"] is None for entry in entries),
    )
    for entry in entries:
        assert (entry["energy_wh"] is None) == (entry["source"] is None) == (entry["co2e_g"] is None)
    for part in ("low", "central", "high"):
        cloud = sum(entry["energy_wh"][part] for entry in entries if entry["energy_wh"] is not None)
        if day["cloud_wh"] is not None:
            assert day["cloud_wh"][part] == pytest.approx(cloud)
        if day["total_wh"] is not None:
            local = day["local_wh"][part] if day["local_wh"] is not None else 0.0
            assert day["total_wh"][part] == pytest.approx(local + cloud)
            assert day["total_wh"][part] == getattr(totals.total, part)
    if entries and all(entry["energy_wh"] is None for entry in entries):
        assert day["cloud_wh"] is None


def check_against_csv(day: dict[str, Any], row: Row) -> None:
    for name, cell in zip(DAILY, row, strict=True):
        central, _, part = name.rpartition("_")
        if part in ("low", "high"):
            assert (None if day[central] is None else day[central][part]) == cell
        elif isinstance(day.get(name), dict):
            assert day[name]["central"] == cell
        elif name not in ("date", "factor_set"):
            assert day[name] == cell, name


def check_total(total: dict[str, Any], period: PeriodTotals, days: list[DayTotals]) -> None:
    assert same(total["local_wh"], period.local_known)
    assert same(total["total_wh"], period.total_known)
    assert same(total["co2e_g"], period.co2e_known)
    assert same(total["water_ml"], period.water_known)
    if total["total_wh"] is not None:
        whole = sum_bands(day.total for day in days)
        for part in ("low", "central", "high"):
            assert total["total_wh"][part] == pytest.approx(getattr(whole, part))
    assert total["day_count"] == total["recorded_day_count"] + total["not_recorded_day_count"] == len(DAYS)
    # The ledgers of these tests live in USA up to their third day and in FRA from then on.
    assert [(terms["from"], terms["grid_zone"]) for terms in total["terms"]] == [
        (DAYS[0], "USA"),
        (DAYS[2], "FRA"),
    ]
    assert total["grid_zone"] is None


def test_without_a_ledger_nothing_is_known_of_any_day_and_nothing_is_made(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "none" / "ledger.sqlite3", tmp_path / "none" / "config.toml")
    with opened(paths) as view:
        assert view.reader is None
        days, total = told(view, "2024-02-28", "2024-03-01")
    assert [day["date"] for day in days] == ["2024-02-28", "2024-02-29", "2024-03-01"]
    assert {(day["recorded"], day["total_wh"], day["co2e_g"], day["water_ml"]) for day in days} == {
        (False, None, None, None)
    }
    assert (total["total_wh"], total["local_wh"], total["active_s"]) == (None, None, None)
    assert total["not_recorded"] == [{"from": "2024-02-28", "to": "2024-03-01"}]
    assert not (tmp_path / "none").exists()


def test_chunks_are_the_range_without_gap_or_overlap() -> None:
    first, last = "2023-12-30", "2026-03-01"
    pieces = list(chunks(first, last))
    found = [day for begin, end in pieces for day in days_between(begin, end)]
    assert found == list(days_between(first, last))
    assert max(len(list(days_between(*piece))) for piece in pieces) == CHUNK_DAYS
    assert list(chunks("2026-03-02", "2026-03-01")) == []
    assert list(days_between("9999-12-30", "9999-12-31")) == ["9999-12-30", "9999-12-31"]


def test_ten_years_of_nothing_are_one_span(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "ledger.sqlite3", tmp_path / "config.toml")
    with opened(paths) as view:
        period = PeriodTotals.of(view.totals("2016-01-01", "2025-12-31"))
    assert period.not_recorded == [("2016-01-01", "2025-12-31")]
