"""Deleted sessions go for good after 30 days, deleted days take what was said along, copies keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import ALL, DAY, DAY_S, NEXT_DAY
from tests.unit.ledger.sittings import (
    FIRST,
    MIDNIGHT,
    MINUTE_S,
    MODEL_CHANGED,
    MODELLED,
    PENDING,
    PICTURE,
    joules_of_days,
    rows_of,
    said,
)
from wattprint.domain.workload import Kind
from wattprint.ledger.copies import back_up_to, restore_from
from wattprint.ledger.errors import ChangedSince
from wattprint.ledger.forgetting import forget_days, forget_everything, holdings
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import NEVER_KEPT_S, Verdict, answer, purge
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.session_list import SessionFilter, SessionOrder

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.annotations import Annotations
    from wattprint.ledger.measurements import MeasurementLedger

YEAR_S = 366 * 86400.0
DUE_S = DAY_S + NEVER_KEPT_S + 1


def joules(path: Path) -> dict[tuple[str, str | None], float]:
    with LedgerReader(path) as reader:
        return {key: value for key, value in joules_of_days(reader).items() if value}


def listed(path: Path) -> dict[int, float | None]:
    """Wh by id."""
    with LedgerReader(path) as reader:
        found = reader.session_list().page(SessionFilter(), SessionOrder.START, True, 0, 100)
    return {line.session_id: line.energy_wh for line in found}


def sound(path: Path) -> bool:
    return (rows_of(path, "PRAGMA foreign_key_check"), rows_of(path, "PRAGMA integrity_check")) == (
        [],
        [("ok",)],
    )


# -- deleted sessions -----------------------------------------------------


def test_after_thirty_days_a_deleted_session_is_gone_with_all_it_had(
    say: Annotations, ledger: MeasurementLedger, path: Path
) -> None:
    token = say.delete([MIDNIGHT, PICTURE], DAY_S)
    before, energy = joules(path), rows_of(path, "SELECT count(*) FROM energy")[0][0]
    purge(ledger.connection, path, DUE_S - 1, YEAR_S)  # to the second: not yet
    assert rows_of(path, "SELECT count(*) FROM energy") == [(energy,)]
    purge(ledger.connection, path, DUE_S, YEAR_S)
    assert joules(path) == before
    gone = f"SELECT id FROM session WHERE id IN ({MIDNIGHT}, {PICTURE})"
    assert rows_of(path, gone) == said(path) == []
    assert energy - rows_of(path, "SELECT count(*) FROM energy")[0][0] == 3  # type: ignore[operator]
    with pytest.raises(ChangedSince):
        say.undo(token)


def test_one_part_goes_and_the_other_keeps_its_share(
    say: Annotations, ledger: MeasurementLedger, path: Path
) -> None:
    start_s = DAY_S + 830 * MINUTE_S
    first, second = say.split(MIDNIGHT, start_s + 10).listed
    say.assign(second, "ComfyUI", Kind.IMAGE)
    say.rename(second, "Kept")
    say.delete([first], DAY_S)
    before, lines = joules(path), listed(path)
    purge(ledger.connection, path, DUE_S, YEAR_S)
    assert joules(path) == pytest.approx(before)
    assert listed(path) == pytest.approx(lines)
    assert rows_of(path, f"SELECT id FROM session WHERE id IN ({MIDNIGHT}, {first})") == []
    assert rows_of(path, "SELECT title FROM annotation") == [("Kept",)]
    assert sound(path)
    say.delete([second], DAY_S)
    purge(ledger.connection, path, DUE_S, YEAR_S)
    assert ("active", "comfyui") in joules(path)  # the picture's
    assert rows_of(path, f"SELECT count(*) FROM energy WHERE session_id = {second}") == [(0,)]


def test_a_merged_session_goes_with_those_it_stands_for(
    say: Annotations, ledger: MeasurementLedger, path: Path
) -> None:
    (two,) = say.merge([FIRST, MODELLED]).listed
    (three,) = say.merge([two, MODEL_CHANGED]).listed
    say.delete([three], DAY_S)
    before, lines = joules(path), listed(path)
    purge(ledger.connection, path, DUE_S, YEAR_S)
    assert (joules(path), listed(path)) == (before, lines)
    ids = (FIRST, MODELLED, MODEL_CHANGED, two, three)
    assert rows_of(path, f"SELECT id FROM session WHERE id IN {ids}") == []
    assert sound(path)


def test_a_never_counted_programs_session_given_to_an_app_stays(
    person: PersonLedger, ledger: MeasurementLedger, path: Path
) -> None:
    key = "program:python3/mystery.py"
    person.answer(key, Verdict.COUNT, DAY_S)
    person.annotations.assign(PENDING, "ComfyUI", None)
    answer(ledger.connection, path, key, Verdict.NEVER, DAY_S)
    before, lines = joules(path), listed(path)
    assert PENDING in lines
    purge(ledger.connection, path, DUE_S, YEAR_S)
    assert (joules(path), listed(path)) == (before, lines)


# -- deleted days ---------------------------------------------------------


def test_days_take_what_was_said_about_them(say: Annotations, path: Path) -> None:
    say.rename(PICTURE, "secret-title")
    say.assign(FIRST, "secret-app", None)
    (made,) = say.merge([MODELLED, MIDNIGHT]).listed
    say.rename(made, "secret-together")
    say.delete([MODEL_CHANGED], DAY_S)
    say.not_ai([PICTURE])
    assert holdings(path, DAY, DAY).sessions == 4  # two that are one now, one that is no AI, one that waits
    forget_days(path, DAY, DAY)
    assert joules(path) == {
        ("active", "ollama"): 500 + 700,  # what the one over midnight used on the day that stays
        ("standby", "ollama"): 70,
        ("idle", None): 500,
    }
    assert said(path) == []
    assert sound(path)
    everything = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"secret" not in everything
    assert holdings(path, DAY, DAY).sessions == 0


@pytest.mark.parametrize("verdict", ["assigned", "not-ai", "deleted"])
def test_what_a_cut_session_used_on_other_days_stays_whose_it_was(
    say: Annotations, path: Path, verdict: str
) -> None:
    if verdict == "assigned":
        say.assign(MIDNIGHT, "ComfyUI", None)
    elif verdict == "not-ai":
        say.not_ai([MIDNIGHT])
    else:
        say.delete([MIDNIGHT], DAY_S)
    with LedgerReader(path) as reader:
        before = reader.days(NEXT_DAY, NEXT_DAY)[NEXT_DAY]
    forget_days(path, DAY, DAY)
    with LedgerReader(path) as reader:
        after = reader.days(NEXT_DAY, NEXT_DAY)[NEXT_DAY]

    def sums(parts: list[object]) -> list[tuple[object, ...]]:
        return sorted((p.row.state, p.app or "", p.row.joules) for p in parts)  # type: ignore[attr-defined]

    assert sums(list(after.energy)) == sums(list(before.energy))


def test_everything_is_everything(say: Annotations, path: Path) -> None:
    say.rename(PICTURE, "secret-title")
    say.merge([FIRST, MODELLED])
    say.split(MIDNIGHT, DAY_S + 830 * MINUTE_S + 5)
    forget_everything(path)
    for table in ("annotation", "made", "piece", "session_sum", "session"):
        assert rows_of(path, f"SELECT count(*) FROM {table}") == [(0,)]


# -- copies ---------------------------------------------------------------


def test_copies_keep_what_was_said(person: PersonLedger, path: Path, tmp_path: Path) -> None:
    say = person.annotations
    say.rename(PICTURE, "A fox")
    say.merge([FIRST, MODELLED])
    say.split(MIDNIGHT, DAY_S + 830 * MINUTE_S + 5)
    while person.keep_missing_sums():
        pass
    before, lines, numbers = said(path), listed(path), joules(path)
    copy = tmp_path / "copy.sqlite3"
    back_up_to(path, copy)
    forget_days(path, *ALL)
    assert said(path) == []
    restore_from(path, copy)
    assert (said(path), listed(path), joules(path)) == (before, lines, numbers)
