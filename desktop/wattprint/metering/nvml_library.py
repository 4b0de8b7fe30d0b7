"""NVIDIA's management library: where it is, whether to trust the place, and what its error codes mean.

nvidia-ml-py loads the library by its bare name, which misses several systems that keep it elsewhere. Here
the dynamic loader is asked first, then a fixed list of folders, and the result is handed to nvidia-ml-py.
nvidia-smi is never run.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from wattprint.domain.readings import Problem
from wattprint.metering.meter import MeterUnavailable

LIBRARY = "libnvidia-ml.so.1"

#: Where systems keep the library when their loader does not know it, most particular first.
FOLDERS = (
    "/usr/lib/wsl/lib",  # WSL2, mounted from Windows
    "/run/opengl-driver/lib",  # NixOS
    "/usr/local/nvidia/lib64",  # NVIDIA's container runtime
    "/usr/local/nvidia/lib",
    "/usr/lib/x86_64-linux-gnu",  # Debian, Ubuntu
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib/x86_64-linux-gnu/nvidia/current",  # Debian's alternatives
    "/usr/lib/aarch64-linux-gnu/nvidia/current",
    "/usr/lib64",  # Fedora, openSUSE
    "/usr/lib64/nvidia",
    "/usr/lib",  # Arch
    "/usr/lib/nvidia",
)

SUCCESS = 0
NOT_FOUND = 6

#: Codes of NVML after which no call can work until the library is initialised again: uninitialised, driver
#: not loaded, library not found, library and driver of different versions.
DRIVER_FAILED = frozenset({1, 9, 12, 18})

#: Codes after which one card is gone: lost, needs a reset, not found.
CARD_FAILED = frozenset({15, 16, 28})

#: Codes that will not change by asking again: not supported, no permission, function not in this driver,
#: wrong version of an argument, deprecated.
UNSUPPORTED = frozenset({3, 4, 13, 25, 26})

_PROBLEMS = {
    1: "nvidia-uninitialised",
    4: "nvidia-no-permission",
    9: "nvidia-driver-not-loaded",
    12: "nvidia-no-library",
    15: "nvidia-gpu-lost",
    16: "nvidia-reset-required",
    18: "nvidia-library-mismatch",
    28: "nvidia-gpu-lost",
}


def problem_of(error: Any, device_key: str | None = None) -> Problem:
    """What an NVMLError means for people; codes without a text of their own carry NVML's name for them."""
    code = _PROBLEMS.get(error.value)
    if code is not None:
        return Problem(code, device_key)
    return Problem("nvidia-error", device_key, f"{error} ({error.value})")


class NvmlLibrary:
    """Finds the library and readies nvidia-ml-py with it.

    folders, environ, platform and open_library are the system's own unless a test brings others.
    """

    def __init__(
        self,
        folders: Iterable[str] = FOLDERS,
        *,
        environ: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
        open_library: Callable[[str], ctypes.CDLL] = ctypes.CDLL,
    ) -> None:
        self._folders = tuple(folders)
        self._environ = environ
        self._platform = platform
        self._open_library = open_library

    def load(self) -> Any:
        """The module pynvml, with the library in it and not yet initialised.

        Raises MeterUnavailable ("nvidia-no-library") when there is none. nvidia-ml-py is imported only
        once there is
        a library to use: it costs 6 MB that a machine without an NVIDIA card need not spend.
        """
        library = self._find()
        if library is None:
            raise MeterUnavailable(Problem("nvidia-no-library"))
        import pynvml

        with pynvml.libLoadLock:
            if pynvml.nvmlLib is not library:
                # The module remembers functions by name: those of another library must not survive.
                pynvml._nvmlGetFunctionPointer_cache.clear()  # noqa: SLF001
                pynvml.nvmlLib = library
        return pynvml

    def _find(self) -> ctypes.CDLL | None:
        if self._platform.startswith("win"):
            return self._first(_windows_paths(self._environ))
        if loader_is_safe(self._environ):
            found = self._first([LIBRARY])
            if found is not None:
                return found
        paths = (Path(folder, LIBRARY) for folder in self._folders)
        return self._first(str(path.resolve()) for path in paths if is_trusted(path))

    def _first(self, names: Iterable[str]) -> ctypes.CDLL | None:
        for name in names:
            try:
                return self._open_library(name)
            except OSError:
                continue  # not there, or built for another processor: the next may fit
        return None


def loader_is_safe(environ: Mapping[str, str]) -> bool:
    """The dynamic loader looks at absolute places only.

    An empty or relative element of LD_LIBRARY_PATH (often left by "…:$LD_LIBRARY_PATH") means the working
    folder, from where anybody's file of the right name would be loaded.
    """
    places = environ.get("LD_LIBRARY_PATH", "")
    return not places or all(place.startswith("/") for place in places.replace(";", ":").split(":"))


def is_trusted(path: Path, *, look: Callable[[Path], os.stat_result] = Path.stat) -> bool:
    """Only root could have put this file there: it and every folder above it, before and after symbolic
    links.

    A folder that others may write to is accepted only with the sticky bit, under which nobody else can
    replace an entry of root's (NixOS keeps its store like that); the entry itself is checked like the rest.
    """
    places = {place for start in (path.absolute(), path.resolve()) for place in (start, *start.parents)}
    try:
        return all(_only_root_writes(look(place)) for place in places)
    except OSError:
        return False


def _only_root_writes(found: os.stat_result) -> bool:
    others_write = bool(found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
    sticky_folder = stat.S_ISDIR(found.st_mode) and bool(found.st_mode & stat.S_ISVTX)
    return found.st_uid == 0 and (sticky_folder or not others_write)


def _windows_paths(environ: Mapping[str, str]) -> list[str]:
    # Untested on Windows. Both folders are the administrator's; the bare name would search the working
    # folder.
    system = environ.get("SYSTEMROOT", r"C:\Windows")
    programs = environ.get("PROGRAMFILES", r"C:\Program Files")
    return [rf"{system}\System32\nvml.dll", rf"{programs}\NVIDIA Corporation\NVSMI\nvml.dll"]
