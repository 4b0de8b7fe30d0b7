"""The recorder's live lines, read as a stranger's: any line may be broken, none may hurt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import isfinite
from typing import Any

from wattprint.gui.line_splitter import LONGEST_LINE
from wattprint.reference.texts import plain

#: The version of the lines that this reader understands.
STREAM_VERSION = 1

#: Names are shown, never interpreted; longer ones help nobody.
LONGEST_NAME = 200

#: More than this many apps or devices in one line are not listed.
MOST_ITEMS = 64


class LineError(ValueError):
    """A line that cannot be used; the text says why, without quoting the line."""


@dataclass(frozen=True, slots=True)
class Name:
    """An app as the recorder names it. pending: an unknown program, outside all totals."""

    app: str
    model: str | None
    pending: bool


@dataclass(frozen=True, slots=True)
class Running:
    """An app at work. power_w: its share in the last interval; None when the line does not say."""

    name: Name
    power_w: float | None


@dataclass(frozen=True, slots=True)
class DeviceSeen:
    """A device as it stands. state: as the recorder spells it. power_w: None when unmeasured or asleep.

    modelled: no sensor stands behind the watts.
    """

    key: str
    name: str
    is_gpu: bool
    state: str
    power_w: float | None = None
    modelled: bool = False


@dataclass(frozen=True, slots=True)
class HelloLine:
    """The recorder has started."""

    pid: int


@dataclass(frozen=True, slots=True)
class SightLine:
    """It has looked. loaded: apps whose engine lives."""

    paused: bool
    running: tuple[Running, ...]
    loaded: tuple[Name, ...]
    devices: tuple[DeviceSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedLine:
    """The ledger has changed."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """Something cannot be measured; code and detail as in the texts ("problem.<code>")."""

    code: str
    device_key: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class SolvedLine:
    """What a problem line told works again."""

    code: str
    device_key: str | None


@dataclass(frozen=True, slots=True)
class TroubleLine:
    """The ledger cannot be written, or was set aside ("ledger.<code>"); detail is a path."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line that means nothing to the tray: the end of a session, a farewell, or a newer recorder's news."""

    kind: str


Line = HelloLine | SightLine | SavedLine | ProblemLine | SolvedLine | TroubleLine | OtherLine


def parse_line(raw: bytes) -> Line:
    """Understand one line without its line end. Raises LineError, and nothing else, for what is none."""
    try:
        # Nesting deeper than Python's stack and numbers longer than its limit are errors of the line, too.
        line = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON: {type(error).__name__}") from error
    if not isinstance(line, dict):
        raise LineError("no JSON object")
    if line.get("v") != STREAM_VERSION:
        raise LineError("another version of the recorder's lines")
    kind = line.get("type")
    match kind:
        case "hello":
            return HelloLine(_whole(line, "pid"))
        case "sight":
            return _sight(line)
        case "saved":
            return SavedLine()
        case "problem":
            return ProblemLine(_text(line, "code"), _device(line), _text(line, "detail"))
        case "solved":
            return SolvedLine(_text(line, "code"), _device(line))
        case "trouble":
            return TroubleLine(_text(line, "code"), _text(line, "detail", longest=LONGEST_LINE))
        case str():
            return OtherLine(plain(kind[:LONGEST_NAME]))
        case _:
            raise LineError("no type")


def _device(line: dict[str, Any]) -> str | None:
    return None if line.get("device") is None else _text(line, "device")


def _sight(line: dict[str, Any]) -> SightLine:
    running = tuple(Running(_name(entry), _watts(entry)) for entry in _objects(line, "active"))
    loaded = tuple(_name(entry) for entry in _objects(line, "loaded"))
    devices = tuple(_seen(entry) for entry in _objects(line, "devices"))
    return SightLine(line.get("paused") is True, running, loaded, devices)


def _seen(entry: dict[str, Any]) -> DeviceSeen:
    key = _text(entry, "key")
    name = entry.get("name")
    return DeviceSeen(
        key,
        _text(entry, "name") if isinstance(name, str) and name else key,
        entry.get("kind") == "gpu",
        _text(entry, "state"),
        _watts(entry),
        entry.get("quality") == "modelled",
    )


def _name(entry: dict[str, Any]) -> Name:
    model = entry.get("model")
    return Name(
        _text(entry, "app_name"),
        None if model is None else _text(entry, "model"),
        entry.get("pending") is True,
    )


def _watts(entry: dict[str, Any]) -> float | None:
    watts = entry.get("power_w")
    if isinstance(watts, bool) or not isinstance(watts, int | float):
        return None
    try:
        return float(watts) if isfinite(watts) and watts >= 0 else None
    except OverflowError:
        return None


def _objects(line: dict[str, Any], key: str) -> list[dict[str, Any]]:
    entries = line.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise LineError(f"{key} is no list of objects")
    return entries[:MOST_ITEMS]


def _text(entry: dict[str, Any], key: str, longest: int = LONGEST_NAME) -> str:
    value = entry.get(key)
    if not isinstance(value, str):
        raise LineError(f"{key} is no text")
    return plain(value[:longest])


def _whole(line: dict[str, Any], key: str) -> int:
    value = line.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise LineError(f"{key} is no whole number")
    return value
