"""What recurs: listed, changed for a day, ended, deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import keeps_the_rules, letters, nameless, rich
from tests.gui.cloud.conftest import EN, TODAY, YESTERDAY, noon, slow_files
from wattprint.domain.cloud import CloudEntry, Recurring
from wattprint.gui.cloud import work
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.recurring_dialog import RecurringDialog
from wattprint.gui.cloud.recurring_model import RecurringColumn, RecurringModel
from wattprint.gui.cloud.wording import Wording
from wattprint.ledger.errors import LedgerFull
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths

InLedger = Callable[[], list[CloudEntry]]
MONDAY = "2026-03-09"


@pytest.fixture
def dialog(qtbot: QtBot, paths: Paths, pen: Pen, locale: QLocale) -> RecurringDialog:
    pen.start_recurring("chatgpt.prompt", 5, 0b11111, MONDAY, "<b>work</b>")
    found = RecurringDialog(paths, locale, now_s=noon)
    qtbot.addWidget(found)
    found.show()
    qtbot.waitUntil(lambda: found.count.text() == "5")
    return found


def counts(in_ledger: InLedger) -> dict[str, float]:
    return {entry.local_day: entry.count for entry in in_ledger()}


def test_the_model_keeps_qts_rules(
    qapp: QApplication, factors: FactorSet, qtmodeltester: ModelTester
) -> None:
    model = RecurringModel(Wording(EN))
    keeps_the_rules(qtmodeltester, model)
    rows = [
        Recurring(1, "chatgpt.prompt", 5, 127, MONDAY, YESTERDAY),
        Recurring(2, "gone.id", 2.5, 1, MONDAY, None, "<b>\nx"),
        Recurring(3, "claude.output_tokens", 1e6, 0b11111, MONDAY, None),
    ]
    model.set_rows(rows, factors)
    keeps_the_rules(qtmodeltester, model)
    table = [[model.index(row, of).data() for of in RecurringColumn] for row in range(3)]
    assert ["gone.id", "2.5", "Mon", "Mar 9, 2026", "goes on", "<b> x"] in table
    days = ["Monday to Friday", "Mar 9, 2026", "goes on", ""]
    assert ["Claude · Coding agent: output tokens", "1,000,000 tokens", *days] in table
    assert table[2][4] == "Mar 10, 2026"


def test_one_day_gets_its_own_count_and_back(
    qtbot: QtBot, dialog: RecurringDialog, in_ledger: InLedger
) -> None:
    assert dialog.day.day == TODAY
    dialog.count.setText("12,5")
    with qtbot.waitSignal(dialog.changed):
        dialog.save.click()
    assert counts(in_ledger) == {MONDAY: 5, YESTERDAY: 5, TODAY: 12.5}
    with qtbot.waitSignal(dialog.changed):
        dialog.told.undo()
    assert counts(in_ledger) == {MONDAY: 5, YESTERDAY: 5, TODAY: 5}


def test_a_day_is_left_out_and_back(qtbot: QtBot, dialog: RecurringDialog, in_ledger: InLedger) -> None:
    dialog.day.set_day(YESTERDAY)
    qtbot.waitUntil(lambda: dialog.skip.isEnabled() and dialog.count.text() == "5")
    with qtbot.waitSignal(dialog.changed):
        dialog.skip.click()
    assert counts(in_ledger) == {MONDAY: 5, TODAY: 5}
    qtbot.waitUntil(lambda: not dialog.skip.isEnabled())
    assert dialog.day.day == YESTERDAY
    with qtbot.waitSignal(dialog.changed):
        dialog.told.button.click()
    assert counts(in_ledger) == {MONDAY: 5, YESTERDAY: 5, TODAY: 5}


def test_a_day_that_is_changed_before_it_was_read_gets_its_own_count_back(
    qtbot: QtBot, dialog: RecurringDialog, pen: Pen, in_ledger: InLedger
) -> None:
    """It got the count of the day that was looked at before."""
    pen.set_occurrence(pen.recurring()[0].recurring_id, YESTERDAY, 8)
    for act in (dialog.save, dialog.skip):
        with qtbot.waitSignal(dialog.changed), slow_files():
            dialog.day.set_day(TODAY)
            dialog.day.set_day(YESTERDAY)
            dialog.count.setText("2")
            act.click()
        assert counts(in_ledger).get(YESTERDAY) == (2 if act is dialog.save else None)
        with qtbot.waitSignal(dialog.changed):
            dialog.told.undo()
        assert counts(in_ledger) == {MONDAY: 5, YESTERDAY: 8, TODAY: 5}


def test_news_takes_nothing_from_what_is_being_typed(qtbot: QtBot, dialog: RecurringDialog) -> None:
    dialog.count.setText("9")
    dialog.reload()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert dialog.count.text() == "9"
    # What was written is no typing any more: it follows the ledger.
    with qtbot.waitSignal(dialog.changed):
        dialog.save.click()
    with qtbot.waitSignal(dialog.changed):
        dialog.told.undo()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert dialog.count.text() == "5"
    dialog.count.setText("9")
    dialog.day.set_day(YESTERDAY)
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert dialog.count.text() == "5"


def test_days_on_which_it_does_not_occur_cannot_be_changed(dialog: RecurringDialog) -> None:
    dialog.day.set_day("2026-03-08")
    assert not dialog.save.isEnabled()
    assert not dialog.skip.isEnabled()
    assert not dialog.count.isEnabled()


@pytest.mark.parametrize("text", ["", "x", "0"])
def test_wrong_counts_stay_typed(dialog: RecurringDialog, in_ledger: InLedger, text: str) -> None:
    dialog.count.setText(text)
    dialog.save.click()
    assert dialog.told.text
    assert dialog.count.text() == text
    assert counts(in_ledger)[TODAY] == 5


def test_ending_and_going_on(qtbot: QtBot, dialog: RecurringDialog, pen: Pen, in_ledger: InLedger) -> None:
    dialog.last.set_day(YESTERDAY)
    with qtbot.waitSignal(dialog.changed):
        dialog.end.click()
    assert counts(in_ledger) == {MONDAY: 5, YESTERDAY: 5}
    assert pen.recurring()[0].to_day == YESTERDAY
    qtbot.waitUntil(dialog.go_on.isVisible)
    assert not dialog.end.isVisible()
    with qtbot.waitSignal(dialog.changed):
        dialog.told.button.click()
    assert counts(in_ledger) == {MONDAY: 5, YESTERDAY: 5, TODAY: 5}
    assert pen.recurring()[0].to_day is None
    qtbot.waitUntil(dialog.end.isVisible)
    assert not dialog.go_on.isVisible()
    dialog.last.set_day("2026-03-01")
    dialog.end.click()
    assert dialog.told.text
    assert len(counts(in_ledger)) == 3


def test_what_had_an_end_goes_on_without_one(
    qtbot: QtBot, dialog: RecurringDialog, pen: Pen, paths: Paths, in_ledger: InLedger
) -> None:
    pen.end_recurring(pen.recurring()[0].recurring_id, MONDAY)
    dialog.reload()
    qtbot.waitUntil(dialog.go_on.isVisible)
    with qtbot.waitSignal(dialog.changed):
        dialog.go_on.click()
    with closing(sqlite3.connect(paths.ledger)) as connection:
        stored = connection.execute("SELECT to_day FROM recurring").fetchall()
    assert stored == [(None,)]
    assert counts(in_ledger) == {MONDAY: 5, YESTERDAY: 5, TODAY: 5}
    qtbot.waitUntil(dialog.end.isVisible)
    with qtbot.waitSignal(dialog.changed):
        dialog.told.button.click()
    assert counts(in_ledger) == {MONDAY: 5}


def test_a_last_day_that_earlier_versions_wrote_for_none(
    qtbot: QtBot, dialog: RecurringDialog, pen: Pen, paths: Paths
) -> None:
    with closing(sqlite3.connect(paths.ledger, isolation_level=None)) as connection:
        connection.execute("UPDATE recurring SET to_day = '9999-12-31'")
    assert pen.recurring()[0].to_day is None
    dialog.reload()
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert dialog.end.isVisible()


def test_deleting_is_taken_back_and_done_again(
    qtbot: QtBot, dialog: RecurringDialog, pen: Pen, in_ledger: InLedger
) -> None:
    dialog.count.setText("12")
    with qtbot.waitSignal(dialog.changed):
        dialog.save.click()
    before = counts(in_ledger)
    with qtbot.waitSignal(dialog.changed):
        dialog.delete.click()
    assert counts(in_ledger) == {TODAY: 12}
    assert pen.recurring() == []
    assert "3" in dialog.told.text
    qtbot.waitUntil(dialog.empty.isVisible)
    assert not dialog.table.isVisible()
    with qtbot.waitSignal(dialog.changed):
        dialog.told.button.click()
    assert counts(in_ledger) == before
    qtbot.waitUntil(dialog.table.isVisible)
    with qtbot.waitSignal(dialog.changed):
        dialog.told.button.click()
    assert counts(in_ledger) == {TODAY: 12}


def test_one_of_several_is_shown_with_a_day(qtbot: QtBot, dialog: RecurringDialog, pen: Pen) -> None:
    other = pen.start_recurring("claude.prompt", 7, 127, MONDAY).recurring_id
    dialog.choose(other, YESTERDAY)
    qtbot.waitUntil(lambda: dialog.count.text() == "7")
    assert dialog.day.day == YESTERDAY


def test_a_full_disk_is_told(
    qtbot: QtBot, dialog: RecurringDialog, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise LedgerFull(paths.ledger)

    monkeypatch.setattr(Pen, "replace_occurrence", refuse)
    dialog.count.setText("12")
    with qtbot.assertNotEmitted(dialog.changed):
        dialog.save.click()
        qtbot.waitUntil(lambda: bool(dialog.told.text))
    assert str(paths.ledger) in dialog.told.text
    assert dialog.count.text() == "12"


def test_for_everybody(dialog: RecurringDialog) -> None:
    for text in (dialog.told.tr("&Undo"), dialog.told.tr("Put &back")):
        dialog.told.tell("x", text)
        found = letters(dialog)
        assert len(found) >= 10
        assert len(found) == len(set(found)), sorted(found)
    assert nameless(dialog) == []
    assert rich(dialog) == []
    assert dialog.table.selectionBehavior() is dialog.table.SelectionBehavior.SelectRows
    assert dialog.table.currentIndex().flags() & Qt.ItemFlag.ItemIsSelectable
