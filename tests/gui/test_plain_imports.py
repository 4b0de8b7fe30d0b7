"""The sources of modules are not read, and not kept, because PySide6 would like to look into them."""

from __future__ import annotations

import subprocess
import sys

KEPT = """
import linecache, sys
from PySide6.QtCore import QObject
import wattprint.gui.app, wattprint.gui.main_window
kept = [name for name in linecache.cache if "wattprint" in name or "statistics" in name]
sys.exit(" ".join(kept[:5]))
"""


def test_no_sources_are_kept_in_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", KEPT], check=False, timeout=60, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.returncode == 0
