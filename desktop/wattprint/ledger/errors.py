"""What can go wrong with a ledger that is nobody's bug: each with a code that the texts explain."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class LedgerError(Exception):
    """The ledger cannot be used just now.

    code: a key of the texts ("ledger.<code>"), which say what happened and what to do.
    path: the file concerned. detail: a short technical addition.
    """

    code = "error"

    def __init__(self, path: Path | str, detail: str = "") -> None:
        super().__init__(f"{self.code}: {path}: {detail}" if detail else f"{self.code}: {path}")
        self.path = path
        self.detail = detail


class LedgerMissing(LedgerError):
    """There is no file yet: nothing was ever recorded here."""

    code = "missing"


class LedgerTooNew(LedgerError):
    """Written by a newer Wattprint: never touched by this one."""

    code = "too-new"


class LedgerTooOld(LedgerError):
    """Needs a migration, which only the holder of the recorder's lock may do."""

    code = "too-old"


class LedgerDamaged(LedgerError):
    """Not a database, or a broken one."""

    code = "damaged"


class LedgerReadOnly(LedgerError):
    """The file or its folder may not be written."""

    code = "read-only"


class LedgerFull(LedgerError):
    """The disk is full, or refuses to write."""

    code = "full"


class LedgerBusy(LedgerError):
    """Another program held the file for longer than the time-out."""

    code = "busy"


_BY_TEXT: tuple[tuple[str, type[LedgerError]], ...] = (
    ("not a database", LedgerDamaged),
    ("malformed", LedgerDamaged),
    ("readonly", LedgerReadOnly),
    ("unable to open", LedgerReadOnly),
    ("disk is full", LedgerFull),
    ("disk i/o", LedgerFull),
    ("locked", LedgerBusy),
    ("busy", LedgerBusy),
)


@contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's failures of the environment into LedgerErrors; bugs pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error).lower()
        for part, kind in _BY_TEXT:
            if part in text:
                raise kind(path, str(error)) from error
        raise
    except PermissionError as error:
        raise LedgerReadOnly(path, error.strerror or "") from error
    except OSError as error:
        raise LedgerFull(path, error.strerror or str(error)) from error
