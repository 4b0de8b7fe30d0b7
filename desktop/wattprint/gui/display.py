"""A display that is named but cannot be reached, and one that goes away while the app runs."""

from __future__ import annotations

import logging
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from wattprint.reference.texts import plain
from wattprint.system.displays import DISPLAY_VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

#: Where there is no other way than with a display, and no start without one.
_ALWAYS_THERE = ("win32", "darwin")


def make_application(name: str, *, background: bool) -> QApplication:
    """The application. Does not return where no display can be reached.

    Qt would end the process with a core dump there, and with advice to install it again. Instead, the same
    command is begun once more without a display, which records in the terminal; background: nobody looks at
    one, so it is told and left (exit code 1).
    """
    if sys.platform in _ALWAYS_THERE or "QDBUS_DEBUG" in os.environ:
        # The latter lets Qt's bus thread talk, too, and wait for Python's lock, while what holds it waits for
        # the bus.
        return QApplication([name])
    said: list[str] = []

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            _do_without(said[0] if said else text, background=background)
        said.append(text)

    before = qInstallMessageHandler(hear)
    try:
        app = QApplication([name])
    finally:
        qInstallMessageHandler(before)
    for text in said:
        log.warning("%s", text)
    return app


def _do_without(reason: str, *, background: bool) -> None:
    """Called by Qt just before it would abort."""
    log.error("%s", plain(reason))
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if background:
        os._exit(1)
    without = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], without)  # noqa: S606 -- ourselves


@cache
def leave_when_it_goes() -> Callable[[int], int] | None:
    """End the process at once when the X server has gone; returns what the X library calls then.

    It would end it by itself, in the middle of a call that holds Python's lock; Qt's bus thread, which is
    waited for at the exit, waits for that lock: the app hung, and kept its recorder. Nothing is lost: what
    the ledger was told is in it, and the recorder ends with its input.
    """
    if QGuiApplication.platformName() != "xcb":
        return None
    import ctypes  # not before the first window: a resting tray has a budget

    def gone(_display: int) -> int:
        os._exit(1)

    handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(gone)
    try:
        ctypes.CDLL("libX11.so.6").XSetIOErrorHandler(handler)
    except (OSError, AttributeError):
        return None  # another X library: it ends as it does
    return handler
