"""Text by the columns it takes on a terminal, not by its characters."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns that a text without control characters takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    if width(text) <= columns:
        return text
    taken, kept = 1, []  # the ellipsis takes one
    for character in text:
        taken += _columns(character)
        if taken > columns:
            break
        kept.append(character)
    return "".join(kept) + "…"


def pad(text: str, columns: int) -> str:
    """The text with blanks up to so many columns."""
    return text + " " * max(0, columns - width(text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
