"""Which days a list shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud.range_row import RangeRow

TODAY = "2026-03-31"


@pytest.fixture
def row(qtbot: QtBot) -> RangeRow:
    made = RangeRow(QLocale("en_US"), TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def pick(row: RangeRow, text: str) -> None:
    """As the person does it: the current one changes, then it is told as chosen."""
    index = row.span.findText(text)
    assert index >= 0, text
    row.span.setCurrentIndex(index)
    row.span.activated.emit(index)


def test_last_month_is_the_whole_month_before_this_one(row: RangeRow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.changed):
        pick(row, "Last month")
    assert row.days(TODAY) == ("2026-02-01", "2026-02-28")
    assert row.days("2026-01-01") == ("2025-12-01", "2025-12-31")
    assert not row.first.isVisible()


def test_the_days_of_last_month_are_told_by_that_name(row: RangeRow) -> None:
    row.choose("2026-02-01", "2026-02-28", TODAY)
    assert row.span.currentText() == "Last month"
    row.choose("2026-02-01", "2026-02-27", TODAY)
    assert row.span.currentText() == "Own dates"
    assert row.days(TODAY) == ("2026-02-01", "2026-02-27")


@pytest.mark.parametrize("before", ["Last 7 days", "Last 30 days", "Last month", "Last 12 months"])
def test_own_dates_begin_with_the_days_shown_before(row: RangeRow, before: str) -> None:
    pick(row, before)
    shown = row.days(TODAY)
    pick(row, "Own dates")
    assert row.first.isVisible()
    assert row.days(TODAY) == shown


def test_own_dates_that_are_chosen_again_stay(row: RangeRow) -> None:
    row.set_days("2026-03-03", "2026-03-04", TODAY)
    pick(row, "Own dates")
    assert row.days(TODAY) == ("2026-03-03", "2026-03-04")


def test_own_dates_begin_on_the_day_that_it_is_by_then(row: RangeRow) -> None:
    pick(row, "Last 7 days")
    assert row.days("2026-04-02") == ("2026-03-27", "2026-04-02")
    pick(row, "Own dates")
    assert row.days("2026-04-02") == ("2026-03-27", "2026-04-02")
