from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.unit.reference.broken import damaged, loads_or_is_refused, refused
from wattprint.recorder.diagnosis import examine
from wattprint.reference.files import resource_path
from wattprint.reference.method import MethodError, load_method
from wattprint.reference.texts import LANGUAGES

SHIPPED = load_method(resource_path("data", "method.toml"))

SMALL = """schema = 1
[[section]]
id = "one"
title_en = "T"
title_fr = "Titre"

[[section.paragraph]]
text_en = "P"
text_fr = "Paragraphe"
point = true
"""


def _text(section_id: str, language: str) -> str:
    section = next(section for section in SHIPPED if section.id == section_id)
    return " ".join(paragraph.text[language] for paragraph in section.paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_on_a_page_and_tells_what_has_to_be_told(language: str) -> None:
    sections = [section.id for section in SHIPPED]
    assert sections == [
        *(
            "measured",
            "parts",
            "whose",
            "estimated",
            "bands",
            "boundaries",
            "beyond",
            "not-counted",
            "untested",
        )
    ]
    words = sum(len(_text(section, language).split()) for section in sections)
    assert 400 < words < 1000
    assert "≈" in _text("measured", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_meter_that_was_never_tried_is_named(language: str) -> None:
    words = {"nvml": "NVIDIA", "amdgpu": "AMD", "cpu": "RAPL"}
    untested = {report.name for report in examine() if not report.tested_on_hardware}
    assert untested == set(words), "tell of it in method.toml, or no longer"
    assert all(word in _text("untested", language) for word in words.values())


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("schema = 1", "schema = 2", "schema"),
        ('text_fr = "Paragraphe"\n', "", "text_fr"),
        ("point = true", "point = 1", "point"),
        ("point = true", "dot = true", "dot"),
        ('title_en = "T"', 'title_en = " "', "title_en"),
    ],
)
def test_a_breach_is_told_with_its_section(tmp_path: Path, old: str, new: str, what: str) -> None:
    error = refused(tmp_path, load_method, SMALL, MethodError, old, new)
    assert what in error.what
    assert error.entry == ("" if what == "schema" else "one")


def test_an_id_stands_once(tmp_path: Path) -> None:
    refused(tmp_path, load_method, SMALL, MethodError, "schema = 1", SMALL)


@given(content=damaged(SMALL))
def test_whatever_it_holds_it_loads_or_is_refused(content: bytes) -> None:
    loads_or_is_refused(load_method, content, MethodError)
