"""One [[factor]] of a factor file: its three values, their sources and their days.

A value is a number, or a table { wh, source, published, times, per } where it comes from another source than
the row's, or is not what was printed there: wh must then be published x times / per.
"""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from typing import Final

from wattprint.domain.factors import BOUNDARY, Co2eBasis, Factor, Figure, PublishedWater, Source, Tier
from wattprint.reference.citing import first_day
from wattprint.reference.factors_entry import Entry

#: Figures are rounded to two digits: a value may differ this much from its arithmetic.
_ROUNDED_BY: Final = 0.05


def read_row(
    entry: Entry, sources: Mapping[str, Source], activities: Container[str], *, edited: bool
) -> Factor:
    """The factor of one entry; `per` is that of the activity's unit, put in later. Raises FactorError."""
    if entry.has("activity") == entry.has("class"):
        raise entry.error("needs either activity or class")
    of_class = entry.has("class")
    of = entry.id("class") if of_class else entry.activity_id("activity")
    entry.where += f" of {of}"
    if not of_class and of not in activities:
        raise entry.error(f"there is no activity {of!r}")
    if entry.has("boundary") and entry.text("boundary") != BOUNDARY:
        raise entry.error(f"boundary must be {BOUNDARY!r}: the values of all factors cover the same")
    source = _source(entry, "source", sources)
    low, central, high = (_figure(entry, key, source, sources) for key in ("low", "central", "high"))
    if not low.wh <= central.wh <= high.wh:
        raise entry.error(f"low {low.wh:g}, central {central.wh:g}, high {high.wh:g} are not in order")
    if high.wh <= 0:
        raise entry.error("high must be above 0: what has no figure has no factor")
    co2e_g = entry.number("published_co2e_g") if entry.has("published_co2e_g") else None
    water_ml = entry.number("published_water_ml") if entry.has("published_water_ml") else None
    published_source = None
    if co2e_g is not None or water_ml is not None:
        key = "published_source"
        published_source = _source(entry, key, sources) if entry.has(key) else source
    row = Factor(
        of=of,
        per=1,
        low=low,
        central=central,
        high=high,
        tier=entry.choice("tier", Tier),
        applies_from=entry.day("applies_from"),
        stale_after=entry.day("stale_after"),
        note_en=entry.note("note_en"),
        note_fr=entry.note("note_fr"),
        published_co2e_g=co2e_g,
        co2e_basis=entry.choice("co2e_basis", Co2eBasis) if co2e_g is not None else None,
        published_water_ml=water_ml,
        water_scope=entry.choice("water_scope", PublishedWater) if water_ml is not None else None,
        published_source=published_source,
        class_figure=of_class,
        edited=edited,
    )
    if row.stale_after <= first_day(source.date):
        raise entry.error(f"stale_after {row.stale_after} is not after its source of {source.date}")
    entry.done()
    return row


def _figure(row: Entry, key: str, row_source: Source, sources: Mapping[str, Source]) -> Figure:
    if not row.is_table(key):
        return Figure(row.number(key), row_source)
    entry = row.table(key)
    wh = entry.number("wh")
    source = _source(entry, "source", sources) if entry.has("source") else row_source
    arithmetic = ""
    if entry.has("published"):
        published = entry.number("published")
        times, per = (entry.number(step) if entry.has(step) else 1.0 for step in ("times", "per"))
        if per <= 0 or not math.isclose(published * times / per, wh, rel_tol=_ROUNDED_BY):
            raise entry.error(f"{published:g} x {times:g} / {per:g} is not {wh:g}")
        arithmetic = f"{published:g}"
        arithmetic += f" × {times:g}" if times != 1 else ""
        arithmetic += f" / {per:g}" if per != 1 else ""
    entry.done()
    return Figure(wh, source, arithmetic)


def _source(entry: Entry, key: str, sources: Mapping[str, Source]) -> Source:
    source_id = entry.id(key)
    if source_id not in sources:
        raise entry.error(f"there is no source {source_id!r}")
    return sources[source_id]
