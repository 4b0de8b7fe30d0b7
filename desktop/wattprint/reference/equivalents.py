"""Everyday quantities with their sources and names: loads and checks resources/data/equivalents.toml.

Which of them to show for an amount is decided by domain.equivalents.choose(); this module gives it the ladder
and turns what it chose into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from wattprint.domain.band import Band
from wattprint.domain.equivalents import MOST_COUNT, Basis, Step
from wattprint.domain.factors import Source
from wattprint.reference.sourced import DataFileError, Entry, iso_date, read_toml, tables

SCHEMA = 1
#: The set of those whose zone no other set names.
WORLD_SET = "world"
#: Shown as "1.0" with the two digits of an estimate.
_SHOWN_AS_ONE = 0.995
#: From here on a French noun is in the plural; in English everything but exactly 1 is.
_FRENCH_PLURAL_FROM = 2


class EquivalentsError(DataFileError):
    """The file breaks a rule; the text names the entry."""


@dataclass(frozen=True, slots=True)
class Everyday:
    """One quantity with its words, each by language.

    one, many: the noun after a count. under: the whole phrase for less than one, where it may be needed.
    share: what stands after "0.01 %", preposition included; of landmarks only, which are never counted.
    scope: what is in the figure that a reader would not expect; None where nothing is.
    sets: the sets it belongs to. review_after: the ISO day from which somebody should look at it again.
    told_in: in what a count of it is told instead, the smallest first; empty where people count in it.
    """

    step: Step
    landmark: bool
    one: Mapping[str, str]
    many: Mapping[str, str]
    under: Mapping[str, str] | None
    share: Mapping[str, str] | None
    scope: Mapping[str, str] | None
    sets: frozenset[str]
    source: Source
    review_after: str
    told_in: tuple[Everyday, ...] = field(default=(), repr=False)

    def told(self, count: Band) -> tuple[Band, Everyday]:
        """The same amount as it is said: 15 times 100 m in a car are 1.5 kilometres in it."""
        for other in reversed(self.told_in):
            times = count * (self.step.value.central / other.step.value.central)
            if times.central >= _SHOWN_AS_ONE or other is self.told_in[0]:
                return times, other
        return count, self

    def noun(self, count: float, language: str) -> str:
        """The noun for a count as it is displayed (rounded first: 0.98 shown as 1 is a singular)."""
        singular = count < _FRENCH_PLURAL_FROM if language == "fr" else count == 1
        return (self.one if singular else self.many)[language]


class Equivalents:
    """All quantities. No ladder has a gap: from its smallest step on, some count is between 1 and 100."""

    def __init__(self, entries: Iterable[Everyday], set_of_zone: Mapping[str, str]) -> None:
        self.entries = tuple(entries)
        self.landmarks = tuple(entry for entry in self.entries if entry.landmark)
        self._by_id = {entry.step.id: entry for entry in self.entries}
        self._set_of_zone = MappingProxyType(dict(set_of_zone))
        self._ladders = {name: self._steps_of(name) for name in {WORLD_SET, *self._set_of_zone.values()}}

    @classmethod
    def load(cls, path: Path) -> Equivalents:
        """Load and check the file. Raises EquivalentsError, also when it cannot be read."""
        data = read_toml(path, EquivalentsError)
        name = ""
        try:
            if data.get("schema") != SCHEMA:
                raise ValueError(f"schema must be {SCHEMA}")
            set_of_zone = _sets(data.get("set"))
            known_sets = frozenset({WORLD_SET, *set_of_zone.values()})
            entries, told_in = [], {}
            for entry_name, raw in tables(data, "equivalent"):
                name = entry_name
                entry = Entry(raw)
                told_in[entry_name] = entry.words("told_in") if "told_in" in entry else ()
                entries.append(_everyday(entry, known_sets))
            name = ""
            _check(entries)
            found = cls(_with_told_in(entries, told_in), set_of_zone)
            for ladder_name in sorted(known_sets):
                name = f"set {ladder_name}"
                found._check_ladder(ladder_name)
        except ValueError as cause:
            raise EquivalentsError(path.name, name, str(cause)) from cause
        return found

    @property
    def sets(self) -> tuple[str, ...]:
        """The names of all sets, in order."""
        return tuple(sorted(self._ladders))

    def ladder(self, zone: str | None, chosen: str | None = None) -> tuple[Step, ...]:
        """The steps to choose from for a person in this grid zone; without landmarks.

        chosen: the set that the person wants wherever they live; one that there is not is no choice.
        """
        return self._ladders[chosen if chosen in self._ladders else self.set_of(zone)]

    def set_of(self, zone: str | None) -> str:
        """The name of the set for a grid zone."""
        return self._set_of_zone.get(zone or "", WORLD_SET)

    def __getitem__(self, step_id: str) -> Everyday:
        return self._by_id[step_id]

    def __contains__(self, step_id: object) -> bool:
        return step_id in self._by_id

    def to_review(self, day: str) -> tuple[Everyday, ...]:
        """The entries whose day of review lies before this ISO day."""
        return tuple(entry for entry in self.entries if entry.review_after < day)

    def _steps_of(self, name: str) -> tuple[Step, ...]:
        return tuple(entry.step for entry in self.entries if not entry.landmark and name in entry.sets)

    def _check_ladder(self, name: str) -> None:
        for basis in Basis:
            steps = [step for step in self._ladders[name] if step.basis is basis]
            steps.sort(key=lambda step: step.value.central)
            if not steps:
                raise ValueError(f"no step for {basis}")
            if self[steps[0].id].under is None:
                raise ValueError(f"{steps[0].id}, the smallest for {basis}, needs under_en and under_fr")
            for smaller, larger in pairwise(steps):
                if larger.value.central > MOST_COUNT * smaller.value.central:
                    raise ValueError(f"{larger.id} is over 100 times {smaller.id}, with nothing between")


def _sets(raw: object) -> dict[str, str]:
    """{zone: set} of `[set.NAME] zones = [...]`."""
    if not isinstance(raw, dict):
        raise ValueError("no [set.NAME]")
    found: dict[str, str] = {}
    for name, table in raw.items():
        entry = Entry(table)
        for zone in entry.words("zones"):
            if zone in found:
                raise ValueError(f"{zone} is in two sets")
            found[zone] = name
        entry.nothing_else()
    return found


def _everyday(entry: Entry, known_sets: frozenset[str]) -> Everyday:
    landmark = entry.flag("landmark")
    sets = frozenset(entry.words("sets")) if "sets" in entry else known_sets
    if not sets <= known_sets:
        raise ValueError(f"unknown set {', '.join(sorted(sets - known_sets))}")
    found = Everyday(
        step=Step(entry.text("id"), entry.text("family"), Basis(entry.text("basis")), entry.band()),
        landmark=landmark,
        one=entry.texts("one"),
        many=entry.texts("many"),
        under=entry.texts("under") if "under_en" in entry or "under_fr" in entry else None,
        share=entry.texts("share") if landmark else None,
        scope=entry.texts("scope") if "scope_en" in entry or "scope_fr" in entry else None,
        sets=sets,
        source=entry.source(),
        review_after=iso_date(entry.text("review_after"), whole=True),
    )
    entry.nothing_else()
    if found.review_after < found.source.date:
        raise ValueError("review_after lies before the source's date")
    return found


def _with_told_in(entries: list[Everyday], told_in: Mapping[str, tuple[str, ...]]) -> Iterator[Everyday]:
    """The entries, each with those in which its counts are told."""
    by_id = {entry.step.id: entry for entry in entries}
    for entry in entries:
        others = [by_id.get(other_id) for other_id in told_in[entry.step.id]]
        known = [other for other in others if other is not None and other.step.basis is entry.step.basis]
        if len(known) < len(others) or entry in known:
            raise ValueError(f"{entry.step.id} is told in what is no other entry of its basis")
        yield replace(entry, told_in=tuple(sorted(known, key=lambda other: other.step.value.central)))


def _check(entries: list[Everyday]) -> None:
    ids = [entry.step.id for entry in entries]
    twice = sorted({entry_id for entry_id in ids if ids.count(entry_id) > 1})
    if twice:
        raise ValueError(f"more than one entry {', '.join(twice)}")
