"""How numbers are written, whoever puts them into a sentence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from wattprint.gui.numbers import count, grouped, money


@pytest.mark.parametrize(
    ("locale", "text", "number", "told"),
    [
        ("fr_FR", "67231 saisies", 67231, "67\u202f231 saisies"),
        ("en_GB", "67231 entries of 67231", 67231, "67,231 entries of 67231"),
        ("fr_FR", "999 jours", 999, "999 jours"),
        # Digits of another number are left alone, and so is a sentence that spells it out.
        ("en_GB", "12345, then 1234 days", 1234, "12345, then 1,234 days"),
        ("fr_FR", "votre dernière session", 1, "votre dernière session"),
    ],
)
def test_a_plural_has_its_number_as_the_locale_writes_it(
    locale: str, text: str, number: int, told: str
) -> None:
    assert grouped(QLocale(locale), text, number) == told


@pytest.mark.parametrize("value", [0.00005, 1e-7, 5e-10, 1e-300])
def test_what_is_small_is_not_written_as_0(value: float) -> None:
    english = QLocale("en_GB")
    assert float(count(english, value)) == value
    assert "5" in money(english, 0.00005, "EUR", as_typed=True)
