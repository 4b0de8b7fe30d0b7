"""One table in one file: which days, whether the file may be written, and why it could not be."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wattprint.export.csv_tables import whole_range
from wattprint.export.whole_file import write_whole
from wattprint.reference.factors_own import OWN_FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from wattprint.export.as_csv import Row
    from wattprint.ledger.reader import LedgerReader
    from wattprint.system.paths import Paths

#: What SQLite and the recorder keep beside the ledger.
_BESIDE_LEDGER = ("", "-wal", "-shm", "-journal", ".lock")

_WHY = {
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EISDIR: "is-folder",
    errno.EACCES: "not-writable",
    errno.EPERM: "not-writable",
    errno.EROFS: "not-writable",
    errno.ENOSPC: "no-room",
    errno.EDQUOT: "no-room",
    errno.EFBIG: "no-room",
    errno.EBUSY: "in-use",
    errno.ETXTBSY: "in-use",
    errno.ENXIO: "no-reader",
}

#: Windows: another program has the file open, a spreadsheet most likely (untested on Windows).
_SHARING_VIOLATIONS = (32, 33)


class NotWritten(Exception):
    """The file could not be written; what was there is still there.

    code: of the texts "export.…": no-folder, is-folder, is-ledger, is-own, not-a-file, no-reader,
    not-writable, no-room, in-use or failed. detail: what the system says, for "failed".
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Counted:
    """Rows that count themselves while they go by. check: called before each, to end it all by raising."""

    def __init__(self, rows: Iterable[Row], check: Callable[[], None] = lambda: None) -> None:
        self._rows = rows
        self._check = check
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self._check()
            self.count += 1
            yield row


def days_of_export(
    reader: LedgerReader, first: str | None, last: str | None, today: str
) -> tuple[str, str] | None:
    """The days (ISO, both included) of an export; None where an empty ledger leaves them open.

    first, last: as asked for; None: as far as the ledger goes.
    """
    known = whole_range(reader, today)
    begin = first or (known[0] if known else None)
    # What recurs has not happened yet after today: no file may count it. The clock may have been set back.
    latest = max(today, known[1]) if known else today
    end = min(last, latest) if last else (known[1] if known else None)
    return (begin, end) if begin and end else None


def refuse(target: str, paths: Paths, *, pipes: bool = False) -> None:
    """Raise NotWritten for a target that is never written to: a folder, the ledger, the person's settings.

    pipes: pipes and terminals will do, as on a command line; else only files. A reader of a pipe may take its
    time, and who waits for it must be able to give up.
    """
    path = Path(target)
    # Not Path.is_dir: in a folder that may not be entered it fails.
    if os.path.isdir(target) or target.endswith(os.sep):  # noqa: PTH112
        raise NotWritten("is-folder")
    ledger = [paths.ledger.with_name(paths.ledger.name + ending) for ending in _BESIDE_LEDGER]
    own = [paths.config, paths.own_rules, paths.config.with_name(OWN_FILE_NAME)]
    if any(_same(path, other) for other in ledger):
        raise NotWritten("is-ledger")
    if any(_same(path, other) for other in own):
        raise NotWritten("is-own")
    if not _is_writable_kind(target, pipes=pipes):
        raise NotWritten("not-a-file")


def write_file(target: Path, blocks: Iterator[bytes]) -> None:
    """Write a whole file or nothing. Raises NotWritten; what the blocks raise comes through."""
    try:
        write_whole(target, blocks)
    except OSError as error:
        if error.errno == errno.EPIPE:  # a pipe by name, whose reader has seen enough
            raise
        code = _WHY.get(error.errno or 0, "failed")
        if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
            code = "in-use"
        raise NotWritten(code, error.strerror or str(error)) from error


def _is_writable_kind(target: str, *, pipes: bool) -> bool:
    """What is not there yet will be a file; what cannot be looked at is told when it is opened."""
    with suppress(OSError):
        mode = os.stat(target).st_mode  # noqa: PTH116 -- a name, as everywhere here
        return stat.S_ISREG(mode) or (pipes and (stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)))
    return True


def _same(one: Path, other: Path) -> bool:
    # By place, because what is not there yet cannot be compared; by file, because a link has another place.
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    with suppress(OSError):
        return one.samefile(other)
    return False
