"""Cloud use in the history window: its numbers lead on, other days and what recurs are reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import letters, nameless, rich
from tests.gui.cloud.conftest import TODAY, YESTERDAY, in_ledger, noon, pen
from wattprint.domain.cloud import CloudEntry
from wattprint.gui.cloud import work
from wattprint.gui.cloud.add_dialog import AddCloudDialog
from wattprint.gui.cloud.entries_order import Column
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.recurring_dialog import RecurringDialog
from wattprint.gui.history import anchors
from wattprint.gui.history.cloud_page import CloudPage
from wattprint.gui.history.page import Setting
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import RowWriter
from wattprint.system.paths import Paths

__all__ = ["in_ledger", "pen"]

Speak = Callable[[str], AbstractContextManager[RowWriter]]
InLedger = Callable[[], list[CloudEntry]]


@pytest.fixture(params=["en", "fr"])
def page(
    request: pytest.FixtureRequest, qtbot: QtBot, paths: Paths, pen: Pen, speaking: Speak
) -> Iterator[CloudPage]:
    pen.add(YESTERDAY, "chatgpt.prompt", 12)
    pen.add(TODAY, "gone.id", 5)
    pen.start_recurring("gemini.prompt", 3, 127, YESTERDAY)
    with speaking(request.param) as writer:
        found = CloudPage(Setting(paths, writer.phrases, Remembered(paths.config), noon))
        qtbot.addWidget(found)
        found.show()
        qtbot.waitUntil(lambda: found.view.model.rowCount() == 4)
        yield found
        found.close()
        qtbot.waitUntil(lambda: work.under_way() == 0)


def choose(page: CloudPage, activity: str, day: str) -> None:
    model = page.view.model
    for number, one in enumerate(model.entries):
        if (one.activity, one.local_day) == (activity, day):
            page.view.table.setCurrentIndex(model.index(number, Column.DAY))
            return
    raise AssertionError(activity)


def test_every_estimate_leads_to_the_figure_behind_it(page: CloudPage, qtbot: QtBot) -> None:
    choose(page, "chatgpt.prompt", YESTERDAY)
    assert "4" in page.view.estimate.value
    with qtbot.waitSignal(page.number_wanted) as wanted:
        page.view.estimate.about.click()
    assert wanted.args == [anchors.factor("chatgpt.prompt")]
    # What no version knows has no figure to lead to.
    choose(page, "gone.id", TODAY)
    assert not page.view.estimate.about.isVisible()


def test_a_past_day_gets_a_new_entry(page: CloudPage, qtbot: QtBot, in_ledger: InLedger) -> None:
    choose(page, "chatgpt.prompt", YESTERDAY)
    page.view.add.click()
    dialog = page.findChild(AddCloudDialog)
    assert isinstance(dialog, AddCloudDialog)
    assert dialog.day.day == YESTERDAY
    qtbot.waitUntil(lambda: dialog.chooser.activity is not None)
    dialog.count.setText("7")
    with qtbot.waitSignal(page.written):
        dialog.add.click()
    assert (YESTERDAY, 7) in [(one.local_day, one.count) for one in in_ledger()]
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 5)


def test_what_recurs_is_reached_and_changed(page: CloudPage, qtbot: QtBot) -> None:
    choose(page, "gemini.prompt", YESTERDAY)
    page.view.recurring.click()
    dialog = page.findChild(RecurringDialog)
    assert isinstance(dialog, RecurringDialog)
    qtbot.waitUntil(lambda: dialog.count.text() == "3")
    assert dialog.day.day == YESTERDAY
    with qtbot.waitSignal(page.written):
        dialog.delete.click()
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 2)


def test_days_are_told_and_taken(page: CloudPage, qtbot: QtBot) -> None:
    assert page.days_shown() == ("2026-02-10", TODAY)
    page.show_days(YESTERDAY, YESTERDAY)
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 2)
    assert page.days_shown() == (YESTERDAY, YESTERDAY)
    page.view.range.show_everything()
    assert page.days_shown() is None
    with qtbot.waitSignal(page.written):
        page.view.yesterday.click()


def test_news_is_read(page: CloudPage, qtbot: QtBot, pen: Pen) -> None:
    pen.add(TODAY, "claude.prompt", 1)
    page.reload()
    qtbot.waitUntil(lambda: page.view.model.rowCount() == 5)


def test_for_everybody(page: CloudPage) -> None:
    page.view.copy.click()
    for text in (page.view.told.tr("&Undo"), page.view.told.tr("Put &back")):
        page.view.told.tell("x", text)
        found = letters(page)
        assert len(found) == len(set(found)), sorted(found)
        assert "e" not in found  # the window's own: Export
    assert nameless(page) == []
    assert rich(page) == []
