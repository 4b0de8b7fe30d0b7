from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from wattprint.domain.factors import Tier
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.used import Used
from wattprint.reference.boundary import Overhead
from wattprint.reference.factors import load_factors
from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid
from wattprint.reference.stated import Kind, Stated, stated_figures
from wattprint.reference.tolerances import Tolerances
from wattprint.reference.valuation import CLOUD_ZONE, LOCAL_WATER, PRICE, WATER_SCOPE, ZONE, Valuation
from wattprint.reference.water import Water

DAY = "2026-11-21"
CHOSEN: dict[str, list[tuple[str, str]]] = {
    ZONE: [("0001-01-01", "DEU"), ("2026-02-01", "FRA"), ("2026-03-01", "XXX")],
    CLOUD_ZONE + "claude": [("0001-01-01", "SWE")],
    PRICE: [("2025-01-01", "0.25"), ("2026-05-01", "0.2")],
}
USED = Used(
    activities=frozenset({"claude.prompt", "gemini.prompt", "gone.prompt"}),
    sensors=frozenset({("nvidia", DeviceKind.GPU, Quality.COUNTER)}),
    choices=CHOSEN,
)


def _figures(used: Used = USED, day: str = DAY) -> dict[str, Stated]:
    def choice(name: str, local_day: str) -> str | None:
        return next(
            (value for since, value in reversed(list(used.choices.get(name, ()))) if since <= local_day), None
        )

    valuation = Valuation(
        factors=load_factors(),
        grid=Grid.load(resource_path("data", "grid.csv")),
        water=Water.load(resource_path("data", "water.toml")),
        overhead=Overhead.load(resource_path("data", "overhead.toml")),
        tolerance=Tolerances.load(resource_path("data", "tolerances.toml")).band,
        choice=choice,
        chosen_from=lambda: sorted({since for dated in used.choices.values() for since, _ in dated}),
        default_zone="WOR",
    )
    figures = stated_figures(valuation, used, day)
    names = Counter(figure.anchor for figure in figures)
    assert max(names.values()) == 1, names.most_common(3)
    return {figure.anchor: figure for figure in figures}


def test_every_kind_is_there_and_every_shipped_figure_has_a_source() -> None:
    figures = _figures()
    assert {figure.kind for figure in figures.values()} == set(Kind)
    for name, figure in figures.items():
        assert figure.own or figure.source is not None or figure.value is None, name
    assert {figure.tier for figure in figures.values()} == {None, *Tier}


def test_in_use_is_what_the_person_counted_measured_and_chose() -> None:
    figures = _figures()
    used = {
        kind: {
            name.partition(":")[2]
            for name, figure in figures.items()
            if figure.in_use and figure.kind is kind
        }
        for kind in Kind
    }
    assert used[Kind.FACTOR] == {"claude.prompt", "gemini.prompt"}
    # Where the person lived, where one service is said to be and another usually is. XXX is in no table: the
    # default holds instead.
    assert used[Kind.GRID] == {"DEU", "FRA", "SWE", "USA", "WOR"}
    assert used[Kind.TOLERANCE] == {"nvidia.gpu.counter"}
    assert used[Kind.CPU_MODEL] == set()
    assert used[Kind.WATER] == {""}
    assert figures["grid:SWE"].used_for == ("claude",)
    assert figures["grid:USA"].used_for == ("gemini",)


def test_what_nobody_uses_is_listed_and_marked() -> None:
    figures = _figures(Used())
    assert not any(
        f.in_use for f in figures.values() if f.kind in (Kind.FACTOR, Kind.TOLERANCE, Kind.CPU_MODEL)
    )
    assert figures["grid:WOR"].used_for == ("",)
    assert sum(f.kind is Kind.GRID for f in figures.values()) > 200


def test_what_has_no_figure_is_there_without_a_value() -> None:
    figure = _figures()["factor:claude.deep_research"]
    assert figure.value is None
    assert figure.tier is None


def test_the_price_in_force_is_the_persons_own() -> None:
    own = _figures()["price"]
    assert own.value is not None
    assert (own.value.central, own.applies_from, own.own, own.source) == (0.2, "2026-05-01", True, None)
    assert _figures(day="2025-06-01")["price"].applies_from == "2025-01-01"
    assert "price" not in _figures(Used())


def test_water_of_power_plants_counts_once_it_was_chosen() -> None:
    total = replace(
        USED, choices={**CHOSEN, WATER_SCOPE: [("2026-01-01", "total")], LOCAL_WATER: [("2026-01-01", "2")]}
    )
    figures = _figures(total)
    assert figures["water:SWE"].in_use
    assert not figures["water:CHN"].in_use
    assert figures["water:own"].value is not None
    assert figures["water:own"].value.central == 2


def test_a_figure_grows_old_the_day_after_its_review() -> None:
    gemini = _figures()["factor:gemini.prompt"]
    assert gemini.review_after == "2026-08-21"
    assert gemini.stale
    assert not _figures(day="2026-08-21")["factor:gemini.prompt"].stale
    assert not any(figure.stale for figure in _figures(day="2025-01-01").values())


def test_the_model_of_the_processor_is_in_use_where_something_was_modelled() -> None:
    modelled = Used(sensors=frozenset({("amd", DeviceKind.CPU, Quality.MODELLED)}))
    figures = _figures(modelled)
    assert figures["cpu_model"].in_use
    assert figures["tolerance:any.cpu.modelled"].in_use
    assert not figures["tolerance:amd.cpu.counter"].in_use


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_screen_does_not_word_itself_has_a_name(language: str) -> None:
    for figure in _figures().values():
        if figure.kind in (Kind.GRID, Kind.EQUIVALENT):
            assert figure.names[language]
