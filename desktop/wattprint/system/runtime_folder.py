"""Where locks and sockets of running programs lie: a folder of the person's own, gone with their session."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wattprint.system.paths import APP

if TYPE_CHECKING:
    from collections.abc import Mapping

#: A socket's address holds 108 bytes on Linux and 104 on macOS, a final zero included.
LONGEST_ADDRESS = 103


class NoRuntimeFolder(OSError):
    """There is no folder that is surely ours alone; the text says which one was refused and why."""


def runtime_folder(longest_name: int, environ: Mapping[str, str] = os.environ) -> Path:
    """A folder that only this person can enter and where a socket of this name length has an address.

    XDG_RUNTIME_DIR where it is as its specification wants it, else `wattprint-<uid>` in the temporary folder,
    else in /tmp (a TMPDIR may be long, too). Raises NoRuntimeFolder.
    """
    given = environ.get("XDG_RUNTIME_DIR", "")
    if given.startswith("/") and _fits(Path(given), longest_name) and _refusal(Path(given)) is None:
        return Path(given)
    reason = "no temporary folder"
    own = f"{APP}-{os.getuid()}" if hasattr(os, "getuid") else APP
    for temporary in dict.fromkeys((tempfile.gettempdir(), "/tmp")):  # noqa: S108 -- checked right here
        folder = Path(temporary) / own
        if not _fits(folder, longest_name):
            reason = f"{folder}: too long for a socket"
            continue
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            reason = f"{folder}: {error.strerror}"
            continue
        refusal = _refusal(folder)
        if refusal is None:
            return folder
        reason = f"{folder}: {refusal}"
    raise NoRuntimeFolder(reason)


def in_temporary_folder(folder: Path) -> bool:
    """Whether the system may tidy away what nobody touches for days."""
    return any(folder.parent == Path(parent) for parent in (tempfile.gettempdir(), "/tmp"))  # noqa: S108


def _fits(folder: Path, longest_name: int) -> bool:
    return len(os.fsencode(folder)) + 1 + longest_name <= LONGEST_ADDRESS


def _refusal(folder: Path) -> str | None:
    """Why a folder cannot be trusted; None when it can. Anyone may make folders in /tmp, and links."""
    try:
        status = folder.lstat()
    except OSError as error:
        return error.strerror or str(error)
    if not stat.S_ISDIR(status.st_mode):
        return "not a folder"
    if hasattr(os, "getuid"):
        if status.st_uid != os.getuid():
            return "another user's"
        if stat.S_IMODE(status.st_mode) & 0o077:
            return "open to others"
    return None if os.access(folder, os.W_OK | os.X_OK) else "not writable"
