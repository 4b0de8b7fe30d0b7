"""A recorded trace: what meters saw, as JSON lines, to be played again.

Line 1 is the header:
  {"wattprint_trace": 1, "synthetic": true, "note": "...", "programs": {"4242": "ollama"}}
Then, in any order but with t never falling:
  {"device": {"key", "kind", "vendor", "name", "pci_address", "limit_w", "whole_board", "part_of"}}
  {"t": 12.0, "key": "nvidia:GPU-0", "energy_j": 812.5, "power_w": 61.0, "utilisation": 0.4, "epoch": 0,
   "quality": "counter", "processes": [[4242, 0.4, true]], "shares_known": true, "asleep": false,
   "limit_w": 320.0, "cpu_busy_s": null, "problem": "gpu-lost"}
t: seconds from the trace's beginning on the monotonic clock. processes: [pid, share of SM time, compute
context]; null when the driver cannot say. Fields that hold their default are left out. A trace holds no names
but those in "programs", and those are base names of programs only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self, TextIO

from wattprint.domain.readings import (
    Device,
    DeviceKind,
    Instant,
    Problem,
    ProcessOnDevice,
    Quality,
    Reading,
)

VERSION = 1


class TraceError(Exception):
    """The file is no trace that this program can play; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One trace. samples: per device key, readings whose `at` is the offset t on all clocks, rising."""

    synthetic: bool
    note: str
    programs: Mapping[int, str]
    devices: tuple[Device, ...]
    samples: Mapping[str, tuple[Reading, ...]]

    @property
    def duration_s(self) -> float:
        """Offset of the last reading."""
        return max((readings[-1].at.monotonic_s for readings in self.samples.values()), default=0.0)

    def energy_j(self, device_key: str) -> float:
        """The known integral (J) of one device over the trace, for tests.

        Its counter where that is whole and never falls, else the trapezoid of its power. Raises KeyError for
        an unknown device, ValueError when neither is whole.
        """
        readings = self.samples[device_key]
        counters = [reading.energy_j for reading in readings if reading.energy_j is not None]
        one_epoch = len({reading.counter_epoch for reading in readings}) == 1
        if len(counters) == len(readings) and one_epoch and counters == sorted(counters):
            return counters[-1] - counters[0]
        total_j = 0.0
        for earlier, later in pairwise(readings):
            if earlier.power_w is None or later.power_w is None:
                raise ValueError(f"{device_key}: neither a whole counter nor a whole power")
            seconds = later.at.monotonic_s - earlier.at.monotonic_s
            total_j += (earlier.power_w + later.power_w) / 2.0 * seconds
        return total_j


def load_trace(path: Path) -> Trace:
    """Read a trace. Raises TraceError on anything that is not one, OSError when the file cannot be read."""
    devices: dict[str, Device] = {}
    samples: dict[str, list[Reading]] = {}
    header: dict[str, Any] | None = None
    last_s = 0.0
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                if header is None:
                    header = _header(entry)
                elif "device" in entry:
                    device = _device(entry["device"])
                    devices[device.key] = device
                else:
                    reading = _reading(entry, devices)
                    if reading.at.monotonic_s < last_s:
                        raise TraceError("t runs backwards")
                    last_s = reading.at.monotonic_s
                    samples.setdefault(reading.device_key, []).append(reading)
            except (TraceError, ValueError, TypeError, KeyError, AttributeError) as error:
                raise TraceError(f"{path.name}, line {number}: {error!r}") from error
    if header is None:
        raise TraceError(f"{path.name}: empty")
    return Trace(
        synthetic=bool(header.get("synthetic", False)),
        note=str(header.get("note", "")),
        programs=MappingProxyType({int(pid): str(name) for pid, name in header.get("programs", {}).items()}),
        devices=tuple(devices.values()),
        samples=MappingProxyType({key: tuple(readings) for key, readings in samples.items()}),
    )


class TraceWriter:
    """Writes readings as they come, a line each, readable by the owner only. A context manager.

    A trace that is cut off (kill, full disk) is whole up to its last complete line.
    """

    def __init__(
        self,
        path: Path,
        *,
        synthetic: bool = False,
        note: str = "",
        programs: Mapping[int, str] | None = None,
    ) -> None:
        """Begin a new file; raises OSError when it cannot be made or is there already."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file: TextIO = os.fdopen(handle, "w", encoding="utf-8", newline="\n")
        self._devices: dict[str, Device] = {}
        self._start_s: float | None = None
        names = {str(pid): name for pid, name in (programs or {}).items()}
        self._line({"wattprint_trace": VERSION, "synthetic": synthetic, "note": note, "programs": names})

    def write(self, devices: Iterable[Device], readings: Iterable[Reading]) -> None:
        """Append one tick; devices that are new or changed come first."""
        for device in devices:
            if self._devices.get(device.key) != device:
                self._devices[device.key] = device
                self._line({"device": {name: getattr(device, name) for name in Device.__slots__}})
        for reading in readings:
            if self._start_s is None:
                self._start_s = reading.at.monotonic_s
            self._line(_entry(reading, reading.at.monotonic_s - self._start_s))
        self._file.flush()

    def close(self) -> None:
        """Finish the file; safe to call twice."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _line(self, entry: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(entry, separators=(",", ":")) + "\n")


def _header(entry: dict[str, Any]) -> dict[str, Any]:
    version = entry.get("wattprint_trace")
    if version != VERSION:
        raise TraceError(f"not a trace of version {VERSION}: {version!r}")
    return entry


def _device(entry: dict[str, Any]) -> Device:
    known = {name: value for name, value in entry.items() if name in Device.__slots__}
    return Device(**{**known, "kind": DeviceKind(entry["kind"])})


def _reading(entry: dict[str, Any], devices: Mapping[str, Device]) -> Reading:
    key = entry["key"]
    if key not in devices:
        raise TraceError(f"reading of a device that was not introduced: {key!r}")
    processes = entry.get("processes")
    problem = entry.get("problem")
    offset_s = float(entry["t"])
    return Reading(
        device_key=key,
        at=Instant(offset_s, offset_s, offset_s),
        energy_j=_number(entry, "energy_j"),
        counter_epoch=int(entry.get("epoch", 0)),
        energy_quality=Quality(entry.get("quality", Quality.COUNTER)),
        power_w=_number(entry, "power_w"),
        utilisation=_number(entry, "utilisation"),
        processes=None
        if processes is None
        else tuple(
            ProcessOnDevice(int(pid), None if share is None else float(share), bool(compute))
            for pid, share, compute in processes
        ),
        shares_known=bool(entry.get("shares_known", False)),
        asleep=bool(entry.get("asleep", False)),
        limit_w=_number(entry, "limit_w"),
        cpu_busy_s=_number(entry, "cpu_busy_s"),
        problem=None if problem is None else Problem(str(problem), key),
    )


def _number(entry: Mapping[str, Any], name: str) -> float | None:
    value = entry.get(name)
    return None if value is None else float(value)


def _entry(reading: Reading, offset_s: float) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "t": offset_s,
        "key": reading.device_key,
        "energy_j": reading.energy_j,
        "power_w": reading.power_w,
        "utilisation": reading.utilisation,
        "epoch": reading.counter_epoch or None,
        "quality": None if reading.energy_quality is Quality.COUNTER else str(reading.energy_quality),
        "processes": None
        if reading.processes is None
        else [[process.pid, process.sm_share, process.compute] for process in reading.processes],
        "shares_known": reading.shares_known or None,
        "asleep": reading.asleep or None,
        "limit_w": reading.limit_w,
        "cpu_busy_s": reading.cpu_busy_s,
        "problem": None if reading.problem is None else reading.problem.code,
    }
    return {name: value for name, value in entry.items() if value is not None}
