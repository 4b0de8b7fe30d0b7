"""AMD graphics processors on Linux, through the amdgpu driver's hwmon files.

Untested on real hardware: written from the kernel's amdgpu documentation, tried on file trees only.

- Power is of the socket: converters, fans and other losses of the board are outside it on many cards; on
  APUs it includes the CPU cores, so such a device is part of the CPU and is shown, never added.
- A read restarts the driver's autosuspend timer (5 s as a rule), so a card that is read more often never
  falls asleep. The gate keeps a sleeping card asleep; letting an idle one fall asleep is up to the pace of
  reading.
- Who uses the card is not known here: processes is None and shares_known False. The kernel's per-process
  figures (DRM fdinfo) are not read yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from wattprint.domain.readings import Device, DeviceKind, Instant, Problem, Reading
from wattprint.metering.amdgpu_find import PCI_IDS, AmdCard, find_cards
from wattprint.metering.cpu import CPU_KEY
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.sysfs import SensorError, SensorFile, Sysfs
from wattprint.metering.unwrap import CounterUnwrapper

#: A single board stays below this on average; bounds how long an energy counter's interval may be.
CEILING_W = 1000.0
#: The limit changes when a person changes it: no need to ask every second.
LIMIT_EVERY_S = 60.0
#: A driver that was reloaded gives its sensor folder a new number: look for it, but not at every tick.
FIND_AGAIN_EVERY_S = 60.0
#: gpu_metrics: the third byte of its header is the format; 2 and up describe an APU (CPU and GPU in one).
_FORMAT_AT = 2
_FIRST_APU_FORMAT = 2
_ASLEEP = ("suspended", "suspending")


class SleepGate(Protocol):
    """Tells a PCI device's runtime power status without waking it; RuntimePower is the real one."""

    def status(self, pci_address: str) -> str | None:
        """One of "active", "suspended", "suspending", "resuming"; None when the system does not say."""
        ...


@dataclass(slots=True)
class _Watched:
    card: AmdCard
    powers: tuple[SensorFile, ...]
    energy: SensorFile
    busy: SensorFile
    cap: SensorFile
    counter: CounterUnwrapper
    energy_there: bool = True
    energy_moves: bool = False
    first_raw_uj: int | None = None
    apu: bool | None = None
    limit_w: float | None = None
    limit_due_s: float = float("-inf")
    find_due_s: float = float("-inf")

    def files(self) -> tuple[SensorFile, ...]:
        return (*self.powers, self.energy, self.busy, self.cap)


class AmdGpuMeter:
    """One device per card, key "amd:<pci address>"; what goes wrong with one card stays with that card."""

    name = "amdgpu"
    tested_on_hardware = False

    def __init__(
        self,
        gate: SleepGate,
        *,
        sysfs_root: Path = Path("/sys"),
        sysfs: Sysfs | None = None,
        pci_ids: tuple[Path, ...] = PCI_IDS,
    ) -> None:
        self._gate = gate
        self._root = sysfs_root
        self._sysfs = sysfs or Sysfs()
        self._pci_ids = pci_ids
        self._cards: list[_Watched] = []
        self._last_epochs: dict[str, int] = {}
        self._left_out: frozenset[str] = frozenset()

    def leave_out(self, keys: frozenset[str]) -> None:
        """Touch no sensor of these devices; takes effect at the next open()."""
        self._left_out = keys

    def open(self) -> None:
        """Find the cards; reads no sensor. Raises MeterUnavailable (amd-missing) when there is none."""
        self.close()
        found = find_cards(self._root, self._sysfs, self._pci_ids)
        self._cards = [self._watch(card) for card in found if _key_of(card) not in self._left_out]
        if found and not self._cards:
            raise MeterUnavailable(Problem("all-left-out"), worth_retrying=False)
        if not self._cards:
            raise MeterUnavailable(Problem("amd-missing"), worth_retrying=False)

    def devices(self) -> tuple[Device, ...]:
        """The cards found. part_of and limit_w are known once a card was seen awake."""
        return tuple(
            Device(
                key=_key(watched),
                kind=DeviceKind.GPU,
                vendor="amd",
                name=watched.card.name,
                pci_address=watched.card.pci_address,
                limit_w=watched.limit_w,
                part_of=CPU_KEY if watched.apu else None,
            )
            for watched in self._cards
        )

    def read(self, at: Instant) -> tuple[Reading, ...]:
        """One reading per card; a sleeping card is not touched. Never raises: cards fail one by one."""
        readings = []
        for number, watched in enumerate(self._cards):
            reading = self._read(watched, at)
            readings.append(reading)
            if reading.problem and at.monotonic_s >= watched.find_due_s:
                watched.find_due_s = at.monotonic_s + FIND_AGAIN_EVERY_S
                self._cards[number] = self._found_again(watched)
        return tuple(readings)

    def close(self) -> None:
        """Close all files; safe to call twice."""
        for watched in self._cards:
            self._forget(watched)
        self._cards = []

    def _forget(self, watched: _Watched) -> None:
        self._last_epochs[watched.card.pci_address] = watched.counter.epoch
        for file in watched.files():
            file.close()

    def _found_again(self, watched: _Watched) -> _Watched:
        """The same card below its new sensor folder, or as it was."""
        for card in find_cards(self._root, self._sysfs, ()):
            if card.pci_address == watched.card.pci_address and card.hwmon != watched.card.hwmon:
                self._forget(watched)
                return self._watch(replace(card, name=watched.card.name))
        return watched

    def _watch(self, card: AmdCard) -> _Watched:
        def file(folder: Path, name: str) -> SensorFile:
            return SensorFile(folder / name, self._sysfs)

        counter = CounterUnwrapper(None, CEILING_W)  # hwmon does not say a counter's range
        # Totals of an earlier open() began elsewhere.
        counter.epoch = self._last_epochs.get(card.pci_address, -1) + 1
        return _Watched(
            card=card,
            # Most cards have one of the two, which one depends on card and kernel: try both.
            powers=(file(card.hwmon, "power1_average"), file(card.hwmon, "power1_input")),
            energy=file(card.hwmon, "energy1_input"),
            busy=file(card.folder, "gpu_busy_percent"),
            cap=file(card.hwmon, "power1_cap"),
            counter=counter,
        )

    def _read(self, watched: _Watched, at: Instant) -> Reading:
        status = self._gate.status(watched.card.pci_address)
        if status in _ASLEEP:
            return Reading(_key(watched), at, counter_epoch=watched.counter.epoch, asleep=True)
        if watched.apu is None:
            watched.apu = self._is_apu(watched.card)
        if at.monotonic_s >= watched.limit_due_s:
            watched.limit_w = _positive(watched.cap, 1e-6)
            watched.limit_due_s = at.monotonic_s + LIMIT_EVERY_S
        energy_j = _energy_j(watched, at)
        power_w, trouble = _power_w(watched)
        nothing = energy_j is None and power_w is None
        return Reading(
            device_key=_key(watched),
            at=at,
            energy_j=energy_j,
            counter_epoch=watched.counter.epoch,
            power_w=power_w,
            utilisation=_utilisation(watched.busy),
            limit_w=watched.limit_w,
            problem=Problem("amd-unreadable", _key(watched), trouble) if nothing else None,
        )

    def _is_apu(self, card: AmdCard) -> bool | None:
        """None when the card gave no answer this time: it is asked again."""
        # Older APUs have no gpu_metrics; but only APUs show the northbridge's voltage.
        if any(path.name == "in1_input" for path in self._sysfs.children(card.hwmon)):
            return True
        header = SensorFile(card.folder / "gpu_metrics", self._sysfs)
        try:
            metrics = header.read_bytes()
        except SensorError as error:
            return False if error.gone else None
        finally:
            header.close()
        return metrics[_FORMAT_AT] >= _FIRST_APU_FORMAT if len(metrics) > _FORMAT_AT else None


def _key(watched: _Watched) -> str:
    return _key_of(watched.card)


def _key_of(card: AmdCard) -> str:
    return f"amd:{card.pci_address}"


def _power_w(watched: _Watched) -> tuple[float | None, str]:
    """(power in W, why there is none). An awake card never draws 0 uW: that is a sensor that is not there."""
    troubles = []
    for file in watched.powers:
        try:
            power_uw = file.read_natural()
        except SensorError as error:
            troubles.append(str(error))
            continue
        if power_uw > 0:
            if file is not watched.powers[0]:
                watched.powers = (file, *(other for other in watched.powers if other is not file))
            return power_uw / 1e6, ""
        troubles.append(f"{file.path.name}: zero")
    return None, ", ".join(troubles)


def _energy_j(watched: _Watched, at: Instant) -> float | None:
    """Joules from the energy counter, once it was seen to move: a counter that stands still would say 0 J."""
    if not watched.energy_there:
        return None
    try:
        raw_uj = watched.energy.read_natural()
    except SensorError as error:
        if error.gone and not watched.energy_moves:
            watched.energy_there = False  # this driver has no such counter; no use asking every second
        return None
    watched.counter.advance(raw_uj / 1e6, at)
    if watched.first_raw_uj is None:
        watched.first_raw_uj = raw_uj
    watched.energy_moves = watched.energy_moves or raw_uj != watched.first_raw_uj
    return watched.counter.total_j if watched.energy_moves else None


def _utilisation(file: SensorFile) -> float | None:
    try:
        percent = file.read_natural()
    except SensorError:
        return None
    return percent / 100.0 if percent <= 100 else None


def _positive(file: SensorFile, factor: float) -> float | None:
    try:
        return file.read_natural() * factor or None
    except SensorError:
        return None
