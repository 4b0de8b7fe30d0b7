"""Pages of sessions: right in every order with every filter, kept sums or none, and by index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import (
    CPU,
    DAY,
    DAY_S,
    GPU,
    NEXT_DAY,
    book_active,
    session_of,
    write,
)
from tests.unit.ledger.sittings import (
    FIRST,
    GOES_ON,
    MIDNIGHT,
    MODEL_CHANGED,
    MODELLED,
    PENDING,
    PICTURE,
    rows_of,
)
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger import session_sums
from wattprint.ledger.connection import open_reader
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import Verdict
from wattprint.ledger.session_list import SessionFilter, SessionList, SessionOrder
from wattprint.ledger.session_query import SessionQuery
from wattprint.ledger.session_sums import columns_of, computed_sums

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wattprint.domain.session_energy import SessionEnergy
    from wattprint.ledger.measurements import MeasurementLedger

EVERYTHING = SessionFilter()

#: By start, as they are in the list.
OLDEST_FIRST = [FIRST, MODELLED, MODEL_CHANGED, PICTURE, MIDNIGHT, GOES_ON]


@pytest.fixture
def sessions(person: PersonLedger, path: Path) -> Iterator[SessionList]:
    with closing(open_reader(path)) as connection:
        yield SessionList(connection, path)


def ids(
    sessions: SessionList,
    asked: SessionFilter = EVERYTHING,
    order: SessionOrder = SessionOrder.START,
    *,
    descending: bool = False,
    offset: int = 0,
    limit: int = 100,
) -> list[int]:
    page = sessions.page(asked, order, descending, offset, limit)
    return [line.session_id for line in page]


# -- orders and pages -----------------------------------------------------


def test_pages_follow_each_other(sessions: SessionList) -> None:
    assert ids(sessions) == OLDEST_FIRST
    assert ids(sessions, descending=True) == OLDEST_FIRST[::-1]
    for order in SessionOrder:
        whole = ids(sessions, order=order, descending=True)
        pages = [ids(sessions, order=order, descending=True, offset=at, limit=2) for at in (0, 2, 4, 6)]
        assert [one for page in pages for one in page] == whole
        assert pages[-1] == []
    assert sessions.count(EVERYTHING) == 6


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize(
    ("order", "ascending"),
    [
        # 400, 700, 990, 2500, 2500 + 152 above the processor's baseline, 9000 J.
        (SessionOrder.ENERGY, [MODEL_CHANGED, GOES_ON, MODELLED, MIDNIGHT, FIRST, PICTURE]),
        # 3, 4, 7, 20, 20 and 30 s of the card's baseline.
        (SessionOrder.IDLE, [MODELLED, MODEL_CHANGED, GOES_ON, MIDNIGHT, FIRST, PICTURE]),
        (SessionOrder.ACTIVE, [MODEL_CHANGED, MODELLED, GOES_ON, MIDNIGHT, FIRST, PICTURE]),
        (SessionOrder.PEAK, [GOES_ON, MODEL_CHANGED, MIDNIGHT, PICTURE, MODELLED, FIRST]),
        # Equals: the newest first, whichever way round.
        (SessionOrder.QUALITY, [GOES_ON, MIDNIGHT, PICTURE, MODEL_CHANGED, FIRST, MODELLED]),
        (SessionOrder.APP, [PICTURE, GOES_ON, MIDNIGHT, MODEL_CHANGED, MODELLED, FIRST]),
        (SessionOrder.KIND, [GOES_ON, MIDNIGHT, MODEL_CHANGED, MODELLED, FIRST, PICTURE]),
        (SessionOrder.MODEL, [PICTURE, MODEL_CHANGED, GOES_ON, MIDNIGHT, MODELLED, FIRST]),
        # None made anything that was noted: all unknown.
        (SessionOrder.OUTPUTS, OLDEST_FIRST[::-1]),
    ],
)
def test_every_order(
    person: PersonLedger, sessions: SessionList, order: SessionOrder, ascending: list[int], *, kept: bool
) -> None:
    while kept and person.keep_missing_sums():
        pass
    assert ids(sessions, order=order) == ascending


def test_unknown_comes_last_either_way_round(person: PersonLedger, sessions: SessionList) -> None:
    person.annotations.note(FIRST, 30, "letters")  # the smaller Wh for each
    person.annotations.note(PICTURE, 2, "images")
    rest = [one for one in OLDEST_FIRST[::-1] if one not in (FIRST, PICTURE)]
    assert ids(sessions, order=SessionOrder.OUTPUTS) == [PICTURE, FIRST, *rest]
    assert ids(sessions, order=SessionOrder.OUTPUTS, descending=True) == [FIRST, PICTURE, *rest]
    assert ids(sessions, order=SessionOrder.PER_OUTPUT) == [FIRST, PICTURE, *rest]
    assert ids(sessions, order=SessionOrder.PER_OUTPUT, descending=True) == [PICTURE, FIRST, *rest]


def test_a_list_notices_what_others_write(
    person: PersonLedger, sessions: SessionList, ledger: MeasurementLedger
) -> None:
    assert ids(sessions, order=SessionOrder.ENERGY, descending=True)[0] == PICTURE
    (running,) = ledger.open_sessions()
    more = Bookings()
    book_active(more, running, 90000.0, 7.0, day=NEXT_DAY)
    write(ledger, more)
    assert ids(sessions, order=SessionOrder.ENERGY, descending=True)[0] == GOES_ON
    person.annotations.delete([PICTURE], DAY_S)
    assert PICTURE not in ids(sessions, order=SessionOrder.ENERGY)


# -- filters --------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (SessionFilter(text="COMFY"), [PICTURE]),
        (SessionFilter(text="  flux "), [PICTURE]),
        (SessionFilter(text="etude"), [MODELLED]),
        (SessionFilter(text="Étude"), [MODELLED]),
        (SessionFilter(text="d'été"), [MIDNIGHT]),
        (SessionFilter(text="d’ete"), [MIDNIGHT]),
        (SessionFilter(text="llama-3"), [MODEL_CHANGED]),
        (SessionFilter(text="%"), []),
        (SessionFilter(text="mystery"), []),
        (SessionFilter(text="own thing"), [FIRST]),
        (SessionFilter(kinds=frozenset({Kind.IMAGE})), [FIRST, PICTURE]),
        (SessionFilter(kinds=frozenset({Kind.CHAT}), text="own"), []),
        (SessionFilter(app="comfyui"), [PICTURE]),
        (SessionFilter(app="own:own thing"), [FIRST]),
        (SessionFilter(app="nobody"), []),
        (SessionFilter(last_day=DAY), OLDEST_FIRST[:-1]),
        (SessionFilter(first_day=NEXT_DAY), [GOES_ON]),
        (SessionFilter(first_day=DAY, last_day=DAY, app="ollama", text="qwen"), [MODELLED, MIDNIGHT]),
    ],
)
def test_filters(person: PersonLedger, sessions: SessionList, asked: SessionFilter, found: list[int]) -> None:
    person.annotations.assign(FIRST, "Own Thing", Kind.IMAGE)
    person.annotations.rename(MODELLED, "E\u0301TUDE n\u00b0 1")
    person.annotations.rename(MIDNIGHT, "Soir d’été")
    assert ids(sessions, asked) == found
    assert sessions.count(asked) == len(found)
    assert sorted(ids(sessions, asked, SessionOrder.ENERGY)) == sorted(found)


def test_what_waits_for_its_answer_is_in_no_list(person: PersonLedger, sessions: SessionList) -> None:
    assert PENDING not in ids(sessions)
    assert [key for key, _ in sessions.apps()] == ["comfyui", "ollama"]
    person.answer("program:python3/mystery.py", Verdict.COUNT, DAY_S)
    assert PENDING in ids(sessions)
    assert ids(sessions, SessionFilter(text="MYSTERY")) == [PENDING]
    assert len(sessions.apps()) == 3


def test_lines_of_ids_that_may_be_gone(sessions: SessionList) -> None:
    assert [line.session_id for line in sessions.lines([PICTURE, 99, FIRST])] == [PICTURE, FIRST]
    assert sessions.details(99) is None


def test_an_empty_ledger(path: Path) -> None:
    with closing(open_reader(path)) as connection:
        sessions = SessionList(connection, path)
        assert sessions.count(EVERYTHING) == 0
        assert sessions.apps() == []
        for order in SessionOrder:
            assert ids(sessions, SessionFilter(text="x"), order) == []


# -- kept sums ------------------------------------------------------------


def _fresh(path: Path, kept: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    with closing(open_reader(path)) as connection:
        sums = computed_sums(connection, [row[0] for row in kept])  # type: ignore[misc]
        return [columns_of(session_id, used) for session_id, used in sums.items()]


def _kept(path: Path) -> list[tuple[object, ...]]:
    return rows_of(path, "SELECT * FROM session_sum ORDER BY session_id")


def test_a_kept_sum_is_the_computed_one_and_goes_when_its_rows_change(
    person: PersonLedger, ledger: MeasurementLedger, path: Path
) -> None:
    (made,) = person.annotations.merge([FIRST, MODELLED]).listed
    assert not person.keep_missing_sums()
    kept = _kept(path)
    assert [row[0] for row in kept] == [FIRST, MIDNIGHT, MODELLED, MODEL_CHANGED, PICTURE, PENDING, made]
    assert kept == _fresh(path, kept)
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE energy SET joules = joules + 1 WHERE session_id = ?", (FIRST,))
        other.commit()
    assert [row[0] for row in _kept(path)] == [MIDNIGHT, MODELLED, MODEL_CHANGED, PICTURE, PENDING]
    assert not person.keep_missing_sums()
    assert _kept(path) == _fresh(path, kept)


def test_what_is_written_while_sums_are_computed_is_in_them(
    person: PersonLedger, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(connection: sqlite3.Connection, ids: list[int]) -> dict[int, SessionEnergy]:
        monkeypatch.undo()
        sums = computed_sums(connection, ids)
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE energy SET joules = joules + 1000 WHERE session_id = ?", (PICTURE,))
            other.commit()
        return sums

    monkeypatch.setattr(session_sums, "computed_sums", slow)
    person.keep_missing_sums()
    (picture,) = (row for row in _kept(path) if row[0] == PICTURE)
    assert picture[1] == pytest.approx(10000 / 3600)


@pytest.mark.parametrize("device", [GPU, CPU])
def test_a_new_baseline_drops_the_sums_of_its_days(
    person: PersonLedger, ledger: MeasurementLedger, path: Path, device: object
) -> None:
    person.annotations.merge([FIRST, MODELLED])
    person.keep_missing_sums()
    before = _kept(path)
    booked = Bookings()
    booked.baselines = {device.key: Baseline(20.0, False)}  # type: ignore[attr-defined]
    write(ledger, booked, now_s=DAY_S + 86400, day=NEXT_DAY)
    left = _kept(path)
    assert left == _fresh(path, left)  # those that went are right by not being there
    assert len(left) < len(before)
    person.keep_missing_sums()
    assert _kept(path) == _fresh(path, before)


def test_the_first_baseline_of_a_device_holds_for_all_days_before(
    ledger: MeasurementLedger, path: Path
) -> None:
    one = session_of()
    booked = Bookings()
    book_active(booked, one, 100.0, 10.0, device=CPU)
    one.open = False
    write(ledger, booked)
    with PersonLedger(path) as person:
        person.keep_missing_sums()
        assert _kept(path)[0][1] is None  # still learning
        learned = Bookings()
        learned.baselines = {CPU.key: Baseline(4.0, False)}
        write(ledger, learned, now_s=DAY_S + 30 * 86400, day="2026-04-09")
        assert _kept(path) == []
        person.keep_missing_sums()
    assert _kept(path)[0][1] == pytest.approx(60 / 3600)


# -- by index -------------------------------------------------------------


def _plan(sessions: SessionList, statement: str, values: dict[str, object]) -> str:
    rows = sessions._connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize(
    ("asked", "how"),
    [
        (EVERYTHING, "SCAN session USING COVERING INDEX session_by_day"),
        (
            SessionFilter(first_day=DAY, last_day=NEXT_DAY),
            "SEARCH session USING COVERING INDEX session_by_day (start_day>? AND start_day<?)",
        ),
        (
            SessionFilter(first_day=DAY, text="qwen", app="ollama"),
            "SEARCH session USING COVERING INDEX session_by_day (start_day>? AND start_day<?)",
        ),
    ],
)
def test_pages_and_counts_read_one_index_and_sort_nothing(
    sessions: SessionList, asked: SessionFilter, how: str
) -> None:
    seen: list[str] = []
    sessions._connection.set_trace_callback(seen.append)
    query = SessionQuery(sessions._connection, asked)
    query.count()
    query.newest(100, 0, descending=True)
    sessions._connection.set_trace_callback(None)
    statements = [one for one in seen if "FROM session WHERE" in one]
    assert len(statements) == 2
    for statement in statements:
        plan = _plan(sessions, statement, {})
        assert how in plan
        assert "SCAN energy" not in plan
        assert "ORDER BY" not in plan


def test_the_lines_of_a_page_are_looked_up_by_id(sessions: SessionList) -> None:
    seen: list[str] = []
    sessions._connection.set_trace_callback(seen.append)
    sessions.lines([FIRST, PICTURE])
    sessions._connection.set_trace_callback(None)
    for statement in seen:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            plan = _plan(sessions, statement, {})
            assert "SCAN session" not in plan
            assert "SCAN energy" not in plan


def test_a_workload_of_the_persons_own_is_sorted_by_its_name(
    person: PersonLedger, sessions: SessionList, ledger: MeasurementLedger
) -> None:
    names = ["äpfel", "Zebra", "Apfelmus", "مساعد", "apfel" * 60]
    for number, name in enumerate(names):
        one = session_of(Workload(f"app-{number}", name, None, Kind.OTHER), start_s=DAY_S + 5000 + number)
        one.open = False
        booked = Bookings()
        book_active(booked, one, 1.0)
        write(ledger, booked)
    found = [line.app_name for line in sessions.page(EVERYTHING, SessionOrder.APP, False, 0, 100)]
    own = [name for name in found if name not in ("ComfyUI", "Ollama")]
    assert own == ["äpfel", names[4], "Apfelmus", "Zebra", "مساعد"]
