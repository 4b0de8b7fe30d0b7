"""Reading the small files of /sys and /proc: one value each, cheap to read, able to fail in many ways."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

#: Attributes are at most a page; the first line of /proc/stat is far below this.
_READ_BYTES = 4096


class SensorError(Exception):
    """A sensor file gave no usable value.

    reason: the errno's name ("EACCES", "ENODATA") or "empty", "garbage", "negative".
    gone: the file itself is no longer there (device or driver removed).
    denied: permission is what is missing.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.reason = reason
        self.gone = reason in ("ENOENT", "ENODEV", "ENXIO", "ENOTDIR")
        self.denied = reason in ("EACCES", "EPERM")


class Sysfs:
    """The four calls everything below goes through; tests put a faulty one in its place."""

    def open(self, path: Path) -> int:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def pread(self, fd: int) -> bytes:
        return os.pread(fd, _READ_BYTES, 0)

    def close(self, fd: int) -> None:
        os.close(fd)

    def children(self, folder: Path) -> list[Path]:
        """Sorted entries of a folder; none when it is missing or closed to us."""
        try:
            return sorted(folder.iterdir())
        except OSError:
            return []


class SensorFile:
    """One file kept open between reads.

    The kernel makes a new value for every pread at offset 0, so one system call a tick is enough. After an
    error the descriptor is dropped and the next read opens the file again: devices come back.
    """

    def __init__(self, path: Path, sysfs: Sysfs) -> None:
        self.path = path
        self._sysfs = sysfs
        self._fd: int | None = None

    def read_bytes(self) -> bytes:
        """The file's bytes. Raises SensorError."""
        try:
            if self._fd is None:
                self._fd = self._sysfs.open(self.path)
            return self._sysfs.pread(self._fd)
        except OSError as error:
            self.close()
            raise SensorError(self.path, _reason(error)) from error

    def read_text(self) -> str:
        """The stripped text. Raises SensorError, "empty" included."""
        text = self.read_bytes().decode("utf-8", "replace").strip()
        if not text:
            raise SensorError(self.path, "empty")
        return text

    def read_natural(self) -> int:
        """A whole number >= 0. Raises SensorError, "garbage" and "negative" included."""
        text = self.read_text()
        if not (text.isascii() and text.removeprefix("-").isdecimal()):
            raise SensorError(self.path, "garbage")
        value = int(text)
        if value < 0:
            raise SensorError(self.path, "negative")
        return value

    def close(self) -> None:
        """Let the descriptor go; safe to call twice."""
        fd, self._fd = self._fd, None
        if fd is not None:
            with contextlib.suppress(OSError):  # of a device that is gone: nothing left to let go of
                self._sysfs.close(fd)


def read_once(path: Path, sysfs: Sysfs) -> str:
    """The stripped text of a file that is needed once. Raises SensorError."""
    file = SensorFile(path, sysfs)
    try:
        return file.read_text()
    finally:
        file.close()


def read_natural_once(path: Path, sysfs: Sysfs) -> int:
    """A whole number >= 0 that is needed once. Raises SensorError."""
    file = SensorFile(path, sysfs)
    try:
        return file.read_natural()
    finally:
        file.close()


def _reason(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, "EIO")
