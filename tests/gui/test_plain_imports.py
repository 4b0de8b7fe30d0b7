"""The sources of modules are not read, and not kept, because PySide6 would like to look into them."""

from __future__ import annotations

import subprocess
import sys

#: In the order of the app.
KEPT = """
import linecache, sys
from wattprint.cli import main
from wattprint.gui.app import run_app
from wattprint.gui.main_window import MainWindow
kept = [name for name in linecache.cache if "wattprint" in name or "sqlite3" in name]
sys.exit(" ".join(kept[:5]) or 0)
"""


def test_no_sources_are_kept_in_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", KEPT], check=False, timeout=60, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.returncode == 0
