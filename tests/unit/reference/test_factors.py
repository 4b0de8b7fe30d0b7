from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from tests.unit.reference.factor_texts import HEAD, write
from wattprint.domain.band import Band
from wattprint.domain.factors import (
    BOUNDARY,
    Activity,
    Co2eBasis,
    Factor,
    PublishedWater,
    Tier,
    estimated_wh,
)
from wattprint.domain.footprint import J_PER_WH
from wattprint.reference.citing import first_day
from wattprint.reference.factors import FactorSet, UnknownActivity, load_factors
from wattprint.reference.files import resource_path

TODAY = "2026-11-21"

#: Google's parts of one prompt (arXiv 2508.15734): accelerators, processors and memory, all.
ACCELERATOR_WH, HOST_WH, ALL_WH = 0.14, 0.06, 0.24


@pytest.fixture(scope="module")
def shipped() -> FactorSet:
    return load_factors()


def in_force(shipped: FactorSet, activity_id: str) -> Factor:
    factor = shipped.factor(activity_id, TODAY)
    assert factor is not None
    return factor


def rows(shipped: FactorSet) -> list[tuple[Activity, Factor]]:
    return [(activity, row) for activity in shipped.activities for row in shipped.history(activity.id)]


# Published tables -------------------------------------------------------------------------------------------


def test_google_thirty_gemini_prompts(shipped: FactorSet) -> None:
    # Google, arXiv 2508.15734: 0.24 Wh, 0.03 gCO2e (market-based), 0.26 mL (on-site) for the median prompt.
    factor = in_force(shipped, "gemini.prompt")
    assert estimated_wh(factor, 30).central == pytest.approx(7.2)
    assert (factor.published_co2e_g, factor.co2e_basis) == (0.03, Co2eBasis.MARKET)
    assert (factor.published_water_ml, factor.water_scope) == (0.26, PublishedWater.ON_SITE)
    assert "2508.15734" in factor.source.title
    # Busy accelerators alone were 0.10 Wh there, which is another boundary: raised as 0.24 / 0.14.
    assert factor.low.wh == pytest.approx(0.10 * ALL_WH / ACCELERATOR_WH, abs=0.005)
    assert factor.low.arithmetic == "0.1 × 1.7"


def test_oviedo_ordinary_and_long_answers(shipped: FactorSet) -> None:
    # Oviedo et al., Joule 2026, arXiv 2509.20241v2: medians and quartiles.
    assert in_force(shipped, "other.prompt").band == Band(0.16, 0.31, 0.60)
    assert in_force(shipped, "other.reasoning").band == Band(2.15, 3.91, 7.05)
    assert in_force(shipped, "other.prompt").source.url == "https://arxiv.org/abs/2509.20241"
    assert in_force(shipped, "other.reasoning").tier is Tier.PEER_REVIEWED


def test_thirty_chatgpt_prompts(shipped: FactorSet) -> None:
    # Altman, The Gentle Singularity: 0.34 Wh and 0.000085 US gallons; the band from Oviedo and EcoLogits.
    factor = in_force(shipped, "chatgpt.prompt")
    band = estimated_wh(factor, 30)
    assert (band.low, band.central, band.high) == pytest.approx((4.8, 10.2, 28.8))
    assert factor.tier is Tier.VENDOR
    assert factor.published_water_ml == pytest.approx(0.000085 * 3785.411784, abs=0.005)
    assert (factor.source.title, factor.low.source.title[:6]) == (
        "Sam Altman: The Gentle Singularity",
        "Oviedo",
    )


def test_mistral_published_carbon_and_water_but_no_energy(shipped: FactorSet) -> None:
    factor = in_force(shipped, "lechat.prompt")
    assert (factor.published_co2e_g, factor.co2e_basis) == (1.14, Co2eBasis.LOCATION)
    assert (factor.published_water_ml, factor.water_scope) == (45, PublishedWater.TOTAL)
    assert factor.published_source is not None
    assert factor.published_source.title.startswith("Mistral AI")
    assert not factor.source.title.startswith("Mistral AI")
    assert factor.tier is Tier.MODELLED


def test_mit_five_seconds_of_video_are_an_hour_of_microwave(tmp_path: Path) -> None:
    # MIT Technology Review, 2025-05-20: 3.4 MJ for a clip of 5 seconds. Contested, so in no shipped factor.
    megajoules, microwave_w = 3.4, 850
    row = f"""
[[factor]]
activity = "acme.prompt"
source = "paper"
low = 472
central = {{ wh = 944, published = {megajoules}, times = {1e6 / J_PER_WH} }}
high = 944.5
tier = "modelled"
applies_from = "2025-05-20"
stale_after = "2026-05-20"
"""
    factor = load_factors(write(tmp_path, HEAD + row)).factor("acme.prompt", TODAY)
    assert factor is not None
    wh = estimated_wh(factor, 1).central
    assert wh == 944
    assert wh / microwave_w * 60 == pytest.approx(66.7, abs=0.1)
    # Nothing shipped comes near its 189 Wh a second.
    for activity, shipped_row in rows(load_factors()):
        if activity.unit.id == "video_second":
            assert shipped_row.high.wh < wh / 5


def test_images_and_videos_measured_on_accelerators_are_raised_to_the_facility(shipped: FactorSet) -> None:
    image = in_force(shipped, "chatgpt.image")
    raised, host_raised = ALL_WH / ACCELERATOR_WH, ALL_WH / (ACCELERATOR_WH + HOST_WH)
    assert image.low.wh == pytest.approx(0.086 * raised, rel=0.03)  # Bertazzini 2025, least of 17 medians
    assert image.central.wh == pytest.approx(1.35 * host_raised, rel=0.03)  # Luccioni 2024, median
    assert image.high.wh == pytest.approx(4.08 * raised, rel=0.03)  # Bertazzini 2025, greatest
    # arXiv 2607.04553, 8 seconds at 720p, accelerators: Sora 2 Pro up to 534.4 Wh, Veo 3 up to 43.4 Wh.
    assert in_force(shipped, "chatgpt.sora").high.wh == pytest.approx(534.4 * raised / 8, rel=0.03)
    assert in_force(shipped, "gemini.veo").high.wh == pytest.approx(43.4 * raised / 8, rel=0.03)


def test_tokens_are_counted_singly_and_weighed_by_the_thousand(shipped: FactorSet) -> None:
    # Couch 2026: 1,950, 390 and 490 Wh for a million tokens out, in and written to the cache.
    for kind, wh in (("output", 1950.0), ("input", 390.0), ("cache_write", 490.0)):
        factor = in_force(shipped, f"claude.{kind}_tokens")
        assert factor.per == 1000
        assert estimated_wh(factor, 1_000_000).high == pytest.approx(wh)
    # A token read from the cache is 1 to 25 % of a fresh one.
    fresh, cached = (in_force(shipped, f"claude.{kind}_tokens").band for kind in ("input", "cache_read"))
    assert cached.low / fresh.low == pytest.approx(0.01)
    assert cached.central / fresh.central == pytest.approx(0.1)
    assert cached.high / fresh.high == pytest.approx(0.25, abs=0.01)


def test_the_median_session_of_a_coding_agent_agrees_with_its_tokens(shipped: FactorSet) -> None:
    # Couch 2026: 41 Wh for 592,000 tokens. All of them from the cache would be less; all of them fresh, more.
    session = in_force(shipped, "claude.agent_session")
    assert session.central.wh == 41
    assert estimated_wh(in_force(shipped, "claude.cache_read_tokens"), 592_000).central < 41
    assert estimated_wh(in_force(shipped, "claude.input_tokens"), 592_000).central > 41


# What every entry must have ---------------------------------------------------------------------------------


def test_every_service_has_what_it_is_known_for(shipped: FactorSet) -> None:
    names = [service.name_en for service in shipped.services]
    assert names == [
        "ChatGPT", "Claude", "Gemini", "Le Chat", "Copilot", "Grok", "Perplexity", "DeepSeek", "Meta AI",
        "Other service",
    ]  # fmt: skip
    ids = {activity.id for activity in shipped.activities}
    texts = ("prompt", "mini_prompt", "reasoning", "long_document", "very_long_document")
    assert {f"{service.id}.{kind}" for service in shipped.services for kind in texts} <= ids
    tokens = {f"claude.{kind}_tokens" for kind in ("output", "input", "cache_read", "cache_write")}
    videos = {"gemini.veo", "chatgpt.sora", "other.kling", "other.runway", "other.seedance", "other.video"}
    assert tokens | videos | {"other.image", "other.speech", "other.agent_session"} <= ids


def test_activities_stand_in_the_order_of_their_services(shipped: FactorSet) -> None:
    order = [service.id for service in shipped.services]
    places = [order.index(activity.service.id) for activity in shipped.activities]
    assert places == sorted(places)
    assert shipped.activities[0].id == "chatgpt.prompt"


def test_what_nobody_has_measured_is_countable_without_a_number(shipped: FactorSet) -> None:
    unknown = {activity.id for activity in shipped.activities if activity.not_estimated}
    kinds = {activity_id.partition(".")[2] for activity_id in unknown}
    assert kinds == {"deep_research", "music", "text_to_speech", "live_voice", "embedding_tokens"}
    for activity in shipped.activities:
        assert (shipped.factor(activity.id, TODAY) is None) == (activity.id in unknown)


def test_every_number_has_sources_with_a_link_and_a_date(shipped: FactorSet) -> None:
    assert rows(shipped)
    for _, row in rows(shipped):
        assert row.boundary == BOUNDARY == "facility"
        assert 0 < row.low.wh <= row.central.wh <= row.high.wh
        for figure in (row.low, row.central, row.high):
            assert figure.source.title
            assert figure.source.url.startswith("https://")
            assert first_day(figure.source.date) <= TODAY
        assert row.note_en
        assert row.note_fr
        assert row.note_en != row.note_fr


def test_a_figure_is_fresh_for_one_year(shipped: FactorSet) -> None:
    for _, row in rows(shipped):
        published = dt.date.fromisoformat(first_day(row.source.date))
        assert row.stale_after == published.replace(year=published.year + 1).isoformat(), row.of


def test_a_class_figure_says_so_and_claims_no_more_than_a_model(shipped: FactorSet) -> None:
    borrowed = [(activity, row) for activity, row in rows(shipped) if row.class_figure]
    assert borrowed
    for activity, row in borrowed:
        assert row.of != activity.id
        if activity.service.id != "other":
            assert row.tier in (Tier.MODELLED, Tier.GUESS)
    own = {activity.id for activity, row in rows(shipped) if row.tier is Tier.VENDOR}
    assert own == {"chatgpt.prompt", "gemini.prompt"}


def test_electricity_comes_from_where_the_service_runs(shipped: FactorSet) -> None:
    zone_of = {service.id: service.grid_zone for service in shipped.services}
    zones = [zone_of[service] for service in ("chatgpt", "lechat", "deepseek", "other")]
    assert zones == ["USA", "FRA", "CHN", "WOR"]
    for activity_id, zone in (("other.kling", "CHN"), ("other.runway", "USA"), ("other.image", "WOR")):
        activity = shipped.activity(activity_id)
        assert activity is not None
        assert activity.grid_zone == zone


def test_both_languages_name_everything(shipped: FactorSet) -> None:
    same = {"Image", "Embeddings"}
    for activity in shipped.activities:
        assert activity.name_fr
        assert activity.name_en != activity.name_fr or activity.name_en in same
    assert {unit.plural_fr for unit in shipped.units} >= {"requêtes", "secondes de vidéo", "tokens"}


def test_days_before_the_first_figure_are_not_estimated(shipped: FactorSet) -> None:
    assert shipped.factor("chatgpt.prompt", "2024-12-31") is None
    assert shipped.factor("chatgpt.prompt", "2025-01-01") is not None
    assert shipped.factor("acme.prompt", TODAY) is None


def test_figures_grow_stale(shipped: FactorSet) -> None:
    assert [row.of for row in shipped.stale(TODAY)] == [
        "image", "long-document", "chatgpt.prompt", "gemini.prompt",
    ]  # fmt: skip
    assert "chatgpt.prompt" in [row.of for row in shipped.stale("2026-06-11")]
    assert "chatgpt.prompt" not in [row.of for row in shipped.stale("2026-06-10")]
    in_use = {(row.of, row.applies_from) for _, row in rows(shipped)}
    assert {(row.of, row.applies_from) for row in shipped.stale("2030-01-01")} == in_use


# Ids --------------------------------------------------------------------------------------------------------

#: Of the ids of each set when it was shipped: how many lines the list then had, and the hash of those lines.
SHIPPED = {"2026.11": (123, "3e6a3e68250bf22e")}


def test_ids_are_never_removed_and_only_added_at_the_end(shipped: FactorSet) -> None:
    lines = resource_path("data", "factor_ids.txt").read_text(encoding="utf-8").splitlines()
    ids = [line for line in lines if line and not line.startswith("#")]
    assert len(set(ids)) == len(ids)
    for version, (count, digest) in SHIPPED.items():
        assert hashlib.sha256("\n".join(ids[:count]).encode()).hexdigest()[:16] == digest, version
    missing = [activity_id for activity_id in ids if shipped.activity(activity_id) is None]
    assert not missing, "removed: use replaced_by"
    unlisted = [activity.id for activity in shipped.activities if activity.id not in ids]
    assert not unlisted, "add these at the end of factor_ids.txt"


def test_the_version_is_the_name_of_an_unedited_set(shipped: FactorSet) -> None:
    assert (shipped.version, shipped.hash, shipped.name) == ("2026.11", "", "2026.11")


# What a person types ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["chatgpt.prompt", " ChatGPT.Prompt\n", "CHATGPT.PROMPT"])
def test_an_id_is_found_in_any_case(shipped: FactorSet, text: str) -> None:
    assert shipped.resolve(text).id == "chatgpt.prompt"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("chatgtp.prompt", "chatgpt.prompt"),
        ("chatgpt.promt", "chatgpt.prompt"),
        ("chatgpt", "chatgpt.prompt"),
        ("Meta AI", "metaai.prompt"),
        ("gemini.video", "gemini.veo"),
        ("veo", "gemini.veo"),
        ("le chat requête", "lechat.prompt"),
        ("session d'agent", "chatgpt.agent_session"),
        ("session d’agent", "chatgpt.agent_session"),
        ("deepseek.mini", "deepseek.mini_prompt"),
        ("claude.tokens_output", "claude.output_tokens"),
    ],
)
def test_an_unknown_activity_is_refused_with_the_nearest(shipped: FactorSet, text: str, meant: str) -> None:
    with pytest.raises(UnknownActivity) as refused:
        shipped.resolve(text)
    assert meant in refused.value.nearest
    assert meant in str(refused.value)
    assert len(refused.value.nearest) <= 3
    assert refused.value.local_runtime is None


@pytest.mark.parametrize(
    "text",
    [
        "ollama.prompt", "Ollama", "ollama", "llama.cpp", "llama.cpp.prompt", "llama-server.prompt",
        "lmstudio.prompt", "lm-studio.prompt", "LM Studio", "koboldcpp.prompt", "vllm.output_tokens",
        "gpt4all.prompt", "jan.prompt", "comfyui.image", "fooocus.image", "whisper.cpp", "open-webui.prompt",
    ],
)  # fmt: skip
def test_what_runs_on_this_machine_gets_no_cloud_number(shipped: FactorSet, text: str) -> None:
    with pytest.raises(UnknownActivity) as refused:
        shipped.resolve(text)
    assert refused.value.local_runtime
    assert refused.value.nearest == ()  # no hint that leads to an estimate of it
    assert "measured" in str(refused.value)
    assert shipped.factor(text, TODAY) is None


def test_no_shipped_service_is_taken_for_a_local_program(shipped: FactorSet) -> None:
    for service in shipped.services:
        with pytest.raises(UnknownActivity) as refused:
            shipped.resolve(f"{service.id}.nothing")
        assert refused.value.local_runtime is None


@pytest.mark.parametrize("text", ["", " ", "x", "a\nb\x1b[31m", "." * 100_000, "é" * 1000, "chatgpt.prompt;"])
def test_nonsense_is_refused_on_one_short_line(shipped: FactorSet, text: str) -> None:
    with pytest.raises(UnknownActivity) as refused:
        shipped.resolve(text)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 300
