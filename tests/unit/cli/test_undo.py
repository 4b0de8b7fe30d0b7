"""The last add can be taken back, one after the other, and what is taken back is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.unit.cli.counting import TODAY, entries, ledger, refused, run, today
from wattprint.ledger.person import PersonLedger

__all__ = ["ledger", "today"]


def test_the_last_add_is_taken_back_whatever_its_day(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "add", "chatgpt.prompt", "30")
    run(capsys, "add", "claude.prompt", "2", "--day", "2026-01-05", "--note", "an old one")
    out = run(capsys, "undo")
    assert out.splitlines() == [
        "taken back: 2 prompts, Claude, Prompt (claude.prompt) on 2026-01-05",
        "  note: an old one",
    ]
    assert [entry[1] for entry in entries()] == ["chatgpt.prompt"]
    out = run(capsys, "--lang", "fr", "undo")
    assert out == f"annulé\u00a0: 30 requêtes, ChatGPT, Requête (chatgpt.prompt) le {TODAY}\n"
    assert entries() == []
    assert "nothing to take back" in refused(capsys, "undo", code=1)
    assert "rien à annuler" in refused(capsys, "--lang", "fr", "undo", code=1)


def test_without_a_ledger_there_is_nothing_to_take_back_and_none_is_begun(
    today: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "nothing to take back" in refused(capsys, "undo", code=1)
    assert not Path(os.environ["WATTPRINT_LEDGER"]).parent.exists()


def test_an_activity_of_a_newer_version_is_taken_back_by_its_id(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PersonLedger(ledger) as person:
        person.cloud.add(TODAY, "newer.\x1b[31mthing", 3, 1.0)
    assert run(capsys, "undo") == f"taken back: 3, newer.\ufffd[31mthing (newer.\ufffd[31mthing) on {TODAY}\n"
