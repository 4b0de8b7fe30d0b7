"""The CPU as one device: measured by RAPL where it may be read, else modelled, always with its busy time."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from wattprint.domain.readings import Device, DeviceKind, Instant, Problem, Quality, Reading
from wattprint.metering.cpu_busy import BusyTime, CoreSeconds, ProcStat, PsutilTimes
from wattprint.metering.cpu_model import CpuModel
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.rapl import RaplCounter
from wattprint.metering.sysfs import SensorError

CPU_KEY = "cpu"
#: How often a RAPL that failed is tried again: a udev rule may have been installed meanwhile.
RETRY_S = 60.0

_VENDORS = {"GenuineIntel": "intel", "AuthenticAMD": "amd", "HygonGenuine": "hygon"}


class CpuMeter:
    """One device, key "cpu". RAPL part untested on real hardware; the model part runs anywhere.

    problem: why the model is used and not RAPL (rapl-missing, rapl-permission, rapl-unreadable); None while
        RAPL works. The first reading after a change from RAPL to the model carries it too.
    quality: COUNTER with RAPL, MODELLED with the model. Every change raises the counter epoch: joules of a
        sensor and of a model do not subtract.
    """

    name = "cpu"
    tested_on_hardware = False

    def __init__(
        self,
        watts_per_busy_core: float,
        *,
        rapl: RaplCounter | None = None,
        busy: BusyTime | None = None,
        cpuinfo: Path = Path("/proc/cpuinfo"),
    ) -> None:
        """watts_per_busy_core: central value of resources/data/cpu_model.toml. The others are for tests."""
        self.problem: Problem | None = None
        self._model = CpuModel(watts_per_busy_core)
        self._rapl = rapl or RaplCounter()
        self._busy = busy or (ProcStat() if sys.platform == "linux" else PsutilTimes())
        self._cpuinfo = cpuinfo
        self._vendor, self._model_name = "unknown", "CPU"
        self._device: Device | None = None
        self._measured = False
        self._may_return = True
        self._retry_at_s: float | None = None
        self._epoch = 0
        self._source: tuple[bool, int] | None = None
        self._last: CoreSeconds | None = None

    @property
    def quality(self) -> Quality:
        """What the next reading's energy will be, as far as is known now."""
        return Quality.COUNTER if self._measured else Quality.MODELLED

    def open(self) -> None:
        """Try RAPL, settle for the model. Raises MeterUnavailable when not even busy time can be read."""
        self.close()
        self._vendor, self._model_name = _cpu_identity(self._cpuinfo)
        self._device = None
        try:
            self._busy.read()
        except SensorError as error:
            raise MeterUnavailable(Problem("cpu-unreadable", CPU_KEY, str(error))) from error
        self._retry_at_s = None
        self._try_rapl()

    def devices(self) -> tuple[Device, ...]:
        """The one CPU; its limit is known with RAPL only."""
        limit_w = self._limit_w()
        if self._device is None or self._device.limit_w != limit_w:
            self._device = Device(CPU_KEY, DeviceKind.CPU, self._vendor, self._model_name, limit_w=limit_w)
        return (self._device,)

    def read(self, at: Instant) -> tuple[Reading, ...]:
        """One reading. Raises MeterUnavailable when busy time cannot be read."""
        try:
            cores = self._busy.read()
        except SensorError as error:
            raise MeterUnavailable(Problem("cpu-unreadable", CPU_KEY, str(error))) from error
        notice = self._read_rapl(at)
        energy_j = self._rapl.energy_j if self._measured else self._model.energy_j(cores.busy_s)
        source = (self._measured, self._rapl.epoch if self._measured else 0)
        if self._source is not None and source != self._source:
            self._epoch += 1
        self._source = source
        utilisation, self._last = _utilisation(self._last, cores), cores
        return (
            Reading(
                device_key=CPU_KEY,
                at=at,
                energy_j=energy_j,
                counter_epoch=self._epoch,
                energy_quality=self.quality,
                utilisation=utilisation,
                limit_w=self._limit_w(),
                cpu_busy_s=cores.busy_s,
                problem=notice,
            ),
        )

    def close(self) -> None:
        """Close all files; safe to call twice. The epoch lives on: a reopened meter never misleads."""
        self._rapl.close()
        self._busy.close()
        self._measured = False
        self._last = None
        if self._source is not None:
            self._source = None
            self._epoch += 1

    def _limit_w(self) -> float | None:
        return self._rapl.limit_w if self._measured else None

    def _try_rapl(self) -> None:
        try:
            self._rapl.open()
        except MeterUnavailable as error:
            self.problem = error.problem
            self._measured, self._may_return = False, error.worth_retrying
        else:
            self.problem = None
            self._measured = True

    def _read_rapl(self, at: Instant) -> Problem | None:
        """Advance RAPL, leave it when it fails, come back to it later. Returns a new failure's Problem."""
        if not self._measured:
            if self._retry_at_s is None:
                self._retry_at_s = at.monotonic_s + RETRY_S
            if not self._may_return or at.monotonic_s < self._retry_at_s:
                return None
            self._retry_at_s = at.monotonic_s + RETRY_S
            self._try_rapl()
            if not self._measured:
                return None
        try:
            self._rapl.read(at)
        except MeterUnavailable as error:
            self._rapl.close()
            self.problem = error.problem
            self._measured, self._may_return = False, True
            self._retry_at_s = at.monotonic_s + RETRY_S
            return self.problem
        return None


def _utilisation(last: CoreSeconds | None, now: CoreSeconds) -> float | None:
    if last is None or now.all_s <= last.all_s:
        return None
    return min(1.0, (now.busy_s - last.busy_s) / (now.all_s - last.all_s))


def _cpu_identity(cpuinfo: Path) -> tuple[str, str]:
    """(vendor, name) for people; ("unknown", "CPU") when the system does not say."""
    found: dict[str, str] = {}
    try:
        with cpuinfo.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                key, _, value = line.partition(":")
                found.setdefault(key.strip(), " ".join(value.split()))
                if "vendor_id" in found and "model name" in found:
                    break
    except OSError:
        pass
    vendor_id = found.get("vendor_id", "")
    name = found.get("model name") or found.get("Model") or platform.processor() or "CPU"
    return _VENDORS.get(vendor_id, "arm" if "CPU implementer" in found else "unknown"), name
