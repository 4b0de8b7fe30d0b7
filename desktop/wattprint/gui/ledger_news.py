"""Hears when anybody has written into the ledger, as a command in a terminal does. Nothing polls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from pathlib import Path

#: One commit touches the files several times, and our own recorder tells of its own a moment later.
CALM_MS = 400


class LedgerNews(QObject):
    """Watches the ledger, what SQLite writes beside it, and their folder: the system wakes us, no timer.

    Signals: news: somebody wrote what nobody here knows of yet (see known).
    """

    news = Signal()

    def __init__(self, ledger: Path, parent: QObject | None = None, *, calm_ms: int = CALM_MS) -> None:
        super().__init__(parent)
        self._files = (ledger, ledger.with_name(ledger.name + "-wal"))
        self._folder = ledger.parent
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._look)
        self._watcher.directoryChanged.connect(self._look)
        self._seen: object = None
        self._stopped = False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(calm_ms)
        self._calm.timeout.connect(self._tell)

    def known(self) -> None:
        """Whatever was written up to now is about to be read; also begins to watch."""
        self._calm.stop()
        self._watch()
        self._seen = self._stamps()

    def stop(self) -> None:
        """Hear nothing any more."""
        self._stopped = True
        self._calm.stop()
        for path in (*self._watcher.files(), *self._watcher.directories()):
            self._watcher.removePath(path)

    def _look(self) -> None:
        self._watch()
        if not self._calm.isActive() and self._stamps() != self._seen:
            self._calm.start()

    def _tell(self) -> None:
        stamps = self._stamps()
        if stamps != self._seen:
            self._seen = stamps
            self.news.emit()

    def _watch(self) -> None:
        """Files come and go: SQLite's log with the last connection, a damaged ledger when it is set aside."""
        if self._stopped:
            return
        watched = {*self._watcher.files(), *self._watcher.directories()}
        for path in (self._folder, *self._files):
            if str(path) not in watched and path.exists():
                self._watcher.addPath(str(path))

    def _stamps(self) -> object:
        return tuple(_stamp(path) for path in self._files)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
