"""The watts that the CPU model gives a busy logical core: loads and checks resources/data/cpu_model.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wattprint.domain.factors import Tier
from wattprint.domain.middle import median

#: How far the stated watts may be from what the processors below them give: they are rounded to 0.01 W.
_AGREEMENT = 0.01


class CpuModelError(ValueError):
    """The file breaks a rule; the text says which."""


@dataclass(frozen=True, slots=True)
class Processor:
    """One processor's published sustained power (W) and where it was published."""

    name: str
    package_w: float
    physical_cores: int
    logical_cores: int
    tier: Tier
    source_title: str
    source_url: str
    date: str

    def watts_per_busy_core(self) -> tuple[float, float]:
        """(every thread busy, one thread a core): package power over logical and over physical cores, W."""
        return self.package_w / self.logical_cores, self.package_w / self.physical_cores


@dataclass(frozen=True, slots=True)
class CpuModelData:
    """Watts per busy logical core: a band of published figures, with the processors that it comes from."""

    low_w: float
    central_w: float
    high_w: float
    tier: Tier
    source_title: str
    source_url: str
    date: str
    processors: tuple[Processor, ...]


def load_cpu_model(path: Path) -> CpuModelData:
    """Load and check the file. Raises CpuModelError, OSError or tomllib.TOMLDecodeError."""
    with path.open("rb") as file:
        data = tomllib.load(file)
    try:
        processors = tuple(_processor(entry) for entry in data["processor"])
        stated = data["watts_per_busy_logical_core"]
        low_w, central_w, high_w = float(stated["low"]), float(stated["central"]), float(stated["high"])
        model = CpuModelData(
            low_w=low_w,
            central_w=central_w,
            high_w=high_w,
            tier=Tier(stated["tier"]),
            source_title=str(stated["source_title"]),
            source_url=str(stated["source_url"]),
            date=str(stated["date"]),
            processors=processors,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CpuModelError(f"{path.name}: {error!r}") from error
    _check(model)
    return model


def _processor(entry: dict[str, Any]) -> Processor:
    return Processor(
        name=str(entry["name"]),
        package_w=float(entry["package_w"]),
        physical_cores=int(entry["physical_cores"]),
        logical_cores=int(entry["logical_cores"]),
        tier=Tier(entry["tier"]),
        source_title=str(entry["source_title"]),
        source_url=str(entry["source_url"]),
        date=str(entry["date"]),
    )


def _check(model: CpuModelData) -> None:
    if not model.processors:
        raise CpuModelError("no processors")
    for processor in model.processors:
        if not (processor.package_w > 0 and 0 < processor.physical_cores <= processor.logical_cores):
            raise CpuModelError(f"{processor.name}: power and cores must be positive, threads at least cores")
    watts = [value for processor in model.processors for value in processor.watts_per_busy_core()]
    computed = {"low": min(watts), "central": median(watts), "high": max(watts)}
    stated = {"low": model.low_w, "central": model.central_w, "high": model.high_w}
    for name, value in computed.items():
        if abs(stated[name] - value) > _AGREEMENT * value:
            raise CpuModelError(f"{name} says {stated[name]} W, the processors give {value:.2f} W")
