"""Opens the person's ledger for whoever is not the recorder, bringing it up to date when nobody holds it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from wattprint.ledger.connection import prepare
from wattprint.ledger.errors import LedgerMissing, LedgerTooOld
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.system.recorder_lock import RecorderLock, recorder_runs

if TYPE_CHECKING:
    from pathlib import Path


def open_for_reading(path: Path) -> LedgerReader:
    """A reader of the ledger, migrated first if that is needed.

    Raises LedgerMissing where there is none, RecorderRunning while a recorder of an older Wattprint holds
    one that would have to be migrated, and the other LedgerErrors.
    """
    try:
        return LedgerReader(path)
    except LedgerTooOld:
        _prepare_alone(path)
        return LedgerReader(path)


def open_for_writing(path: Path) -> PersonLedger:
    """The ledger for what the person says (entries, choices); one that is missing is begun.

    Raises as open_for_reading does, but for LedgerMissing.
    """
    try:
        return PersonLedger(path, partial(recorder_runs, path))
    except (LedgerMissing, LedgerTooOld):
        _prepare_alone(path)
        return PersonLedger(path, partial(recorder_runs, path))


def _prepare_alone(path: Path) -> None:
    """Only the holder of the recorder's lock may make or change a schema."""
    with RecorderLock(path):
        prepare(path)
