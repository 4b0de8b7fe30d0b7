"""`wattprint services`: what can be counted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from wattprint.cli.add import still_recurring, weekday_words
from wattprint.cli.cells import pad, width
from wattprint.cli.quantities import Quantities
from wattprint.cli.today import warn
from wattprint.cli.totals_lines import TotalsLines
from wattprint.export.as_json import document, dumps
from wattprint.export.factors_json import service_objects, service_zone
from wattprint.export.view import opened
from wattprint.reference.texts import plain

if TYPE_CHECKING:
    from wattprint.cli.numbers import Numbers
    from wattprint.domain.cloud import Recurring
    from wattprint.domain.factors import Activity, Factor
    from wattprint.export.view import LedgerView
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


def run_services(paths: Paths, texts: Texts, numbers: Numbers, *, as_json: bool) -> int:
    """List every service with its activities; returns the exit code."""
    today = time.strftime("%Y-%m-%d")
    with opened(paths) as view:
        warn(view.valued, texts)
        valuation = view.valued.valuation
        recurring = still_recurring(_recurring(view), today)
        if as_json:
            listed = service_objects(valuation, recurring, today)
            print(dumps(document(factor_set=valuation.factors.name, services=listed)))
            return 0
        lines = TotalsLines(paths, texts, numbers, view, today)
        factors = valuation.factors
        print(texts("services.title", name=factors.name))
        rows = {a.id: _row(a, factors.factor(a.id, today), texts, numbers, today) for a in factors.activities}
        columns = [max(width(row[column]) for row in rows.values()) for column in range(3)]
        for service in factors.services:
            name = service.name_fr if texts.language == "fr" else service.name_en
            name += f" [{texts('cloud.edited')}]" if service.edited else ""
            zone = lines.zone(service_zone(valuation, service, today))
            print("\n" + texts("services.service", name=name, zone=zone))
            for activity in factors.activities:
                if activity.service.id == service.id:
                    print("  " + "  ".join(map(pad, rows[activity.id], columns)).rstrip())
                    _print_recurring(activity, recurring, texts, numbers)
    return 0


def _recurring(view: LedgerView) -> list[Recurring]:
    return [] if view.reader is None else view.reader.cloud().recurring()


def _row(activity: Activity, factor: Factor | None, texts: Texts, numbers: Numbers, today: str) -> list[str]:
    name = activity.name_fr if texts.language == "fr" else activity.name_en
    if factor is None:
        return [plain(activity.id), plain(name), texts("word.not-estimated")]
    told = Quantities(texts, numbers)
    notes = [f"{told.energy_with_band(factor.band)} / {told.count(factor.per, activity.unit)}"]
    notes += [texts("cloud.edited")] if factor.edited or activity.edited else []
    notes += [texts("cloud.outdated", day=factor.stale_after)] if factor.stale_after < today else []
    return [plain(activity.id), plain(name), ", ".join(notes)]


def _print_recurring(activity: Activity, recurring: list[Recurring], texts: Texts, numbers: Numbers) -> None:
    for one in recurring:
        if one.activity == activity.id:
            count = Quantities(texts, numbers).count(one.count, activity.unit)
            days = weekday_words(one.weekdays, texts)
            print("    " + texts("services.recurs", count=count, days=days, day=one.from_day))
