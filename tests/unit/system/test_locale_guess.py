from __future__ import annotations

import locale
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid
from wattprint.system.locale_guess import guess_zone, locale_names, territory_of

GRID = Grid.load(resource_path("data", "grid.csv"))


@pytest.mark.parametrize(
    ("name", "code", "currency"),
    [
        ("fr_FR.UTF-8", "FRA", "EUR"),
        ("fr_FR", "FRA", "EUR"),
        ("fr_CH.UTF-8@euro", "CHE", "CHF"),
        ("en-US", "USA", "USD"),
        ("zh-Hant-TW", "TWN", "TWD"),
        ("sr_RS@latin", "SRB", "RSD"),
        ("English_United States.1252", "USA", "USD"),
        ("French_France.1252", "FRA", "EUR"),
    ],
)
def test_a_territory_is_a_zone_with_its_currency(name: str, code: str, currency: str) -> None:
    zone = guess_zone(GRID, [name])
    assert zone is not None
    assert (zone.code, zone.currency) == (code, currency)


@pytest.mark.parametrize(
    "name", ["C", "C.UTF-8", "POSIX", "fr", "es_419", "zh_Hans", "xx_YY", "", "_", "en_", "fr_MC"]
)
def test_what_tells_no_territory_of_the_grid_gives_no_guess(name: str) -> None:
    assert guess_zone(GRID, [name]) is None


def test_the_first_name_that_tells_something_decides() -> None:
    zone = guess_zone(GRID, ["C.UTF-8", "xx_YY", "de_AT.UTF-8", "en_US.UTF-8"])
    assert zone is not None
    assert zone.code == "AUT"


def test_money_tells_more_of_a_place_than_language() -> None:
    names = locale_names({"LANG": "en_US.UTF-8", "LC_MONETARY": "fr_FR.UTF-8"})
    assert names == ("fr_FR.UTF-8", "en_US.UTF-8")


def test_lc_all_overrides_and_empty_variables_count_as_unset() -> None:
    names = locale_names({"LC_ALL": "de_DE.UTF-8", "LC_MONETARY": "fr_FR.UTF-8", "LANG": ""})
    assert names[0] == "de_DE.UTF-8"
    assert "" not in names


def test_without_variables_python_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: ("French_France", "1252"))
    assert locale_names({}) == ("French_France",)
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    assert locale_names({}) == ()


def test_the_guess_opens_no_socket() -> None:
    code = (
        "import sys\n"
        "def hook(event, _):\n"
        "    if event.startswith('socket.'):\n"
        "        raise SystemExit(9)\n"
        "sys.addaudithook(hook)\n"
        "from wattprint.reference.files import resource_path\n"
        "from wattprint.reference.grid import Grid\n"
        "from wattprint.system.locale_guess import guess_zone, locale_names\n"
        "zone = guess_zone(Grid.load(resource_path('data', 'grid.csv')), locale_names())\n"
        "sys.stdout.write(zone.code)\n"
    )
    environment = {**os.environ, "LC_ALL": "fr_FR.UTF-8"}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (result.returncode, result.stdout) == (0, "FRA"), result.stderr


@given(st.text(max_size=30))
def test_any_name_is_read_without_trouble(name: str) -> None:
    territory = territory_of(name)
    assert territory is None or territory in name
    zone = guess_zone(GRID, [name])
    assert zone is None or zone in GRID.zones
