from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.reference.factor_texts import GOOD, changed, write
from wattprint.domain.factors import Factor, Tier
from wattprint.reference import factors_own
from wattprint.reference.factors import FactorSet, load_factors
from wattprint.reference.factors_own import load_with_own

TODAY = "2026-11-21"

#: The example of the module's own docstring: what people will copy must work.
EXAMPLE = "\n".join(
    line.strip()
    for line in (factors_own.__doc__ or "")
    .split("    schema_version", 1)[1]
    .split("A factor of the")[0]
    .splitlines()
)
OWN = "schema_version" + EXAMPLE

SERVICE = """
[[service]]
id = "house-model"
name_en = "Model of my company"
name_fr = "Modèle de mon entreprise"
grid_zone = "FRA"

[[activity]]
id = "house-model.prompt"
unit = "prompt"
name_en = "Prompt"
name_fr = "Requête"
class = "frontier-prompt"
"""


def loaded(folder: Path, text: str) -> FactorSet:
    factors, error = load_with_own(write(folder, text))
    assert error is None, error
    return factors


def refused(folder: Path, text: str) -> str:
    path = write(folder, text)
    factors, error = load_with_own(path)
    assert error is not None
    assert str(error).startswith(str(path))
    assert str(error).isprintable()
    assert factors.name == load_factors().name  # nothing of a wrong file counts
    assert [a.id for a in factors.activities] == [a.id for a in load_factors().activities]
    return str(error)


def chatgpt(factors: FactorSet, day: str) -> Factor:
    factor = factors.factor("chatgpt.prompt", day)
    assert factor is not None
    return factor


def test_without_a_file_the_shipped_set_is_what_counts(tmp_path: Path) -> None:
    factors, error = load_with_own(tmp_path / "no folder" / "factors.toml")
    assert error is None
    assert factors.name == "2026.11"
    assert not any(row.edited for a in factors.activities for row in factors.history(a.id))


def test_the_persons_factor_holds_from_its_day_on(tmp_path: Path) -> None:
    factors = loaded(tmp_path, OWN)
    before, after = chatgpt(factors, "2026-10-31"), chatgpt(factors, "2026-11-01")
    assert (before.central.wh, before.edited) == (0.34, False)
    assert (after.low.wh, after.central.wh, after.high.wh, after.edited) == (0.2, 0.3, 0.5, True)
    assert after.tier is Tier.GUESS
    assert after.source.url == "https://example.org/energy"
    assert [row.edited for row in factors.history("chatgpt.prompt")] == [False, True]
    untouched = factors.factor("gemini.prompt", TODAY)
    assert untouched == load_factors().factor("gemini.prompt", TODAY)


def test_the_same_day_corrects_the_shipped_row(tmp_path: Path) -> None:
    factors = loaded(tmp_path, changed('"2026-11-01"', '"2025-01-01"', OWN))
    assert [row.central.wh for row in factors.history("chatgpt.prompt")] == [0.3]


def test_a_later_shipped_row_does_not_undo_the_persons(tmp_path: Path) -> None:
    later = GOOD + GOOD[GOOD.index("\n[[factor]]") :].replace("2025-01-01", "2027-01-01").replace(
        "0.34", "0.5"
    )
    shipped = write(tmp_path, later, "shipped.toml")
    own = write(tmp_path, changed('"chatgpt.prompt"', '"acme.prompt"', OWN), "own.toml")
    factors, error = load_with_own(own, shipped)
    assert error is None
    assert [row.central.wh for row in factors.history("acme.prompt")] == [0.34, 0.3]


def test_a_class_that_was_edited_marks_all_who_use_it(tmp_path: Path) -> None:
    factors = loaded(tmp_path, changed('activity = "chatgpt.prompt"', 'class = "unlisted-prompt"', OWN))
    for activity_id in ("copilot.prompt", "grok.prompt"):
        factor = factors.factor(activity_id, TODAY)
        assert factor is not None
        assert (factor.edited, factor.central.wh) == (True, 0.3)
    assert not chatgpt(factors, TODAY).edited


def test_services_and_activities_are_added_before_other(tmp_path: Path) -> None:
    factors = loaded(tmp_path, OWN + SERVICE)
    assert [service.id for service in factors.services][-2:] == ["house-model", "other"]
    activity = factors.resolve("house-model.prompt")
    assert (activity.edited, activity.grid_zone, activity.service.edited) == (True, "FRA", True)
    factor = factors.factor("house-model.prompt", TODAY)
    assert factor is not None
    assert (factor.central.wh, factor.edited) == (0.31, False)
    assert not factors.resolve("other.prompt").edited


def test_a_name_and_a_zone_can_be_changed(tmp_path: Path) -> None:
    text = """schema_version = 1
[[service]]
id = "lechat"
name_en = "Le Chat Pro"
name_fr = "Le Chat Pro"
grid_zone = "SWE"
"""
    activity = loaded(tmp_path, text).resolve("lechat.prompt")
    assert (activity.service.name_en, activity.grid_zone, activity.service.edited) == (
        "Le Chat Pro",
        "SWE",
        True,
    )
    assert not activity.edited


def test_what_was_not_estimated_can_get_a_figure(tmp_path: Path) -> None:
    factors = loaded(tmp_path, changed('"chatgpt.prompt"', '"chatgpt.deep_research"', OWN))
    factor = factors.factor("chatgpt.deep_research", TODAY)
    assert factor is not None
    assert factor.edited
    assert not factors.resolve("chatgpt.deep_research").not_estimated
    assert factors.factor("chatgpt.deep_research", "2026-10-31") is None


def test_the_name_of_the_set_tells_the_edits_apart(tmp_path: Path) -> None:
    first = loaded(tmp_path, OWN)
    assert re.fullmatch(r"2026\.11\+[0-9a-f]{6}", first.name)
    assert first.name == f"{first.version}+{first.hash}"
    commented = "# why\n" + OWN.replace("low = 0.2\ncentral = 0.3", "central = 0.30   # mine\nlow = 0.2")
    assert commented.count("\n") > OWN.count("\n")
    assert loaded(tmp_path, commented).hash == first.hash
    assert loaded(tmp_path, changed("low = 0.2", "low = 0.21", OWN)).hash != first.hash
    assert loaded(tmp_path, "schema_version = 1\n# nothing yet\n").name == "2026.11"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("https://", "http://", "source my-provider: url must be an https address"),
        (
            "low = 0.2",
            "low = 0.4",
            "factor of chatgpt.prompt: low 0.4, central 0.3, high 0.5 are not in order",
        ),
        ("central = 0.3", "central = = 0.3", "at line "),
        ('"chatgpt.prompt"', '"chatgpt.prompts"', "there is no activity 'chatgpt.prompts'"),
        ('source = "my-provider"', 'source = "yours"', "there is no source 'yours'"),
        ('activity = "chatgpt.prompt"', 'class = "unheard-of"', "factor of unheard-of: no activity uses it"),
    ],
)
def test_a_wrong_file_is_told_and_left_out(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert message in refused(tmp_path, changed(before, after, OWN))


def test_the_line_of_a_wrong_entry_is_told(tmp_path: Path) -> None:
    line = OWN[: OWN.index("[[factor]]")].count("\n") + 1
    assert f": line {line}: factor of chatgpt.prompt: " in refused(tmp_path, changed("0.2", "nan", OWN))


@pytest.mark.parametrize(
    ("service", "name"), [("ollama", "My box"), ("lm-studio", "x"), ("box", "llama.cpp")]
)
def test_a_local_program_cannot_be_made_a_cloud_service(tmp_path: Path, service: str, name: str) -> None:
    text = SERVICE.replace("house-model", service).replace("Model of my company", name)
    message = refused(tmp_path, "schema_version = 1\n" + text)
    assert f"service {service}: " in message
    assert "runs on this machine, where it is measured, never estimated" in message


def test_counts_in_the_ledger_keep_their_meaning(tmp_path: Path) -> None:
    text = """schema_version = 1
[[activity]]
id = "chatgpt.prompt"
unit = "session"
name_en = "Session"
name_fr = "Session"
"""
    assert "activity chatgpt.prompt: the unit must stay 'prompt'" in refused(tmp_path, text)
    unit = 'schema_version = 1\n[[unit]]\nid = "token"\nper = 10\n' + "".join(
        f'{key} = "token"\n' for key in ("name_en", "name_fr", "plural_en", "plural_fr")
    )
    assert "unit token: Wattprint has a unit of this id" in refused(tmp_path, unit)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    factors, error = load_with_own(tmp_path)
    assert error is not None
    assert "cannot be read" in str(error)
    assert factors.name == "2026.11"


def test_an_impossible_path_is_told(tmp_path: Path) -> None:
    for name in ("a\0b", "n" * 5000):
        factors, error = load_with_own(tmp_path / name)
        assert factors.name == "2026.11"
        assert error is None or str(error).isprintable()
