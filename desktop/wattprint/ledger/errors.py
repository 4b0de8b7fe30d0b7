"""What can go wrong with a ledger that is nobody's bug: each with a code that the texts explain."""

from __future__ import annotations

import errno
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
    """There is no file yet, or an empty one: nothing was ever recorded here."""

    code = "missing"


class LedgerTooNew(LedgerError):
    """Written by a newer Wattprint: never touched by this one."""

    code = "too-new"


class LedgerTooOld(LedgerError):
    """Needs a migration, which only the holder of the recorder's lock may do."""

    code = "too-old"


class LedgerForeign(LedgerError):
    """A folder, or another program's database: never touched, never set aside."""

    code = "foreign"


class LedgerDamaged(LedgerError):
    """Not a database, or a broken one."""

    code = "damaged"


class CopyForeign(LedgerForeign):
    """What was to be restored is no ledger of ours; nothing was changed."""

    code = "copy-foreign"


class CopyDamaged(LedgerDamaged):
    """What was to be restored is not a database, or a broken one; nothing was changed."""

    code = "copy-damaged"


class LedgerReadOnly(LedgerError):
    """The file or its folder may not be written."""

    code = "read-only"


class LedgerFull(LedgerError):
    """The disk is full, or refuses to write."""

    code = "full"


class LedgerBusy(LedgerError):
    """Another program held the file for longer than the time-out."""

    code = "busy"


class AnnotationRefused(LedgerError):
    """What the person asked for about a session cannot be done; nothing was changed."""

    code = "annotation-refused"


class SessionGone(AnnotationRefused):
    """No longer in the list: deleted, purged, or another session stands for it."""

    code = "session-gone"


class SessionOpen(AnnotationRefused):
    """It may still go on: to be merged, split or deleted once it has ended."""

    code = "session-open"


class MergeNeedsTwo(AnnotationRefused):
    """One session alone cannot be merged."""

    code = "merge-needs-two"


class MergeDiffers(AnnotationRefused):
    """Sessions of several apps or kinds: whose would the energy be? To be re-assigned first."""

    code = "merge-differs"


class SplitOutside(AnnotationRefused):
    """A session can only be split between its start and its end."""

    code = "split-outside"


class SplitMerged(AnnotationRefused):
    """A merged session is taken apart, never cut: nobody knows how its parts shared the time."""

    code = "split-merged"


class NotMade(AnnotationRefused):
    """Neither a merged session nor a part: there is nothing to take apart."""

    code = "not-made"


class PartsInUse(AnnotationRefused):
    """A part was split or merged since: that has to be taken apart first."""

    code = "parts-in-use"


class ChangedSince(AnnotationRefused):
    """What is to be undone was changed in between."""

    code = "changed-since"


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

_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

#: For a process that tells its parent what went wrong.
BY_CODE = {
    kind.code: kind
    for kind in (
        LedgerMissing,
        LedgerTooNew,
        LedgerTooOld,
        LedgerForeign,
        LedgerDamaged,
        LedgerReadOnly,
        LedgerFull,
        LedgerBusy,
    )
}


@contextmanager
def known_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's failures of the environment into LedgerErrors; bugs pass through."""
    import sqlite3  # here: many only know the errors by name, the app until it has an icon among them

    try:
        yield
    except sqlite3.DatabaseError as error:
        text = str(error).lower()
        for part, kind in _BY_TEXT:
            if part in text:
                raise kind(path, str(error)) from error
        raise
    except OSError as error:
        detail = error.strerror or str(error)
        if error.errno in _READ_ONLY:
            raise LedgerReadOnly(path, detail) from error
        if error.errno in _FULL:
            raise LedgerFull(path, detail) from error
        raise LedgerError(path, detail) from error
