"""Privacy: copies, restoring and deleting from the window, never under a recorder's hands."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox
from shiboken6 import isValid

from tests.gui.scripts import GOOD, LINGERING, command
from tests.gui.settings.conftest import Stage, settle
from tests.unit.ledger.making import ALL, DAY, DAY_S, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.gui.recorder_process import Phase, RecorderProcess, recorder_command
from wattprint.ledger.copies import back_up_to, copies_beside
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.system.recorder_lock import recorder_pid
from wattprint.system.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from wattprint.gui.settings.dialog import SettingsDialog

    Opens = Callable[..., SettingsDialog]
    Own = Callable[[list[str]], RecorderProcess]

#: A recorder needs about a second; a machine under load gets its time.
START_S = 60.0

#: Longer than any test lasts.
NEVER_MS = 3_600_000


@pytest.fixture
def full(ledger: Path) -> Path:
    """One day with a session and an entry."""
    opened = MeasurementLedger(ledger)
    bookings, session = Bookings(), session_of()
    book_active(bookings, session, 3600.0)
    bookings.day(DAY).recorded_s += 60.0
    write(opened, bookings)
    opened.close()
    with PersonLedger(ledger) as person:
        person.choose("zone", "FRA")
        person.cloud.add(DAY, "chatgpt.prompt", 3, DAY_S)
    return ledger


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Presses the button with the first of these words, as a person does; keeps what was asked at the end."""
    words: list[str] = []

    def press(box: QMessageBox) -> int:
        word = words.pop(0)
        words.append(f"asked: {box.text()}\n{box.informativeText()}")
        found: QAbstractButton = next(one for one in box.buttons() if one.text().replace("&", "") == word)
        assert box.defaultButton().text().replace("&", "") == "Cancel"
        found.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return words


def name_file(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    for asks in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, asks, lambda *_: ("" if path is None else str(path), ""))


def days_in(path: Path) -> list[str]:
    with LedgerReader(path) as reader:
        return list(reader.days(*ALL))


@contextmanager
def recorder(stage: Stage) -> Iterator[subprocess.Popen[bytes]]:
    """The real one, at work on the ledger."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "wattprint", "record"),
            *("--ledger", str(stage.paths.ledger), "--config", str(stage.paths.config)),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_S
        while recorder_pid(stage.paths.ledger) != process.pid:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.communicate()


# -- what is there ---------------------------------------------------


def test_where_it_is_and_how_large(stage: Stage, open_dialog: Opens, full: Path) -> None:
    full.with_name("ledger.before-v2-20260301-101500.sqlite3").write_bytes(b"x" * 5000)
    page = open_dialog(page="privacy").privacy
    assert str(full) in page.place.text()
    assert "kB" in page.place.text()
    assert "5.0 kB" in page.copies_note.text()
    page.folder.click()
    assert stage.opened == [full.parent]


def test_before_there_is_anything(open_dialog: Opens, stage: Stage) -> None:
    page = open_dialog(page="privacy").privacy
    assert "nothing there yet" in page.place.text()
    assert not page.back_up.isEnabled()
    assert not page.folder.isEnabled()
    page.delete_days.click()
    settle()
    assert "nothing to delete" in stage.windows[0].told.text


# -- copies ----------------------------------------------------------


def test_a_copy_while_a_recorder_writes(
    stage: Stage, open_dialog: Opens, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.sqlite3"
    dialog = open_dialog(page="privacy")
    name_file(monkeypatch, None)
    dialog.privacy.back_up.click()
    settle()
    assert dialog.told.text == ""
    name_file(monkeypatch, target)
    with recorder(stage):
        dialog.privacy.back_up.click()
        settle()
    assert str(target) in dialog.told.text
    assert DAY in days_in(target)
    name_file(monkeypatch, tmp_path / "none" / "copy.sqlite3")
    dialog.privacy.back_up.click()
    settle()
    assert "No such file" in dialog.told.text


def test_a_copy_that_ends_loses_nothing_that_is_being_changed(
    stage: Stage, open_dialog: Opens, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wattprint.gui.settings.privacy.SETTLE_MS", NEVER_MS)
    dialog = open_dialog(page="privacy")
    name_file(monkeypatch, tmp_path / "copy.sqlite3")
    dialog.privacy.back_up.click()
    dialog.privacy.traces.setValue(30)
    settle()
    assert "A copy of everything" in dialog.told.text
    assert dialog.privacy.traces.value() == 30
    dialog.close()
    assert load_settings(stage.paths.config).traces_kept_days == 30


def test_restoring_asks_and_keeps_what_was_there(
    stage: Stage,
    open_dialog: Opens,
    full: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: list[str],
    qtbot: QtBot,
) -> None:
    source = tmp_path / "copy.sqlite3"
    back_up_to(full, source)
    dialog = open_dialog(page="privacy")
    name_file(monkeypatch, source)
    answer.append("Cancel")
    dialog.privacy.restore.click()
    settle()
    assert copies_beside(full) == []
    answer[:] = ["Restore"]
    dialog.privacy.restore.click()
    settle()
    (kept,) = copies_beside(full)
    assert str(kept) in dialog.told.text
    assert days_in(kept) == days_in(full) == [DAY]
    assert "1 older file" in dialog.privacy.copies_note.text()
    qtbot.waitUntil(lambda: stage.heard == ["numbers"])
    source.write_text("no ledger")
    answer[:] = ["Restore"]
    dialog.privacy.restore.click()
    settle()
    assert dialog.told.text == (
        f"{source} is no ledger, or a damaged one: nothing was restored, and your ledger is as it was."
    )
    assert days_in(full) == [DAY]


# -- deleting --------------------------------------------------------


def test_days_are_deleted_after_a_plain_question(
    stage: Stage, open_dialog: Opens, full: Path, answer: list[str], qtbot: QtBot
) -> None:
    dialog = open_dialog(page="privacy")
    page = dialog.privacy
    page.first.set_day(DAY)
    page.last.set_day("2026-03-11")
    answer.append("Cancel")
    page.delete_days.click()
    settle()
    (asked,) = answer
    assert "Mar 10, 2026 to Mar 11, 2026" in asked
    assert "1 session" in asked
    assert "1 cloud" in asked
    assert days_in(full) == [DAY]
    answer[:] = ["Delete"]
    page.delete_days.click()
    settle()
    assert days_in(full) == []
    with LedgerReader(full) as reader:
        assert reader.choices().history("zone") == [("0001-01-01", "FRA")]
    assert dialog.told.text.startswith("Deleted")
    qtbot.waitUntil(lambda: stage.heard == ["numbers"])


def test_days_the_wrong_way_round(open_dialog: Opens, full: Path) -> None:
    dialog = open_dialog(page="privacy")
    dialog.privacy.last.set_day(DAY)
    dialog.privacy.delete_days.click()
    settle()
    assert "first day lies after" in dialog.told.text
    assert days_in(full) == [DAY]


def test_everything_is_deleted_with_copies_and_logs_but_not_the_settings(
    stage: Stage, open_dialog: Opens, full: Path, answer: list[str], tmp_path: Path
) -> None:
    log = tmp_path / "wattprint.log"
    copy = full.with_name("ledger.damaged-20260301-101500.sqlite3")
    for file in (log, copy):
        file.write_text("old")
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text("[general]\nlanguage = 'en'\n")
    stage.around = replace(stage.around, logs=(log,))
    dialog = open_dialog(page="privacy")
    answer.append("Delete everything")
    dialog.privacy.delete_all.click()
    settle()
    assert (log.exists(), copy.exists(), stage.paths.config.exists()) == (False, False, True)
    with LedgerReader(full) as reader:
        assert reader.days(*ALL) == {}
        assert reader.choices().history("zone") == []
        assert reader.devices() == []


# -- a recorder at work ----------------------------------------------


@pytest.mark.parametrize("what", ["days", "everything", "restore"])
def test_under_a_recorder_that_was_started_elsewhere_nothing_is_done(
    stage: Stage,
    open_dialog: Opens,
    full: Path,
    answer: list[str],
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source = tmp_path / "copy.sqlite3"
    back_up_to(full, source)
    name_file(monkeypatch, source)
    dialog = open_dialog(page="privacy")
    page = dialog.privacy
    page.first.set_day(DAY)
    answer.append({"days": "Delete", "everything": "Delete everything", "restore": "Restore"}[what])
    with recorder(stage) as process:
        {"days": page.delete_days, "everything": page.delete_all, "restore": page.restore}[what].click()
        settle()
        assert f"(process {process.pid})" in dialog.told.text
        assert "Stop it where it was started" in dialog.told.text
        assert process.poll() is None
    assert DAY in days_in(full)
    assert copies_beside(full) == []
    assert stage.heard == []


@pytest.fixture
def lingering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command of a recorder that stops once there is the file that is its last word."""
    monkeypatch.setattr("wattprint.gui.recorder_process.STOP_MS", NEVER_MS)
    return command(LINGERING, str(tmp_path / "go"))


@pytest.fixture
def own(stage: Stage, qtbot: QtBot, tmp_path: Path) -> Iterator[Own]:
    """Starts a recorder as the app does, and gives the settings their hand on it."""
    made = []

    def started(words: list[str]) -> RecorderProcess:
        recorder = RecorderProcess(words, stage.paths.ledger)
        made.append(recorder)
        recorder.start()
        qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING)
        stage.around = replace(stage.around, recorder=recorder)
        return recorder

    yield started
    (tmp_path / "go").touch()
    for recorder in made:
        recorder.stop_and_wait()


def written(dialog: SettingsDialog, qtbot: QtBot) -> None:
    """Until nothing is under way any more."""
    qtbot.waitUntil(lambda: not dialog.desk.ledger.writing)
    settle()


def delete(dialog: SettingsDialog) -> None:
    """As Qt does when the app's loop ends."""
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)


def measures_again(recorder: RecorderProcess, qtbot: QtBot, before: int | None) -> None:
    qtbot.waitUntil(lambda: recorder.state.phase is Phase.MEASURING and recorder.state.pid != before)


def test_our_own_recorder_stops_for_it_and_starts_again(
    stage: Stage, open_dialog: Opens, full: Path, answer: list[str], own: Own, qtbot: QtBot
) -> None:
    """The real one."""
    recorder = own(recorder_command(stage.paths, "en"))
    pid = recorder.state.pid
    assert recorder_pid(full) == pid
    dialog = open_dialog(page="privacy")
    answer.append("Delete everything")
    dialog.privacy.delete_all.click()
    written(dialog, qtbot)
    assert "pauses for a moment" in answer[0]
    assert dialog.told.text.startswith("Everything is deleted")
    measures_again(recorder, qtbot, pid)
    assert recorder_pid(full) == recorder.state.pid
    assert DAY not in days_in(full)


@pytest.mark.parametrize("what", ["days", "everything", "restore"])
def test_a_recorder_that_takes_long_to_stop_holds_up_no_window(
    stage: Stage,
    open_dialog: Opens,
    full: Path,
    answer: list[str],
    own: Own,
    lingering: list[str],
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    source = tmp_path / "copy.sqlite3"
    back_up_to(full, source)
    name_file(monkeypatch, source)
    recorder = own(lingering)
    pid = recorder.state.pid
    dialog = open_dialog(page="privacy")
    page = dialog.privacy
    page.first.set_day(DAY)
    deed = {"days": page.delete_days, "everything": page.delete_all, "restore": page.restore}[what]
    deeds = (page.back_up, page.restore, page.delete_days, page.delete_all)
    deed.setFocus()
    answer.append({"days": "Delete", "everything": "Delete everything", "restore": "Restore"}[what])
    deed.click()
    qtbot.waitUntil(lambda: dialog.told.text == "Working…")
    assert dialog.desk.ledger.writing
    assert recorder.state.pid == pid, "it has not stopped yet"
    assert not any(one.isEnabled() for one in deeds if one is not deed)
    deed.click()  # which does nothing now
    assert len(answer) == 1
    assert days_in(full) == [DAY]
    assert copies_beside(full) == []
    dialog.reject()
    assert dialog.isVisible(), "it goes when that is done"
    Path(lingering[-1]).touch()
    written(dialog, qtbot)
    assert not dialog.isVisible()
    assert all(one.isEnabled() for one in deeds)
    assert (DAY in days_in(full)) == (what == "restore")
    assert len(copies_beside(full)) == (what == "restore")
    measures_again(recorder, qtbot, pid)


def test_a_page_that_is_made_anew_meanwhile_begins_nothing_else(
    stage: Stage,
    open_dialog: Opens,
    full: Path,
    answer: list[str],
    own: Own,
    lingering: list[str],
    qtbot: QtBot,
) -> None:
    recorder = own(lingering)
    pid = recorder.state.pid
    dialog = open_dialog(page="privacy")
    answer.append("Delete everything")
    dialog.privacy.delete_all.click()
    old = dialog.privacy
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: dialog.privacy is not old)
    page = dialog.privacy
    assert not any(one.isEnabled() for one in (page.back_up, page.restore, page.delete_days, page.delete_all))
    Path(lingering[-1]).touch()
    written(dialog, qtbot)
    assert all(one.isEnabled() for one in (page.back_up, page.restore, page.delete_days, page.delete_all))
    assert days_in(full) == []
    measures_again(recorder, qtbot, pid)


def test_an_app_that_ends_meanwhile_still_does_what_was_asked_for(
    stage: Stage, open_dialog: Opens, full: Path, answer: list[str], own: Own, lingering: list[str]
) -> None:
    recorder = own(lingering)
    dialog = open_dialog(page="privacy")
    answer.append("Delete everything")
    dialog.privacy.delete_all.click()
    dialog.hurry()
    assert dialog.close()
    stage.windows.remove(dialog)
    delete(dialog)
    assert days_in(full) == [DAY]
    Path(lingering[-1]).touch()
    recorder.stop_and_wait()
    settle()
    assert days_in(full) == []
    assert recorder.state.phase is Phase.STOPPED


def test_a_window_that_is_gone_leaves_a_recorder_at_work(
    stage: Stage,
    open_dialog: Opens,
    full: Path,
    answer: list[str],
    own: Own,
    lingering: list[str],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The end of the app was called off when the window was already closed for it."""
    monkeypatch.setattr("wattprint.ledger.connection.BUSY_TIMEOUT_MS", 60_000)
    recorder = own(lingering)
    pid = recorder.state.pid
    dialog = open_dialog(page="privacy")
    answer.append("Delete everything")
    Path(lingering[-1]).touch()
    with closing(sqlite3.connect(full, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        dialog.privacy.delete_all.click()
        qtbot.waitUntil(lambda: recorder.state.phase is Phase.STOPPED)
        dialog.hurry()
        assert dialog.close()
        stage.windows.remove(dialog)
        delete(dialog)
        other.execute("ROLLBACK")
    settle()
    assert days_in(full) == []
    measures_again(recorder, qtbot, pid)


def test_a_recorder_that_stopped_is_started_again_even_when_deleting_fails(
    stage: Stage,
    open_dialog: Opens,
    full: Path,
    answer: list[str],
    own: Own,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    from wattprint.ledger.errors import LedgerFull

    def no_room(path: Path, *_: object) -> None:
        raise LedgerFull(path)

    monkeypatch.setattr("wattprint.gui.settings.privacy.forget_everything", no_room)
    recorder = own(command(GOOD))
    pid = recorder.state.pid
    dialog = open_dialog(page="privacy")
    answer.append("Delete everything")
    dialog.privacy.delete_all.click()
    written(dialog, qtbot)
    assert "is the disk full" in dialog.told.text
    assert dialog.privacy.restore.isEnabled()
    assert days_in(full) == [DAY]
    measures_again(recorder, qtbot, pid)


def test_a_recorder_goes_on_where_nothing_was_confirmed(
    open_dialog: Opens, full: Path, answer: list[str], own: Own
) -> None:
    recorder = own(command(GOOD))
    before = recorder.state
    dialog = open_dialog(page="privacy")
    answer.append("Cancel")
    dialog.privacy.delete_all.click()
    settle()
    assert recorder.state == before
