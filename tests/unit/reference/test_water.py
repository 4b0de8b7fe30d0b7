from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from tests.unit.reference.broken import damaged, loads_or_is_refused, refused
from wattprint.domain.band import Band
from wattprint.reference.factors import load_factors
from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid
from wattprint.reference.water import Water, WaterError, WaterScope, local_ml_per_wh

SHIPPED = Water.load(resource_path("data", "water.toml"))

SMALL = """schema = 1
[on_site]
low = 0.1
central = 0.8
high = 1.2
source_title = "T"
source_url = "https://example.org/"
source_date = "2025"

[[grid]]
zone = "USA"
value = 3.13
source_title = "T"
source_url = "https://example.org/"
source_date = "2025"
"""


def test_on_site_is_one_band_for_all() -> None:
    assert SHIPPED.cloud_ml_per_wh(WaterScope.ON_SITE, "USA") == Band(0.12, 0.84, 1.15)
    assert SHIPPED.cloud_ml_per_wh(WaterScope.ON_SITE, "TUV") == Band(0.12, 0.84, 1.15)


def test_total_adds_the_power_plants() -> None:
    # The worked values of the research for the United States: about 3.3, 4.0 and 4.3.
    total = SHIPPED.cloud_ml_per_wh(WaterScope.TOTAL, "USA")
    assert total is not None
    assert (round(total.low, 1), round(total.central, 1), round(total.high, 1)) == (3.2, 4.0, 4.3)


def test_a_total_that_nobody_knows_is_unknown() -> None:
    assert SHIPPED.cloud_ml_per_wh(WaterScope.TOTAL, "TUV") is None


def test_the_zones_are_zones_of_the_grid() -> None:
    grid = Grid.load(resource_path("data", "grid.csv"))
    assert {"USA", "FRA", "SWE"} <= set(SHIPPED.grid)
    assert all(zone in grid for zone in SHIPPED.grid)


def test_a_computer_at_home() -> None:
    assert local_ml_per_wh(WaterScope.ON_SITE) == Band(0, 0, 0)
    assert local_ml_per_wh(WaterScope.TOTAL) is None
    assert local_ml_per_wh(WaterScope.TOTAL, own=2.0) == Band(2, 2, 2)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema = 1", "", ""),
        ("low = 0.1", "low = 0.9", "on_site"),
        ("high = 1.2", "high = nan", "on_site"),
        ("value = 3.13", "value = 0", "USA"),
        ("value = 3.13", "value = 3.13\nnote = 1", "USA"),
        ('zone = "USA"', "zone = 1", "grid 1"),
        ("[[grid]]", "[[girds]]", ""),
        ('source_url = "https://example.org/"', 'source_url = "x"', "on_site"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    if not named and "girds" in new:
        named = "on_site"  # the last entry that was read
    assert refused(tmp_path, Water.load, SMALL, WaterError, old, new).entry == named


@given(damaged(SMALL))
def test_any_damage_is_told_as_the_files_error(content: bytes) -> None:
    loads_or_is_refused(Water.load, content, WaterError)


def test_every_zone_where_a_service_runs_has_an_intensity_and_water() -> None:
    grid = Grid.load(resource_path("data", "grid.csv"))
    zones = {activity.grid_zone for activity in load_factors().activities}
    assert zones
    assert all(zone in grid for zone in zones)
    assert all(SHIPPED.cloud_ml_per_wh(WaterScope.TOTAL, zone) is not None for zone in zones)
