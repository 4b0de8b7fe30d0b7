"""Shows a desktop notification, over the bus where there is one that takes it, else from the tray icon."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Q_ARG, Q_RETURN_ARG, SLOT, QMetaObject, QObject, Qt, Signal, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusInterface, QDBusMessage
from PySide6.QtWidgets import QSystemTrayIcon

from wattprint.system.paths import APP

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

#: Names from the icon naming specification, so that every desktop has them.
TROUBLE_ICON, NEWS_ICON = "dialog-warning", "dialog-information"

#: A service may have to be started first. One that hangs must not keep the files' thread from its work, and
#: Qt would wait 25 s for each of its answers.
PATIENCE_MS = 3000

#: (Any: the types that come with PySide want bytes here, the binding itself refuses them.)
_SLOT: Any = SLOT("action_invoked(uint,QString)")


class Notifier(QObject):
    """Signals: clicked(str): the person wants to see more of what was told.

    Asking the service may take seconds (it may have to be started first): that is done off the window's
    thread. Untested on Windows and macOS, where the icon shows the message.
    """

    clicked = Signal(str)

    def __init__(
        self,
        icon: Callable[[], QSystemTrayIcon | None],
        parent: QObject | None = None,
        *,
        bus: QDBusConnection | None = None,
    ) -> None:
        """icon: the tray's icon, while there is one."""
        super().__init__(parent)
        self._icon = icon
        self._bus = QDBusConnection.sessionBus() if bus is None else bus
        self._shown: dict[int, str] = {}
        # How many are asked for and have no number yet; what was clicked meanwhile may be one of them.
        self._asked_for = 0
        self._early: set[int] = set()
        self._icon_about = ""
        self._listening = False

    def tell(self, title: str, text: str, open_word: str, *, about: str = "", trouble: bool = True) -> None:
        """Show plain text. open_word: what a click on it does, for services that show buttons.

        about: what `clicked` then tells. trouble: with a warning's icon.
        """
        from wattprint.gui.cloud.work import run

        if not self._bus.isConnected():
            self._from_icon(title, text, about, trouble=trouble)
            return
        if not self._listening:
            self._listening = self._bus.connect(SERVICE, PATH, SERVICE, "ActionInvoked", self, _SLOT)
        bus = self._bus
        self._asked_for += 1
        run(
            self,
            lambda: notify(bus, title, text, open_word, TROUBLE_ICON if trouble else NEWS_ICON),
            lambda number: self._done(number, title, text, about, trouble=trouble),
            self._failed,
        )

    @Slot("uint", str)
    def action_invoked(self, number: int, _action: str) -> None:
        """A notification was clicked, ours or another program's."""
        if number in self._shown:
            self.clicked.emit(self._shown.pop(number))
        elif self._asked_for:
            self._early.add(number)  # on a busy machine a click is heard before the number that it bears

    def _done(self, number: int | None, title: str, text: str, about: str, *, trouble: bool) -> None:
        clicked = number in self._early
        self._answered()
        if number is None:
            self._from_icon(title, text, about, trouble=trouble)
        elif clicked:
            self.clicked.emit(about)
        else:
            self._shown[number] = about

    def _failed(self, error: Exception) -> None:
        self._answered()
        log.info("no notification: %s", error)

    def _answered(self) -> None:
        self._asked_for -= 1
        if not self._asked_for:
            self._early.clear()

    def _from_icon(self, title: str, text: str, about: str, *, trouble: bool) -> None:
        icon = self._icon()
        if icon is None:
            log.info("nothing here shows notifications: %s", title)
            return
        self._icon_about = about  # an icon has one message at a time
        icon.messageClicked.connect(self._icon_clicked, Qt.ConnectionType.UniqueConnection)
        kinds = QSystemTrayIcon.MessageIcon
        icon.showMessage(title, text, kinds.Warning if trouble else kinds.Information)

    @Slot()
    def _icon_clicked(self) -> None:
        self.clicked.emit(self._icon_about)


def notify(bus: QDBusConnection, title: str, text: str, open_word: str, icon: str) -> int | None:
    """Ask the desktop's service; returns the notification's number, None where no service answers."""
    ask = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "GetCapabilities")
    answer = bus.call(ask, QDBus.CallMode.Block, PATIENCE_MS)
    if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
        return None
    abilities = answer.arguments()
    service = QDBusInterface(SERVICE, PATH, SERVICE, bus)
    if not service.isValid():
        return None
    service.setTimeout(PATIENCE_MS)
    if abilities and "body-markup" in abilities[0]:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Not call(): it would send the second argument as a signed number, which no service takes. Through the
    # interface that the service itself describes, every argument gets its type.
    number = QMetaObject.invokeMethod(
        service,
        cast("Any", "Notify"),
        Qt.ConnectionType.DirectConnection,
        Q_RETURN_ARG("uint"),
        Q_ARG("QString", APP),
        Q_ARG("uint", 0),
        Q_ARG("QString", icon),
        Q_ARG("QString", title),
        Q_ARG("QString", text),
        Q_ARG("QStringList", ["default", open_word]),
        Q_ARG("QVariantMap", {"desktop-entry": APP}),
        Q_ARG("int", -1),
    )
    return int(number) if isinstance(number, int) and number > 0 else None
