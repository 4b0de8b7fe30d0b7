"""Totals from sums that were kept are those of the rows, whatever was written since the sums were formed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.export.all_hands import (
    DAYS,
    FIRST,
    IMAGE,
    LAST,
    MONTHS,
    TODAY,
    Machine,
    acts,
    days,
    machine,
)
from tests.unit.export.comparing import check_same, same
from tests.unit.ledger.making import CHAT, UNKNOWN
from wattprint.domain.bookings import Bookings
from wattprint.domain.period import PeriodTotals
from wattprint.domain.spans import Step
from wattprint.export.days import totals_of_days
from wattprint.export.overview import Overview, overview
from wattprint.export.valuing import load_valuation
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.programs import Verdict
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.sealing import seal_all
from wattprint.system.paths import Paths


def check(path: Path, first: str = FIRST, last: str = LAST, step: Step = Step.MONTH) -> Overview:
    """The overview and the days one by one say the same."""
    with LedgerReader(path) as reader:
        valuation = load_valuation(Paths(path, path.with_name("none.toml")), reader.choices()).valuation
        found = overview(reader, valuation, first, last, step)
        days = list(totals_of_days(reader, valuation, first, last))
    check_same(found.whole, PeriodTotals.of(days))
    for bucket in found.buckets:
        inside = [day for day in days if bucket.first_day <= day.local_day <= bucket.last_day]
        check_same(bucket.totals, PeriodTotals.of(inside))
    return found


def listed(path: Path) -> tuple[dict[str, float], list[bool]]:
    """What else is read from kept sums: programs with their joules, which devices a sensor reads."""
    with LedgerReader(path) as reader:
        programs = {program.key: program.joules for program in reader.programs()}
        return programs, [device.baseline_applies for device in reader.devices()]


def unsealed(path: Path) -> None:
    recorder = MeasurementLedger(path)
    recorder.connection.execute("DELETE FROM month_seal")
    for table in ("month_energy", "month_count"):
        assert not recorder.connection.execute(f"SELECT 1 FROM {table}").fetchone()
    recorder.close()


def filled(one: Machine) -> None:
    """Something of everything, in every month."""
    for day in DAYS:
        one.use(day)
        one.use(day, UNKNOWN)
        one.use(day, IMAGE, gpu=False)
        one.rest(day, CHAT)
        one.person(lambda person, day=day: person.cloud.add(day, "chatgpt.prompt", 3, 1.0))  # type: ignore[misc]
    one.person(lambda person: person.cloud.add_recurring("claude.prompt", 5, 0b0010110, "2026-01-20", 1.0))
    one.learn("2026-02-10", 12.0)


#: What anybody may do, and the months whose sums it must take away.
CHANGES: dict[str, tuple[Callable[[Machine], object], list[str]]] = {
    "energy": (lambda one: one.use("2026-02-01"), ["2026-02"]),
    "over midnight": (lambda one: one.go_on(0, "2026-02-01"), ["2026-02"]),
    "standby": (lambda one: one.rest("2026-01-31", IMAGE), ["2026-01"]),
    "nobody's": (lambda one: one.rest("2026-03-10", None), ["2026-03"]),
    "a later baseline": (lambda one: one.learn("2026-03-20", 30.0), ["2026-03"]),
    "an entry": (
        lambda one: one.person(lambda it: it.cloud.add(DAYS[2], "newer.thing", 1, 2.0)),
        ["2026-02"],
    ),
    "another count": (lambda one: one.person(lambda it: it.cloud.change(1, count=9)), ["2026-01"]),
    "another day": (
        lambda one: one.person(lambda it: it.cloud.change(1, day=DAYS[3])),
        ["2026-01", "2026-03"],
    ),
    "a tombstone": (lambda one: one.person(lambda it: it.cloud.delete(2, 5.0)), ["2026-02"]),
    "an occurrence": (
        lambda one: one.person(lambda it: it.cloud.set_occurrence(1, "2026-02-06", 50, 5.0)),
        ["2026-02"],
    ),
    "none that day": (
        lambda one: one.person(lambda it: it.cloud.set_occurrence(1, "2026-02-06", None, 5.0)),
        ["2026-02"],
    ),
    "what recurs": (
        lambda one: one.person(lambda it: it.cloud.add_recurring("chatgpt.prompt", 2, 127, DAYS[1], 1.0)),
        [],
    ),
    "count it": (lambda one: one.person(lambda it: it.answer(UNKNOWN.app, Verdict.COUNT, 5.0)), MONTHS),
    "never": (lambda one: one.person(lambda it: it.answer(UNKNOWN.app, Verdict.NEVER, 5.0)), []),
    "left out": (lambda one: one.person(lambda it: it.never_count("comfyui", 5.0)), MONTHS),
    "forgotten": (lambda one: one.forget("2026-02-05", "2026-02-28"), ["2026-02"]),
    "forgotten over midnight": (lambda one: one.forget("2026-02-01", "2026-02-01"), ["2026-02"]),
    "moved": (lambda one: one.person(lambda it: it.choose("zone", "FRA", "2026-02-15")), []),
    "a price": (lambda one: one.person(lambda it: it.choose("price_per_kwh", "0.3", "2026-03-01")), []),
    "not AI": (lambda one: one.annotate(lambda it, ids: it.not_ai(ids[:1])), ["2026-01"]),
    "deleted": (lambda one: one.annotate(lambda it, ids: it.delete(ids[2:3], 5.0)), ["2026-02"]),
    "another app": (lambda one: one.annotate(lambda it, ids: it.assign(ids[-3], "Jan", None)), ["2026-03"]),
    "merged": (lambda one: one.annotate(lambda it, ids: it.merge([ids[0], ids[2]])), MONTHS[:2]),
    "split": (
        lambda one: one.split_middle(0),
        ["2026-01"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_takes_away_the_sums_it_makes_wrong_and_no_others(empty_ledger: Path, name: str) -> None:
    change, months = CHANGES[name]
    with machine(empty_ledger) as one:
        filled(one)
        seal_all(one.path, TODAY)
        before = check(one.path)
        assert one.sealed() == MONTHS
        change(one)
        assert one.sealed() == [month for month in MONTHS if month not in months]
        after, programs, devices = check(one.path), *listed(one.path)
        unsealed(one.path)
        live = check(one.path)
        assert listed(one.path) == (pytest.approx(programs), devices)
        assert not months or after.whole != before.whole or after.tops != before.tops
        check_tops(after, live)


def check_tops(one: Overview, other: Overview) -> None:
    for kind in ("apps", "models", "standby", "services"):
        tops, others = getattr(one.tops, kind), getattr(other.tops, kind)
        assert len(tops) == len(others)
        for top, of_others in zip(tops, others, strict=True):
            assert all(same(getattr(top, part), getattr(of_others, part)) for part in type(top).__slots__)


def test_a_first_baseline_holds_for_all_days_before(empty_ledger: Path) -> None:
    with machine(empty_ledger) as one:
        for day in DAYS:
            one.use(day)
            one.rest(day, CHAT)
        seal_all(one.path, TODAY)
        assert check(one.path).whole.local_at_least
        one.learn("2026-04-01", 12.0)
        assert one.sealed() == []
        assert not check(one.path).whole.local_at_least


def test_a_day_that_nobody_watched_until_now(empty_ledger: Path) -> None:
    """Energy on a day without a second of recording is in no sum; then one second comes."""
    with machine(empty_ledger) as one:
        one.rest(DAYS[1], CHAT, recorded_s=0.0)
        one.use(DAYS[0])
        seal_all(one.path, TODAY)
        assert check(one.path).whole.recorded == 1
        bookings = Bookings()
        bookings.day(DAYS[1]).recorded_s = 1.0
        one.write(bookings, DAYS[1])
        assert one.sealed() == ["2026-01"]
        assert check(one.path).whole.recorded == 2


def test_never_counted_programs_are_forgotten(empty_ledger: Path) -> None:
    with machine(empty_ledger) as one:
        filled(one)
        one.person(lambda it: it.answer(UNKNOWN.app, Verdict.NEVER, 5.0))
        seal_all(one.path, TODAY)
        before = check(one.path).whole.unattributed_wh
        one.purge()
        assert one.sealed() == []
        after = check(one.path).whole.unattributed_wh
        assert before is not None
        assert after is not None
        assert after > before


def test_only_months_that_are_over_are_sealed_and_only_so_many_at_once(empty_ledger: Path) -> None:
    with machine(empty_ledger) as one:
        one.seal(5)
        assert one.sealed() == []
        filled(one)
        one.seal(2)
        assert one.sealed() == ["2026-02", "2026-03"]
        one.seal(2)
        one.seal(2)
        assert one.sealed() == MONTHS


@given(st.lists(acts, min_size=4, max_size=14), st.sampled_from(Step), days, days)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_anything_at_all(
    empty_ledger: Path, steps: list[Callable[[Machine], object]], step: Step, one_day: str, other_day: str
) -> None:
    with machine(empty_ledger) as one:
        for act in steps:
            act(one)
        check(one.path, step=step)
        check(one.path, min(one_day, other_day), max(one_day, other_day), step)
