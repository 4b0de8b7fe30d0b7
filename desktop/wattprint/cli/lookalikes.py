"""Output where the encoding lacks a character: one that looks like it, so that signs keep their meaning."""

from __future__ import annotations

import codecs
import unicodedata

#: The name under which streams find the replacement.
ERRORS = "wattprint-lookalikes"

_LOOKALIKES = {"≈": "~", "·": "|", "×": "x", "’": "'", "–": "-", "−": "-", "∞": "inf", "\ufffd": "?"}


def register() -> None:
    """Make the replacement known to Python's codecs."""
    codecs.register_error(ERRORS, _replace)


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_lookalike(character) for character in text), error.end


def _lookalike(character: str) -> str:
    """ASCII in any case: "e" for "é", a blank for a narrow one, "?" for what looks like nothing else."""
    known = _LOOKALIKES.get(character)
    return known or unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"
