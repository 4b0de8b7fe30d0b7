"""Temporary /sys trees, and a Sysfs that fails where a test says so (nothing is closed to root)."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from wattprint.domain.readings import Instant
from wattprint.metering.sysfs import Sysfs


class FaultySysfs(Sysfs):
    """Real files, except where `open_errors` and `read_errors` (path -> errno) say so. Notes every read."""

    def __init__(self) -> None:
        self.open_errors: dict[Path, int] = {}
        self.read_errors: dict[Path, int] = {}
        self.reads: list[Path] = []
        self.opened: dict[int, Path] = {}

    def open(self, path: Path) -> int:
        if path in self.open_errors:
            raise OSError(self.open_errors[path], os.strerror(self.open_errors[path]), str(path))
        fd = super().open(path)
        self.opened[fd] = path
        return fd

    def pread(self, fd: int) -> bytes:
        path = self.opened[fd]
        self.reads.append(path)
        if path in self.read_errors:
            raise OSError(self.read_errors[path], os.strerror(self.read_errors[path]))
        return super().pread(fd)

    def close(self, fd: int) -> None:
        del self.opened[fd]
        super().close(fd)

    def deny(self, path: Path) -> None:
        """Opening this file is not permitted."""
        self.open_errors[path] = errno.EACCES


def instant(seconds: float, *, suspended_s: float = 0.0) -> Instant:
    """An instant `seconds` after the start, of which the machine slept `suspended_s` on top."""
    return Instant(1000.0 + seconds, 1000.0 + seconds + suspended_s, 1_790_000_000.0 + seconds + suspended_s)


def write(path: Path, content: object) -> Path:
    """Write one attribute with the newline that the kernel adds; the descriptor kept open sees it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{content}\n", encoding="ascii")
    return path


def rapl_zone(
    powercap: Path,
    zone: str,
    name: str,
    *,
    energy_uj: object = 0,
    range_uj: object = 262_143_328_850,
    limits_w: tuple[float, ...] = (65.0, 120.0),
) -> Path:
    """One powercap zone folder as Linux lays it out."""
    folder = powercap / zone
    write(folder / "name", name)
    write(folder / "energy_uj", energy_uj)
    write(folder / "max_energy_range_uj", range_uj)
    for number, limit_w in enumerate(limits_w):
        write(folder / f"constraint_{number}_power_limit_uw", round(limit_w * 1e6))
    return folder


def amd_card(
    root: Path,
    address: str = "0000:03:00.0",
    *,
    device: str = "0x73bf",
    hwmon: str = "hwmon4",
    files: dict[str, object] | None = None,
    metrics: bytes | None = b"\x78\x00\x01\x03" + bytes(116),
) -> Path:
    """One amdgpu PCI device folder; `files` are below hwmon, and default to a healthy card at 36 W."""
    folder = root / "bus" / "pci" / "devices" / address
    write(folder / "vendor", "0x1002")
    write(folder / "device", device)
    write(folder / "class", "0x030000")
    write(folder / "gpu_busy_percent", 7)
    if metrics is not None:
        (folder / "gpu_metrics").write_bytes(metrics)
    write(folder / "hwmon" / hwmon / "name", "amdgpu")
    values = {"power1_average": 36_000_000, "power1_cap": 255_000_000} if files is None else files
    for name, value in values.items():
        write(folder / "hwmon" / hwmon / name, value)
    return folder
