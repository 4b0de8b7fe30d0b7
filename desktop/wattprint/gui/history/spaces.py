"""French puts a space before ";:!?»" and after "«": no line may begin or end there."""

from __future__ import annotations

import re

_BEFORE = re.compile(r" (?=[;:!?»%])")
_AFTER = re.compile(r"« ")


def unbroken(text: str, language: str) -> str:
    """A text of a data file as it is shown; other languages are left as they are."""
    if language != "fr":
        return text
    return _AFTER.sub("«\u00a0", _BEFORE.sub("\u00a0", text))
