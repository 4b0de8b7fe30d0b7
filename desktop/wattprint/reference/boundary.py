"""Where local energy ends: at GPU and CPU or at the socket. Loads, checks resources/data/overhead.toml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wattprint.domain.band import Band
from wattprint.domain.factors import Source, Tier
from wattprint.domain.footprint import J_PER_WH
from wattprint.domain.middle import median, slope
from wattprint.reference.sourced import DataFileError, Entry, read_toml, tables

SCHEMA = 1
#: How far the stated factors may be from what the runs below them give: they are rounded to 0.01.
_AGREEMENT = 0.01


class Boundary(StrEnum):
    """What a local number holds. DEVICE: GPU and CPU. WALL: with what the rest of the computer adds."""

    DEVICE = "device"
    WALL = "wall"


class OverheadError(DataFileError):
    """The file breaks a rule; the text says which."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run with a meter at the socket. device_j: GPU and CPU, as software read them."""

    model: str
    meter_j: float
    device_j: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Overhead:
    """wall_per_device: energy at the socket over the energy of GPU and CPU, above 1; with its runs."""

    wall_per_device: Band
    tier: Tier
    source: Source
    runs: tuple[Run, ...]

    @classmethod
    def load(cls, path: Path) -> Overhead:
        """Load and check the file. Raises OverheadError, also when it cannot be read."""
        data = read_toml(path, OverheadError)
        name = ""
        try:
            if data.get("schema") != SCHEMA:
                raise ValueError(f"schema must be {SCHEMA}")
            memory_w = Entry(data).positive("memory_w")
            runs = []
            for entry_name, raw in tables(data, "run"):
                name = entry_name
                runs.append(_run(Entry(raw), memory_w))
            name = "wall_per_device"
            entry = Entry(data.get(name))
            found = cls(entry.band(), Tier(entry.text("tier")), entry.source(), tuple(runs))
            entry.nothing_else()
            _check(found)
        except ValueError as cause:
            raise OverheadError(path.name, name, str(cause)) from cause
        return found

    def added(self, device: Band) -> Band:
        """What the rest of the computer adds to the energy of GPU and CPU (in the unit of `device`).

        Equation: device x (wall_per_device - 1), low with low. It is kept apart from the measured part.
        """
        factor = self.wall_per_device
        return device * Band(factor.low - 1, factor.central - 1, factor.high - 1)

    def at_the_wall(self, device: Band) -> Band:
        """The energy at the socket: device + added(device)."""
        return device + self.added(device)


def factors_of(runs: tuple[Run, ...]) -> Band:
    """The band that runs give: low is the cost of one more watt, central the median ratio, high the largest.

    Raises ValueError when the runs do not order so, or are too alike to lay a line through.
    """
    ratios = [run.meter_j / run.device_j for run in runs]
    one_more_w = slope(
        [run.device_j / run.seconds for run in runs], [run.meter_j / run.seconds for run in runs]
    )
    return Band(one_more_w, median(ratios), max(ratios))


def _run(entry: Entry, memory_w: float) -> Run:
    seconds = entry.positive("seconds")
    device_j = entry.positive("software_j") - memory_w * seconds
    if device_j <= 0:
        raise ValueError("software_j is less than the memory's share")
    run = Run(entry.text("model"), entry.positive("meter_wh") * J_PER_WH, device_j, seconds)
    entry.nothing_else()
    return run


def _check(overhead: Overhead) -> None:
    stated, given = overhead.wall_per_device, factors_of(overhead.runs)
    if stated.low < 1:
        raise ValueError("a computer draws no less than its GPU and CPU: low must be at least 1")
    for name in ("low", "central", "high"):
        says, computed = getattr(stated, name), getattr(given, name)
        if abs(says - computed) > _AGREEMENT * computed:
            raise ValueError(f"{name} says {says:g}, the runs give {computed:.3f}")
