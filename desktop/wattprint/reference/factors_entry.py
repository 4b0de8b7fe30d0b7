"""One table of a factor file, read value by value: each mistake becomes one FactorError that says where."""

from __future__ import annotations

import datetime as dt
import math
import re
import reprlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar

from wattprint.reference.citing import is_date, is_https

_E = TypeVar("_E", bound=StrEnum)

ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_ACTIVITY_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}\.[a-z0-9][a-z0-9_]{0,39}")
_MAX_TEXT: Final = 200
_MAX_NOTE: Final = 1000
#: Above a megawatt-hour for one unit a number is a slip of the keyboard: no published figure comes near.
MAX_VALUE: Final = 1_000_000.0

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 40


class FactorError(ValueError):
    """A factor file breaks a rule. The message is one line; it names the file and the entry or the line."""

    def __init__(self, message: str) -> None:
        super().__init__("".join(sign if sign.isprintable() else "�" for sign in message))


def shown(value: object) -> str:
    """A value for an error message: short, on one line, whatever it is."""
    try:
        return _SHORT.repr(value)
    except (ValueError, RecursionError):  # an integer of more digits than Python prints
        return f"a {type(value).__name__}"


class Entry:
    """A table whose keys are taken out one by one; what is left at the end is a mistake.

    where: file, line and kind of entry; the id is added once it is known.
    """

    def __init__(self, where: str, table: object) -> None:
        if not isinstance(table, dict):
            raise FactorError(f"{where}: {shown(table)} is no table")
        self.where = where
        self._left: dict[str, Any] = dict(table)

    def error(self, message: str) -> FactorError:
        """The error to raise about this entry."""
        return FactorError(f"{self.where}: {message}")

    def has(self, key: str) -> bool:
        """Whether the key is there and not taken yet."""
        return key in self._left

    def take(self, key: str) -> Any:
        """The value of a key that must be there."""
        if key not in self._left:
            raise self.error(f"{key} is missing")
        return self._left.pop(key)

    def text(self, key: str, *, longest: int = _MAX_TEXT) -> str:
        """A text of one line that says something."""
        value = self.take(key)
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise self.error(f"{key} must be a text of one line, not {shown(value)}")
        if len(value) > longest:
            raise self.error(f"{key} is longer than {longest} characters")
        return value

    def note(self, key: str) -> str:
        """A longer text of one line; empty when it is not there."""
        return self.text(key, longest=_MAX_NOTE) if self.has(key) else ""

    def id(self, key: str = "id") -> str:
        """An id: lower-case letters, digits, "_" and "-". One named "id" names the entry from here on."""
        value = self.take(key)
        if not isinstance(value, str) or not ID.fullmatch(value):
            raise self.error(f"{key} must be lower-case letters, digits, '_' and '-', not {shown(value)}")
        if key == "id":
            self.where += f" {value}"
        return value

    def activity_id(self, key: str) -> str:
        """The id of an activity: "<service>.<kind>"."""
        value = self.take(key)
        if not isinstance(value, str) or not _ACTIVITY_ID.fullmatch(value):
            raise self.error(f'{key} must look like "chatgpt.prompt", not {shown(value)}')
        return value

    def number(self, key: str) -> float:
        """A finite number from 0 to MAX_VALUE."""
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(f"{key} must be a number, not {shown(value)}")
        if not 0 <= value <= MAX_VALUE or math.isnan(value):
            raise self.error(f"{key} must lie between 0 and {MAX_VALUE:,.0f}, not {shown(value)}")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.take(key) if self.has(key) else False
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false, not {shown(value)}")
        return value

    def choice(self, key: str, choices: type[_E]) -> _E:
        """One of the values of an enumeration."""
        value = self.take(key)
        try:
            return choices(value)
        except (ValueError, TypeError):
            known = ", ".join(choice.value for choice in choices)
            raise self.error(f"{key} is {shown(value)}, must be one of: {known}") from None

    def day(self, key: str) -> str:
        """A day, "2026-11-21" with or without quotes."""
        value = self.take(key)
        text = value.isoformat() if type(value) is dt.date else value
        if not isinstance(text, str) or not is_date(text, whole=True):
            raise self.error(f"{key} must be a day such as 2026-11-21, not {shown(value)}")
        return text

    def date(self, key: str) -> str:
        """The date of a publication, as exact as it is known: "2026-06-09", "2026-06" or "2026"."""
        value = self.take(key)
        text = value.isoformat() if type(value) is dt.date else value
        if not isinstance(text, str) or not is_date(text):
            raise self.error(f'{key} must be 2026-06-09, "2026-06" or "2026", not {shown(value)}')
        return text

    def link(self, key: str) -> str:
        """An https address."""
        value = self.text(key, longest=500)
        if not is_https(value):
            raise self.error(f"{key} must be an https address, not {shown(value)}")
        return value

    def is_table(self, key: str) -> bool:
        """Whether the value of a key is a table of its own."""
        return isinstance(self._left.get(key), dict)

    def table(self, key: str) -> Entry:
        """A table inside this one."""
        return Entry(f"{self.where}: {key}", self.take(key))

    def done(self) -> None:
        """Raises when a key is left that nobody asked for: a misspelt key must not be lost in silence."""
        if self._left:
            raise self.error(f"unknown key {shown(min(self._left))}")


def header_lines(text: str, document: Mapping[str, Any]) -> dict[str, list[int]]:
    """The lines of the [[...]] headers of each list of tables.

    Lists whose headers do not match their tables one to one (inline tables, a header inside a text) are left
    out: a wrong line would be worse than none.
    """
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines() knows more ends than TOML
        header = re.match(r"\s*\[\[\s*([A-Za-z0-9_-]+)\s*\]\]\s*(?:#.*)?$", line)
        if header:
            lines.setdefault(header[1], []).append(number)
    return {
        key: found
        for key, found in lines.items()
        if isinstance(document.get(key), list) and len(document[key]) == len(found)
    }
