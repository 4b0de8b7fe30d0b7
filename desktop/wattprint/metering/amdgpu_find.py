"""Finds AMD graphics processors in sysfs without touching them: nothing here wakes a sleeping card."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from wattprint.metering.sysfs import SensorError, Sysfs, read_once

AMD_VENDOR_ID = "0x1002"
_PCI_ADDRESS = re.compile(r"[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")
#: Where distributions keep the names of PCI devices.
PCI_IDS = (Path("/usr/share/hwdata/pci.ids"), Path("/usr/share/misc/pci.ids"))


@dataclass(frozen=True, slots=True)
class AmdCard:
    """One amdgpu device. folder: its PCI device folder; hwmon: its own sensor folder, whatever its number."""

    pci_address: str
    name: str
    folder: Path
    hwmon: Path


def find_cards(sysfs_root: Path, sysfs: Sysfs, pci_ids: tuple[Path, ...] = PCI_IDS) -> tuple[AmdCard, ...]:
    """Cards with an amdgpu sensor folder, by PCI address.

    hwmon numbers change from boot to boot, so the folder is found below the card and known by its name.
    Vendor, device and sensor names come from the kernel's memory, not from the card.
    """
    cards = []
    for folder in sysfs.children(sysfs_root / "bus" / "pci" / "devices"):
        if not _PCI_ADDRESS.fullmatch(folder.name) or _text(folder / "vendor", sysfs) != AMD_VENDOR_ID:
            continue
        for hwmon in sysfs.children(folder / "hwmon"):
            if _text(hwmon / "name", sysfs) == "amdgpu":
                device_id = (_text(folder / "device", sysfs) or "").removeprefix("0x")
                cards.append(AmdCard(folder.name, _name(device_id, pci_ids), folder, hwmon))
                break
    return tuple(cards)


def _name(device_id: str, pci_ids: tuple[Path, ...]) -> str:
    for path in pci_ids:
        try:
            name = _name_in(path, device_id.encode())
        except OSError:
            continue
        if name:
            return name
    return f"AMD GPU {device_id}".rstrip()


def _name_in(path: Path, device_id: bytes) -> str | None:
    """The device's name in a pci.ids file: a vendor's line, its devices below it, indented by one tab."""
    ours = False
    with path.open("rb") as lines:
        for line in lines:
            if not line.startswith((b"\t", b"#")):
                if ours:
                    return None
                ours = line.startswith(b"1002 ")
            elif ours and device_id and line.startswith(b"\t" + device_id + b" "):
                name = line[len(device_id) + 1 :].decode("utf-8", "replace").strip()
                # "Navi 21 [Radeon RX 6800]": people know the part in brackets.
                return (
                    f"AMD {name[name.find('[') + 1 : -1]}"
                    if name.endswith("]") and "[" in name
                    else f"AMD {name}"
                )
    return None


def _text(path: Path, sysfs: Sysfs) -> str | None:
    try:
        return read_once(path, sysfs)
    except SensorError:
        return None
