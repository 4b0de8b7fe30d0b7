"""The rules for what cites a source, the same for shipped data and for the person's own: dates and links."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final
from urllib.parse import urlsplit

_DATE: Final = re.compile("[0-9]{4}(-[0-9]{2}){0,2}")


def is_date(text: str, *, whole: bool = False) -> bool:
    """Whether this is a year, a month or a day in ISO form; whole: a day only."""
    try:
        dt.date.fromisoformat(text if whole else first_day(text))
    except ValueError:
        return False
    # Python reads more than these forms: "20260609", "2026-W24-2".
    return _DATE.fullmatch(text) is not None


def first_day(date: str) -> str:
    """The first day of a date that may lack its day or its month."""
    return (date + "-01-01")[:10] if len(date) in (4, 7) else date


def is_https(address: str) -> bool:
    """Whether this is an https address, and no other host's in disguise: people follow these links."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    # A name before "@" is a favourite way to make an address look like another's.
    return (
        parts.scheme == "https" and bool(host) and "@" not in parts.netloc and not re.search(r"\s", address)
    )
