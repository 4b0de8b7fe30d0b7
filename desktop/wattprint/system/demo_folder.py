"""The folder of a demo: made for one run, gone at its end, and after a crash at the next demo's beginning."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Self

from wattprint.system.paths import APP, Paths
from wattprint.system.recorder_lock import RecorderLock, recorder_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

#: Stands before every total, title and listing of a demo, the same in every language.
DEMO_MARK = "DEMO"

#: Only a folder of this name is ever taken for a demo's, and only one of this name is ever removed.
PREFIX = f"{APP}-demo-"

#: Says that we made this folder; written last.
MARKER = "this-is-a-demo"

LEDGER, CONFIG = "ledger.sqlite3", "config.toml"

#: What the running demo locks (with the ending .lock).
_OWNER = "owner"


def is_demo(ledger: Path) -> bool:
    """Whether a ledger is a demo's: by its folder's name alone, which holds after the demo's end, too."""
    return ledger.absolute().parent.name.startswith(PREFIX)


def demo_lives(ledger: Path) -> bool:
    """Whether the demo of this ledger is still there: nothing may be written where its folder was."""
    return is_demo(ledger) and (ledger.absolute().parent / MARKER).is_file()


class DemoFolder:
    """A private temporary folder, as a context manager. paths: where the demo's ledger and settings lie."""

    def __init__(self, parent: Path | None = None) -> None:
        """parent: instead of the system's temporary folder."""
        self._parent = Path(tempfile.gettempdir()) if parent is None else parent
        self._lock: RecorderLock | None = None
        self._folder: Path | None = None

    @property
    def paths(self) -> Paths:
        """Places inside the folder; nothing of the person's own. Only while it is open."""
        assert self._folder is not None
        return Paths(self._folder / LEDGER, self._folder / CONFIG)

    def __enter__(self) -> Self:
        remove_left_over(self._parent)
        self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._parent))
        # Locked before it is marked: what is marked and not locked has been left behind.
        self._lock = RecorderLock(self._folder / _OWNER)
        self._lock.acquire()
        (self._folder / MARKER).touch()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._folder is not None
        assert self._lock is not None
        _remove(self._folder)
        self._lock.release()


def remove_left_over(parent: Path) -> int:
    """Remove what demos of this person left in a folder when they were killed; returns how many."""
    removed = 0
    for folder in _left_over(parent):
        _remove(folder)
        removed += not folder.exists()
    return removed


def _left_over(parent: Path) -> Iterator[Path]:
    try:
        candidates = [path for path in parent.iterdir() if path.name.startswith(PREFIX)]
    except OSError:
        return
    for folder in candidates:
        with contextlib.suppress(OSError):
            status = folder.lstat()
            # Anyone may make folders and links in /tmp: only our own real folder is ours to remove.
            ours = stat.S_ISDIR(status.st_mode) and status.st_uid == _uid(status)
            if ours and (folder / MARKER).is_file() and not _in_use(folder):
                yield folder


def _in_use(folder: Path) -> bool:
    # A killed app's recorder needs a moment to notice that it is alone. Not by its process id, which one that
    # has just begun has not written yet.
    return any(recorder_runs(folder / name) for name in (_OWNER, LEDGER))


def _uid(status: os.stat_result) -> int:
    return os.getuid() if hasattr(os, "getuid") else status.st_uid


def _remove(folder: Path) -> None:
    # The marker first: a recorder that still lives begins nothing anew there.
    with contextlib.suppress(OSError):
        (folder / MARKER).unlink()
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        log.warning("the demo's folder could not be removed: %s", folder)
        with contextlib.suppress(OSError):
            (folder / MARKER).touch()  # so that the next demo tries again
