"""Counts as people write and read them, in their locale."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale

from wattprint.domain import typed_count
from wattprint.domain.factors import Unit
from wattprint.domain.typed_count import Wrong
from wattprint.gui import numbers

__all__ = ["Wrong", "count_text", "counted", "cut", "is_french", "noun", "read_count"]

#: So much of what somebody typed is enough to find it again.
_LONGEST_SHOWN: Final = 24

#: A French noun is in the plural from two on, an English one for all but one.
_FRENCH_PLURAL: Final = 2


def read_count(text: str, locale: QLocale) -> float | Wrong:
    """The count that a person wrote, as it is written where they are."""
    return typed_count.read_count(text, locale.groupSeparator())


def count_text(locale: QLocale, count: float) -> str:
    """A count with all its digits, as it can be typed again."""
    return numbers.count(locale, count)


def noun(locale: QLocale, count: float, unit: Unit) -> str:
    """The unit's name as it follows this count."""
    if is_french(locale):
        return unit.name_fr if count < _FRENCH_PLURAL else unit.plural_fr
    return unit.name_en if count == 1 else unit.plural_en


def counted(locale: QLocale, count: float, unit: Unit) -> str:
    """A count with its noun: "12 prompts"."""
    return f"{count_text(locale, count)} {noun(locale, count, unit)}"


def is_french(locale: QLocale) -> bool:
    """Which of the two names of what comes from data files is shown."""
    return locale.language() is QLocale.Language.French


def cut(text: str) -> str:
    """What somebody typed, short enough to be told back."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
