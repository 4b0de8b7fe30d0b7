"""The overview: any range by mouse and keyboard, bars that open, and plain words where there is no number."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.history.overview.conftest import NOON_S, TODAY, Overviews, book_days, book_watched
from wattprint.gui.charts.bar import Covered
from wattprint.gui.cloud import work
from wattprint.gui.history.anchors import METHOD, WATER_ON_SITE, grid, tolerance
from wattprint.gui.history.overview import page as page_module
from wattprint.gui.history.overview.bars import Shown
from wattprint.gui.history.overview.page import OverviewPage
from wattprint.gui.history.overview.ranges import Span
from wattprint.gui.history.overview.reading import Answer, Asked, OverviewReader
from wattprint.gui.rows import RowWriter
from wattprint.gui.today_view.about_link import AboutLink
from wattprint.ledger.connection import prepare
from wattprint.ledger.person import PersonLedger
from wattprint.reference.valuation import CURRENCY, PRICE, ZONE

Speaking = Callable[[str], AbstractContextManager[RowWriter]]

#: 2 Wh in January, 3 in February, 10 + 5 in March; the 9th was watched and quiet.
DAYS = {
    "2026-01-20": 2.0,
    "2026-02-05": 1.0,
    "2026-02-06": 2.0,
    "2026-03-02": 10.0,
    "2026-03-09": 0.0,
    TODAY: 5.0,
}


def texts(page: OverviewPage) -> list[str]:
    """Everything that can be read on it."""
    return [
        widget.text()
        for widget in page.findChildren(QWidget)
        if widget.isVisibleTo(page) and isinstance(widget, QLabel | QAbstractButton) and widget.text()
    ]


def says(page: OverviewPage, part: str) -> bool:
    return any(part in text for text in texts(page))


def choose(page: OverviewPage, span: Span) -> None:
    """As a person does with the keys of a combo box."""
    box = page.range.span
    box.setCurrentIndex(box.findData(span))
    box.activated.emit(box.currentIndex())


def key(widget: QWidget, which: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(widget, which, modifier or Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def page(overviews: Overviews) -> OverviewPage:
    """March of a small ledger."""
    book_days(overviews.paths.ledger, DAYS)
    return overviews.show()


# -- ranges ------------------------------------------------------------------------------------------------


def test_it_begins_with_this_month(page: OverviewPage) -> None:
    assert page.range.heading.text() == "March 2026"
    assert page.totals.total.text() == "at least 15.0 Wh"
    assert page.days_shown() == ("2026-03-01", TODAY)
    assert [bar.day for bar in page.chart.chart.bars()] == [date(2026, 3, day) for day in range(1, 11)]


@pytest.mark.parametrize(
    ("span", "heading", "total", "bars"),
    [
        (Span.DAY, "Tuesday, March 10, 2026", "5.00 Wh", None),
        (Span.WEEK, "Week from Mar 8, 2026 to Mar 14, 2026", "at least 5.00 Wh", 3),
        (Span.YEAR, "2026", "at least 20.0 Wh", 3),
        (Span.ALL, "All days since Jan 20, 2026", "at least 20.0 Wh", 8),
    ],
)
def test_every_kind_of_range(
    page: OverviewPage, overviews: Overviews, span: Span, heading: str, total: str, bars: int | None
) -> None:
    choose(page, span)
    overviews.settle()
    assert page.range.heading.text() == heading
    assert page.totals.total.text() == total
    assert page.chart.isVisible() is (bars is not None)
    if bars is not None:
        assert len(page.chart.chart.bars()) == bars


def test_own_dates(page: OverviewPage, overviews: Overviews) -> None:
    choose(page, Span.OWN)
    overviews.settle()
    assert page.range.first.isVisible()
    page.range.first.set_day("2026-02-06")
    page.range.last.set_day("2026-02-05")  # the wrong way round
    page.range.last.editingFinished.emit()
    overviews.settle()
    assert page.range.heading.text() == "Feb 5, 2026 to Feb 6, 2026"
    assert page.totals.total.text() == "3.00 Wh"
    assert page.range.span.currentData() == Span.OWN
    choose(page, Span.MONTH)
    overviews.settle()
    assert not page.range.first.isVisible()
    assert page.range.heading.text() == "February 2026"


def test_keys_go_back_and_forth_but_never_out_of_the_ledger(page: OverviewPage, overviews: Overviews) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    assert not page.range.after.isEnabled()
    key(page, Qt.Key.Key_Right, ctrl)
    overviews.settle()
    assert page.range.heading.text() == "March 2026"
    for heading in ("February 2026", "January 2026", "January 2026"):
        key(page, Qt.Key.Key_Left, ctrl)
        overviews.settle()
        assert page.range.heading.text() == heading
    assert not page.range.before.isEnabled()
    page.range.after.click()
    overviews.settle()
    assert page.range.heading.text() == "February 2026"
    page.range.today.click()
    overviews.settle()
    assert page.range.heading.text() == "March 2026"
    assert not page.range.today.isEnabled()


def test_the_kind_of_range_is_remembered(page: OverviewPage, overviews: Overviews) -> None:
    choose(page, Span.YEAR)
    page.chart.buttons[Shown.CO2E].click()
    overviews.settle()
    again = overviews.show()
    assert again.range.heading.text() == "2026"
    assert again.chart.buttons[Shown.CO2E].isChecked()
    overviews.remembered.keep(overview_span="fortnight", overview_quantity="calories")
    assert overviews.show().range.heading.text() == "March 2026"


def test_weeks_begin_as_the_locale_says(overviews: Overviews) -> None:
    book_days(overviews.paths.ledger, DAYS)
    page = overviews.show("fr")
    choose(page, Span.WEEK)
    overviews.settle()
    assert page.days_shown() == ("2026-03-09", TODAY)


def test_others_may_choose_the_days(page: OverviewPage, overviews: Overviews) -> None:
    page.show_days("2026-02-01", "2026-02-28")
    overviews.settle()
    assert page.range.heading.text() == "February 2026"
    assert page.range.span.currentData() == Span.MONTH
    page.show_days("2026-03-10", "2026-02-06")
    overviews.settle()
    assert page.days_shown() == ("2026-02-06", TODAY)


# -- bars --------------------------------------------------------------------------------------------------


def test_bars_open_by_keyboard_and_lead_back(page: OverviewPage, overviews: Overviews, qtbot: QtBot) -> None:
    choose(page, Span.YEAR)
    overviews.settle()
    chart = page.chart.chart
    chart.setFocus()
    chart.set_cursor_index(1)
    key(chart, Qt.Key.Key_Return)
    overviews.settle()
    assert page.range.heading.text() == "February 2026"
    assert page.range.back.text() == "&Back to 2026"
    chart.set_cursor_index(5)
    key(chart, Qt.Key.Key_Space)
    overviews.settle()
    assert page.range.heading.text() == "Friday, February 6, 2026"
    assert not page.chart.isVisible()
    key(page, Qt.Key.Key_Backspace)
    overviews.settle()
    assert page.range.heading.text() == "February 2026"
    assert chart.cursor_index() == 5
    page.range.back.click()
    overviews.settle()
    assert page.range.heading.text() == "2026"
    assert chart.cursor_index() == 1
    assert not page.range.back.isVisible()


def test_back_leads_where_one_came_from_and_not_to_the_day_before(
    page: OverviewPage, overviews: Overviews
) -> None:
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    chart = page.chart.chart
    for back in ("keys", "mouse"):
        chart.setFocus()
        chart.set_cursor_index(8)
        key(chart, Qt.Key.Key_Return)
        overviews.settle()
        assert page.range.heading.text() == "Monday, March 9, 2026"
        key(page, Qt.Key.Key_Left, ctrl)
        overviews.settle()
        assert page.range.heading.text() == "Sunday, March 8, 2026"
        if back == "keys":
            key(page, Qt.Key.Key_Left, alt)
        else:
            QTest.mouseClick(page.range.heading, Qt.MouseButton.BackButton)
        overviews.settle()
        assert page.range.heading.text() == "March 2026"
        assert chart.cursor_index() == 8
    # Nobody came from anywhere: the days stay.
    key(page, Qt.Key.Key_Left, alt)
    overviews.settle()
    assert page.range.heading.text() == "March 2026"


def test_a_bar_that_is_opened_while_other_days_are_read_leads_back_to_where_it_stood(
    page: OverviewPage, overviews: Overviews
) -> None:
    chart = page.chart.chart
    chart.setFocus()
    chart.set_cursor_index(8)
    # No answer comes in between: that takes a turn of the window's loop.
    key(page, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    key(chart, Qt.Key.Key_Return)
    overviews.settle()
    assert page.range.heading.text() == "Monday, March 9, 2026"
    assert page.range.back.text() == "&Back to March 2026"
    page.range.back.click()
    overviews.settle()
    assert page.range.heading.text() == "March 2026"
    assert chart.cursor_index() == 8


def test_escape_leads_back_once_the_read_out_is_gone(page: OverviewPage, overviews: Overviews) -> None:
    choose(page, Span.ALL)
    overviews.settle()
    chart = page.chart.chart
    page.activateWindow()
    chart.setFocus()
    chart.set_cursor_index(0)
    key(chart, Qt.Key.Key_Return)
    overviews.settle()
    assert page.range.heading.text() == "Week from Jan 18, 2026 to Jan 24, 2026"
    key(page.range.span, Qt.Key.Key_Escape)
    overviews.settle()
    assert page.range.heading.text() == "All days since Jan 20, 2026"


def test_a_click_opens_a_bar_and_another_range_forgets_the_way_back(
    page: OverviewPage, overviews: Overviews
) -> None:
    chart = page.chart.chart
    middle = chart.item_rect(1).center().toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(middle.x(), middle.y()))
    overviews.settle()
    assert page.range.heading.text() == "Monday, March 2, 2026"
    assert page.range.back.isVisible()
    choose(page, Span.MONTH)
    overviews.settle()
    assert not page.range.back.isVisible()
    assert page.range.heading.text() == "March 2026"


def test_days_nobody_watched_are_shown_as_such(page: OverviewPage) -> None:
    covered = [bar.covered for bar in page.chart.chart.bars()]
    watched = {1, 8, 9}
    assert covered == [Covered.FULL if day in watched else Covered.NONE for day in range(10)]
    assert says(page, "7 days were not recorded.")


def test_measured_is_solid_and_estimated_hatched_in_every_quantity(
    page: OverviewPage, overviews: Overviews
) -> None:
    with PersonLedger(overviews.paths.ledger) as ledger:
        ledger.cloud.add(TODAY, "chatgpt.prompt", 10, NOON_S)
        ledger.choose(ZONE, "FRA")
        ledger.choose(PRICE, "0.25")
        ledger.choose(CURRENCY, "EUR")
    page.reload()
    overviews.settle()
    chart = page.chart.chart
    last = chart.bars()[-1]
    assert last.measured == pytest.approx(5.0)
    assert last.estimated > 0
    page.chart.buttons[Shown.COST].click()
    last = chart.bars()[-1]
    assert last.measured == pytest.approx(0.00125)
    assert last.estimated == 0
    for shown in (Shown.CO2E, Shown.WATER):
        page.chart.buttons[shown].click()
        assert [one for one, button in page.chart.buttons.items() if button.font().bold()] == [shown]
        last = chart.bars()[-1]
        assert last.measured == 0
        assert last.estimated > 0
    assert says(page, "grid: France")
    assert says(page, "grids of the data centres")
    assert says(page, "at €0.25 per kWh")


def test_without_a_price_the_cost_says_what_to_do(page: OverviewPage) -> None:
    page.chart.buttons[Shown.COST].click()
    assert page.chart.chart.bars() == ()
    assert "what a kWh costs" in page.chart.chart.empty_text()


# -- words -------------------------------------------------------------------------------------------------


def test_a_month_is_told_beside_the_same_days_of_the_one_before(page: OverviewPage) -> None:
    text = "Feb 1, 2026 to Feb 10, 2026: at least 3.00 Wh. Parts are unknown, so the two cannot be compared."
    assert says(page, text)


def test_whole_days_are_compared_by_their_bands(overviews: Overviews) -> None:
    book_days(overviews.paths.ledger, {"2026-03-07": 5.0, "2026-03-08": 2.0, "2026-03-09": 5.0, TODAY: 5.0})
    page = overviews.show()
    choose(page, Span.DAY)
    overviews.settle()
    assert says(page, "Monday, March 9, 2026: 5.00 Wh. The bands overlap")
    page.range.before.click()
    overviews.settle()
    assert says(page, "Sunday, March 8, 2026: 2.00 Wh, less than here.")
    page.range.before.click()
    overviews.settle()
    assert says(page, "Saturday, March 7, 2026: 5.00 Wh, more than here.")


def test_a_day_leads_to_its_sessions(page: OverviewPage, overviews: Overviews, qtbot: QtBot) -> None:
    choose(page, Span.DAY)
    overviews.settle()
    assert page.sessions.text() == "1 session…"
    with qtbot.waitSignal(page.sessions_wanted) as asked:
        page.sessions.click()
    assert asked.args == [TODAY, TODAY]


def test_standby_has_a_sentence_of_its_own(overviews: Overviews) -> None:
    book_days(overviews.paths.ledger, {TODAY: 3.0}, standby_wh=1.0)
    page = overviews.show()
    assert page.standby_text.text().startswith("Keeping models loaded while nothing ran used 1.00 Wh: 25 %")


def test_what_is_still_learned_is_said(overviews: Overviews) -> None:
    book_days(overviews.paths.ledger, {TODAY: 3.0}, standby_wh=1.0, learned=False)
    page = overviews.show()
    assert page.totals.total.text() == "at least 3.00 Wh"
    assert says(page, "Unload your models for a minute")
    assert "not known yet" in page.standby_text.text()


def test_moving_house_is_told(page: OverviewPage, overviews: Overviews) -> None:
    with PersonLedger(overviews.paths.ledger) as ledger:
        ledger.choose(ZONE, "FRA", "2026-02-01")
        ledger.choose(ZONE, "DEU", "2026-03-03")
    page.reload()
    overviews.settle()
    assert says(page, "CO₂e before Mar 3, 2026 is formed with the grid “France”, from then on with the grid")
    assert says(page, "grid: France / Germany")


def test_own_figures_that_cannot_be_used_are_told_as_long_as_they_are_there(
    page: OverviewPage, overviews: Overviews
) -> None:
    own = overviews.paths.config.with_name("factors.toml")
    own.parent.mkdir(exist_ok=True)
    own.write_text("[[", encoding="utf-8")
    page.reload()
    overviews.settle()
    assert says(page, "Your own factors are not used")
    own.unlink()
    page.reload()
    overviews.settle()
    assert not says(page, "own factors")


def test_a_count_without_a_figure_is_in_no_sum(page: OverviewPage, overviews: Overviews) -> None:
    with PersonLedger(overviews.paths.ledger) as ledger:
        ledger.cloud.add("2026-02-01", "unheard.of", 3, NOON_S)
    page.show_days("2026-02-01", "2026-02-01")
    overviews.settle()
    assert page.totals.total.text() == "Not estimated"
    assert says(page, "1 count has no published figure.")


def test_what_used_most(page: OverviewPage, overviews: Overviews) -> None:
    with PersonLedger(overviews.paths.ledger) as ledger:
        ledger.cloud.add(TODAY, "chatgpt.prompt", 10, NOON_S)
    page.reload()
    overviews.settle()
    assert (page.tops.apps.rows[0].name.text(), page.tops.apps.rows[0].value.text()) == ("Ollama", "15.0 Wh")
    assert page.tops.models.rows[0].name.text() == "qwen2.5-0.5b"
    assert page.tops.services.rows[0].name.text() == "ChatGPT"
    assert page.tops.services.rows[0].value.text().startswith("≈ ")


@pytest.mark.parametrize(("there", "told"), [("Europe/Paris", True), ("Asia/Tokyo", False)])
def test_a_day_on_which_clocks_changed(
    overviews: Overviews, monkeypatch: pytest.MonkeyPatch, there: str, told: bool
) -> None:
    """Only where it was recorded: the clocks of where it is looked at say nothing of that day."""
    monkeypatch.setenv("TZ", there)
    time.tzset()
    try:
        book_watched(overviews.paths.ledger, "2026-10-25", 3, ("00:30", "20:00"))
        monkeypatch.setenv("TZ", "Europe/Paris")
        time.tzset()
        overviews.now_s = time.mktime((2026, 11, 1, 12, 0, 0, 0, 0, -1))
        page = overviews.show()
        page.show_days("2026-10-25", "2026-10-25")
        overviews.settle()
        assert page.totals.total.text() == "2.00 Wh"
        assert says(page, "Clocks changed on this day: it had 25 hours.") is told
        assert says(page, "Clocks changed") is told
    finally:
        monkeypatch.undo()
        time.tzset()


# -- nothing -----------------------------------------------------------------------------------------------


def test_no_ledger_yet_and_an_empty_one(overviews: Overviews) -> None:
    for begin in (False, True):
        if begin:
            prepare(overviews.paths.ledger)
        page = overviews.show()
        assert says(page, "Nothing recorded yet")
        assert says(page, "Start a local model while Wattprint measures")
        assert not page.totals.isVisible()
        assert page.days_shown() is None
        assert not page.range.before.isEnabled()
        for span in Span:
            choose(page, span)
            overviews.settle()
            assert says(page, "Nothing recorded yet")


def test_a_damaged_ledger_is_told_and_once_mended_shown(overviews: Overviews) -> None:
    overviews.paths.ledger.write_bytes(b"no database at all, " * 100)
    page = overviews.show()
    assert says(page, "The ledger cannot be read")
    assert not page.totals.isVisible()
    overviews.paths.ledger.unlink()
    book_days(overviews.paths.ledger, DAYS)
    page.reload()
    overviews.settle()
    assert page.totals.total.text() == "at least 15.0 Wh"
    assert not says(page, "The ledger cannot be read")


def test_the_first_day(overviews: Overviews) -> None:
    book_days(overviews.paths.ledger, {TODAY: 5.0})
    page = overviews.show()
    assert page.totals.total.text() == "5.00 Wh"
    assert says(page, "Your ledger begins on Mar 10, 2026; nothing is known of the days before.")
    assert not says(page, "were not recorded")
    assert not page.range.before.isEnabled()


def test_days_before_the_ledger_and_days_to_come(page: OverviewPage, overviews: Overviews) -> None:
    page.show_days("2020-01-01", "2020-01-31")
    overviews.settle()
    assert says(page, "Nothing is known of these days")
    assert says(page, "Your ledger begins on Jan 20, 2026.")
    page.show_days("2030-01-01", "2030-01-31")
    overviews.settle()
    assert says(page, "These days are still to come")
    page.range.today.click()
    overviews.settle()
    assert page.range.heading.text() == "March 2026"


def test_a_day_that_was_watched_and_quiet_and_one_that_was_not(
    page: OverviewPage, overviews: Overviews
) -> None:
    page.show_days("2026-03-09", "2026-03-09")
    overviews.settle()
    assert page.totals.total.text() == "Nothing used"
    page.show_days("2026-03-08", "2026-03-08")
    overviews.settle()
    assert page.totals.total.text() == "Not recorded"
    assert says(page, "That is not 0")
    page.show_days("2026-03-08", "2026-03-09")
    overviews.settle()
    assert page.totals.total.text() == "Nothing used while it was watched"
    assert says(page, "1 day was not recorded: what ran then is not known.")


def test_a_short_card_has_no_hole_in_a_tall_window(
    page: OverviewPage, overviews: Overviews, qtbot: QtBot
) -> None:
    page.resize(page.width(), page.fontMetrics().height() * 120)
    page.show_days("2026-03-08", "2026-03-08")
    overviews.settle()
    card = page.sheet.totals
    assert page.totals.total.text() == "Not recorded"
    qtbot.waitUntil(lambda: card.height() == card.heightForWidth(card.width()))


def test_nothing_measured_and_counts_without_a_figure_are_not_nothing_used(
    page: OverviewPage, overviews: Overviews
) -> None:
    with PersonLedger(overviews.paths.ledger) as person:
        person.cloud.add("2026-03-09", "chatgpt.deep_research", 3, NOON_S)
    page.show_days("2026-03-09", "2026-03-09")
    overviews.settle()
    assert page.totals.total.text() == "Not estimated"
    assert says(page, "No source gives a figure for what was counted.")


# -- reading -----------------------------------------------------------------------------------------------


def test_a_slow_answer_never_takes_the_place_of_a_newer_one(
    page: OverviewPage, overviews: Overviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_for: list[Asked] = []
    read = OverviewReader.read

    def slow(reader: OverviewReader, asked: Asked) -> Answer:
        read_for.append(asked)
        time.sleep(0.05)
        return read(reader, asked)

    monkeypatch.setattr(OverviewReader, "read", slow)
    before = page.range.heading.text()
    for first, last in (("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28"), (TODAY, TODAY)):
        page.show_days(first, last)
    assert page.range.heading.text() == before
    assert page.totals.total.text() == "at least 15.0 Wh"
    overviews.settle()
    assert page.range.heading.text() == "Tuesday, March 10, 2026"
    # The one under way, and the newest: what was asked between them is nobody's question any more.
    assert [asked.shown.span for asked in read_for if asked.shown] == [Span.MONTH, Span.DAY]


def test_a_fault_is_told_and_the_page_goes_on(
    page: OverviewPage, overviews: Overviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(reader: OverviewReader, asked: Asked) -> Answer:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(OverviewReader, "read", broken)
        page.reload()
        overviews.settle()
    assert says(page, "These days could not be read")
    page.reload()
    overviews.settle()
    assert page.totals.total.text() == "at least 15.0 Wh"


def test_at_midnight_this_month_becomes_the_next(page: OverviewPage, overviews: Overviews) -> None:
    overviews.now_s = time.mktime((2026, 4, 1, 0, 0, 5, 0, 0, -1))
    page.reload()
    overviews.settle()
    assert page.range.heading.text() == "April 2026"
    page.range.before.click()
    overviews.settle()
    overviews.now_s = time.mktime((2026, 4, 2, 12, 0, 0, 0, 0, -1))
    page.reload()
    overviews.settle()
    assert page.range.heading.text() == "March 2026"


def test_nothing_is_read_before_it_is_shown(overviews: Overviews, qtbot: QtBot) -> None:
    hidden = overviews.show()
    fresh = OverviewPage(hidden.setting)
    qtbot.addWidget(fresh)
    assert work.under_way() == 0


# -- everybody ---------------------------------------------------------------------------------------------


def test_every_number_leads_to_where_it_comes_from(
    page: OverviewPage, overviews: Overviews, qtbot: QtBot
) -> None:
    with PersonLedger(overviews.paths.ledger) as ledger:
        ledger.choose(ZONE, "FRA")
        ledger.cloud.add("2026-03-01", "chatgpt.prompt", 10, NOON_S)
    page.show_days("2026-03-01", "2026-03-08")  # the 2nd is the last one of them that was watched
    overviews.settle()
    links = [link for link in page.findChildren(AboutLink) if link.isVisible() and link.anchor]
    wanted: list[str] = []
    page.number_wanted.connect(wanted.append)
    for link in links:
        link.setFocus()
        key(link, Qt.Key.Key_Space)
    assert wanted == [link.anchor for link in links]
    assert {METHOD, grid("FRA"), WATER_ON_SITE, tolerance("nvidia", "gpu", "counter")} <= set(wanted)
    assert any(anchor.startswith("equivalent:") for anchor in wanted)
    assert any(anchor.startswith("factor:chatgpt.") for anchor in wanted)


def test_everything_has_a_name_for_those_who_cannot_see_it(page: OverviewPage) -> None:
    kinds = (QAbstractButton,)
    for widget in page.findChildren(QWidget):
        if widget.isVisibleTo(page) and (
            isinstance(widget, kinds) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            if widget.focusProxy() is not None or widget.objectName().startswith("qt_"):
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name), widget
    chart = QAccessible.queryAccessibleInterface(page.chart.chart)
    assert chart is not None
    assert chart.text(QAccessible.Text.Name) == "Energy per day, March 2026"


def test_another_range_is_announced(
    page: OverviewPage, overviews: Overviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Listener:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            told.append(event.message())

    monkeypatch.setattr(page_module, "QAccessible", Listener)
    page.reload()
    overviews.settle()
    assert told == []
    page.range.before.click()
    overviews.settle()
    assert told == ["February 2026: at least 3.00 Wh"]


def test_it_speaks_french(overviews: Overviews, speaking: Speaking) -> None:
    book_days(overviews.paths.ledger, DAYS)
    with speaking("fr"):
        page = overviews.show("fr")
        assert page.range.heading.text() == "Mars 2026"
        assert page.totals.total.text() == "au moins 15,0 Wh"
        assert says(page, "7 jours n’ont pas été enregistrés.")
