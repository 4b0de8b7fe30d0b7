"""A notification service as desktops have one: `python notifications.py LOG ABILITY...`.

What it is told goes to LOG, one JSON object a line.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

#: (Any: the types that come with PySide know neither of these uses.)
_INFO: Any = ClassInfo
_ON_THE_BUS: Any = _INFO(**{"D-Bus Interface": NAME})
_UINT: Any = "uint"


@_ON_THE_BUS
class Service(QObject):
    """Numbers what it gets from 1 on; what is begun with "click" in its title is clicked at once.

    With the ability "hangs" it never answers.
    """

    ActionInvoked = Signal(_UINT, str)

    def __init__(self, log: Path, abilities: list[str]) -> None:
        super().__init__()
        self._log = log
        self._abilities = abilities
        self._count = 0

    @Slot(result="QStringList")
    def GetCapabilities(self) -> list[str]:
        if "hangs" in self._abilities:
            time.sleep(60)
        return self._abilities

    @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(
        self,
        app: str,
        replaces: int,
        icon: str,
        title: str,
        text: str,
        actions: list[str],
        hints: dict[str, object],
        stays_ms: int,
    ) -> int:
        self._count += 1
        told = {"app": app, "replaces": replaces, "icon": icon, "title": title, "text": text}
        with self._log.open("a") as log:
            log.write(json.dumps({**told, "actions": actions, "hints": hints, "stays_ms": stays_ms}) + "\n")
        if "click" in title:
            QTimer.singleShot(100, lambda: self.ActionInvoked.emit(self._count, "default"))
        return self._count


if __name__ == "__main__":
    app = QCoreApplication(sys.argv[:1])
    service = Service(Path(sys.argv[1]), sys.argv[2:])
    bus = QDBusConnection.sessionBus()
    everything = (
        QDBusConnection.RegisterOption.ExportAllSlots | QDBusConnection.RegisterOption.ExportAllSignals
    )
    if not bus.registerObject(PATH, service, everything) or not bus.registerService(NAME):
        sys.exit("the name is taken")
    print("ready", flush=True)
    app.exec()
