"""A range of days: the same counts on two grids, a move within a month, a factor that evolved, gaps told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.unit.cli.counting import TODAY, choose, ledger, refused, run, run_json, settings, today
from tests.unit.cli.test_today import measure
from tests.unit.reference.test_valuation import OWN, ROW
from wattprint.ledger.person import PersonLedger

__all__ = ["ledger", "today"]

OCTOBER = ("--from", "2026-10-01", "--to", "2026-10-31")


def a_month(path: Path) -> None:
    """20 Wh measured and 30 prompts typed on every day of October."""
    with PersonLedger(path) as person:
        for day in range(1, 32):
            person.cloud.add(f"2026-10-{day:02}", "chatgpt.prompt", 30, 1.0)
    for day in range(1, 32):
        measure(path, 20.0, f"2026-10-{day:02}")


def total_of(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return run_json(capsys, "range", *words)["total"]


def test_a_month_in_two_countries_from_the_same_counts(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """41.44 and 384.4 g/kWh: EcoLogits 0.11.3 electricity mixes (Our World in Data, Ember), 2025."""
    a_month(ledger)
    found = {}
    for zone in ("FRA", "USA"):
        choose("zone", zone)
        total = total_of(capsys, *OCTOBER)
        found[zone] = total["co2e_g"]["central"]
        assert total["local_wh"]["central"] == pytest.approx(31 * 20.0)
        assert total["cloud_wh"]["central"] == pytest.approx(31 * 10.2)
        assert total["grid_zone"] == zone
    # The services stay where they are: in the United States.
    cloud_g = 31 * 10.2 * 0.3844
    assert found["FRA"] == pytest.approx(31 * 20 * 0.04144 + cloud_g)
    assert found["USA"] == pytest.approx(31 * 20 * 0.3844 + cloud_g)


def test_moving_house_in_the_middle_of_a_month(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_month(ledger)
    choose("zone", "USA")
    choose("zone", "FRA", "2026-10-16")
    whole = run_json(capsys, "range", *OCTOBER)
    total = whole["total"]
    expected = (15 * 20 * 384.4 + 16 * 20 * 41.44 + 31 * 10.2 * 384.4) / 1000
    assert total["co2e_g"]["central"] == pytest.approx(expected)
    assert sum(day["co2e_g"]["central"] for day in whole["days"]) == pytest.approx(expected)
    assert total["grid_zone"] is None
    assert [(terms["from"], terms["grid_zone"]) for terms in total["terms"]] == [
        ("2026-10-01", "USA"),
        ("2026-10-16", "FRA"),
    ]
    lines = run(capsys, "range", *OCTOBER).splitlines()
    assert "  this computer: United States (USA), 384 g/kWh" in lines
    assert "  this computer: France (FRA), 41.4 g/kWh, from 2026-10-16 on" in lines


def test_a_factor_that_evolved_between_two_years(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = settings("").with_name("factors.toml")
    path.write_text(OWN + ROW.format(wh=0.5, day="2025-06-01") + ROW.format(wh=0.1, day="2026-01-01"))
    run(capsys, "add", "chatgpt.prompt", "10", "--day", "2025-12-31")
    run(capsys, "add", "chatgpt.prompt", "10", "--day", "2026-01-01")
    whole = run_json(capsys, "range", "--from", "2025-12-31", "--to", "2026-01-01")
    assert [day["cloud_wh"]["central"] for day in whole["days"]] == pytest.approx([5.0, 1.0])
    assert whole["total"]["cloud_wh"]["central"] == pytest.approx(6.0)
    assert whole["factor_set"].startswith("2026.11+")
    assert {day["cloud"][0]["edited"] for day in whole["days"]} == {True}
    assert "your own figure" in run(capsys, "range", "--from", "2025-12-31", "--to", "2026-01-01")


def test_days_that_were_not_watched_are_counted_and_listed(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure(ledger, 2.0, "2026-11-03")
    measure(ledger, 2.0, "2026-11-05", unmeasured_s=60.0)
    run(capsys, "add", "chatgpt.deep_research", "1", "--day", "2026-11-06")
    words = ("--from", "2026-11-01", "--to", "2026-11-07")
    lines = run(capsys, "range", *words).splitlines()
    assert "  days: 7, of which recorded 2, partly watched 1, not recorded 5" in lines
    assert "  not recorded: 2026-11-01 to 2026-11-02, 2026-11-04, 2026-11-06 to 2026-11-07" in lines
    table = lines[lines.index("") + 2 :]
    assert [row.split()[0] for row in table] == ["2026-11-03", "2026-11-05", "2026-11-06"]
    assert table[1].endswith("partly watched")
    assert "not recorded" in table[2]
    assert table[2].count("not estimated") == 2
    french = run(capsys, "--lang", "fr", "range", *words)
    assert "jours\u00a0: 7, dont enregistrés 2, surveillés en partie 1, non enregistrés 5" in french
    total = total_of(capsys, *words)
    assert total["not_recorded"] == [
        {"from": "2026-11-01", "to": "2026-11-02"},
        {"from": "2026-11-04", "to": "2026-11-04"},
        {"from": "2026-11-06", "to": "2026-11-07"},
    ]
    assert (total["not_recorded_day_count"], total["partly_watched_day_count"]) == (5, 1)
    assert (total["at_least"], total["total_at_least"]) == (True, True)


def test_a_sum_without_the_days_that_nobody_watched_is_at_least_that(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure(ledger, 2.0, "2026-11-03")
    choose("price_per_kwh", "0.25")
    choose("currency", "EUR")
    words = ("--from", "2026-11-01", "--to", "2026-11-07")
    lines = run(capsys, "range", *words).splitlines()
    assert lines[0] == "2026-11-01 to 2026-11-07: at least 2.00 Wh of local AI energy"
    assert any(line.startswith("electricity") and "at least" in line for line in lines), lines
    title, *_ = run(capsys, "range", "--from", "2026-11-03", "--to", "2026-11-03").splitlines()
    assert title == "2026-11-03 to 2026-11-03: 2.00 Wh of local AI energy"


def test_what_recurs_has_not_happened_yet_on_days_to_come(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "add", "chatgpt.prompt", "10", "--every", "daily", "--day", "2026-11-20")
    words = ("--from", "2026-11-01", "--to", "2026-11-30")
    whole = run_json(capsys, "range", *words)
    assert whole["days"][-1]["date"] == TODAY
    assert whole["total"]["cloud_count"] == 2
    assert run(capsys, "range", *words).splitlines()[-1] == "days after today are left out: 9"
    ahead = ("--from", "2027-01-01", "--to", "2027-01-31")
    assert run(capsys, "range", *ahead) == "2027-01-01 lies after today: nothing can be known of it yet.\n"
    whole = run_json(capsys, "range", *ahead)
    assert (whole["days"], whole["total"]["total_wh"], whole["total"]["day_count"]) == ([], None, 0)


def test_without_a_ledger(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--from", "2016-01-01", "--to", "2025-12-31")
    assert run(capsys, "range", *words) == "2016-01-01 to 2025-12-31: not recorded, no day of it.\n"
    assert "du 2016-01-01 au 2025-12-31\u00a0: non enregistré" in run(capsys, "--lang", "fr", "range", *words)
    whole = run_json(capsys, "range", *words)
    assert len(whole["days"]) == 3653
    assert {day["total_wh"] for day in whole["days"]} == {None}
    assert not Path(os.environ["WATTPRINT_LEDGER"]).parent.exists()


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ([], "needs --from and --to", "a besoin de --from et de --to"),
        (["--from", "2026-01-01"], "needs --from and --to", "a besoin de"),
        (["--from", "2026-01-02", "--to", "2026-01-01"], "lies after --to", "est postérieur"),
        (["--from", "0001-01-01", "--to", "9999-12-31"], "at most 100 years", "100 ans au plus"),
        (["--from", "soon", "--to", "2026-01-01"], "not a date: soon", "ce n’est pas une date"),
    ],
)
def test_ranges_that_cannot_be_meant(
    words: list[str], english: str, french: str, today: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert english in refused(capsys, "--lang", "en", "range", *words)
    assert french in refused(capsys, "--lang", "fr", "range", *words)


@given(st.dates(), st.dates(), st.sampled_from(["en", "fr"]), st.booleans())
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_two_dates_are_a_range_or_one_line(
    ledger: Path, capsys: pytest.CaptureFixture[str], first: Any, last: Any, language: str, as_json: bool
) -> None:
    words = [
        "--lang",
        language,
        "range",
        "--from",
        str(first),
        "--to",
        str(last),
        *(["--json"] if as_json else []),
    ]
    if first > last or (last - first).days > 36525:
        refused(capsys, *words)
    else:
        assert run(capsys, *words)


def test_counts_without_a_figure_make_no_estimate_of_what_was_measured(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure(ledger, 2.0, "2026-11-03")
    run(capsys, "add", "chatgpt.deep_research", "1", "--day", "2026-11-03")
    title, *_ = run(capsys, "range", "--from", "2026-11-03", "--to", "2026-11-03").splitlines()
    assert "at least 2.00 Wh (1.80 Wh to 2.13 Wh) of AI energy" in title
