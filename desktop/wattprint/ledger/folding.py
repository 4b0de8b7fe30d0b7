"""Names as they are compared: whatever the case, the accents, the apostrophe."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """A text without case, accents and other marks; ligatures and wide letters are what they stand for.

    Both apostrophes are the one that keyboards have.
    """
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if not unicodedata.combining(char)).casefold().replace("’", "'")
