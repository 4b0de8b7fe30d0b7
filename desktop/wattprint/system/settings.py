"""What the person chose, read from a TOML file. A missing file means the defaults; a wrong one says where."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wattprint.domain.workload import DEFAULT_GAP_S, GAP_RANGE_S, Kind
from wattprint.reference.hand_written import parse_by_hand, read_by_hand

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LANGUAGES = ("en", "fr")

#: Of windows, and of the tray's icon (a light one is for dark panels). Without a choice: automatic.
TONES = ("light", "dark")

#: Power traces are kept for a year; sessions and totals for ever.
DEFAULT_TRACES_KEPT_DAYS = 365
TRACES_KEPT_DAYS_RANGE = (0, 36500)

#: So much of a wrong value is enough to find it.
LONGEST_SHOWN = 40


#: Per kWh, in whatever currency: the weakest ones count in the thousands.
PRICE_RANGE = (0.0, 1e6)

#: ISO 3166 alpha-3 (or WOR and EEE, see the grid table), ISO 4217.
CODES = {"zone": 3, "currency": 3}

#: What local numbers hold, and whose water is counted.
NUMBER_CHOICES = {"boundary": ("device", "wall"), "water_scope": ("on_site", "total")}


class SettingsError(Exception):
    """The settings file cannot be used. path: the file. what: the key, its value and what may stand there.

    Hardly any words, so that it reads in every language: `general.language = "de" (en | fr)`. Only what is
    wrong with the TOML itself is said by the parser in its own words, with line and column.
    """

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path
        self.what = what


@dataclass(frozen=True, slots=True)
class Settings:
    """language: "en", "fr" or None (follow the system). gap_s: seconds of quiet that end a session, by kind.

    all_users: watch other people's processes too (containers run as root, say).
    traces_kept_days: how long sessions keep their power trace.
    left_out: keys of the devices that are not to be measured. Their time is recorded as nothing at all,
        neither measured nor unmeasured: as before they were there.
    equivalents: the set of everyday quantities; None: the one for where the electricity comes from.
    appearance, tray_icon: one of TONES, or None (automatic).
    tell_when_stopped: a desktop notification when measuring has stopped working.
    tell_yesterday: one a day with what the day before came to.
    numbers: what holds where the ledger has no dated choice: zone, price_per_kwh, currency, boundary,
        water_scope; as text, empty without any.
    unknown: dotted keys in the file that mean nothing here: misspelt, or a newer Wattprint's. They are told,
        and the rest of the file holds.
    """

    language: str | None = None
    gap_s: Mapping[Kind, float] = field(default_factory=lambda: DEFAULT_GAP_S)
    all_users: bool = False
    traces_kept_days: int = DEFAULT_TRACES_KEPT_DAYS
    numbers: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    tell_when_stopped: bool = True
    tell_yesterday: bool = False
    left_out: frozenset[str] = frozenset()
    equivalents: str | None = None
    appearance: str | None = None
    tray_icon: str | None = None


def load_settings(path: Path) -> Settings:
    """Read the settings file; raises SettingsError with the line or key at fault."""
    try:
        raw = parse_by_hand(read_by_hand(path).decode())
    except FileNotFoundError:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(path, "not UTF-8 text") from error
    except OSError as error:
        raise SettingsError(path, error.strerror or str(error)) from error
    general, measuring = _table(raw, "general", path), _table(raw, "measuring", path)
    gaps = _table(measuring, "gap_s", path, "measuring.gap_s")
    numbers = _table(raw, "numbers", path)
    notifications = _table(raw, "notifications", path)
    kept_days = measuring.get("traces_kept_days", DEFAULT_TRACES_KEPT_DAYS)
    return Settings(
        _one_of(general, "language", LANGUAGES, path),
        {**DEFAULT_GAP_S, **{Kind(kind): _gap(kind, gaps[kind], path) for kind in Kind if kind in gaps}},
        _flag(measuring, "measuring", "all_users", path, usual=False),
        int(_number(kept_days, "measuring.traces_kept_days", TRACES_KEPT_DAYS_RANGE, path)),
        _numbers(numbers, path),
        (
            *_unknown(raw, "", ("general", "measuring", "notifications", "numbers")),
            *_unknown(notifications, "notifications.", ("measuring_stopped", "yesterday")),
            *_unknown(
                numbers, "numbers.", ("zone", "price_per_kwh", "currency", "equivalents", *NUMBER_CHOICES)
            ),
            *_unknown(general, "general.", ("language", "appearance", "tray_icon")),
            *_unknown(measuring, "measuring.", ("all_users", "gap_s", "left_out", "traces_kept_days")),
            *_unknown(gaps, "measuring.gap_s.", tuple(Kind)),
        ),
        tell_when_stopped=_flag(notifications, "notifications", "measuring_stopped", path, usual=True),
        tell_yesterday=_flag(notifications, "notifications", "yesterday", path, usual=False),
        left_out=_keys(measuring.get("left_out", []), "measuring.left_out", path),
        equivalents=_name(numbers.get("equivalents"), "numbers.equivalents", path),
        appearance=_one_of(general, "appearance", TONES, path),
        tray_icon=_one_of(general, "tray_icon", TONES, path),
    )


def _numbers(table: Mapping[str, Any], path: Path) -> Mapping[str, str]:
    found = {}
    if "price_per_kwh" in table:
        price = _number(table["price_per_kwh"], "numbers.price_per_kwh", PRICE_RANGE, path)
        found["price_per_kwh"] = repr(price)
    for name, length in CODES.items():
        if name in table:
            code = table[name]
            if not (isinstance(code, str) and len(code) == length and code.isascii() and code.isalpha()):
                raise SettingsError(
                    path, f"numbers.{name} = {_shown(code)} ({'A' * length} … {'Z' * length})"
                )
            found[name] = code.upper()
    for name, choices in NUMBER_CHOICES.items():
        if name in table:
            if table[name] not in choices:
                raise SettingsError(path, f"numbers.{name} = {_shown(table[name])} ({' | '.join(choices)})")
            found[name] = table[name]
    return found


def _one_of(general: Mapping[str, Any], name: str, choices: tuple[str, ...], path: Path) -> str | None:
    value = general.get(name)
    if value is not None and value not in choices:
        raise SettingsError(path, f"general.{name} = {_shown(value)} ({' | '.join(choices)})")
    return value


def _flag(table: Mapping[str, Any], where: str, name: str, path: Path, *, usual: bool) -> bool:
    value = table.get(name, usual)
    if not isinstance(value, bool):
        raise SettingsError(path, f"{where}.{name} = {_shown(value)} (true | false)")
    return value


def _keys(value: object, key: str, path: Path) -> frozenset[str]:
    if not (isinstance(value, list) and all(isinstance(one, str) and one for one in value)):
        raise SettingsError(path, f'{key} = {_shown(value)} (["…", …])')
    return frozenset(value)


def _name(value: object, key: str, path: Path) -> str | None:
    """A short word; which words mean something is not known here: the data may have more of them later."""
    if value is not None and not (isinstance(value, str) and value.isidentifier() and value.isascii()):
        raise SettingsError(path, f"{key} = {_shown(value)} (a … z)")
    return value


def _gap(kind: str, seconds: object, path: Path) -> float:
    return _number(seconds, f"measuring.gap_s.{kind}", GAP_RANGE_S, path)


def _number(value: object, key: str, within: tuple[float, float], path: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not within[0] <= value <= within[1]:
        raise SettingsError(path, f"{key} = {_shown(value)} ({within[0]:g} … {within[1]:g})")
    return float(value)


def _table(raw: Mapping[str, Any], name: str, path: Path, key: str | None = None) -> Mapping[str, Any]:
    table = raw.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(path, f"{key or name} = {_shown(table)} ([{key or name}])")
    return table


def _unknown(table: Mapping[str, Any], before: str, known: tuple[str, ...]) -> list[str]:
    return [before + name for name in table if name not in known]


def _shown(value: object) -> str:
    """A value as the file has it, or nearly so, and not all of a long one."""
    try:
        text = (
            str(value).lower()
            if isinstance(value, bool)
            else f'"{value}"'
            if isinstance(value, str)
            else str(value)
        )
    except ValueError:  # a number of too many digits, written as 0xff…
        return "…"
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
