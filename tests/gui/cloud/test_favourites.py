"""What is offered first."""

from __future__ import annotations

from tests.gui.cloud.conftest import TODAY, YESTERDAY
from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.gui.cloud.favourites import counted_on, favourites, favourites_of
from wattprint.gui.cloud.pen import Pen
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths

USUAL = ["chatgpt.prompt", "claude.prompt", "gemini.prompt"]


def ids(paths: Paths, factors: FactorSet, most: int = 3) -> list[str]:
    return [one.id for one in favourites(paths.ledger, factors, TODAY, most)]


def test_the_usual_ones_for_who_has_counted_nothing(paths: Paths, factors: FactorSet) -> None:
    assert ids(paths, factors) == USUAL
    paths.ledger.unlink()
    assert ids(paths, factors) == USUAL
    paths.ledger.write_bytes(b"no ledger at all" * 100)
    assert ids(paths, factors) == USUAL


def test_often_counts_more_than_much(paths: Paths, pen: Pen, factors: FactorSet) -> None:
    pen.add(YESTERDAY, "claude.output_tokens", 1_000_000)
    for _ in range(2):
        pen.add(YESTERDAY, "grok.prompt", 1)
    pen.add(TODAY, "chatgpt.image", 1)
    assert ids(paths, factors) == ["grok.prompt", "chatgpt.image", "claude.output_tokens"]
    assert ids(paths, factors, 5) == ["grok.prompt", "chatgpt.image", "claude.output_tokens", *USUAL[:2]]


def test_only_the_last_30_days_and_only_what_was_typed(paths: Paths, pen: Pen, factors: FactorSet) -> None:
    pen.add("2026-02-09", "grok.prompt", 1)
    pen.start_recurring("lechat.prompt", 5, 127, "2026-03-01")
    entry = pen.add(TODAY, "deepseek.prompt", 1)
    pen.delete([CloudEntry(entry, TODAY, "deepseek.prompt", 1, Origin.TYPED)])
    assert ids(paths, factors) == USUAL
    pen.add("2026-02-10", "grok.prompt", 1)
    assert ids(paths, factors) == ["grok.prompt", *USUAL[:2]]


def test_ids_that_are_gone_are_left_out(factors: FactorSet) -> None:
    entries = [CloudEntry(1, TODAY, "mine.prompt", 1, Origin.TYPED)]
    assert [one.id for one in favourites_of(entries, factors)] == USUAL


def test_what_was_counted_on_a_day_however_it_came_there(pen: Pen, factors: FactorSet) -> None:
    pen.add(YESTERDAY, "claude.prompt", 7)
    pen.add(TODAY, "claude.prompt", 2)
    pen.add(TODAY, "claude.prompt", 1.5)
    pen.start_recurring("lechat.prompt", 5, 127, YESTERDAY)
    taken_back = pen.add(TODAY, "grok.prompt", 1)
    pen.delete([CloudEntry(taken_back, TODAY, "grok.prompt", 1, Origin.TYPED)])
    entries = [*pen.entries(YESTERDAY, TODAY), CloudEntry(9, TODAY, "mine.prompt", 4, Origin.IMPORTED)]
    found = counted_on(entries, factors, TODAY)
    assert found == {"claude.prompt": 3.5, "lechat.prompt": 5, "mine.prompt": 4}
