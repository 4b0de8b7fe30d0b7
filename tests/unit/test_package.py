"""What is installed is what the repository says: version, command, resources, locked dependencies."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import wattprint

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def pins(lock: str) -> set[tuple[str, str, str | None]]:
    """(name, version, marker) of each pin of a lock; a line that is neither pin nor hash fails."""
    found = set()
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if requirement := REQUIREMENT.match(line):
            found.add((requirement["name"], requirement["version"], requirement["marker"]))
        else:
            # No address, index or path of the machine that made the lock may be left in it.
            assert HASH.match(line), f"{lock}: unexpected line {line!r}"
    return found


def declared(requirement: str) -> str:
    """The normalised name at the start of a requirement."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def test_installed_version_is_the_packages() -> None:
    assert metadata.version("wattprint") == wattprint.__version__


def test_the_command_is_installed() -> None:
    scripts = metadata.distribution("wattprint").entry_points.select(group="console_scripts")
    assert {script.name: script.value for script in scripts} == {"wattprint": "wattprint.cli.main:main"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_declared_dependency_is_locked(lock: str) -> None:
    requires = metadata.requires("wattprint")
    assert requires
    assert {declared(requirement) for requirement in requires} <= {name for name, _, _ in pins(lock)}


def test_tests_run_on_what_people_run() -> None:
    run, dev = (pins(lock) for lock in LOCKS)
    assert run <= dev


def test_wheel_carries_code_and_resources(tmp_path: Path) -> None:
    """What a person installs from a wheel has the reference data; a checkout reads it from resources/."""
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONWARNINGS": "default"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    resources = {
        f"wattprint/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert resources <= names
    assert "wattprint/cli/__init__.py" in names
    assert not {name for name in names if name.startswith(("tests/", "desktop/"))}
