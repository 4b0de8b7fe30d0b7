"""A session that a killed recorder left open can be worked on, and the next recorder leaves that as it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.ledger.making import ALL, DAY_S, NEXT_DAY, book_active, session_of, write
from tests.unit.ledger.sittings import FIRST, GOES_ON, MINUTE_S, fill, recorded, rows_of
from wattprint.domain.bookings import Bookings, Session
from wattprint.ledger.annotation_state import Undo
from wattprint.ledger.annotations import Annotations
from wattprint.ledger.errors import ChangedSince, SessionOpen
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader

CUT_S = DAY_S + 1500 * MINUTE_S + 3

WORK: dict[str, Callable[[Annotations], Undo]] = {
    "delete": lambda say: say.delete([GOES_ON], DAY_S),
    "merge": lambda say: say.merge([FIRST, GOES_ON]),
    "split": lambda say: say.split(GOES_ON, CUT_S),
}
every_work = pytest.mark.parametrize("work", WORK.values(), ids=WORK)


class Recorder:
    """Whether one runs; it stops as if killed, and what it does when it starts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.runs = False

    def start(self) -> list[Session]:
        """What it goes on with."""
        self.runs = True
        ledger = MeasurementLedger(self.path)
        try:
            return ledger.open_sessions()
        finally:
            ledger.close()

    def book(self, session: Session, joules: float) -> None:
        booked = Bookings()
        book_active(booked, session, joules, day=NEXT_DAY)
        ledger = MeasurementLedger(self.path)
        try:
            write(ledger, booked)
        finally:
            ledger.close()


@pytest.fixture
def recorder(path: Path, ledger: MeasurementLedger) -> Recorder:
    fill(ledger)
    return Recorder(path)


@pytest.fixture
def say(recorder: Recorder) -> Iterator[Annotations]:
    with PersonLedger(recorder.path, lambda: recorder.runs) as person:
        yield person.annotations


def whole_j(path: Path) -> float:
    """What all that is listed used."""
    with LedgerReader(path) as reader:
        return sum(row.joules for record in reader.sessions(*ALL) for row in record.energy)


def still_open(path: Path) -> list[int]:
    return [row_id for (row_id,) in rows_of(path, "SELECT id FROM session WHERE open ORDER BY id")]  # type: ignore[misc]


@every_work
def test_while_a_recorder_runs_it_is_left_alone(
    say: Annotations, recorder: Recorder, work: Callable[[Annotations], Undo]
) -> None:
    recorder.start()
    with pytest.raises(SessionOpen):
        work(say)
    with PersonLedger(recorder.path) as nobody_knows, pytest.raises(SessionOpen):
        work(nobody_knows.annotations)


@every_work
def test_without_one_it_is_as_any_other_and_comes_back(
    say: Annotations, recorder: Recorder, work: Callable[[Annotations], Undo]
) -> None:
    before, used_j = recorded(recorder.path), whole_j(recorder.path)
    token = work(say)
    assert recorded(recorder.path) == before
    again = say.undo(token)
    assert whole_j(recorder.path) == used_j
    assert still_open(recorder.path) == [GOES_ON]
    say.undo(again)
    assert recorded(recorder.path) == before


@every_work
def test_the_next_recorder_begins_a_session_of_its_own(
    say: Annotations, recorder: Recorder, work: Callable[[Annotations], Undo]
) -> None:
    all_j = whole_j(recorder.path)
    (was_running,) = recorder.start()
    recorder.runs = False
    token = work(say)
    used_j = whole_j(recorder.path)
    assert recorder.start() == []
    assert still_open(recorder.path) == []
    session = session_of(was_running.workload, NEXT_DAY, DAY_S + 1510 * MINUTE_S)
    recorder.book(session, 250.0)
    assert session.ledger_id not in (None, GOES_ON)
    assert whole_j(recorder.path) == pytest.approx(used_j + 250)
    # What was said can still be taken back, and the recorder's later work is as it was.
    say.undo(token)
    assert whole_j(recorder.path) == pytest.approx(all_j + 250)


@every_work
def test_what_was_taken_back_is_gone_on_with_and_not_done_again(
    say: Annotations, recorder: Recorder, work: Callable[[Annotations], Undo]
) -> None:
    all_j = whole_j(recorder.path)
    again = say.undo(work(say))
    (running,) = recorder.start()
    assert running.ledger_id == GOES_ON
    with pytest.raises(SessionOpen):
        say.undo(again)
    recorder.book(running, 250.0)
    recorder.runs = False
    with pytest.raises(ChangedSince):
        say.undo(again)
    assert whole_j(recorder.path) == pytest.approx(all_j + 250)


def test_taking_apart_puts_back_what_the_next_recorder_may_go_on_with(
    say: Annotations, recorder: Recorder
) -> None:
    made = say.merge([FIRST, GOES_ON]).listed[0]
    again = say.take_apart(made)
    (running,) = recorder.start()
    recorder.book(running, 250.0)
    with pytest.raises(ChangedSince):
        say.undo(again)


def test_of_one_workload_the_newest_goes_on(ledger: MeasurementLedger, path: Path) -> None:
    """A copy that was put in the ledger's place has its own open session of what runs now."""
    booked = Bookings()
    older, newer = session_of(), session_of(start_s=DAY_S + 100)
    for session in (newer, older):
        book_active(booked, session, 10.0)
    write(ledger, booked)
    (running,) = ledger.open_sessions()
    assert running.start_wall_s == DAY_S + 100
    assert still_open(path) == [newer.ledger_id]


@every_work
def test_a_recorder_that_starts_at_this_very_moment_waits(
    recorder: Recorder, work: Callable[[Annotations], Undo]
) -> None:
    """It has its lock just after the person's side looked for it, and before anything is written."""
    opened, looked = threading.Event(), threading.Event()
    adopted: list[list[Session]] = []

    def start() -> None:
        ledger = MeasurementLedger(recorder.path)
        opened.set()
        looked.wait()
        adopted.append(ledger.open_sessions())
        ledger.close()

    starting = threading.Thread(target=start)
    starting.start()
    opened.wait()

    def runs() -> bool:
        looked.set()
        starting.join(0.2)  # time to get it wrong
        return False

    with PersonLedger(recorder.path, runs) as person:
        work(person.annotations)
    starting.join()
    assert adopted == [[]]
