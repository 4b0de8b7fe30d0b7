"""How to start this installation again, from anywhere and at any time."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The console script's name.
SCRIPT = "wattprint"

#: Three folders above this file: what has to be on the import path.
_IMPORT_ROOT = Path(__file__).resolve().parents[2]


def launch_command(
    *,
    argv0: str | None = None,
    executable: str | None = None,
    environ: Mapping[str, str] = os.environ,
    import_root: Path = _IMPORT_ROOT,
) -> list[str]:
    """Absolute program and arguments that start what is running now, without any option.

    In this order: the AppImage we were started from; the console script we were started as; the one that the
    running interpreter's environment has; the interpreter with `-m wattprint`, told where the package lies
    when only PYTHONPATH knew. Links (pipx, ~/.local/bin) are kept as they are: they outlive an upgrade.
    """
    argv0 = sys.argv[0] if argv0 is None else argv0
    executable = sys.executable if executable is None else executable
    image = environ.get("APPIMAGE", "")
    if image and Path(image).is_file():
        return [str(Path(image).absolute())]
    started_as = Path(argv0)
    if started_as.stem == SCRIPT and _runnable(started_as):
        return [str(started_as.absolute())]
    # Not resolved: the python of a virtual environment is a link to one that knows nothing of it.
    python = Path(executable).absolute()
    beside = python.with_name(SCRIPT + python.suffix if python.suffix == ".exe" else SCRIPT)
    told = environ.get("PYTHONPATH", "").split(os.pathsep)
    by_path_only = any(part and Path(part).resolve() == import_root.resolve() for part in told)
    if _runnable(beside) and not by_path_only:
        return [str(beside)]
    # -P: a module that lies in the session's working folder must not take part.
    module = [str(python), "-P", "-m", SCRIPT]
    if by_path_only and os.name == "posix":
        return ["/usr/bin/env", f"PYTHONPATH={import_root}", *module]
    return module


def typed_command(*arguments: str, command: list[str] | None = None) -> str:
    """What to type in a terminal to start this installation: its bare name where the PATH leads to it."""
    command = launch_command() if command is None else command
    found = shutil.which(SCRIPT)
    if found is not None and [str(Path(found).absolute())] == command:
        command = [SCRIPT]
    return shlex.join([*command, *arguments])


def _runnable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
