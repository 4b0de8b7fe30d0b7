"""The NVIDIA meter: all cards of the machine, awake or asleep, through NVML.

It decides when the driver may be held at all. Cards that sleep while the machine runs (laptops) are known
from sysfs without it; where the driver is held, a card that sleeps is not asked. Untested on real hardware
so far.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wattprint.domain.readings import Device, DeviceKind, Instant, Problem, Reading
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.nvidia_card import REFRESH_S, NvidiaCard, pci_address_of
from wattprint.metering.nvml_library import CARD_FAILED, DRIVER_FAILED, NvmlLibrary, problem_of
from wattprint.metering.runtime_power import NVIDIA, PciCard, RuntimePower

#: nvmlDeviceGetDriverModel: the compute driver model of Windows, the only one there with trustworthy
#: processes.
_WINDOWS_TCC = 1


@dataclass(slots=True)
class _Slot:
    """A card that the meter answers for. card is None while it sleeps, is left alone, or has failed."""

    device: Device
    may_suspend: bool = False
    card: NvidiaCard | None = None
    failure: Problem | None = None
    retry_s: float | None = None


class NvidiaMeter:
    """Meter "nvml".

    Devices are keyed "nvidia:<UUID>"; a card that slept whenever the meter looked has no UUID yet and is
    keyed "nvidia:pci:<address>". Both carry pci_address, which tells that they are the same card.
    """

    name = "nvml"
    tested_on_hardware = False

    def __init__(
        self,
        library: NvmlLibrary | None = None,
        runtime_power: RuntimePower | None = None,
        *,
        platform: str = sys.platform,
        proc_version: Path = Path("/proc/version"),
    ) -> None:
        self._library = library or NvmlLibrary()
        self._power = runtime_power or RuntimePower()
        self._windows = platform.startswith("win")
        self._wsl = "microsoft" in _first_line(proc_version).lower()
        self._allowed = True
        self._nvml: Any = None
        self._epoch = 0
        self._slots: list[_Slot] = []
        self._present: tuple[PciCard, ...] = ()
        self._known: dict[str, Device] = {}
        self._look_s: float | None = None
        self._left_out: frozenset[str] = frozenset()
        self._left_addresses: set[str] = set()

    @property
    def holds_driver(self) -> bool:
        """NVML is initialised: on some laptops this alone keeps a card from falling asleep."""
        return self._nvml is not None

    def allow_driver(self, allowed: bool) -> None:
        """False: on a machine whose cards may sleep, let go of NVML until allowed again, and ask sysfs only.

        Readings of a card that is awake then carry the problem "nvidia-left-alone": its time is
        unmeasured. On a machine whose cards never sleep this changes nothing. Never raises; takes effect
        at once for letting go, at the next read() for holding.
        """
        self._allowed = allowed
        if not self._may_hold():
            self.release()

    def leave_out(self, keys: frozenset[str]) -> None:
        """Ask nothing of these devices but their name and address; takes effect at the next open().

        NVML is not held for their sake: while all cards are left out it is let go of, and stays so.
        """
        self._left_out = keys
        self._left_addresses = set()

    def open(self) -> None:
        """Find the cards. NVML is not touched while all of them sleep. Raises MeterUnavailable."""
        self.close()
        self._present = self._cards_present()
        self._slots = [self._slot_asleep(card) for card in self._present]
        self._drop_left_out()
        if self._may_hold() and not self._all_asleep():
            self._hold()

    def devices(self) -> tuple[Device, ...]:
        """The cards of the last open() or read(); a card that wakes for the first time changes its key."""
        return tuple([slot.device for slot in self._slots])

    def read(self, at: Instant) -> tuple[Reading, ...]:
        """One reading per card. Raises MeterUnavailable, closed, when the driver or every card is gone."""
        self._drop_left_out()
        if not self._slots:
            raise MeterUnavailable(Problem("nvidia-uninitialised"))
        if self._look_s is None:
            self._look_s = at.monotonic_s + REFRESH_S
        elif at.monotonic_s >= self._look_s:
            self._look_s = at.monotonic_s + REFRESH_S
            self._look_again()
        if self._nvml is None and self._may_hold() and not self._all_asleep():
            self._hold()
        readings = tuple([self._read(slot, at) for slot in self._slots])
        failures = [slot.failure for slot in self._slots if slot.failure is not None]
        if len(failures) == len(readings):
            self.close()
            raise MeterUnavailable(failures[0])
        return readings

    def release(self) -> None:
        """Let go of NVML, but not of the cards; the next read() holds it again where that is allowed."""
        nvml, self._nvml = self._nvml, None
        for slot in self._slots:
            slot.card = slot.failure = None
        if nvml is not None:
            with contextlib.suppress(nvml.NVMLError):  # the driver went first: nothing left to let go of
                nvml.nvmlShutdown()

    def close(self) -> None:
        """Let go of NVML and of the cards; UUIDs stay in mind, so that a sleeping card keeps its key."""
        self.release()
        self._slots = []
        self._look_s = None

    def _may_hold(self) -> bool:
        return self._allowed or not any(slot.may_suspend for slot in self._slots)

    def _all_asleep(self) -> bool:
        return bool(self._slots) and all(self._sleeps(slot) for slot in self._slots)

    def _sleeps(self, slot: _Slot) -> bool:
        address = slot.device.pci_address
        return slot.may_suspend and address is not None and self._power.is_asleep(address)

    def _cards_present(self) -> tuple[PciCard, ...]:
        # A card lent to a virtual machine (vfio-pci) or run by nouveau is none of NVIDIA's driver's.
        return tuple(card for card in self._power.cards(NVIDIA) if card.driver in (None, "nvidia"))

    def _slot_asleep(self, card: PciCard) -> _Slot:
        device = self._known.get(card.address) or Device(
            key=f"nvidia:pci:{card.address}",
            kind=DeviceKind.GPU,
            vendor="nvidia",
            name=f"NVIDIA GPU 10de:{card.device_id:04x}",
            pci_address=card.address,
        )
        return _Slot(device, self._power.may_runtime_suspend(card.address))

    def _hold(self, *, same_driver: bool = False) -> None:
        """Initialise NVML and find the cards that are awake; those asleep keep their slots.

        same_driver: the driver was let go of only a moment ago, so that counters still mean the same.
        """
        try:
            nvml = self._library.load()
        except MeterUnavailable as error:
            self.close()
            if self._present:
                raise
            raise self._no_card() from error
        try:
            nvml.nvmlInit()
        except nvml.NVMLError as error:
            self.close()
            raise self._cannot_start(error) from error
        self._nvml = nvml
        self._epoch += 0 if same_driver else 1
        try:
            self._slots = self._find_slots(nvml)
        except nvml.NVMLError as error:
            self.close()
            raise MeterUnavailable(problem_of(error)) from error
        self._drop_left_out()
        failures = [slot.failure for slot in self._slots if slot.failure is not None]
        if not self._slots or len(failures) == len(self._slots):
            self.close()
            if failures:
                raise MeterUnavailable(failures[0])
            raise self._no_card()

    def _cannot_start(self, error: Any) -> MeterUnavailable:
        """The library is there, its driver is not: as it should be on a machine with other cards only."""
        others_only = not self._present and bool(self._power.cards())
        if error.value == 9 and others_only and not self._known:
            return self._no_card()
        return MeterUnavailable(problem_of(error))

    def _no_card(self) -> MeterUnavailable:
        # A card that was here before (in an external case) may come back; else only other hardware helps.
        return MeterUnavailable(Problem("nvidia-no-card"), worth_retrying=bool(self._present or self._known))

    def _find_slots(self, nvml: Any) -> list[_Slot]:
        """Raises NVMLError when the driver fails, or the only cards cannot even be named."""
        asleep = [slot for slot in self._slots if self._sleeps(slot)]
        if asleep:
            # Asking by index would touch every card: ask by address for those that are awake.
            found = [slot if slot in asleep else self._attach(slot) for slot in self._slots]
            return [slot for slot in found if slot is not None]
        slots: list[_Slot] = []
        error: Any = None
        left_out = False
        for index in range(nvml.nvmlDeviceGetCount()):
            try:
                handle = nvml.nvmlDeviceGetHandleByIndex(index)
                if self._is_left_out(nvml, handle):
                    left_out = True
                    continue
                slots.append(self._slot_of(self._card(nvml, handle)))
            except nvml.NVMLError as caught:
                if caught.value in DRIVER_FAILED:
                    raise
                error = caught
        if left_out and not slots and error is None:
            self.close()
            raise MeterUnavailable(Problem("all-left-out"), worth_retrying=False)
        if error is None:
            return slots
        # A card that cannot be named is one of those that sysfs lists and NVML did not.
        named = {slot.device.pci_address for slot in slots}
        unnamed = [slot for slot in self._slots if slot.device.pci_address not in named]
        slots += [self._fail(slot, error) for slot in unnamed]
        if not slots:
            raise error
        return slots

    def _attach(self, slot: _Slot) -> _Slot | None:
        """The slot with its card or its failure; None where the driver hides the card (containers)."""
        nvml = self._nvml
        try:
            handle = nvml.nvmlDeviceGetHandleByPciBusId(slot.device.pci_address)
            if self._is_left_out(nvml, handle):
                return None
            card = self._card(nvml, handle)
        except nvml.NVMLError as error:
            if error.value in DRIVER_FAILED:
                raise
            return self._fail(slot, error) if error.value in CARD_FAILED else None
        return self._slot_of(card)

    def _is_left_out(self, nvml: Any, handle: Any) -> bool:
        """Asks for the name only where some card is left out. Raises NVMLError."""
        if not self._left_out or f"nvidia:{nvml.nvmlDeviceGetUUID(handle)}" not in self._left_out:
            return False
        address = pci_address_of(nvml.nvmlDeviceGetPciInfo(handle).busId)
        if address is not None:
            self._left_addresses.add(address)
        return True

    def _drop_left_out(self) -> None:
        """Cards that sleep have no name yet and are known by address, once they have been named.

        Raises MeterUnavailable when no card is left.
        """
        if not self._left_out or not self._slots:
            return
        self._slots = [
            slot
            for slot in self._slots
            if slot.device.key not in self._left_out and slot.device.pci_address not in self._left_addresses
        ]
        if not self._slots:
            self.close()
            raise MeterUnavailable(Problem("all-left-out"), worth_retrying=False)

    def _card(self, nvml: Any, handle: Any) -> NvidiaCard:
        return NvidiaCard(
            nvml, handle, epoch=self._epoch, shows_processes=self._shows_processes(nvml, handle)
        )

    def _shows_processes(self, nvml: Any, handle: Any) -> bool:
        if self._wsl:
            return False
        if not self._windows:
            return True
        try:
            return bool(nvml.nvmlDeviceGetDriverModel(handle)[0] == _WINDOWS_TCC)
        except nvml.NVMLError:
            return False

    def _slot_of(self, card: NvidiaCard) -> _Slot:
        address = card.device.pci_address
        if address is None:
            return _Slot(card.device, card=card)
        self._known[address] = card.device
        return _Slot(card.device, self._power.may_runtime_suspend(address), card)

    def _fail(self, slot: _Slot, error: Any) -> _Slot:
        slot.card = None
        slot.failure = problem_of(error, slot.device.key)
        slot.retry_s = None
        return slot

    def _look_again(self) -> None:
        """Once a minute: may a card sleep that might not before, has one been plugged in or pulled out?"""
        present = self._cards_present()
        if present != self._present:
            self._present = present
            held = self.holds_driver
            self.release()
            self._slots = [self._slot_asleep(card) for card in present] or self._slots
            if held and self._may_hold() and not self._all_asleep():
                self._hold(same_driver=True)
        for slot in self._slots:
            if slot.device.pci_address is not None:
                slot.may_suspend = self._power.may_runtime_suspend(slot.device.pci_address)
        if not self._may_hold():
            self.release()

    def _read(self, slot: _Slot, at: Instant) -> Reading:
        if self._sleeps(slot):
            slot.failure = None
            return Reading(slot.device.key, at, asleep=True, limit_w=slot.device.limit_w)
        nvml = self._nvml
        if nvml is None:
            return Reading(slot.device.key, at, problem=Problem("nvidia-left-alone", slot.device.key))
        try:
            if slot.card is None:
                return self._read_again(slot, at)
            reading = slot.card.read(at)
        except nvml.NVMLError as error:
            if error.value in DRIVER_FAILED:
                self.close()
                raise MeterUnavailable(problem_of(error)) from error
            self._fail(slot, error)
            return Reading(slot.device.key, at, problem=slot.failure)
        slot.device = slot.card.device
        return reading

    def _read_again(self, slot: _Slot, at: Instant) -> Reading:
        """A card that has just woken, or that failed: asked for once a minute. Raises NVMLError."""
        if slot.failure is not None:
            if slot.retry_s is None:
                slot.retry_s = at.monotonic_s + REFRESH_S
            if at.monotonic_s < slot.retry_s:
                return Reading(slot.device.key, at, problem=slot.failure)
        nvml = self._nvml
        address = slot.device.pci_address
        handle = nvml.nvmlDeviceGetHandleByPciBusId(address)
        if self._is_left_out(nvml, handle):
            return Reading(slot.device.key, at, asleep=True)  # gone from the next reading on
        slot.card = self._card(nvml, handle)
        slot.failure = slot.retry_s = None
        slot.device = slot.card.device
        if address is not None:
            self._known[address] = slot.device
        return slot.card.read(at)


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            return file.readline()
    except OSError:
        return ""
