"""How the numbers come about, in plain words: loads and checks resources/data/method.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wattprint.reference.sourced import DataFileError, Entry, read_toml, tables

SCHEMA = 1


class MethodError(DataFileError):
    """The file breaks a rule; the text names the section."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """text: by language. point: a line of a list."""

    text: Mapping[str, str]
    point: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands under it. title: by language."""

    id: str
    title: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]


def load_method(path: Path) -> tuple[Section, ...]:
    """All sections in the file's order. Raises MethodError, also when the file cannot be read."""
    data = read_toml(path, MethodError)
    name = ""
    try:
        if data.get("schema") != SCHEMA:
            raise ValueError(f"schema must be {SCHEMA}")
        found: dict[str, Section] = {}
        for entry_name, raw in tables(data, "section"):
            name = entry_name
            section = _section(Entry(raw))
            if section.id in found:
                raise ValueError("more than one entry")
            found[section.id] = section
    except ValueError as cause:
        raise MethodError(path.name, name, str(cause)) from cause
    return tuple(found.values())


def _section(entry: Entry) -> Section:
    rows = tables({"paragraph": entry.raw("paragraph")}, "paragraph")
    section = Section(
        entry.text("id"), entry.texts("title"), tuple(_paragraph(Entry(raw)) for _, raw in rows)
    )
    entry.nothing_else()
    return section


def _paragraph(entry: Entry) -> Paragraph:
    paragraph = Paragraph(entry.texts("text"), entry.flag("point"))
    entry.nothing_else()
    return paragraph
