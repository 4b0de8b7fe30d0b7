from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.unit.reference.broken import damaged, loads_or_is_refused, refused
from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid
from wattprint.reference.prices import Prices, PricesError

SHIPPED = Prices.load(resource_path("data", "prices.toml"))

SMALL = """schema = 1
[[price]]
zone = "FRA"
currency = "EUR"
per_kwh = 0.2
unit_rate = true
source_title = "T"
source_url = "https://example.org/"
source_date = "2026-02"
stale_after = "2027-06-30"
"""


def test_a_default_where_a_source_states_one() -> None:
    price = SHIPPED.typical("FRA")
    assert price is not None
    assert (price.per_kwh, price.currency, price.unit_rate) == (0.194, "EUR", True)


def test_without_a_source_there_is_no_default() -> None:
    assert SHIPPED.typical("JPN") is None
    assert SHIPPED.typical("WOR") is None


def test_the_currencies_are_those_of_the_zones() -> None:
    grid = Grid.load(resource_path("data", "grid.csv"))
    for price in SHIPPED.prices:
        assert grid.zone(price.zone).currency == price.currency
        # Euros, pounds, francs or dollars per kWh: cents taken for them would be over 10.
        assert 0.05 < price.per_kwh < 1


def test_a_default_grows_old() -> None:
    price = SHIPPED.typical("USA")
    assert price is not None
    assert not price.is_stale("2026-11-21")
    assert not price.is_stale(price.stale_after)
    assert price.is_stale("2028-01-01")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema = 1", "schema = 0", ""),
        ("per_kwh = 0.2", "per_kwh = 0", "FRA"),
        ("per_kwh = 0.2", 'per_kwh = "0,2"', "FRA"),
        ("unit_rate = true", 'unit_rate = "yes"', "FRA"),
        ('currency = "EUR"\n', "", "FRA"),
        ('source_date = "2026-02"', 'source_date = "February"', "FRA"),
        ('stale_after = "2027-06-30"', 'stale_after = "2026-01-01"', "FRA"),
        ('stale_after = "2027-06-30"', 'stale_after = "2027-06-30"\nper_kw = 1', "FRA"),
        ("[[price]]", "[[prize]]", ""),
    ],
)
def test_a_broken_price_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert refused(tmp_path, Prices.load, SMALL, PricesError, old, new).entry == named


@given(damaged(SMALL))
def test_any_damage_is_told_as_the_files_error(content: bytes) -> None:
    loads_or_is_refused(Prices.load, content, PricesError)
