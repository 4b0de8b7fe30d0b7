"""What a person sees who mistypes, or whose ledger is not what it should be."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from wattprint.cli.main import main


def ledger() -> Path:
    return Path(os.environ["WATTPRINT_LEDGER"])


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["record", "--duration", "soon"], "not a number of seconds: soon"),
        (["record", "--duration", "-3"], "not a number of seconds: -3"),
        (["record", "--duration", "nan"], "not a number of seconds: nan"),
        (["sessions", "--from", "yesterday"], "not a date: yesterday (write YYYY-MM-DD)"),
        (["sessions", "--to", ""], "not a date: "),
        (["--lang", "fr", "sessions", "--to", "2026-02-30"], "2026-02-30 (écrivez AAAA-MM-JJ)"),
        (["sessions", "--from", "2026-11-05", "--to", "2026-11-01"], "--from 2026-11-05 lies after"),
    ],
)
def test_wrong_values_are_one_line_on_stderr(
    words: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert line.startswith("wattprint: ")
    assert part in line


@pytest.mark.parametrize(
    "words", [["recrod"], ["today", "--jsno"], ["--lang", "de", "today"], ["today", "now"]]
)
def test_wrong_words_are_one_line_on_stderr(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)
    out, err = capsys.readouterr()
    assert (stop.value.code, out, len(err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("command", ["today", "sessions", "record"])
def test_what_is_no_ledger_is_left_alone(
    command: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "contacts.sqlite"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE person (name TEXT)")
    connection.commit()
    connection.close()
    before = foreign.read_bytes()
    for path in (foreign, tmp_path):
        assert main(["--lang", language, "--ledger", str(path), command]) == 1
        out, err = capsys.readouterr()
        (line,) = err.splitlines()
        assert (out, str(path) in line, "--ledger" in line) == ("", True, True)
    assert foreign.read_bytes() == before


def test_nothing_yet_is_not_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["today"]) == 0
    assert "not recorded" in capsys.readouterr().out
    assert main(["sessions"]) == 0
    assert capsys.readouterr().out == "No sessions.\n"
    assert main(["--lang", "fr", "sessions", "--from", "2026-11-01"]) == 0
    assert "2026-11-01" in capsys.readouterr().out
    assert not ledger().parent.exists()
