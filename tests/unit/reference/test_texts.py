"""The terminal's texts: complete in both languages, and none that the program could ask for is missing."""

from __future__ import annotations

import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from wattprint.domain.attribution import State
from wattprint.domain.readings import Quality
from wattprint.domain.slices import Fault
from wattprint.domain.workload import Kind
from wattprint.ledger.errors import BY_CODE
from wattprint.reference.files import resource_path
from wattprint.reference.texts import LANGUAGES, Texts

PACKAGE = Path(__file__).parents[3] / "desktop" / "wattprint"


def catalogue() -> dict[str, dict[str, Any]]:
    with resource_path("i18n", "terminal.toml").open("rb") as file:
        found = tomllib.load(file)
    found.pop("schema_version")
    return found


ENTRIES = [
    (f"{section}.{name}", text) for section, names in catalogue().items() for name, text in names.items()
]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("key", "entry"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_both_languages_say_the_same(key: str, entry: dict[str, str]) -> None:
    assert set(entry) == set(LANGUAGES)
    assert placeholders(entry["en"]) == placeholders(entry["fr"])
    assert all(text.strip() for text in entry.values())


def test_every_code_has_its_text() -> None:
    texts = Texts("fr")
    wanted = [f"ledger.{code}" for code in (*BY_CODE, "error", "set-aside", "no-room")]
    wanted += [f"quality.{quality.value}" for quality in Quality]
    wanted += [f"kind.{kind.value}" for kind in Kind]
    wanted += [f"fault.{fault.value}" for fault in Fault]
    wanted += [f"state.{state.value}" for state in State] + ["state.asleep", "state.unmeasured", "state.part"]
    assert [key for key in wanted if not texts.has(key)] == []


def test_every_key_in_the_source_exists() -> None:
    """Keys that are put together while running are those of the test above."""
    call = re.compile(r"""[\b_]?texts\(\s*f?"([a-z]+\.[a-z-]+)(?=")""")
    sources = [path.read_text() for path in PACKAGE.rglob("*.py")]
    asked = {key for text in sources for key in call.findall(text)}
    assert len(asked) > 20
    texts = Texts("en")
    assert sorted(key for key in asked if not texts.has(key)) == []


def test_every_problem_of_a_meter_is_explained() -> None:
    """A problem without a text of its own would be shown as its bare code."""
    made = re.compile(r"""Problem\(\s*"([a-z-]+)\"""")
    codes = {code for path in PACKAGE.rglob("*.py") for code in made.findall(path.read_text())}
    assert len(codes) > 5
    texts = Texts("en")
    assert sorted(code for code in codes if not texts.has(f"problem.{code}")) == []
