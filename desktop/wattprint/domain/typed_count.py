"""Numbers as people type them: "12", "1.5", "1,5", "12 000", "12,000"."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from wattprint.domain.cloud import MAX_COUNT

#: No number that can be meant needs more signs than this.
_LONGEST: Final = 40

#: What parts thousands in any language: spaces of every width and apostrophes.
_GAP: Final = re.compile(r"(?<=\d)[  \u00a0\u2009\u202f'’](?=\d{3}(?:\D|$))")
_NUMBER: Final = re.compile(r"(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_MINUS: Final = ("-", "−")


class Wrong(Enum):
    """Why a text is no count."""

    MISSING = "missing"
    NOT_A_NUMBER = "not a number"
    TOO_LOW = "too low"
    TOO_HIGH = "too high"


def read_number(text: str, group: str) -> float | None:
    """The number that a person wrote; None when it is none.

    group: what parts thousands in their language. Where that is a comma or a point, exactly three digits
    after one are such a thousand; in all other places a comma and a point both begin decimals.
    """
    bare = text.strip()
    negative = bare[:1] in _MINUS
    if negative or bare[:1] == "+":
        bare = bare[1:].strip()
    if not bare or len(bare) > _LONGEST:
        return None
    bare = _GAP.sub("", bare)
    if group in (",", ".") and re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+(?:\D\d*)?", bare):
        bare = bare.replace(group, "")
    if not _NUMBER.fullmatch(bare):
        return None
    number = float(bare.replace(",", "."))
    return -number if negative else number


def read_count(text: str, group: str) -> float | Wrong:
    """The count that a person wrote, or why it is none; group as for read_number."""
    if not text.strip():
        return Wrong.MISSING
    count = read_number(text, group)
    if count is None:
        return Wrong.NOT_A_NUMBER
    if count <= 0:
        return Wrong.TOO_LOW
    return Wrong.TOO_HIGH if count > MAX_COUNT else count
