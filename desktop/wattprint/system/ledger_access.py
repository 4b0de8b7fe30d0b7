"""Opens the person's ledger for whoever is not the recorder, bringing it up to date when nobody holds it."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from wattprint.ledger.connection import prepare
from wattprint.ledger.errors import LedgerMissing, LedgerTooOld
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.system.recorder_lock import RecorderLock, RecorderRunning, recorder_runs

if TYPE_CHECKING:
    from pathlib import Path

#: A recorder that has just started makes the ledger within a second; a machine under load gets its time.
MAKING_TRIES = 60
MAKING_RETRY_S = 0.1


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

    One that a recorder is just beginning is waited for: for threads that may wait some seconds. Raises as
    open_for_reading does, but for LedgerMissing.
    """
    for _ in range(MAKING_TRIES):
        try:
            return PersonLedger(path, partial(recorder_runs, path))
        except LedgerMissing:
            try:
                _prepare_alone(path)
            except RecorderRunning:
                time.sleep(MAKING_RETRY_S)
        except LedgerTooOld:
            _prepare_alone(path)
    _prepare_alone(path)
    return PersonLedger(path, partial(recorder_runs, path))


def _prepare_alone(path: Path) -> None:
    """Only the holder of the recorder's lock may make or change a schema."""
    with RecorderLock(path):
        prepare(path)
