"""What a screen reader finds: name, summary, every bar, and the cursor as the focus."""

from __future__ import annotations

import gc
import re
from datetime import date, timedelta

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.charts.conftest import Show
from wattprint.gui.charts import accessible
from wattprint.gui.charts.bar import Bar, Covered
from wattprint.gui.charts.bars import BarChart
from wattprint.gui.charts.line import LivePowerLine

Text = QAccessible.Text


def fortnight() -> BarChart:
    chart = BarChart()
    first = date(2026, 11, 8)
    bars = [Bar("", 12.3 + 91 * n, day=first + timedelta(days=n)) for n in range(13)]
    bars.append(Bar("", 0.0, covered=Covered.NONE, day=first + timedelta(days=13)))
    chart.set_bars(bars)
    chart.setAccessibleName("Last 14 days")
    return chart


def test_the_summary_says_how_many_from_where_to_where_and_when_most(show: Show) -> None:
    chart = show(fortnight(), language="en")
    assert re.fullmatch(
        r"14 day(s|\(s\)); 12\.3 Wh to 1\.10 kWh; highest: Friday, November 20, 2026; Not recorded: 1",
        chart.summary(),
    )
    show(chart, language="fr")
    assert "12,3 Wh" in chart.summary()
    assert "vendredi 20 novembre 2026" in chart.summary()


@pytest.mark.parametrize(
    ("bars", "summary"),
    [
        ([], "Nothing to show yet"),
        ([Bar("a", 5.0)], r"1 bar(\(s\))?; 5\.00 Wh"),
        ([Bar("a", 5.0), Bar("b", 5.0)], r"2 bar(s|\(s\)); 5\.00 Wh"),
        ([Bar("a", 0.0, covered=Covered.NONE)], r"1 bar(\(s\))?; Not recorded: 1"),
        ([Bar("a", 1.0, 1.0), Bar("b", 5.0)], r"2 bar(s|\(s\)); ≈ 2\.0 Wh to 5\.00 Wh; highest: b"),
    ],
)
def test_summaries_of_other_charts(show: Show, bars: list[Bar], summary: str) -> None:
    chart = BarChart()
    chart.set_bars(bars)
    assert re.fullmatch(summary, show(chart).summary())


def test_a_reader_finds_name_summary_and_bars(show: Show) -> None:
    chart = show(fortnight(), focus=True)
    found = QAccessible.queryAccessibleInterface(chart)
    assert found.role() is QAccessible.Role.Chart
    assert found.text(Text.Name) == "Last 14 days"
    assert found.text(Text.Description) == chart.summary()
    assert found.text(Text.Value) == chart.read_out(13).spoken
    assert found.childCount() == 14
    item = found.child(2)
    assert item.role() is QAccessible.Role.ListItem
    assert item.text(Text.Name) == "Tuesday, November 10, 2026: Measured 194 Wh"
    assert item.parent() is found
    assert found.indexOfChild(item) == 2
    centre = item.rect().center()
    assert found.childAt(centre.x(), centre.y()) is item
    assert item.rect().size() == chart.item_rect(2).toAlignedRect().size()
    assert found.child(14) is None
    assert found.child(-1) is None


def test_a_description_of_the_window_s_own_comes_first(show: Show) -> None:
    chart = fortnight()
    chart.setAccessibleDescription("Local and cloud.")
    found = QAccessible.queryAccessibleInterface(show(chart))
    assert found.text(Text.Description) == f"Local and cloud. {chart.summary()}"


def test_the_cursor_is_the_focus(show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[QAccessible.Event, int]] = []

    def note(event: QAccessibleEvent) -> None:
        told.append((event.type(), event.child()))

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    chart = show(fortnight(), focus=True)
    found = QAccessible.queryAccessibleInterface(chart)
    told.clear()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert told == [(QAccessible.Event.Focus, 12)]
    assert found.focusChild() is found.child(12)
    focused = [found.child(index).state().focused for index in range(14)]
    assert focused == [index == 12 for index in range(14)]
    # Nobody is told what did not happen.
    told.clear()
    chart.set_bars(chart.bars())
    assert told == []
    chart.set_bars(chart.bars()[:5])
    assert (QAccessible.Event.DescriptionChanged, -1) in told


def test_a_live_line_does_not_chatter(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    chart = show(LivePowerLine())
    told.clear()
    for second in range(5):
        chart.add(float(second), 10.0)
    assert told == []


def test_items_that_are_gone_say_so(show: Show) -> None:
    chart = show(fortnight())
    item = QAccessible.queryAccessibleInterface(chart).child(9)
    assert item.isValid()
    chart.set_bars(chart.bars()[:3])
    assert not item.isValid()
    assert item.text(Text.Name) == ""
    assert item.rect().isNull()
    assert item.state().invalid


def test_a_chart_that_is_gone_leaves_nothing_behind(qtbot: QtBot) -> None:
    before = len(accessible._interfaces)
    for _ in range(50):
        chart = fortnight()
        found = QAccessible.queryAccessibleInterface(chart)
        assert [found.child(index).text(Text.Name) for index in range(14)]
        shiboken6.delete(chart)
        del chart, found
    gc.collect()
    assert len(accessible._interfaces) == before


def test_nobody_holds_a_chart_that_its_window_let_go(qtbot: QtBot) -> None:
    before = len(accessible._interfaces)
    chart = fortnight()
    QAccessible.queryAccessibleInterface(chart).child(1)
    del chart
    gc.collect()
    assert len(accessible._interfaces) == before


def test_other_widgets_keep_their_own_interface(qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    fortnight()
    found = QAccessible.queryAccessibleInterface(button)
    assert found.role() is QAccessible.Role.PushButton
    assert found.text(Text.Name) == "Save"


def test_the_table_says_the_same(show: Show) -> None:
    chart = BarChart()
    chart.set_bars(
        [
            Bar("a", 100.0, 50.0, 120.0, 260.0, Covered.PART),
            Bar("b", 0.0, covered=Covered.NONE),
            Bar("c", 0.0, 20.0, covered=Covered.NONE, at_least=True),
            Bar("d", 0.0),
        ]
    )
    table = show(chart, language="fr").table()
    assert table.headers == ("Name", "Measured", "Estimated", "Total", "Low", "High", "Coverage")
    assert table.rows == (
        ("a", "100 Wh", "≈ 50 Wh", "≈ 150 Wh", "≈ 120 Wh", "≈ 260 Wh", "Partly recorded"),
        ("b", "", "", "", "", "", "Not recorded"),
        ("c", "", "≈ 20 Wh", "at least ≈ 20 Wh", "", "", "Not recorded"),
        ("d", "0 Wh", "0 Wh", "0 Wh", "", "", "Recorded"),
    )
