"""How much water a watt-hour of a cloud service takes: loads and checks resources/data/water.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wattprint.domain.band import Band
from wattprint.domain.factors import Source
from wattprint.reference.sourced import DataFileError, Entry, read_toml, tables

SCHEMA = 1


class WaterScope(StrEnum):
    """What a number of water holds; one of them at a time, said beside the number."""

    ON_SITE = "on_site"
    TOTAL = "total"


class WaterError(DataFileError):
    """The file breaks a rule; the text says which."""


@dataclass(frozen=True, slots=True)
class GridWater:
    """What the power plants of a zone evaporate, mL per Wh."""

    ml_per_wh: Band
    source: Source


@dataclass(frozen=True, slots=True)
class Water:
    """on_site: mL per Wh evaporated by the data centre. grid: by zone, what its electricity takes."""

    on_site: Band
    on_site_source: Source
    grid: Mapping[str, GridWater]

    @classmethod
    def load(cls, path: Path) -> Water:
        """Load and check the file. Raises WaterError, also when it cannot be read."""
        data = read_toml(path, WaterError)
        name = ""
        try:
            if data.get("schema") != SCHEMA:
                raise ValueError(f"schema must be {SCHEMA}")
            name = "on_site"
            entry = Entry(data.get(name))
            on_site, source = entry.band(), entry.source()
            entry.nothing_else()
            grid: dict[str, GridWater] = {}
            for entry_name, raw in tables(data, "grid"):
                name = entry_name
                entry = Entry(raw)
                zone = entry.text("zone")
                if zone in grid:
                    raise ValueError("more than one entry")
                grid[zone] = GridWater(entry.band(), entry.source())
                entry.nothing_else()
        except ValueError as cause:
            raise WaterError(path.name, name, str(cause)) from cause
        return cls(on_site, source, grid)

    def cloud_ml_per_wh(self, scope: WaterScope, zone: str) -> Band | None:
        """Water of a service that runs in this grid zone, mL per Wh; None where a total is unknown."""
        if scope is WaterScope.ON_SITE:
            return self.on_site
        found = self.grid.get(zone)
        return None if found is None else self.on_site + found.ml_per_wh


def local_ml_per_wh(scope: WaterScope, own: float | None = None) -> Band | None:
    """Water of this computer, mL per Wh: none on site; in total what the person stated, else unknown."""
    if scope is WaterScope.ON_SITE:
        return Band.exactly(0.0)
    return None if own is None else Band.exactly(own)
