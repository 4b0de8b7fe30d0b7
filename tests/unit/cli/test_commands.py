"""The commands on real ledgers: bad ones, hostile names in them, both languages, options anywhere."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.unit.ledger.forked import result_of
from tests.unit.ledger.making import CPU, DEVICES, GPU, book_active, book_rest
from wattprint import __version__
from wattprint.cli.main import main
from wattprint.cli.numbers import Numbers
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.slices import Fault
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.reference.factors import load_factors
from wattprint.reference.files import resource_path
from wattprint.reference.prices import Prices
from wattprint.reference.texts import Texts
from wattprint.reference.tolerances import Tolerances

CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen2.5-0.5b")
UNKNOWN = Workload("program:python3/mystery.py", "mystery.py", None, Kind.OTHER, pending=True)
HOSTILE = Workload(
    "evil",
    "\x1b[31m\x1b]0;owned\x07E\u202evil\n\rapp\x00",
    None,
    Kind.CHAT,
    "M\u2028o\u200bdel\x9b2J" + "x" * 180,
)


@pytest.fixture(autouse=True)
def today(noon: str) -> str:
    """What is written and what is asked for is of one day."""
    return noon


@pytest.fixture
def ledger(empty_ledger: Path) -> Path:
    """An empty ledger at the place where the commands look."""
    path = Path(os.environ["WATTPRINT_LEDGER"])
    path.parent.mkdir()
    path.write_bytes(empty_ledger.read_bytes())
    return path


def fill(path: Path, workload: Workload = CHAT, *, quality: Quality = Quality.COUNTER) -> None:
    """A session of 7.2 kJ and 100 s today, standby, what is nobody's, and an unknown program."""
    writer = MeasurementLedger(path)
    bookings, today = Bookings(), time.strftime("%Y-%m-%d")
    start_s = time.time() - 200
    session = Session(workload, start_s, start_s, today)
    book_active(bookings, session, 7200.0, 100.0, day=today, quality=quality)
    book_rest(bookings, State.STANDBY, 3600.0, 60.0, workload=workload, day=today, quality=quality)
    book_rest(bookings, State.IDLE, 1800.0, 180.0, day=today, quality=quality)
    session.open = False
    pending = Session(UNKNOWN, start_s, start_s, today, open=False)
    book_active(bookings, pending, 3600.0, 10.0, device=CPU, day=today, quality=Quality.MODELLED)
    if quality is not Quality.MODELLED:
        bookings.baselines[GPU.key] = Baseline(10.0, asleep=False)
    times = bookings.day(today)
    times.active_s, times.recorded_s, times.unmeasured_s, times.paused_s = 100.0, 3700.0, 30.0, 60.0
    for how, seconds in (("measured", 3000.0), ("asleep", 600.0), ("unmeasured", 30.0), ("paused", 60.0)):
        bookings.book_coverage(today, GPU.key, how, seconds)
    for fault in Fault:
        bookings.book_fault(today, GPU.key, fault)
    writer.write(bookings, DEVICES, start_s, today, 12.5)
    writer.close()


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> tuple[str, str]:
    capsys.readouterr()
    assert main(list(words)) == code
    return capsys.readouterr()


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    out, err = run(capsys, *words, "--json")
    assert err == ""
    return json.loads(out)


# -- what is shown ---


def test_today(ledger: Path, capsys: pytest.CaptureFixture[str], today: str) -> None:
    fill(ledger)
    out, err = run(capsys, "today")
    assert err == ""
    tolerance = Tolerances.load(resource_path("data", "tolerances.toml")).band
    numbers, wh = Numbers(Texts("en")), (7200 + 3600 - 600) / 3600
    low, high = (
        numbers.energy(wh * factor) for factor in tolerance("nvidia", Quality.COUNTER, DeviceKind.GPU)
    )
    # 2 Wh of the session; of the 1 Wh of standby 600 J are the baseline's.
    assert out.splitlines() == [
        f"{today}: 2.83 Wh of local AI energy",
        f"  band {low} to {high}; measured (energy counter); GPU and CPU only",
        "  of which idle 0.278 Wh, standby 0.833 Wh, modelled 0 Wh",
        "  besides: 0.667 Wh of these devices' energy is no AI app's",
        "  sessions: 1, active 1 min 40 s; watched 1 h 01 min",
        "  partly watched: 30 s with an unmeasured device",
        "  paused for 1 min 00 s",
        "  Ollama: 2.83 Wh, of which standby 0.833 Wh",
        "  unknown program mystery.py: ≈ 1.0 Wh, not counted",
        "CO2e: ≈ 1.3 g (1.2 g to 1.4 g), location-based",
        (
            "  this computer: World (WOR), 458 g/kWh (guessed: your country is unknown; choose yours as zone"
            f" under [numbers] in {os.environ['WATTPRINT_CONFIG']})"
        ),
        "water: 0 mL; on site only (cooling of data centres)",
        "as much as ≈ 9.4 web searches without AI (Google's figure of 2009) (8.5 to 10)",
        "  or ≈ 7.7 metres in a mid-size petrol car, making of the car included; French figures",
        "  or ≈ 12 seconds of an 850 W microwave oven",
    ]


def test_what_is_modelled_looks_modelled_everywhere(
    ledger: Path, capsys: pytest.CaptureFixture[str], today: str
) -> None:
    fill(ledger, quality=Quality.MODELLED)
    out, _ = run(capsys, "today")
    lines = out.splitlines()
    assert lines[0] == f"{today}: ≈ 3.0 Wh of local AI energy"
    assert lines[1].count("≈") == 2
    assert "modelled ≈ 3.0 Wh" in lines[2]
    assert "≈" in lines[3]
    assert [line for line in lines if "Ollama: ≈ 3.0 Wh" in line]
    out, _ = run(capsys, "sessions")
    assert "≈ 2.0 Wh" in out.splitlines()[1]


def test_json_of_today_and_sessions(ledger: Path, capsys: pytest.CaptureFixture[str], today: str) -> None:
    fill(ledger)
    (day,) = run_json(capsys, "today")["days"]
    assert day["local_wh"]["central"] == pytest.approx((7200 + 3600 - 600) / 3600, rel=1e-12)
    assert [app["app"] for app in day["apps"]] == ["ollama"]
    assert day["pending"] == [{"program": "mystery.py", "energy_wh": 1.0}]
    (session,) = run_json(capsys, "sessions")["sessions"]
    assert (session["energy_wh"], session["model"], session["devices"]) == (
        2.0,
        "qwen2.5-0.5b",
        ["GeForce Test"],
    )
    assert run_json(capsys, "sessions", "--from", "2001-01-01", "--to", "2001-12-31")["sessions"] == []
    assert run_json(capsys, "sessions", "--from", today, "--to", today)["sessions"] == [session]


def test_json_where_nothing_was_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    (day,) = run_json(capsys, "today")["days"]
    assert (day["recorded"], day["local_wh"], day["active_s"], day["session_count"]) == (
        False,
        None,
        None,
        None,
    )
    assert run_json(capsys, "sessions")["sessions"] == []
    assert run_json(capsys, "doctor")["doctor"]["ledger"]["problem"] == "missing"


def harmless(text: str) -> bool:
    """Nothing in it but what is printed and the ends of our own lines."""
    return all(
        char == "\n" or not unicodedata.category(char).startswith("C") for char in text.replace("\ufffd", "?")
    )


def test_hostile_names_steer_no_terminal(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(ledger, HOSTILE)
    lines = {}
    for command in ("today", "sessions", "doctor"):
        out, _ = run(capsys, command)
        assert harmless(out)
        lines[command] = out.splitlines()
    assert len(lines["today"]) == 15
    assert len(lines["sessions"]) == 2
    assert max(map(len, lines["sessions"])) < 180
    (session,) = run_json(capsys, "sessions")["sessions"]
    assert session["model"].endswith("x" * 180)
    assert "\x1b" not in session["app_name"]


def test_a_ledger_written_by_somebody_else_steers_no_terminal_either(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was not cleaned on its way in, is cleaned on its way out."""
    fill(ledger)
    with closing(sqlite3.connect(ledger)) as connection:
        for table in ("app", "model", "device", "program"):
            connection.execute(f"UPDATE {table} SET name = ?", ("\x1b[2J\u202e<b>\n",))
        connection.commit()
    for command in ("today", "sessions", "doctor"):
        out, _ = run(capsys, command)
        assert harmless(out)
        assert "\ufffd[2J\ufffd<b>\ufffd" in out


ENGLISH = (
    "today",
    "energy",
    "besides",
    "sessions:",
    "standby",
    "recorder",
    "measured",
    "baseline",
    "of which",
)


@pytest.mark.parametrize("command", ["today", "sessions", "doctor"])
def test_french_all_through(
    command: str, ledger: Path, capsys: pytest.CaptureFixture[str], today: str
) -> None:
    fill(ledger)
    out, _ = run(capsys, "--lang", "fr", command)
    shown = out.replace("Ollama", "").replace("mystery.py", "").replace("sessions\u00a0:", "")
    # Sources keep the titles they have; as time goes by more and more of them are told as outdated.
    prices = Prices.load(resource_path("data", "prices.toml")).prices
    sources = [factor.source for factor in load_factors().stale(today)] + [price.source for price in prices]
    for source in sources:
        shown = shown.replace(source.title, "")
    assert not [word for word in ENGLISH if word in shown.lower().split() or f" {word} " in shown.lower()]
    assert "\ufffd" not in out
    if command == "today":
        assert f"{today}\u00a0: 2,83 Wh d’énergie pour l’IA locale" in out


# -- ledgers that are not as they should be ---


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def damage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xa5" * 8000)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("spoil", "code", "words"),
    [
        (lambda path: set_version(path, 99), "too-new", ("newer", "plus récent")),
        (damage, "damaged", ("damaged", "endommagé")),
    ],
)
def test_a_ledger_that_cannot_be_read_is_one_line(
    language: str,
    spoil: Any,
    code: str,
    words: tuple[str, str],
    ledger: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(ledger)
    before = ledger.read_bytes()
    for command in ("today", "sessions"):
        out, err = run(capsys, "--lang", language, command, code=1)
        (line,) = err.splitlines()
        assert (out, line.startswith("wattprint: "), str(ledger) in line) == ("", True, True)
        assert words[language == "fr"] in line
        assert run(capsys, command, "--json", code=1)[0] == ""
    assert run_json(capsys, "doctor")["doctor"]["ledger"]["problem"] == code
    out, _ = run(capsys, "--lang", language, "doctor")
    assert words[language == "fr"] in out
    assert ledger.read_bytes() == before


def test_an_older_ledger_waits_for_the_recorder(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wattprint.ledger.connection.SCHEMA_VERSION", 7)
    _, err = run(capsys, "today", code=1)
    assert "wattprint record" in err
    out, _ = run(capsys, "doctor")
    assert "older Wattprint" in out


def test_a_ledger_held_by_another_program(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wattprint.ledger.connection.BUSY_TIMEOUT_MS", 20)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        _, err = run(capsys, "today", code=1)
        assert "held by another program" in err
        out, _ = run(capsys, "doctor")
        assert "held by another program" in out
        assert "No recorder is running" in out


def test_recording_where_nothing_may_be_written_is_one_line() -> None:
    # Imported while that is still allowed: a child without rights may not even read the checkout.
    import wattprint.cli.record  # noqa: F401

    def attempt() -> str:
        import io
        from contextlib import redirect_stderr, redirect_stdout

        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["--ledger", "/usr/none-of-ours/ledger.sqlite3", "record", "--duration", "1"])
        return json.dumps([code, out.getvalue(), err.getvalue()])

    code, out, err = json.loads(result_of(attempt, without_rights=True))
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert "/usr/none-of-ours" in err


# -- settings ---


def settings(text: str) -> Path:
    path = Path(os.environ["WATTPRINT_CONFIG"])
    path.parent.mkdir()
    path.write_text(text)
    return path


def test_the_language_of_the_settings_and_of_the_option(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings('[general]\nlanguage = "fr"')
    assert "non enregistré" in run(capsys, "today")[0]
    assert "not recorded" in run(capsys, "today", "--lang", "en")[0]


def test_broken_settings_are_told_with_file_and_line_and_stop_nothing(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings("[general]\nlanguage =\n")
    fill(ledger)
    out, err = run(capsys, "today")
    assert "2.83 Wh" in out
    (line,) = err.splitlines()
    assert str(path) in line
    assert "line 2" in line
    out, err = run(capsys, "doctor")
    assert err == ""
    assert str(path) in out
    (problem,) = run_json(capsys, "doctor")["doctor"]["settings"]["problems"]
    assert (problem["code"], "line 2" in problem["text"]) == ("settings", True)


def test_a_misspelt_setting_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    settings('[general]\nlangauge = "fr"')
    assert "general.langauge" in run(capsys, "doctor")[0]


# -- options and places ---


def test_options_before_and_after_the_command(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(ledger)
    other = tmp_path / "other.sqlite3"
    for words in (
        ["--ledger", str(other), "--lang", "fr", "sessions"],
        ["sessions", "--ledger", str(other), "--lang", "fr"],
        ["--lang", "en", "--ledger", str(ledger), "sessions", "--lang", "fr", "--ledger", str(other)],
        ["--lang", "fr", "sessions", f"--ledger={other}"],
    ):
        assert run(capsys, *words)[0].startswith("Aucune session")
    assert "Ollama" in run(capsys, "sessions")[0]
    assert "Ollama" in run(capsys, "sessions", "--config", str(tmp_path / "none"))[0]


def test_an_empty_variable_is_unset(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATTPRINT_LEDGER", "")
    monkeypatch.setenv("WATTPRINT_CONFIG", "")
    found = run_json(capsys, "doctor")["doctor"]
    assert found["ledger"]["path"] == str(home / "data" / "wattprint" / "ledger.sqlite3")
    assert found["settings"]["path"] == str(home / "config" / "wattprint" / "config.toml")


def wattprint(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "wattprint", *words],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def test_as_a_module() -> None:
    done = wattprint("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"wattprint {__version__}\n".encode(), b"")
    assert wattprint("recrod").stderr.startswith(b"wattprint: ")


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
)
def test_where_the_terminal_knows_ascii_only(ledger: Path, environment: dict[str, str]) -> None:
    fill(ledger, HOSTILE, quality=Quality.MODELLED)
    for command in ("today", "sessions", "doctor"):
        done = wattprint("--lang", "fr", command, **environment)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.isascii()
    assert b"~ 3,0 Wh d'energie" in wattprint("--lang", "fr", "today", **environment).stdout
    assert json.loads(wattprint("sessions", "--json", **environment).stdout)


@pytest.mark.parametrize("command", ["today", "sessions", "doctor"])
def test_a_reader_that_goes_away_early_is_no_failure(command: str, ledger: Path) -> None:
    fill(ledger)
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "wattprint", command], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
