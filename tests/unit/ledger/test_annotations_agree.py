"""Whatever is said about sessions, in any order: every reading agrees, and all of it can be taken back."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.ledger.making import ALL, DAY_S
from tests.unit.ledger.sittings import fill, joules_of_days, recorded, rows_of, said
from wattprint.domain.session_energy import session_energy
from wattprint.domain.workload import Kind
from wattprint.ledger.errors import AnnotationRefused
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import NEVER_KEPT_S, purge
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.session_list import SessionFilter, SessionOrder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wattprint.ledger.annotation_state import Undo
    from wattprint.ledger.annotations import Annotations
    from wattprint.ledger.session_list import SessionList

LATER_S = DAY_S + 3 * 86400

_pick = st.integers(0, 50)

#: An operation and which of the listed sessions (by place) it is for.
_steps = st.lists(
    st.one_of(
        st.tuples(st.just("rename"), _pick, st.sampled_from(["", "Fox", "É"])),
        st.tuples(st.just("note"), _pick, st.sampled_from([None, 1.0, 7.5])),
        st.tuples(st.just("assign"), _pick, st.sampled_from([None, "ComfyUI", "ollama", "Own"])),
        st.tuples(st.just("merge"), _pick, _pick),
        st.tuples(st.just("split"), _pick, st.floats(0.05, 0.95)),
        st.tuples(st.just("not_ai"), _pick, st.booleans()),
        st.tuples(st.just("delete"), _pick, st.none()),
        st.tuples(st.just("take_apart"), _pick, st.none()),
        st.tuples(st.just("keep_sums"), st.just(0), st.none()),
    ),
    min_size=1,
    max_size=9,
)


def _do(person: PersonLedger, sessions: SessionList, step: tuple[str, int, object]) -> Undo | None:
    what, place, value = step
    say = person.annotations
    found = sessions.page(SessionFilter(), SessionOrder.START, False, 0, 100)
    if what == "keep_sums" or not found:
        person.keep_missing_sums()
        return None
    one = found[place % len(found)]
    operations: dict[str, Callable[[Annotations], Undo]] = {
        "rename": lambda say: say.rename(one.session_id, str(value)),
        "note": lambda say: say.note(one.session_id, value, "images"),  # type: ignore[arg-type]
        "assign": lambda say: say.assign(one.session_id, value, Kind.IMAGE if place % 2 else None),  # type: ignore[arg-type]
        "merge": lambda say: say.merge([one.session_id, found[value % len(found)].session_id]),  # type: ignore[operator]
        "split": lambda say: say.split(one.session_id, one.start_s + value * (one.end_s - one.start_s)),  # type: ignore[operator]
        "not_ai": lambda say: say.not_ai([one.session_id], bool(value)),
        "delete": lambda say: say.delete([one.session_id], LATER_S),
        "take_apart": lambda say: say.take_apart(one.session_id),
    }
    try:
        return operations[what](say)
    except AnnotationRefused:
        return None


def _check(path: Path, sessions: SessionList) -> None:
    with LedgerReader(path) as reader:
        days, records = reader.days(*ALL), reader.sessions(*ALL)
        in_days = joules_of_days(reader)
        counted = reader.session_count(*ALL)
    listed = sessions.page(SessionFilter(), SessionOrder.START, False, 0, 100)
    assert [line.session_id for line in listed] == [record.session_id for record in records]
    assert len(listed) == counted == sessions.count(SessionFilter())
    assert counted == sum(record.session_count for record in days.values())
    by_app: dict[str, float] = {}
    for line, record in zip(listed, records, strict=True):
        used = session_energy(record.energy)
        assert (line.energy_wh, line.idle_wh) == (pytest.approx(used.energy_wh), pytest.approx(used.idle_wh))
        assert (line.quality, line.at_least) == (used.quality, used.at_least)
        assert (line.app, line.kind, line.model) == (record.app, record.kind, record.model)
        assert (line.title, line.outputs, line.active_s) == (record.title, record.outputs, record.active_s)
        by_app[line.app] = by_app.get(line.app, 0.0) + sum(row.joules for row in record.energy)
    pending = {app for app in by_app if app.startswith("program:")}
    assert not pending
    active = {app: joules for (state, app), joules in in_days.items() if state == "active"}
    active.pop("program:python3/mystery.py")
    assert {app: joules for app, joules in active.items() if joules} == pytest.approx(by_app)
    for order in SessionOrder:
        ids = [line.session_id for line in sessions.page(SessionFilter(), order, True, 0, 100)]
        assert sorted(ids) == sorted(line.session_id for line in listed)


def _begin(empty_ledger: Path, folder: Path) -> Path:
    path = folder / "ledger.sqlite3"
    for old in folder.glob("ledger.sqlite3*"):
        old.unlink()
    shutil.copy2(empty_ledger, path)
    ledger = MeasurementLedger(path)
    fill(ledger)
    ledger.close()
    return path


@given(steps=_steps)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_purging_what_was_deleted_changes_no_reading(
    steps: list[tuple[str, int, object]], empty_ledger: Path, tmp_path: Path
) -> None:
    path = _begin(empty_ledger, tmp_path)
    with LedgerReader(path) as reader, PersonLedger(path) as person:
        sessions = reader.session_list()
        for step in [*steps, ("delete", 1, None)]:
            _do(person, sessions, step)
        before = sessions.page(SessionFilter(), SessionOrder.START, False, 0, 100)
        joules = joules_of_days(reader)
        purge(person._connection, path, LATER_S + NEVER_KEPT_S + 1, 1e9)
        after = sessions.page(SessionFilter(), SessionOrder.START, False, 0, 100)
        assert [(one.session_id, one.app, one.title) for one in after] == [
            (one.session_id, one.app, one.title) for one in before
        ]
        assert [one.energy_wh for one in after] == pytest.approx([one.energy_wh for one in before])
        left = {key: value for key, value in joules_of_days(reader).items() if value}
        assert left == pytest.approx({key: value for key, value in joules.items() if value})
        _check(path, sessions)
    assert rows_of(path, "SELECT 1 FROM annotation WHERE deleted_s IS NOT NULL") == []
    assert rows_of(path, "PRAGMA foreign_key_check") == []


@given(steps=_steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_readings_agree_and_everything_can_be_taken_back(
    steps: list[tuple[str, int, object]], empty_ledger: Path, tmp_path: Path
) -> None:
    path = _begin(empty_ledger, tmp_path)
    raw = recorded(path)
    with LedgerReader(path) as reader, PersonLedger(path) as person:
        sessions = reader.session_list()
        states, tokens = [said(path)], []
        for step in steps:
            token = _do(person, sessions, step)
            _check(path, sessions)
            if token is not None:
                tokens.append(token)
                states.append(said(path))
        assert recorded(path) == raw
        redo = []
        for token, before in zip(reversed(tokens), reversed(states[:-1]), strict=True):
            redo.append(person.annotations.undo(token))
            assert said(path) == before
        assert said(path) == []
        _check(path, sessions)
        for token, after in zip(reversed(redo), states[1:], strict=True):
            person.annotations.undo(token)
            assert said(path) == after
        _check(path, sessions)
    assert recorded(path) == raw
