"""The French of the windows: one word for one thing, and no line that begins with a colon."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from wattprint.reference.files import resource_path

#: What is said otherwise everywhere else, and how.
ELSEWHERE = {
    r"\bcloud\b": "en ligne",
    r"\brecouvr": "se recoupent",
    r"\bCO2e\b": "CO₂e",
    r"\bRechercher\b": "Chercher",
    r"\b[Cc]onversation": "discussion",
}


def translations() -> Iterator[tuple[str, str]]:
    """(context, French) of each message; plurals one by one."""
    tree = ET.parse(resource_path("i18n", "wattprint_fr.ts"))
    for context in tree.iter("context"):
        name = context.findtext("name") or ""
        for translation in context.iter("translation"):
            for text in translation.itertext():
                if text.strip():
                    yield name, text.strip()


def data_texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """(key, text) of what the data files hold in a person's language: keys that end in _en or _fr."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from data_texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from data_texts(inner, key)
    elif isinstance(value, str) and key.endswith(("_en", "_fr")):
        yield key, value


@pytest.mark.parametrize("path", sorted(resource_path("data").glob("*.toml")), ids=lambda path: path.stem)
def test_data_speak_as_the_windows_do(path: Path) -> None:
    told = list(data_texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert [one for one in told if "CO2e" in one[1]] == []
    french = [one for one in told if one[0].endswith("_fr")]
    assert [one for one in french if "’" in one[1] or "recouvr" in one[1]] == []
    assert [one for one in french if re.search(r"\bcloud\b", one[1])] == []


@pytest.mark.parametrize("word", ELSEWHERE)
def test_one_word_for_one_thing(word: str) -> None:
    found = [told for told in translations() if re.search(word, told[1].replace("&", ""))]
    assert found == [], f"elsewhere it is {ELSEWHERE[word]!r}"


def test_no_line_can_begin_with_what_ends_a_word() -> None:
    found = [told for told in translations() if re.search(r" (?:[:;?!»]|%(?!n))|« ", told[1])]
    assert found == [], "a no-break space belongs there"


def test_one_kind_of_apostrophe() -> None:
    assert [told for told in translations() if "’" in told[1]] == []
