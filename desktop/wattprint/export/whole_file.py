"""Writes a file that appears under its name only when it is whole: until then, what was there stays there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(target: Path, blocks: Iterable[bytes]) -> None:
    """Write blocks beside the target and give them its name at the end; readable by the owner only.

    Whatever ends it before (OSError, KeyboardInterrupt, an error while reading) leaves nothing behind. Behind
    a link the file changes, not the link. A pipe or a device cannot be replaced: it is written to; one that
    nothing reads is an OSError (ENXIO).
    """
    if target.exists() and not target.is_file():
        with os.fdopen(_open_at_once(target), "wb") as file:
            file.writelines(blocks)
        return
    # Not Path.resolve: a link that leads to itself makes it fail in words of its own.
    target = Path(os.path.realpath(target))
    # The target's name is not part of this one: it may be as long as names can be.
    number, name = tempfile.mkstemp(prefix=".wattprint-", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    _sync_folder(target.parent)


def _open_at_once(target: Path) -> int:
    """Open what is no file: opening a pipe waits for its reader, for ever where none comes."""
    number = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(number, True)  # a reader that takes its time is waited for
    return number


def _sync_folder(folder: Path) -> None:
    """So that a power cut does not undo the renaming; where folders cannot be opened it may."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
