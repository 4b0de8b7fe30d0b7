"""The set-up scripts keep their promises to a person without root, without Python or without a display."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[2] / "packaging" / "setup"
TOOLS = ("bash", "cat", "dirname", "env", "mktemp", "rm", "tail")

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="the set-up scripts need bash")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The only folder on the path of a made-up machine: a shell and nothing else yet."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (folder / tool).symlink_to(found)
    return folder


def add(machine: Path, name: str, script: str) -> None:
    """Put a program on the made-up machine."""
    program = machine / name
    # By env, as the scripts themselves: the folder's name may have spaces, which no such line can hold.
    program.write_text(f"#!/usr/bin/env bash\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def run(machine: Path, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(SETUP / script), *arguments],
        cwd=machine.parent,
        env={"PATH": str(machine), "LC_ALL": "C.UTF-8"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def debian(machine: Path) -> Path:
    """A Debian with Python and its venv, where an ordinary user has no sudo and no package is installed."""
    add(machine, "python3", f'exec "{sys.executable}" "$@"')
    add(machine, "id", "echo 1000")
    add(machine, "dpkg-query", "true")
    add(machine, "apt-get", 'echo "apt-get $*" >>"$APT_LOG"')
    add(machine, "apt-cache", '[[ "$3" != *t64 ]]')
    return machine


def test_a_python_too_old_is_named_plainly(machine: Path) -> None:
    add(machine, "python3", "exit 0")  # what an old one prints for the question "are you 3.11 or newer?"
    result = run(machine, "find_python.sh")
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "needs Python 3.11 or newer" in result.stderr


def test_the_python_found_can_run_wattprint(machine: Path) -> None:
    add(machine, "python3.13", "exit 127")  # a version manager's command that does not start
    add(machine, "python3", f'exec "{sys.executable}" "$@"')
    result = run(machine, "find_python.sh")
    assert result.returncode == 0, result.stderr
    assert Path(result.stdout.strip()).samefile(sys.executable)


@pytest.mark.parametrize("display", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_without_root_one_line_says_what_to_install(debian: Path, display: dict[str, str]) -> None:
    result = run(debian, "system_packages.sh", "run", **display)
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert "sudo apt-get install" in line
    assert " libxcb-cursor0 " in line
    # Of two names for one library the one that this system's package lists know.
    assert " libglib2.0-0 " in line
    assert "t64" not in line
    assert "xvfb" not in line


def test_a_recorder_without_a_display_starts_without_qt(debian: Path) -> None:
    assert run(debian, "system_packages.sh", "run").returncode == 0


def test_nothing_is_installed_where_nothing_is_missing(debian: Path, tmp_path: Path) -> None:
    asked = run(debian, "system_packages.sh", "test").stderr.split("--no-install-recommends ")[1].split()
    assert {"xvfb", "dbus", "libegl1"} <= set(asked)
    installed = " ".join(f"installed:{name}" for name in asked)
    add(debian, "dpkg-query", f"echo -n '{installed} '")
    log = tmp_path / "apt.log"
    add(debian, "id", "echo 0")
    result = run(debian, "system_packages.sh", "test", APT_LOG=str(log))
    assert (result.returncode, result.stderr) == (0, "")
    assert not log.exists()


def test_root_installs_only_what_is_missing(debian: Path, tmp_path: Path) -> None:
    asked = run(debian, "system_packages.sh", "test").stderr.split("--no-install-recommends ")[1].split()
    installed = " ".join(f"installed:{name}" for name in asked if name != "trayer")
    add(debian, "dpkg-query", f"echo -n '{installed} '")
    add(debian, "id", "echo 0")
    log = tmp_path / "apt.log"
    result = run(debian, "system_packages.sh", "test", APT_LOG=str(log))
    assert result.returncode == 0, result.stderr
    update, install = log.read_text(encoding="utf-8").splitlines()
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends trayer")


def test_another_system_is_told_what_its_tests_will_miss(machine: Path) -> None:
    add(machine, "python3", f'exec "{sys.executable}" "$@"')
    result = run(machine, "system_packages.sh", "test")
    assert result.returncode == 0
    (line,) = result.stderr.splitlines()
    assert "Xvfb" in line


def test_the_tests_session_is_not_the_persons(machine: Path) -> None:
    result = run(
        machine,
        "private_session.sh",
        "env",
        DISPLAY=":0",
        WAYLAND_DISPLAY="wayland-0",
        DBUS_SESSION_BUS_ADDRESS="unix:path=/run/user/1000/bus",
    )
    assert result.returncode == 0, result.stderr
    names = {line.split("=", 1)[0] for line in result.stdout.splitlines()}
    assert not names & {"DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
