"""Copies of a ledger: to a file of the person's, back from one, and those that lie beside it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from wattprint.ledger.backup import SIDE_FILES, create_private, create_private_folder, free_name, set_aside
from wattprint.ledger.connection import BUSY_TIMEOUT_MS, check_health, open_reader, prepare
from wattprint.ledger.drafts import draft_beside, drafts_beside
from wattprint.ledger.errors import (
    CopyDamaged,
    CopyForeign,
    LedgerDamaged,
    LedgerError,
    LedgerForeign,
    LedgerMissing,
    LedgerTooNew,
    LedgerTooOld,
    known_errors,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What we put between a ledger's name and the time when we leave a copy beside it.
BEFORE_RESTORE, DAMAGED = "before-restore", "damaged"

_Shape = frozenset[tuple[str, str, str]]


def copies_beside(path: Path) -> list[Path]:
    """What Wattprint left beside a ledger: from before a migration or a restore, damaged, or cut short.

    Side files too.

    Copies that the person put elsewhere, or named themselves, are theirs.
    """
    kinds = rf"before-v\d+|{BEFORE_RESTORE}|{DAMAGED}"
    sides = "|".join(SIDE_FILES)
    ours = re.compile(
        rf"{re.escape(path.stem)}\.({kinds})-\d{{8}}-\d{{6}}(-\d+)?{re.escape(path.suffix)}({sides})?"
    )
    with known_errors(path):
        try:
            found = sorted(other for other in path.parent.iterdir() if ours.fullmatch(other.name))
        except FileNotFoundError:
            return []
    return found + drafts_beside(path)


def back_up_to(path: Path, target: Path) -> None:
    """Write a whole copy of a ledger, readable by its owner only, at one stroke over what was there.

    A recorder may go on writing meanwhile. Raises LedgerError kinds; `path` of the error tells which file.
    """
    if target.resolve() in {path.resolve().with_name(path.resolve().name + end) for end in ("", *SIDE_FILES)}:
        raise LedgerError(target, "this is the ledger itself")
    with known_errors(target):
        if target.exists() and not target.is_file():
            raise LedgerError(target, "not a file")  # a pipe or a device would be replaced by the copy
    with closing(_open_any(path)) as source, draft_beside(target) as draft:
        _copy(source, draft)
        with known_errors(target):
            draft.replace(target)


def restore_from(path: Path, source: Path) -> Path | None:
    """Put a copy in the place of a ledger; the caller holds the recorder's lock.

    Returns where the ledger that was there is kept; None where there was none. The copy is checked first
    (ours, not newer than this Wattprint, not damaged, our tables and nothing else) and brought up to date.
    Raises LedgerError kinds, CopyDamaged and CopyForeign about the copy; the ledger then is what it was.
    """
    with known_errors(path):
        create_private_folder(path.parent)
        _remove(drafts_beside(path))  # of one that was killed: as large as the ledger
    with draft_beside(path) as draft:
        with _about_the_copy(source):
            with closing(_open_any(source)) as found:
                check_health(found, source)
                _copy(found, draft)
            _bring_up_to_date(draft, source)
        kept = _keep_aside(path)
        with known_errors(path):
            if not path.exists():
                create_private(path)
            with closing(_connect(draft)) as fresh, closing(_connect(path)) as target:
                # Into the file that stands there, as one transaction: who reads it sees the one or the other.
                fresh.backup(target)
                target.execute("PRAGMA journal_mode = WAL")
    return kept


@contextmanager
def _about_the_copy(source: Path) -> Iterator[None]:
    """What is said of a ledger, that it will be set aside say, is not true of a copy that is only read."""
    try:
        yield
    except LedgerDamaged as error:
        raise CopyDamaged(source, error.detail) from error
    except LedgerForeign as error:
        raise CopyForeign(source, error.detail) from error


def _open_any(path: Path) -> sqlite3.Connection:
    """A reader of a ledger of this schema or an older one."""
    try:
        return open_reader(path)
    except LedgerTooOld:
        with known_errors(path):
            return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _connect(path: Path) -> sqlite3.Connection:
    # absolute(): ":memory:" and "file:x" are names of files here.
    return sqlite3.connect(path.absolute(), timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)


def _copy(source: sqlite3.Connection, draft: Path) -> None:
    with known_errors(draft), closing(_connect(draft)) as copy:
        source.backup(copy)
        # One file that is whole by itself, wherever it is put.
        copy.execute("PRAGMA journal_mode = DELETE")


def _bring_up_to_date(draft: Path, source: Path) -> None:
    """Migrate the copy and compare its schema with a new ledger's. Raises errors that name the source."""
    try:
        prepare(draft)
        with draft_beside(draft) as blank:
            prepare(blank)
            if _shape(draft) != _shape(blank):
                raise LedgerForeign(source, "other tables than a ledger has")
        with closing(_connect(draft)) as copy:
            if copy.execute("PRAGMA foreign_key_check").fetchone():
                raise LedgerDamaged(source, "rows that refer to nothing")
    except (LedgerTooNew, LedgerDamaged, LedgerForeign) as error:
        raise type(error)(source, error.detail) from error
    finally:
        _remove(copies_beside(draft))


def _shape(path: Path) -> _Shape:
    """The schema. A trigger or a view in it would act whenever we write or read."""
    with known_errors(path), closing(_connect(path)) as connection:
        rows = connection.execute(
            "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE instr(name, 'sqlite_') <> 1"
        )
        return frozenset((kind, name, " ".join(sql.split())) for kind, name, sql in rows)


def _keep_aside(path: Path) -> Path | None:
    """A copy of what stands at the path; a damaged file is moved away itself."""
    try:
        with closing(_open_any(path)) as connection:
            check_health(connection, path)
            target = free_name(path, BEFORE_RESTORE)
            with draft_beside(target) as draft:
                _copy(connection, draft)
                with known_errors(target):
                    draft.replace(target)
            return target
    except LedgerMissing:
        return None
    except LedgerDamaged:
        return set_aside(path)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
