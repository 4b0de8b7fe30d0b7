"""SIGINT and SIGTERM in a Qt program, without a timer that would wake it for ever to look for them."""

from __future__ import annotations

import contextlib
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class UnixSignals(QObject):
    """Python writes a byte to a socket when a signal comes, and that ends Qt's wait. Signals: quit_wanted.

    Untested on Windows, where only Ctrl-C exists.
    """

    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._old_wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        # Only the byte counts.
        self._old = {number: signal.signal(number, _noted) for number in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._awake)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_wakeup)
        self._read.close()
        self._write.close()

    def _awake(self) -> None:
        with contextlib.suppress(BlockingIOError):
            arrived = self._read.recv(64)
            if any(number in arrived for number in self._old):
                self.quit_wanted.emit()


def _noted(_number: int, _frame: object) -> None:
    """Python's own handlers would raise KeyboardInterrupt in some slot, or end the process on the spot."""
