"""Copies that are still being written: hidden beside their place until they are whole, and then renamed."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wattprint.ledger.backup import SIDE_FILES
from wattprint.ledger.errors import known_errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SIDES = (*SIDE_FILES, "-journal")

#: What mkstemp puts into a name.
_RANDOM = r"\.[a-z0-9_]{8}"


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """A private empty file in the same folder, gone afterwards with what SQLite left beside it."""
    with known_errors(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".draft", dir=path.parent)
        os.close(handle)
    draft = path.with_name(os.path.basename(name))  # noqa: PTH119 -- a name, not a path
    try:
        yield draft
    finally:
        for ending in ("", *_SIDES):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def drafts_beside(path: Path) -> list[Path]:
    """What a kill left of them beside a ledger: whole or half copies of it, which nobody else will remove.

    Of a restore that goes on just now, too; so the caller holds the recorder's lock.
    """
    stem, stamp = re.escape(path.stem), r"\d{8}-\d{6}(-\d+)?"
    ours = re.compile(
        # A copy, one of it before its migration, a draft of that or of an empty one, the ledger's own copy.
        rf"(\.{stem}{_RANDOM}(\.before-v\d+-{stamp})?|\.\.{stem}{_RANDOM}{_RANDOM}"
        rf"|\.{stem}\.before-restore-{stamp}{_RANDOM})\.draft({'|'.join(_SIDES)})?"
    )
    with known_errors(path):
        try:
            return sorted(other for other in path.parent.iterdir() if ours.fullmatch(other.name))
        except FileNotFoundError:
            return []
