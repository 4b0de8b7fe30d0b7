"""The words of a start beside one that hangs. (The real thing is in the tests of the tray.)"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from wattprint.gui.unanswered import Unanswered

ROOT = Path(__file__).parents[2]

#: A start that asks, and says so once the box is there.
ASKING = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from wattprint.gui.unanswered import Unanswered
app = QApplication([])
QTimer.singleShot(0, lambda: print("asked", flush=True))
print(Unanswered(1).try_again(), flush=True)
"""


@pytest.mark.parametrize(("pid", "told"), [(4711, "end process 4711"), (None, "end it")])
def test_it_says_what_to_do(qtbot: QtBot, pid: int | None, told: str) -> None:
    box = Unanswered(pid)
    qtbot.addWidget(box)
    assert told in box.informativeText()
    assert box.defaultButton() is not None
    assert box.escapeButton() is not box.defaultButton()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_terminal_can_end_a_start_that_asks(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASKING],
        env={**os.environ, "PYTHONPATH": str(ROOT / "desktop"), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as app:
        try:
            assert app.stdout is not None
            assert app.stdout.readline() == "asked\n"
            app.send_signal(number)
            assert app.wait(60) == -number
        finally:
            app.kill()
