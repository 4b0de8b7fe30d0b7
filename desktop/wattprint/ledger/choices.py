"""What the person said, dated: zone, price, boundary. Moving house does not rewrite last year."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from wattprint.ledger.errors import known_errors

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

#: A choice made without a day holds for all the past, too.
EVER = "0001-01-01"


class ChoiceHistory:
    """Every choice with the days from which it held, as the ledger has it now."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._days: dict[str, list[str]] = {}
        self._values: dict[str, list[str]] = {}
        with known_errors(path):
            for name, day, value in connection.execute(
                "SELECT name, from_day, value FROM choice ORDER BY name, from_day"
            ):
                self._days.setdefault(name, []).append(day)
                self._values.setdefault(name, []).append(value)

    def value(self, name: str, local_day: str) -> str | None:
        """What held on a day (ISO); None where nothing was chosen by then."""
        position = bisect_right(self._days.get(name, []), local_day)
        return self._values[name][position - 1] if position else None

    def days(self) -> list[str]:
        """Every day (ISO) from which something chosen holds, in order."""
        return sorted({day for days in self._days.values() for day in days})

    def history(self, name: str) -> list[tuple[str, str]]:
        """(from day, value), oldest first."""
        return list(zip(self._days.get(name, []), self._values.get(name, []), strict=True))


def choose(connection: sqlite3.Connection, path: Path, name: str, value: str, from_day: str = EVER) -> None:
    """Keep a choice from a day on; one already made for that very day is replaced."""
    with known_errors(path):
        connection.execute(
            "INSERT INTO choice VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, from_day, value),
        )


def forget_choice(connection: sqlite3.Connection, path: Path, name: str, from_day: str) -> None:
    """Take a choice back."""
    with known_errors(path):
        connection.execute("DELETE FROM choice WHERE name = ? AND from_day = ?", (name, from_day))
