"""What every data file must have: source, date, both languages, ordered bands; and how a breach is told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wattprint.domain.band import Band
from wattprint.domain.factors import Source
from wattprint.reference.citing import is_date, is_https
from wattprint.reference.texts import LANGUAGES

#: No figure here is outside these; what is has a slip in it, and would overflow some product or sum.
_SMALLEST, _LARGEST = 1e-9, 1e18


class DataFileError(ValueError):
    """A data file breaks a rule. file: its name. entry: the id or row at fault, "" for the file itself."""

    def __init__(self, file: str, entry: str, what: str) -> None:
        super().__init__(": ".join(part for part in (file, entry, what) if part))
        self.file = file
        self.entry = entry
        self.what = what


class Entry:
    """One table of a data file, read field by field; whatever is wrong with a field raises ValueError."""

    def __init__(self, raw: object) -> None:
        if not isinstance(raw, dict):
            raise ValueError("must be a table")
        self._raw: dict[str, Any] = raw
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def raw(self, name: str) -> Any:
        """A field as it stands; missing ones are an error."""
        if name not in self._raw:
            raise ValueError(f"{name} is missing")
        self._read.add(name)
        return self._raw[name]

    def text(self, name: str) -> str:
        """Text that is not blank, on one line."""
        value = self.raw(name)
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{name} must be text")
        if not value.isprintable():
            raise ValueError(f"{name} must be one line of printable text")
        return value

    def texts(self, name: str) -> dict[str, str]:
        """The text of `name_en`, `name_fr`, ... by language: every language, or an error."""
        return {language: self.text(f"{name}_{language}") for language in LANGUAGES}

    def positive(self, name: str) -> float:
        """A number above 0, within reason."""
        value = self.raw(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{name} must be a number")
        if not _SMALLEST <= value <= _LARGEST:
            raise ValueError(f"{name} must be from {_SMALLEST:g} to {_LARGEST:g}")
        return float(value)

    def band(self) -> Band:
        """`low`, `central`, `high`, each above 0 and in this order; or `value` alone, without any width."""
        if "value" in self:
            return Band.exactly(self.positive("value"))
        low, central, high = (self.positive(name) for name in ("low", "central", "high"))
        if not low <= central <= high:
            raise ValueError(f"low, central, high are not in order: {low:g}, {central:g}, {high:g}")
        return Band(low, central, high)

    def flag(self, name: str) -> bool:
        """True or false; a missing one is false."""
        value = self.raw(name) if name in self else False
        if not isinstance(value, bool):
            raise ValueError(f"{name} must be true or false")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts, at least one."""
        value = self.raw(name)
        if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
            raise ValueError(f"{name} must be a list of texts")
        return tuple(value)

    def source(self) -> Source:
        """`source_title`, `source_url` (https only: people follow these links) and `source_date`."""
        url = self.text("source_url")
        if not is_https(url):
            raise ValueError("source_url must be an https address")
        return Source(self.text("source_title"), url, iso_date(self.text("source_date")))

    def nothing_else(self) -> None:
        """A field nobody asked for is a typing mistake in the name of one that somebody wanted."""
        unknown = sorted(set(self._raw) - self._read)
        if unknown:
            raise ValueError(f"unknown field {', '.join(map(str, unknown))}")


def iso_date(text: str, *, whole: bool = False) -> str:
    """The same text if it is a year, a month or a day in ISO form (whole: a day), else ValueError."""
    if not is_date(text, whole=whole):
        raise ValueError(f"{text!r} is not a date")
    return text


def read_toml(path: Path, error: type[DataFileError]) -> Mapping[str, Any]:
    """The file's tables. Whatever keeps it from being read is the file's error, with its line where known."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except tomllib.TOMLDecodeError as cause:
        raise error(path.name, "", str(cause)) from cause
    except UnicodeDecodeError as cause:
        raise error(path.name, "", "not UTF-8 text") from cause
    except (ValueError, RecursionError) as cause:
        # A number of thousands of digits, or tables within tables without end.
        raise error(path.name, "", str(cause)) from cause
    except OSError as cause:
        raise error(path.name, "", cause.strerror or str(cause)) from cause


def tables(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, object]]:
    """(what to call it in an error, table) of each `[[name]]`; ValueError when there is none."""
    found = data.get(name)
    if not isinstance(found, list) or not found:
        raise ValueError(f"no [[{name}]]")
    for number, raw in enumerate(found, start=1):
        known_as = raw.get("id", raw.get("zone")) if isinstance(raw, dict) else None
        yield (known_as if isinstance(known_as, str) else f"{name} {number}"), raw
