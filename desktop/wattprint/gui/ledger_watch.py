"""Follows a ledger that another recorder writes: notices news, and when that recorder is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from wattprint.ledger.errors import LedgerError
from wattprint.system.recorder_lock import recorder_pid

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.reader import LedgerReader

#: Nothing that rests wakes up more often than this; the other recorder commits every 9 to 60 s anyway.
EVERY_MS = 5000


class LedgerWatch(QObject):
    """Compares SQLite's data version now and then.

    Signals: changed: somebody has written, or the file was replaced. recorder_gone: nobody measures any more;
    the watch has stopped. recorder_changed: another recorder has taken over (its process id).
    """

    changed = Signal()
    recorder_gone = Signal()
    recorder_changed = Signal(int)

    def __init__(self, ledger: Path, parent: QObject | None = None, *, every_ms: int = EVERY_MS) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._pid: int | None = None
        self._reader: LedgerReader | None = None
        self._file: tuple[int, int] | None = None
        self._seen: object = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self._look)

    def start(self, pid: int) -> None:
        """Begin to watch while the recorder with this process id writes."""
        self._pid = pid
        self._seen = self._version()
        self._timer.start()

    def stop(self) -> None:
        """Let go of the file."""
        self._timer.stop()
        self._close()

    def _look(self) -> None:
        pid = recorder_pid(self._ledger)
        if pid is None:
            self.stop()
            self.recorder_gone.emit()
            return
        if pid != self._pid:
            self._pid = pid
            self.recorder_changed.emit(pid)
        version = self._version()
        if version != self._seen:
            self._seen = version
            self.changed.emit()

    def _version(self) -> object:
        """Something that differs once the ledger has changed; None while it cannot be read."""
        try:
            status = self._ledger.stat()
            if self._reader is None or self._file != (status.st_dev, status.st_ino):
                # A damaged ledger is set aside and a new one begun: an open file would go on to show the old.
                self._close()
                # Only where another recorder is at work, and not before there is an icon.
                from wattprint.ledger.reader import LedgerReader

                self._reader = LedgerReader(self._ledger)
                self._file = status.st_dev, status.st_ino
            return self._file, self._reader.data_version()
        except (LedgerError, OSError):
            self._close()
            return None

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = self._file = None
