"""What the app tells a person to type in a terminal is there to be found."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from wattprint.system.launch_command import typed_command


def script_in(folder: Path, says: str) -> Path:
    folder.mkdir(parents=True)
    script = folder / "wattprint"
    script.write_text(f'#!/bin/sh\necho {says} "$@"\n')
    script.chmod(0o755)
    return script


@pytest.mark.parametrize("path", ["bin", "other bin", "empty"])
def test_it_starts_this_installation_whatever_the_path_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    mine = script_in(tmp_path / "bin", "mine")
    script_in(tmp_path / "other bin", "not-mine")
    monkeypatch.setenv("PATH", str(tmp_path / path))
    typed = typed_command("doctor", command=[str(mine)])
    assert (typed == "wattprint doctor") is (path == "bin")
    done = subprocess.run(["/bin/sh", "-c", typed], capture_output=True, text=True, check=True)
    assert done.stdout == "mine doctor\n"


def test_blanks_are_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = script_in(tmp_path / "a clone" / "bin", "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    typed = typed_command("doctor", command=[str(mine)])
    done = subprocess.run(["/bin/sh", "-c", typed], capture_output=True, text=True, check=True)
    assert done.stdout == "mine doctor\n"
