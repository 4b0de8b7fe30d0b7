"""What a kWh typically costs at home, in few countries: loads and checks resources/data/prices.toml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wattprint.domain.factors import Source
from wattprint.reference.sourced import DataFileError, Entry, iso_date, read_toml, tables

SCHEMA = 1


class PricesError(DataFileError):
    """The file breaks a rule; the text names the entry."""


@dataclass(frozen=True, slots=True)
class Price:
    """A default to offer, never one to use in silence.

    per_kwh: in `currency` (ISO 4217), taxes included. unit_rate: the price of one more kWh, else the whole
    bill over its kWh. stale_after: the ISO day after which it must be shown as outdated.
    """

    zone: str
    currency: str
    per_kwh: float
    unit_rate: bool
    source: Source
    stale_after: str

    def is_stale(self, day: str) -> bool:
        """Whether the default is outdated on this ISO day."""
        return day > self.stale_after


class Prices:
    """The defaults by grid zone."""

    def __init__(self, prices: Iterable[Price]) -> None:
        self.prices = tuple(prices)
        self._by_zone = {price.zone: price for price in self.prices}

    @classmethod
    def load(cls, path: Path) -> Prices:
        """Load and check the file. Raises PricesError, also when it cannot be read."""
        data = read_toml(path, PricesError)
        name = ""
        try:
            if data.get("schema") != SCHEMA:
                raise ValueError(f"schema must be {SCHEMA}")
            found: dict[str, Price] = {}
            for entry_name, raw in tables(data, "price"):
                name = entry_name
                price = _price(Entry(raw))
                if price.zone in found:
                    raise ValueError("more than one entry")
                found[price.zone] = price
        except ValueError as cause:
            raise PricesError(path.name, name, str(cause)) from cause
        return cls(found.values())

    def typical(self, zone: str) -> Price | None:
        """The default for a grid zone; None where there is none and the person has to be asked."""
        return self._by_zone.get(zone)


def _price(entry: Entry) -> Price:
    price = Price(
        zone=entry.text("zone"),
        currency=entry.text("currency"),
        per_kwh=entry.positive("per_kwh"),
        unit_rate=entry.flag("unit_rate"),
        source=entry.source(),
        stale_after=iso_date(entry.text("stale_after"), whole=True),
    )
    entry.nothing_else()
    if price.stale_after < price.source.date:
        raise ValueError("stale_after lies before the source's date")
    return price
