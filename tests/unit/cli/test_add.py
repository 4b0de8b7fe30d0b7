"""Counts that are typed: read in the person's language, refused in one line, told with band and source."""

from __future__ import annotations

import os
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.unit.cli.counting import TODAY, entries, ledger, refused, run, run_json, settings, today
from wattprint.cli.main import main
from wattprint.domain.cloud import MAX_COUNT

__all__ = ["ledger", "today"]

LANGUAGE = ("en", "fr")


def test_what_was_added_is_told_with_band_source_and_the_days_total(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Thirty prompts to ChatGPT, as worked out from published figures: 10.2 Wh (4.8 to 28.8)."""
    out = run(capsys, "add", "chatgpt.prompt", "30", "--note", "for the talk")
    assert out.splitlines() == [
        f"{TODAY}: added 30 prompts, ChatGPT, Prompt (chatgpt.prompt)",
        "  note: for the talk",
        (
            "  ≈ 10 Wh (4.8 Wh to 29 Wh); published by the vendor, figure outdated since 2026-06-10; "
            "Sam Altman: The Gentle Singularity, 2025-06-10"
        ),
        "  https://blog.samaltman.com/the-gentle-singularity",
        f"cloud services on {TODAY}: ≈ 10 Wh (4.8 Wh to 29 Wh)",
    ]
    assert entries() == [(TODAY, "chatgpt.prompt", 30.0, "typed", "for the talk")]
    out = run(capsys, "add", "chatgpt.prompt", "30")
    assert out.splitlines()[-1] == f"cloud services on {TODAY}: ≈ 20 Wh (9.6 Wh to 58 Wh)"


def test_in_french(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "--lang", "fr", "add", "chatgpt.prompt", "1,5", "--day", "2026-11-20")
    lines = out.splitlines()
    assert lines[0] == "2026-11-20\u00a0: ajouté 1,5 requête, ChatGPT, Requête (chatgpt.prompt)"
    assert lines[1].startswith("  ≈ 0,51 Wh (0,24 Wh à 1,4 Wh)\u202f; publié par le fournisseur")
    assert lines[-1] == "services en ligne le 2026-11-20\u00a0: ≈ 0,51 Wh (0,24 Wh à 1,4 Wh)"


def test_a_ledger_is_begun_where_there_is_none(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(os.environ["WATTPRINT_LEDGER"])
    assert not path.parent.exists()
    run(capsys, "add", "claude.prompt", "2")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert entries() == [(TODAY, "claude.prompt", 2.0, "typed", "")]


def test_what_has_no_figure_is_counted_and_has_no_number(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(capsys, "add", "chatgpt.deep_research", "2")
    assert "not estimated" in out.splitlines()[1]
    assert out.splitlines()[-1] == f"cloud services on {TODAY}: not estimated"
    assert "Wh" not in out
    out = run(capsys, "add", "chatgpt.prompt", "10", "--day", "2024-12-31")
    assert "no figure holds for this day" in out
    assert "Wh" not in out
    run(capsys, "add", "chatgpt.prompt", "30")
    assert (
        run(capsys, "add", "chatgpt.deep_research", "1")
        .splitlines()[-1]
        .endswith("at least ≈ 10 Wh (4.8 Wh to 29 Wh)")
    )


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        (["chatgpt.promt", "3"], "did you mean chatgpt.prompt", "vouliez-vous dire chatgpt.prompt"),
        (
            ["qzxwvk", "3"],
            "there is no activity 'qzxwvk' (`wattprint services`",
            "il n’y a pas d’activité 'qzxwvk'",
        ),
        (["ollama.prompt", "3"], "Ollama runs on this computer", "Ollama tourne sur cet ordinateur"),
        (["lm studio", "3"], "LM Studio runs on this computer", "LM Studio tourne sur cet ordinateur"),
        (["chatgpt.prompt", "many"], "not a count: 'many'", "ce n’est pas un nombre\u00a0: 'many'"),
        (["chatgpt.prompt", "nan"], "not a count: 'nan'", "ce n’est pas un nombre"),
        (["chatgpt.prompt", ""], "not a count: ''", "ce n’est pas un nombre"),
        (["chatgpt.prompt", "0"], "must be more than 0, not '0'", "supérieur à 0"),
        (["chatgpt.prompt", "-5"], "must be more than 0, not '-5'", "supérieur à 0"),
        (["chatgpt.prompt", "1e12"], "cannot be meant: '1e12'", "ce doit être une erreur\u00a0: '1e12'"),
        (["chatgpt.prompt", "1e9999"], "cannot be meant", "ce doit être une erreur"),
        (["chatgpt.prompt"], "how many? `wattprint add chatgpt.prompt COUNT`", "combien\u202f?"),
        (["chatgpt.prompt", "3", "--day", "2026-11-22"], "lies after today", "après aujourd’hui"),
        (["chatgpt.prompt", "3", "--day", "1999-12-31"], "lies before 2000-01-01", "avant le 2000-01-01"),
        (["chatgpt.prompt", "3", "--day", "2026-02-30"], "not a date: 2026-02-30", "ce n’est pas une date"),
        (["chatgpt.prompt", "3", "--note", "x" * 501], "longer than 500", "dépasse 500"),
        (["chatgpt.prompt", "3", "--every", "t"], "not 't'", "non 't'"),
        (["chatgpt.prompt", "3", "--every", "mon,,tue"], "not 'mon,,tue'", "non 'mon,,tue'"),
        (["chatgpt.prompt", "3", "--every", "none"], "takes no count", "sans nombre"),
        (["chatgpt.prompt", "3", "--every", "daily", "--instead"], "without --every", "sans --every"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_adds_nothing(
    words: list[str], english: str, french: str, ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert english in refused(capsys, "--lang", "en", "add", *words)
    assert french in refused(capsys, "--lang", "fr", "add", *words)
    assert entries() == []


def test_a_refusal_begins_no_ledger(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, "add", "chatgpt.prompt", "0")
    assert not Path(os.environ["WATTPRINT_LEDGER"]).parent.exists()


def harmless(text: str) -> bool:
    return all(char == "\n" or not unicodedata.category(char).startswith("C") for char in text)


words = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["chatgpt.prompt", "CHATGPT.PROMPT ", "12", "1,5", "-1", "1e12", "nan", "=1+1", "--", "-x"]
    ),
    st.dates().map(str),
)


def test_two_dashes_are_a_value_like_any_other(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "'--'" in refused(capsys, "add", "--every=--", "chatgpt.prompt", "3")
    assert main(["add", "--note=--", "chatgpt.prompt", "3"]) == 0


@given(
    st.sampled_from(LANGUAGE),
    st.one_of(st.just("chatgpt.prompt"), st.just("other.image"), words),
    st.one_of(st.just("3"), words),
    st.one_of(st.none(), st.dates().map(str), words),
    st.one_of(st.none(), st.text(max_size=520), st.sampled_from(["=1+1", '"\n,;', "\x1b[31m\u202e\x00"])),
    st.one_of(st.none(), st.sampled_from(["daily", "weekdays", "mon,thu", "LUN", "none"]), words),
)
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_it_is_added_or_refused_in_one_line(
    ledger: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
    activity: str,
    count: str,
    day: str | None,
    note: str | None,
    every: str | None,
) -> None:
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("DELETE FROM cloud_entry")
        connection.execute("DELETE FROM recurring")
        connection.commit()
    capsys.readouterr()
    options = [("--day", day), ("--note", note), ("--every", every)]
    given_options = [f"{name}={value}" for name, value in options if value is not None]
    try:
        code = main(["--lang", language, "add", *given_options, "--", activity, count])
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else -1
    out, err = capsys.readouterr()
    with closing(sqlite3.connect(ledger)) as connection:
        rows = connection.execute(
            "SELECT count FROM cloud_entry UNION ALL SELECT count FROM recurring"
        ).fetchall()
    if code == 0:
        assert err == ""
        assert harmless(out)
        assert len(rows) == 1
        assert 0 < rows[0][0] <= MAX_COUNT
    else:
        assert (code, out, rows) == (2, "", [])
        assert harmless(err)
        assert len(err.splitlines()) == 1


def test_hostile_notes_and_names_steer_no_terminal(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = "\x1b[31mred\x1b]0;owned\x07\u202e\n=cmd|' /C calc'!A0\x9b2J"
    out = run(capsys, "add", "chatgpt.prompt", "1", "--note", note)
    assert harmless(out)
    assert len(out.splitlines()) == 5
    out = run(capsys, "undo")
    assert harmless(out)
    line = refused(capsys, "add", "\x1b[2J\u202eevil\n.prompt", "1")
    assert harmless(line)


# -- recurring ---


def test_a_count_recurs_visibly(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "add", "chatgpt.prompt", "20", "--every", "weekdays", "--day", "2026-11-16")
    assert out.splitlines()[:2] == [
        "20 prompts, ChatGPT, Prompt (chatgpt.prompt), recurring from Monday to Friday from 2026-11-16 on",
        "  `wattprint add chatgpt.prompt --every none` ends it; `undo` leaves it alone",
    ]
    days = [f"2026-11-{day}" for day in range(16, 21)]  # Monday to Friday; today is Saturday
    assert entries() == [(day, "chatgpt.prompt", 20.0, "recurring", "") for day in days]
    out = run(capsys, "range", "--from", "2026-11-01", "--to", "2026-11-30")
    assert "ChatGPT, Prompt: 100 prompts, ≈ 34 Wh (16 Wh to 96 Wh), recurring" in out
    whole = run_json(capsys, "range", "--from", "2026-11-01", "--to", "2026-11-30")
    found = [(day["date"], entry["origin"]) for day in whole["days"] for entry in day["cloud"]]
    assert found == [(day, "recurring") for day in days]
    assert "recurring: 20 prompts from Monday to Friday, from 2026-11-16 on" in run(capsys, "services")
    assert "nothing to take back" in refused(capsys, "undo", code=1)
    assert len(entries()) == 5


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("daily", ["16", "17", "18", "19", "20", "21"]),
        ("mon,wed", ["16", "18"]),
        ("Lundi, mer", ["16", "18"]),
        ("saturday", ["21"]),
    ],
)
def test_on_which_days(every: str, days: list[str], ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", "chatgpt.prompt", "2", "--every", every, "--day", "2026-11-16")
    assert [entry[0][-2:] for entry in entries()] == days


def test_it_ends_and_its_past_stays(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", "chatgpt.prompt", "2", "--every", "daily", "--day", "2026-11-16")
    run(capsys, "add", "claude.prompt", "2", "--every", "daily", "--day", "2026-11-16")
    out = run(capsys, "add", "chatgpt.prompt", "--every", "none", "--day", "2026-11-18")
    assert "2 prompts every day no longer recurs from 2026-11-18 on" in out
    found = [entry[0][-2:] for entry in entries() if entry[1] == "chatgpt.prompt"]
    assert found == ["16", "17"]
    assert "nothing of chatgpt.prompt recurs" in refused(capsys, "add", "chatgpt.prompt", "--every", "none")
    assert sum(entry[1] == "claude.prompt" for entry in entries()) == 6


def test_the_same_again_takes_the_place_of_what_falls_on_its_days(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "add", "chatgpt.prompt", "20", "--every", "weekdays", "--day", "2026-11-16")
    out = run(capsys, "add", "chatgpt.prompt", "5", "--every", "sat,sun", "--day", "2026-11-16")
    assert "recurring every Saturday and Sunday from 2026-11-16 on" in out
    assert "in place of" not in out
    out = run(capsys, "add", "chatgpt.prompt", "30", "--every", "weekdays", "--day", "2026-11-19")
    assert "in place of 20 prompts from Monday to Friday, which ends with 2026-11-18" in out
    assert [(entry[0][-2:], entry[2]) for entry in entries()] == [
        ("16", 20.0),
        ("17", 20.0),
        ("18", 20.0),
        ("19", 30.0),
        ("20", 30.0),
        ("21", 5.0),
    ]


def test_one_day_of_it_can_be_another_count_or_none(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "add", "chatgpt.prompt", "20", "--every", "weekdays", "--day", "2026-11-16")
    out = run(capsys, "add", "chatgpt.prompt", "35", "--instead", "--day", "2026-11-17")
    assert out.startswith(
        "2026-11-17: 35 prompts, ChatGPT, Prompt (chatgpt.prompt), instead of the usual 20 prompts"
    )
    out = run(capsys, "add", "chatgpt.prompt", "0", "--instead", "--day", "2026-11-18")
    assert "the usual 20 prompts not counted on this day" in out
    assert [(entry[0][-2:], entry[2]) for entry in entries()] == [
        ("16", 20.0),
        ("17", 35.0),
        ("19", 20.0),
        ("20", 20.0),
    ]
    line = refused(capsys, "add", "chatgpt.prompt", "3", "--instead")  # today is a Saturday
    assert "nothing of chatgpt.prompt recurs on 2026-11-21" in line


# -- what cannot be used is told, and stops nothing ---


def test_a_zone_that_nobody_knows_is_told(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings('[numbers]\nzone = "FRZ"\n')
    capsys.readouterr()
    assert main(["add", "chatgpt.prompt", "1"]) == 0
    out, err = capsys.readouterr()
    assert "added 1 prompt," in out
    (line,) = err.splitlines()
    assert "there is no grid zone FRZ" in line


def test_broken_own_factors_are_told(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = settings("").with_name("factors.toml")
    path.write_text("schema_version = 1\n[[factor]]\nactivity = \n")
    capsys.readouterr()
    assert main(["add", "chatgpt.prompt", "1"]) == 0
    _, err = capsys.readouterr()
    (line,) = err.splitlines()
    assert str(path) in line
    assert "line 3" in line
