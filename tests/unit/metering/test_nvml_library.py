"""Where NVIDIA's library is found, which places are not trusted, and how another process meets it."""

from __future__ import annotations

import ctypes
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.fakes import fake_nvml
from tests.fakes.fake_nvml import FakeCard, FakeDriver, FakeProcess, Phase, Scenario, Wave
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.nvml_library import (
    FOLDERS,
    LIBRARY,
    NvmlLibrary,
    is_trusted,
    loader_is_safe,
    problem_of,
)

DESKTOP = Path(__file__).parents[3] / "desktop"


class Loader:
    """Stands for ctypes.CDLL: knows some names, remembers all that were asked for."""

    def __init__(self, *known: str) -> None:
        self.known = known
        self.asked: list[str] = []
        self.library = ctypes.CDLL(None)

    def __call__(self, name: str) -> ctypes.CDLL:
        self.asked.append(name)
        if name not in self.known:
            raise OSError(f"{name}: cannot open shared object file")
        return self.library


@pytest.mark.parametrize(
    ("places", "safe"),
    [
        (None, True),
        ("", True),  # the loader takes an empty variable for none
        ("/opt/cuda/lib64", True),
        ("/opt/cuda/lib64:/usr/local/lib", True),
        ("/opt/cuda/lib64:", False),
        (":/opt/cuda/lib64", False),
        ("/opt/a::/opt/b", False),
        ("lib", False),
        (".:/opt/cuda/lib64", False),
        ("/opt/cuda/lib64;lib", False),
    ],
)
def test_places_that_mean_the_working_folder(places: str | None, safe: bool) -> None:
    assert loader_is_safe({} if places is None else {"LD_LIBRARY_PATH": places}) is safe


def test_loader_comes_first_and_is_passed_over_when_it_may_look_here() -> None:
    loader = Loader(LIBRARY)
    assert NvmlLibrary((), environ={}, platform="linux", open_library=loader)._find() is loader.library
    unsafe = {"LD_LIBRARY_PATH": "/opt/cuda/lib64:"}
    loader = Loader(LIBRARY)
    assert NvmlLibrary((), environ=unsafe, platform="linux", open_library=loader)._find() is None
    assert loader.asked == []


def test_only_trusted_folders_follow(tmp_path: Path) -> None:
    # Below the folder for temporary files of a test run by an ordinary person, nothing is root's.
    mine = tmp_path / LIBRARY
    mine.write_bytes(b"")
    mine.chmod(0o666)
    loader = Loader(str(mine))
    assert NvmlLibrary((str(tmp_path),), environ={}, platform="linux", open_library=loader)._find() is None
    assert loader.asked == [LIBRARY]


def test_a_library_for_another_processor_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("wattprint.metering.nvml_library.is_trusted", lambda path: True)
    wrong, right = tmp_path / "wrong", tmp_path / "right"
    loader = Loader(str(right / LIBRARY))
    found = NvmlLibrary((str(wrong), str(right)), environ={}, platform="linux", open_library=loader)._find()
    assert found is loader.library
    assert loader.asked == [LIBRARY, str(wrong / LIBRARY), str(right / LIBRARY)]


def test_every_known_folder_is_absolute() -> None:
    assert all(folder.startswith("/") for folder in FOLDERS)
    assert {"/usr/lib/wsl/lib", "/run/opengl-driver/lib", "/usr/local/nvidia/lib64"} < set(FOLDERS)


def test_no_library_is_said_without_importing_nvidia_ml_py() -> None:
    program = (
        "import sys\n"
        "from wattprint.metering.meter import MeterUnavailable\n"
        "from wattprint.metering.nvml_library import NvmlLibrary\n"
        "def none(name): raise OSError(name)\n"
        "try: NvmlLibrary((), open_library=none).load()\n"
        "except MeterUnavailable as e: print(e.problem.code, 'pynvml' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(DESKTOP)},
    )
    assert done.stdout.split() == ["nvidia-no-library", "False"]


def test_windows_takes_the_administrators_folders_only() -> None:
    places = {"SYSTEMROOT": r"D:\Windows", "PROGRAMFILES": r"D:\Programs"}
    loader = Loader()
    assert NvmlLibrary(environ=places, platform="win32", open_library=loader)._find() is None
    assert loader.asked == [r"D:\Windows\System32\nvml.dll", r"D:\Programs\NVIDIA Corporation\NVSMI\nvml.dll"]


# ---- trust ----


class Tree:
    """What stat() says of made-up places: root's and closed to others unless told otherwise."""

    def __init__(self, **odd: tuple[int, int]) -> None:
        self.odd = {f"/{name.replace('__', '/')}": value for name, value in odd.items()}

    def __call__(self, path: Path) -> os.stat_result:
        folder = path.name != LIBRARY
        uid, mode = self.odd.get(str(path), (0, 0o755))
        kind = stat.S_IFDIR if folder else stat.S_IFREG
        return os.stat_result((kind | mode, 0, 0, 1, uid, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("odd", "trusted"),
    [
        ({}, True),
        ({"opt__nvidia": (1000, 0o755)}, False),
        ({"opt": (0, 0o775)}, False),
        ({"opt": (0, 0o757)}, False),
        ({"opt": (0, 0o1777)}, True),  # sticky: nobody but root can replace root's entry in it
        ({"opt": (1000, 0o1777)}, False),
        ({f"opt__nvidia__{LIBRARY}": (1000, 0o644)}, False),
        ({f"opt__nvidia__{LIBRARY}": (0, 0o664)}, False),
        ({f"opt__nvidia__{LIBRARY}": (0, 0o1646)}, False),  # the sticky bit of a file means nothing
    ],
)
def test_trust(odd: dict[str, tuple[int, int]], trusted: bool) -> None:
    assert is_trusted(Path("/opt/nvidia", LIBRARY), look=Tree(**odd)) is trusted


def test_trust_follows_symbolic_links(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / LIBRARY).write_bytes(b"")
    (tmp_path / "lib").symlink_to(tmp_path / "store")
    asked: list[Path] = []

    def look(path: Path) -> os.stat_result:
        asked.append(path)
        return Tree()(path)

    assert is_trusted(tmp_path / "lib" / LIBRARY, look=look)
    assert {tmp_path / "lib", tmp_path / "store", Path("/")} <= set(asked)


def test_trust_of_nothing(tmp_path: Path) -> None:
    assert not is_trusted(tmp_path / LIBRARY)


# ---- error codes ----


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (1, "nvidia-uninitialised"),
        (4, "nvidia-no-permission"),
        (9, "nvidia-driver-not-loaded"),
        (12, "nvidia-no-library"),
        (15, "nvidia-gpu-lost"),
        (16, "nvidia-reset-required"),
        (18, "nvidia-library-mismatch"),
        (28, "nvidia-gpu-lost"),
    ],
)
def test_codes_with_a_text_of_their_own(code: int, problem: str) -> None:
    assert problem_of(SimpleNamespace(value=code), "nvidia:x").code == problem
    assert problem_of(SimpleNamespace(value=code), "nvidia:x").detail == ""


def test_other_codes_carry_nvmls_name(driver: FakeDriver) -> None:
    pynvml = NvmlLibrary(environ={}, platform="linux", open_library=lambda name: driver.library).load()
    assert problem_of(pynvml.NVMLError(10)).detail == "Timeout (10)"
    assert problem_of(pynvml.NVMLError(777)).code == "nvidia-error"
    assert "777" in problem_of(pynvml.NVMLError(777)).detail


def test_loading_another_library_forgets_the_functions_of_the_first(driver: FakeDriver) -> None:
    pynvml = NvmlLibrary(environ={}, platform="linux", open_library=lambda name: driver.library).load()
    pynvml.nvmlInit()  # the module now remembers where this function is
    other = ctypes.CDLL(None)
    NvmlLibrary(environ={}, platform="linux", open_library=lambda name: other).load()
    with pytest.raises(pynvml.NVMLError_FunctionNotFound):
        pynvml.nvmlInit()


# ---- another process, through the dynamic loader, on real clocks ----

CHILD = """
import json, sys, time
from wattprint.domain.readings import Instant
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.nvidia import NvidiaMeter
meter = NvidiaMeter()
for line in sys.stdin:
    try:
        if line.strip() == "open":
            meter.open()
            answer = [device.key for device in meter.devices()]
        else:
            now = time.monotonic()
            readings = meter.read(Instant(now, now, time.time()))
            answer = [
                [r.energy_j, r.power_w, r.shares_known, [[p.pid, p.sm_share] for p in r.processes or ()]]
                for r in readings
            ]
            answer.append([now, time.monotonic()])
    except MeterUnavailable as error:
        answer = error.problem.code
    print(json.dumps(answer), flush=True)
"""


class Child:
    """The meter in a process of its own, as the recorder has it."""

    def __init__(self, environ: dict[str, str], folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environ | {"PYTHONPATH": str(DESKTOP)},
            cwd=folder,
        )

    def ask(self, word: str):  # type: ignore[no-untyped-def]
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def stop(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        assert self.process.wait(60) == 0
        self.process.stdout.close()


def test_another_process_finds_the_library_and_never_runs_nvidia_smi(
    nvml_folder: Path, tmp_path: Path
) -> None:
    trap = tmp_path / "bin" / "nvidia-smi"
    trap.parent.mkdir()
    trap.write_text(f"#!/bin/sh\necho >{tmp_path}/was-run\n")
    trap.chmod(0o755)
    steady = FakeCard(waves=(Wave((Phase(1000, 100, 50),)),), processes=(FakeProcess(7, 40, when="always"),))
    control = Scenario((steady,)).write(tmp_path / "control")
    calls = tmp_path / "calls"
    environ = fake_nvml.environment(nvml_folder, control, calls=calls)
    child = Child(environ | {"PATH": f"{trap.parent}:{environ['PATH']}"}, tmp_path)
    assert child.ask("open") == [f"nvidia:{steady.uuid}"]
    first, (begun_s, _) = child.ask("read")
    time.sleep(0.5)
    second, (_, ended_s) = child.ask("read")
    # 100 W, and the counter was read somewhere within each pair of clock readings.
    assert 50.0 <= second[0] - first[0] <= 100.0 * (ended_s - begun_s) + 0.01
    assert second[1:] == [100.0, True, [[7, pytest.approx(0.40)]]]
    # What changes in the control file is met while the program runs.
    Scenario((steady,), faults=fake_nvml.driver_fails(18)).write(control)
    assert child.ask("read") == "nvidia-library-mismatch"
    assert child.ask("open") == "nvidia-library-mismatch"
    Scenario((steady,)).write(control)
    assert child.ask("open") == [f"nvidia:{steady.uuid}"]
    assert len(child.ask("read")) == 2
    child.stop()
    counted = dict(line.split() for line in calls.read_text().splitlines())
    assert int(counted["init"]) == 3
    assert int(counted["total"]) == sum(int(count) for name, count in counted.items() if name != "total")
    assert not (tmp_path / "was-run").exists()


def test_another_process_with_the_working_folder_in_its_path_does_not_load_from_there(
    nvml_folder: Path, tmp_path: Path
) -> None:
    control = Scenario().write(tmp_path / "control")
    environ = fake_nvml.environment(nvml_folder, control) | {"LD_LIBRARY_PATH": f"{nvml_folder}:"}
    child = Child(environ, nvml_folder)
    assert child.ask("open") != [f"nvidia:{FakeCard().uuid}"]
    child.stop()


def test_library_missing_raises_meter_unavailable() -> None:
    with pytest.raises(MeterUnavailable) as caught:
        NvmlLibrary((), environ={}, platform="linux", open_library=Loader()).load()
    assert caught.value.problem.code == "nvidia-no-library"
