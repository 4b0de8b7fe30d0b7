"""The terminal's texts: complete in both languages, and none that the program could ask for is missing."""

from __future__ import annotations

import ast
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
from wattprint.ledger.errors import BY_CODE, CopyDamaged, CopyForeign
from wattprint.reference.files import resource_path
from wattprint.reference.texts import LANGUAGES, Texts, language_of_system, plain

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
    wanted += [f"ledger.{kind.code}" for kind in (CopyDamaged, CopyForeign)]
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


#: If fewer calls than this are found, the test looks at the wrong thing.
CALLS = 40


def test_every_call_fills_every_placeholder() -> None:
    """A missing value would end a command, or the recorder, with a KeyError in the middle of its work."""
    texts = dict(ENTRIES)
    checked = 0
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            keys = [
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value in texts
            ]
            if called not in ("texts", "_texts") or not keys:
                continue
            given = {keyword.arg for keyword in node.keywords}
            for key in keys:
                checked += 1
                assert placeholders(texts[key]["en"]) <= given, f"{path.name}: {key}"
    assert checked > CALLS


@pytest.mark.parametrize(("key", "entry"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_french_is_set_as_french(key: str, entry: dict[str, str]) -> None:
    """A sign of two parts never begins a line: a no-break space before ":", a narrow one before ; ! and ?"""
    french = entry["fr"].replace("{", "").replace("}", "")
    for sign, space in ((":", "\u00a0"), (";", "\u202f"), ("!", "\u202f"), ("?", "\u202f")):
        for found in re.finditer(re.escape(sign), french):
            assert french[: found.start()].endswith(space), key
    assert "..." not in french
    assert "  " not in french.strip()


ENGLISH = re.compile(
    r"\b(the|and|of|is|not|with|no|by|was|are|energy|power|meter|ledger|recorder|unmeasured|learning|asleep"
    r"|standby|measured|device|baseline|band|idle|today|settings|sessions yet)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("key", "entry"), ENTRIES, ids=[key for key, _ in ENTRIES])
def test_no_english_is_left_in_french(key: str, entry: dict[str, str]) -> None:
    words = re.sub(r"`[^`]*`|--[a-z]+|\{[a-z_]+\}", "", entry["fr"])
    assert not ENGLISH.findall(words), key


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr@euro"}, "fr"),
        ({"LANG": "FR_ca"}, "fr"),
        ({"LANG": "frr_DE.UTF-8"}, "en"),  # North Frisian
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": ""}, "fr"),
        ({"LANG": "C", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "POSIX", "LANGUAGE": "fr"}, "en"),
    ],
)
def test_the_language_of_the_system(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_system() == language


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("llama.cpp qwen2.5:7b", "llama.cpp qwen2.5:7b"),
        ("モデル été", "モデル été"),
        ("12\u202f345,6\u00a0Wh", "12\u202f345,6\u00a0Wh"),  # the spaces of French numbers
        ("\x1b[2Jgone", "\ufffd[2Jgone"),
        ("a\nb\rc\td", "a\ufffdb\ufffdc\ufffdd"),
        ("\x9b31m\x00\x7f", "\ufffd31m\ufffd\ufffd"),
        ("abc\u202edef\u2066x\u200b", "abc\ufffddef\ufffdx\ufffd"),  # direction overrides, zero width
        ("a\u2028b\u2029c\u0085", "a\ufffdb\ufffdc\ufffd"),
        ("\udcff\ue000\ufdd0", "\ufffd\ufffd\ufffd"),
        ("{path} %s {0}", "{path} %s {0}"),
    ],
)
def test_names_cannot_steer_a_terminal(text: str, shown: str) -> None:
    assert plain(text) == shown
    assert Texts("en")("record.meter", meter=text, devices="x") == f"{shown}: x"


def test_an_unknown_language_is_english() -> None:
    assert Texts("de")("word.learning") == "learning"
    with pytest.raises(KeyError):
        Texts("en")("word.made-up")
    assert not Texts("en").has("word.made-up")
    assert not Texts("en").has("nothing")
