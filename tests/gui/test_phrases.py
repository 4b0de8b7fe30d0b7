"""What windows say, where a line may end in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from wattprint.domain.band import Band
from wattprint.domain.equivalents import Equivalent
from wattprint.gui.day import Likeness
from wattprint.gui.phrases import Phrases
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.texts import Texts


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "≈\u00a07,2 secondes de micro-ondes (850\u00a0W)"),
        ("en", "≈\u00a07.2 seconds of an 850\u00a0W microwave oven"),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(language: str, told: str) -> None:
    everyday = Equivalents.load(resource_path("data", "equivalents.toml"))["microwave_second"]
    locale = QLocale("fr_FR" if language == "fr" else "en_US")
    like = Phrases(locale, Texts(language)).like(
        Likeness(everyday, Equivalent(everyday.step, Band.exactly(7.2)))
    )
    assert like == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fr", "≈\u00a01,5 kilomètre en voiture essence moyenne"),
        ("en", "≈\u00a01.5 kilometres in a mid-size petrol car"),
    ],
)
def test_a_way_is_told_as_a_way(language: str, told: str) -> None:
    everyday = Equivalents.load(resource_path("data", "equivalents.toml"))["petrol_100_m"]
    locale = QLocale("fr_FR" if language == "fr" else "en_US")
    like = Phrases(locale, Texts(language)).like(
        Likeness(everyday, Equivalent(everyday.step, Band.exactly(15)))
    )
    assert like == told
