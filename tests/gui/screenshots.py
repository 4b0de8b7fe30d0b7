"""Pictures of every window: python -m tests.gui.screenshots FOLDER [--only TEXT].

Light and dark, English and French, at 100 % and 200 %, with two months of numbers, with one session and with
none: a process for each, as many at a time as there are cores. Files are called
NAME-LANGUAGE-SCHEME-SCALE-DATA.png.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

from tests.gui.every_window import every_window, fill, settle, start, stop_the_clock

LANGUAGES, SCHEMES, SCALES, DATA = ("en", "fr"), ("light", "dark"), (100, 200), ("full", "one", "empty")

#: Large enough for every window at 200 %.
SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 2880, "height": 2000, "logicalDpi": 96, "dpr": 1}

#: Settings of whoever runs this that would be seen.
PERSONAL = ("XDG_", "WATTPRINT_", "LANG", "LC_", "QT_")

#: The most that one process may take (s).
LONGEST_S = 300


def take(folder: Path, kind: str) -> None:
    """Every picture of one kind, in a process of its own."""
    language, scheme, _, data = kind.split("-")
    stop_the_clock()
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication, QMenu

    from wattprint.gui.appearance import dark_palette, light_palette
    from wattprint.system.paths import Paths

    QCoreApplication.setApplicationName("wattprint")
    app = QApplication(["wattprint"])
    app.setStyle("Fusion")
    app.setPalette(dark_palette() if scheme == "dark" else light_palette())
    app.setQuitOnLastWindowClosed(False)
    home = Path(os.environ["HOME"])
    paths = Paths(home / "data" / "ledger.sqlite3", home / "settings" / "config.toml")
    fill(paths, data)
    desktop = start(paths, language, full=data != "empty")
    try:
        for name, window in every_window(desktop, full=data != "empty"):
            settle(window)
            if not window.grab().save(str(folder / f"{name}-{kind}.png")):
                raise OSError(f"{folder / name}: could not be written")
            if isinstance(window, QMenu):
                window.close()
    finally:
        desktop.stop()


def _child(folder: Path, kind: str) -> tuple[str, int, str]:
    """Run one kind; returns it with the exit code and what was said."""
    language, _, scale, _ = kind.split("-")
    with tempfile.TemporaryDirectory(prefix="wattprint-pictures-") as home:
        (Path(home) / "run").mkdir(mode=0o700)
        screen = Path(home) / "screen.json"
        screen.write_text(json.dumps({"screens": [SCREEN]}))
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(PERSONAL)},
            "HOME": home,
            "XDG_RUNTIME_DIR": f"{home}/run",
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path("~/.cache").expanduser())),
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
            "QT_SCALE_FACTOR": str(int(scale) / 100),
            "QT_LOGGING_RULES": "*.warning=false",
            "TZ": "UTC",
            "LC_ALL": {"en": "en_GB.UTF-8", "fr": "fr_FR.UTF-8"}[language],
        }
        command = [sys.executable, "-m", "tests.gui.screenshots", str(folder), "--kind", kind]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    return kind, done.returncode, done.stderr


def main() -> int:
    """Take them all; 1 when a process failed."""
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="only kinds that hold this, e.g. en-light-100-full")
    parser.add_argument("--kind", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder: Path = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    if options.kind:
        take(folder, options.kind)
        return 0
    kinds = ["-".join(map(str, one)) for one in product(LANGUAGES, SCHEMES, SCALES, DATA)]
    began_s, failed = time.monotonic(), 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        wanted = [kind for kind in kinds if options.only in kind]
        for kind, code, said in pool.map(_child, [folder] * len(wanted), wanted):
            failed += code != 0
            print(f"{kind:<24} {'ok' if code == 0 else f'failed ({code})'}", flush=True)
            if said.strip():
                print(said.strip(), file=sys.stderr)
    number = len(list(folder.glob("*.png")))
    print(f"{number} pictures in {folder} after {time.monotonic() - began_s:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
