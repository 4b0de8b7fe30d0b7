"""A ledger that another program holds: no window waits for it, and what was changed arrives, or is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QMessageBox

from tests.gui.settings.conftest import Stage, settle
from tests.unit.ledger.making import UNKNOWN, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.gui.cloud import work
from wattprint.gui.language import locale_of
from wattprint.gui.settings.dialog import SettingsDialog
from wattprint.ledger.choices import EVER
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import Verdict
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    Opens = Callable[..., SettingsDialog]

#: How often the window must be seen at work while the ledger is held: one that waits for it never is.
BEATS = 20

#: When a write gives up, where a test wants it to and where not. Nothing is measured against them.
SHORT_MS = 50
LONG_MS = 60_000


@pytest.fixture
def programs(ledger: Path) -> Path:
    """With an unknown program and a choice."""
    opened = MeasurementLedger(ledger)
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN), 7200.0)
    write(opened, bookings)
    opened.close()
    with PersonLedger(ledger) as person:
        person.choose("zone", "FRA")
    return ledger


@contextmanager
def held(ledger: Path) -> Iterator[None]:
    """Another program is in the middle of writing."""
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def beats(count: int = BEATS) -> None:
    """The window's thread goes on: so many turns of its event loop, none of which an answer has ended."""
    turns = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(work.under_way()))
    timer.start(0)
    while len(turns) < count:
        QTest.qWait(1)
    timer.stop()
    assert all(turns), "the answer came although the ledger is held"


def verdicts(path: Path) -> list[Verdict]:
    with LedgerReader(path) as reader:
        return [program.verdict for program in reader.programs()]


def history(path: Path, name: str) -> list[tuple[str, str]]:
    with LedgerReader(path) as reader:
        return reader.choices().history(name)


def answer(dialog: SettingsDialog, verdict: Verdict) -> QComboBox:
    box = dialog.measuring.programs.answers[UNKNOWN.app]
    box.setCurrentIndex(box.findData(verdict))
    box.activated.emit(box.currentIndex())
    return box


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A write gives up soon."""
    monkeypatch.setattr("wattprint.ledger.connection.BUSY_TIMEOUT_MS", SHORT_MS)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A write waits longer than any test holds the ledger, however slow the machine is."""
    monkeypatch.setattr("wattprint.ledger.connection.BUSY_TIMEOUT_MS", LONG_MS)


# -- it arrives ------------------------------------------------------


@pytest.mark.usefixtures("patient")
def test_an_answer_about_a_program(open_dialog: Opens, programs: Path) -> None:
    dialog = open_dialog(page="measuring")
    with held(programs):
        box = answer(dialog, Verdict.COUNT)
        beats()
        assert box.currentData() == Verdict.COUNT
        # Whoever thinks again does not wait, either: the last word counts.
        answer(dialog, Verdict.NEVER)
        beats()
        assert verdicts(programs) == [Verdict.PENDING]
    settle()
    assert verdicts(programs) == [Verdict.NEVER]
    assert dialog.measuring.programs.answers[UNKNOWN.app] is box
    assert box.currentData() == Verdict.NEVER


@pytest.mark.usefixtures("patient")
def test_numbers(open_dialog: Opens, programs: Path) -> None:
    dialog = open_dialog(page="numbers")
    page = dialog.numbers
    page.boundary.radios.buttons["wall"].click()
    with held(programs):
        page.apply.click()
        beats()
        assert not page.apply.isEnabled()
        assert not page.since.isEnabled()
        # What is edited meanwhile is an edit of its own.
        page.water.radios.buttons["total"].click()
        assert not page.apply.isEnabled()
    settle()
    today = dialog.desk.today
    assert history(programs, "boundary") == [(today, "wall")]
    assert history(programs, "water_scope") == []
    assert page.apply.isEnabled()
    assert (page.boundary.radios.value, page.water.radios.value) == ("wall", "total")
    page.apply.click()
    settle()
    assert history(programs, "water_scope") == [(today, "total")]
    assert not page.edited


@pytest.mark.usefixtures("patient")
def test_a_choice_is_taken_back(open_dialog: Opens, programs: Path) -> None:
    page = open_dialog(page="numbers").numbers.history
    page.table.selectRow(0)
    with held(programs):
        page.remove.click()
        beats()
        assert not page.remove.isEnabled()
        QTest.keyClick(page.table, Qt.Key.Key_Delete)
        assert history(programs, "zone") == [(EVER, "FRA")]
    settle()
    assert history(programs, "zone") == []
    assert page.table.rowCount() == 0


@pytest.mark.usefixtures("patient")
def test_everything_is_deleted(open_dialog: Opens, programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(box: QMessageBox) -> int:
        found: QAbstractButton = next(one for one in box.buttons() if "Delete" in one.text())
        found.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    dialog = open_dialog(page="privacy")
    page = dialog.privacy
    page.delete_all.setFocus()
    with held(programs):
        page.delete_all.click()
        beats()
        assert not page.restore.isEnabled()
        assert page.delete_all.hasFocus()
        page.delete_all.click()  # which does nothing now
        assert verdicts(programs) == [Verdict.PENDING]
    settle()
    assert verdicts(programs) == []
    assert page.restore.isEnabled()
    assert "Everything is deleted" in dialog.told.text


@pytest.mark.usefixtures("patient")
def test_the_first_page(stage: Stage, ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    page = stage.first_page()
    qtbot.addWidget(page, before_close_func=lambda widget: widget.hide())
    page.show()
    with held(ledger):
        page.start.click()
        beats()
        assert page.isVisible()
        assert not page.start.isEnabled()
        assert not page.price.amount.isEnabled()
        # What is on its way is not lost by leaving.
        QTest.keyClick(page, Qt.Key.Key_Escape)
        beats()
    settle()
    assert not page.isVisible()
    assert history(ledger, "zone") == [(EVER, "FRA")]
    assert not stage.first_page_due


@pytest.mark.usefixtures("patient")
def test_the_window_says_what_it_waits_for_and_goes_when_that_is_done(
    open_dialog: Opens, programs: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(page="measuring")
    with held(programs):
        answer(dialog, Verdict.COUNT)
        qtbot.waitUntil(lambda: "Waiting for the ledger" in dialog.told.text)
        dialog.reject()
        beats()
        assert dialog.isVisible()
    settle()
    assert not dialog.isVisible()
    assert dialog.told.text == ""
    assert verdicts(programs) == [Verdict.COUNT]


@pytest.mark.usefixtures("patient")
def test_an_app_that_ends_does_not_wait_for_it(open_dialog: Opens, programs: Path) -> None:
    dialog = open_dialog(page="measuring")
    with held(programs):
        answer(dialog, Verdict.COUNT)
        dialog.hurry()
        assert dialog.close()
    settle()
    assert verdicts(programs) == [Verdict.COUNT]


@pytest.mark.usefixtures("patient")
def test_an_app_that_ends_while_the_answers_of_the_first_page_are_written(
    stage: Stage, ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    page = stage.first_page()
    qtbot.addWidget(page, before_close_func=lambda widget: widget.hide())
    page.show()
    with held(ledger):
        page.start.click()
        page.hurry()
        assert page.close()
    settle()
    assert history(ledger, "zone") == [(EVER, "FRA")]
    assert not stage.first_page_due, "it was answered"


# -- it does not -----------------------------------------------------


@pytest.mark.usefixtures("impatient")
def test_what_cannot_be_written_is_told_and_still_stands_in_the_window(
    open_dialog: Opens, programs: Path, stage: Stage
) -> None:
    dialog = open_dialog(page="numbers")
    page = dialog.numbers
    page.place.price.amount.setText("0.25")
    page.place.price.edited.emit()
    page.apply.setFocus()
    with held(programs):
        page.apply.click()
        settle()
    assert page.apply.hasFocus(), "to be pressed again"
    assert "another program" in dialog.told.text
    assert page.place.price.amount.text() == "0.25"
    assert page.apply.isEnabled()
    assert page.since.isEnabled()
    assert stage.heard == []
    page.apply.click()
    settle()
    assert [value for _, value in history(programs, "price_per_kwh")] == ["0.25"]


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_cannot_be_written_is_taken_back(
    open_dialog: Opens, programs: Path, stage: Stage
) -> None:
    dialog = open_dialog(page="measuring")
    with held(programs):
        box = answer(dialog, Verdict.COUNT)
        settle()
    assert box.currentData() == Verdict.PENDING
    assert "another program" in dialog.told.text
    assert stage.heard == []


@pytest.mark.usefixtures("impatient")
def test_leaving_is_taken_back_when_what_was_applied_cannot_be_written(
    open_dialog: Opens, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog(page="numbers")
    dialog.numbers.boundary.radios.buttons["wall"].click()
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Apply)
    with held(programs):
        dialog.reject()
        assert dialog.isVisible()
        settle()
    assert dialog.isVisible()
    assert "another program" in dialog.told.text
    assert dialog.numbers.boundary.radios.value == "wall"
    dialog.reject()
    settle()
    assert not dialog.isVisible()
    assert len(history(programs, "boundary")) == 1


@pytest.mark.usefixtures("impatient")
def test_the_first_page_stays_with_what_was_filled_in(
    stage: Stage, ledger: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    page = stage.first_page()
    qtbot.addWidget(page, before_close_func=lambda widget: widget.hide())
    page.show()
    page.price.amount.setText("0.31")
    with held(ledger):
        page.start.click()
        settle()
    assert page.isVisible()
    assert page.start.isEnabled()
    assert page.price.amount.isEnabled()
    assert "another program" in page.told.text
    assert page.price.amount.text() == "0.31"
    assert stage.first_page_due, "nothing is kept yet"
    with held(ledger):
        page.start.click()
        QTest.keyClick(page, Qt.Key.Key_Escape)
        settle()
    assert page.isVisible()
    assert stage.first_page_due
    page.start.click()
    settle()
    assert not page.isVisible()
    assert history(ledger, "price_per_kwh") == [(EVER, "0.31")]
    assert not stage.first_page_due


def test_a_bug_ends_what_was_under_way(
    open_dialog: Opens, programs: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog(page="measuring")

    def broken(*_: object) -> bool:
        raise RuntimeError("a bug")

    monkeypatch.setattr(PersonLedger, "answer", broken)
    with qtbot.captureExceptions() as bugs:
        box = answer(dialog, Verdict.COUNT)
        settle()
    assert [str(bug[1]) for bug in bugs] == ["a bug"]
    assert box.currentData() == Verdict.PENDING
    dialog.reject()
    assert not dialog.isVisible(), "nothing is waited for any more"


# -- reading ---------------------------------------------------------


@pytest.mark.usefixtures("patient")
def test_pages_say_that_they_are_read_and_then_what_is_known(
    programs: Path, stage: Stage, qtbot: QtBot
) -> None:
    """A ledger that nobody else may even read."""
    dialog = SettingsDialog(stage.paths, locale_of("en"), around=stage.around)
    qtbot.addWidget(dialog, before_close_func=lambda widget: widget.hide())
    stage.hear(dialog)
    with closing(sqlite3.connect(programs, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("COMMIT")
        dialog.show()
        beats()
        assert dialog.desk.ledger.excuse == "Reading…"
        assert not dialog.numbers.place.zone.isEnabled()
        assert not dialog.numbers.since.isEnabled()
        place = dialog.numbers.place
        shown = place.zone.code, place.price.amount.placeholderText(), place.price.currency.currentText()
        assert shown == ("", "", ""), "nothing is shown that is not known"
        assert dialog.measuring.programs.answers == {}
        # The settings file waits for nobody.
        dialog.general.notifications.stopped.click()
        assert stage.heard == ["settings"]
    settle()
    assert dialog.numbers.place.zone.isEnabled()
    assert dialog.numbers.since.isEnabled()
    assert dialog.numbers.place.zone.code == "FRA"
    assert list(dialog.measuring.programs.answers) == [UNKNOWN.app]


@pytest.mark.usefixtures("impatient")
def test_what_could_not_be_read_is_not_told_as_nothing(programs: Path, stage: Stage, qtbot: QtBot) -> None:
    dialog = SettingsDialog(stage.paths, locale_of("en"), around=stage.around)
    qtbot.addWidget(dialog, before_close_func=lambda widget: widget.hide())
    with closing(sqlite3.connect(programs, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("COMMIT")
        dialog.show()
        settle()
        assert "another program" in dialog.told.text
        texts = {label.text() for label in dialog.findChildren(QLabel)}
        assert "Could not be read." in texts
        assert not texts & {"None so far.", "Nothing was chosen yet.", "No device was measured yet."}
    dialog.refresh()
    settle()
    assert dialog.numbers.place.zone.code == "FRA"
