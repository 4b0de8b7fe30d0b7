"""Cards for the fake NVIDIA driver of fake_nvml.c: what they are, what goes wrong, and the energy they
truly used.

The fake is a real libnvidia-ml.so.1, so the real nvidia-ml-py runs on it. A program in another process
finds it through environment(); a test in this process loads it as FakeDriver and sets its time by hand.
Times are seconds of the monotonic clock throughout. The control file may be written again at any time: the
next call reads it.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("fake_nvml.c")
LIBRARY = "libnvidia-ml.so.1"

#: Unix time at monotonic 0 while a test sets the time; the same number stands in fake_nvml.c.
FIXED_EPOCH_S = 1_800_000_000.0

#: When a process computes: in the phases in which the card works, or all the time; else phase numbers
#: ("0,2").
BUSY = "busy"
ALWAYS = "always"


class CompilerMissing(Exception):
    """There is no C compiler here, so there is no fake driver."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of a wave; utilisation_percent is the whole card's, at 10 and above the card works (BUSY)."""

    seconds: float
    power_w: float
    utilisation_percent: float = 0.0


#: 300 W for 3 s, 30 W for 7 s: a chat that answers now and then. Its mean is 111 W.
BURSTS = (Phase(3, 300, 95), Phase(7, 30, 0))


@dataclass(frozen=True, slots=True)
class Wave:
    """Phases that repeat from from_s on, until the next wave of the card begins."""

    phases: tuple[Phase, ...] = BURSTS
    from_s: float = 0.0

    def energy_j(self, elapsed_s: float) -> float:
        """Joules over the first elapsed_s seconds of the wave."""
        period_s = sum(phase.seconds for phase in self.phases)
        rest_s = elapsed_s % period_s
        whole_j = sum(phase.seconds * phase.power_w for phase in self.phases)
        energy_j = whole_j * round((elapsed_s - rest_s) / period_s)
        for phase in self.phases:
            energy_j += phase.power_w * min(max(rest_s, 0.0), phase.seconds)
            rest_s -= phase.seconds
        return energy_j


@dataclass(frozen=True, slots=True)
class FakeProcess:
    """A process on a card.

    kinds: "C" compute, "G" graphics, "M" MPS, or several ("CG").
    sm_percent: SM time while it computes; `when` says when that is (BUSY, ALWAYS, or phase numbers).
    from_s, until_s: listed in between; its last samples outlive it, as with the real driver.
    """

    pid: int
    sm_percent: float = 90.0
    kinds: str = "C"
    when: str = BUSY
    vram_mib: float = 4096.0
    from_s: float = 0.0
    until_s: float = math.inf


@dataclass(frozen=True, slots=True)
class FakeFault:
    """From from_s until until_s this call answers `code` instead.

    call: "*" for all but shutdown, or one of init, handle, count, name, uuid, pci, mig, driver_model, memory,
    energy, power, limit, utilisation, fields, field83, field185, field186, Compute_v3, Compute_v2,
    Graphics_v3, MPSCompute_v3, process_utilisation. On a card it concerns that card, on a Scenario the
    whole driver.
    """

    call: str
    code: int
    from_s: float = -math.inf
    until_s: float = math.inf


def _not_supported(*calls: str) -> tuple[FakeFault, ...]:
    return tuple(FakeFault(call, 3) for call in calls)


NO_COUNTER = _not_supported("energy", "field83")
NO_INSTANT_POWER = _not_supported("field186")
NO_POWER_USAGE = _not_supported("power")
NO_POWER = _not_supported("power", "field185", "field186")
#: Pascal and older have neither the counter nor the power fields, only nvmlDeviceGetPowerUsage.
PASCAL = NO_COUNTER + _not_supported("field185", "field186", "mig")
NO_PROCESS_LIST = _not_supported("Compute_v3", "Compute_v2", "Graphics_v3", "Graphics_v2", "MPSCompute_v3")
NO_PROCESS_UTILISATION = _not_supported("process_utilisation")
#: Under WSL2 power and energy work, but neither processes nor utilisation do.
WSL2 = NO_PROCESS_LIST + NO_PROCESS_UTILISATION + _not_supported("utilisation")
#: A driver of before 2022 knows version 2 of the process lists only.
OLD_DRIVER = (FakeFault("Compute_v3", 13), FakeFault("Graphics_v3", 13), FakeFault("MPSCompute_v3", 13))
DRIVER_NOT_LOADED = (FakeFault("init", 9),)
LIBRARY_MISMATCH = (FakeFault("init", 18),)


def lost(from_s: float = -math.inf, until_s: float = math.inf) -> tuple[FakeFault, ...]:
    """The card has fallen off the bus (15): for a FakeCard."""
    return (FakeFault("*", 15, from_s, until_s),)


def driver_fails(code: int, from_s: float = -math.inf, until_s: float = math.inf) -> tuple[FakeFault, ...]:
    """Every call fails, initialising too: for a Scenario. 1 uninitialised, 9 not loaded, 18 mismatch."""
    return (FakeFault("*", code, from_s, until_s),)


@dataclass(frozen=True, slots=True)
class FakeCard:
    """One card. driver_model: None on Linux, 0 WDDM, 1 TCC; mig: None where the card knows no MIG."""

    uuid: str = "GPU-00000000-0000-0000-0000-000000000001"
    name: str = "NVIDIA Fake RTX 1"
    pci_address: str = "00000000:01:00.0"
    waves: tuple[Wave, ...] = (Wave(),)
    processes: tuple[FakeProcess, ...] = ()
    faults: tuple[FakeFault, ...] = ()
    limit_w: float = 450.0
    memory_mib: float = 24576.0
    counter_start_j: float = 0.0
    counter_refresh_s: float = 0.0
    counter_restarts_s: tuple[float, ...] = ()
    power_mean_s: float = 0.0
    power_stuck_w: float | None = None
    mig: bool | None = None
    driver_model: int | None = None

    def energy_j(self, from_s: float, until_s: float) -> float:
        """The joules that the card truly used between two times, whatever its counter says."""
        return self._integral_j(until_s) - self._integral_j(from_s)

    def _integral_j(self, at_s: float) -> float:
        total_j = 0.0
        for number, wave in enumerate(self.waves):
            later = self.waves[number + 1 :]
            end_s = min(at_s, later[0].from_s) if later else at_s
            if end_s > wave.from_s:
                total_j += wave.energy_j(end_s - wave.from_s)
        return total_j

    def _lines(self) -> list[str]:
        lines = [
            f"device {self.uuid}",
            f"name {self.name}",
            f"pci {self.pci_address}",
            f"limit_w {self.limit_w}",
            f"memory_mib {self.memory_mib}",
            f"counter_start_j {self.counter_start_j}",
            f"counter_refresh_s {self.counter_refresh_s}",
            f"power_mean_s {self.power_mean_s}",
        ]
        lines += [f"counter_restart_s {at_s!r}" for at_s in self.counter_restarts_s]
        if self.power_stuck_w is not None:
            lines.append(f"power_stuck_w {self.power_stuck_w}")
        if self.mig is not None:
            lines.append(f"mig {int(self.mig)}")
        if self.driver_model is not None:
            lines.append(f"driver_model {self.driver_model}")
        for wave in self.waves:
            steps = " ".join(f"{p.seconds!r}/{p.power_w!r}/{p.utilisation_percent!r}" for p in wave.phases)
            lines.append(f"wave {wave.from_s!r} {steps}")
        lines += [_process_line(process) for process in self.processes]
        return lines + [_fault_line(fault) for fault in self.faults]


def _process_line(process: FakeProcess) -> str:
    what = f"{process.pid} {process.kinds} {process.sm_percent!r} {process.when} {process.vram_mib!r}"
    return f"process {what} {process.from_s!r} {process.until_s!r}"


def _fault_line(fault: FakeFault) -> str:
    return f"fault {fault.call} {fault.code} {fault.from_s!r} {fault.until_s!r}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A machine's NVIDIA driver. slow_s: how long a call takes; sample_s: spacing of the process samples."""

    cards: tuple[FakeCard, ...] = (FakeCard(),)
    faults: tuple[FakeFault, ...] = ()
    sample_s: float = 1 / 6
    slow_s: float = 0.0
    driver_version: str = "550.90.07"

    def text(self) -> str:
        """The control file."""
        lines = [f"driver {self.driver_version}", f"sample_s {self.sample_s!r}", f"slow_s {self.slow_s!r}"]
        lines += [_fault_line(fault) for fault in self.faults]
        for card in self.cards:
            lines += card._lines()
        return "\n".join(lines) + "\n"

    def write(self, path: Path) -> Path:
        """Replace the control file in one step, so that no call reads half of it."""
        part = path.with_name(path.name + ".part")
        part.write_text(self.text(), encoding="utf-8")
        return part.replace(path)


def build(cache_dir: Path) -> Path:
    """Compile the library unless the folder holds it already; returns the folder that holds
    libnvidia-ml.so.1.

    Raises CompilerMissing without a C compiler, CalledProcessError when it does not compile.
    """
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    folder = cache_dir / f"fake-nvml-{digest}"
    library = folder / LIBRARY
    if library.exists():
        return folder
    if compiler is None:
        raise CompilerMissing("the fake NVIDIA driver needs a C compiler (cc, gcc or clang)")
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{LIBRARY}.{os.getpid()}"
    flags = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O2", "-shared", "-fPIC"]
    subprocess.run([compiler, *flags, "-o", str(part), str(SOURCE), "-lm"], check=True)
    part.replace(library)
    return folder


def environment(
    folder: Path,
    control: Path,
    *,
    calls: Path | None = None,
    energy_times: Path | None = None,
    base: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The environment in which a child process meets the fake driver.

    calls: where the library writes how often it was called ("total N", then a line per call), at exit.
    energy_times: where it adds a line each time the energy counter is read: the monotonic time, and how many
        bytes the process has written to its standard output by then (-1 where that is no file).
    """
    environ = dict(os.environ if base is None else base)
    environ["LD_LIBRARY_PATH"] = str(folder)
    environ["FAKE_NVML_CONTROL"] = str(control)
    for name, path in (("FAKE_NVML_CALLS", calls), ("FAKE_NVML_ENERGY_TIMES", energy_times)):
        environ.pop(name, None)
        if path is not None:
            environ[name] = str(path)
    return environ


class FakeDriver:
    """The fake library loaded into this process, with its clock in the test's hand."""

    def __init__(self, folder: Path, control: Path) -> None:
        self.path = folder / LIBRARY
        self.library = ctypes.CDLL(str(self.path))
        self._control = control
        self.library.fake_nvml_set_time.argtypes = [ctypes.c_double]
        self.library.fake_nvml_set_epoch.argtypes = [ctypes.c_double]
        self.library.fake_nvml_calls.restype = ctypes.c_ulonglong
        self.library.fake_nvml_calls_of.restype = ctypes.c_ulonglong
        self.library.fake_nvml_set_control(str(control).encode())

    def play(self, scenario: Scenario) -> None:
        """What the next call meets."""
        scenario.write(self._control)
        self.library.fake_nvml_set_control(str(self._control).encode())

    def set_time(self, monotonic_s: float) -> None:
        """Stop the clocks at this time; real time is then FIXED_EPOCH_S later."""
        self.library.fake_nvml_set_time(monotonic_s)

    def set_epoch(self, unix_s: float = FIXED_EPOCH_S) -> None:
        """Somebody sets the wall clock: real time at monotonic 0, while the clocks are stopped."""
        self.library.fake_nvml_set_epoch(unix_s)

    def use_real_time(self) -> None:
        """Let the clocks run again."""
        self.library.fake_nvml_use_real_time()

    def calls(self, name: str | None = None) -> int:
        """How many calls the library took, of one name or in all."""
        return int(self.library.fake_nvml_calls_of(name.encode()) if name else self.library.fake_nvml_calls())

    def forget_calls(self) -> None:
        """Count from zero again."""
        self.library.fake_nvml_reset_calls()
