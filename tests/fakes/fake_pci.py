"""A rebuilt sysfs (and /proc) with graphics cards in it, as far as runtime power management shows there."""

from __future__ import annotations

import shutil
from pathlib import Path


class FakePci:
    """PCI cards below `root`: root/sys and root/proc stand for /sys and /proc."""

    def __init__(self, root: Path) -> None:
        self.sys = root / "sys"
        self.proc = root / "proc"
        self._devices = self.sys / "bus/pci/devices"
        self._devices.mkdir(parents=True)

    def add(
        self,
        address: str = "0000:01:00.0",
        *,
        vendor_id: int = 0x10DE,
        device_id: int = 0x2684,
        pci_class: int = 0x030000,
        driver: str | None = "nvidia",
        control: str = "auto",
        status: str = "active",
    ) -> None:
        """Put a card in the machine."""
        folder = self._devices / address
        (folder / "power").mkdir(parents=True)
        (folder / "class").write_text(f"0x{pci_class:06x}\n")
        (folder / "vendor").write_text(f"0x{vendor_id:04x}\n")
        (folder / "device").write_text(f"0x{device_id:04x}\n")
        if driver is not None:
            home = self.sys / "bus/pci/drivers" / driver
            home.mkdir(parents=True, exist_ok=True)
            (folder / "driver").symlink_to(home)
        self.set_control(control, address)
        self.set_status(status, address)

    def remove(self, address: str = "0000:01:00.0") -> None:
        """Pull the card out."""
        shutil.rmtree(self._devices / address)

    def set_status(self, status: str, address: str = "0000:01:00.0") -> None:
        """power/runtime_status: active, suspended, suspending, resuming, error, unsupported."""
        (self._devices / address / "power/runtime_status").write_text(status + "\n")

    def set_control(self, control: str, address: str = "0000:01:00.0") -> None:
        """power/control: auto or on."""
        (self._devices / address / "power/control").write_text(control + "\n")

    def say_runtime_d3(self, text: str, address: str = "0000:01:00.0") -> None:
        """What NVIDIA's driver says in /proc about letting the card sleep."""
        folder = self.proc / "driver/nvidia/gpus" / address
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"Runtime D3 status:          {text}", "Video Memory:               Active", ""]
        (folder / "power").write_text("\n".join(lines))
