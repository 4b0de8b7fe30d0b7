"""Today: measured and estimated told apart, what was not watched said, what cannot be known no number."""

from __future__ import annotations

import json
import sqlite3
import time
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.cli.counting import TODAY, choose, ledger, refused, run, run_json, settings, today
from tests.unit.ledger.making import CPU, DEVICES, GPU, book_active
from wattprint.cli.main import main
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.system.recorder_lock import RecorderLock

__all__ = ["ledger", "today"]

CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen2.5-0.5b")


def measure(
    path: Path, wh: float, day: str = TODAY, *, unmeasured_s: float = 0.0, learned: bool = True
) -> None:
    """A session of so many Wh of the card's counter; the CPU's share is learned or still unknown."""
    bookings = Bookings()
    start_s = time.time() - 200
    session = Session(CHAT, start_s, start_s, day, open=False)
    book_active(bookings, session, wh * 3600, 100.0, day=day)
    bookings.baselines[GPU.key] = Baseline(0.0, asleep=True)
    if not learned:
        book_active(bookings, session, 50.0, 10.0, device=CPU, day=day, quality=Quality.COUNTER)
    times = bookings.day(day)
    times.active_s, times.recorded_s, times.unmeasured_s = 100.0, 3600.0, unmeasured_s
    writer = MeasurementLedger(path)
    writer.write(bookings, DEVICES, start_s, day, 0.0)
    writer.close()


def test_measured_and_estimated_side_by_side(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings('[numbers]\nzone = "FRA"\nprice_per_kwh = 0.2016\n')
    measure(ledger, 20.0)
    run(capsys, "add", "chatgpt.prompt", "30")
    run(capsys, "add", "claude.deep_research", "1")
    out = run(capsys, "today")
    lines = out.splitlines()
    # 20 Wh measured (the sensor's tolerance: 18 to 21.3), 10.2 Wh estimated (4.8 to 28.8).
    assert lines[0] == (
        f"{TODAY}: at least ≈ 30 Wh (23 Wh to 50 Wh) of AI energy, measured and estimated together"
    )
    assert lines[1] == "this computer: 20.0 Wh"
    assert lines[2] == "  band 18.0 Wh to 21.3 Wh; measured (energy counter); GPU and CPU only"
    assert "  Ollama: 20.0 Wh, of which standby 0 Wh" in lines
    position = lines.index(
        "cloud services: at least ≈ 10 Wh (4.8 Wh to 29 Wh); estimated, data centres included, networks and "
        "training not"
    )
    assert lines[position + 1 :][:3] == [
        "  ChatGPT, Prompt: 30 prompts, ≈ 10 Wh (4.8 Wh to 29 Wh), figure outdated since 2026-06-10",
        "  Claude, Deep research: 1 report, not estimated",
        "  entries that are not estimated, in no total: 1",
    ]
    # 20 Wh x 41.44 g/kWh + 10.2 Wh x 384.4 g/kWh = 0.83 g + 3.92 g
    assert lines[position + 4].startswith("CO2e: at least ≈ 4.7 g (")
    assert lines[position + 5 :][:2] == [
        "  this computer: France (FRA), 41.4 g/kWh",
        "  cloud services: United States (USA), 384 g/kWh",
    ]
    assert lines[position + 7].endswith("; on site only (cooling of data centres)")
    assert lines[position + 8] == "  parts whose water is unknown, not included: 1"
    assert lines[position + 9] == "electricity of this computer: 0.00403 EUR"
    assert lines[position + 10].startswith("as much as ≈ ")
    assert len(lines[position + 11 :]) == 2
    assert all(line.startswith("  or ≈ ") for line in lines[position + 11 :])


def test_a_day_that_was_not_watched_says_so(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "today")
    assert out == f"{TODAY}: not recorded. Start `wattprint` or `wattprint record` to measure.\n"
    run(capsys, "add", "chatgpt.prompt", "30")
    lines = run(capsys, "today").splitlines()
    assert (
        lines[0]
        == f"{TODAY}: at least ≈ 10 Wh (4.8 Wh to 29 Wh) of AI energy, estimated; nothing was measured"
    )
    assert lines[1] == "this computer: not recorded. Start `wattprint` or `wattprint record` to measure."
    assert not [line for line in lines if line.startswith("  this computer")]
    (day,) = run_json(capsys, "today")["days"]
    assert (day["recorded"], day["local_wh"], day["session_count"], day["quality"]) == (
        False,
        None,
        None,
        None,
    )
    assert (day["cloud_wh"]["central"], day["total_at_least"]) == (pytest.approx(10.2), True)


def test_only_what_is_not_estimated_is_no_number(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", "chatgpt.deep_research", "3")
    out = run(capsys, "today")
    assert out.splitlines()[0] == f"{TODAY}: AI energy unknown: what was counted is not estimated"
    assert "Wh" not in out
    (day,) = run_json(capsys, "today")["days"]
    assert (day["cloud_wh"], day["total_wh"], day["co2e_g"], day["water_ml"]) == (None, None, None, None)
    assert (day["cloud_count"], day["not_estimated_count"]) == (1, 1)
    assert day["cloud"][0]["energy_wh"] is None


def test_what_is_partly_watched_or_still_being_learned_says_so(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    measure(ledger, 2.0, unmeasured_s=90.0, learned=False)
    lines = run(capsys, "today").splitlines()
    assert lines[0] == f"{TODAY}: at least 2.00 Wh of local AI energy"
    assert "  partly watched: 1 min 30 s with an unmeasured device" in lines
    assert [line for line in lines if line.startswith("CO2e: at least ≈ ")]
    (day,) = run_json(capsys, "today")["days"]
    assert (day["at_least"], day["total_at_least"], day["unmeasured_s"]) == (True, True, 90.0)


def test_at_the_wall_the_stated_part_is_an_estimate(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings('[numbers]\nboundary = "wall"\nzone = "FRA"\n')
    measure(ledger, 20.0)
    lines = run(capsys, "today").splitlines()
    (day,) = run_json(capsys, "today")["days"]
    assert day["local_boundary"] == "wall"
    assert day["local_wh"]["central"] == pytest.approx(20.0 + day["overhead_wh"]["central"])
    assert lines[0].startswith(f"{TODAY}: ≈ ")
    assert lines[1].endswith("; at the wall")
    assert [
        line
        for line in lines
        if line.startswith("  of which the rest of the computer, stated, not measured: ≈ ")
    ]


@pytest.mark.parametrize(
    ("locale", "zone", "words"),
    [
        ("fr_FR.UTF-8", "FRA", "guessed from the system's language"),
        ("C.UTF-8", "WOR", "your country is unknown"),
    ],
)
def test_a_zone_is_a_guess_until_it_is_chosen(
    locale: str,
    zone: str,
    words: str,
    ledger: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    measure(ledger, 20.0)
    out = run(capsys, "--lang", "en", "today")
    assert f"({zone})" in out
    assert words in out
    (day,) = run_json(capsys, "today")["days"]
    assert (day["grid_zone"], day["grid_zone_guessed"]) == (zone, True)
    choose("zone", "FRA", TODAY)
    assert "guessed" not in run(capsys, "--lang", "en", "today")
    (day,) = run_json(capsys, "today")["days"]
    assert (day["grid_zone"], day["grid_zone_guessed"], day["grid_g_per_kwh"]) == ("FRA", False, 41.44)


def test_a_zone_of_the_settings_that_nobody_knows_is_told_everywhere(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings('[numbers]\nzone = "FRB"\n')
    measure(ledger, 20.0)
    for words in (["today"], ["today", "--json"], ["range", "--from", TODAY, "--to", TODAY], ["services"]):
        capsys.readouterr()
        assert main(words) == 0
        (line,) = capsys.readouterr().err.splitlines()
        assert "there is no grid zone FRB" in line
    capsys.readouterr()
    assert main(["--lang", "fr", "doctor"]) == 0
    assert "il n’y a pas de zone électrique FRB" in capsys.readouterr().out
    found = run_json(capsys, "doctor")["doctor"]["estimates"]
    assert (found["unknown_zones"], found["grid_zone"], found["grid_zone_guessed"]) == (["FRB"], "WOR", True)


def test_in_french(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings('[numbers]\nzone = "FRA"\nprice_per_kwh = 0.2016\n')
    measure(ledger, 20.0)
    run(capsys, "add", "chatgpt.prompt", "30")
    lines = run(capsys, "--lang", "fr", "today").splitlines()
    assert lines[0] == (
        f"{TODAY}\u00a0: ≈ 30 Wh (23 Wh à 50 Wh) d’énergie pour l’IA, mesurée et estimée ensemble"
    )
    assert lines[1] == "cet ordinateur\u00a0: 20,0 Wh"
    assert "électricité de cet ordinateur\u00a0: 0,00403 EUR" in lines
    assert [line for line in lines if line.startswith("autant que ≈ ")]
    assert not [line for line in lines if "cloud" in line or " of " in line or "energy" in line]


def test_doctor_tells_what_the_estimates_are_made_with(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(capsys, "doctor")
    assert "Estimates: factor set 2026.11" in out
    assert "figure outdated since 2026-06-10: chatgpt.prompt (Sam Altman: The Gentle Singularity)" in out
    assert "World (WOR), 458 g/kWh (guessed" in out
    found = run_json(capsys, "doctor")["doctor"]["estimates"]
    assert found["factor_set"] == "2026.11"
    assert "chatgpt.prompt" in [row["factor"] for row in found["stale_factors"]]
    assert (found["own_factors_error"], found["unknown_zones"]) == (None, [])


def test_doctor_years_later_asks_for_a_look_at_prices_and_equivalents(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = time.strftime
    monkeypatch.setattr(
        time, "strftime", lambda form, *t: "2040-01-01" if form == "%Y-%m-%d" and not t else real(form, *t)
    )
    found = run_json(capsys, "doctor")["doctor"]["estimates"]
    assert found["stale_prices"]
    assert found["equivalents_to_review"]
    out = run(capsys, "--lang", "fr", "doctor")
    assert "prix usuel périmé depuis le" in out
    assert "équivalent à vérifier depuis le" in out


def test_doctor_tells_what_is_wrong_with_own_factors(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings("").with_name("factors.toml")
    path.write_text("schema_version = 1\n[[service]]\n")
    assert f"! your own factors are not used: {path}" in run(capsys, "doctor")
    assert str(path) in run_json(capsys, "doctor")["doctor"]["estimates"]["own_factors_error"]


@pytest.mark.parametrize("words", [["today"], ["add", "chatgpt.prompt", "1"], ["services"], ["undo"]])
def test_an_older_ledger_is_brought_up_to_date_unless_a_recorder_holds_it(
    words: list[str], ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "add", "claude.prompt", "2")
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("PRAGMA user_version = 1")  # its tables are there: migrating changes nothing
    with RecorderLock(ledger):
        for language, part in (("en", "older Wattprint holds the ledger"), ("fr", "tient le registre")):
            line = refused(capsys, "--lang", language, *words, code=1)
            assert part in line
            assert str(ledger) in line
        assert run_json(capsys, "doctor")["doctor"]["ledger"]["problem"] == "held"
        assert "older Wattprint holds the ledger" in run(capsys, "doctor")
    run(capsys, *words)


def test_broken_settings_are_told_in_the_language_asked_for(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings("[numbers]\nzone =\n")
    capsys.readouterr()
    assert main(["--lang", "fr", "today"]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"wattprint: réglages ignorés, les valeurs par défaut s’appliquent\u00a0: {path}")


def test_what_somebody_else_wrote_into_the_ledger_steers_no_terminal(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An activity that this version does not know is told by its id, without a number."""
    with PersonLedger(ledger) as person:
        person.cloud.add(TODAY, "evil.\x1b[2J\u202e<b>\n", 1234.5, 1.0, note="\x1b[31m\n=1+1")
    choose("zone", "\x1b[2J")
    for words in (["today"], ["range", "--from", TODAY, "--to", TODAY]):
        capsys.readouterr()
        assert main(words) == 0
        out, err = capsys.readouterr()
        assert "evil.\ufffd[2J\ufffd<b>\ufffd: 1,234.5, not estimated" in out
        assert len(err.splitlines()) == 1
        assert not [char for char in out + err if char != "\n" and unicodedata.category(char) in ("Cc", "Cf")]
    (day,) = json.loads(json_of(capsys))["days"]
    assert day["cloud"][0]["activity"] == "evil.\x1b[2J\u202e<b>\n"


def json_of(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["today", "--json"]) == 0
    return capsys.readouterr().out
