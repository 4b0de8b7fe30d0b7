from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reference.broken import damaged, loads_or_is_refused, refused
from wattprint.domain.band import Band
from wattprint.domain.equivalents import Basis, choose
from wattprint.reference.equivalents import Equivalents, EquivalentsError
from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid

FILE = resource_path("data", "equivalents.toml")
SHIPPED = Equivalents.load(FILE)
ZONES = ("FRA", "USA", "DEU", None)
TODAY = "2026-11-21"


def entry(step_id: str, basis: str, value: float, more: str = "") -> str:
    return f"""[[equivalent]]
id = "{step_id}"
family = "{step_id}"
basis = "{basis}"
value = {value}
one_en = "{step_id}"
many_en = "{step_id}s"
under_en = "less than one {step_id}"
one_fr = "{step_id}"
many_fr = "{step_id}s"
under_fr = "moins d'un {step_id}"
source_title = "T"
source_url = "https://example.org/"
source_date = "2025-03"
review_after = "2027-01-01"
{more}
"""


SMALL = (
    'schema = 1\n[set.fr]\nzones = ["FRA"]\n'
    + entry("lamp", "Wh", 10)
    + entry("car", "gCO2e", 100)
    + entry("glass", "mL", 250)
    + entry("pool", "mL", 2.5e9, 'landmark = true\nshare_en = "of a pool"\nshare_fr = "d\'une piscine"')
)


def test_what_the_research_found_is_there() -> None:
    values = {each.step.id: each.step.value.central for each in SHIPPED.entries}
    assert values["microwave_minute"] == pytest.approx(850 / 60, rel=1e-4)
    assert values["microwave_hour"] == 850
    assert values["phone_charge"] == 19
    assert values["web_search_2009"] == 0.3
    assert values["ev_km"] == 210
    assert values["tgv_km"] == 2.93
    assert values["petrol_km"] == 169.7
    assert values["streaming_hour"] == 77
    assert values["shower"] == 35_000
    assert values["training_grok4_energy"] == 310e9
    assert values["training_gpt3_co2e"] == 552e6


def test_steps_of_one_kind_agree_with_each_other() -> None:
    values = {each.step.id: each.step.value for each in SHIPPED.entries}
    for small, large, times in [
        ("led_second", "led_minute", 60),
        ("led_minute", "led_hour", 60),
        ("microwave_second", "microwave_minute", 60),
        ("microwave_minute", "microwave_hour", 60),
        ("ev_km", "ev_100_km", 100),
        ("ev_mile", "ev_100_miles", 100),
        ("ev_km", "ev_mile", 1.609344),
        ("tgv_metre", "tgv_km", 1000),
        ("petrol_metre", "petrol_100_m", 100),
        ("petrol_100_m", "petrol_km", 10),
        ("petrol_km", "petrol_100_km", 100),
        ("us_car_foot", "us_car_yard", 3),
        ("us_car_yard", "us_car_100_yards", 100),
        ("us_car_yard", "us_car_mile", 1760),
        ("us_car_mile", "us_car_100_miles", 100),
    ]:
        for bound in ("low", "central", "high"):
            assert getattr(values[small], bound) * times == pytest.approx(
                getattr(values[large], bound), rel=2e-3
            )


def test_no_entry_is_past_its_review() -> None:
    assert SHIPPED.to_review(TODAY) == ()
    assert len(SHIPPED.to_review("2099-01-01")) == len(SHIPPED.entries)


def test_landmarks_are_in_no_ladder_and_have_the_words_of_a_share() -> None:
    landmarks = {each.step.id for each in SHIPPED.landmarks}
    assert {
        "training_grok4_energy",
        "training_gpt3_energy",
        "olympic_pool",
        "flight_paris_new_york_return",
    } <= landmarks
    for zone in ZONES:
        assert not landmarks & {step.id for step in SHIPPED.ladder(zone)}
    for each in SHIPPED.landmarks:
        assert each.share is not None
        assert each.share["en"].startswith("of ")
        assert each.share["fr"].startswith(("de ", "du ", "des ", "d’"))


def test_who_lives_where_sees_what() -> None:
    ids = {zone: {step.id for step in SHIPPED.ladder(zone)} for zone in ZONES}
    assert "tgv_km" in ids["FRA"]
    assert "tgv_km" not in ids["USA"] | ids["DEU"]
    assert "us_car_mile" in ids["USA"]
    assert "petrol_km" not in ids["USA"]
    assert ids["DEU"] == ids[None]
    for found in ids.values():
        assert {"microwave_minute", "phone_charge", "led_hour", "kettle", "glass", "shower"} <= found


def test_the_zones_of_the_sets_are_zones_of_the_grid() -> None:
    text = FILE.read_text(encoding="utf-8")
    grid = Grid.load(resource_path("data", "grid.csv"))
    codes = [
        code
        for zones in re.findall(r"^zones = \[(.*)\]$", text, re.MULTILINE)
        for code in re.findall("[A-Z]{3}", zones)
    ]
    assert len(codes) > 5
    assert all(code in grid for code in codes)


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0.5, "smartphone charges", "recharge de smartphone"),
        (1, "smartphone charge", "recharge de smartphone"),
        (1.5, "smartphone charges", "recharge de smartphone"),
        (2, "smartphone charges", "recharges de smartphone"),
        (12, "smartphone charges", "recharges de smartphone"),
    ],
)
def test_plurals_are_those_of_each_language(count: float, english: str, french: str) -> None:
    charge = SHIPPED["phone_charge"]
    assert (charge.noun(count, "en"), charge.noun(count, "fr")) == (english, french)


@pytest.mark.parametrize(
    ("hundreds", "told", "step_id"),
    [
        (1, 100, "petrol_metre"),
        (9.9, 990, "petrol_metre"),
        (9.96, 0.996, "petrol_km"),
        (15, 1.5, "petrol_km"),
    ],
)
def test_nobody_counts_in_hundreds_of_metres(hundreds: float, told: float, step_id: str) -> None:
    count, shown = SHIPPED["petrol_100_m"].told(Band(hundreds / 2, hundreds, hundreds * 2))
    assert shown.step.id == step_id
    assert (count.low, count.central, count.high) == pytest.approx((told / 2, told, told * 2))
    # The amount stays what it was.
    amount = SHIPPED["petrol_100_m"].step.value * hundreds
    assert (shown.step.value * count.central).central == pytest.approx(amount.central)


def test_what_people_count_in_is_told_as_it_is() -> None:
    count, charge = Band(2, 3, 4), SHIPPED["phone_charge"]
    assert charge.told(count) == (count, charge)


def test_no_word_is_left_in_the_other_language() -> None:
    for each in SHIPPED.entries:
        for texts in (each.one, each.many, each.under, each.share, each.scope):
            assert texts is None or (set(texts) == {"en", "fr"} and texts["en"] != texts["fr"])
        for language in ("en", "fr"):
            assert each.one[language] != each.many[language]


@given(st.floats(1e-4, 1e7), st.sampled_from(ZONES))
def test_every_amount_gets_a_count_that_can_be_pictured(wh: float, zone: str | None) -> None:
    amounts = {
        Basis.ENERGY_WH: Band.exactly(wh),
        Basis.CO2E_G: Band.exactly(wh * 0.3),
        Basis.WATER_ML: Band.exactly(wh),
    }
    smallest, largest = 10 / 3600, 2.1e6
    for basis in Basis:
        choice = choose({basis: amounts[basis]}, SHIPPED.ladder(zone))
        assert choice is not None
        if choice.big.less_than_one:
            assert SHIPPED[choice.big.step.id].under is not None
    choice = choose(amounts, SHIPPED.ladder(zone))
    assert choice is not None
    assert choice.big.step.basis is Basis.ENERGY_WH
    if smallest * 1.001 <= wh <= largest:
        assert 1 <= choice.big.count.central <= 100


def test_a_small_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.toml"
    path.write_text(SMALL, encoding="utf-8")
    loaded = Equivalents.load(path)
    assert [step.id for step in loaded.ladder("FRA")] == ["lamp", "car", "glass"]
    assert "pool" in loaded
    assert "lake" not in loaded


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("value = 10\n", 'value = 10\ntold_in = ["car"]\n', ""),
        ("value = 10\n", 'value = 10\ntold_in = ["lamp"]\n', ""),
        ("value = 10\n", 'value = 10\ntold_in = ["candle"]\n', ""),
        ("schema = 1", "schema = 2", ""),
        ("schema = 1", "schema = ", ""),
        ("value = 10", "value = 0", "lamp"),
        ("value = 10", "value = -4", "lamp"),
        ("value = 10", "value = nan", "lamp"),
        ("value = 10", "value = inf", "lamp"),
        ("value = 10", 'value = "10"', "lamp"),
        ("value = 10", "value = true", "lamp"),
        ("value = 10", "low = 9\ncentral = 8\nhigh = 10", "lamp"),
        ("value = 10", "low = 9\nhigh = 10", "lamp"),
        ("value = 10\n", "", "lamp"),
        ('basis = "Wh"', 'basis = "kWh"', "lamp"),
        ('one_fr = "lamp"\n', "", "lamp"),
        ('many_en = "lamps"', 'many_en = " "', "lamp"),
        ('many_en = "lamps"', 'many_en = "a\\nb"', "lamp"),
        ('under_fr = "moins d\'un lamp"\n', "", "lamp"),
        ('source_url = "https://example.org/"', 'source_url = "http://example.org/"', "lamp"),
        ('source_url = "https://example.org/"', 'source_url = "https://"', "lamp"),
        ('source_title = "T"\n', "", "lamp"),
        ('source_date = "2025-03"', 'source_date = "2025-13"', "lamp"),
        ('source_date = "2025-03"', 'source_date = "20250301"', "lamp"),
        ('source_date = "2025-03"\n', "", "lamp"),
        ('review_after = "2027-01-01"', 'review_after = "2027"', "lamp"),
        ('review_after = "2027-01-01"', 'review_after = "2025-01-01"', "lamp"),
        ('review_after = "2027-01-01"', 'review_after = "2027-01-01"\nsets = ["de"]', "lamp"),
        ('review_after = "2027-01-01"', 'review_after = "2027-01-01"\nsets = []', "lamp"),
        ('review_after = "2027-01-01"', 'review_after = "2027-01-01"\nsuorce = "x"', "lamp"),
        ('id = "car"', 'id = "lamp"', ""),
        ('share_fr = "d\'une piscine"', "", "pool"),
        ("landmark = true", "landmark = 1", "pool"),
        ("landmark = true", "", "pool"),
        ('zones = ["FRA"]', "zones = []", ""),
        ('basis = "gCO2e"', 'basis = "Wh"', "set fr"),
        ("value = 100\n", 'value = 100\nsets = ["fr"]\n', "set world"),
    ],
)
def test_a_broken_entry_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert refused(tmp_path, Equivalents.load, SMALL, EquivalentsError, old, new).entry == named


def test_a_gap_in_a_ladder_is_refused(tmp_path: Path) -> None:
    text = SMALL + entry("sun", "Wh", 1001)
    error = refused(tmp_path, Equivalents.load, text, EquivalentsError, 'id = "sun"', 'id = "star"')
    assert "star is over 100 times lamp" in str(error)


def test_a_smallest_step_needs_words_for_less_than_one(tmp_path: Path) -> None:
    text = SMALL.replace('under_en = "less than one lamp"\n', "").replace(
        'under_fr = "moins d\'un lamp"\n', ""
    )
    error = refused(tmp_path, Equivalents.load, text, EquivalentsError, "schema = 1", "schema = 1 # ")
    assert "lamp, the smallest for Wh" in str(error)


@given(damaged(SMALL))
def test_any_damage_is_told_as_the_files_error(content: bytes) -> None:
    loads_or_is_refused(Equivalents.load, content, EquivalentsError)


def test_a_chosen_set_holds_wherever_the_electricity_comes_from() -> None:
    assert SHIPPED.sets == ("fr", "us", "world")
    ladders = {one: SHIPPED.ladder("FRA", one) for one in SHIPPED.sets}
    assert ladders["fr"] == SHIPPED.ladder("FRA")
    assert ladders["us"] == SHIPPED.ladder("USA")
    assert len({tuple(step.id for step in ladder) for ladder in ladders.values()}) == 3
    assert SHIPPED.ladder("FRA", "atlantis") == SHIPPED.ladder("FRA")
