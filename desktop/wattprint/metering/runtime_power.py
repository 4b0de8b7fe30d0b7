"""Which graphics cards sleep: read from Linux' sysfs, which answers without waking them.

A monitor that asks a runtime-suspended card for its power wakes it, and one that merely holds the driver
open can keep a laptop's card from ever sleeping: 5 to 10 W, hours of battery. So every meter of such a
card asks here first. Elsewhere than on Linux there is no sysfs, no card is listed, and nothing is ever
known to sleep.

The files read (class, vendor, device, power/*) are kept by the kernel's PCI core; none of them touches the
card. Untested on a laptop with a suspending NVIDIA card; the tests read rebuilt sysfs trees.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wattprint.metering.sysfs import SensorError, Sysfs, read_once

NVIDIA = 0x10DE
AMD = 0x1002
INTEL = 0x8086

#: PCI base class "display controller": VGA, XGA, 3D and other graphics cards alike.
_DISPLAY_CLASS = 0x03

#: A card on its way into sleep is left alone too; one that is "resuming" was woken by somebody else already.
_ASLEEP = frozenset({"suspended", "suspending"})

#: What NVIDIA's driver says of a card that it never lets sleep, whatever power/control allows.
_NEVER_SLEEPS = ("disabled", "not supported")


@dataclass(frozen=True, slots=True)
class PciCard:
    """A display-class PCI device. driver: the bound kernel driver ("nvidia", "vfio-pci", ...), or None."""

    address: str
    vendor_id: int
    device_id: int
    driver: str | None


class RuntimePower:
    """Looks at the cards of one sysfs tree; holds no file open and keeps no state."""

    def __init__(self, root: str | Path = "/sys", proc: str | Path = "/proc") -> None:
        self._devices = Path(root) / "bus/pci/devices"
        self._nvidia = Path(proc) / "driver/nvidia/gpus"
        self._sysfs = Sysfs()

    def cards(self, vendor_id: int | None = None) -> tuple[PciCard, ...]:
        """The graphics cards, of one vendor or of all, by address; none where there is no sysfs."""
        found = (self._card(folder) for folder in self._sysfs.children(self._devices))
        return tuple(card for card in found if card and vendor_id in (None, card.vendor_id))

    def status(self, pci_address: str) -> str | None:
        """power/runtime_status ("active", "suspended", "suspending", "resuming", ...), or None if unknown."""
        return self._text(self._devices / pci_address / "power/runtime_status")

    def is_asleep(self, pci_address: str) -> bool:
        """The card sleeps, or is falling asleep: a query would wake it."""
        return self.status(pci_address) in _ASLEEP

    def may_runtime_suspend(self, pci_address: str) -> bool:
        """The system allows this card to sleep while the machine runs (power/control is "auto").

        Power-saving tools set "auto" on desktop cards too, which NVIDIA's driver then keeps awake all the
        same; it says so in /proc, which is asked only while the card is awake.
        """
        if self._text(self._devices / pci_address / "power/control") != "auto":
            return False
        if self.is_asleep(pci_address):
            return True
        for line in (self._text(self._nvidia / pci_address / "power") or "").splitlines():
            name, _, value = line.partition(":")
            if name.strip().lower() == "runtime d3 status":
                return not value.strip().lower().startswith(_NEVER_SLEEPS)
        return True

    def _card(self, folder: Path) -> PciCard | None:
        pci_class = self._number(folder / "class")
        if pci_class is None or pci_class >> 16 != _DISPLAY_CLASS:
            return None
        vendor_id, device_id = self._number(folder / "vendor"), self._number(folder / "device")
        if vendor_id is None or device_id is None:
            return None
        try:
            driver = (folder / "driver").readlink().name
        except OSError:
            driver = None
        return PciCard(folder.name, vendor_id, device_id, driver)

    def _text(self, path: Path) -> str | None:
        try:
            return read_once(path, self._sysfs)
        except SensorError:
            return None

    def _number(self, path: Path) -> int | None:
        try:
            return int(self._text(path) or "", 16)
        except ValueError:
            return None
