"""The recorder as it is put together from real parts: what it imports, whom it lets in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.fake_nvml import FakeCard, Scenario, environment
from wattprint.cli.main import main
from wattprint.recorder.assemble import real_meters
from wattprint.system.recorder_lock import RecorderLock

#: Runs a command and tells, at its end, which modules it has loaded.
WITH_MODULES = """
import json, sys
from wattprint.cli.main import main
code = main(sys.argv[2:])
with open(sys.argv[1], "w") as file:
    json.dump([code, sorted(sys.modules)], file)
"""

#: Each of these would cost the recorder more memory or start-up time than all of its own code.
HEAVY = {
    "PySide6",
    "shiboken6",
    "sqlite_utils",
    "numpy",
    "asyncio",
    "multiprocessing",
    "concurrent",
    "http",
    "ssl",
}


def modules_of(folder: Path, *words: str, environ: dict[str, str] | None = None) -> set[str]:
    """What a command loads, by the first part of the name."""
    listing = folder / "modules.json"
    done = subprocess.run(
        [sys.executable, "-c", WITH_MODULES, str(listing), *words],
        env=environ or dict(os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    code, modules = json.loads(listing.read_text())
    assert code == 0
    return {name.partition(".")[0] for name in modules} | set(modules)


@pytest.mark.parametrize(
    "words", [("record", "--duration", "1.2"), ("record", "--stream", "--duration", "1.2")]
)
def test_a_recorder_imports_nothing_heavy(words: tuple[str, ...], tmp_path: Path) -> None:
    loaded = modules_of(tmp_path, *words)
    assert loaded & HEAVY == set()
    assert "pynvml" not in loaded  # no card here: its 6 MB are not spent
    assert {"sqlite3", "wattprint.recorder.loop"} <= loaded


def test_with_a_card_only_its_library_is_added(nvml_folder: Path, tmp_path: Path) -> None:
    control = Scenario((FakeCard(),)).write(tmp_path / "control")
    loaded = modules_of(tmp_path, "record", "--duration", "1.2", environ=environment(nvml_folder, control))
    assert "pynvml" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("words", [("today",), ("sessions", "--json")])
def test_reading_needs_neither_meters_nor_a_recorder(words: tuple[str, ...], tmp_path: Path) -> None:
    loaded = modules_of(tmp_path, *words)
    assert loaded & HEAVY == set()
    assert not [
        name for name in loaded if name.startswith(("wattprint.metering", "wattprint.recorder", "pynvml"))
    ]


def test_the_real_meters_are_three_and_touch_nothing_before_they_are_opened() -> None:
    assert [meter.name for meter in real_meters()] == ["nvml", "amdgpu", "cpu"]


def test_a_second_recorder_says_so_and_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    ledger = Path(os.environ["WATTPRINT_LEDGER"])
    with RecorderLock(ledger):
        assert main(["record", "--duration", "1"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    assert f"(process {os.getpid()})" in line
    assert str(ledger) in line
    assert not ledger.exists()


def test_wrong_settings_are_told_and_the_recorder_records() -> None:
    config = Path(os.environ["WATTPRINT_CONFIG"])
    config.parent.mkdir()
    config.write_text("[measuring]\nall_user = true\n")
    done = subprocess.run(
        [sys.executable, "-m", "wattprint", "record", "--stream", "--duration", "1"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    details = [
        event["detail"]
        for event in events
        if event["type"] == "problem" and event["code"] == "settings-unknown"
    ]
    assert details == [f"{config}: measuring.all_user"]
    assert events[-1]["type"] == "bye"
