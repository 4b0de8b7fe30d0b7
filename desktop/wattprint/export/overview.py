"""Totals over any range of days, in buckets and as a whole, with who used the most of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wattprint.domain.period import PeriodTotals
from wattprint.domain.spans import Step, spans
from wattprint.domain.split import Split, split_of_period
from wattprint.export.pieces import read_pieces, totals_of
from wattprint.export.tops import ServiceTop, Top, Tops, tops_of

if TYPE_CHECKING:
    from wattprint.ledger.reader import LedgerReader
    from wattprint.reference.valuation import Valuation

__all__ = ["Bucket", "Coverage", "Overview", "ServiceTop", "Step", "Top", "Tops", "overview", "period_totals"]


class Coverage(StrEnum):
    """How much of some days was watched. PART: not all days, or not all hours of some of them."""

    RECORDED = "recorded"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Some days of a range (ISO, both included). split: their energy by how it is known."""

    first_day: str
    last_day: str
    totals: PeriodTotals
    split: Split
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Overview:
    """A range of days. whole: its totals: what its buckets add up to. split, coverage: as a bucket's."""

    buckets: tuple[Bucket, ...]
    whole: PeriodTotals
    tops: Tops

    @property
    def split(self) -> Split:
        """The whole's energy by how it is known."""
        return split_of_period(self.whole)

    @property
    def coverage(self) -> Coverage:
        """How much of the whole was watched."""
        return coverage_of(self.whole)


def overview(
    reader: LedgerReader,
    valuation: Valuation,
    first_day: str,
    last_day: str,
    step: Step,
    *,
    week_start: int = 1,
) -> Overview:
    """All about the days from first_day to last_day (ISO, both included); an empty range has no bucket.

    Buckets are whole days, weeks, months or years, the first and the last cut off where the range ends. Days
    to come are days that nobody watched, with what recurs on them: who does not want them ends with today.
    week_start: 1 is Monday, 7 is Sunday. Raises LedgerError kinds.
    """
    stretches = list(spans(first_day, last_day, step, week_start))
    if not stretches:
        return Overview((), PeriodTotals(), Tops())
    pieces = read_pieces(reader, valuation, first_day, last_day, (first for first, _ in stretches))
    buckets = []
    for first, last in stretches:
        totals = totals_of(piece for piece in pieces if first <= piece.first_day <= last)
        buckets.append(Bucket(first, last, totals, split_of_period(totals), coverage_of(totals)))
    return Overview(tuple(buckets), totals_of(pieces), tops_of(pieces, valuation.tolerance))


def period_totals(reader: LedgerReader, valuation: Valuation, first_day: str, last_day: str) -> PeriodTotals:
    """The totals of a range of days alone (ISO, both included). Raises LedgerError kinds."""
    if last_day < first_day:
        return PeriodTotals()
    return totals_of(read_pieces(reader, valuation, first_day, last_day, ()))


def coverage_of(totals: PeriodTotals) -> Coverage:
    """How much of a period was watched."""
    if not totals.recorded:
        return Coverage.NONE
    return Coverage.PART if totals.partly_watched or totals.not_recorded else Coverage.RECORDED
