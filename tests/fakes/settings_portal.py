"""The settings portal: `python settings_portal.py NUMBER [LATER]`; once asked it changes to LATER."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusVariant

#: (Any: the types that come with PySide do not know this use.)
_INFO: Any = ClassInfo
_ON_THE_BUS: Any = _INFO(**{"D-Bus Interface": "org.freedesktop.portal.Settings"})


@_ON_THE_BUS
class Portal(QObject):
    """Knows one setting."""

    SettingChanged = Signal(str, str, QDBusVariant)

    def __init__(self, number: int, later: int | None) -> None:
        super().__init__()
        self._number = number
        self._later = later

    @Slot(str, str, result=QDBusVariant)
    def Read(self, namespace: str, key: str) -> QDBusVariant:
        if self._later is not None:
            QTimer.singleShot(  # who asked has this long to look at the first answer
                2000, lambda: self.SettingChanged.emit(namespace, key, QDBusVariant(self._later))
            )
        return QDBusVariant(QDBusVariant(self._number))


if __name__ == "__main__":
    app = QCoreApplication(sys.argv[:1])
    number, *later = (int(word) for word in sys.argv[1:])
    portal = Portal(number, later[0] if later else None)
    bus = QDBusConnection.sessionBus()
    everything = (
        QDBusConnection.RegisterOption.ExportAllSlots | QDBusConnection.RegisterOption.ExportAllSignals
    )
    bus.registerObject("/org/freedesktop/portal/desktop", portal, everything)
    bus.registerService("org.freedesktop.portal.Desktop")
    print("ready", flush=True)
    app.exec()
