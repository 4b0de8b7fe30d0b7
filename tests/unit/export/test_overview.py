"""The overview's totals are those of its days one by one, whatever the ledger holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.export.comparing import check_same
from tests.unit.export.ledgers import DAYS, Content, Count, Sitting, contents, made
from tests.unit.ledger.making import CPU, DAY, GPU, NEXT_DAY
from wattprint.domain.period import PeriodTotals
from wattprint.domain.readings import Quality
from wattprint.domain.spans import Step, spans
from wattprint.domain.split import split_of
from wattprint.export.days import totals_of_days
from wattprint.export.overview import Coverage, overview, period_totals

FIRST, LAST = DAYS[0], DAYS[-1]


def content(*sittings: Sitting, counts: tuple[Count, ...] = (), learned: bool = True) -> Content:
    return Content(list(sittings), list(counts), learned, "device", "0.25", "on_site", False, False)


def sitting(app: str, model: str | None, wh: float, *, day: str = DAY, standby: bool = False) -> Sitting:
    return Sitting(day, GPU, app, model, wh * 3600, 10.0, Quality.COUNTER, standby)


@given(contents, st.sampled_from(Step))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_buckets_and_the_whole_are_the_sums_of_their_days(
    empty_ledger: Path, content: Content, step: Step
) -> None:
    with made(empty_ledger, content) as ledger:
        found = overview(ledger.reader, ledger.valuation, FIRST, LAST, step)
        days = list(totals_of_days(ledger.reader, ledger.valuation, FIRST, LAST))
        check_same(period_totals(ledger.reader, ledger.valuation, FIRST, LAST), PeriodTotals.of(days))
    check_same(found.whole, PeriodTotals.of(days))
    assert [(one.first_day, one.last_day) for one in found.buckets] == list(spans(FIRST, LAST, step))
    for bucket in found.buckets:
        inside = [day for day in days if bucket.first_day <= day.local_day <= bucket.last_day]
        check_same(bucket.totals, PeriodTotals.of(inside))
        splits = [split_of(day) for day in inside]
        assert bucket.split.cloud == pytest.approx(sum(split.cloud for split in splits))
        assert bucket.split.modelled == pytest.approx(sum(split.modelled for split in splits))
        assert bucket.split.measured == pytest.approx(sum(split.measured for split in splits), abs=1e-6)


def test_how_much_was_watched(empty_ledger: Path) -> None:
    with made(empty_ledger, content(sitting("Ollama", "qwen", 1.0))) as ledger:
        days = overview(ledger.reader, ledger.valuation, FIRST, LAST, Step.DAY).buckets
        months = overview(ledger.reader, ledger.valuation, FIRST, LAST, Step.MONTH).buckets
    assert [one.coverage for one in days] == [Coverage.NONE, Coverage.RECORDED, Coverage.NONE, Coverage.NONE]
    assert [one.coverage for one in months] == [Coverage.PART]
    assert months[0].totals.not_recorded == [(FIRST, FIRST), (NEXT_DAY, LAST)]


def test_an_empty_range_has_nothing(empty_ledger: Path) -> None:
    with made(empty_ledger, content(sitting("Ollama", "qwen", 1.0))) as ledger:
        found = overview(ledger.reader, ledger.valuation, LAST, FIRST, Step.DAY)
        assert period_totals(ledger.reader, ledger.valuation, LAST, FIRST) == PeriodTotals()
    assert found.buckets == ()
    assert found.whole == PeriodTotals()
    assert found.tops.apps == found.tops.services == ()


def test_the_largest_come_first_each_with_its_band(empty_ledger: Path) -> None:
    modelled = Sitting(DAY, CPU, "Whisper", "tiny", 36_000.0, 10.0, Quality.MODELLED, standby=False)
    with made(
        empty_ledger,
        content(
            sitting("Ollama", "qwen", 2.0),
            sitting("Ollama", "llama", 3.0, day=NEXT_DAY),
            sitting("Ollama", "llama", 1.0, standby=True),
            sitting("ComfyUI", None, 4.0),
            modelled,
        ),
    ) as ledger:
        tops = overview(ledger.reader, ledger.valuation, FIRST, LAST, Step.MONTH).tops
        low, high = ledger.valuation.tolerance(GPU.vendor, Quality.COUNTER, GPU.kind)
    standby_wh = 1.0 - 11.0 * 10.0 / 3600  # what the baseline explains is nobody's
    assert [(top.name, top.wh.central) for top in tops.apps] == [
        ("Whisper", pytest.approx(10.0)),
        ("Ollama", pytest.approx(5.0 + standby_wh)),
        ("ComfyUI", pytest.approx(4.0)),
    ]
    assert [top.modelled for top in tops.apps] == [True, False, False]
    assert (tops.apps[2].wh.low, tops.apps[2].wh.high) == (
        pytest.approx(4 * low),
        pytest.approx(4 * high),
    )
    assert [top.name for top in tops.models] == ["tiny", "llama", "qwen"]
    assert [(top.name, top.wh.central) for top in tops.standby] == [("Ollama", pytest.approx(standby_wh))]
    assert not any(top.at_least for top in (*tops.apps, *tops.models, *tops.standby))


def test_what_is_still_being_learned_is_told(empty_ledger: Path) -> None:
    with made(
        empty_ledger,
        content(sitting("Ollama", "qwen", 2.0), sitting("Ollama", "qwen", 1.0, standby=True), learned=False),
    ) as ledger:
        tops = overview(ledger.reader, ledger.valuation, FIRST, LAST, Step.MONTH).tops
    assert [(top.wh.central, top.at_least) for top in tops.apps] == [(pytest.approx(2.0), True)]
    assert [(top.wh.central, top.at_least) for top in tops.standby] == [(0.0, True)]


def test_services_without_a_figure_come_last(empty_ledger: Path) -> None:
    counts = (
        Count(DAY, "newer.thing", 5.0, ""),
        Count(DAY, "chatgpt.prompt", 1.0, ""),
        Count(NEXT_DAY, "chatgpt.prompt", 2.0, ""),
        Count(NEXT_DAY, "chatgpt.deep_research", 1.0, ""),
        Count(DAY, "claude.prompt", 1e6, ""),
    )
    with made(empty_ledger, content(counts=counts)) as ledger:
        services = overview(ledger.reader, ledger.valuation, FIRST, LAST, Step.MONTH).tops.services
        one = ledger.valuation.factors.factor("chatgpt.prompt", DAY)
        figure = ledger.valuation.factors.factor("chatgpt.deep_research", DAY)
    assert [top.service_id for top in services] == ["claude", "chatgpt", "newer"]
    assert services[1].wh is not None
    assert one is not None
    assert figure is None
    assert services[1].wh.central == pytest.approx(3 * one.band.central / one.per)
    assert (services[1].entries, services[1].not_estimated) == (3, 1)
    assert (services[2].wh, services[2].service, services[2].not_estimated) == (None, None, 1)
