"""What the person chose, read from a TOML file. A missing file means the defaults; a wrong one says where."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wattprint.domain.workload import DEFAULT_GAP_S, GAP_RANGE_S, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LANGUAGES = ("en", "fr")

#: Power traces are kept for a year; sessions and totals for ever.
DEFAULT_TRACES_KEPT_DAYS = 365


class SettingsError(Exception):
    """The settings file cannot be used. path: the file. what: one line that names the place and the fault."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path
        self.what = what


@dataclass(frozen=True, slots=True)
class Settings:
    """language: "en", "fr" or None (follow the system). gap_s: seconds of quiet that end a session, by kind.

    all_users: watch other people's processes too (containers run as root, say).
    traces_kept_days: how long sessions keep their power trace.
    """

    language: str | None = None
    gap_s: Mapping[Kind, float] = field(default_factory=lambda: DEFAULT_GAP_S)
    all_users: bool = False
    traces_kept_days: int = DEFAULT_TRACES_KEPT_DAYS


def load_settings(path: Path) -> Settings:
    """Read the settings file; raises SettingsError with the line or key at fault."""
    try:
        with path.open("rb") as file:
            raw = tomllib.load(file)
    except FileNotFoundError:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise SettingsError(path, "not UTF-8 text") from error
    except OSError as error:
        raise SettingsError(path, error.strerror or str(error)) from error
    general, measuring = _table(raw, "general", path), _table(raw, "measuring", path)
    language = general.get("language")
    if language is not None and language not in LANGUAGES:
        raise SettingsError(path, f'general.language must be one of {", ".join(LANGUAGES)}, not "{language}"')
    all_users = measuring.get("all_users", False)
    if not isinstance(all_users, bool):
        raise SettingsError(path, "measuring.all_users must be true or false")
    return Settings(
        language,
        _gaps(_table(measuring, "gap_s", path), path),
        all_users,
        int(
            _number(
                measuring.get("traces_kept_days", DEFAULT_TRACES_KEPT_DAYS),
                "traces_kept_days",
                (0, 36500),
                path,
            )
        ),
    )


def _gaps(raw: Mapping[str, Any], path: Path) -> Mapping[Kind, float]:
    gaps = dict(DEFAULT_GAP_S)
    for name, seconds in raw.items():
        if name not in set(Kind):
            raise SettingsError(path, f'measuring.gap_s: no kind "{name}"; there are {", ".join(Kind)}')
        gaps[Kind(name)] = _number(seconds, f"gap_s.{name}", GAP_RANGE_S, path)
    return gaps


def _number(value: object, name: str, within: tuple[float, float], path: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not within[0] <= value <= within[1]:
        raise SettingsError(path, f"measuring.{name} must be a number from {within[0]:g} to {within[1]:g}")
    return float(value)


def _table(raw: Mapping[str, Any], name: str, path: Path) -> Mapping[str, Any]:
    table = raw.get(name, {})
    if not isinstance(table, dict):
        raise SettingsError(path, f"{name} must be a table")
    return table
