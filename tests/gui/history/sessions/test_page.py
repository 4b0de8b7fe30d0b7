"""The page in front of a real ledger: finding, looking, saying something of sessions, taking it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QLocale, QModelIndex, QPoint, Qt, QTranslator
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import letters, nameless, rich
from tests.gui.history.sessions.ledgers import CHAT, CPU, FIRST_S, HOUR_S, IMAGE, Sitting, book, many
from tests.gui.history.sessions.lines import HOSTILE
from wattprint.domain.readings import Quality
from wattprint.domain.trace import PowerTrace
from wattprint.domain.workload import Kind, Workload
from wattprint.gui.cloud import work
from wattprint.gui.history.page import Setting
from wattprint.gui.history.sessions import filter_bar
from wattprint.gui.history.sessions.assign_dialog import AssignDialog
from wattprint.gui.history.sessions.choosing import MOST_CHOSEN
from wattprint.gui.history.sessions.columns import Column
from wattprint.gui.history.sessions.model import SessionsModel
from wattprint.gui.history.sessions.naming_dialog import NamingDialog
from wattprint.gui.history.sessions.outputs_dialog import OutputsDialog
from wattprint.gui.history.sessions.page import SessionsPage
from wattprint.gui.history.sessions.split_dialog import SplitDialog
from wattprint.gui.language import install_translators
from wattprint.gui.phrases import Phrases
from wattprint.gui.remembered import Remembered
from wattprint.ledger import connection
from wattprint.ledger.person import PersonLedger
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths
from wattprint.system.recorder_lock import RecorderLock

EN = QLocale("en_US")
NOW_S = FIRST_S + 30 * 86400.0

#: Longer than any test lasts.
NEVER_MS = 3_600_000

Opened = Callable[..., SessionsPage]
Speaking = Callable[[str], AbstractContextManager[object]]


@pytest.fixture(params=["en", "fr"])
def both(request: pytest.FixtureRequest, speaking: Speaking) -> Iterator[str]:
    with speaking(request.param):
        yield request.param


@pytest.fixture
def opened(qtbot: QtBot, paths: Paths, qapp: QApplication, translations: object) -> Iterator[Opened]:
    """Opens the page on a ledger with these sittings, and waits until it has read."""
    pages = []
    installed: list[QTranslator] = []

    def make(sittings: list[Sitting] | None = None, language: str = "en", **known: object) -> SessionsPage:
        if sittings:
            book(paths.ledger, sittings, **known)  # type: ignore[arg-type]
        if not installed:
            installed.extend(install_translators(qapp, language, translations))  # type: ignore[arg-type]
        locale = EN if language == "en" else QLocale("fr_FR")
        setting = Setting(paths, Phrases(locale, Texts(language)), Remembered(paths.config), lambda: NOW_S)
        page = SessionsPage(setting)
        page.resize(1200, 800)
        pages.append(page)
        with qtbot.waitSignal(page.model.listed):
            page.show()
        settled(qtbot)
        return page

    yield make
    for page in pages:
        page.close()
        page.deleteLater()
    for translator in installed:
        qapp.removeTranslator(translator)


def settled(qtbot: QtBot) -> None:
    """Nothing is being read or written any more."""
    qtbot.waitUntil(lambda: work.under_way() == 0)


def choose(page: SessionsPage, *rows: int) -> None:
    flags = page.table.selectionModel().SelectionFlag
    page.table.selectionModel().clear()
    for row in rows:
        page.table.selectionModel().setCurrentIndex(page.model.index(row, 0), flags.Select | flags.Rows)


def column(page: SessionsPage, of: Column) -> list[str]:
    return [str(page.model.index(row, of).data()) for row in range(page.model.rowCount())]


def dialog_of(page: SessionsPage, kind: type[QDialog]) -> QDialog:
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def press(page: SessionsPage, qtbot: QtBot, keys: str) -> None:
    """Keys in the table, and what follows from them."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    QTest.keySequence(page.table, QKeySequence(keys))
    settled(qtbot)


def described(page: SessionsPage, row: int) -> bool:
    return page.details.detail is not None and page.details.detail.line == page.model.line(row)


def fits(page: SessionsPage) -> bool:
    sheet = page.details.widget()
    return sheet is not None and sheet.width() <= page.details.viewport().width()


# -- looking ----------------------------------------------------------------------------------------------


def test_a_trace_that_is_not_kept_leaves_a_sentence_and_no_hole(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(1))
    qtbot.waitUntil(lambda: page.details.detail is not None)
    detail = page.details.detail
    assert detail is not None
    assert page.details.chart.isVisible()
    assert not page.details.no_chart.isVisible()
    page.details.tell(replace(detail, details=replace(detail.details, trace=PowerTrace())))
    assert not page.details.chart.isVisible()
    assert page.details.no_chart.text() == "Its power over time is not kept any more."
    assert page.details.no_chart.isVisible()
    page.details.tell(detail)
    assert page.details.chart.isVisible()


def test_the_newest_comes_first_and_is_told_beside_the_table(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(3))
    assert column(page, Column.ENERGY) == ["3.00 Wh", "2.00 Wh", "1.00 Wh"]
    assert page.summary.text() == "3 sessions, 6.00 Wh"
    qtbot.waitUntil(lambda: page.details.detail is not None)
    assert page.details.title.accessibleName() == "Ollama"
    assert page.details.energy.text() == "3.00 Wh"
    assert "qwen3:14b" in page.details.accessibleDescription()
    choose(page, 1)
    qtbot.waitUntil(lambda: page.details.title.accessibleName() == "ComfyUI")


def test_no_sessions_yet(opened: Opened, paths: Paths) -> None:
    paths.ledger.unlink()
    page = opened()
    assert page.empty.head.text() == "No sessions yet"
    assert not page.empty.button.isVisible()
    assert not paths.ledger.exists()
    assert not any(action.isEnabled() for action in page.acts.all)


def test_a_filter_that_nothing_fits_can_be_cleared_by_one_key(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(4))
    page.filter.text.setFocus()
    with qtbot.waitSignal(page.model.listed):
        QTest.keyClicks(page.filter.text, "no such thing")
    assert page.empty.head.text() == "Nothing matches"
    assert page.empty.button.isVisible()
    with qtbot.waitSignal(page.model.listed):
        QTest.keyClick(page.empty.button, Qt.Key.Key_Return)
    assert page.model.rowCount() == 4
    assert not page.filter.clear.isEnabled()


def test_typing_asks_once(opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    # Fingers that rest only when the test says so, however long a key takes on a busy machine.
    monkeypatch.setattr(filter_bar, "_DEBOUNCE_MS", NEVER_MS)
    page = opened(many(4))
    asked = []
    page.filter.changed.connect(lambda: asked.append(page.filter.text.text()))
    QTest.keyClicks(page.filter.text, "qwen", delay=5)
    assert asked == []
    resting = page.filter._typing
    assert resting.isActive()
    resting.setInterval(0)
    qtbot.waitUntil(lambda: bool(asked))
    settled(qtbot)
    assert asked == ["qwen"]
    assert not resting.isActive()
    assert column(page, Column.TITLE) == ["Ollama", "Ollama"]


def test_letters_typed_in_the_table_go_on_in_the_filter(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(4))
    with qtbot.waitSignal(page.model.listed):
        press(page, qtbot, "c")
    assert page.filter.text.text() == "c"


def test_kind_app_and_days(opened: Opened, qtbot: QtBot) -> None:
    page = opened([Sitting(after_s=day * 86400.0, workload=(CHAT, IMAGE)[day % 2]) for day in range(6)])
    for box, value, count in (
        (page.filter.kind, Kind.IMAGE, 3), (page.filter.app, "ollama", 0), (page.filter.kind, None, 3)
    ):  # fmt: skip
        with qtbot.waitSignal(page.model.listed):
            box.setCurrentIndex(box.findData(value))
            box.activated.emit(box.currentIndex())
        assert page.model.rowCount() == count
    with qtbot.waitSignal(page.model.listed):
        page.show_days("2026-03-11", "2026-03-13")
    assert page.model.rowCount() == 3
    assert page.days_shown() == ("2026-03-11", "2026-03-13")
    assert page.filter.app.currentIndex() == 0
    with qtbot.waitSignal(page.model.listed):
        page.filter.clear.click()
    assert page.days_shown() is None


def test_every_column_is_sorted_by_its_heading_and_by_keyboard(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(4))
    header = page.table.horizontalHeader()
    for of in Column:
        with qtbot.waitSignal(page.model.listed):
            header.sectionClicked.emit(int(of))
        assert header.sortIndicatorSection() == of
    page.table.setCurrentIndex(page.model.index(0, Column.ENERGY))
    press(page, qtbot, "Ctrl+Shift+S")
    assert column(page, Column.ENERGY)[0] == "4.00 Wh"
    press(page, qtbot, "Ctrl+Shift+S")
    assert column(page, Column.ENERGY)[0] == "1.00 Wh"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sign_of_the_order_covers_no_heading(opened: Opened, qtbot: QtBot, language: str) -> None:
    page = opened(many(2), language)
    header = page.table.horizontalHeader()
    for one in Column:
        page.sort_by(one)
        settled(qtbot)
        assert header.sectionSize(one) > header.sectionSizeHint(one), one


def test_what_is_written_meanwhile_keeps_the_chosen_session(
    opened: Opened, paths: Paths, qtbot: QtBot
) -> None:
    page = opened(many(60))
    choose(page, 30)
    before = page.table.current_line()
    book(paths.ledger, [Sitting(after_s=1e6), Sitting(after_s=2e6)])
    with qtbot.waitSignal(page.model.listed):
        page.reload()
    assert before is not None
    now = page.table.current_line()
    assert now is not None
    assert now.session_id == before.session_id
    assert page.table.currentIndex().row() == 32


def test_numbers_lead_to_what_stands_behind_them(opened: Opened, qtbot: QtBot) -> None:
    page = opened([Sitting()])
    qtbot.waitUntil(lambda: bool(page.details.links()))
    wanted: list[str] = []
    page.number_wanted.connect(wanted.append)
    for button in page.details.links():
        button.click()
    assert wanted[:2] == ["method", "tolerance:nvidia.gpu.counter"]
    assert any(anchor.startswith("grid:") for anchor in wanted)


def test_how_it_is_known_is_said_in_words(opened: Opened, qtbot: QtBot) -> None:
    modelled = Sitting(quality=Quality.MODELLED, device=CPU, joules=36000.0, shared=True)
    page = opened([modelled])
    qtbot.waitUntil(lambda: page.details.detail is not None)
    assert page.details.energy.text() == "≈ 10 Wh"
    texts = " ".join(label.text() for label in page.details.findChildren(QLabel))
    assert "modelled from its busy time" in texts
    assert "split equally" in texts


def test_learning_is_said_and_never_shown_as_nothing(opened: Opened, qtbot: QtBot) -> None:
    page = opened([Sitting(device=CPU)], baseline_w=None)
    qtbot.waitUntil(lambda: page.details.detail is not None)
    assert column(page, Column.ENERGY) == ["learning"]
    assert page.details.energy.text() == "learning"
    assert page.summary.text() == "1 session, learning"


# -- saying -----------------------------------------------------------------------------------------------


def test_renamed_by_f2_and_back(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(2))
    choose(page, 0)
    press(page, qtbot, "F2")
    dialog = dialog_of(page, NamingDialog)
    assert isinstance(dialog, NamingDialog)
    with qtbot.waitSignal(page.written):
        QTest.keyClicks(dialog.name, "Tax letters")
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    settled(qtbot)
    assert column(page, Column.TITLE)[0] == "Tax letters"
    press(page, qtbot, "Ctrl+Z")
    assert column(page, Column.TITLE)[0] == "ComfyUI"
    press(page, qtbot, "Ctrl+Shift+Z")
    assert column(page, Column.TITLE)[0] == "Tax letters"


def test_what_it_made_gives_the_energy_of_each(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(2))
    choose(page, 0)
    page.acts.made.trigger()
    dialog = dialog_of(page, OutputsDialog)
    assert isinstance(dialog, OutputsDialog)
    assert dialog.unit.currentData() == "image"
    assert not dialog.yes.isEnabled()
    QTest.keyClicks(dialog.count, "2")
    assert dialog.told.text() == "That is 1.00 Wh per image."
    with qtbot.waitSignal(page.written):
        QTest.keyClick(dialog.count, Qt.Key.Key_Return)
    settled(qtbot)
    assert column(page, Column.OUTPUTS)[0] == "2 images"
    assert column(page, Column.PER_OUTPUT)[0] == "1.00 Wh"
    press(page, qtbot, "Ctrl+Z")
    assert column(page, Column.OUTPUTS)[0] == "–"


def test_assigned_to_an_app_of_ones_own_and_another_kind(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(3))
    choose(page, 0, 2)
    page.acts.assign.trigger()
    dialog = dialog_of(page, AssignDialog)
    assert isinstance(dialog, AssignDialog)
    assert dialog.answer() is None
    dialog.app.setEditText("My studio")
    dialog.kind.setCurrentIndex(dialog.kind.findData(Kind.VIDEO))
    with qtbot.waitSignal(page.written):
        dialog.yes.click()
    settled(qtbot)
    assert column(page, Column.TITLE) == ["My studio", "ComfyUI", "My studio"]
    assert column(page, Column.KIND) == ["video", "image", "video"]
    assert page.filter.app.findText("My studio") > 0
    press(page, qtbot, "Ctrl+Z")
    assert column(page, Column.TITLE) == ["Ollama", "ComfyUI", "Ollama"]


def test_a_change_of_several_that_fails_at_one_leaves_the_others(
    opened: Opened, qtbot: QtBot, paths: Paths
) -> None:
    page = opened(many(3))
    choose(page, 0, 2)
    page.acts.assign.trigger()
    dialog = dialog_of(page, AssignDialog)
    assert isinstance(dialog, AssignDialog)
    with PersonLedger(paths.ledger) as elsewhere:
        elsewhere.annotations.delete([1], NOW_S)  # the lowest of the three, chosen last
    dialog.app.setEditText("My studio")
    dialog.yes.click()
    settled(qtbot)
    assert page.told.text == "This session is no longer in the list."
    page.reload()
    settled(qtbot)
    assert column(page, Column.TITLE) == ["Ollama", "ComfyUI"]


def test_a_ledger_that_is_held_costs_nothing_that_was_typed(
    opened: Opened, qtbot: QtBot, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 50)
    page = opened(many(2))
    choose(page, 0)
    page.acts.rename.trigger()
    dialog = dialog_of(page, NamingDialog)
    assert isinstance(dialog, NamingDialog)
    dialog.name.setText("A long and well considered name")
    other = sqlite3.connect(paths.ledger, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    dialog.yes.click()
    assert not dialog.isVisible()
    settled(qtbot)
    assert dialog.isVisible()
    assert "held by another program" in dialog.refused.text
    assert dialog.name.text() == "A long and well considered name"
    other.close()
    gone: list[int] = []
    dialog.destroyed.connect(lambda *_: gone.append(1))
    with qtbot.waitSignal(page.written):
        dialog.yes.click()
    settled(qtbot)
    assert column(page, Column.TITLE)[0] == "A long and well considered name"
    qtbot.waitUntil(lambda: bool(gone))


def test_what_cannot_be_undone_any_more_is_said_and_does_not_block_what_was_done_before(
    opened: Opened, qtbot: QtBot, paths: Paths
) -> None:
    page = opened(many(2))
    for row, name in ((0, "Upper"), (1, "Lower")):
        choose(page, row)
        page.acts.rename.trigger()
        dialog = dialog_of(page, NamingDialog)
        assert isinstance(dialog, NamingDialog)
        dialog.name.setText(name)
        with qtbot.waitSignal(page.written):
            dialog.yes.click()
        settled(qtbot)
    with PersonLedger(paths.ledger) as elsewhere:
        elsewhere.annotations.rename(1, "Elsewhere")
    press(page, qtbot, "Ctrl+Z")
    assert page.told.text == "It was changed in between: that cannot be taken back any more."
    press(page, qtbot, "Ctrl+Z")
    assert column(page, Column.TITLE) == ["ComfyUI", "Elsewhere"]


def test_a_ledger_that_can_be_read_again_is_not_called_unreadable(
    opened: Opened, qtbot: QtBot, paths: Paths
) -> None:
    page = opened(many(2))
    whole = paths.ledger.rename(paths.ledger.with_name("whole"))
    paths.ledger.mkdir()
    page.reload()
    settled(qtbot)
    assert str(paths.ledger) in page.told.text
    assert page.model.rowCount() == 2
    paths.ledger.rmdir()
    whole.rename(paths.ledger)
    page.reload()
    settled(qtbot)
    assert page.told.text == ""


def test_merged_and_apart_again(opened: Opened, qtbot: QtBot) -> None:
    page = opened([Sitting(after_s=number * HOUR_S) for number in range(3)])
    choose(page, 0, 1)
    press(page, qtbot, "Ctrl+Shift+M")
    assert column(page, Column.ENERGY) == ["40.0 Wh", "20.0 Wh"]
    line = page.table.current_line()
    assert line is not None
    assert line.merged
    assert page.acts.take_apart.isEnabled()
    press(page, qtbot, "Ctrl+Z")
    assert column(page, Column.ENERGY) == ["20.0 Wh"] * 3
    assert sorted(index.row() for index in page.table.selectionModel().selectedRows()) == [0, 1]


def test_sessions_of_two_apps_are_not_merged_and_it_is_said_why(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(2))
    choose(page, 0, 1)
    press(page, qtbot, "Ctrl+Shift+M")
    assert "Only sessions of one app" in page.told.text
    assert page.model.rowCount() == 2


def test_split_by_keyboard_at_a_chosen_time(opened: Opened, qtbot: QtBot) -> None:
    page = opened([Sitting(seconds=600.0)])
    choose(page, 0)
    press(page, qtbot, "Ctrl+Shift+X")
    dialog = dialog_of(page, SplitDialog)
    assert isinstance(dialog, SplitDialog)
    dialog.slider.setValue(300)
    assert dialog.told.text() == "Before: 5 min, 10.0 Wh. After: 5 min, 10.0 Wh."
    QTest.keyClick(dialog.slider, Qt.Key.Key_PageUp)
    assert dialog.slider.value() == 360
    dialog.time.setDateTime(dialog.time.dateTime().addSecs(90))
    assert dialog.slider.value() == 450
    with qtbot.waitSignal(page.written):
        QTest.keyClick(dialog.slider, Qt.Key.Key_Return)
    settled(qtbot)
    assert sorted(column(page, Column.ENERGY)) == ["15.0 Wh", "5.00 Wh"]
    press(page, qtbot, "Ctrl+Z")
    assert column(page, Column.ENERGY) == ["20.0 Wh"]


def test_what_was_taken_back_is_chosen_so_that_the_next_key_is_for_it(opened: Opened, qtbot: QtBot) -> None:
    page = opened([Sitting(after_s=number * HOUR_S, seconds=600.0 + 60.0 * number) for number in range(3)])
    choose(page, 1)
    middle = page.table.current_line()
    assert middle is not None
    press(page, qtbot, "Ctrl+Shift+X")
    dialog = dialog_of(page, SplitDialog)
    assert isinstance(dialog, SplitDialog)
    with qtbot.waitSignal(page.written):
        QTest.keyClick(dialog.slider, Qt.Key.Key_Return)
    settled(qtbot)
    assert page.model.rowCount() == 4
    press(page, qtbot, "Ctrl+Z")
    assert page.table.chosen_lines() == [middle]
    press(page, qtbot, "Del")
    left = [page.model.line(row) for row in range(page.model.rowCount())]
    assert [line is not None and line.session_id != middle.session_id for line in left] == [True, True]
    press(page, qtbot, "Ctrl+Z")
    assert page.table.chosen_lines() == [middle]


def test_a_split_says_beforehand_that_the_note_of_what_it_made_goes(
    opened: Opened, paths: Paths, qtbot: QtBot
) -> None:
    page = opened([Sitting(seconds=600.0)])
    line = page.model.line(0)
    assert line is not None
    sentence = "which part made what cannot be known"

    def said() -> list[str]:
        choose(page, 0)
        press(page, qtbot, "Ctrl+Shift+X")
        dialog = dialog_of(page, SplitDialog)
        texts = [label.text() for label in dialog.findChildren(QLabel) if sentence in label.text()]
        dialog.reject()
        return texts

    assert said() == []
    with PersonLedger(paths.ledger) as elsewhere:
        elsewhere.annotations.note(line.session_id, 5, "image")
    page.reload()
    settled(qtbot)
    (text,) = said()
    assert "5 images" in text


@pytest.mark.parametrize("keys", ["Ctrl+Shift+X", "Ctrl+Shift+M", "Del"])
def test_open_sessions_are_refused_with_a_sentence(
    opened: Opened, paths: Paths, qtbot: QtBot, keys: str
) -> None:
    page = opened([Sitting(open=True), Sitting(after_s=HOUR_S, open=True)])
    with RecorderLock(paths.ledger):
        choose(page, *((0, 1) if keys.endswith("M") else (0,)))
        press(page, qtbot, keys)
        assert "may still go on" in page.told.text
        assert page.model.rowCount() == 2


def test_what_a_killed_recorder_left_open_is_as_any_other(opened: Opened, qtbot: QtBot) -> None:
    page = opened([Sitting(after_s=at * HOUR_S, open=True) for at in range(4)])
    choose(page, 0, 1)
    press(page, qtbot, "Ctrl+Shift+M")
    assert page.model.rowCount() == 3
    choose(page, 2)
    press(page, qtbot, "Del")
    assert page.model.rowCount() == 2
    choose(page, 1)
    press(page, qtbot, "Ctrl+Shift+X")
    dialog_of(page, SplitDialog).yes.click()  # type: ignore[attr-defined]
    settled(qtbot)
    assert page.model.rowCount() == 3
    for rows in (2, 3, 4):
        press(page, qtbot, "Ctrl+Z")
        assert page.model.rowCount() == rows


def test_deleted_one_after_the_other_and_put_back(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(4))
    choose(page, 1)
    press(page, qtbot, "Del")
    press(page, qtbot, "Del")
    assert column(page, Column.ENERGY) == ["4.00 Wh", "1.00 Wh"]
    press(page, qtbot, "Ctrl+Z")
    press(page, qtbot, "Ctrl+Z")
    assert column(page, Column.ENERGY) == ["4.00 Wh", "3.00 Wh", "2.00 Wh", "1.00 Wh"]


def test_what_is_no_ai_has_a_list_of_its_own(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(3))
    choose(page, 0)
    press(page, qtbot, "Ctrl+Shift+N")
    assert page.summary.text() == "2 sessions, 3.00 Wh"
    with qtbot.waitSignal(page.model.listed):
        page.filter.kind.setCurrentIndex(page.filter.kind.count() - 1)
        page.filter.kind.activated.emit(page.filter.kind.currentIndex())
    settled(qtbot)
    assert page.model.rowCount() == 1
    assert "after all" in page.acts.not_ai.text().replace("&", "")
    press(page, qtbot, "Ctrl+Shift+N")
    assert page.model.rowCount() == 0


def test_an_app_is_never_counted_only_after_saying_what_that_does(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(4))
    choose(page, 0)
    page.acts.never.trigger()
    box = next(one for one in page.findChildren(QMessageBox) if one.isVisible())
    assert "those of the past too" in box.informativeText()
    assert box.textFormat() is Qt.TextFormat.PlainText
    button = next(one for one in box.findChildren(QPushButton) if "Never" in one.text())
    with qtbot.waitSignal(page.written):
        button.click()
    settled(qtbot)
    assert column(page, Column.TITLE) == ["Ollama", "Ollama"]
    press(page, qtbot, "Ctrl+Z")
    assert page.model.rowCount() == 4


def test_a_ledger_that_cannot_be_written_is_told_and_nothing_is_lost(
    opened: Opened, paths: Paths, qtbot: QtBot
) -> None:
    page = opened(many(2))
    choose(page, 0)
    # Its details come a little later: read from what stands there then, they would have the last word.
    qtbot.waitUntil(partial(described, page, 0))
    settled(qtbot)
    paths.ledger.rename(paths.ledger.with_name("gone"))
    paths.ledger.write_text("no database at all, and longer than a header of one would be" * 20)
    press(page, qtbot, "Del")
    assert page.told.text.startswith("Not saved.")


def test_a_ledger_that_cannot_be_read_says_why(paths: Paths, qtbot: QtBot) -> None:
    paths.ledger.write_text("no database at all, and longer than a header of one would be" * 20)
    setting = Setting(paths, Phrases(EN, Texts("en")), Remembered(paths.config), lambda: NOW_S)
    page = SessionsPage(setting)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.empty.head.text() == "Not readable just now")
    assert str(paths.ledger) in page.empty.text.text()


# -- names and keys ---------------------------------------------------------------------------------------


def test_names_that_may_hold_anything_are_shown_as_they_are(opened: Opened, qtbot: QtBot) -> None:
    page = opened([
        Sitting(Workload(f"app{place}", name, None, Kind.CHAT, name), place * HOUR_S)
        for place, name in enumerate(HOSTILE)
    ])  # fmt: skip
    widths = page.table.columnWidth(Column.MODEL), page.details.width(), page.filter.width()
    for row in range(len(HOSTILE)):
        choose(page, row)
        qtbot.waitUntil(partial(described, page, row))
        # The bar beside it comes and goes with the length of what is told.
        qtbot.waitUntil(partial(fits, page))
    assert widths == (page.table.columnWidth(Column.MODEL), page.details.width(), page.filter.width())
    assert rich(page) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_has_a_name_and_a_letter_of_its_own(opened: Opened, qtbot: QtBot, language: str) -> None:
    page = opened(many(2), language)
    qtbot.waitUntil(lambda: bool(page.details.links()))
    assert nameless(page) == []
    found = letters(page)
    found.remove(found[found.index(letters(page.empty)[0])])  # never there together with the rest
    assert len(found) == len(set(found)), sorted(found)


def test_the_menu_of_a_row_has_everything(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(2))
    choose(page, 0)
    page.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert set(page.acts.all) <= set(menu.actions())
    menu.close()


def test_all_of_a_long_list_selected_asks_for_no_row(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    real = SessionsModel.rowCount

    def counting(self: SessionsModel, parent: QModelIndex = QModelIndex()) -> int:
        nonlocal asked
        asked += 1
        return real(self, parent)

    # Before there is one: Qt looks up what a class overrides once.
    monkeypatch.setattr(SessionsModel, "rowCount", counting)
    page = opened(many(MOST_CHOSEN + 100))
    asked = 0
    press(page, qtbot, "Ctrl+A")
    page.grab()
    assert page.table.chosen_count() == MOST_CHOSEN + 100
    assert page.chosen.accessibleName() == "300 chosen: at most 200 can be changed at once"
    assert not any(action.isEnabled() for action in page.acts.all)
    assert 0 < asked < MOST_CHOSEN + 100


def test_more_than_can_be_told_is_not_selected_and_it_is_said(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(MOST_CHOSEN * 5 + 1))
    choose(page, 3)
    press(page, qtbot, "Ctrl+A")
    assert page.table.chosen_count() == 1
    assert page.told.text == "At most 200 sessions can be changed at once: find fewer first."


def test_a_screen_reader_gets_the_cells_and_the_details(opened: Opened, qtbot: QtBot) -> None:
    page = opened(many(3))
    qtbot.waitUntil(lambda: page.details.detail is not None)
    table = QAccessible.queryAccessibleInterface(page.table)
    texts = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]
    assert {"Session", "Energy", "Ollama", "3.00 Wh", "measured", "model not known"} <= set(texts)
    told = QAccessible.queryAccessibleInterface(page.details).text(QAccessible.Text.Description)
    assert "3.00 Wh" in told
    assert "Within the sensors' tolerance" in told
