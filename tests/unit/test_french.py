"""The French on screen: one word for one thing, no line that begins with a colon, apostrophes of print."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import wattprint
from wattprint.reference.files import resource_path
from wattprint.system.autostart_xdg import entry_text

#: What the grid table takes its names from.
ZONES = Path(__file__).parents[2] / "packaging" / "data" / "zones.csv"

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


#: An apostrophe as keyboards have it, in a word, before a mnemonic, or before what is put in for a name.
TYPED_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[\w&{«])")

#: The same in a French word of a text in any language; "Google's" has none.
FRENCH_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|aujourd)'(?=[^\W\d_]{2})", re.IGNORECASE)


def strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """(key, text) of every text in what a file holds."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str):
        yield key, value


def data_texts(value: object) -> Iterator[tuple[str, str]]:
    """(key, text) of what the data files hold in a person's language: keys that end in _en or _fr."""
    return ((key, text) for key, text in strings(value) if key.endswith(("_en", "_fr")))


@pytest.mark.parametrize("path", sorted(resource_path("data").glob("*.toml")), ids=lambda path: path.stem)
def test_data_speak_as_the_windows_do(path: Path) -> None:
    told = list(data_texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert [one for one in told if "CO2e" in one[1]] == []
    french = [one for one in told if one[0].endswith("_fr")]
    assert [one for one in french if "recouvr" in one[1]] == []
    assert [one for one in french if re.search(r"\bcloud\b", one[1])] == []


@pytest.mark.parametrize("word", ELSEWHERE)
def test_one_word_for_one_thing(word: str) -> None:
    found = [told for told in translations() if re.search(word, told[1].replace("&", ""))]
    assert found == [], f"elsewhere it is {ELSEWHERE[word]!r}"


def test_no_line_can_begin_with_what_ends_a_word() -> None:
    found = [told for told in translations() if re.search(r" (?:[:;?!»]|%(?!n))|« ", told[1])]
    assert found == [], "a no-break space belongs there"


def test_windows_have_the_apostrophe_of_print() -> None:
    assert [told for told in translations() if TYPED_APOSTROPHE.search(told[1])] == []


def test_the_terminal_has_it_too() -> None:
    told = tomllib.loads(resource_path("i18n", "terminal.toml").read_text(encoding="utf-8"))
    french = [one for one in strings(told) if one[0] == "fr"]
    assert any("’" in text for _, text in french)
    assert [one for one in french if TYPED_APOSTROPHE.search(one[1])] == []


@pytest.mark.parametrize("path", sorted(resource_path("data").glob("*.toml")), ids=lambda path: path.stem)
def test_data_have_it_too(path: Path) -> None:
    told = list(strings(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert [one for one in told if one[0].endswith("_fr") and TYPED_APOSTROPHE.search(one[1])] == []
    # Titles of French sources are told in both languages.
    assert [one for one in told if FRENCH_ELISION.search(one[1])] == []


@pytest.mark.parametrize("path", [resource_path("data", "grid.csv"), ZONES], ids=["grid", "zones"])
def test_zones_have_it_too(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        names = [row["name_fr"] for row in csv.DictReader(file)]
    assert "Côte d’Ivoire" in names
    assert [name for name in names if TYPED_APOSTROPHE.search(name)] == []


def test_what_the_code_itself_says_in_french_has_it_too() -> None:
    found = []
    for path in sorted(Path(wattprint.__file__).parent.rglob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [(path.name, line) for line in lines if FRENCH_ELISION.search(line)]
    assert found == []
    assert "l’IA" in entry_text(["wattprint"])
