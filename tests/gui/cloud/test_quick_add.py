"""The rows of the main window: one click counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import click, letters, nameless, rich
from tests.gui.cloud.conftest import EN, TODAY, YESTERDAY, noon
from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.quick_add import CutLabel, QuickAdd
from wattprint.ledger.errors import LedgerFull
from wattprint.system.paths import Paths

InLedger = Callable[[], list[CloudEntry]]


@pytest.fixture
def quick(qtbot: QtBot, paths: Paths, locale: QLocale) -> QuickAdd:
    return shown(qtbot, paths, locale)


def shown(qtbot: QtBot, paths: Paths, locale: QLocale) -> QuickAdd:
    widget = QuickAdd(paths, locale, now_s=noon)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: len(widget.rows) == 3)
    return widget


def test_each_button_adds_its_number(qtbot: QtBot, quick: QuickAdd, in_ledger: InLedger) -> None:
    for row in quick.rows.values():
        for button in row.buttons:
            with qtbot.waitSignal(quick.changed):
                click(button)
    assert [(entry.activity, entry.count) for entry in in_ledger()] == [
        (activity, count)
        for activity in ("chatgpt.prompt", "claude.prompt", "gemini.prompt")
        for count in (1, 5, 10)
    ]
    assert all((one.local_day, one.origin) == (TODAY, Origin.TYPED) for one in in_ledger())


def test_undo_and_put_back(qtbot: QtBot, quick: QuickAdd, in_ledger: InLedger) -> None:
    button = quick.rows["claude.prompt"].buttons[1]
    with qtbot.waitSignal(quick.changed):
        button.click()
    english = quick.locale() == EN
    assert quick.told.text == (
        "Added 5 × Claude · Prompt." if english else "Ajouté\u00a0: 5 × Claude · Requête."
    )
    with qtbot.waitSignal(quick.changed):
        quick.told.button.click()
    assert in_ledger() == []
    with qtbot.waitSignal(quick.changed):
        quick.told.button.click()
    assert [entry.count for entry in in_ledger()] == [5]
    button.setFocus()
    with qtbot.waitSignal(quick.changed):
        QTest.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert in_ledger() == []


def test_rows_stay_put_until_shown_again(qtbot: QtBot, quick: QuickAdd) -> None:
    for _ in range(2):
        with qtbot.waitSignal(quick.changed):
            quick.rows["gemini.prompt"].buttons[0].click()
    assert list(quick.rows) == ["chatgpt.prompt", "claude.prompt", "gemini.prompt"]
    quick.hide()
    quick.show()
    qtbot.waitUntil(lambda: next(iter(quick.rows)) == "gemini.prompt")


def test_each_row_tells_what_was_counted_today(qtbot: QtBot, quick: QuickAdd) -> None:
    english = quick.locale() == EN
    assert {label.text() for label in quick.counts.values()} == {""}
    quick.show_counts({"claude.prompt": 5.0, "gemini.prompt": 1234.5})
    assert [label.text() for label in quick.counts.values()] == (
        ["", "5 today", "1,234.5 today"] if english else ["", "5 aujourd’hui", "1\u202f234,5 aujourd’hui"]
    )
    label = quick.counts["claude.prompt"]
    told = "Claude · Prompt: 5 today" if english else "Claude · Requête: 5 aujourd’hui"
    assert label.accessibleName() == told
    # Rows that are made anew tell it, too.
    for _ in range(2):
        with qtbot.waitSignal(quick.changed):
            quick.rows["gemini.prompt"].buttons[0].click()
    quick.hide()
    quick.show()
    qtbot.waitUntil(lambda: next(iter(quick.rows)) == "gemini.prompt")
    assert [label.text() for label in quick.counts.values()][1:] == [
        "",
        "5 today" if english else "5 aujourd’hui",
    ]
    quick.show_counts({})
    assert {label.text() for label in quick.counts.values()} == {""}


def test_a_full_disk_is_told(
    qtbot: QtBot, quick: QuickAdd, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise LedgerFull(paths.ledger)

    monkeypatch.setattr(Pen, "add", refuse)
    with qtbot.assertNotEmitted(quick.changed):
        quick.rows["claude.prompt"].buttons[0].click()
        qtbot.waitUntil(lambda: bool(quick.told.text))
    assert str(paths.ledger) in quick.told.text


def test_for_everybody(quick: QuickAdd) -> None:
    assert nameless(quick) == []
    assert rich(quick) == []
    names = {button.accessibleName() for row in quick.rows.values() for button in row.buttons}
    assert len(names) == 9
    found = letters(quick)
    assert len(found) == len(set(found))


def test_a_long_name_does_not_widen_the_window(qtbot: QtBot, paths: Paths, pen: Pen) -> None:
    pen.add(YESTERDAY, "chatgpt.very_long_document", 1)
    quick = shown(qtbot, paths, EN)
    assert quick.minimumSizeHint().width() < 80 * quick.fontMetrics().averageCharWidth()
    quick.resize(quick.minimumSizeHint())
    name = quick.findChildren(CutLabel)[0]
    qtbot.waitUntil(lambda: "…" in name.text())
    assert name.accessibleName() == "ChatGPT · Prompt with a very long document (about 100,000 tokens)"
