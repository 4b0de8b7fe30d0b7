"""What the icon does not wait for."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: Of what is loaded once the day is read and the recorder speaks, that which takes long. QtSvg never is.
NOT_BEFORE_THE_ICON = (
    "PySide6.QtSvg",
    "locale",
    "sqlite3",
    "wattprint.domain.cloud",
    "wattprint.domain.factors",
    "wattprint.domain.readings",
    "wattprint.domain.split",
    "wattprint.domain.typed_count",
    "wattprint.gui.day_reader",
    "wattprint.gui.live_lines",
    "wattprint.ledger.reader",
)

#: The app as a session starts it, up to the moment when it asks for a place for its icon.
UNTIL_THE_ICON = f"""
import gc, os, sys
from PySide6.QtWidgets import QSystemTrayIcon
from wattprint.cli import desktop
from wattprint.cli.main import main
collected = []
def run_desktop(*arguments, **named):
    gc.collect()
    gc.callbacks.append(lambda phase, facts: collected.append(phase))
    return begin(*arguments, **named)
begin, desktop.run_desktop = desktop.run_desktop, run_desktop
def is_system_tray_available():
    loaded = sorted(set({NOT_BEFORE_THE_ICON!r}) & set(sys.modules))
    print("reached", *loaded, *collected, flush=True)
    os._exit(0)
QSystemTrayIcon.isSystemTrayAvailable = staticmethod(is_system_tray_available)
main(["--background"])
"""


def test_the_icon_waits_neither_for_what_comes_later_nor_for_the_collector(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "WATTPRINT_LEDGER": str(tmp_path / "ledger.sqlite"),
        "WATTPRINT_CONFIG": str(tmp_path / "settings.toml"),
    }
    done = subprocess.run(
        [sys.executable, "-P", "-c", UNTIL_THE_ICON],
        check=False,
        timeout=60,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.stdout.split() == ["reached"], done.stderr
