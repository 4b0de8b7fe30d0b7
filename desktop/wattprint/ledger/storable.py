"""Names as the ledger can keep them, whatever a process called itself."""

from __future__ import annotations

import unicodedata

#: Names are cut to 200 characters where they come in; a program's key holds two of them.
MAX_TEXT = 500

#: Control characters steer terminals and end C strings; a lone surrogate (a byte that is no UTF-8) has no
#: encoding at all: one such name would make every following write fail.
_REPLACED = frozenset({"Cc", "Cs"})


def storable(text: str) -> str:
    """The text with U+FFFD for what cannot be kept, at most 500 characters; most names stay as they are."""
    if len(text) <= MAX_TEXT and text.isprintable():
        return text
    cut = text[:MAX_TEXT]
    return "".join("\ufffd" if unicodedata.category(char) in _REPLACED else char for char in cut)


def storable_or_none(text: str | None) -> str | None:
    """Like storable, for what may be unknown."""
    return None if text is None else storable(text)
