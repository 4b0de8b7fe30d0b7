"""`wattprint range`: the totals of several days, and each of them."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any

from wattprint.cli.cells import pad, width
from wattprint.cli.today import warn
from wattprint.cli.totals_lines import TotalsLines, estimated_here
from wattprint.domain.period import PeriodTotals
from wattprint.export.as_json import document, dumps
from wattprint.export.days_json import day_objects, period_object
from wattprint.export.view import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wattprint.cli.numbers import Numbers
    from wattprint.export.view import LedgerView
    from wattprint.reference.texts import Texts
    from wattprint.system.paths import Paths

#: A longer range is a slip, and every day of it would be written.
MOST_YEARS = 100
_DAYS_A_YEAR = 365.25

#: More spans of days than this are a list that nobody reads.
_MOST_SPANS = 20


def too_long(first: str, last: str) -> bool:
    """Whether a range (ISO days) is longer than MOST_YEARS."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days > MOST_YEARS * _DAYS_A_YEAR


def run_range(paths: Paths, texts: Texts, numbers: Numbers, first: str, last: str, *, as_json: bool) -> int:
    """Print the totals of the days from first to last (ISO, both included); returns the exit code.

    Days after today are left out: what recurs has not happened yet.
    """
    today = time.strftime("%Y-%m-%d")
    with opened(paths) as view:
        warn(view.valued, texts)
        until = min(last, view.last_day(today))
        if as_json:
            print(dumps(_object(view, first, last, until)))
            return 0
        if until < first:
            print(texts("range.future", first=first))
            return 0
        for line in _lines(TotalsLines(paths, texts, numbers, view, today), view, texts, first, until):
            print(line)
        if until < last:
            left_out = (date.fromisoformat(last) - date.fromisoformat(until)).days
            print(texts("range.cut", days=left_out))
    return 0


def _object(view: LedgerView, first: str, last: str, until: str) -> dict[str, Any]:
    period = PeriodTotals()
    days = list(day_objects(view, first, until, period)) if first <= until else []
    total = period_object(first, last, period, view)
    return document(factor_set=view.valued.valuation.factors.name, days=days, total=total)


def _lines(lines: TotalsLines, view: LedgerView, texts: Texts, first: str, last: str) -> Iterator[str]:
    period = PeriodTotals()
    rows = [texts("range.head").split("|")]
    for day in view.totals(first, last):
        period.add(day)
        if day.times is not None or day.cloud_count:
            rows.append(_row(PeriodTotals.of([day]), day.local_day, lines, texts))
    span = texts("range.span", first=first, last=last)
    if period.local is None and not period.cloud_count:
        yield texts("range.not-recorded", span=span)
        return
    yield lines.title(span, period)
    if period.cloud_count:
        yield texts("total.here", value=lines.local(period))
    yield from lines.local_parts(period, nobodys_modelled=True)
    yield "  " + texts(
        "range.days",
        days=period.days,
        recorded=period.recorded,
        partly=period.partly_watched,
        missing=period.days - period.recorded,
    )
    if period.not_recorded:
        yield texts("range.missing", spans=_spans(period, texts))
    yield from lines.cloud(period, view.estimates(first, last))
    yield from lines.consequences(period)
    yield ""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(map(pad, row, widths)).rstrip()


def _spans(period: PeriodTotals, texts: Texts) -> str:
    shown = [
        first if first == last else texts("range.span", first=first, last=last)
        for first, last in period.not_recorded[:_MOST_SPANS]
    ]
    shown += [texts("range.more")] if len(period.not_recorded) > _MOST_SPANS else []
    return ", ".join(shown)


def _row(day: PeriodTotals, local_day: str, lines: TotalsLines, texts: Texts) -> list[str]:
    told = lines.quantities
    measured = not day.some_cloud and not estimated_here(day)
    notes = [texts("range.partly")] if day.partly_watched else []
    notes += [texts("range.missed", entries=day.not_estimated)] if day.not_estimated else []
    return [
        local_day,
        lines.local(day),
        "" if not day.cloud_count else _cloud(day, lines, texts),
        told.energy(day.total_known, at_least=day.at_least, estimate=not measured),
        told.co2e_alone(day.co2e_known),
        ", ".join(notes),
    ]


def _cloud(day: PeriodTotals, lines: TotalsLines, texts: Texts) -> str:
    if day.cloud_known is None:
        return texts("word.not-estimated")
    return lines.quantities.energy(day.cloud_known, at_least=day.not_estimated > 0)
