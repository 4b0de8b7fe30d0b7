"""The desktop app put together: recorder, status, tray."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from wattprint.gui.language import install_translators, locale_of
from wattprint.gui.recorder_process import RecorderProcess, recorder_command
from wattprint.gui.rows import RowWriter
from wattprint.gui.status import StatusKeeper
from wattprint.gui.tray import Tray
from wattprint.gui.tray_host import TrayHost
from wattprint.gui.unix_signals import UnixSignals
from wattprint.reference.texts import Texts
from wattprint.system.paths import APP

if TYPE_CHECKING:
    from types import TracebackType

    from wattprint.gui.plain_window import PlainWindow
    from wattprint.system.paths import Paths

log = logging.getLogger(__name__)

#: Most desktops have their tray up by then; later the person would think that nothing started.
NO_TRAY_MS = 3000


def run_app(paths: Paths, *, language: str, background: bool) -> int:  # noqa: ARG001 -- see below
    """Run the desktop app until it is quit; returns the exit code.

    background: started by the session rather than by the person. (There is no window yet that this would hold
    back: without a tray the app must be visible either way.)
    """
    # Before the application and its icon: tray hosts know the item by these names.
    QCoreApplication.setApplicationName(APP)
    QGuiApplication.setDesktopFileName(APP)
    app = QApplication([APP])
    app.setApplicationDisplayName("Wattprint")
    app.setQuitOnLastWindowClosed(False)
    app.setQuitLockEnabled(False)
    sys.excepthook = log_bug
    install_translators(app, language)
    signals = UnixSignals()
    signals.quit_wanted.connect(app.quit)
    desktop = Desktop(paths, language)
    desktop.start()
    try:
        return app.exec()
    finally:
        desktop.stop()
        signals.close()


class Desktop(QObject):
    """Everything that lives while the app runs."""

    def __init__(self, paths: Paths, language: str) -> None:
        super().__init__()
        self._writer = RowWriter(locale_of(language), Texts(language))
        self._tray: Tray | None = None
        self._window: PlainWindow | None = None
        self._keeper = StatusKeeper(paths.ledger, self)
        self._keeper.changed.connect(self._show)
        self._recorder = RecorderProcess(recorder_command(paths, language), paths.ledger, self)
        self._recorder.line_read.connect(self._keeper.take_line)
        self._recorder.state_changed.connect(self._keeper.take_recorder)
        self._host = TrayHost(self)
        self._host.found.connect(self._make_tray)

    def start(self) -> None:
        """Start measuring, and show an icon as soon as there is a place for it."""
        self._host.start()
        self._recorder.start()
        QTimer.singleShot(NO_TRAY_MS, self._do_without_tray)

    def stop(self) -> None:
        """Stop measuring; what was measured is written."""
        self._keeper.changed.disconnect(self._show)
        self._recorder.stop_and_wait()

    def _make_tray(self, over_bus: bool) -> None:
        self._tray = Tray(over_bus=over_bus, rows=self._writer.rows(self._keeper.status), parent=self)
        self._tray.quit_wanted.connect(QCoreApplication.quit)
        self._tray.opened.connect(self._open)
        if self._window is not None:
            self._window.set_only_way(False)
            self._window.hide()

    def _do_without_tray(self) -> None:
        if self._tray is None:
            log.info("this desktop shows no tray; a window takes its place")
            self._open()

    def _open(self) -> None:
        rows = self._writer.rows(self._keeper.status)
        if self._window is None:
            # Only when it is wanted: a resting tray carries no windows.
            from wattprint.gui.plain_window import PlainWindow

            self._window = PlainWindow(rows)
            self._window.quit_wanted.connect(QCoreApplication.quit)
        self._window.show_rows(rows)
        self._window.set_only_way(self._tray is None)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _show(self) -> None:
        rows = self._writer.rows(self._keeper.status)
        if self._tray is not None:
            self._tray.show_rows(rows)
        if self._window is not None and self._window.isVisible():
            self._window.show_rows(rows)


def log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault in one slot is told in the log; the app goes on."""
    log.critical("a fault in Wattprint", exc_info=(kind, error, trace))
