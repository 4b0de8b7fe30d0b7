from __future__ import annotations

import csv
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reference.broken import damaged, loads_or_is_refused, refused
from wattprint.reference.files import resource_path
from wattprint.reference.grid import COLUMNS, WORLD, Grid, GridError, UnknownZone, Zone

TABLE = resource_path("data", "grid.csv")
BUILD = Path(__file__).parents[3] / "packaging" / "data" / "build_grid.py"

ROW = "FRA,FR,France,France,41.44,2025,EUR,T,https://example.org/\n"
SMALL = ",".join(COLUMNS) + "\n" + ROW + "WOR,,World,Monde,458.29,2025,,T,https://example.org/\n"


LOADED = Grid.load(TABLE)


@pytest.fixture
def grid() -> Grid:
    return LOADED


@pytest.mark.skipif(
    find_spec("ecologits") is None, reason="EcoLogits, which the table is built from, is missing"
)
def test_the_table_is_what_the_script_makes_of_the_installed_package(tmp_path: Path) -> None:
    target = tmp_path / "grid.csv"
    subprocess.run([sys.executable, str(BUILD), str(target)], check=True, capture_output=True, timeout=60)
    assert target.read_bytes() == TABLE.read_bytes()


@pytest.mark.parametrize(
    ("code", "g_per_kwh", "currency"),
    [("FRA", 41.44, "EUR"), ("USA", 384.4, "USD"), ("WOR", 458.29, None), ("BGR", 275.55, "EUR")],
)
def test_zones_with_their_intensity(grid: Grid, code: str, g_per_kwh: float, currency: str | None) -> None:
    zone = grid.zone(code)
    assert (zone.code, zone.g_per_kwh, zone.currency, zone.year) == (code, g_per_kwh, currency, 2025)


def test_every_zone_is_named_in_both_languages_and_sourced(grid: Grid) -> None:
    assert len(grid.zones) > 200
    assert [zone.code for zone in grid.zones] == sorted(zone.code for zone in grid.zones)
    for zone in grid.zones:
        assert set(zone.names) == {"en", "fr"}
        assert zone.source.url.startswith("https://")
        # The cleanest grids of all are hydropower alone, over 20 g; a 0 would be a value that nobody has.
        assert zone.g_per_kwh > 10
        assert (zone.currency is None) == (zone.alpha2 is None)


def test_a_zone_without_a_figure_is_not_in_the_table(grid: Grid) -> None:
    assert "CAF" not in grid


@pytest.mark.parametrize("asked", ["FRA", "fra", "FR", " fr ", "France", "FRANCE"])
def test_a_zone_is_found_by_code_and_by_name(grid: Grid, asked: str) -> None:
    assert grid.zone(asked).code == "FRA"


@pytest.mark.parametrize("asked", ["États-Unis", "etats-unis", "United States", "us"])
def test_names_are_found_in_both_languages_without_accents(grid: Grid, asked: str) -> None:
    assert grid.zone(asked).code == "USA"


@pytest.mark.parametrize("asked", ["Côte d’Ivoire", "Côte d'Ivoire", "cote d’ivoire"])
def test_either_apostrophe_is_understood(grid: Grid, asked: str) -> None:
    assert grid.zone(asked).code == "CIV"


@pytest.mark.parametrize(
    ("asked", "nearest"), [("Frence", "FRA"), ("Allemange", "DEU"), ("Untied States", "USA")]
)
def test_an_unknown_zone_is_refused_with_the_nearest(grid: Grid, asked: str, nearest: str) -> None:
    with pytest.raises(UnknownZone) as caught:
        grid.zone(asked)
    assert caught.value.nearest[0].code == nearest
    assert asked in str(caught.value)
    assert nearest in str(caught.value)


def test_nonsense_has_no_nearest_zone(grid: Grid) -> None:
    with pytest.raises(UnknownZone, match=r"^no grid zone '%%%'$"):
        grid.zone("%%%")


@given(st.text(max_size=20))
def test_whatever_is_asked_is_a_zone_or_unknown(asked: str) -> None:
    try:
        found: tuple[Zone, ...] = (LOADED.zone(asked),)
    except UnknownZone as unknown:
        found = unknown.nearest
    assert len(found) <= 3
    assert all(zone in LOADED.zones for zone in found)


def test_the_licence_lies_beside_the_table() -> None:
    text = TABLE.with_name("grid_licence.md").read_text(encoding="utf-8")
    for needed in (
        "Mozilla Public License 2.0",
        "CC BY 4.0",
        "Ember",
        "Our World in Data",
        "UNICODE LICENSE V3",
    ):
        assert needed in text
    with TABLE.open(encoding="utf-8", newline="") as file:
        (title,) = {row["source_title"] for row in csv.DictReader(file)}
    # The note and the table speak of one release.
    assert title.split(" electricity")[0] in text


@pytest.mark.parametrize(
    ("old", "new", "entry"),
    [
        ("41.44", "0", "line 2"),
        ("41.44", "-3", "line 2"),
        ("41.44", "nan", "line 2"),
        ("41.44", "41440", "line 2"),
        ("41.44", "much", "line 2"),
        ("FRA,FR", "fra,FR", "line 2"),
        ("FRA,FR", "FRANCE,FR", "line 2"),
        ("FRA,FR", "FRA,F1", "line 2"),
        ("France,France", "France,", "line 2"),
        ("France,France", ",France", "line 2"),
        ("2025,EUR", ",EUR", "line 2"),
        ("2025,EUR", "soon,EUR", "line 2"),
        ("2025,EUR", "2025-05,EUR", "line 2"),
        ("2025,EUR", "2025,euro", "line 2"),
        ("T,https://example.org/", ",https://example.org/", "line 2"),
        ("T,https://example.org/", "T,http://example.org/", "line 2"),
        ("T,https://example.org/", "T,https://example.org/,more", "line 2"),
        ("T,https://example.org/", "T", "line 2"),
        (ROW, ROW + ROW, "FRA"),
        ("WOR,,World,Monde", "WLD,,World,Monde", WORLD),
        ("WOR,,World", "WOR,FR,World", ""),
        ("zone,alpha2", "zone,iso2", ""),
        ("41.44", '"41.44', ""),
    ],
)
def test_a_broken_row_is_refused(tmp_path: Path, old: str, new: str, entry: str) -> None:
    assert refused(tmp_path, Grid.load, SMALL, GridError, old, new).entry == entry


def test_a_missing_file_is_the_grids_error(tmp_path: Path) -> None:
    with pytest.raises(GridError, match="No such file"):
        Grid.load(tmp_path / "grid.csv")


def test_a_spreadsheets_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "grid.csv"
    path.write_text(SMALL, encoding="utf-8-sig")
    assert Grid.load(path).zone("FRA").g_per_kwh == 41.44


@given(damaged(SMALL))
def test_any_damage_is_told_as_the_grids_error(content: bytes) -> None:
    loads_or_is_refused(Grid.load, content, GridError)
