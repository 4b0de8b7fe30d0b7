"""The factors of cloud services: which activities can be counted and what a count of them stands for.

`load_factors()` reads the shipped set; reference.factors_own adds the person's own file. A set answers for a
day: a factor that evolved has one row for each stretch of time, and old days keep the row of their time.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wattprint.domain.factors import Activity, Factor, Service, Tier, Unit
from wattprint.reference.factors_entry import FactorError, shown
from wattprint.reference.factors_file import ActivityEntry, FactorFile, read_factor_file
from wattprint.reference.files import resource_path
from wattprint.reference.local_runtimes import local_runtime

__all__ = ["FactorError", "FactorSet", "UnknownActivity", "load_factors", "shipped_factors_path"]

#: The service that stands for all others: a class figure is its own figure, not a borrowed one.
_OTHER = "other"
_NEAREST = 3
#: difflib takes quadratic time; nobody types an activity this long.
_LONGEST_WORD = 80


class UnknownActivity(ValueError):
    """There is no such activity; the message is one line.

    nearest: ids that may have been meant, best first.
    local_runtime: the name of the program where the text names one that runs on this machine: that is
        measured, and an estimate would count it twice.
    """

    def __init__(self, text: str, nearest: tuple[str, ...], runtime: str | None) -> None:
        message = f"no activity {shown(text)}"
        if runtime:
            message += f": {runtime} runs on this machine, where it is measured, never estimated"
        elif nearest:
            message += f"; did you mean {', '.join(nearest)}?"
        super().__init__("".join(sign if sign.isprintable() else "�" for sign in message))
        self.text = text
        self.nearest = nearest
        self.local_runtime = runtime


class FactorSet:
    """All factors in force, by activity and day. Days are local days, "2026-11-21".

    version: of the shipped set. hash: of the person's edits; empty without any. name: both, as it is written
    into exports ("2026.11+a1b2c3"). activities: what can be counted now, by service, without replaced ids.
    """

    def __init__(self, file: FactorFile, *, edits_hash: str = "") -> None:
        """Raises FactorError when the entries do not fit together."""
        self.version = file.set_version
        self.hash = edits_hash
        self.name = f"{self.version}+{edits_hash}" if edits_hash else self.version
        self.services: tuple[Service, ...] = tuple(file.services.values())
        self.units: tuple[Unit, ...] = tuple(file.units.values())
        self._rows = file.rows
        self._all = {entry.id: _activity(entry, file) for entry in file.activities.values()}
        self._histories = _histories(file)
        #: Days (ISO) from which the factor of any activity is another one.
        self.change_days = frozenset(row.applies_from for rows in self._histories.values() for row in rows)
        order = {service.id: place for place, service in enumerate(self.services)}
        current = [activity for activity in self._all.values() if activity.replaced_by is None]
        self.activities: tuple[Activity, ...] = tuple(sorted(current, key=lambda a: order[a.service.id]))

    def activity(self, activity_id: str) -> Activity | None:
        """The activity of an id, a replaced one too; None for an id of a newer set or of edits taken back."""
        return self._all.get(activity_id)

    def factor(self, activity_id: str, local_day: str) -> Factor | None:
        """The factor in force on a day; None: not estimated (unknown, without figure, before the first)."""
        found = None
        for row in self._histories.get(activity_id, ()):
            if row.applies_from > local_day:
                break
            found = row
        return found

    def history(self, activity_id: str) -> tuple[Factor, ...]:
        """All factors of an activity in the order of their days; empty when it is not estimated."""
        return self._histories.get(activity_id, ())

    def resolve(self, text: str) -> Activity:
        """The activity that a person means by an id, in any case; a replaced id gives its replacement.

        Raises UnknownActivity with the nearest ids.
        """
        wanted = _folded(text.strip())
        activity = self._all.get(wanted)
        while activity is not None and activity.replaced_by is not None:
            activity = self._all[activity.replaced_by]
        if activity is not None:
            return activity
        runtime = local_runtime(wanted)
        raise UnknownActivity(text, () if runtime else self._nearest(wanted[:_LONGEST_WORD]), runtime)

    def stale(self, today: str) -> tuple[Factor, ...]:
        """The rows in force today that are too old, oldest first; each once, whoever uses it."""
        found = {}
        for activity in self.activities:
            row = self.factor(activity.id, today)
            if row is not None and row.stale_after < today:
                found[row.of, row.applies_from] = row
        return tuple(sorted(found.values(), key=lambda row: (row.stale_after, row.of)))

    def _nearest(self, wanted: str) -> tuple[str, ...]:
        """Ids whose id or name resembles the text; for the id or name of a service, what it can count."""
        for service in self.services:
            if wanted in (service.id, _folded(service.name_en), _folded(service.name_fr)):
                return tuple(a.id for a in self.activities if a.service.id == service.id)[:_NEAREST]
        words: dict[str, str] = {}
        for a in reversed(self.activities):  # where names are shared, the first service keeps them
            for name in (a.name_en, a.name_fr, a.id.partition(".")[2]):
                words[_folded(name)] = a.id
                words[_folded(f"{a.service.name_en} {name}")] = a.id
        words |= {a.id: a.id for a in self.activities}
        import difflib  # half a megabyte for a typing error: only then

        close = difflib.get_close_matches(wanted, words, n=2 * _NEAREST, cutoff=0.6)
        close += [word for word in words if len(wanted) > 2 and wanted in word]
        return tuple(dict.fromkeys(words[word] for word in close))[:_NEAREST]


def shipped_factors_path() -> Path:
    """Where the shipped factor file lies."""
    return resource_path("data", "factors.toml")


def load_factors(path: Path | None = None) -> FactorSet:
    """The shipped set, or another complete file in its place; raises FactorError and nothing else."""
    return FactorSet(read_factor_file(path or shipped_factors_path()))


def _folded(text: str) -> str:
    """Without case; keyboards type one apostrophe, and names have the other."""
    return text.casefold().replace("’", "'")


def _activity(entry: ActivityEntry, file: FactorFile) -> Activity:
    service = file.services[entry.service]
    estimated = entry.figure_class or entry.id in file.rows or entry.replaced_by
    if not estimated and not entry.not_estimated:
        raise FactorError(f"{entry.where}: needs a class, a factor, or not_estimated = true")
    if entry.figure_class and entry.figure_class not in file.rows:
        raise FactorError(f"{entry.where}: class {entry.figure_class!r} has no factor")
    return Activity(
        id=entry.id,
        service=service,
        unit=file.units[entry.unit],
        name_en=entry.name_en,
        name_fr=entry.name_fr,
        grid_zone=entry.grid_zone or service.grid_zone,
        not_estimated=not estimated,
        replaced_by=entry.replaced_by,
        edited=entry.edited,
    )


def _histories(file: FactorFile) -> dict[str, tuple[Factor, ...]]:
    units: dict[str, str] = {}
    histories = {}
    for entry in file.activities.values():
        if entry.figure_class and units.setdefault(entry.figure_class, entry.unit) != entry.unit:
            raise FactorError(f"{entry.where}: class {entry.figure_class!r} is also used with another unit")
        histories[entry.id] = _history(entry, file)
    for key in file.rows:
        if key not in file.activities and key not in units:
            raise FactorError(f"{file.where}: factor of {key}: no activity uses it")
    for entry in file.activities.values():
        last = _last_replacement(entry, file)
        if entry.replaced_by and not histories[entry.id] and not entry.not_estimated:
            if file.activities[last].unit != entry.unit:
                raise FactorError(f"{entry.where}: is counted in another unit than {last} that replaces it")
            histories[entry.id] = histories[last]
    return histories


def _history(entry: ActivityEntry, file: FactorFile) -> tuple[Factor, ...]:
    """An activity's own rows, and its class's before the first of them; per its unit."""
    per = file.units[entry.unit].per
    own = tuple(replace(row, per=per) for row in file.rows.get(entry.id, ()))
    borrowed = []
    for row in file.rows.get(entry.figure_class or "", ()):
        if own and row.applies_from >= own[0].applies_from:
            break
        # Reviewed for its class, yet nobody looked at what this service does: at most "modelled".
        tier = row.tier if entry.service == _OTHER else row.tier.at_most(Tier.MODELLED)
        borrowed.append(replace(row, per=per, tier=tier))
    return (*borrowed, *own)


def _last_replacement(entry: ActivityEntry, file: FactorFile) -> str:
    seen = [entry.id]
    while (following := file.activities[seen[-1]].replaced_by) is not None:
        if following not in file.activities:
            raise FactorError(f"{entry.where}: replaced_by names {following!r}, which does not exist")
        if following in seen:
            raise FactorError(f"{entry.where}: replaced_by leads back to {following}")
        seen.append(following)
    return seen[-1]
