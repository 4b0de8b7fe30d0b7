"""A display that cannot be reached, and one that goes away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.system.tray_host import PATIENCE_S, Desk, missing_programs
from wattprint.system.displays import DISPLAY_VARIABLES

ROOT = Path(__file__).resolve().parents[2]

#: Nobody listens there.
NOWHERE = ":54321"

#: Python's lock is held, as while a window is made, when the X library finds that the server has gone.
LOSING = """
import ctypes, os, signal, sys
from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication, QWidget
from wattprint.gui.in_front import show_in_front
class Hearing(QObject):
    @Slot(bool)
    def hear(self, word):
        pass
app = QApplication([])
hearing = Hearing()
bus = QDBusConnection.sessionBus()
assert bus.connect("", "/test", "test.Test", "Word", hearing, SLOT("hear(bool)"))
window = QWidget()
show_in_front(window)
x11 = ctypes.PyDLL("libX11.so.6")
x11.XOpenDisplay.restype = ctypes.c_void_p
mine = ctypes.c_void_p(x11.XOpenDisplay(None))
print("ready", flush=True)
sys.stdin.readline()
while True:
    x11.XSync(mine, 0)
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "wattprint", "--lang", "en", *arguments],
        env={**environment, "DISPLAY": NOWHERE, "PYTHONPATH": str(ROOT / "desktop")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_where_the_display_cannot_be_reached_the_terminal_records() -> None:
    with start() as app:
        assert app.stdout is not None
        assert app.stdout.readline() == "No display found: recording in the terminal instead of the tray.\n"
        assert app.stdout.readline().startswith("Recording into ")
        app.send_signal(signal.SIGINT)
        _, told = app.communicate(timeout=PATIENCE_S)
    assert app.returncode == 0
    assert f"could not connect to display {NOWHERE}" in told
    assert "einstall" not in told


def test_at_a_login_without_a_display_the_app_leaves_and_records_nothing() -> None:
    with start("--background") as app:
        said, told = app.communicate(timeout=PATIENCE_S)
    assert app.returncode == 1
    assert said == ""
    assert told == f"wattprint.gui.display: could not connect to display {NOWHERE}\n"


def test_an_app_whose_display_goes_away_in_the_middle_of_a_call_ends(tmp_path: Path) -> None:
    if reason := missing_programs("Xvfb", "dbus-daemon"):
        pytest.skip(reason)
    with Desk(tmp_path) as desk:
        app = subprocess.Popen(
            [sys.executable, "-c", LOSING],
            env=desk.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert app.stdin is not None
            assert app.stdout is not None
            assert app.stdout.readline() == "ready\n"
            desk.lose_display()
            app.communicate("\n", timeout=PATIENCE_S)
            assert app.returncode == 1
        finally:
            app.kill()
            app.communicate()
