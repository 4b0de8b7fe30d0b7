"""A day that stands still, a ledger at the place where commands look, and commands that are run."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from wattprint.cli.main import main
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader

#: A Saturday.
TODAY = "2026-11-21"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> str:
    """What is outdated, recurs or lies ahead depends on the day: it is always this one."""
    real = time.strftime

    def strftime(form: str, *moment: Any) -> str:
        return TODAY if form == "%Y-%m-%d" and not moment else real(form, *moment)

    monkeypatch.setattr(time, "strftime", strftime)
    return TODAY


@pytest.fixture
def ledger(empty_ledger: Path, today: str) -> Path:
    """An empty ledger at the place where the commands look."""
    path = Path(os.environ["WATTPRINT_LEDGER"])
    path.parent.mkdir()
    path.write_bytes(empty_ledger.read_bytes())
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    """Standard output of a command that ends with this code and says nothing on standard error."""
    capsys.readouterr()
    assert main(list(words)) == code
    out, err = capsys.readouterr()
    assert err == ""
    return out


def refused(capsys: pytest.CaptureFixture[str], *words: str, code: int = 2) -> str:
    """The one line on standard error of a command that did nothing."""
    capsys.readouterr()
    try:
        found = main(list(words))
    except SystemExit as stop:  # argparse's own refusals
        found = stop.code if isinstance(stop.code, int) else -1
    out, err = capsys.readouterr()
    assert (found, out) == (code, "")
    (line,) = err.splitlines()
    assert line.startswith("wattprint")
    assert line.isprintable() or "\u202f" in line or "\u00a0" in line
    return line


def run_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(run(capsys, *words, "--json"))


def entries(first: str = "0001-01-01", last: str = TODAY) -> list[tuple[str, str, float, str, str]]:
    """(day, activity, count, origin, note) of all that is counted."""
    with LedgerReader(Path(os.environ["WATTPRINT_LEDGER"])) as reader:
        found = reader.cloud().entries(first, last)
    return [(one.local_day, one.activity, one.count, one.origin.value, one.note) for one in found]


def choose(name: str, value: str, from_day: str = "0001-01-01") -> None:
    with PersonLedger(Path(os.environ["WATTPRINT_LEDGER"])) as person:
        person.choose(name, value, from_day)


def settings(text: str) -> Path:
    path = Path(os.environ["WATTPRINT_CONFIG"])
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path
