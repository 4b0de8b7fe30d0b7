"""What can be counted, in both languages, with band and marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.counting import choose, ledger, run, run_json, settings, today
from tests.unit.reference.test_valuation import OWN, ROW
from wattprint.reference.factors import load_factors

__all__ = ["ledger", "today"]


def test_every_service_and_activity_is_listed(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    factors = load_factors()
    for language in ("en", "fr"):
        out = run(capsys, "--lang", language, "services")
        for service in factors.services:
            assert f"\n{service.name_en}" in out or f"\n{service.name_fr}" in out
        for activity in factors.activities:
            (line,) = [line for line in out.splitlines() if line.split()[:1] == [activity.id]]
            assert (activity.name_fr if language == "fr" else activity.name_en) in line
            unknown = "non estimé" if language == "fr" else "not estimated"
            assert (unknown in line) == (factors.factor(activity.id, today) is None)
            assert ("≈" in line) == (unknown not in line)


def test_json(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    choose("cloud_zone.chatgpt", "FRA")
    run(capsys, "add", "chatgpt.prompt", "20", "--every", "weekdays")
    whole = run_json(capsys, "services")
    assert (whole["schema"], whole["factor_set"]) == (1, "2026.11")
    assert [service["service"] for service in whole["services"]] == [s.id for s in load_factors().services]
    chatgpt = whole["services"][0]
    assert (chatgpt["service"], chatgpt["grid_zone"]) == ("chatgpt", "FRA")
    assert chatgpt["activities"][0] == {
        "activity": "chatgpt.prompt",
        "name_en": "Prompt",
        "name_fr": "Requête",
        "unit": "prompt",
        "estimated": True,
        "per_count": 1,
        "energy_wh": {"low": 0.16, "central": 0.34, "high": 0.96},
        "tier": "vendor",
        "stale": True,
        "grid_zone": "FRA",
        "edited": False,
        "recurring": [{"count": 20.0, "weekdays": 31, "from": "2026-11-21", "to": None}],
    }
    research = next(a for a in chatgpt["activities"] if a["activity"] == "chatgpt.deep_research")
    assert (research["estimated"], research["energy_wh"], research["tier"]) == (False, None, None)


def test_own_services_and_figures_are_marked(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    service = '\n[[service]]\nid = "house"\nname_en = "House"\nname_fr = "Maison"\ngrid_zone = "FRA"\n'
    activity = '\n[[activity]]\nid = "house.prompt"\nunit = "prompt"\nname_en = "Ask"\nname_fr = "Demande"\n'
    text = OWN + service + activity + ROW.format(wh=0.5, day="2026-01-01").replace("chatgpt.", "house.")
    settings("").with_name("factors.toml").write_text(text)
    out = run(capsys, "--lang", "fr", "services")
    assert "\nMaison [votre propre valeur]\u00a0: électricité, France (FRA), 41,4 g/kWh\n" in out
    (line,) = [line for line in out.splitlines() if line.split()[:1] == ["house.prompt"]]
    assert "≈ 0,50 Wh / 1 requête, votre propre valeur" in line
    assert run_json(capsys, "services")["factor_set"].startswith("2026.11+")
