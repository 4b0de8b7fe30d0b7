"""The settings portal: `python settings_portal.py NUMBER [LATER]`; a line on stdin changes it to LATER."""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QSocketNotifier, Signal, Slot
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
        self._told = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._told.activated.connect(self._change)

    @Slot(str, str, result=QDBusVariant)
    def Read(self, namespace: str, key: str) -> QDBusVariant:
        return QDBusVariant(QDBusVariant(self._number))

    def _change(self) -> None:
        if os.read(0, 1) and self._later is not None:
            self._number = self._later
            self.SettingChanged.emit("org.freedesktop.appearance", "color-scheme", QDBusVariant(self._later))
        else:
            self._told.setEnabled(False)  # the end of the input stays "ready" for ever


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
