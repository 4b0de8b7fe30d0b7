"""Puts a valuation together from what ships with Wattprint and what the person chose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from wattprint.reference.boundary import Overhead
from wattprint.reference.factors import load_factors
from wattprint.reference.factors_own import OWN_FILE_NAME, load_with_own
from wattprint.reference.files import resource_path
from wattprint.reference.grid import WORLD, Grid, UnknownZone
from wattprint.reference.tolerances import Tolerances
from wattprint.reference.valuation import CLOUD_ZONE, ZONE, Valuation
from wattprint.reference.water import Water
from wattprint.system.locale_guess import guess_zone, locale_names
from wattprint.system.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.reference.factors import FactorSet
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


class DatedChoices(Protocol):
    """What the person chose, as ledger.choices.ChoiceHistory tells it."""

    def value(self, name: str, local_day: str) -> str | None:
        """What held on a day (ISO); None where nothing was chosen by then."""

    def days(self) -> list[str]:
        """Every day (ISO) from which something chosen holds, in order."""

    def history(self, name: str) -> list[tuple[str, str]]:
        """(from day, value), oldest first."""


@dataclass(frozen=True, slots=True)
class Valued:
    """A valuation and what had to be left out of it.

    zone_guessed: nobody chose a zone yet that is known: it comes from the locale. own_factors_error: one line
    that says why the person's own factors are not used; None when all is well. unknown_zones: what was chosen
    as a zone, for this machine or a service, and is not in the grid table; it counts as not chosen.
    equivalents: the set of everyday quantities that the person chose; None for that of their zone.
    """

    valuation: Valuation
    zone_guessed: bool
    own_factors_error: str | None
    unknown_zones: tuple[UnknownZone, ...] = ()
    equivalents: str | None = None

    def zone_guessed_on(self, local_day: str) -> bool:
        """Whether this machine's zone is a guess on a day: it may have been chosen from a later day on."""
        return self.valuation.choice(ZONE, local_day) not in self.valuation.grid


def load_factor_set(paths: Paths, grid: Grid | None = None) -> tuple[FactorSet, str | None]:
    """The shipped factors with the person's own over them, and why those are not used when they are not.

    grid: when it is loaded already.
    """
    path = paths.config.with_name(OWN_FILE_NAME)
    factors, error = load_with_own(path)
    grid = grid or Grid.load(resource_path("data", "grid.csv"))
    # The loader of factors checked the form of a zone's code; which zones there are, only the grid knows.
    zones = [(service.id, service.grid_zone) for service in factors.services]
    zones += [(activity.id, activity.grid_zone) for activity in factors.activities]
    for user, zone in zones:
        if zone not in grid:
            return load_factors(), f"{path}: {user}: {_asked(grid, zone)}"
    return factors, None if error is None else str(error)


def load_valuation(paths: Paths, choices: DatedChoices | None) -> Valued:
    """What turns counts and joules into numbers. choices: None where there is no ledger yet."""
    try:
        settings = load_settings(paths.config)
    except SettingsError:
        settings = Settings()  # told by whoever else reads them; numbers need not wait for that
    grid = Grid.load(resource_path("data", "grid.csv"))
    guessed = guess_zone(grid, locale_names())
    factors, own_error = load_factor_set(paths, grid)

    def choice(name: str, local_day: str) -> str | None:
        chosen = None if choices is None else choices.value(name, local_day)
        return chosen if chosen is not None else settings.numbers.get(name)

    valuation = Valuation(
        factors=factors,
        grid=grid,
        water=Water.load(resource_path("data", "water.toml")),
        overhead=Overhead.load(resource_path("data", "overhead.toml")),
        tolerance=cache(Tolerances.load(resource_path("data", "tolerances.toml")).band),
        choice=choice,
        chosen_from=lambda: [] if choices is None else choices.days(),
        default_zone=WORLD if guessed is None else guessed.code,
    )
    stated = [settings.numbers[ZONE]] if ZONE in settings.numbers else []
    stated += _chosen(choices, ZONE)
    cloud = [zone for service in factors.services for zone in _chosen(choices, CLOUD_ZONE + service.id)]
    return Valued(
        valuation,
        zone_guessed=not any(zone in grid for zone in stated),
        own_factors_error=own_error,
        unknown_zones=_unknown(grid, stated + cloud),
        equivalents=settings.equivalents,
    )


def troubles(valued: Valued, texts: Texts) -> Iterator[str]:
    """What the person chose and could not be used, a line each."""
    if valued.own_factors_error is not None:
        yield texts("cloud.own-factors", detail=valued.own_factors_error)
    for unknown in valued.unknown_zones:
        nearest = ", ".join(f"{zone.code} ({zone.names[texts.language]})" for zone in unknown.nearest)
        key = "zone.unknown-near" if nearest else "zone.unknown"
        yield texts(key, asked=unknown.asked, nearest=nearest)


def _chosen(choices: DatedChoices | None, name: str) -> list[str]:
    """Every value that a choice ever had."""
    return [] if choices is None else [value for _, value in choices.history(name)]


def _unknown(grid: Grid, zones: list[str]) -> tuple[UnknownZone, ...]:
    return tuple(_asked(grid, zone) for zone in dict.fromkeys(zones) if zone not in grid)


def _asked(grid: Grid, zone: str) -> UnknownZone:
    try:
        return UnknownZone(zone, (grid.zone(zone),))  # a name, or the code of two letters: not what was asked
    except UnknownZone as unknown:
        return unknown
