"""Light or dark windows: as the desktop says, or as the person wants.

Where Qt knows the desktop's scheme it follows by itself. On a bare X11 session, and wherever its theme knows
of no scheme, it stays light for ever: there the settings portal is asked, and the palette is ours. A palette
of the desktop's whose letters cannot be read is mended.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import SLOT, QObject, Qt, QTimer, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from wattprint.gui.legible import mended

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Settings"
NAMESPACE, KEY = "org.freedesktop.appearance", "color-scheme"

#: The portal's numbers; 0 is no preference.
PREFERS_DARK = 1

#: (Any: the types that come with PySide want bytes here, the binding itself refuses them.)
_SLOT: Any = SLOT("setting_changed(QString,QString,QDBusVariant)")

#: Lightness (0 to 255) of a window below which it is dark.
_DARK_BELOW = 128


class Appearance(QObject):
    """Keeps the application's palette. Keep a reference as long as it is to work."""

    def __init__(self, parent: QObject | None = None, *, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.sessionBus() if bus is None else bus
        self._wanted: str | None = None
        self._asking: QDBusPendingCallWatcher | None = None
        self._listening = False
        #: Light, dark, or as the desktop is.
        self._dark: bool | None = None
        self._own = False
        # Later, once: a desktop that changes tells of it several times, and Qt is in the midst of it.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        # Not an event filter: that would be asked about every event of every window.
        application.paletteChanged.connect(self._palette_changed)
        self._make(dark=None)

    def choose(self, wanted: str | None) -> None:
        """Wanted: "light", "dark", or None for the desktop's own."""
        self._wanted = wanted
        hints = QGuiApplication.styleHints()
        if wanted is None:
            hints.unsetColorScheme()
            if hints.colorScheme() is Qt.ColorScheme.Unknown:
                self._ask_portal()
            else:
                self._make(dark=None)
            return
        hints.setColorScheme(Qt.ColorScheme.Dark if wanted == "dark" else Qt.ColorScheme.Light)
        self._make(dark=wanted == "dark")

    @Slot(str, str, QDBusVariant)
    def setting_changed(self, namespace: str, key: str, value: QDBusVariant) -> None:
        """The portal tells of a change."""
        if self._wanted is None and (namespace, key) == (NAMESPACE, KEY):
            self._make(dark=_plain(value) == PREFERS_DARK)

    def _ask_portal(self) -> None:
        if not self._bus.isConnected():
            self._make(dark=None)
            return
        if not self._listening:
            self._listening = self._bus.connect(PORTAL, PATH, INTERFACE, "SettingChanged", self, _SLOT)
        ask = QDBusMessage.createMethodCall(PORTAL, PATH, INTERFACE, "Read")
        ask.setArguments([NAMESPACE, KEY])
        # Not waited for: the portal may have to be started first, or be missing.
        self._asking = QDBusPendingCallWatcher(self._bus.asyncCall(ask), self)
        self._asking.finished.connect(self._answered)

    def _answered(self, call: QDBusPendingCallWatcher) -> None:
        if call is self._asking:
            self._asking = None
        arguments = call.reply().arguments()
        call.deleteLater()
        if self._wanted is None and not call.isError() and arguments:
            self._make(dark=_plain(arguments[0]) == PREFERS_DARK)
        elif self._wanted is None:
            self._make(dark=None)

    def _make(self, *, dark: bool | None) -> None:
        """The desktop's palette, mended; our own where that is of the other kind. dark: None for either."""
        self._dark = dark
        self._take_back()
        desktop = QGuiApplication.palette()
        if dark is None or (desktop.window().color().lightness() < _DARK_BELOW) is dark:
            palette = mended(desktop)
        else:
            palette = dark_palette() if dark else light_palette()
        if palette != desktop:
            self._own = True
            QGuiApplication.setPalette(palette)
        self._made = QGuiApplication.palette()

    def _take_back(self) -> None:
        """The desktop's palette, as it is now."""
        if self._own:
            self._own = False
            QGuiApplication.setPalette(QPalette())

    def _palette_changed(self) -> None:
        """Whoever changed it."""
        self._later.start()

    def _follow(self) -> None:
        """The desktop's palette may have changed. Qt tells of ours, too: that must not go round."""
        if QGuiApplication.palette() != self._made:
            self._make(dark=self._dark)


def _plain(value: Any) -> object:
    """What is inside variants of variants."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value


def dark_palette() -> QPalette:
    """The colours that Fusion has for a dark desktop, but for what is chosen."""
    return _palette(window=QColor(50, 50, 50), text=QColor(240, 240, 240), link=QColor(106, 176, 243))


def light_palette() -> QPalette:
    """The colours that Fusion has for a light desktop, but for what is chosen."""
    return _palette(window=QColor(239, 239, 239), text=QColor(0, 0, 0), link=QColor(0, 0, 255))


def _palette(*, window: QColor, text: QColor, link: QColor) -> QPalette:
    dark = window.lightness() < _DARK_BELOW
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    base = window.darker(140) if dark else QColor(255, 255, 255)
    palette = QPalette(window)
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(one, text)
    for one in (role.Window, role.Button):
        palette.setColor(one, window)
    palette.setColor(role.BrightText, QColor(255, 255, 255))
    palette.setColor(role.Base, base)
    palette.setColor(role.Light, window.lighter(150))
    palette.setColor(role.Dark, window.darker(150))
    palette.setColor(role.Mid, window.darker(130))
    palette.setColor(role.Midlight, window.darker(130).lighter(110))
    palette.setColor(role.Shadow, window.darker(200))
    palette.setColor(role.AlternateBase, base.lighter(120) if dark else base.darker(104))
    # Darker than Fusion's own, on which white letters stand out too little (3.7 instead of 4.5).
    palette.setColor(role.Highlight, QColor(38, 120, 172))
    # Left out it would be black or white, and what charts paint with it grey.
    palette.setColor(role.Accent, QColor(48, 140, 198))
    palette.setColor(role.HighlightedText, QColor(255, 255, 255))
    palette.setColor(role.Link, link)
    palette.setColor(role.LinkVisited, link.lighter(115) if dark else QColor(127, 0, 127))
    palette.setColor(role.ToolTipBase, base)
    palette.setColor(role.ToolTipText, text)
    pale = QColor(text)
    pale.setAlpha(150)
    palette.setColor(role.PlaceholderText, pale)
    off = QColor(130, 130, 130) if dark else QColor(150, 150, 150)
    for one in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(group.Disabled, one, off)
    palette.setColor(group.Disabled, role.Base, window)
    palette.setColor(group.Disabled, role.Highlight, QColor(145, 145, 145))
    palette.setColor(group.Disabled, role.Accent, QColor(145, 145, 145))
    return palette
