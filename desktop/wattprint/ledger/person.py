"""The person's hand on the ledger: entries, choices, answers. Measurements are the recorder's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from wattprint.ledger.choices import EVER, choose, forget_choice
from wattprint.ledger.cloud import CloudLedger
from wattprint.ledger.connection import open_writer
from wattprint.ledger.programs import Verdict, answer

if TYPE_CHECKING:
    from pathlib import Path


class PersonLedger:
    """An open ledger for what the person says; closes itself as a context manager.

    cloud: entries and recurring ones.
    """

    def __init__(self, path: Path) -> None:
        """Open a ledger of the current schema for writing; raises LedgerError kinds (see ledger.errors)."""
        self.path = path
        self._connection = open_writer(path)
        self.cloud = CloudLedger(self._connection, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def choose(self, name: str, value: str, from_day: str = EVER) -> None:
        """Keep a choice from a day on (names: reference.valuation)."""
        choose(self._connection, self.path, name, value, from_day)

    def forget_choice(self, name: str, from_day: str) -> None:
        """Take a choice back."""
        forget_choice(self._connection, self.path, name, from_day)

    def answer(self, program_key: str, verdict: Verdict, now_wall_s: float) -> bool:
        """Keep the answer to "count it?"; False when there is no such program."""
        return answer(self._connection, self.path, program_key, verdict, now_wall_s)
