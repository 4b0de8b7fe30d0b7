"""A day typed into its field is the day that is taken, whatever stood there before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud.days import DayEdit
from wattprint.gui.cloud.typed_day import is_whole, order_of, typed_day

TODAY = "2026-11-21"
BEGUN = date(2026, 11, 21)

Show = Callable[[str], DayEdit]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Puts a field with the focus, and another one after it, into a window."""
    kept = []

    def show_one(locale: str) -> DayEdit:
        window = QWidget()
        kept.append(window)
        qtbot.addWidget(window)
        edit = DayEdit(QLocale(locale), TODAY)
        column = QVBoxLayout(window)
        column.addWidget(edit)
        column.addWidget(DayEdit(QLocale(locale), TODAY))
        window.show()
        window.activateWindow()
        edit.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(edit.hasFocus)
        edit.setSelectedSection(edit.sectionAt(0))
        return edit

    return show_one


@pytest.mark.parametrize("everything_chosen", [False, True])
@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("31/10/2026", "2026-10-31"),  # November, which stands there, has no 31st
        ("01/10/2026", "2026-10-01"),
        ("1/10/2026", "2026-10-01"),
        ("30.09.2026", "2026-09-30"),
        ("30092026", "2026-09-30"),
        ("29/02/2024", "2024-02-29"),
        ("17", "2026-11-17"),
        ("31/10", "2026-10-31"),
        ("31/10/25", "2025-10-31"),
        ("24/12/2026", TODAY),  # none after today
        ("31/11/2026", TODAY),  # no such day: what stood there stays
    ],
)
def test_the_day_that_is_typed_is_the_day_that_is_taken(
    show: Show, typed: str, taken: str, everything_chosen: bool
) -> None:
    edit = show("fr_FR")
    if everything_chosen:
        edit.selectAll()
    QTest.keyClicks(edit, typed)
    assert edit.day == taken
    assert QLocale("fr_FR").toDate(edit.text(), "dd/MM/yyyy") == edit.date()


def test_the_order_is_the_one_of_the_locale(show: Show) -> None:
    edit = show("en_US")
    QTest.keyClicks(edit, "10/31/2026")
    assert edit.day == "2026-10-31"


def test_what_was_half_typed_counts_once_the_field_is_left(qtbot: QtBot, show: Show) -> None:
    edit = show("fr_FR")
    QTest.keyClicks(edit, "5/10")
    assert edit.text() == "5/10", "what is typed stands there as it is typed"
    with qtbot.waitSignal(edit.editingFinished):
        QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.text() == "05/10/2026"
    assert not edit.hasFocus()


def test_tab_leads_on_once_a_day_is_whole(show: Show) -> None:
    edit = show("fr_FR")
    QTest.keyClicks(edit, "17/11/2026")
    QTest.keyClicks(edit, "18/11/2026")
    assert edit.day == "2026-11-18", "typed once more, it is typed over the first"
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert not edit.hasFocus()


def test_a_letter_too_many_can_be_taken_back(show: Show) -> None:
    edit = show("fr_FR")
    QTest.keyClicks(edit, "18")
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "7/10/2026")
    assert edit.day == "2026-10-17"
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.day == "2026-10-18", "arrows go on from it"


@pytest.mark.parametrize(
    ("display_format", "order"), [("dd/MM/yyyy", "dmy"), ("M/d/yyyy", "mdy"), ("yyyy-MM-dd", "ymd")]
)
def test_the_order_is_read_from_the_format(display_format: str, order: str) -> None:
    assert order_of(display_format) == order


def test_a_year_of_one_or_three_digits_is_none() -> None:
    assert typed_day("1/2/202", "dmy", BEGUN) is None
    assert typed_day("", "dmy", BEGUN) is None
    assert not is_whole("1/2/202", "dmy")
    assert is_whole("2026-02-01", "ymd")
