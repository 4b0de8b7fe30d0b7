"""How much CO2e a kilowatt-hour carries in each country: resources/data/grid.csv, loaded, checked and asked.

Location-based and life-cycle (grams of CO2e per kWh generated, a year's mean). Where the figures come from
and under which licences they stand is told in grid_licence.md beside the file. The table has no water in it.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wattprint.domain.factors import Source
from wattprint.reference.sourced import DataFileError, Entry
from wattprint.reference.texts import LANGUAGES

COLUMNS = (
    "zone",
    "alpha2",
    "name_en",
    "name_fr",
    "g_co2e_per_kwh",
    "year",
    "currency",
    "source_title",
    "source_url",
)

#: The mean of the world: what is left for those whose country is not in the table. It must be there.
WORLD = "WOR"

#: Nothing burnt for power emits as much; more is a slip of the decimal point or kilograms taken for grams.
HIGHEST_G_PER_KWH = 2000.0
#: How many names to offer when a zone is not known, and how alike they must be.
_OFFERED = 3
_ALIKE = 0.6


class GridError(DataFileError):
    """The table breaks a rule; the text says in which row."""


class UnknownZone(LookupError):
    """There is no such zone. asked: what was asked for. nearest: zones of like code or name, best first."""

    def __init__(self, asked: str, nearest: tuple[Zone, ...]) -> None:
        offers = ", ".join(f"{zone.code} ({zone.names['en']})" for zone in nearest)
        super().__init__(f"no grid zone {asked!r}" + (f"; the nearest: {offers}" if offers else ""))
        self.asked = asked
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Zone:
    """A country or region. code: ISO 3166 alpha-3, or WOR and EEE. alpha2: None where there is no country.

    names: by language. g_per_kwh: g CO2e per kWh, the mean of `year`. currency: ISO 4217, None where unknown.
    """

    code: str
    alpha2: str | None
    names: Mapping[str, str]
    g_per_kwh: float
    year: int
    currency: str | None
    source: Source


class Grid:
    """All zones, in the order of their codes."""

    def __init__(self, zones: Iterable[Zone]) -> None:
        self.zones = tuple(zones)
        self._by_code = {zone.code: zone for zone in self.zones}
        self._by_alpha2 = {zone.alpha2: zone for zone in self.zones if zone.alpha2}
        self._by_word = {
            plain(word): zone for zone in self.zones for word in (zone.code, *zone.names.values())
        }

    @classmethod
    def load(cls, path: Path) -> Grid:
        """Load and check the table. Raises GridError with the row at fault, also when it cannot be read."""
        try:
            # newline="" as csv wants it. A BOM is what a spreadsheet leaves behind.
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                if tuple(reader.fieldnames or ()) != COLUMNS:
                    raise GridError(path.name, "", f"the columns must be {', '.join(COLUMNS)}")
                zones = [_zone(row, f"line {reader.line_num}", path.name) for row in reader]
        except UnicodeDecodeError as cause:
            raise GridError(path.name, "", "not UTF-8 text") from cause
        except csv.Error as cause:
            raise GridError(path.name, "", str(cause)) from cause
        except OSError as cause:
            raise GridError(path.name, "", cause.strerror or str(cause)) from cause
        _check(zones, path.name)
        return cls(zones)

    def zone(self, code: str) -> Zone:
        """The zone of a code (alpha-3 or alpha-2) or of a name in any language. Raises UnknownZone."""
        asked = code.strip().upper()
        found = self._by_code.get(asked) or self._by_alpha2.get(asked) or self._by_word.get(plain(code))
        if found is None:
            import difflib  # half a megabyte for a typing error: only then

            near = difflib.get_close_matches(plain(code), self._by_word, _OFFERED * len(LANGUAGES), _ALIKE)
            # A zone whose English and French names are both alike is offered once.
            offered = tuple(dict.fromkeys(self._by_word[word].code for word in near))[:_OFFERED]
            raise UnknownZone(code, tuple(self._by_code[code] for code in offered))
        return found

    def __contains__(self, code: object) -> bool:
        return code in self._by_code


def plain(text: str) -> str:
    """Small letters without accents, so that "etats-unis" finds "États-Unis"; one kind of apostrophe."""
    letters = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).replace("’", "'")


def _zone(row: Mapping[str | None, str], entry: str, file: str) -> Zone:
    try:
        if None in row:
            raise ValueError("too many cells")
        fields = Entry({name: value for name, value in row.items() if value not in (None, "")})
        source = Entry(
            {
                "source_title": row["source_title"],
                "source_url": row["source_url"],
                "source_date": row["year"],
            }
        ).source()
        return Zone(
            code=_letters(fields.text("zone"), 3),
            alpha2=_letters(fields.text("alpha2"), 2) if "alpha2" in fields else None,
            names=fields.texts("name"),
            g_per_kwh=_intensity(fields.text("g_co2e_per_kwh")),
            year=int(source.date),
            currency=_letters(fields.text("currency"), 3) if "currency" in fields else None,
            source=source,
        )
    except (ValueError, TypeError) as cause:
        raise GridError(file, entry, str(cause)) from cause


def _letters(text: str, count: int) -> str:
    if len(text) != count or not (text.isascii() and text.isalpha() and text.isupper()):
        raise ValueError(f"{text!r} is not a code of {count} capital letters")
    return text


def _intensity(text: str) -> float:
    value = float(text)
    if not 0 < value < HIGHEST_G_PER_KWH:
        raise ValueError(f"{text} g/kWh cannot be")
    return value


def _check(zones: list[Zone], file: str) -> None:
    codes = [zone.code for zone in zones]
    for code in codes:
        if codes.count(code) > 1:
            raise GridError(file, code, "more than one row")
    alpha2 = [zone.alpha2 for zone in zones if zone.alpha2]
    if len(set(alpha2)) < len(alpha2):
        raise GridError(file, "", "two zones have one alpha2 code")
    if WORLD not in codes:
        raise GridError(file, WORLD, "is missing")
