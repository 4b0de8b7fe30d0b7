"""Often-quoted claims about AI and energy, with verdicts: loads and checks resources/data/claims.toml."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wattprint.domain.band import Band
from wattprint.domain.equivalents import Basis
from wattprint.domain.factors import Source
from wattprint.reference.sourced import DataFileError, Entry, read_toml, tables

SCHEMA = 1


class ClaimsError(DataFileError):
    """The file breaks a rule; the text names the entry."""


class Verdict(StrEnum):
    """What there is to say of a claim. OUTDATED: true once; CANNOT_TELL: nobody outside can check it."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    OUTDATED = "outdated"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Figure:
    """What to hold against a claim, in the basis' unit. of: what it is a figure of, by language."""

    basis: Basis
    value: Band
    of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Own:
    """What of this computer's measurements can be held against a claim: `count` of a unit (its id).

    says_wh: what the claim says they take; None where it names no figure. equivalent: an id to tell it in.
    of: what they are ("a five-second video"); differs: why the two need not agree; by language.
    """

    unit: str
    count: float
    says_wh: float | None
    equivalent: str
    of: Mapping[str, str]
    differs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. Texts are by language; equivalent is an id of equivalents.toml; sources are at least one.
    own: None where nothing that is measured here has to do with it.

    A claim may have neither figure nor equivalent: then its answer says why none would be right.
    """

    id: str
    verdict: Verdict
    claim: Mapping[str, str]
    said_by: Mapping[str, str]
    assumes: Mapping[str, str]
    answer: Mapping[str, str]
    figure: Figure | None
    equivalent: str | None
    own: Own | None
    sources: tuple[Source, ...]


class Claims:
    """All claims, in the file's order."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = tuple(claims)
        self._by_id = {claim.id: claim for claim in self.claims}

    @classmethod
    def load(cls, path: Path, equivalents: Container[str]) -> Claims:
        """Load and check the file. equivalents: the ids that a claim may name.

        Raises ClaimsError, also when the file cannot be read.
        """
        data = read_toml(path, ClaimsError)
        name = ""
        try:
            if data.get("schema") != SCHEMA:
                raise ValueError(f"schema must be {SCHEMA}")
            found: dict[str, Claim] = {}
            for entry_name, raw in tables(data, "claim"):
                name = entry_name
                claim = _claim(Entry(raw), equivalents)
                if claim.id in found:
                    raise ValueError("more than one entry")
                found[claim.id] = claim
        except ValueError as cause:
            raise ClaimsError(path.name, name, str(cause)) from cause
        return cls(found.values())

    def __getitem__(self, claim_id: str) -> Claim:
        return self._by_id[claim_id]


def _claim(entry: Entry, equivalents: Container[str]) -> Claim:
    claim = Claim(
        id=entry.text("id"),
        verdict=Verdict(entry.text("verdict")),
        claim=entry.texts("claim"),
        said_by=entry.texts("said_by"),
        assumes=entry.texts("assumes"),
        answer=entry.texts("answer"),
        figure=_figure(Entry(entry.raw("figure"))) if "figure" in entry else None,
        equivalent=_equivalent(entry, equivalents) if "equivalent" in entry else None,
        own=_own(Entry(entry.raw("own")), equivalents) if "own" in entry else None,
        sources=tuple(_source(raw) for _, raw in tables({"source": entry.raw("source")}, "source")),
    )
    entry.nothing_else()
    return claim


def _equivalent(entry: Entry, equivalents: Container[str]) -> str:
    found = entry.text("equivalent")
    if found not in equivalents:
        raise ValueError(f"no equivalent {found!r}")
    return found


def _own(entry: Entry, equivalents: Container[str]) -> Own:
    own = Own(
        unit=entry.text("unit"),
        count=entry.positive("count"),
        says_wh=entry.positive("says_wh") if "says_wh" in entry else None,
        equivalent=_equivalent(entry, equivalents),
        of=entry.texts("of"),
        differs=entry.texts("differs"),
    )
    entry.nothing_else()
    return own


def _figure(entry: Entry) -> Figure:
    figure = Figure(Basis(entry.text("unit")), entry.band(), entry.texts("of"))
    entry.nothing_else()
    return figure


def _source(raw: object) -> Source:
    entry = Entry(raw)
    source = entry.source()
    entry.nothing_else()
    return source
