"""Past entries: the table's rules, editing in place, deleting and putting back."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QDate, QItemSelection, QItemSelectionModel, QLocale, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import keeps_the_rules, letters, nameless, rich
from tests.gui.cloud.conftest import EN, TODAY, YESTERDAY, noon, slow_files
from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.gui.cloud import work
from wattprint.gui.cloud.counts import Wrong
from wattprint.gui.cloud.days import DayEdit, day_text
from wattprint.gui.cloud.entries_dialog import EntriesDialog
from wattprint.gui.cloud.entries_model import EntriesModel, Row
from wattprint.gui.cloud.entries_order import Column, Order, arrange, key_of
from wattprint.gui.cloud.entries_view import EntriesView
from wattprint.gui.cloud.fields import CountEdit
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.wording import Wording
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths

InLedger = Callable[[], list[CloudEntry]]
HOSTILE = "<b>bold</b>\n{0} %n \x1b[31m & co"
EDIT = Qt.ItemDataRole.EditRole

#: Of what is measured the best one counts: a busy machine may hold up a round, and bill this thread for it.
ROUNDS = 3


ENTRIES = [
    CloudEntry(1, YESTERDAY, "chatgpt.prompt", 12, Origin.TYPED, HOSTILE),
    CloudEntry(2, TODAY, "claude.output_tokens", 12500, Origin.IMPORTED),
    CloudEntry(3, TODAY, "chatgpt.deep_research", 1, Origin.TYPED, "zebra"),
    CloudEntry(None, TODAY, "gemini.prompt", 3, Origin.RECURRING, "", 7),
    CloudEntry(4, YESTERDAY, "gemini.prompt", 4, Origin.RECURRING, "", 7),
    CloudEntry(5, YESTERDAY, "gone.id", 2.5, Origin.TYPED),
]


@pytest.fixture
def model(qapp: QApplication, factors: FactorSet) -> EntriesModel:
    found = EntriesModel(Wording(EN))
    found.set_entries(ENTRIES, factors)
    return found


def column(model: EntriesModel, of: Column) -> list[str]:
    return [model.index(row, of).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(
    model: EntriesModel, factors: FactorSet, qtmodeltester: ModelTester
) -> None:
    keeps_the_rules(qtmodeltester, model)
    for of in Column:
        model.sort(of, Qt.SortOrder.AscendingOrder)
        keeps_the_rules(qtmodeltester, model)
    model.set_entries(ENTRIES[:2], factors)
    keeps_the_rules(qtmodeltester, model)
    model.set_entries([], factors)
    keeps_the_rules(qtmodeltester, model)


def test_every_cell_is_plain_text(model: EntriesModel) -> None:
    model.sort(Column.DAY, Qt.SortOrder.AscendingOrder)
    assert column(model, Column.COUNT) == [
        "12 prompts", "4 prompts", "2.5", "3 prompts", "12,500 tokens", "1 report"
    ]  # fmt: skip
    assert column(model, Column.ACTIVITY)[2] == "gone.id"
    assert column(model, Column.NOTE)[0] == "<b>bold</b> {0} %n \ufffd[31m & co"
    assert column(model, Column.ORIGIN) == [
        "typed", "↻ recurring, changed", "typed", "↻ recurring", "imported", "typed"
    ]  # fmt: skip
    assert column(model, Column.ESTIMATE)[0] == "≈ 4.1 Wh (1.9 to 12)"
    assert column(model, Column.ESTIMATE)[2] == column(model, Column.ESTIMATE)[5] == "not estimated"


def test_sorting_goes_by_what_is_meant(model: EntriesModel) -> None:
    model.sort(Column.COUNT, Qt.SortOrder.DescendingOrder)
    assert column(model, Column.COUNT)[:2] == ["12,500 tokens", "12 prompts"]
    model.sort(Column.ESTIMATE, Qt.SortOrder.AscendingOrder)
    assert column(model, Column.ESTIMATE)[:2] == ["not estimated"] * 2
    model.sort(Column.DAY, Qt.SortOrder.DescendingOrder)
    assert column(model, Column.DAY)[0] == "Mar 11, 2026"


def test_only_what_can_change_can_be_edited(model: EntriesModel) -> None:
    wanted = []
    model.edited.connect(lambda *change: wanted.append(change))
    for place, row in enumerate(rows_of_all(model)):
        for of in Column:
            index = model.index(place, of)
            own_day = of is Column.DAY and row.entry.recurring_id is None
            may = of in (Column.COUNT, Column.NOTE) or own_day
            assert bool(index.flags() & Qt.ItemFlag.ItemIsEditable) is may, (row.entry, of)
            if not may:
                assert not model.setData(index, "x", EDIT)
    assert wanted == []
    first = rows_of_all(model)[0].entry
    model.setData(model.index(0, Column.COUNT), first.count, EDIT)
    assert wanted == []
    model.setData(model.index(0, Column.COUNT), 9.0, EDIT)
    assert wanted == [(first, Column.COUNT, 9.0)]


def rows_of_all(model: EntriesModel) -> list[Row]:
    found = (model.row(model.index(row, 0)) for row in range(model.rowCount()))
    return [row for row in found if row is not None]


# -- the view ----------------------------------------------------------------------------------------------


@pytest.fixture
def view(qtbot: QtBot, paths: Paths, pen: Pen, locale: QLocale) -> Iterator[EntriesView]:
    pen.add(YESTERDAY, "chatgpt.prompt", 12, HOSTILE)
    pen.add(TODAY, "claude.prompt", 5)
    pen.start_recurring("gemini.prompt", 3, 127, YESTERDAY)
    dialog = EntriesDialog(paths, locale, now_s=noon)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.model.rowCount() == 4)
    yield dialog.view
    dialog.close()


def colours_below(view: EntriesView) -> int:
    """Of how many colours the table is in its middle, where the rows of this ledger do not reach."""
    image = view.table.viewport().grab().toImage()
    line = view.fontMetrics().height()
    rows = range(image.height() // 2 - line, image.height() // 2 + line)
    return len({image.pixel(x, y) for y in rows for x in range(0, image.width(), 2)})


def row_of(view: EntriesView, activity: str, day: str = TODAY) -> int:
    """Where an entry stands; -1 when it is not shown."""
    found = (
        place
        for place, row in enumerate(rows_of_all(view.model))
        if (row.entry.activity, row.entry.local_day) == (activity, day)
    )
    return next(found, -1)


def edit(view: EntriesView, row: int, of: Column) -> QLineEdit | DayEdit:
    """Open the editor of a cell, as F2 does."""
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(row, of))
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    assert view.table.state() is QAbstractItemView.State.EditingState
    editor = view.table.indexWidget(view.model.index(row, of))
    assert isinstance(editor, QLineEdit | DayEdit)
    return editor


def test_newest_first_with_estimates(view: EntriesView) -> None:
    days = [row.entry.local_day for row in rows_of_all(view.model)]
    assert days == [TODAY, TODAY, YESTERDAY, YESTERDAY]
    assert view.table.currentIndex().isValid()
    view.table.setCurrentIndex(view.model.index(row_of(view, "chatgpt.prompt", YESTERDAY), 0))
    assert view.estimate.value == ("≈ 4.1 Wh (1.9 to 12)" if view.locale() == EN else "≈ 4,1 Wh (1,9 à 12)")


def test_a_count_is_edited_in_place(qtbot: QtBot, view: EntriesView, in_ledger: InLedger) -> None:
    editor = edit(view, row_of(view, "claude.prompt"), Column.COUNT)
    assert isinstance(editor, CountEdit)
    assert editor.text() == "5"
    before = view.estimate.value
    editor.setText("7,5")
    assert view.estimate.value != before
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [one.count for one in in_ledger() if one.activity == "claude.prompt"] == [7.5]
    qtbot.waitUntil(lambda: rows_of_all(view.model)[row_of(view, "claude.prompt")].entry.count == 7.5)
    assert view.table.currentIndex().row() == row_of(view, "claude.prompt")
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(view.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.count for one in in_ledger() if one.activity == "claude.prompt"] == [5]


@pytest.mark.parametrize("text", ["", "x", "0", "-2", "99999999999"])
def test_a_wrong_count_stays_open_until_it_is_right(
    qtbot: QtBot, view: EntriesView, in_ledger: InLedger, text: str
) -> None:
    editor = edit(view, row_of(view, "claude.prompt"), Column.COUNT)
    assert isinstance(editor, CountEdit)
    editor.setText(text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert view.table.state() is QAbstractItemView.State.EditingState
    assert editor.text() == text
    assert view.told.text
    editor.setText("8")
    assert not view.told.text
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [one.count for one in in_ledger() if one.activity == "claude.prompt"] == [8]


def test_leaving_a_wrong_count_says_what_was_not_taken(view: EntriesView, in_ledger: InLedger) -> None:
    editor = edit(view, row_of(view, "claude.prompt"), Column.COUNT)
    assert isinstance(editor, CountEdit)
    assert isinstance(editor.count(), float)
    editor.setText("12x")
    assert editor.count() is Wrong.NOT_A_NUMBER
    view.range.span.setFocus()
    assert view.table.state() is not QAbstractItemView.State.EditingState
    assert "12x" in view.told.text
    assert [one.count for one in in_ledger() if one.activity == "claude.prompt"] == [5]


def test_days_and_notes_are_edited_in_place(qtbot: QtBot, view: EntriesView, in_ledger: InLedger) -> None:
    editor = edit(view, row_of(view, "claude.prompt"), Column.DAY)
    assert isinstance(editor, DayEdit)
    editor.setDate(QDate(2026, 3, 12))
    assert editor.day == TODAY
    editor.setDate(QDate(2026, 3, 9))
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [one.local_day for one in in_ledger() if one.activity == "claude.prompt"] == ["2026-03-09"]
    qtbot.waitUntil(lambda: day_text(view.locale(), "2026-03-09") in view.told.text)
    qtbot.waitUntil(lambda: row_of(view, "claude.prompt", "2026-03-09") == 3)
    editor = edit(view, 3, Column.NOTE)
    assert isinstance(editor, QLineEdit)
    editor.setText("<i>x</i>")
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [one.note for one in in_ledger() if one.activity == "claude.prompt"] == ["<i>x</i>"]


def test_looking_at_a_note_does_not_change_it(view: EntriesView, in_ledger: InLedger) -> None:
    before = in_ledger()
    editor = edit(view, row_of(view, "chatgpt.prompt", YESTERDAY), Column.NOTE)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert in_ledger() == before


def test_one_day_of_what_recurs(qtbot: QtBot, view: EntriesView, pen: Pen, in_ledger: InLedger) -> None:
    editor = edit(view, row_of(view, "gemini.prompt"), Column.COUNT)
    assert isinstance(editor, CountEdit)
    editor.setText("30")
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)

    def counts() -> list[tuple[str, float]]:
        return [(one.local_day, one.count) for one in in_ledger() if one.activity == "gemini.prompt"]

    assert counts() == [(YESTERDAY, 3), (TODAY, 30)]
    assert pen.recurring()[0].count == 3
    qtbot.waitUntil(lambda: rows_of_all(view.model)[row_of(view, "gemini.prompt")].entry.count == 30)
    view.table.selectRow(row_of(view, "gemini.prompt"))
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert counts() == [(YESTERDAY, 3)]
    with qtbot.waitSignal(view.changed):
        view.told.button.click()
    assert counts() == [(YESTERDAY, 3), (TODAY, 30)]
    qtbot.waitUntil(lambda: view.model.rowCount() == 4)
    editor = edit(view, row_of(view, "gemini.prompt", YESTERDAY), Column.NOTE)
    assert isinstance(editor, QLineEdit)
    editor.setText("why")
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [(one.count, one.note) for one in in_ledger() if one.note == "why"] == [(3, "why")]


def test_news_closes_no_editor(qtbot: QtBot, view: EntriesView, pen: Pen, in_ledger: InLedger) -> None:
    editor = edit(view, row_of(view, "claude.prompt"), Column.COUNT)
    assert isinstance(editor, CountEdit)
    editor.setText("77")
    pen.add(TODAY, "grok.prompt", 1)
    view.reload()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert editor.text() == "77"
    assert view.model.rowCount() == 4
    with qtbot.waitSignal(view.changed):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [one.count for one in in_ledger() if one.activity == "claude.prompt"] == [77]
    qtbot.waitUntil(lambda: view.model.rowCount() == 5)


def test_an_editor_that_is_given_up_lets_the_news_in(qtbot: QtBot, view: EntriesView, pen: Pen) -> None:
    editor = edit(view, row_of(view, "claude.prompt"), Column.COUNT)
    pen.add(TODAY, "grok.prompt", 1)
    view.reload()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.model.rowCount() == 5)


def test_whoever_turns_to_another_entry_meanwhile_stays_there(
    qtbot: QtBot, view: EntriesView, pen: Pen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked of another one led back to it: the next key stroke would have been its."""
    from wattprint.gui.cloud import entries_model

    def turn_to(activity: str) -> None:
        view.table.setCurrentIndex(view.model.index(row_of(view, activity, YESTERDAY), Column.NOTE))

    def stays(count: int) -> bool:
        qtbot.waitUntil(lambda: work.under_way() == 0)
        assert view.model.rowCount() == count
        return view.table.currentIndex() == view.model.index(
            row_of(view, "chatgpt.prompt", YESTERDAY), Column.NOTE
        )

    turn_to("gemini.prompt")
    with slow_files():
        view.reload()
        turn_to("chatgpt.prompt")
    assert stays(4)
    turn_to("gemini.prompt")
    with slow_files():
        pen.add(TODAY, "grok.prompt", 1)
        view.reload()
        turn_to("chatgpt.prompt")
    assert stays(5)
    turn_to("gemini.prompt")
    with slow_files():
        view.delete.click()
        turn_to("chatgpt.prompt")
    assert stays(4)
    monkeypatch.setattr(entries_model, "AT_ONCE", 3)
    view.table.setCurrentIndex(view.model.index(0, Column.DAY))
    with slow_files():
        view.table.sortByColumn(Column.COUNT, Qt.SortOrder.AscendingOrder)
        turn_to("chatgpt.prompt")
    assert stays(4)


def test_several_are_deleted_and_put_back_at_once(
    qtbot: QtBot, view: EntriesView, in_ledger: InLedger
) -> None:
    before = sorted(in_ledger(), key=str)
    view.table.selectAll()
    with qtbot.waitSignal(view.changed):
        view.delete.click()
    assert in_ledger() == []
    assert "4" in view.told.text
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)
    assert not view.delete.isEnabled()
    assert colours_below(view) > 2, "an empty table says what would stand there"
    with qtbot.waitSignal(view.changed):
        view.told.button.click()
    qtbot.waitUntil(lambda: view.model.rowCount() == 4)
    view.resize(view.width(), 900)
    assert colours_below(view) == 1
    assert {(one.local_day, one.activity, one.count, one.note) for one in in_ledger()} == {
        (one.local_day, one.activity, one.count, one.note) for one in before
    }


@pytest.mark.parametrize(("first", "last", "then"), [(0, 1, 2), (1, 2, 3), (2, 3, 1)])
def test_after_several_the_next_one_that_is_left_is_chosen(
    qtbot: QtBot, view: EntriesView, first: int, last: int, then: int
) -> None:
    kept = key_of(view.model.entries[then])
    view.table.selectRow(first)
    chosen = QItemSelection(view.model.index(first, 0), view.model.index(last, 0))
    flags = QItemSelectionModel.SelectionFlag
    view.table.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
    with qtbot.waitSignal(view.changed):
        view.delete.click()
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    current = view.model.row(view.table.currentIndex())
    assert current is not None
    assert key_of(current.entry) == kept


def test_a_busy_ledger_keeps_the_row_as_it_is(
    qtbot: QtBot, view: EntriesView, paths: Paths, monkeypatch: pytest.MonkeyPatch, in_ledger: InLedger
) -> None:
    from wattprint.ledger import connection

    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(paths.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    view.table.selectRow(0)
    with qtbot.assertNotEmitted(view.changed):
        view.delete.click()
        qtbot.waitUntil(lambda: bool(view.told.text))
    assert str(paths.ledger) in view.told.text
    assert view.model.rowCount() == 4
    other.close()


def test_a_ledger_that_can_be_read_again_is_not_called_unreadable(
    qtbot: QtBot, view: EntriesView, paths: Paths
) -> None:
    whole = paths.ledger.rename(paths.ledger.with_name("whole"))
    paths.ledger.mkdir()
    view.reload()
    qtbot.waitUntil(lambda: str(paths.ledger) in view.told.text)
    assert view.model.rowCount() == 4
    paths.ledger.rmdir()
    whole.rename(paths.ledger)
    view.reload()
    qtbot.waitUntil(lambda: not view.told.text)


def test_broken_own_factors_are_told_once_and_hide_no_undo(
    qtbot: QtBot, view: EntriesView, paths: Paths
) -> None:
    own = paths.config.with_name("factors.toml")
    own.write_text("schema_version = 0", encoding="utf-8")
    view.reload()
    qtbot.waitUntil(lambda: "factors.toml" in view.told.text)
    view.table.selectRow(0)
    with qtbot.waitSignal(view.changed):
        view.delete.click()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert view.model.rowCount() == 3
    assert view.told.button.isVisible()
    view.told.clear()
    own.write_text("[[", encoding="utf-8")
    view.reload()
    qtbot.waitUntil(lambda: "factors.toml" in view.told.text)
    own.unlink()
    view.reload()
    qtbot.waitUntil(lambda: not view.told.text)


def test_other_days_are_shown_when_asked_for(qtbot: QtBot, view: EntriesView, pen: Pen) -> None:
    pen.add("2020-01-05", "chatgpt.prompt", 1)
    view.show_range("2020-01-01", "2020-12-31")
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    assert view.range.first.isVisible()
    everything = view.range.span.count() - 2
    view.range.span.setCurrentIndex(everything)
    view.range.span.activated.emit(everything)
    qtbot.waitUntil(lambda: view.model.rowCount() == 5)
    assert not view.range.first.isVisible()
    view.range.span.setCurrentIndex(0)
    view.range.span.activated.emit(0)
    qtbot.waitUntil(lambda: view.model.rowCount() == 4)


# -- many, and other days ----------------------------------------------------------------------------------


def test_many_entries_are_sorted_beside_the_window(
    qtbot: QtBot, view: EntriesView, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wattprint.gui.cloud import entries_model

    monkeypatch.setattr(entries_model, "AT_ONCE", 3)
    place = row_of(view, "chatgpt.prompt", YESTERDAY)
    view.table.setCurrentIndex(view.model.index(place, Column.COUNT))
    with qtbot.waitSignal(view.model.modelReset):
        view.table.sortByColumn(Column.COUNT, Qt.SortOrder.DescendingOrder)
        assert view.model.rowCount() == 4
    assert [row.entry.count for row in rows_of_all(view.model)] == [12, 5, 3, 3]
    assert view.table.currentIndex().row() == 0
    with qtbot.waitSignal(view.model.modelReset):
        view.table.sortByColumn(Column.ACTIVITY, Qt.SortOrder.AscendingOrder)
    assert column(view.model, Column.ACTIVITY) == sorted(column(view.model, Column.ACTIVITY))
    view.reload()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert column(view.model, Column.ACTIVITY) == sorted(column(view.model, Column.ACTIVITY))


def test_ten_years_never_hold_the_window(qtbot: QtBot, view: EntriesView, pen: Pen) -> None:
    """75,000 entries: no slot of the window's thread takes long. (Other threads may; they give way.)

    Long is half of what putting them in order takes, measured on the same thread of the same machine.
    """
    pen.start_recurring("claude.prompt", 2, 127, "2000-01-01")
    for activity in ("grok.prompt", "copilot.prompt", "mistral.prompt"):
        pen.start_recurring(activity, 1, 127, "2000-01-01")
    longest_s, last_s = 0.0, time.thread_time()

    def beat() -> None:
        nonlocal longest_s, last_s
        now_s = time.thread_time()  # what this thread itself has worked: others have the machine, too
        longest_s, last_s = max(longest_s, now_s - last_s), now_s

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(0)
    rounds_s, entries = [], view.model.entries
    for _ in range(ROUNDS):
        longest_s = 0.0
        view.range.show_everything()
        view.reload()
        qtbot.waitUntil(lambda: view.model.rowCount() > 38_000)
        for of in (Column.ESTIMATE, Column.DAY):
            with qtbot.waitSignal(view.model.modelReset):
                view.table.sortByColumn(of, Qt.SortOrder.AscendingOrder)
        rounds_s.append(longest_s)
        entries = view.model.entries
        view.show_range(TODAY, TODAY)
        qtbot.waitUntil(lambda: view.model.rowCount() < 38_000)
    timer.stop()
    begun_s = time.thread_time()
    arrange(entries, view._factors, Order(Column.ESTIMATE, descending=False))
    assert min(rounds_s) < (time.thread_time() - begun_s) / 2


def test_yesterday_is_copied_and_taken_back(qtbot: QtBot, view: EntriesView, in_ledger: InLedger) -> None:
    before = in_ledger()
    with qtbot.waitSignal(view.changed):
        view.yesterday.click()
    new = [one for one in in_ledger() if one not in before]
    # What recurs is not copied: it counts by itself.
    assert [(one.local_day, one.activity, one.count, one.origin) for one in new] == [
        (TODAY, "chatgpt.prompt", 12, Origin.TYPED)
    ]
    assert "1" in view.told.text
    with qtbot.waitSignal(view.changed):
        view.told.button.click()
    assert in_ledger() == before
    with qtbot.waitSignal(view.changed):
        view.told.button.click()
    assert in_ledger() == sorted([*before, *new], key=lambda one: (one.local_day, one.entry_id or 99))


def test_a_day_is_copied_to_another_one(qtbot: QtBot, view: EntriesView, in_ledger: InLedger) -> None:
    view.table.setCurrentIndex(view.model.index(row_of(view, "claude.prompt"), 0))
    view.copy.click()
    assert view.copying.target.hasFocus()
    view.copying.do_copy.click()
    assert view.told.text
    assert view.copying.target.isVisible()
    view.copying.target.set_day("2026-02-01")
    with qtbot.waitSignal(view.changed):
        view.copying.do_copy.click()
    assert not view.copying.target.isVisible()
    assert [(one.activity, one.count) for one in in_ledger() if one.local_day == "2026-02-01"] == [
        ("claude.prompt", 5)
    ]
    view.copy.click()
    view.copying.keep.click()
    assert not view.copying.target.isVisible()


def test_escape_asks_no_more_to_which_day(qtbot: QtBot, view: EntriesView, in_ledger: InLedger) -> None:
    before = in_ledger()
    view.copy.click()
    QTest.keyClick(view.copying.target, Qt.Key.Key_Escape)
    assert not view.copying.target.isVisible()
    assert view.table.hasFocus()
    assert in_ledger() == before


def test_nothing_to_copy_is_said(qtbot: QtBot, view: EntriesView, pen: Pen, in_ledger: InLedger) -> None:
    pen.delete([one for one in in_ledger() if one.local_day == YESTERDAY and one.origin is Origin.TYPED])
    before = in_ledger()
    with qtbot.assertNotEmitted(view.changed):
        view.yesterday.click()
        qtbot.waitUntil(lambda: bool(view.told.text))
    assert in_ledger() == before


def test_adding_and_what_recurs_are_asked_for_with_the_day(view: EntriesView, pen: Pen) -> None:
    added: list[str] = []
    recurring: list[tuple[int, str]] = []
    view.add_wanted.connect(added.append)
    view.recurring_wanted.connect(lambda one, day: recurring.append((one, day)))
    view.table.setCurrentIndex(view.model.index(row_of(view, "gemini.prompt", YESTERDAY), 0))
    view.add.click()
    view.recurring.click()
    view.table.setCurrentIndex(view.model.index(row_of(view, "claude.prompt"), 0))
    view.recurring.click()
    assert added == [YESTERDAY]
    assert recurring == [(pen.recurring()[0].recurring_id, YESTERDAY), (-1, TODAY)]
    assert not view.estimate.about.isVisible()


def test_for_everybody(view: EntriesView) -> None:
    for text in (view.told.tr("&Undo"), view.told.tr("Put &back")):
        view.told.tell("x", text)
        found = letters(view.window())
        assert len(found) >= 5
        assert len(found) == len(set(found)), sorted(found)
    view.show_range(TODAY, TODAY)
    assert nameless(view.window()) == []
    assert rich(view.window()) == []
