"""Privacy: copies, restoring and deleting from the window, never under a recorder's hands."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox

from tests.gui.settings.conftest import Stage, settle
from tests.unit.ledger.making import ALL, DAY, DAY_S, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.ledger.copies import back_up_to, copies_beside
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.system.recorder_lock import recorder_pid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from wattprint.gui.settings.dialog import SettingsDialog

    Opens = Callable[..., SettingsDialog]

#: A recorder needs about a second; a machine under load gets its time.
START_S = 30.0


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
    assert "damaged" in dialog.told.text or "no ledger" in dialog.told.text
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


def test_our_own_recorder_stops_for_it_and_starts_again(
    stage: Stage, open_dialog: Opens, full: Path, answer: list[str]
) -> None:
    """With a stand-in for the app's own hand on its recorder: a real process, ended and begun anew."""
    story: list[str] = []
    with recorder(stage) as first:

        @contextmanager
        def stopped() -> Iterator[None]:
            assert first.stdin is not None
            first.stdin.write(b"stop\n")
            first.stdin.close()
            first.stdin = None
            first.wait(START_S)
            story.append("stopped")
            yield
            story.append("started")

        stage.around = replace(stage.around, recorder_stopped=stopped)
        dialog = open_dialog(page="privacy")
        answer.append("Delete everything")
        dialog.privacy.delete_all.click()
        settle()
    assert story == ["stopped", "started"]
    assert "pauses for a moment" in answer[0]
    assert days_in(full) == []
    with recorder(stage) as second:
        assert recorder_pid(full) == second.pid
        os.kill(second.pid, 0)


def test_a_recorder_that_stopped_is_started_again_even_when_deleting_fails(
    stage: Stage, open_dialog: Opens, full: Path, answer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wattprint.ledger.errors import LedgerFull

    story: list[str] = []

    @contextmanager
    def stopped() -> Iterator[None]:
        try:
            yield
        finally:
            story.append("started")

    def no_room(path: Path, *_: object) -> None:
        raise LedgerFull(path)

    monkeypatch.setattr("wattprint.gui.settings.privacy.forget_everything", no_room)
    stage.around = replace(stage.around, recorder_stopped=stopped)
    dialog = open_dialog(page="privacy")
    answer.append("Delete everything")
    dialog.privacy.delete_all.click()
    settle()
    assert story == ["started"]
    assert "is the disk full" in dialog.told.text
    assert days_in(full) == [DAY]
