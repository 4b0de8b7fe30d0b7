"""Adding cloud use by keyboard, on a real ledger, in both languages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import click, letters, nameless, reached_by_tab, rich
from tests.gui.cloud.conftest import EN, TODAY, YESTERDAY, noon, slow_files
from wattprint.domain.cloud import CloudEntry, Origin
from wattprint.domain.factors import estimated_wh
from wattprint.gui.cloud import work
from wattprint.gui.cloud.add_dialog import AddCloudDialog
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.cloud.wording import Wording
from wattprint.ledger import connection
from wattprint.ledger.errors import LedgerFull, LedgerReadOnly
from wattprint.reference.factors import FactorSet
from wattprint.system.paths import Paths

InLedger = Callable[[], list[CloudEntry]]


def opened(qtbot: QtBot, paths: Paths, locale: QLocale) -> AddCloudDialog:
    dialog = AddCloudDialog(paths, locale, now_s=noon)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.chooser.activity is not None)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.count.hasFocus)
    return dialog


def press(dialog: AddCloudDialog, keys: str | Qt.Key, *, ctrl: bool = False) -> None:
    """Keys to whatever has the focus."""
    target = QApplication.focusWidget() or dialog
    if isinstance(keys, str):
        QTest.keyClicks(target, keys)
    else:
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(target, keys, modifier)


@pytest.fixture
def dialog(qtbot: QtBot, paths: Paths, locale: QLocale) -> AddCloudDialog:
    return opened(qtbot, paths, locale)


def test_a_number_and_enter_are_enough(qtbot: QtBot, dialog: AddCloudDialog, in_ledger: InLedger) -> None:
    with qtbot.waitSignal(dialog.changed):
        press(dialog, "5")
        press(dialog, Qt.Key.Key_Return)
    assert in_ledger() == [CloudEntry(1, TODAY, "chatgpt.prompt", 5, Origin.TYPED)]
    english = dialog.locale() == EN
    assert dialog.told.text == (
        "Added 5 × ChatGPT · Prompt." if english else "Ajouté\u00a0: 5 × ChatGPT · Requête."
    )
    # It stays open for the next one.
    assert dialog.isVisible()
    assert dialog.count.text() == ""
    with qtbot.waitSignal(dialog.changed):
        press(dialog, "2,5")
        press(dialog, Qt.Key.Key_Enter)
    assert [entry.count for entry in in_ledger()] == [5, 2.5]


def test_undo_and_redo_by_keyboard(qtbot: QtBot, dialog: AddCloudDialog, in_ledger: InLedger) -> None:
    for count in ("5", "7"):
        with qtbot.waitSignal(dialog.changed):
            press(dialog, count)
            press(dialog, Qt.Key.Key_Return)
    with qtbot.waitSignal(dialog.changed):
        press(dialog, Qt.Key.Key_Z, ctrl=True)
    assert [entry.count for entry in in_ledger()] == [5]
    with qtbot.waitSignal(dialog.changed):
        dialog.told.button.click()
    assert [entry.count for entry in in_ledger()] == [5, 7]
    for left in ([5], []):
        with qtbot.waitSignal(dialog.changed):
            press(dialog, Qt.Key.Key_Z, ctrl=True)
        assert [entry.count for entry in in_ledger()] == left
    press(dialog, Qt.Key.Key_Z, ctrl=True)
    assert dialog.told.text


def test_ctrl_z_first_undoes_what_is_being_typed(
    qtbot: QtBot, dialog: AddCloudDialog, in_ledger: InLedger
) -> None:
    with qtbot.waitSignal(dialog.changed):
        press(dialog, "5")
        press(dialog, Qt.Key.Key_Return)
    press(dialog, "123")
    press(dialog, Qt.Key.Key_Z, ctrl=True)
    assert dialog.count.text() == ""
    assert len(in_ledger()) == 1


def test_the_buttons_add_up(dialog: AddCloudDialog, qtbot: QtBot) -> None:
    for button, text in zip(
        [*dialog.steps.buttons, dialog.steps.buttons[1]], ["1", "6", "16", "21"], strict=True
    ):
        click(button)
        assert dialog.count.text() == text
        assert dialog.count.hasFocus()
    press(dialog, Qt.Key.Key_Down)
    assert dialog.count.text() == "20"
    dialog.count.setText("x")
    press(dialog, Qt.Key.Key_Up)
    assert dialog.count.text() == "1"
    press(dialog, Qt.Key.Key_Down)
    assert dialog.count.text() == "1"


@pytest.mark.parametrize("text", ["", "x", "0", "-3", "1e99", "12 0000", "99999999999"])
def test_what_is_no_count_stays_typed(dialog: AddCloudDialog, in_ledger: InLedger, text: str) -> None:
    dialog.count.setText(text)
    dialog.note.setText("kept")
    press(dialog, Qt.Key.Key_Return)
    assert (dialog.count.text(), dialog.note.text()) == (text, "kept")
    assert dialog.told.text
    assert in_ledger() == []


def test_day_and_note_go_with_it(qtbot: QtBot, dialog: AddCloudDialog, in_ledger: InLedger) -> None:
    note = "<img src=x> & 'co'; DROP TABLE"
    dialog.day.set_day(YESTERDAY)
    dialog.note.setText(note)
    with qtbot.waitSignal(dialog.changed):
        press(dialog, "5")
        press(dialog, Qt.Key.Key_Return)
    assert in_ledger() == [CloudEntry(1, YESTERDAY, "chatgpt.prompt", 5, Origin.TYPED, note)]
    assert Wording(dialog.locale()).day(YESTERDAY) in dialog.told.text
    assert dialog.note.text() == ""
    assert dialog.day.day == YESTERDAY


def test_no_day_after_today_and_none_before_all_this(dialog: AddCloudDialog) -> None:
    dialog.day.setDate(QDate(2026, 3, 12))
    assert dialog.day.day == TODAY
    dialog.day.setDate(QDate(1999, 12, 31))
    assert dialog.day.day == "2000-01-01"


def test_midnight_moves_the_day_unless_another_was_chosen(qtbot: QtBot, paths: Paths) -> None:
    now = [noon()]
    dialog = AddCloudDialog(paths, EN, now_s=lambda: now[0])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.day.day == TODAY
    now[0] += 86400
    dialog.hide()
    dialog.show()
    assert dialog.day.day == "2026-03-12"
    dialog.day.set_day(YESTERDAY)
    now[0] += 86400
    dialog.hide()
    dialog.show()
    assert dialog.day.day == YESTERDAY
    qtbot.waitUntil(lambda: dialog.chooser.activity is not None)


# -- the estimate ------------------------------------------------------------------------------------------


def test_the_estimate_follows_every_key(dialog: AddCloudDialog, factors: FactorSet) -> None:
    factor = factors.factor("chatgpt.prompt", TODAY)
    assert factor is not None
    words = Wording(dialog.locale())
    assert dialog.estimate.value == words.band(factor.band)
    press(dialog, "12")
    assert dialog.estimate.value == words.band(estimated_wh(factor, 12))
    assert dialog.estimate.value == (
        "≈ 4.1 Wh (1.9 to 12)" if dialog.locale() == EN else "≈ 4,1 Wh (1,9 à 12)"
    )
    dialog.day.set_day("2024-01-01")
    assert dialog.estimate.value == words.tr("Not estimated")
    assert not dialog.estimate.link.isVisible()


def test_what_has_no_figure_is_counted_and_says_so(
    qtbot: QtBot, dialog: AddCloudDialog, in_ledger: InLedger
) -> None:
    dialog.choose("chatgpt.deep_research")
    press(dialog, "3")
    assert dialog.estimate.value == ("Not estimated" if dialog.locale() == EN else "Non estimé")
    with qtbot.waitSignal(dialog.changed):
        press(dialog, Qt.Key.Key_Return)
    assert in_ledger()[0].activity == "chatgpt.deep_research"


class Browser(QObject):
    """Stands in for the person's browser."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.asked.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    one = Browser()
    for scheme in ("https", "http", "file"):
        QDesktopServices.setUrlHandler(scheme, one, "open")  # type: ignore[arg-type]
    yield one
    for scheme in ("https", "http", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_the_source_is_opened_by_a_click_and_nothing_else(
    qtbot: QtBot, dialog: AddCloudDialog, browser: Browser, factors: FactorSet
) -> None:
    press(dialog, "12")
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.count.text() == "")
    assert browser.asked == []
    click(dialog.estimate.link)
    factor = factors.factor("chatgpt.prompt", TODAY)
    assert factor is not None
    assert browser.asked == [factor.source.url]
    assert "blog.samaltman.com" in dialog.estimate.link.text()


# -- choosing ----------------------------------------------------------------------------------------------


def test_favourites_are_what_is_typed_most(qtbot: QtBot, paths: Paths, pen: Pen, locale: QLocale) -> None:
    pen.add(YESTERDAY, "grok.prompt", 1)
    dialog = opened(qtbot, paths, locale)
    buttons = dialog.chooser.favourite_buttons
    assert [button.text().partition("\n")[0] for button in buttons] == ["Grok", "ChatGPT", "Claude"]
    assert dialog.chooser.activity is not None
    assert dialog.chooser.activity.id == "grok.prompt"
    click(buttons[2])
    assert dialog.chooser.activity.id == "claude.prompt"
    assert [button.isChecked() for button in buttons] == [False, False, True]
    assert dialog.count.hasFocus()


def test_searching_choosing_and_adding_without_a_mouse(
    qtbot: QtBot, dialog: AddCloudDialog, in_ledger: InLedger
) -> None:
    dialog.chooser.search.setFocus()
    press(dialog, "veo")
    press(dialog, Qt.Key.Key_Return)
    assert in_ledger() == []
    assert dialog.count.hasFocus()
    press(dialog, "8")
    with qtbot.waitSignal(dialog.changed):
        press(dialog, Qt.Key.Key_Return)
    assert [(entry.activity, entry.count) for entry in in_ledger()] == [("gemini.veo", 8)]
    dialog.chooser.search.setFocus()
    dialog.chooser.search.clear()
    press(dialog, "claude")
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Down)
    press(dialog, Qt.Key.Key_Return)
    assert dialog.chooser.activity is not None
    assert dialog.chooser.activity.id == "claude.mini_prompt"
    assert dialog.count.hasFocus()
    assert len(in_ledger()) == 1


def test_the_chosen_activity_stays_in_sight_when_the_list_shrinks(
    qtbot: QtBot, dialog: AddCloudDialog
) -> None:
    chooser = dialog.chooser
    dialog.resize(dialog.width(), dialog.height() + 400)
    chooser.list.setCurrentIndex(chooser.list.model().index(12, 0))
    dialog.resize(dialog.width(), dialog.minimumSizeHint().height())

    def in_sight() -> bool:
        row = chooser.list.visualRect(chooser.list.currentIndex())
        return chooser.list.viewport().rect().contains(row)

    qtbot.waitUntil(in_sight)


def test_programs_of_this_machine_are_explained(dialog: AddCloudDialog) -> None:
    assert not dialog.chooser.hint.isVisible()
    dialog.chooser.search.setText("Ollama")
    assert dialog.chooser.hint.isVisible()
    assert "Ollama" in dialog.chooser.hint.text()
    dialog.chooser.search.setText("nothing of this name at all")
    assert dialog.chooser.hint.isVisible()
    assert "Ollama" not in dialog.chooser.hint.text()
    dialog.chooser.search.clear()
    assert not dialog.chooser.hint.isVisible()
    assert dialog.chooser.list.currentIndex().isValid()


# -- what recurs -------------------------------------------------------------------------------------------


def test_recurring_in_place_of_another_and_back(
    qtbot: QtBot, dialog: AddCloudDialog, pen: Pen, in_ledger: InLedger
) -> None:
    pen.start_recurring("chatgpt.prompt", 5, 0b11111, "2026-03-09")
    dialog.repeat.choice.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.changed):
        press(dialog, "8")
        press(dialog, Qt.Key.Key_Return)
    assert [(one.count, one.weekdays, one.to_day) for one in pen.recurring()] == [
        (5, 0b11111, YESTERDAY),
        (8, 127, None),
    ]
    assert "5 × ChatGPT" in dialog.told.text
    assert [entry.count for entry in in_ledger()] == [5, 5, 8]
    assert not dialog.repeat.recurs
    with qtbot.waitSignal(dialog.changed):
        press(dialog, Qt.Key.Key_Z, ctrl=True)
    assert [entry.count for entry in in_ledger()] == [5, 5, 5]


def test_chosen_days(qtbot: QtBot, dialog: AddCloudDialog, pen: Pen, in_ledger: InLedger) -> None:
    dialog.repeat.choice.setCurrentIndex(3)
    press(dialog, "2")
    press(dialog, Qt.Key.Key_Return)
    assert pen.recurring() == []
    assert dialog.told.text
    boxes = dialog.repeat.day_boxes
    # A week begins on Sunday in the United States, and on Monday in France.
    english = dialog.locale() == EN
    assert [box.accessibleName().casefold()[:2] for box in (boxes[0], boxes[6])] == (
        ["su", "sa"] if english else ["lu", "di"]
    )
    (boxes[1] if english else boxes[0]).setChecked(True)
    dialog.day.set_day("2026-03-01")
    dialog.count.setFocus()
    with qtbot.waitSignal(dialog.changed):
        press(dialog, Qt.Key.Key_Return)
    assert [one.weekdays for one in pen.recurring()] == [1]
    assert [entry.local_day for entry in in_ledger()] == ["2026-03-02", "2026-03-09"]


# -- when it cannot be written -----------------------------------------------------------------------------


def test_a_first_ledger_is_begun(
    qtbot: QtBot, paths: Paths, dialog: AddCloudDialog, in_ledger: InLedger
) -> None:
    paths.ledger.unlink()
    with qtbot.waitSignal(dialog.changed):
        press(dialog, "5")
        press(dialog, Qt.Key.Key_Return)
    assert len(in_ledger()) == 1


def damaged(paths: Paths) -> None:
    paths.ledger.write_bytes(b"SQLite format 3\0" + b"\xff" * 8192)


def too_new(paths: Paths) -> None:
    with sqlite3.connect(paths.ledger) as ledger:
        ledger.execute("PRAGMA user_version = 9999")
    ledger.close()


def foreign(paths: Paths) -> None:
    paths.ledger.unlink()
    paths.ledger.mkdir()


@pytest.mark.parametrize("spoil", [damaged, too_new, foreign])
def test_a_ledger_that_cannot_be_used(
    qtbot: QtBot, paths: Paths, dialog: AddCloudDialog, spoil: Callable[[Paths], None]
) -> None:
    spoil(paths)
    assert_kept(qtbot, dialog)


def test_a_busy_ledger(
    qtbot: QtBot, paths: Paths, dialog: AddCloudDialog, in_ledger: InLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(paths.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert_kept(qtbot, dialog)
    other.execute("ROLLBACK")
    other.close()
    with qtbot.waitSignal(dialog.changed):
        press(dialog, Qt.Key.Key_Return)
    assert [(entry.count, entry.note) for entry in in_ledger()] == [(12, "keep me")]


@pytest.mark.parametrize("kind", [LedgerFull, LedgerReadOnly])
def test_a_disk_that_refuses(
    qtbot: QtBot,
    paths: Paths,
    dialog: AddCloudDialog,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[LedgerFull | LedgerReadOnly],
) -> None:
    def refuse(*_: object) -> int:
        raise kind(paths.ledger)

    monkeypatch.setattr(Pen, "add", refuse)
    assert_kept(qtbot, dialog)


def assert_kept(qtbot: QtBot, dialog: AddCloudDialog) -> None:
    """One line says why, and everything typed is still there."""
    dialog.note.setText("keep me")
    with qtbot.assertNotEmitted(dialog.changed):
        press(dialog, "12")
        press(dialog, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(dialog.told.text))
    assert "\n" not in dialog.told.text
    assert dialog.told.text.startswith("Not saved. " if dialog.locale() == EN else "Non enregistré. ")
    assert (dialog.count.text(), dialog.note.text()) == ("12", "keep me")


def test_the_window_answers_while_the_ledger_does_not(
    qtbot: QtBot, paths: Paths, dialog: AddCloudDialog, in_ledger: InLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It waits longer than the ledger is held, however slow the machine is.
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 60_000)
    other = sqlite3.connect(paths.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    press(dialog, "5")
    press(dialog, Qt.Key.Key_Return)
    # Whoever goes on typing keeps what was typed.
    dialog.count.setText("77")
    QApplication.processEvents()
    assert dialog.estimate.value
    other.execute("ROLLBACK")
    other.close()
    qtbot.waitUntil(lambda: len(in_ledger()) == 1)
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert [entry.count for entry in in_ledger()] == [5]
    assert dialog.count.text() == "77"


@pytest.mark.parametrize("repeat", [0, 1])
def test_enter_twice_while_it_is_written_counts_once(
    qtbot: QtBot, dialog: AddCloudDialog, pen: Pen, in_ledger: InLedger, repeat: int
) -> None:
    dialog.repeat.choice.setCurrentIndex(repeat)
    with qtbot.waitSignal(dialog.changed), slow_files():
        press(dialog, "5")
        for _ in range(2):
            press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert [entry.count for entry in in_ledger()] == [5]
    assert len(pen.recurring()) == repeat
    # Once it is in the ledger the same can be counted again, and something else at any time.
    with slow_files():
        for count in ("5", "7"):
            dialog.count.setText(count)
            press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: work.under_way() == 0)
    assert sorted(entry.count for entry in in_ledger()) == [5, 5, 7]


def test_broken_own_factors_are_told_and_left_out(qtbot: QtBot, paths: Paths, locale: QLocale) -> None:
    paths.config.with_name("factors.toml").write_text("schema_version = <b>1</b>", encoding="utf-8")
    dialog = opened(qtbot, paths, locale)
    assert dialog.own_factors.isVisible()
    assert "factors.toml" in dialog.own_factors.text()
    assert "\n" not in dialog.own_factors.text()
    assert dialog.estimate.value.startswith("≈")


HOSTILE = """
schema_version = 1
[[service]]
id = "mine"
name_en = "<b>R&D</b>"
name_fr = "<b>R&D</b>"
grid_zone = "FRA"
[[activity]]
id = "mine.prompt"
unit = "prompt"
name_en = "<img src='x'> {0} %n"
name_fr = "<img src='x'> {0} %n"
not_estimated = true
"""


def test_names_are_shown_as_they_are(qtbot: QtBot, paths: Paths, pen: Pen, locale: QLocale) -> None:
    paths.config.with_name("factors.toml").write_text(HOSTILE, encoding="utf-8")
    pen.add(YESTERDAY, "mine.prompt", 1)
    dialog = opened(qtbot, paths, locale)
    assert not dialog.own_factors.text()
    button = dialog.chooser.favourite_buttons[0]
    assert button.text().startswith("<b>R&&D</b>\n")
    assert "&lt;b&gt;" in button.toolTip()
    name = "<b>R&D</b> · <img src='x'> {0} %n"
    assert dialog.heading.text() == name
    with qtbot.waitSignal(dialog.changed):
        press(dialog, "5")
        press(dialog, Qt.Key.Key_Return)
    assert name in dialog.told.text
    assert rich(dialog) == []


# -- for everybody -----------------------------------------------------------------------------------------


def test_letters_are_unique(dialog: AddCloudDialog) -> None:
    for text in (dialog.told.tr("&Undo"), dialog.told.tr("Put &back")):
        dialog.told.tell("x", text)
        for row in (0, 1):
            dialog.repeat.choice.setCurrentIndex(row)
            found = letters(dialog)
            assert len(found) >= 10
            assert len(found) == len(set(found)), sorted(found)


def test_every_field_has_a_name_and_tab_leads_to_it(dialog: AddCloudDialog) -> None:
    dialog.repeat.choice.setCurrentIndex(3)
    dialog.told.tell("x", "y")
    assert nameless(dialog) == []
    reached = reached_by_tab(dialog)
    buttons = dialog.chooser.favourite_buttons
    order = [*buttons, dialog.chooser.search, dialog.chooser.list, dialog.count, *dialog.steps.buttons]
    order += [dialog.day, dialog.repeat.choice, *dialog.repeat.day_boxes, dialog.note, dialog.estimate.link]
    order += [dialog.told.button, dialog._past, dialog._recurs, dialog.add]
    places = [reached.index(widget) for widget in order]
    start = places.index(min(places))
    turned = places[start:] + places[:start]
    assert turned == sorted(turned)


def test_enter_on_a_button_presses_that_button(
    qtbot: QtBot, dialog: AddCloudDialog, in_ledger: InLedger
) -> None:
    dialog.steps.buttons[2].setFocus()
    press(dialog, Qt.Key.Key_Return)
    assert dialog.count.text() == "10"
    dialog.show_entries()
    assert dialog._entries is not None
    with qtbot.waitExposed(dialog._entries):
        pass
    assert in_ledger() == []


def test_escape_closes_and_keeps_what_was_typed(qtbot: QtBot, dialog: AddCloudDialog) -> None:
    press(dialog, "123")
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.show()
    qtbot.waitUntil(dialog.count.hasFocus)
    assert dialog.count.text() == "123"


def test_it_fits_a_small_screen(dialog: AddCloudDialog) -> None:
    smallest = dialog.minimumSizeHint()
    line = dialog.fontMetrics().height()
    assert smallest.width() <= 48 * line
    assert smallest.height() <= 34 * line


def test_nothing_moves_while_nothing_happens(qtbot: QtBot, dialog: AddCloudDialog) -> None:
    class Counter(QObject):
        seen = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.seen += event.type() is QEvent.Type.Timer
            return False

    counter = Counter()
    dialog.chooser.installEventFilter(counter)
    dialog.installEventFilter(counter)
    qtbot.wait(300)
    assert counter.seen == 0
