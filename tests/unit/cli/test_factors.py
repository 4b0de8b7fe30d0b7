"""What a count stands for: every factor with its band, tier, source, date and marks."""

from __future__ import annotations

import re

import pytest

from tests.unit.cli.counting import run, run_json, settings, today
from tests.unit.reference.test_valuation import OWN, ROW
from wattprint.reference.factors import load_factors

__all__ = ["today"]

#: Every number of the JSON says its unit, or is a count or a part of a band that does.
UNITS = re.compile(r".*_(wh|g|ml|count)$|^(wh|low|central|high)$")


def test_every_figure_names_its_source_and_date(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    factors = load_factors()
    for language in ("en", "fr"):
        lines = run(capsys, "--lang", language, "factors").splitlines()
        colon = "\u00a0:" if language == "fr" else ":"
        for activity in factors.activities:
            (number,) = [n for n, line in enumerate(lines) if line.startswith(f"{activity.id}{colon} ")]
            factor = factors.factor(activity.id, today)
            if factor is None:
                assert lines[number].endswith("non estimé" if language == "fr" else "not estimated")
                continue
            assert "≈ " in lines[number]
            assert lines[number].endswith(f"{factor.source.title}, {factor.source.date}")
            assert lines[number + 1] == f"  {factor.source.url}"
            outdated = "périmée" if language == "fr" else "outdated"
            assert (outdated in lines[number]) == (factor.stale_after < today)


def test_json(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = run_json(capsys, "factors")
    assert (whole["schema"], whole["factor_set"]) == (1, "2026.11")
    rows = {row["activity"]: row for row in whole["factors"]}
    assert set(rows) == {activity.id for activity in load_factors().activities}
    assert len({tuple(sorted(row)) for row in rows.values()}) == 1
    gemini = rows["gemini.prompt"]
    assert gemini["energy_wh"]["central"] == 0.24
    assert (gemini["published_co2e_g"], gemini["co2e_basis"]) == (0.03, "market-based")
    assert (gemini["published_water_ml"], gemini["water_scope"]) == (0.26, "on-site")
    assert gemini["central"]["source_url"] == "https://arxiv.org/abs/2508.15734"
    assert (gemini["boundary"], gemini["stale"], gemini["in_force"]) == ("facility", True, True)
    research = rows["chatgpt.deep_research"]
    assert (research["energy_wh"], research["tier"], research["in_force"]) == (None, None, False)
    for row in rows.values():
        for name, value in row.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                assert UNITS.fullmatch(name)


def test_what_evolved_and_what_was_edited(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = OWN + ROW.format(wh=0.5, day="2025-06-01") + ROW.format(wh=0.1, day="2026-01-01")
    settings("").with_name("factors.toml").write_text(text)
    found = [row for row in run_json(capsys, "factors")["factors"] if row["activity"] == "chatgpt.prompt"]
    assert [
        (row["applies_from"], row["energy_wh"]["central"], row["edited"], row["in_force"]) for row in found
    ] == [
        ("2025-01-01", 0.34, False, False),
        ("2025-06-01", 0.5, True, False),
        ("2026-01-01", 0.1, True, True),
    ]
    out = run(capsys, "factors")
    assert (
        "chatgpt.prompt: ≈ 0.10 Wh per 1 prompt; guess, your own figure; Statement of my provider, 2026-01"
        in out
    )
