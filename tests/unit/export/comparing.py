"""Whether two totals of the same days are the same: counts and texts exactly, sums nearly."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from wattprint.domain.band import Band
from wattprint.domain.bookings import DayTime
from wattprint.domain.period import PeriodTotals


def check_same(fast: PeriodTotals, slow: PeriodTotals) -> None:
    """Every field, those that tell what is unknown, too."""
    for field in fields(PeriodTotals):
        one, other = getattr(fast, field.name), getattr(slow, field.name)
        assert same(one, other), f"{field.name}: {one} is not {other}"


def same(one: Any, other: Any) -> bool:
    """Equal, or equal sums that were formed in another order."""
    if isinstance(one, Band) and isinstance(other, Band):
        return all(same(getattr(one, part), getattr(other, part)) for part in ("low", "central", "high"))
    if isinstance(one, DayTime) and isinstance(other, DayTime):
        return all(same(getattr(one, part.name), getattr(other, part.name)) for part in fields(DayTime))
    if isinstance(one, float) and isinstance(other, float):
        return bool(one == pytest.approx(other, rel=1e-9, abs=1e-9))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return bool(one == other)
