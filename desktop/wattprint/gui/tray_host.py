"""Waits for whoever shows tray icons. Untested on Windows and macOS, where one is always there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtWidgets import QSystemTrayIcon

WATCHER = "org.kde.StatusNotifierWatcher"

#: Qt notices a new StatusNotifierWatcher a little after the bus announces it.
SETTLE_MS = 500

#: A panel of the old kind (XEmbed) announces itself to X11 only; nothing else is left than to look, seldom.
LOOK_EVERY_MS = 5000


class TrayHost(QObject):
    """Tells once when there is a place for an icon.

    On X11 an icon that is made before its host is never shown, not even later: none is made before `found`.

    Signals: found(over_bus): over_bus says whether the menu will travel over D-Bus.
    """

    found = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done = False
        self._bus = QDBusConnection.sessionBus()
        self._watcher = QDBusServiceWatcher(
            WATCHER, self._bus, QDBusServiceWatcher.WatchModeFlag.WatchForRegistration, self
        )
        self._watcher.serviceRegistered.connect(self._announced)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._seldom = QTimer(self)
        self._seldom.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._seldom.setInterval(LOOK_EVERY_MS)
        self._seldom.timeout.connect(self._look)

    def start(self) -> None:
        """Look at once, and go on looking until a host is there."""
        self._look()
        if not self._done:
            self._seldom.start()

    def _announced(self, _service: str) -> None:
        self._settle.start()

    def _look(self) -> None:
        if self._done or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        self._done = True
        self._seldom.stop()
        self._watcher.deleteLater()
        self.found.emit(self._has_watcher())

    def _has_watcher(self) -> bool:
        return self._bus.isConnected() and bool(self._bus.interface().isServiceRegistered(WATCHER).value())
