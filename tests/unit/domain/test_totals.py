"""A day and a period: sums of their parts, and nothing unknown ever told as 0."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.attribution import State
from wattprint.domain.band import ZERO, Band
from wattprint.domain.bookings import DayTime
from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.domain.footprint import EnergyRow, footprint
from wattprint.domain.period import PeriodTotals
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.totals import CloudEstimate, DayTotals, LocalTerms, co2e_g, day_totals

DEVICE = LocalTerms("device", Band(1.1, 1.2, 1.5), "FRA", 41.44, "on_site", ZERO, 0.25, "EUR")
WALL = replace(DEVICE, boundary="wall")
TIMES = DayTime(active_s=100.0, recorded_s=3600.0)


def tolerance(_vendor: str, _quality: Quality, _kind: DeviceKind) -> tuple[float, float]:
    return 0.9, 1.1


def row(wh: float, *, baseline_w: float | None = 0.0, kind: DeviceKind = DeviceKind.GPU) -> EnergyRow:
    return EnergyRow(kind, "nvidia", State.ACTIVE, Quality.COUNTER, wh * 3600, 60.0, baseline_w)


def estimate(wh: Band | None, day: str = "2026-11-01", water: Band | None = None) -> CloudEstimate:
    entry = CloudEntry(1, day, "chatgpt.prompt", 1.0, Origin.TYPED)
    co2e = None if wh is None else co2e_g(wh, 384.4)
    return CloudEstimate(entry, None, None, "USA", wh, co2e, water)


def recorded(
    *rows: EnergyRow,
    day: str = "2026-11-01",
    terms: LocalTerms = DEVICE,
    cloud: tuple[CloudEstimate, ...] = (),
) -> DayTotals:
    return day_totals(day, terms, TIMES, 1, footprint(rows, tolerance), list(cloud))


def unseen(day: str = "2026-11-01", *cloud: CloudEstimate) -> DayTotals:
    return day_totals(day, DEVICE, None, 0, None, list(cloud))


def bands(band: Band) -> tuple[float, float, float]:
    return band.low, band.central, band.high


def test_a_day_is_the_sum_of_its_parts_band_by_band() -> None:
    day = recorded(row(10.0), cloud=(estimate(Band(1, 2, 4), water=Band(1, 1, 2)), estimate(Band(3, 5, 6))))
    assert day.local is not None
    assert bands(day.local) == pytest.approx((9.0, 10.0, 11.0))
    assert bands(day.cloud) == (4, 7, 10)
    assert bands(day.total) == pytest.approx((13.0, 17.0, 21.0))
    assert bands(day.co2e_g) == pytest.approx(
        tuple((wh * 41.44 + cloud * 384.4) / 1000 for wh, cloud in ((9, 4), (10, 7), (11, 10)))
    )
    assert bands(day.water_ml) == (1, 1, 2)
    assert (day.water_unknown, day.at_least, day.not_estimated) == (1, False, 0)
    assert day.local_cost == pytest.approx(0.01 * 0.25)


def test_at_the_wall_the_overhead_is_kept_apart_and_in_the_total() -> None:
    day = recorded(row(10.0), terms=WALL)
    assert day.local is not None
    assert day.overhead is not None
    assert bands(day.overhead) == pytest.approx((0.9, 2.0, 5.5))
    assert bands(day.local) == pytest.approx((9.9, 12.0, 16.5))
    assert day.local_cost == pytest.approx(0.012 * 0.25)


def test_a_day_that_nobody_watched_has_no_local_number_though_something_was_counted() -> None:
    day = unseen("2026-11-01", estimate(Band(1, 2, 4)))
    assert (day.local, day.overhead, day.local_cost, day.at_least) == (None, None, None, True)
    period = PeriodTotals.of([day])
    assert (period.local_known, period.total_known, period.cloud_known) == (None, day.cloud, day.cloud)
    nothing = PeriodTotals.of([unseen()])
    assert (nothing.total_known, nothing.co2e_known, nothing.water_known) == (None, None, None)
    assert nothing.cloud_known == ZERO  # nothing was counted: that is known


def test_not_estimated_is_never_0() -> None:
    period = PeriodTotals.of([unseen("2026-11-01", estimate(None), estimate(None))])
    assert (period.cloud_known, period.total_known, period.co2e_known) == (None, None, None)
    assert (period.cloud_count, period.not_estimated, period.at_least) == (2, 2, True)
    mixed = PeriodTotals.of([recorded(row(1.0), cloud=(estimate(None),))])
    assert mixed.cloud_known is None
    assert mixed.total_known == mixed.local
    assert mixed.at_least


def test_what_is_still_being_learned_is_at_least_and_alone_no_number() -> None:
    learning = row(1.0, baseline_w=None, kind=DeviceKind.CPU)
    alone = PeriodTotals.of([recorded(learning)])
    assert (alone.local_known, alone.total_known, alone.local_at_least) == (None, None, True)
    both = PeriodTotals.of([recorded(learning, row(2.0))])
    assert both.local_known is not None
    assert both.local_known.central == pytest.approx(2.0)
    assert both.at_least


def test_days_that_nobody_watched_are_counted_and_spanned() -> None:
    days = [unseen(f"2026-11-0{number}") for number in (1, 2)]
    days += [recorded(row(1.0), day="2026-11-03"), unseen("2026-11-04")]
    period = PeriodTotals.of(days)
    assert period.not_recorded == [("2026-11-01", "2026-11-02"), ("2026-11-04", "2026-11-04")]
    assert (period.days, period.recorded, period.at_least) == (4, 1, True)


@pytest.mark.parametrize(
    ("times", "partly"),
    [
        (DayTime(recorded_s=10.0), 0),
        (DayTime(recorded_s=10.0, unmeasured_s=2.0), 1),
        (DayTime(recorded_s=10.0, paused_s=2.0), 1),
        (DayTime(recorded_s=10.0, unmeasured_s=0.2), 0),
    ],
)
def test_a_day_of_which_some_went_unseen_is_partly_watched(times: DayTime, partly: int) -> None:
    day = day_totals("2026-11-01", DEVICE, times, 0, footprint([], tolerance), [])
    assert PeriodTotals.of([day]).partly_watched == partly


def test_what_changed_within_a_period_is_kept_with_its_day() -> None:
    there = replace(DEVICE, grid_zone="USA", g_per_kwh=384.4, price_per_kwh=0.2, currency="USD")
    unpriced = replace(there, price_per_kwh=None)
    days = [
        recorded(row(1000.0), day="2026-11-01"),
        recorded(row(1000.0), day="2026-11-02"),
        recorded(row(1000.0), day="2026-11-03", terms=there),
        recorded(row(1000.0), day="2026-11-04", terms=unpriced),
    ]
    period = PeriodTotals.of(days)
    assert period.terms == [("2026-11-01", DEVICE), ("2026-11-03", there), ("2026-11-04", unpriced)]
    assert period.costs == {"EUR": pytest.approx(0.5), "USD": pytest.approx(0.2)}
    assert period.unpriced == 1


amounts = st.floats(0, 1e6)
known_bands = st.builds(lambda a, b, c: Band(*sorted((a, b, c))), amounts, amounts, amounts)
clouds = st.lists(
    st.builds(estimate, st.none() | known_bands, st.just("x"), st.none() | known_bands), max_size=4
)


@given(st.lists(st.tuples(st.booleans(), st.lists(st.floats(0, 1e6), max_size=3), clouds), max_size=8))
def test_a_period_is_the_sum_of_its_days(parts: list[tuple[bool, list[float], list[CloudEstimate]]]) -> None:
    days = [
        recorded(*map(row, rows), day=f"2026-11-{number:02}", cloud=tuple(cloud))
        if seen
        else unseen(f"2026-11-{number:02}", *cloud)
        for number, (seen, rows, cloud) in enumerate(parts, start=1)
    ]
    period = PeriodTotals.of(days)
    for part in ("low", "central", "high"):
        for name in ("cloud", "total", "co2e_g", "water_ml"):
            whole = sum(getattr(getattr(day, name), part) for day in days)
            assert getattr(getattr(period, name), part) == pytest.approx(whole)
        local = sum(getattr(day.local, part) for day in days if day.local is not None)
        assert getattr(period.local or ZERO, part) == pytest.approx(local)
        assert getattr(period.total, part) == pytest.approx(local + getattr(period.cloud, part))
    assert period.not_estimated == sum(one.wh is None for _, _, cloud in parts for one in cloud)
    assert period.at_least == any(day.at_least for day in days)
    assert period.recorded == sum(seen for seen, _, _ in parts)


def test_a_price_in_no_currency_makes_no_amount_on_a_day_nor_in_a_period() -> None:
    day = recorded(row(10.0), terms=replace(DEVICE, currency=None))
    assert day.local_cost is None
    period = PeriodTotals.of([day])
    assert (period.costs, period.unpriced) == ({}, 1)
