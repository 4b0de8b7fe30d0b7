"""What the person says about sessions holds everywhere, and the recorder's rows stay as they are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import ALL, DAY, DAY_S, NEXT_DAY, book_active, session_of, write
from tests.unit.ledger.sittings import (
    FIRST,
    GOES_ON,
    MIDNIGHT,
    MINUTE_S,
    MODEL_CHANGED,
    MODELLED,
    PICTURE,
    joules_of_days,
    recorded,
    said,
)
from wattprint.domain.bookings import Bookings
from wattprint.domain.cloud import BadCount
from wattprint.domain.workload import Kind
from wattprint.ledger.errors import (
    AnnotationRefused,
    ChangedSince,
    LedgerBusy,
    MergeDiffers,
    MergeNeedsTwo,
    NotMade,
    PartsInUse,
    SessionGone,
    SessionOpen,
    SplitMerged,
    SplitOutside,
)
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.session_list import SessionFilter, SessionLine, SessionOrder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wattprint.ledger.annotation_state import Undo
    from wattprint.ledger.annotations import Annotations
    from wattprint.ledger.measurements import MeasurementLedger
    from wattprint.ledger.session_lines import SessionDetails


def lines(path: Path, asked: SessionFilter | None = None) -> dict[int, SessionLine]:
    with LedgerReader(path) as reader:
        found = reader.session_list().page(asked or SessionFilter(), SessionOrder.START, True, 0, 100)
    return {line.session_id: line for line in found}


def details(path: Path, session_id: int) -> SessionDetails:
    with LedgerReader(path) as reader:
        found = reader.session_list().details(session_id)
    assert found is not None
    return found


def joules(path: Path) -> dict[tuple[str, str | None], float]:
    with LedgerReader(path) as reader:
        return joules_of_days(reader)


# -- words ----------------------------------------------------------------


def test_a_title_and_what_was_made_stand_in_every_reading(say: Annotations, path: Path) -> None:
    say.rename(PICTURE, "  A fox\nin the snow ")
    say.note(PICTURE, 12, " images ")
    line = lines(path)[PICTURE]
    assert (line.title, line.outputs, line.output_unit, line.annotated) == (
        "A fox in the snow",
        12.0,
        "images",
        True,
    )
    assert line.wh_per_output == pytest.approx(9000 / 3600 / 12)
    with LedgerReader(path) as reader:
        (record,) = (one for one in reader.sessions(*ALL) if one.session_id == PICTURE)
    assert (record.title, record.outputs, record.output_unit) == ("A fox in the snow", 12.0, "images")
    say.note(PICTURE, None, None)
    say.rename(PICTURE, "")
    assert said(path) == []


@pytest.mark.parametrize("count", [0, -1, float("nan"), float("inf"), 1e300])
def test_a_count_that_cannot_be_meant_is_refused(say: Annotations, path: Path, count: float) -> None:
    with pytest.raises(BadCount):
        say.note(FIRST, count, "images")
    assert said(path) == []


def test_hostile_words_are_kept_as_words(say: Annotations, path: Path) -> None:
    title = "'); DROP TABLE session; --\ud800\x1b[31m" + "x" * 600
    say.rename(FIRST, title)
    kept = lines(path)[FIRST].title
    assert kept.startswith("'); DROP TABLE session; --\ufffd\ufffd[31mx")
    assert len(kept) == 200


# -- what it was ----------------------------------------------------------


def test_another_app_gets_the_energy_and_the_recorded_one_is_remembered(say: Annotations, path: Path) -> None:
    before = joules(path)
    say.assign(FIRST, "comfyui", Kind.IMAGE)
    line, after = lines(path)[FIRST], joules(path)
    assert (line.app, line.app_name, line.kind, line.model) == (
        "comfyui",
        "ComfyUI",
        Kind.IMAGE,
        "qwen2.5-0.5b",
    )
    assert after["active", "comfyui"] - before["active", "comfyui"] == pytest.approx(2700)
    assert before["active", "ollama"] - after["active", "ollama"] == pytest.approx(2700)
    # What the app drew while it only stood by was not this session's.
    assert after["standby", "ollama"] == before["standby", "ollama"]
    told = details(path, FIRST)
    assert (told.recorded_app, told.recorded_kind) == ("ollama", Kind.CHAT)
    say.assign(FIRST, None, None)
    assert joules(path) == before
    assert said(path) == []


def test_a_new_name_is_an_app_of_the_persons_whatever_its_case(say: Annotations, path: Path) -> None:
    say.assign(FIRST, "Éclair", None)
    say.assign(MODELLED, "  eclair ", None)
    found = lines(path)
    assert found[FIRST].app == found[MODELLED].app == "own:eclair"
    assert found[FIRST].app_name == "Éclair"
    assert found[FIRST].kind is Kind.CHAT
    with LedgerReader(path) as reader:
        assert ("own:eclair", "Éclair") in reader.session_list().apps()


def test_either_apostrophe_names_the_same_app(say: Annotations, path: Path) -> None:
    say.assign(FIRST, "Atelier d’images", None)
    say.assign(MODELLED, "atelier d'images", None)
    found = lines(path)
    assert found[FIRST].app == found[MODELLED].app
    assert found[MODELLED].app_name == "Atelier d’images"


def test_several_are_changed_at_one_stroke_or_not_at_all(say: Annotations, path: Path) -> None:
    with pytest.raises(SessionGone):
        say.assign_all([FIRST, MODELLED, 99], "ComfyUI", None)
    assert said(path) == []
    token = say.assign_all([FIRST, MODELLED], "ComfyUI", None)
    assert {lines(path)[one].app for one in token.listed} == {"comfyui"}
    say.undo(token)
    assert said(path) == []


def test_a_name_of_an_unknown_program_does_not_hide_the_session(say: Annotations, path: Path) -> None:
    say.assign(FIRST, "mystery.py", None)
    assert lines(path)[FIRST].app == "own:mystery.py"


def test_no_ai_is_nobodys_and_can_be_found_again(say: Annotations, path: Path) -> None:
    before = joules(path)
    say.not_ai([FIRST, PICTURE])
    after = joules(path)
    assert sum(after.values()) == pytest.approx(sum(before.values()))
    assert after["other", None] == pytest.approx(2700 + 9000)
    assert ("active", "comfyui") not in after
    assert FIRST not in lines(path)
    assert set(lines(path, SessionFilter(not_ai=True))) == {FIRST, PICTURE}
    say.not_ai([FIRST, PICTURE], on=False)
    assert joules(path) == before
    assert said(path) == []


def test_a_deleted_session_is_in_no_list_and_no_sum(say: Annotations, path: Path) -> None:
    before = joules(path)
    token = say.delete([MIDNIGHT], DAY_S)
    after = joules(path)
    assert sum(before.values()) - sum(after.values()) == pytest.approx(2500)
    with LedgerReader(path) as reader:
        assert MIDNIGHT not in {one.session_id for one in reader.sessions(*ALL)}
        assert reader.session_count(*ALL) == 5
        assert reader.days(DAY, DAY)[DAY].session_count == 4
    say.undo(token)
    assert joules(path) == before


# -- together and apart ---------------------------------------------------


def test_merged_sessions_read_as_one(say: Annotations, path: Path) -> None:
    before, apart = joules(path), lines(path)
    say.rename(MODELLED, "Holiday")
    say.note(FIRST, 3, "letters")
    say.note(MODELLED, 2, "letters")
    token = say.merge([MODELLED, FIRST])
    (made,) = token.listed
    line = lines(path)[made]
    assert set(lines(path)) == set(apart) - {FIRST, MODELLED} | {made}
    parts = apart[FIRST], apart[MODELLED]
    assert (line.start_s, line.end_s) == (parts[0].start_s, parts[1].end_s)
    assert line.active_s == sum(part.active_s for part in parts)
    assert line.peak_w == max(part.peak_w for part in parts)
    assert line.energy_wh == pytest.approx(sum(part.energy_wh or 0 for part in parts))
    assert line.idle_wh == pytest.approx(sum(part.idle_wh or 0 for part in parts))
    assert (line.title, line.outputs, line.output_unit) == ("Holiday", 5.0, "letters")
    assert (line.merged, line.part, line.model) == (1, False, "qwen2.5-0.5b")
    assert joules(path) == pytest.approx(before)
    told = details(path, made)
    assert told.merged_ids == (FIRST, MODELLED)
    assert told.devices == ("GeForce Test", "Core Test")
    assert sum(told.trace.joules) == pytest.approx(2700 + 990, rel=0.01)


def test_what_only_one_of_them_made_is_not_what_all_made(say: Annotations, path: Path) -> None:
    say.note(FIRST, 3, "letters")
    (made,) = say.merge([FIRST, MODELLED]).listed
    assert lines(path)[made].outputs is None


def test_models_that_differ_leave_none(say: Annotations, path: Path) -> None:
    (made,) = say.merge([FIRST, MODEL_CHANGED]).listed
    assert lines(path)[made].model is None


def test_merged_ones_can_be_merged_again(say: Annotations, path: Path) -> None:
    before = joules(path)
    (two,) = say.merge([FIRST, MODELLED]).listed
    (three,) = say.merge([two, MIDNIGHT]).listed
    assert lines(path)[three].merged == 2
    assert joules(path) == pytest.approx(before)
    told = details(path, three)
    assert (told.first_day, told.last_day) == (DAY, NEXT_DAY)


def test_a_split_session_is_two_that_add_up(say: Annotations, path: Path) -> None:
    before, whole = joules(path), lines(path)[MIDNIGHT]
    say.rename(MIDNIGHT, "Night shift")
    first, second = say.split(MIDNIGHT, whole.start_s + 10.0).listed
    found = lines(path)
    assert MIDNIGHT not in found
    assert found[first].energy_wh == pytest.approx(2000 / 3600, rel=0.01)  # by the curve, not by half
    assert found[second].energy_wh == pytest.approx(500 / 3600, rel=0.01)
    assert found[first].title == found[second].title == "Night shift"
    assert found[first].part
    assert joules(path) == pytest.approx(before)
    told = details(path, first)
    assert (told.split_from, told.by_trace, told.share) == (MIDNIGHT, True, pytest.approx(0.8))
    # Half of it is another app's: the share of each day's energy is.
    say.assign(second, "ComfyUI", Kind.IMAGE)
    assert joules(path)["active", "comfyui"] == pytest.approx(9000 + 500)


@pytest.mark.parametrize(("offset_s", "day"), [(0, NEXT_DAY), (-3600, DAY)])
def test_the_second_part_begins_on_the_day_of_its_zone(
    say: Annotations, path: Path, offset_s: int, day: str
) -> None:
    start_s = DAY_S + 830 * MINUTE_S  # ten minutes to midnight, UTC
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE session SET end_s = ?, utc_offset_s = ?, trace = NULL WHERE id = ?",
            (start_s + 20 * MINUTE_S, offset_s, MIDNIGHT),
        )
        connection.commit()
    _, second = say.split(MIDNIGHT, start_s + 15 * MINUTE_S).listed
    with LedgerReader(path) as reader:
        assert second in {one.session_id for one in reader.sessions(day, day)}
    told = details(path, second)
    assert (told.share, told.by_trace) == (pytest.approx(0.25), False)


def test_parts_can_be_split_again_and_merged_with_others(say: Annotations, path: Path) -> None:
    before, whole = joules(path), lines(path)[MIDNIGHT]
    first, second = say.split(MIDNIGHT, whole.start_s + 10.0).listed
    third, fourth = say.split(second, whole.start_s + 15.0).listed
    assert details(path, third).share == pytest.approx(0.5, rel=0.01)
    (made,) = say.merge([first, fourth, FIRST]).listed
    assert joules(path) == pytest.approx(before)
    found = lines(path)
    assert found[made].merged == 2
    assert found[made].energy_wh == pytest.approx((2000 + 250 + 2700 - 48) / 3600, rel=0.01)


@pytest.mark.parametrize("again", [False, True])
def test_taken_apart_it_is_as_before(say: Annotations, path: Path, *, again: bool) -> None:
    before, nothing = lines(path), said(path)
    (made,) = say.merge([FIRST, MODELLED]).listed
    say.rename(made, "Together")
    token = say.take_apart(made)
    assert lines(path) == before
    if again:
        say.undo(token)
        assert lines(path)[made].title == "Together"
        say.take_apart(made)
    first, _ = say.split(MIDNIGHT, before[MIDNIGHT].start_s + 5).listed
    say.take_apart(first)
    assert lines(path) == before
    assert said(path) == nothing


# -- what has no clear meaning --------------------------------------------


@pytest.mark.parametrize(
    ("what", "error"),
    [
        (lambda say: say.rename(99, "x"), SessionGone),
        (lambda say: say.merge([FIRST]), MergeNeedsTwo),
        (lambda say: say.merge([FIRST, FIRST]), MergeNeedsTwo),
        (lambda say: say.merge([FIRST, PICTURE]), MergeDiffers),
        (lambda say: say.merge([FIRST, GOES_ON]), SessionOpen),
        (lambda say: say.split(GOES_ON, DAY_S + 1500 * MINUTE_S + 3), SessionOpen),
        (lambda say: say.delete([FIRST, GOES_ON], DAY_S), SessionOpen),
        (lambda say: say.split(FIRST, DAY_S), SplitOutside),
        (lambda say: say.split(FIRST, DAY_S + 3600), SplitOutside),
        (lambda say: say.split(*_first_of(say.merge([FIRST, MODELLED])), DAY_S + 60), SplitMerged),
        (lambda say: say.take_apart(FIRST), NotMade),
    ],
)
def test_it_is_refused_by_name_and_nothing_changes(
    say: Annotations, path: Path, what: Callable[[Annotations], object], error: type[AnnotationRefused]
) -> None:
    before = joules(path)
    with pytest.raises(error):
        what(say)
    assert joules(path) == pytest.approx(before)
    assert GOES_ON in lines(path)


def _first_of(token: Undo) -> tuple[int, ...]:
    return token.listed[:1]


def test_a_session_that_another_stands_for_is_gone(say: Annotations) -> None:
    say.merge([FIRST, MODELLED])
    say.split(MIDNIGHT, DAY_S + 830 * MINUTE_S + 5)
    say.delete([PICTURE], DAY_S)
    for session_id in (FIRST, MODELLED, MIDNIGHT, PICTURE):
        with pytest.raises(SessionGone):
            say.rename(session_id, "x")


def test_a_part_in_use_is_not_taken_apart(say: Annotations) -> None:
    first, second = say.split(MIDNIGHT, DAY_S + 830 * MINUTE_S + 5).listed
    say.merge([second, FIRST])
    with pytest.raises(PartsInUse):
        say.take_apart(first)


# -- back and forth -------------------------------------------------------


def test_only_what_stands_as_it_was_left_is_undone(say: Annotations, path: Path) -> None:
    merged = say.merge([FIRST, MODELLED])
    renamed = say.rename(merged.listed[0], "Together")
    before = said(path)
    with pytest.raises(ChangedSince):
        say.undo(merged)
    assert said(path) == before
    again = say.undo(renamed)
    back = say.undo(merged)
    assert said(path) == []
    say.undo(back)
    say.undo(again)
    assert said(path) == before


def test_an_open_session_can_be_spoken_of_while_the_recorder_goes_on(
    say: Annotations, ledger: MeasurementLedger, path: Path
) -> None:
    (running,) = ledger.open_sessions()
    tokens = [
        say.rename(GOES_ON, "Going on"),
        say.note(GOES_ON, 2, "images"),
        say.assign(GOES_ON, "ComfyUI", None),
    ]
    more = Bookings()
    book_active(more, running, 300.0, day=NEXT_DAY)
    write(ledger, more)
    line = lines(path)[GOES_ON]
    assert (line.title, line.app, line.open) == ("Going on", "comfyui", True)
    assert line.energy_wh == pytest.approx(1000 / 3600)
    say.not_ai([GOES_ON])
    assert joules(path)["other", None] == pytest.approx(1000)
    say.not_ai([GOES_ON], on=False)
    for token in reversed(tokens):
        say.undo(token)
    assert said(path) == []


def test_another_who_writes_is_waited_for(person: PersonLedger, path: Path) -> None:
    person._connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy):
            person.annotations.rename(FIRST, "x")
        other.execute("ROLLBACK")
    person.annotations.rename(FIRST, "x")
    assert lines(path)[FIRST].title == "x"


def test_the_recorders_rows_stay_as_they_are(say: Annotations, ledger: MeasurementLedger, path: Path) -> None:
    before = recorded(path)
    say.merge([FIRST, MODELLED])
    say.split(MIDNIGHT, DAY_S + 830 * MINUTE_S + 5)
    say.assign(PICTURE, "Other", Kind.VIDEO)
    say.not_ai([PICTURE])
    say.delete([MODEL_CHANGED], DAY_S)
    assert recorded(path) == before
    # And what the recorder begins next is in the list.
    booked = Bookings()
    book_active(booked, session_of(start_s=DAY_S + 2000 * MINUTE_S, day=NEXT_DAY), 10.0, day=NEXT_DAY)
    write(ledger, booked)
    assert len(lines(path)) == 5
