"""CPU package energy from RAPL through Linux powercap (Intel, and AMD from Zen on).

Untested on real hardware: written from the kernel's powercap documentation, tried on file trees only.

What is counted: the zones named package-N (package-N-die-M on multi-die parts), each once. The same package
may appear twice, through MSRs (intel-rapl:0) and through memory-mapped registers (intel-rapl-mmio:0): adding
both would double the energy. Sub-zones (core, uncore, dram) lie inside the package or beside it and are left
out; "psys" is the whole platform and contains the package. Memory (the dram zone) is left out on purpose: it
exists on few desktops, and the CPU device would mean different things on different machines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from wattprint.domain.readings import Instant, Problem
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.sysfs import SensorError, SensorFile, Sysfs, read_natural_once, read_once
from wattprint.metering.unwrap import CounterUnwrapper

#: No package draws more on average: the largest are sold at 500 W. Used when no limit is readable.
CEILING_W = 500.0
#: Boards write nonsense (4095 W and more) for "no limit"; no single package is allowed this much.
_LARGEST_CREDIBLE_LIMIT_W = 1000.0
#: Packages exceed their limit for milliseconds; a ceiling must not be reached.
_CEILING_OVER_LIMIT = 2.0

_ZONE = re.compile(r"intel-rapl(-mmio)?:\d+")
_PACKAGE = re.compile(r"package-(?P<package>\d+)(-die-\d+)?")

#: The group that may read the counters once the person has installed the rule below.
RAPL_GROUP = "wattprint"
UDEV_RULE_PATH = "/etc/udev/rules.d/70-wattprint-rapl.rules"
#: Read access to two files per package for one group, nothing more. The kernel closed these files to all but
#: root because of CVE-2020-8694 (PLATYPUS): fine-grained energy readings let one program work out secrets of
#: another. So it is a group and never everyone, and only the package zones.
#: %p is the device's path below the sysfs mount and begins with a slash (man 7 udev). ACTION!="remove" covers
#: both the boot ("add") and `udevadm trigger` ("change").
UDEV_RULE = (
    'ACTION!="remove", SUBSYSTEM=="powercap", KERNEL=="intel-rapl:*", ATTR{name}=="package-*", '
    f'RUN+="/bin/chgrp {RAPL_GROUP} /sys%p/energy_uj /sys%p/max_energy_range_uj", '
    'RUN+="/bin/chmod g+r /sys%p/energy_uj /sys%p/max_energy_range_uj"\n'
)
#: What the person runs, as root, after writing UDEV_RULE to UDEV_RULE_PATH; then log out and in once.
UDEV_COMMANDS = (
    f"groupadd --system --force {RAPL_GROUP}",
    f'usermod --append --groups {RAPL_GROUP} "$USER"',
    "udevadm control --reload",
    "udevadm trigger --subsystem-match=powercap",
)


@dataclass(slots=True)
class _Zone:
    energy: SensorFile
    counter: CounterUnwrapper
    limit_w: float | None


class RaplCounter:
    """The sum of all packages as one counter that never wraps.

    energy_j: joules since open(). epoch: raised whenever one zone's step is unknown, because then the sum is
    (an interval longer than range / maximum power, or a counter that was reset).
    """

    def __init__(self, powercap: Path = Path("/sys/class/powercap"), sysfs: Sysfs | None = None) -> None:
        self._powercap = powercap
        self._sysfs = sysfs or Sysfs()
        self._zones: tuple[_Zone, ...] = ()
        self.energy_j = 0.0
        self.epoch = 0

    @property
    def limit_w(self) -> float | None:
        """The packages' highest enforced limits together, None when one of them has none that is readable."""
        limits = [zone.limit_w for zone in self._zones]
        known = [limit for limit in limits if limit is not None]
        return sum(known) if known and len(known) == len(limits) else None

    def open(self) -> None:
        """Find the package zones and read each once.

        Raises MeterUnavailable: rapl-missing, rapl-permission, rapl-unreadable.
        """
        self.close()
        chosen: dict[str, _Zone] = {}
        refused: dict[str, SensorError] = {}
        folders = [path for path in self._sysfs.children(self._powercap) if _ZONE.fullmatch(path.name)]
        # MSR zones first: where both can be read, they are the ones that stay.
        for folder in sorted(folders, key=lambda path: ("mmio" in path.name, path.name)):
            name = self._package_name(folder)
            if name is None or name in chosen:
                continue
            try:
                chosen[name] = self._zone(folder)
                refused.pop(name, None)
            except SensorError as error:
                refused[name] = error
        self._zones = _without_mirrors(chosen)
        if refused:
            # One package out of two would be half the truth, silently.
            self.close()
            raise _unavailable(next(iter(refused.values())))
        if not self._zones:
            raise MeterUnavailable(Problem("rapl-missing"), worth_retrying=False)
        self.energy_j, self.epoch = 0.0, 0

    def read(self, at: Instant) -> None:
        """Bring energy_j and epoch up to date. Raises MeterUnavailable when a zone can no longer be read."""
        for zone in self._zones:
            try:
                raw_uj = zone.energy.read_natural()
            except SensorError as error:
                raise _unavailable(error) from error
            zone.counter.advance(raw_uj / 1e6, at)
        self.energy_j = sum(zone.counter.total_j for zone in self._zones)
        self.epoch = sum(zone.counter.epoch for zone in self._zones)

    def close(self) -> None:
        """Close all files; safe to call twice."""
        for zone in self._zones:
            zone.energy.close()
        self._zones = ()

    def _package_name(self, folder: Path) -> str | None:
        try:
            name = read_once(folder / "name", self._sysfs)
        except SensorError:
            return None
        return name if _PACKAGE.fullmatch(name) else None

    def _zone(self, folder: Path) -> _Zone:
        energy = SensorFile(folder / "energy_uj", self._sysfs)
        energy.read_natural()
        try:
            # Some kernels close this file too; without it a fall of the counter is simply unknown.
            range_j = read_natural_once(folder / "max_energy_range_uj", self._sysfs) / 1e6 or None
        except SensorError:
            range_j = None
        limits = self._watts(folder, "power_limit_uw")
        ceilings = [*limits, *self._watts(folder, "max_power_uw")]
        max_power_w = max(ceilings) * _CEILING_OVER_LIMIT if ceilings else CEILING_W
        return _Zone(energy, CounterUnwrapper(range_j, max_power_w), max(limits, default=None))

    def _watts(self, folder: Path, ending: str) -> list[float]:
        watts = []
        for path in self._sysfs.children(folder):
            if path.name.startswith("constraint_") and path.name.endswith(ending):
                try:
                    watts.append(read_natural_once(path, self._sysfs) / 1e6)
                except SensorError:
                    continue
        return [value for value in watts if 0.0 < value <= _LARGEST_CREDIBLE_LIMIT_W]


def _without_mirrors(zones: dict[str, _Zone]) -> tuple[_Zone, ...]:
    """Drop die zones that show the same register as another die of their package.

    Told by reading one between two readings of the other: only one register is never outside them.
    """
    kept: dict[str, list[_Zone]] = {}
    for name, zone in zones.items():
        match = _PACKAGE.fullmatch(name)
        siblings = kept.setdefault(match["package"] if match else name, [])
        if any(_same_register(zone, sibling) for sibling in siblings):
            zone.energy.close()
        else:
            siblings.append(zone)
    return tuple(zone for siblings in kept.values() for zone in siblings)


def _same_register(one: _Zone, other: _Zone) -> bool:
    try:
        before = one.energy.read_natural()
        between = other.energy.read_natural()
        return before <= between <= one.energy.read_natural()
    except SensorError:
        return False


def _unavailable(error: SensorError) -> MeterUnavailable:
    if error.denied:
        return MeterUnavailable(Problem("rapl-permission", detail=str(error)))
    return MeterUnavailable(Problem("rapl-unreadable", detail=str(error)))
