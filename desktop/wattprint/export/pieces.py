"""A range of days in pieces for which the same terms hold, each a few sums: what totals are made of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.domain.local_sums import LocalSums, footprint_of
from wattprint.domain.period import PeriodTotals
from wattprint.export.days import days_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wattprint.domain.day_time import DayTime
    from wattprint.domain.footprint import Footprint
    from wattprint.domain.totals import CloudEstimate, LocalTerms
    from wattprint.ledger.reader import LedgerReader
    from wattprint.reference.valuation import Valuation


@dataclass(slots=True)
class Piece:
    """Days for which the same terms hold, from first_day (ISO) on.

    recorded: the times of each recorded day; unseen: the other days. counts: (estimate of all entries of one
    activity for which the same figures hold, how many they are).
    """

    first_day: str
    terms: LocalTerms
    footprint: Footprint
    sums: LocalSums = field(default_factory=LocalSums)
    recorded: list[DayTime] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    counts: list[tuple[CloudEstimate, int]] = field(default_factory=list)


def read_pieces(
    reader: LedgerReader, valuation: Valuation, first_day: str, last_day: str, begins: Iterable[str]
) -> list[Piece]:
    """The pieces of a range (ISO, both included) in order. begins: days on which another one has to begin."""
    cuts = {day for day in {*valuation.local_changes(), *begins} if first_day < day <= last_day}
    found = reader.sums(first_day, last_day, cuts, cuts | valuation.cloud_changes())
    starts = [first_day, *sorted(cuts)]
    sums: list[LocalSums | None] = [None] * len(starts)
    for day, of_grain in found.local:
        place = bisect_right(starts, day) - 1
        known = sums[place]
        if known is None:
            sums[place] = of_grain  # nobody else has it: others may be added to it
        else:
            known.merge(of_grain)
    pieces = [_piece(valuation, start, part or LocalSums()) for start, part in zip(starts, sums, strict=True)]
    for day in days_between(first_day, last_day):
        piece = pieces[bisect_right(starts, day) - 1]
        times = found.recorded.get(day)
        if times is None:
            piece.unseen.append(day)
        else:
            piece.recorded.append(times)
    estimate_of = valuation.estimator()
    for day, activity, entries, count in found.counts:
        estimate = estimate_of(CloudEntry(None, day, activity, count, Origin.TYPED))
        pieces[bisect_right(starts, day) - 1].counts.append((estimate, entries))
    return pieces


def _piece(valuation: Valuation, start: str, sums: LocalSums) -> Piece:
    used = footprint_of(sums.parts.items(), valuation.tolerance)
    return Piece(start, valuation.local_terms(start), used, sums)


def totals_of(pieces: Iterable[Piece]) -> PeriodTotals:
    """The totals of pieces in order: what domain.period makes of their days one by one."""
    period = PeriodTotals()
    for piece in pieces:
        period.add_terms(piece.first_day, piece.terms)
        for day in piece.unseen:
            period.add_unseen(day)
        period.add_local(piece.sums, piece.recorded, piece.terms, piece.footprint)
        for estimate, entries in piece.counts:
            period.add_cloud(estimate, entries)
    return period
