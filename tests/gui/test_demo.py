"""`wattprint --demo` with a tray: the whole app as a process, its recorder too, on a ledger that vanishes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wattprint.gui.app import Desktop
from wattprint.gui.title_mark import mark_titles
from wattprint.ledger.errors import LedgerError
from wattprint.ledger.reader import LedgerReader
from wattprint.system.paths import Paths

ROOT = Path(__file__).parents[2]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "desktop"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return folder


def files_of(home: Path) -> list[Path]:
    return sorted(path for path in home.rglob("*") if path.is_file())


def await_live_session(temporary: Path) -> None:
    """Until the demo's recorder has written a session of its own."""
    ends_s = time.monotonic() + 120
    while time.monotonic() < ends_s:
        for ledger in temporary.glob("wattprint-demo-*/ledger.sqlite3"):
            try:
                with LedgerReader(ledger) as reader:
                    if any(one.open for one in reader.sessions("0001-01-01", "9999-12-31")):
                        return
            except LedgerError:
                continue
        time.sleep(0.2)
    raise AssertionError("the demo's recorder wrote no session")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_app_records_live_into_the_demo_and_into_nothing_else(
    temporary: Path, home: Path, number: signal.Signals
) -> None:
    before = files_of(home)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "wattprint", "--demo", "--background"], stdout=subprocess.DEVNULL
    ) as app:
        try:
            await_live_session(temporary)
            app.send_signal(number)
            app.communicate(timeout=60)
        finally:
            app.kill()  # a test that failed must not wait for an app that nobody told to stop
    assert files_of(home) == before
    left = list(temporary.iterdir())
    if number is signal.SIGTERM:
        assert app.returncode == 0
        assert left == []
    else:
        assert len(left) == 1
        ends_s = time.monotonic() + 60
        while list(temporary.iterdir()):  # its recorder goes first, then the next demo clears away
            assert time.monotonic() < ends_s
            command = [sys.executable, "-P", "-m", "wattprint", "--demo", "services"]
            subprocess.run(command, stdout=subprocess.DEVNULL, timeout=60, check=False)


@pytest.mark.parametrize(("folder", "mark"), [("wattprint-demo-x", "DEMO · "), ("wattprint", "")])
def test_row_title_and_date_carry_the_mark(tmp_path: Path, qapp: object, folder: str, mark: str) -> None:
    desktop = Desktop(Paths(tmp_path / folder / "ledger.sqlite3", tmp_path / "config.toml"), "en")
    assert desktop._rows().today.startswith(f"{mark}Today")
    window = desktop._make_window()
    assert window.windowTitle() == f"{mark}Wattprint"
    desktop.open_window()
    assert desktop._window is not None
    assert desktop._window.header.date.text().startswith("DEMO · ") is bool(mark)
    desktop._window.close()
    window.deleteLater()
    desktop.stop()
    mark_titles("")
