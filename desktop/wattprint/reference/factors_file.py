"""One factor file, read and checked entry by entry: the shipped one or the person's own.

    schema_version = 1
    set_version = "2026.11"            # ignored in a person's own file

    [[unit]]      id, per = 1, name_en, name_fr, plural_en, plural_fr
    [[service]]   id, name_en, name_fr, grid_zone
    [[source]]    id, title, url, date
    [[activity]]  id = "<service>.<kind>", unit, name_en, name_fr, and how it is estimated: class = "...", or
                  a factor of its own, or not_estimated = true; where needed grid_zone, replaced_by
    [[factor]]    activity = "..." or class = "...", low, central, high (Wh), source, tier, applies_from,
                  stale_after; where known note_en, note_fr, published_co2e_g with co2e_basis,
                  published_water_ml with water_scope

How the values of a [[factor]] are written is told in factors_row.py.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from wattprint.domain.factors import Factor, Service, Source, Unit
from wattprint.reference.factors_entry import Entry, FactorError, header_lines, shown
from wattprint.reference.factors_row import read_row
from wattprint.reference.hand_written import parse_by_hand, read_by_hand

SCHEMA_VERSION: Final = 1

_T = TypeVar("_T")

_MAX_ENTRIES: Final = 2000
_KINDS: Final = ("unit", "service", "source", "activity", "factor")
_ZONE: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """An activity as written: with the ids of what it refers to. where: for messages."""

    id: str
    where: str
    service: str
    unit: str
    name_en: str
    name_fr: str
    figure_class: str | None
    grid_zone: str | None
    not_estimated: bool
    replaced_by: str | None
    edited: bool


@dataclass(frozen=True, slots=True)
class FactorFile:
    """What stands in one file, or in both after merging. rows: by activity or class, by applies_from."""

    where: str
    set_version: str
    units: dict[str, Unit] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    activities: dict[str, ActivityEntry] = field(default_factory=dict)
    rows: dict[str, tuple[Factor, ...]] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)


def read_factor_file(path: Path, *, base: FactorFile | None = None) -> FactorFile:
    """Read and check one file; raises FactorError and nothing else.

    base: the shipped file when this is the person's own, which may refer to what stands there; all of its
        entries are then marked edited.
    """
    text = _text(path)
    document = _document(path, text)
    reader = _Reader(str(path), base, header_lines(text, document))
    return reader.read(document)


def _text(path: Path) -> str:
    try:
        raw = read_by_hand(path)
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FactorError(f"{path}: line {line}: not UTF-8 text") from error
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise FactorError(f"{path}: cannot be read: {reason}") from error


def _document(path: Path, text: str) -> dict[str, Any]:
    try:
        document = parse_by_hand(text)
    except tomllib.TOMLDecodeError as error:  # says "(at line 3, column 7)" itself
        raise FactorError(f"{path}: not valid TOML: {error}") from error
    if type(document.get("schema_version")) is not int or document["schema_version"] != SCHEMA_VERSION:
        found = shown(document["schema_version"]) if "schema_version" in document else "missing"
        raise FactorError(f"{path}: schema_version is {found}, this Wattprint reads {SCHEMA_VERSION}")
    unknown = sorted(document.keys() - {"schema_version", "set_version", *_KINDS})
    if unknown:
        raise FactorError(
            f"{path}: unknown key {shown(unknown[0])}; entries begin with [[factor]] or the like"
        )
    return document


class _Reader:
    """Holds what the entries of one file refer to while they are read."""

    def __init__(self, where: str, base: FactorFile | None, lines: dict[str, list[int]]) -> None:
        self._where = where
        self._base = base
        self._lines = lines
        self._edited = base is not None
        self._units: dict[str, Unit] = {}
        self._services: dict[str, Service] = {}
        self._sources: dict[str, Source] = {}
        self._activities: dict[str, ActivityEntry] = {}

    def read(self, document: dict[str, Any]) -> FactorFile:
        self._read("unit", document, self._unit, self._units)
        self._read("service", document, self._service, self._services)
        self._read("source", document, self._source, self._sources)
        self._read("activity", document, self._activity, self._activities)
        rows: dict[str, tuple[Factor, ...]] = {}
        sources = {**(self._base.sources if self._base else {}), **self._sources}
        activities = {**(self._base.activities if self._base else {}), **self._activities}
        for entry in self._entries("factor", document):
            row = read_row(entry, sources, activities, edited=self._edited)
            earlier = rows.get(row.of, ())
            if earlier and row.applies_from <= earlier[-1].applies_from:
                raise entry.error(f"applies_from {row.applies_from} must come after the row before it")
            rows[row.of] = (*earlier, row)
        version = document.get("set_version", "")
        if not isinstance(version, str) or not re.fullmatch(r"[0-9]{4}\.[0-9]{1,2}[a-z]?|", version):
            raise FactorError(f'{self._where}: set_version must look like "2026.11", not {shown(version)}')
        if not version and not self._edited:
            raise FactorError(f"{self._where}: set_version is missing")
        return FactorFile(
            self._where,
            version,
            self._units,
            self._services,
            self._sources,
            self._activities,
            rows,
            {kind: document[kind] for kind in _KINDS if document.get(kind)},
        )

    def _entries(self, kind: str, document: dict[str, Any]) -> list[Entry]:
        tables = document.get(kind, [])
        if not isinstance(tables, list) or len(tables) > _MAX_ENTRIES:
            raise FactorError(f"{self._where}: {kind} entries begin with [[{kind}]], at most {_MAX_ENTRIES}")
        lines = self._lines.get(kind)
        places = (
            [f"line {line}" for line in lines] if lines else [f"entry {n + 1}" for n in range(len(tables))]
        )
        return [
            Entry(f"{self._where}: {place}: {kind}", table)
            for place, table in zip(places, tables, strict=True)
        ]

    def _read(
        self,
        kind: str,
        document: dict[str, Any],
        read: Callable[[Entry], tuple[str, _T]],
        found: dict[str, _T],
    ) -> None:
        for entry in self._entries(kind, document):
            key, value = read(entry)
            entry.done()
            if key in found:
                raise entry.error("this id is there twice")
            found[key] = value

    def _unit(self, entry: Entry) -> tuple[str, Unit]:
        unit_id = entry.id()
        per = entry.number("per") if entry.has("per") else 1.0
        if per < 1 or per != math.floor(per):
            raise entry.error(f"per must be a whole number, not {per}")
        unit = Unit(
            unit_id,
            int(per),
            entry.text("name_en"),
            entry.text("name_fr"),
            entry.text("plural_en"),
            entry.text("plural_fr"),
        )
        known = self._base.units.get(unit_id) if self._base else None
        if known and known != unit:
            raise entry.error("Wattprint has a unit of this id that means something else: choose another id")
        return unit_id, unit

    def _service(self, entry: Entry) -> tuple[str, Service]:
        service_id = entry.id()
        return service_id, Service(
            service_id, entry.text("name_en"), entry.text("name_fr"), self._zone(entry), self._edited
        )

    def _source(self, entry: Entry) -> tuple[str, Source]:
        source_id = entry.id()
        return source_id, Source(entry.text("title"), entry.link("url"), entry.date("date"))

    def _activity(self, entry: Entry) -> tuple[str, ActivityEntry]:
        activity_id = entry.activity_id("id")
        entry.where += f" {activity_id}"
        service = activity_id.partition(".")[0]
        if service not in self._services and not (self._base and service in self._base.services):
            raise entry.error(f"there is no service {service!r}")
        unit = entry.id("unit")
        if unit not in self._units and not (self._base and unit in self._base.units):
            raise entry.error(f"there is no unit {unit!r}")
        return activity_id, ActivityEntry(
            id=activity_id,
            where=entry.where,
            service=service,
            unit=unit,
            name_en=entry.text("name_en"),
            name_fr=entry.text("name_fr"),
            figure_class=entry.id("class") if entry.has("class") else None,
            grid_zone=self._zone(entry) if entry.has("grid_zone") else None,
            not_estimated=entry.flag("not_estimated"),
            replaced_by=entry.activity_id("replaced_by") if entry.has("replaced_by") else None,
            edited=self._edited,
        )

    def _zone(self, entry: Entry) -> str:
        value = entry.text("grid_zone")
        if not _ZONE.fullmatch(value):
            raise entry.error(f"grid_zone must be three capital letters such as FRA, not {shown(value)}")
        return value
