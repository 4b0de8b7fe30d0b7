"""What the details say about how a number came about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.gui.history.sessions.ledgers import CPU, FIRST_S, HOUR_S, Sitting, book
from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind
from wattprint.gui.charts.read_out import Swatch
from wattprint.gui.history.sessions.facts import Fact, FactWords
from wattprint.gui.history.sessions.reading import Asked, Detail, SessionsReader
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.ledger.annotations import Annotations
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.session_lines import SessionFilter
from wattprint.system.paths import Paths
from wattprint.system.recorder_lock import RecorderLock

Read = Callable[[], Detail]


@pytest.fixture
def first(paths: Paths) -> Read:
    """All about the newest session."""

    def read() -> Detail:
        reader = SessionsReader(paths)
        line = reader.listing(Asked(SessionFilter()), [0], 0).blocks[0][0]
        detail = reader.detail(line.session_id)
        reader.close()
        assert detail is not None
        return detail

    return read


def told(facts: list[Fact]) -> dict[str, str]:
    return {fact.caption: fact.text for fact in facts}


def say(paths: Paths, what: Callable[[Annotations], object]) -> None:
    with PersonLedger(paths.ledger) as ledger:
        what(ledger.annotations)


def test_a_measured_session(paths: Paths, first: Read, words: SessionWords) -> None:
    book(paths.ledger, [Sitting()])
    found = told(FactWords(words).facts(first()))
    assert found["Of which idle"] == "3.33 Wh: the device would have used it anyway"
    assert found["On GeForce Test"] == "20.0 Wh"
    assert found["At rest"] == "GeForce Test: 20.0 W"
    assert found["How measured"] == "By the device's own energy counter."
    assert "Of which modelled" not in found
    assert "What you changed" not in found


def test_what_was_read_as_power_is_integrated(paths: Paths, first: Read, words: SessionWords) -> None:
    book(paths.ledger, [Sitting(quality=Quality.POWER)])
    assert "Integrated" in told(FactWords(words).facts(first()))["How measured"]


def test_a_modelled_session_is_hatched_wherever_it_is_told(
    paths: Paths, first: Read, words: SessionWords
) -> None:
    book(paths.ledger, [Sitting(device=CPU, quality=Quality.MODELLED)])
    facts = {fact.caption: fact for fact in FactWords(words).facts(first())}
    assert facts["On Core Test"].text.startswith("≈ ")
    assert facts["On Core Test"].swatch is facts["How measured"].swatch is Swatch.HATCHED
    assert facts["At rest"].text == "Core Test: nothing to subtract from busy time"


def test_learning_is_said_everywhere_and_has_no_sign(paths: Paths, first: Read, words: SessionWords) -> None:
    book(paths.ledger, [Sitting(device=CPU)], baseline_w=None)
    detail = first()
    facts = {fact.caption: fact for fact in FactWords(words).facts(detail)}
    assert facts["On Core Test"] == Fact("On Core Test", "learning", Swatch.NONE)
    assert facts["Of which idle"].swatch is not Swatch.HATCHED
    assert facts["At rest"].text == "Core Test: learning"
    assert "at least this much" in facts["How measured"].text
    assert "Emissions" not in facts
    assert "not known yet" in FactWords(words).band(detail)


def test_what_the_person_changed(paths: Paths, first: Read, words: SessionWords) -> None:
    book(paths.ledger, [Sitting(after_s=number * HOUR_S) for number in range(3)])
    ids = [first().line.session_id - back for back in range(3)]
    say(paths, lambda annotations: annotations.assign(ids[0], "My studio", Kind.VIDEO))
    assert told(FactWords(words).facts(first()))["What you changed"] == (
        "Recorded as Ollama, chat; you changed that."
    )
    say(paths, lambda annotations: annotations.assign(ids[0], None, None))
    say(paths, lambda annotations: annotations.merge(ids))
    assert told(FactWords(words).facts(first()))["What you changed"] == "Merged from 3 sessions."


def test_a_part_says_how_it_was_cut(paths: Paths, first: Read, words: SessionWords) -> None:
    book(paths.ledger, [Sitting()])
    say(paths, lambda annotations: annotations.split(first().line.session_id, FIRST_S + 150.0))
    part = told(FactWords(words).facts(first()))["What you changed"]
    assert part == "A part of a session that you split: 75 % of its energy, by its power."


def test_an_open_session_may_go_on(paths: Paths, first: Read, words: SessionWords) -> None:
    book(paths.ledger, [Sitting(open=True)])
    with RecorderLock(paths.ledger):
        text = FactWords(words).when(first().line)
    assert text.startswith("Since Mar 10, 2026")
    assert "may go on" in text


def test_what_a_killed_recorder_left_open_has_ended_where_it_ended(
    paths: Paths, first: Read, words: SessionWords
) -> None:
    book(paths.ledger, [Sitting(open=True)])
    left = first().line
    assert not left.open
    assert FactWords(words).when(left).startswith("Mar 10, 2026")


def test_over_midnight_both_days_are_told(paths: Paths, first: Read, words: SessionWords) -> None:
    book(paths.ledger, [Sitting(after_s=13.9 * HOUR_S, seconds=1800.0)])
    text = FactWords(words).when(first().line)
    assert text.count("2026") == 2
