"""The person's own factors: a file in the config folder that overrides or adds, in the shipped one's form.

    schema_version = 1

    [[source]]
    id = "my-provider"
    title = "Energy statement of my provider, 2026"
    url = "https://example.org/energy"
    date = "2026-10"

    [[factor]]
    activity = "chatgpt.prompt"
    source = "my-provider"
    low = 0.2
    central = 0.3
    high = 0.5
    tier = "guess"
    applies_from = "2026-11-01"
    stale_after = "2027-10-31"

A factor of the person's holds from its applies_from on, over all shipped rows; earlier days keep the shipped
ones. Services, sources and activities are added, or replace the shipped entry of the same id. The unit of a
shipped activity stays: counts that are already in the ledger must keep their meaning.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from wattprint.domain.factors import Factor, Service
from wattprint.reference.factors import FactorSet, shipped_factors_path
from wattprint.reference.factors_entry import FactorError
from wattprint.reference.factors_file import FactorFile, read_factor_file
from wattprint.reference.local_runtimes import local_runtime

OWN_FILE_NAME: Final = "factors.toml"
_HASH_DIGITS: Final = 6


def load_with_own(own: Path, shipped: Path | None = None) -> tuple[FactorSet, FactorError | None]:
    """The shipped set with the person's file over it; without such a file, the shipped set.

    A wrong file of the person's is left out whole, and the error says what to tell them. Raises FactorError
    only when the shipped file itself is damaged.
    """
    base = read_factor_file(shipped or shipped_factors_path())
    try:
        if not own.exists():
            return FactorSet(base), None
        mine = read_factor_file(own, base=base)
        return FactorSet(_merged(base, mine), edits_hash=_hash(mine)), None
    except FactorError as error:
        return FactorSet(base), error
    except (OSError, ValueError) as error:  # a folder that may not be entered, a path with a NUL
        return FactorSet(base), FactorError(f"{own}: cannot be read: {error}")


def _merged(base: FactorFile, mine: FactorFile) -> FactorFile:
    for service in mine.services.values():
        runtime = (
            local_runtime(service.id) or local_runtime(service.name_en) or local_runtime(service.name_fr)
        )
        if runtime:
            raise FactorError(
                f"{mine.where}: service {service.id}: {runtime} runs on this machine, where it is measured, "
                "never estimated"
            )
    for entry in mine.activities.values():
        known = base.activities.get(entry.id)
        if known and known.unit != entry.unit:
            raise FactorError(
                f"{entry.where}: the unit must stay {known.unit!r}; add an activity of your own"
            )
    rows = dict(base.rows)
    for key, own_rows in mine.rows.items():
        rows[key] = _over(rows.get(key, ()), own_rows)
    return FactorFile(
        where=mine.where,
        set_version=base.set_version,
        units=base.units | mine.units,
        services=_other_last(base, mine),
        sources=base.sources | mine.sources,
        activities=base.activities | mine.activities,
        rows=rows,
    )


def _over(shipped: tuple[Factor, ...], own: tuple[Factor, ...]) -> tuple[Factor, ...]:
    """From the first day of the person's rows on, only theirs count: a later set must not undo them."""
    return (*(row for row in shipped if row.applies_from < own[0].applies_from), *own)


def _other_last(base: FactorFile, mine: FactorFile) -> dict[str, Service]:
    """Added services stand before "other", which closes every list."""
    services = base.services | mine.services
    last = services.pop("other", None)
    return services | ({"other": last} if last else {})


def _hash(mine: FactorFile) -> str:
    """Of what the entries say, whatever their comments, spacing and order of keys; empty without entries."""
    if not mine.document:
        return ""
    import hashlib  # OpenSSL: not in a tray without entries of its own

    content = json.dumps(mine.document, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:_HASH_DIGITS]
