"""The person's hand on the ledger: entries, choices, answers. Measurements are the recorder's alone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from wattprint.ledger.annotations import Annotations
from wattprint.ledger.choices import EVER, choose, forget_choice
from wattprint.ledger.cloud import CloudLedger
from wattprint.ledger.connection import open_writer
from wattprint.ledger.errors import known_errors
from wattprint.ledger.programs import Verdict, answer, never_count
from wattprint.ledger.session_sums import keep_missing_sums
from wattprint.ledger.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class PersonLedger:
    """An open ledger for what the person says; closes itself as a context manager.

    cloud: entries and recurring ones. annotations: what is said about sessions.
    """

    def __init__(self, path: Path, recorder_runs: Callable[[], bool] = lambda: True) -> None:
        """Open a ledger of the current schema for writing; raises LedgerError kinds (see ledger.errors).

        recorder_runs: whether a recorder has this ledger now; who does not know leaves open sessions to it.
        """
        self.path = path
        self._connection = open_writer(path)
        self.cloud = CloudLedger(self._connection, path)
        self.annotations = Annotations(self._connection, path, recorder_runs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside is written as a whole, or not at all. Entries, choices and answers only."""
        with known_errors(self.path), transaction(self._connection):
            yield

    def choose(self, name: str, value: str, from_day: str = EVER) -> None:
        """Keep a choice from a day on (names: reference.valuation)."""
        choose(self._connection, self.path, name, value, from_day)

    def forget_choice(self, name: str, from_day: str) -> None:
        """Take a choice back."""
        forget_choice(self._connection, self.path, name, from_day)

    def answer(self, program_key: str, verdict: Verdict, now_wall_s: float) -> bool:
        """Keep the answer to "count it?"; False when there is no such program."""
        return answer(self._connection, self.path, program_key, verdict, now_wall_s)

    def never_count(self, app_key: str, now_wall_s: float) -> bool:
        """Keep that an app is never counted, nor its past; False when there is no such app."""
        return never_count(self._connection, self.path, app_key, now_wall_s)

    def keep_missing_sums(self) -> bool:
        """Compute some of the sums that sorted lists of sessions need; True while there are more.

        Lists are right without, but slow the first time: for a quiet moment, call by call.
        """
        return keep_missing_sums(self._connection, self.path)
