"""Counts as people write and read them, in their locale."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from PySide6.QtCore import QLocale

from wattprint.domain.cloud import MAX_COUNT
from wattprint.domain.factors import Unit

#: A count is shown as it was typed, up to what a float can hold.
_DIGITS: Final = 15
#: No count needs more signs than this.
_LONGEST: Final = 40
#: So much of what somebody typed is enough to find it again.
_LONGEST_SHOWN: Final = 24

#: What parts thousands, whatever the locale: spaces of every width and apostrophes.
_GAP: Final = re.compile(r"(?<=\d)[  \u00a0\u2009\u202f'’](?=\d{3}(?:\D|$))")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d*)?|[.,]\d+", re.ASCII)
#: A French noun is in the plural from two on, an English one for all but one.
_FRENCH_PLURAL: Final = 2


class Wrong(Enum):
    """Why a text is no count."""

    MISSING = "missing"
    NOT_A_NUMBER = "not a number"
    TOO_LOW = "too low"
    TOO_HIGH = "too high"


def read_count(text: str, locale: QLocale) -> float | Wrong:
    """The count that a person wrote: "12", "1.5", "1,5", "12 000", and "12,000" where that is written so.

    Where the locale parts thousands by a comma or a point, exactly three digits after one are such a
    thousand; in all other places a comma and a point both begin decimals.
    """
    bare = text.strip()
    if not bare:
        return Wrong.MISSING
    if len(bare) > _LONGEST:
        return Wrong.NOT_A_NUMBER
    negative = bare[0] in "-−"
    bare = _GAP.sub("", bare.lstrip("+-−").strip())
    group = locale.groupSeparator()
    if group in (",", ".") and re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+(?:\D\d*)?", bare):
        bare = bare.replace(group, "")
    if not _NUMBER.fullmatch(bare):
        return Wrong.NOT_A_NUMBER
    count = float(bare.replace(",", "."))
    if count == 0 or negative:
        return Wrong.TOO_LOW
    return Wrong.TOO_HIGH if count > MAX_COUNT else count


def count_text(locale: QLocale, count: float) -> str:
    """A count with all its digits, as it can be typed again."""
    decimals = len(f"{count:.{_DIGITS}g}".partition(".")[2]) if "e" not in f"{count:.{_DIGITS}g}" else 0
    return locale.toString(float(count), "f", decimals)


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
