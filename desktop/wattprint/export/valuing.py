"""Puts a valuation together from what ships with Wattprint and what the person chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wattprint.reference.boundary import Overhead
from wattprint.reference.factors_own import OWN_FILE_NAME, load_with_own
from wattprint.reference.files import resource_path
from wattprint.reference.grid import WORLD, Grid
from wattprint.reference.tolerances import Tolerances
from wattprint.reference.valuation import Valuation
from wattprint.reference.water import Water
from wattprint.system.locale_guess import guess_zone, locale_names
from wattprint.system.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from wattprint.ledger.choices import ChoiceHistory
    from wattprint.reference.factors import FactorSet
    from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class Valued:
    """A valuation and what had to be left out of it.

    zone_guessed: nobody chose a zone yet: it comes from the locale. own_factors_error: one line that says why
    the person's own factors are not used; None when all is well.
    """

    valuation: Valuation
    zone_guessed: bool
    own_factors_error: str | None


def load_factor_set(paths: Paths) -> tuple[FactorSet, str | None]:
    """The shipped factors with the person's own over them, and why those are not used when they are not."""
    factors, error = load_with_own(paths.config.with_name(OWN_FILE_NAME))
    return factors, None if error is None else str(error)


def load_valuation(paths: Paths, choices: ChoiceHistory | None) -> Valued:
    """What turns counts and joules into numbers. choices: None where there is no ledger yet."""
    try:
        settings = load_settings(paths.config)
    except SettingsError:
        settings = Settings()  # told by whoever else reads them; numbers need not wait for that
    grid = Grid.load(resource_path("data", "grid.csv"))
    guessed = guess_zone(grid, locale_names())
    factors, own_error = load_factor_set(paths)

    def choice(name: str, local_day: str) -> str | None:
        chosen = None if choices is None else choices.value(name, local_day)
        return chosen if chosen is not None else settings.numbers.get(name)

    valuation = Valuation(
        factors=factors,
        grid=grid,
        water=Water.load(resource_path("data", "water.toml")),
        overhead=Overhead.load(resource_path("data", "overhead.toml")),
        tolerance=Tolerances.load(resource_path("data", "tolerances.toml")).band,
        choice=choice,
        default_zone=WORLD if guessed is None else guessed.code,
    )
    stated = "zone" in settings.numbers or (choices is not None and bool(choices.history("zone")))
    return Valued(valuation, not stated, own_error)
