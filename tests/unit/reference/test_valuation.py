"""Published figures come out as published, at the zone, scope, price and boundary of the day."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wattprint.domain.band import Band
from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.export.valuing import load_valuation
from wattprint.ledger.choices import ChoiceHistory
from wattprint.reference.valuation import Valuation
from wattprint.system.paths import find_paths

DAY = "2026-11-21"


class Chosen:
    """Choices without a ledger: {name: [(from day, value)]}."""

    def __init__(self, **values: list[tuple[str, str]]) -> None:
        self._values = {name.replace("__", "."): dated for name, dated in values.items()}

    def days(self) -> list[str]:
        return sorted({day for dated in self._values.values() for day, _ in dated})

    def history(self, name: str) -> list[tuple[str, str]]:
        return self._values.get(name, [])

    def value(self, name: str, local_day: str) -> str | None:
        held = [value for day, value in self.history(name) if day <= local_day]
        return held[-1] if held else None


def valuation(**values: list[tuple[str, str]]) -> Valuation:
    return load_valuation(find_paths(), Chosen(**values)).valuation


def test_many_entries_are_estimated_as_each_of_them() -> None:
    """Before the first factor, on both sides of every change, and for what nobody knows."""
    using = valuation(
        zone=[("2026-02-01", "FRA")],
        cloud_zone__claude=[("2026-03-05", "POL")],
        water_scope=[("2025-06-01", "total"), ("2026-03-07", "on_site")],
    )
    estimate = using.estimator()
    days = ("2024-12-31", "2025-01-01", "2025-06-01", "2026-03-04", "2026-03-05", "2026-03-07", DAY)
    for day in (*days, *reversed(days)):
        for activity in ("claude.prompt", "chatgpt.prompt", "chatgpt.deep_research", "newer.thing"):
            entry = CloudEntry(None, day, activity, 3.0, Origin.TYPED)
            assert estimate(entry) == using.estimate(entry)


def wh_and_g(
    activity: str, count: float, day: str = DAY, using: Valuation | None = None
) -> tuple[Band | None, Band | None]:
    entry = CloudEntry(None, day, activity, count, Origin.TYPED)
    found = (using or valuation()).estimate(entry)
    return found.wh, found.co2e_g


def bands(band: Band | None) -> tuple[float, float, float]:
    assert band is not None
    return band.low, band.central, band.high


def test_googles_own_figure_for_gemini() -> None:
    """Google: Measuring the environmental impact of delivering AI at Google Scale (arXiv 2508.15734), 2025:
    0.24 Wh for the median text prompt.
    """
    wh, _ = wh_and_g("gemini.prompt", 30)
    assert wh is not None
    assert wh.central == pytest.approx(30 * 0.24)


def test_thirty_prompts_to_chatgpt_on_the_mix_of_the_united_states() -> None:
    """Altman, The Gentle Singularity, 2025: 0.34 Wh; Oviedo et al. (Joule 2026) and others give the band.
    30 prompts: 10.2 Wh (4.8 to 28.8); at 384 g/kWh (EcoLogits 0.11.3, 2025) 3.9 g (1.8 to 11.1).
    """
    wh, g = wh_and_g("chatgpt.prompt", 30)
    assert bands(wh) == pytest.approx((4.8, 10.2, 28.8))
    assert tuple(round(value, 1) for value in bands(g)) == (1.8, 3.9, 11.1)


def test_a_long_thought_as_oviedo_et_al_print_it() -> None:
    """Oviedo et al., Joule 2026 (arXiv 2509.20241v2): 3.91 Wh (IQR 2.15 to 7.05) for 15 times the tokens."""
    wh, _ = wh_and_g("chatgpt.reasoning", 1)
    assert bands(wh) == pytest.approx((2.15, 3.91, 7.05))


@pytest.mark.parametrize(("zone", "g_per_kwh"), [("FRA", 41.44), ("USA", 384.4)])
def test_the_same_counts_on_two_grids(zone: str, g_per_kwh: float) -> None:
    """Intensities: EcoLogits 0.11.3 electricity mixes (Our World in Data, Ember), 2025."""
    using = valuation(cloud_zone__chatgpt=[("0001-01-01", zone)])
    wh, g = wh_and_g("chatgpt.prompt", 600, using=using)
    assert bands(wh) == pytest.approx((96.0, 204.0, 576.0))
    assert bands(g) == pytest.approx(tuple(value * g_per_kwh / 1000 for value in (96.0, 204.0, 576.0)))


def test_a_services_zone_is_dated_too() -> None:
    using = valuation(cloud_zone__chatgpt=[("2026-11-16", "FRA")])
    _, before = wh_and_g("chatgpt.prompt", 10, "2026-11-15", using)
    _, after = wh_and_g("chatgpt.prompt", 10, "2026-11-16", using)
    assert bands(before)[1] == pytest.approx(3.4 * 0.3844)
    assert bands(after)[1] == pytest.approx(3.4 * 0.04144)


def test_terms_follow_their_days() -> None:
    using = valuation(
        zone=[("0001-01-01", "USA"), ("2026-11-16", "FRA")],
        boundary=[("2026-11-10", "wall")],
        price_per_kwh=[("2026-11-12", "0.2016")],
        water_scope=[("2026-11-14", "total")],
        local_water_ml_per_wh=[("2026-11-15", "3.5")],
    )
    first, middle, last = (using.local_terms(f"2026-11-{day}") for day in ("01", "14", "20"))
    assert (first.grid_zone, first.g_per_kwh, first.boundary, first.currency) == (
        "USA",
        384.4,
        "device",
        "USD",
    )
    assert (first.price_per_kwh, first.water_scope) == (None, "on_site")
    assert first.water_ml_per_wh == Band(0, 0, 0)
    assert (middle.boundary, middle.price_per_kwh, middle.water_scope) == ("wall", 0.2016, "total")
    assert middle.water_ml_per_wh is None  # unknown until the person gives a value
    assert (last.grid_zone, last.g_per_kwh, last.currency) == ("FRA", 41.44, "EUR")
    assert last.water_ml_per_wh == Band(3.5, 3.5, 3.5)


def test_water_in_total_holds_more_than_water_on_site() -> None:
    entry = CloudEntry(None, DAY, "chatgpt.prompt", 10, Origin.TYPED)
    on_site = valuation().estimate(entry).water_ml
    total = valuation(water_scope=[("0001-01-01", "total")]).estimate(entry).water_ml
    assert on_site is not None
    assert total is not None
    # 3.13 L/kWh off site in the United States (WRI, in EcoLogits): 3.4 Wh take 10.6 mL more.
    assert total.central - on_site.central == pytest.approx(3.4 * 3.13, rel=0.01)


def test_what_has_no_figure_has_no_number() -> None:
    for activity, day in (
        ("chatgpt.deep_research", DAY),
        ("chatgpt.prompt", "2024-12-31"),
        ("nobody.knows", DAY),
    ):
        found = valuation().estimate(CloudEntry(None, day, activity, 5, Origin.TYPED))
        assert (found.wh, found.co2e_g, found.water_ml, found.factor) == (None, None, None, None)


OWN = """schema_version = 1

[[source]]
id = "mine"
title = "Statement of my provider"
url = "https://example.org/energy"
date = "2026-01"
"""

ROW = """
[[factor]]
activity = "chatgpt.prompt"
source = "mine"
low = {wh}
central = {wh}
high = {wh}
tier = "guess"
applies_from = "{day}"
stale_after = "2027-12-31"
"""


def own_factors(text: str) -> Path:
    path = Path(os.environ["WATTPRINT_CONFIG"]).with_name("factors.toml")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_a_factor_that_evolved_between_two_years_leaves_the_old_year_as_it_was() -> None:
    own_factors(OWN + ROW.format(wh=0.5, day="2025-06-01") + ROW.format(wh=0.1, day="2026-01-01"))
    using = valuation()
    days = ("2025-05-31", "2025-12-31", "2026-01-01", DAY)
    found = [bands(wh_and_g("chatgpt.prompt", 10, day, using)[0])[1] for day in days]
    assert found == pytest.approx([3.4, 5.0, 1.0, 1.0])
    assert using.factors.name.startswith("2026.11+")


def test_a_zone_that_is_not_in_the_grid_is_told_and_not_used() -> None:
    valued = load_valuation(find_paths(), Chosen(zone=[("2026-11-01", "ZZZ"), ("2026-11-10", "FRA")]))
    assert [unknown.asked for unknown in valued.unknown_zones] == ["ZZZ"]
    assert not valued.zone_guessed
    assert (valued.zone_guessed_on("2026-11-05"), valued.zone_guessed_on("2026-11-10")) == (True, False)
    assert valued.valuation.local_terms("2026-11-05").grid_zone == "WOR"
    alone = load_valuation(find_paths(), Chosen(zone=[("2026-11-01", "ZZZ")]))
    assert alone.zone_guessed
    cloud = load_valuation(find_paths(), Chosen(cloud_zone__chatgpt=[("2026-11-01", "US")]))
    assert [(u.asked, [zone.code for zone in u.nearest]) for u in cloud.unknown_zones] == [("US", ["USA"])]


def test_own_factors_on_a_grid_that_nobody_knows_are_left_out_whole() -> None:
    service = '[[service]]\nid = "chatgpt"\nname_en = "GPT"\nname_fr = "GPT"\ngrid_zone = "ZZZ"\n'
    path = own_factors("schema_version = 1\n" + service)
    valued = load_valuation(find_paths(), None)
    error = valued.own_factors_error
    assert error is not None
    assert error.startswith(f"{path}: chatgpt")
    assert "ZZZ" in error
    assert error.isprintable()
    assert valued.valuation.factors.name == "2026.11"


def test_a_ledgers_choices_fit() -> None:
    """What the ledger hands out can do what is asked of choices here."""
    assert {"value", "history"} <= set(dir(ChoiceHistory))


@pytest.mark.parametrize("price", ["", "cheap", "nan", "inf", "-1"])
def test_choices_that_no_version_ever_made_count_as_not_made(price: str) -> None:
    ever = "0001-01-01"
    odd = valuation(
        boundary=[(ever, "moon")],
        water_scope=[(ever, "sea")],
        price_per_kwh=[(ever, price)],
        zone=[(ever, "X")],
    )
    terms = odd.local_terms("2026-11-21")
    assert (terms.boundary, terms.water_scope, terms.price_per_kwh) == ("device", "on_site", None)
    assert terms.grid_zone == odd.default_zone
