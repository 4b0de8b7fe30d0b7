"""`wattprint today`."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from wattprint.cli.totals_lines import TotalsLines
from wattprint.domain.footprint import J_PER_WH, footprint, weakest
from wattprint.domain.period import PeriodTotals
from wattprint.domain.readings import Quality
from wattprint.export.as_json import by_app, document, dumps
from wattprint.export.days_json import day_objects
from wattprint.export.valuing import troubles
from wattprint.export.view import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.cli.numbers import Numbers
    from wattprint.domain.footprint import Footprint
    from wattprint.domain.totals import DayTotals
    from wattprint.export.valuing import Valued
    from wattprint.export.view import LedgerView
    from wattprint.ledger.rows import DayRecord
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths


def run_today(paths: Paths, texts: Texts, numbers: Numbers, *, as_json: bool) -> int:
    """Print today's totals; returns the exit code."""
    day = time.strftime("%Y-%m-%d")
    with opened(paths) as view:
        warn(view.valued, texts)
        if as_json:
            name = view.valued.valuation.factors.name
            print(dumps(document(factor_set=name, days=list(day_objects(view, day, day)))))
            return 0
        totals = next(view.totals(day, day))
        lines = TotalsLines(paths, texts, numbers, view, day)
        for line in _lines(lines, totals, view, texts, numbers):
            print(line)
    return 0


def warn(valued: Valued, texts: Texts) -> None:
    """Say on standard error what the person chose and could not be used; numbers are formed without it."""
    for line in troubles(valued, texts):
        print(f"wattprint: {line}", file=sys.stderr)


def _lines(
    lines: TotalsLines, totals: DayTotals, view: LedgerView, texts: Texts, numbers: Numbers
) -> Iterator[str]:
    day = totals.local_day
    period = PeriodTotals.of([totals])
    record = view.records(day, day).get(day)
    if period.local is None and not period.cloud_count:
        yield texts("today.not-recorded", day=day)
        return
    yield lines.title(day, period)
    if period.local is None:
        yield texts("total.here-not-recorded")
    elif period.cloud_count:
        yield texts("total.here", value=lines.local(period))
    if period.local is not None and record is not None:
        any_model = weakest(row.quality for row in record.counted) is Quality.MODELLED
        yield from lines.local_parts(period, nobodys_modelled=any_model)
        yield from _apps(record, view, texts, numbers)
    yield from lines.cloud(period, view.estimates(day, day))
    yield from lines.consequences(period)


def _apps(record: DayRecord, view: LedgerView, texts: Texts, numbers: Numbers) -> Iterator[str]:
    for (_, name), rows in by_app(record).items():
        part = footprint(rows, view.valued.valuation.tolerance)
        yield texts(
            "today.app", app=name, energy=_total(part, numbers), standby=numbers.energy(part.standby_wh)
        )
    for (_, name), rows in by_app(record, pending=True).items():
        modelled = weakest(row.quality for row in rows) is Quality.MODELLED
        energy = numbers.energy(sum(row.joules for row in rows) / J_PER_WH, modelled=modelled)
        yield texts("today.pending", app=name, energy=energy)


def _total(part: Footprint, numbers: Numbers) -> str:
    modelled = part.quality is Quality.MODELLED
    return numbers.energy(part.local.central, at_least=part.local_at_least, modelled=modelled)
