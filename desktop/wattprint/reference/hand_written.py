"""Reads files that the person writes by hand, whatever stands in their place: a pipe, a disk without end."""

from __future__ import annotations

import errno
import os
import stat
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

#: No hand writes more.
MOST_BYTES = 1_000_000


def read_by_hand(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """All of a file. Raises OSError, also for what is no file (EINVAL) or too large for one (EFBIG)."""
    # Opening a pipe would wait for whoever writes it, and a device may never end.
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    number = os.open(path, flags)
    try:
        mode = os.fstat(number).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a file", path)
        with os.fdopen(number, "rb", closefd=False) as file:
            found = file.read(most_bytes + 1)
    finally:
        os.close(number)
    if len(found) > most_bytes:
        raise OSError(errno.EFBIG, f"larger than {most_bytes:,} bytes", path)
    return found


def parse_by_hand(text: str) -> dict[str, Any]:
    """TOML; TOMLDecodeError too for what is valid and Python will not take all the same."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # says "(at line 3, column 7)" itself
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("too many brackets in each other") from error
    except (ValueError, OverflowError) as error:
        raise tomllib.TOMLDecodeError("a number of too many digits") from error
