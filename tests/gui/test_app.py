"""The app as a process: what it loads, how it ends, what it says of its own faults."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wattprint.gui.app import log_bug
from wattprint.gui.language import locale_of
from wattprint.gui.remembered import Remembered
from wattprint.gui.settings.first_run import first_run_due
from wattprint.system.paths import Paths

ROOT = Path(__file__).parents[2]

#: The app with another program in the recorder's place; tells what it has loaded when it ends.
APP = """
import sys
from wattprint.gui import app
from wattprint.system.paths import find_paths
icons = []
def recorder_command(paths, language):
    from PySide6.QtGui import QGuiApplication
    icons.append("no-icon" if QGuiApplication.windowIcon().pixmap(16).isNull() else "windows-have-an-icon")
    return [sys.executable, "-c", "import sys; sys.stdin.read()"]
app.recorder_command = recorder_command
code = app.run_app(find_paths(), language="en", background=True)
print(" ".join(sorted(sys.modules) + icons))
sys.exit(code)
"""


#: The same as a person starts it; tells which windows it shows beside the main one.
STARTED = APP.replace("background=True", "background=False").replace(
    "code = ",
    """
from wattprint.gui import dialogs
def show_in_front(window, show=dialogs.show_in_front):
    show(window)
    print(type(window).__name__, flush=True)
dialogs.show_in_front = show_in_front
code = """,
)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "QT_QPA_PLATFORM": "offscreen"}


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_app_and_recorder_and_neither_loaded_too_much(number: signal.Signals) -> None:
    command = [sys.executable, "-c", APP]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as app:
        ends = time.monotonic() + 60
        while not (found := children(app.pid)):
            assert time.monotonic() < ends
            time.sleep(0.05)
        time.sleep(0.3)
        app.send_signal(number)
        out, _ = app.communicate(timeout=60)
    assert app.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in found)
    loaded = set(out.split())
    assert "wattprint.gui.tray" in loaded
    assert "windows-have-an-icon" in loaded
    heavy = {"sqlite_utils", "numpy", "pynvml", "asyncio", "wattprint.recorder", "PySide6.QtNetwork"}
    assert not heavy & loaded
    assert not [name for name in loaded if name.startswith("wattprint.metering")]


def test_the_command_line_loads_no_meter_into_the_tray() -> None:
    command = [sys.executable, "-X", "importtime", "-P", "-m", "wattprint", "--background"]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True) as app:
        ends = time.monotonic() + 60
        while not children(app.pid):
            assert time.monotonic() < ends
            time.sleep(0.05)
        time.sleep(0.3)
        app.terminate()
        _, said = app.communicate(timeout=60)
    loaded = {line.rpartition("|")[2].strip() for line in said.splitlines()}
    assert "wattprint.gui.tray" in loaded
    assert not [name for name in loaded if name.startswith(("wattprint.metering", "pynvml", "sqlite_utils"))]


def test_a_killed_app_takes_its_recorder_along() -> None:
    with subprocess.Popen([sys.executable, "-c", APP], env=environment()) as app:
        ends = time.monotonic() + 60
        while not (found := children(app.pid)):
            assert time.monotonic() < ends
            time.sleep(0.05)
        app.kill()
    while any(Path(f"/proc/{pid}").exists() for pid in found):
        assert time.monotonic() < ends, "an orphan"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_an_app_that_ends_under_its_first_page_shows_it_again(number: signal.Signals, home: Path) -> None:
    """By a signal, the tray or Ctrl+Q it ends in the same way; killed, in none."""
    paths = Paths(home / "ledger.sqlite3", home / "settings" / "settings.toml")
    places = {"WATTPRINT_LEDGER": str(paths.ledger), "WATTPRINT_CONFIG": str(paths.config)}
    command = [sys.executable, "-c", STARTED]
    for _ in range(2):
        with subprocess.Popen(command, env=environment() | places, stdout=subprocess.PIPE, text=True) as app:
            assert app.stdout is not None
            assert app.stdout.readline() == "FirstRun\n"
            app.send_signal(number)
            app.communicate(timeout=60)
        assert first_run_due(paths, Remembered(paths.config))
        assert not paths.config.exists()


def test_a_fault_in_a_slot_is_logged_whole(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ZeroDivisionError("x")
    except ZeroDivisionError as error:
        log_bug(type(error), error, error.__traceback__)
    assert "ZeroDivisionError" in caplog.text
    assert "test_a_fault_in_a_slot" in caplog.text


def test_numbers_follow_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert locale_of("fr").decimalPoint() == ","
    assert locale_of("en").decimalPoint() == "."
