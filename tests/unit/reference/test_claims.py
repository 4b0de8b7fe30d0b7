from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given

from tests.unit.reference.broken import damaged, loads_or_is_refused, refused
from wattprint.domain.equivalents import Basis
from wattprint.reference.claims import Claims, ClaimsError, Verdict
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.factors import load_factors
from wattprint.reference.files import resource_path

EQUIVALENTS = Equivalents.load(resource_path("data", "equivalents.toml"))
SHIPPED = Claims.load(resource_path("data", "claims.toml"), EQUIVALENTS)

SMALL = """schema = 1
[[claim]]
id = "one"
verdict = "partly"
claim_en = "C"
claim_fr = "Ç"
said_by_en = "S"
said_by_fr = "S"
assumes_en = "A"
assumes_fr = "A"
answer_en = "B"
answer_fr = "R"
equivalent = "lamp"
figure = { unit = "Wh", low = 1, central = 2, high = 3, of_en = "x", of_fr = "y" }

[claim.own]
unit = "prompt"
count = 2
says_wh = 5
equivalent = "lamp" # held against
of_en = "p"
of_fr = "q"
differs_en = "d"
differs_fr = "e"

[[claim.source]]
source_title = "T"
source_url = "https://example.org/"
source_date = "2025"
"""
load = partial(Claims.load, equivalents={"lamp"})


def test_the_claims_of_the_research_are_there_with_their_verdict() -> None:
    verdicts = {claim.id: claim.verdict for claim in SHIPPED.claims}
    assert verdicts["video-microwave-hour"] is Verdict.PARTLY
    assert verdicts["ten-searches"] is Verdict.OUTDATED
    assert verdicts["google-says-watts"] is Verdict.WRONG
    assert verdicts["training-five-passengers"] is Verdict.WRONG
    assert verdicts["grok4-pools"] is Verdict.RIGHT
    assert verdicts["grok4-resources"] is Verdict.CANNOT_TELL
    assert set(verdicts.values()) == set(Verdict)


def test_the_numbers_in_the_answers_follow_from_the_figures() -> None:
    values = {each.step.id: each.step.value.central for each in EQUIVALENTS.entries}
    # 3.4 MJ in the microwave: "944 Wh, 67 minutes".
    video_wh = 3.4e6 / 3600
    assert round(video_wh) == 944
    assert video_wh / values["microwave_minute"] == pytest.approx(67, abs=0.5)
    # "268 return flights", "300 pools", "77,500 kWh a head", "24,800 Americans or 39,000 French".
    assert values["training_gpt3_co2e"] / values["flight_paris_new_york_return"] == pytest.approx(
        268, abs=0.5
    )
    assert values["training_grok4_water"] / values["olympic_pool"] == 300
    assert values["training_grok4_energy"] / 1000 / 4000 == 77_500
    assert values["training_grok4_energy"] / 12.5e6 == 24_800
    assert values["training_grok4_energy"] / 7.9e6 == pytest.approx(39_000, rel=0.01)
    passengers = SHIPPED["training-five-passengers"].figure
    assert passengers is not None
    assert passengers.value.central == values["training_gpt3_co2e"]
    # "a tenth": the figure of 2023 over that of today.
    searches = SHIPPED["ten-searches"].figure
    assert searches is not None
    assert (searches.basis, searches.value.central) == (Basis.ENERGY_WH, 0.31)
    assert 2.9 / searches.value.central == pytest.approx(10, rel=0.1)


def test_every_claim_says_who_what_and_where_in_both_languages() -> None:
    for claim in SHIPPED.claims:
        assert claim.sources
        for texts in (claim.claim, claim.said_by, claim.assumes, claim.answer):
            assert set(texts) == {"en", "fr"}
            assert texts["en"] != texts["fr"]


def test_a_small_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load(path)["one"].verdict is Verdict.PARTLY


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema = 1", "", ""),
        ('verdict = "partly"', 'verdict = "maybe"', "one"),
        ('claim_fr = "Ç"\n', "", "one"),
        ('said_by_en = "S"', 'said_by_en = ""', "one"),
        ('assumes_fr = "A"', "assumes_fr = 3", "one"),
        ('answer_en = "B"', 'answr_en = "B"', "one"),
        ('equivalent = "lamp"', 'equivalent = "kettel"', "one"),
        ("low = 1", "low = 5", "one"),
        ('unit = "Wh"', 'unit = "W"', "one"),
        (', of_fr = "y"', "", "one"),
        (', of_fr = "y"', ', of_fr = "y", more = 1', "one"),
        ("[[claim.source]]", "[claim.source]", "one"),
        ('source_url = "https://example.org/"', 'source_url = "ftp://example.org/"', "one"),
        ('source_date = "2025"', 'source_date = "2025"\nauthor = "X"', "one"),
        ('id = "one"\n', "", "claim 1"),
        ("[[claim]]", "[[clam]]", ""),
    ],
)
def test_a_broken_claim_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert refused(tmp_path, load, SMALL, ClaimsError, old, new).entry == named


def test_an_id_is_used_once(tmp_path: Path) -> None:
    twice = SMALL + SMALL.removeprefix("schema = 1\n")
    assert refused(tmp_path, load, twice, ClaimsError, "schema = 1", "schema = 1 #").entry == "one"


@given(damaged(SMALL))
def test_any_damage_is_told_as_the_files_error(content: bytes) -> None:
    loads_or_is_refused(load, content, ClaimsError)


def test_what_can_be_held_against_a_claim_is_in_units_and_steps_that_exist() -> None:
    units = {unit.id for unit in load_factors().units}
    own = {claim.id: claim.own for claim in SHIPPED.claims if claim.own is not None}
    assert len(own) >= 5
    for one in own.values():
        assert one.unit in units
        assert EQUIVALENTS[one.equivalent].step.basis is Basis.ENERGY_WH
    microwave = own["video-microwave-hour"]
    assert (microwave.unit, microwave.count) == ("video_second", 5)
    assert microwave.says_wh == pytest.approx(3.4e6 / 3600, abs=1)
    assert own["local-video-far-less"].says_wh is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('equivalent = "lamp" # held', 'equivalent = "stove" # held'),
        ("says_wh = 5", "says_wh = -5"),
        ("count = 2", ""),
        ('differs_fr = "e"', 'differs_de = "e"'),
    ],
)
def test_a_breach_in_what_is_held_against_it_is_told(tmp_path: Path, old: str, new: str) -> None:
    assert refused(tmp_path, load, SMALL, ClaimsError, old, new).entry == "one"
