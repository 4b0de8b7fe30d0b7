"""The three tables agree with the totals, with the JSON and with each other, whatever the ledger holds."""

from __future__ import annotations

import csv
import io
import sqlite3
import time
import tracemalloc
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.unit.export.ledgers import DAYS, Content, Count, Made, contents, made
from tests.unit.ledger.making import CHAT, DAY, DEVICES, GPU, NEXT_DAY, book_active
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.totals import DayTotals
from wattprint.export.as_csv import PLAIN, SPREADSHEET_FR, Dialect, csv_blocks
from wattprint.export.as_json import session_object
from wattprint.export.csv_tables import TABLES, rows_of, whole_range
from wattprint.export.days import totals_of_days
from wattprint.export.valuing import load_valuation
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.system.paths import Paths

EMPTY = Content([], [], learned=False, boundary="device", price=None, scope="on_site", recurring=False,
                edited=False)  # fmt: skip

# The contract, letter by letter.
DAILY = (
    "date,local_wh_low,local_wh,local_wh_high,idle_wh,standby_wh,modelled_wh,overhead_wh_low,overhead_wh,"
    "overhead_wh_high,local_boundary,cloud_wh_low,cloud_wh,cloud_wh_high,total_wh_low,total_wh,total_wh_high,"
    "co2e_g_low,co2e_g,co2e_g_high,water_ml_low,water_ml,water_ml_high,water_scope,water_unknown_count,"
    "local_cost,currency,active_s,recorded_s,unmeasured_s,paused_s,session_count,cloud_count,"
    "not_estimated_count,quality,grid_zone,grid_g_per_kwh,factor_set"
)
SESSIONS = (
    "session_id,start,end,app,engine,kind,model,device,quality,active_s,energy_wh,idle_wh,modelled_wh,peak_w,"
    "outputs,output_unit,wh_per_output,co2e_g,shared"
)
CLOUD = (
    "date,service,activity,unit,count,wh_low,wh,wh_high,co2e_g_low,co2e_g,co2e_g_high,water_ml_low,water_ml,"
    "water_ml_high,boundary,tier,source,source_date,origin,note"
)

Record = dict[str, str]


def exported(
    one: Made, table: str, first: str = DAYS[0], last: str = DAYS[-1], dialect: Dialect = PLAIN
) -> list[Record]:
    rows = rows_of(TABLES[table], one.reader, one.valuation, first, last)
    data = b"".join(csv_blocks(TABLES[table].columns, rows, dialect)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data, newline=""), delimiter=dialect.delimiter, strict=True))


def number(text: str) -> float | None:
    return float(text) if text else None


def band(row: Record, name: str) -> tuple[float | None, ...]:
    return tuple(number(row[name + end]) for end in ("_low", "", "_high"))


def defused(text: str) -> str:
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


@pytest.mark.parametrize(("table", "header"), [("daily", DAILY), ("sessions", SESSIONS), ("cloud", CLOUD)])
def test_columns_are_the_contracts(table: str, header: str) -> None:
    assert b"".join(csv_blocks(TABLES[table].columns, [], PLAIN)) == f"{header}\r\n".encode()


@given(contents)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tables_agree_with_totals_json_and_each_other(empty_ledger: Path, content: Content) -> None:
    with made(empty_ledger, content) as one:
        days = exported(one, "daily")
        totals = list(totals_of_days(one.reader, one.valuation, DAYS[0], DAYS[-1]))
        sessions, records = exported(one, "sessions"), one.reader.sessions(DAYS[0], DAYS[-1])
        entries = exported(one, "cloud")
        estimates = [one.valuation.estimate(e) for e in one.reader.cloud().entries(DAYS[0], DAYS[-1])]
        for table in TABLES:
            french = exported(one, table, dialect=SPREADSHEET_FR)
            assert [list(row) for row in french] == [list(row) for row in exported(one, table)]
    assert [row["date"] for row in days] == list(DAYS)
    for row, day in zip(days, totals, strict=True):
        day_agrees(row, day)
        own = [entry for entry in entries if entry["date"] == row["date"]]
        parts_add_up(row, own)
    assert len(sessions) == len(records)
    for row, record in zip(sessions, records, strict=True):
        told = session_object(record)
        for name in ("session_id", "active_s", "energy_wh", "idle_wh", "peak_w"):
            assert number(row[name]) == told[name]
        for name in ("start", "end", "app", "engine", "kind", "model", "quality"):
            assert row[name] == defused(told[name] or "")
        assert row["device"] == ";".join(told["devices"])
        assert row["shared"] == str(int(told["shared"]))
        assert (row["outputs"], row["output_unit"], row["wh_per_output"]) == ("", "", "")
        assert (row["co2e_g"] == "") == (told["energy_wh"] is None)
        if told["energy_wh"] is not None:
            assert number(row["modelled_wh"]) == told["modelled_wh"]
            g_per_kwh = {day.local_day: day.terms.g_per_kwh for day in totals}[row["start"][:10]]
            assert number(row["co2e_g"]) == pytest.approx(told["energy_wh"] * g_per_kwh / 1000)
    assert len(entries) == len(estimates)
    for row, estimate in zip(entries, estimates, strict=True):
        entry, factor = estimate.entry, estimate.factor
        assert (row["date"], number(row["count"])) == (entry.local_day, entry.count)
        assert (row["activity"], row["note"]) == (defused(entry.activity), defused(entry.note))
        assert row["origin"] == entry.origin.value
        for name, of in (("wh", estimate.wh), ("co2e_g", estimate.co2e_g), ("water_ml", estimate.water_ml)):
            assert band(row, name) == ((None,) * 3 if of is None else (of.low, of.central, of.high))
        origin = tuple(row[name] for name in ("boundary", "tier", "source", "source_date"))
        if factor is None:
            assert origin == ("", "", "", "")
        else:
            source = factor.source
            assert origin == ("facility", factor.tier.value, source.title, source.date)


def day_agrees(row: Record, day: DayTotals) -> None:
    """A row of the daily table says what the totals say, and is empty where they know nothing."""
    assert row["date"] == day.local_day
    # "At least 0" is known to nobody: where all of it is still being learned, the cell is empty.
    learning = day.footprint is not None and day.footprint.local_at_least and day.footprint.local.central == 0
    if day.local is None or learning:
        assert band(row, "local_wh") == band(row, "overhead_wh") == (None, None, None)
        assert row["local_cost"] == ""
    else:
        assert day.overhead is not None
        assert band(row, "local_wh") == (day.local.low, day.local.central, day.local.high)
        assert band(row, "overhead_wh") == (day.overhead.low, day.overhead.central, day.overhead.high)
        assert number(row["local_cost"]) == day.local_cost
    local_names = ("idle_wh", "standby_wh", "modelled_wh", "quality", "active_s", "recorded_s")
    if day.times is None or day.footprint is None:
        assert {row[name] for name in (*local_names, "unmeasured_s", "paused_s", "session_count")} == {""}
    else:
        for name in ("idle_wh", "standby_wh", "modelled_wh"):
            assert number(row[name]) == getattr(day.footprint, name)
        for name in ("active_s", "recorded_s", "unmeasured_s", "paused_s"):
            assert number(row[name]) == getattr(day.times, name)
        assert row["quality"] == (day.footprint.quality.value if day.footprint.quality else "")
        assert row["session_count"] == str(day.session_count)
    assert row["cloud_count"] == str(day.cloud_count)
    assert row["not_estimated_count"] == str(day.not_estimated)
    assert row["water_unknown_count"] == str(day.water_unknown)
    assert (row["local_boundary"], row["water_scope"]) == (day.terms.boundary, day.terms.water_scope)
    assert (row["grid_zone"], number(row["grid_g_per_kwh"])) == (day.terms.grid_zone, day.terms.g_per_kwh)
    assert row["currency"] == (day.terms.currency or "")
    assert row["factor_set"] == "2026.11"
    for name, of in (("total_wh", day.total), ("co2e_g", day.co2e_g), ("water_ml", day.water_ml)):
        assert band(row, name) in ((of.low, of.central, of.high), (None, None, None))


def parts_add_up(row: Record, entries: list[Record]) -> None:
    """A day is the sum of its parts, in the numbers of the file alone."""
    for end in ("_low", "", "_high"):
        local, cloud, total = (number(row[f"{name}{end}"]) for name in ("local_wh", "cloud_wh", "total_wh"))
        known = [found for entry in entries if (found := number(entry[f"wh{end}"])) is not None]
        if known or not entries:
            assert cloud == pytest.approx(sum(known))
        else:
            assert cloud is None
        if local is None and not known:
            assert total is None
        else:
            assert total == pytest.approx((local or 0.0) + (cloud or 0.0))
        co2e, grams = number(row[f"co2e_g{end}"]), [number(entry[f"co2e_g{end}"]) for entry in entries]
        if total is None:
            assert co2e is None
        else:
            g_per_kwh = number(row["grid_g_per_kwh"])
            assert g_per_kwh is not None
            assert co2e == pytest.approx((local or 0) * g_per_kwh / 1000 + sum(part or 0 for part in grams))
        water = [found for entry in entries if (found := number(entry[f"water_ml{end}"])) is not None]
        if row["water_scope"] == "on_site" and (water or row["recorded_s"]):
            assert number(row[f"water_ml{end}"]) == pytest.approx(sum(water))  # this computer uses none
        elif row["water_scope"] == "total":
            assert number(row[f"water_ml{end}"]) == (pytest.approx(sum(water)) if water else None)
    assert int(row["cloud_count"]) == len(entries)
    assert int(row["not_estimated_count"]) == sum(entry["wh"] == "" for entry in entries)
    local, idle, standby, overhead = (
        number(row[name]) for name in ("local_wh", "idle_wh", "standby_wh", "overhead_wh")
    )
    if local is not None and overhead is not None:
        assert (overhead > 0) <= (row["local_boundary"] == "wall")
        for part in (idle, standby, number(row["modelled_wh"])):
            assert part is None or part <= (local - overhead) * (1 + 1e-9) + 1e-9


def test_a_day_that_nobody_watched_and_that_counts_nothing(empty_ledger: Path) -> None:
    with made(empty_ledger, EMPTY) as one:
        (row,) = exported(one, "daily", DAY, DAY)
    told = {name: text for name, text in row.items() if text}
    assert told == {
        "date": DAY, "local_boundary": "device", "cloud_wh_low": "0.0", "cloud_wh": "0.0",
        "cloud_wh_high": "0.0", "water_scope": "on_site", "water_unknown_count": "0", "currency": "USD",
        "cloud_count": "0", "not_estimated_count": "0", "grid_zone": "USA",
        "grid_g_per_kwh": row["grid_g_per_kwh"], "factor_set": "2026.11",
    }  # fmt: skip


def test_what_nobody_can_estimate_is_empty_and_counted(empty_ledger: Path) -> None:
    counted = [Count(DAY, "newer.thing", 3, ""), Count(DAY, "chatgpt.deep_research", 2, "")]
    with made(empty_ledger, replace(EMPTY, counts=counted)) as one:
        (row,) = exported(one, "daily", DAY, DAY)
        unknown, known = exported(one, "cloud")
    assert (row["cloud_wh"], row["total_wh"], row["co2e_g"], row["water_ml"]) == ("", "", "", "")
    assert (row["cloud_count"], row["not_estimated_count"], row["water_unknown_count"]) == ("2", "2", "2")
    assert (unknown["service"], unknown["activity"], unknown["unit"]) == ("newer", "newer.thing", "")
    assert (known["service"], known["unit"], known["wh"], known["tier"]) == ("chatgpt", "report", "", "")


def test_a_factor_of_the_persons_own_says_so(empty_ledger: Path) -> None:
    counted = [Count(DAY, "chatgpt.prompt", 30, ""), Count(DAY, "old.prompt", 10, "")]
    with made(empty_ledger, replace(EMPTY, counts=counted)) as one:
        one.paths.config.with_name("factors.toml").write_text(
            """
            schema_version = 1
            service = [{ id = "old", name_en = "Old", name_fr = "Vieux", grid_zone = "USA" }]
            source = [{ id = "mine", title = "=mine", url = "https://example.org", date = "2026-02" }]
            [[activity]]
            id = "old.prompt"
            unit = "prompt"
            name_en = "prompt"
            name_fr = "requête"
            replaced_by = "chatgpt.prompt"
            [[factor]]
            activity = "chatgpt.prompt"
            source = "mine"
            low = 0.1
            central = 0.2
            high = 0.3
            tier = "guess"
            applies_from = "2026-01-01"
            stale_after = "2027-01-01"
            """
        )
        valued = load_valuation(one.paths, one.reader.choices())
        assert valued.own_factors_error is None
        own = Made(one.paths, one.reader, valued.valuation)
        edited, replaced = exported(own, "cloud")
        assert exported(own, "daily", DAY, DAY)[0]["factor_set"].startswith("2026.11+")
    assert (edited["source"], edited["tier"], edited["wh"]) == ("'=mine (edited)", "guess", "6.0")
    assert (replaced["activity"], replaced["service"], replaced["wh"]) == ("old.prompt", "old", "2.0")


def test_a_session_over_midnight_is_one_row_and_part_of_two_days(empty_ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite3"
    path.write_bytes(empty_ledger.read_bytes())
    bookings = Bookings()
    session = Session(CHAT, 1_773_186_900.0, 1_773_186_900.0, DAY)  # 23:55 UTC
    for day, joules in ((DAY, 7200.0), (NEXT_DAY, 3600.0)):
        book_active(bookings, session, joules, 300.0, day=day)
        bookings.day(day).recorded_s = 300.0
        bookings.day(day).active_s = 300.0
    ledger = MeasurementLedger(path)
    ledger.write(bookings, DEVICES, 1_773_186_900.0, NEXT_DAY, 0.0)
    ledger.close()
    with LedgerReader(path) as reader:
        one = Made(Paths(path, tmp_path / "none"), reader, load_valuation(Paths(path, path), None).valuation)
        days, (row,) = exported(one, "daily", DAY, NEXT_DAY), exported(one, "sessions", DAY, DAY)
        assert exported(one, "sessions", NEXT_DAY, NEXT_DAY) == []
    assert [day["local_wh"] for day in days] == ["2.0", "1.0"]
    assert [day["session_count"] for day in days] == ["1", "0"]
    assert (row["energy_wh"], row["active_s"], row["device"]) == ("3.0", "600.0", GPU.name)


def test_days_of_23_and_25_hours_are_one_row_each(empty_ledger: Path) -> None:
    with made(empty_ledger, EMPTY) as one:
        for around in (("2026-03-28", "2026-03-30"), ("2026-10-24", "2026-10-26")):
            dates = [row["date"] for row in exported(one, "daily", *around)]
            assert dates == [around[0], f"{around[0][:8]}{int(around[0][8:]) + 1}", around[1]]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no tzset here")
def test_the_hour_that_comes_twice(
    empty_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, day = tmp_path / "ledger.sqlite3", "2026-10-25"
    path.write_bytes(empty_ledger.read_bytes())
    starts = ["2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00"]
    bookings = Bookings()
    for start in reversed(starts):
        start_s = datetime.fromisoformat(start).timestamp()
        book_active(bookings, Session(CHAT, start_s, start_s, day), 7200.0, 300.0, day=day)
    bookings.day(day).recorded_s = 25 * 3600.0
    bookings.day(day).active_s = 600.0
    with monkeypatch.context() as environment:
        environment.setenv("TZ", "Europe/Paris")
        time.tzset()
        ledger = MeasurementLedger(path)
        ledger.write(bookings, DEVICES, 1_792_972_800.0, "2026-10-26", 0.0)
        ledger.close()
    time.tzset()
    with LedgerReader(path) as reader:
        one = Made(Paths(path, tmp_path / "none"), reader, load_valuation(Paths(path, path), None).valuation)
        [row], sessions = exported(one, "daily", day, day), exported(one, "sessions", day, day)
    assert (row["local_wh"], row["session_count"]) == ("4.0", "2")
    assert (row["recorded_s"], row["active_s"], row["unmeasured_s"]) == ("90000.0", "600.0", "0.0")
    # In the order in which they were, not as the clock told them.
    assert [session["start"] for session in sessions] == [f"{one[:19]}.000{one[19:]}" for one in starts]
    assert [session["end"][11:16] for session in sessions] == ["02:55", "02:15"]


def test_ranges_at_the_ends_of_the_calendar(empty_ledger: Path) -> None:
    with made(empty_ledger, EMPTY) as one:
        assert [row["date"] for row in exported(one, "daily", "9999-12-30", "9999-12-31")] == [
            "9999-12-30",
            "9999-12-31",
        ]
        assert len(exported(one, "daily", "0001-01-01", "0001-01-02")) == 2
        assert exported(one, "daily", NEXT_DAY, DAY) == []


def test_the_whole_range_reaches_today_only_for_what_recurs(empty_ledger: Path) -> None:
    with made(empty_ledger, EMPTY) as one:
        assert whole_range(one.reader, "2026-11-21") is None
    content = replace(EMPTY, counts=[Count(NEXT_DAY, "claude.prompt", 1, "")])
    with made(empty_ledger, content) as one:
        assert whole_range(one.reader, "2026-11-21") == (NEXT_DAY, NEXT_DAY)
    with made(empty_ledger, replace(EMPTY, recurring=True)) as one:
        assert whole_range(one.reader, "2026-11-21") == (DAY, "2026-11-21")


def peak_bytes(template: Path, folder: Path, days: int) -> int:
    """The most memory that an export of this many days takes, three sessions and two entries on each."""
    path = folder / f"{days}.sqlite3"
    path.write_bytes(template.read_bytes())
    fill_days(path, days)
    with LedgerReader(path) as reader:
        valuation = load_valuation(Paths(path, folder / "none"), reader.choices()).valuation
        peak = 0
        for table in TABLES.values():
            rows = rows_of(table, reader, valuation, *(whole_range(reader, DAY) or (DAY, DAY)))
            tracemalloc.start()
            count = sum(block.count(b"\r\n") for block in csv_blocks(table.columns, rows, PLAIN))
            peak = max(peak, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert count > days
    return peak


def fill_days(path: Path, days: int) -> None:
    dates = [(date(2016, 1, 1) + timedelta(days=number)).isoformat() for number in range(days)]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO device VALUES (1, 'nvidia:1', 'gpu', 'nvidia', 'Card', NULL, 0, NULL)")
        db.execute("INSERT INTO app VALUES (1, 'ollama', 'Ollama')")
        db.execute("INSERT INTO workload VALUES (1, 1, NULL, 'chat', NULL, NULL)")
        db.executemany("INSERT INTO day (local_day, recorded_s) VALUES (?, 60)", [(day,) for day in dates])
        sessions = [(3 * n + k + 1, day) for n, day in enumerate(dates) for k in range(3)]
        db.executemany("INSERT INTO session VALUES (?, 1, 1e9, 1e9, ?, 0, 1, 1, 0, 0, NULL)", sessions)
        db.executemany("INSERT INTO energy VALUES (?2, 1, 'active', 1, ?1, 'counter', 3600, 10)", sessions)
        db.executemany(
            "INSERT INTO cloud_entry (local_day, activity, count, origin, created_s)"
            " VALUES (?, 'chatgpt.prompt', 12, 'typed', 0)",
            [(day,) for day in dates for _ in range(2)],
        )


def test_ten_times_the_days_take_no_more_memory(empty_ledger: Path, tmp_path: Path) -> None:
    small, large = (peak_bytes(empty_ledger, tmp_path, days) for days in (130, 1300))
    assert large < 1.25 * small
