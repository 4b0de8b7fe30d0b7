"""Which country the system's locale speaks of: a first guess at the grid zone, never taken from the network.

A guess to show and to change: many people use "en_US" anywhere in the world. The environment's variables are
asked first; on macOS and Windows, where they are seldom set, Python's own reading of the system's settings
(untested on both).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping

from wattprint.reference.grid import Grid, UnknownZone, Zone

#: LC_ALL overrides everything. Then what belongs to a place (address, money, measures), before the language:
#: who reads English in France has LANG=en_US and LC_MONETARY=fr_FR.
_VARIABLES = ("LC_ALL", "LC_ADDRESS", "LC_MONETARY", "LC_MEASUREMENT", "LC_PAPER", "LANG")

#: "fr_FR", "zh-Hant-TW", "French_France": language, maybe a script, then the territory.
_LOCALE_NAME = re.compile(r"[A-Za-z]+(?:[_-][A-Za-z]{4})?[_-](?P<territory>[A-Za-z][A-Za-z .'&()-]*)")


def locale_names(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The system's locale names, the one that tells most of the place first; empty ones are left out."""
    # POSIX: an empty variable counts as unset.
    names = [environment[variable] for variable in _VARIABLES if environment.get(variable)]
    if not names:
        import locale  # only for those who have none of the variables

        name, _ = locale.getlocale()
        names = [name] if name else []
    return tuple(names)


def guess_zone(grid: Grid, names: Iterable[str]) -> Zone | None:
    """The grid zone of the first locale name whose territory is one; None where nothing can be guessed.

    The zone carries its country's currency too. A name without a territory ("fr", "C.UTF-8") tells nothing:
    French is not France.
    """
    for name in names:
        territory = territory_of(name)
        if territory is None:
            continue
        try:
            return grid.zone(territory)
        except UnknownZone:
            continue
    return None


def territory_of(name: str) -> str | None:
    """The territory of a locale name, as it is written there ("FR", "France"), or None."""
    # What follows a dot or an at sign is the encoding and the variant.
    match = _LOCALE_NAME.fullmatch(re.split(r"[.@]", name, maxsplit=1)[0].strip())
    return None if match is None else match["territory"]
