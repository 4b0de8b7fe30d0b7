"""How far sensors may be from the truth: resources/data/tolerances.toml, loaded, checked and asked."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wattprint.domain.factors import Tier
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.reference.citing import is_date, is_https
from wattprint.reference.cpu_model import load_cpu_model

#: Factors are rounded outwards to three decimals; more than that is a mistake in the file.
_ROUNDED_BY = 0.001


class ToleranceError(ValueError):
    """The table breaks a rule; the text says which row and why."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """One row: true energy = reading x a factor between low and high. vendor "any" fits every vendor."""

    vendor: str
    device: DeviceKind
    quality: Quality
    low: float
    high: float
    tier: Tier
    source_title: str
    source_url: str
    date: str


class Tolerances:
    """The table. Qualities without any row are refused on load, so band() always has an answer."""

    def __init__(self, rows: tuple[Tolerance, ...]) -> None:
        """Raises ToleranceError when a quality has no row."""
        missing = set(Quality) - {row.quality for row in rows}
        if missing:
            raise ToleranceError(f"no row for quality {', '.join(sorted(missing))}")
        self.rows = rows

    @classmethod
    def load(cls, path: Path) -> Tolerances:
        """Load and check the table; the CPU model's file lies beside it.

        Raises ToleranceError, CpuModelError, OSError or tomllib.TOMLDecodeError.
        """
        with path.open("rb") as file:
            entries = tomllib.load(file).get("tolerance", [])
        rows = tuple(_row(entry, number, path.parent) for number, entry in enumerate(entries, start=1))
        keys = [(row.vendor, row.device, row.quality) for row in rows]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise ToleranceError(f"more than one row for {sorted(twice)}")
        return cls(rows)

    def row(self, vendor: str, quality: Quality, device: DeviceKind | None = None) -> Tolerance:
        """The row that applies; for a vendor without one the widest of that quality (and kind, if told).

        device: tells an AMD processor from an AMD graphics card; pass it where it is known.
        """
        rows = [row for row in self.rows if row.quality is quality]
        rows = [row for row in rows if device in (None, row.device)] or rows
        own = [row for row in rows if row.vendor in (vendor, "any")]
        return max(own or rows, key=lambda row: row.high / row.low)

    def band(self, vendor: str, quality: Quality, device: DeviceKind | None = None) -> tuple[float, float]:
        """(low factor, high factor) that turn a reading's joules into the band of the true joules."""
        row = self.row(vendor, quality, device)
        return row.low, row.high


def factors_of_error(smallest: float, largest: float) -> tuple[float, float]:
    """Factors (low, high) of a sensor whose reading differs by `smallest` to `largest` (reading / true - 1).

    Equation: true = reading / (1 + error). Rounded outwards to three decimals.
    """
    return math.floor(1000 / (1 + largest)) / 1000, math.ceil(1000 / (1 + smallest)) / 1000


def _row(entry: dict[str, Any], number: int, folder: Path) -> Tolerance:
    try:
        if "from_file" in entry:
            model = load_cpu_model(folder / str(entry["from_file"]))
            entry = {
                **entry,
                "low": model.low_w / model.central_w,
                "high": model.high_w / model.central_w,
                "tier": model.tier,
                "source_title": model.source_title,
                "source_url": model.source_url,
                "date": model.date,
            }
        row = Tolerance(
            vendor=str(entry["vendor"]),
            device=DeviceKind(entry["device"]),
            quality=Quality(entry["quality"]),
            low=float(entry["low"]),
            high=float(entry["high"]),
            tier=Tier(entry["tier"]),
            source_title=str(entry["source_title"]),
            source_url=str(entry["source_url"]),
            date=str(entry["date"]),
        )
        _check(row, entry.get("reading_error"))
    except (KeyError, TypeError, ValueError) as error:
        raise ToleranceError(f"row {number}: {error!r}") from error
    return row


def _check(row: Tolerance, reading_error: list[float] | None) -> None:
    if not 0.0 < row.low <= 1.0 <= row.high:
        raise ToleranceError("low and high must lie around 1")
    if not row.source_title or not is_https(row.source_url):
        raise ToleranceError("a source needs a title and an https address")
    if not is_date(row.date):
        raise ToleranceError(f"{row.date!r} is not a date")
    if reading_error is not None:
        low, high = factors_of_error(*reading_error)
        if abs(row.low - low) > _ROUNDED_BY or abs(row.high - high) > _ROUNDED_BY:
            raise ToleranceError(f"reading error gives {low} to {high}, the row says {row.low} to {row.high}")
