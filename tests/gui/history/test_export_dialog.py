"""The export dialog: the command's bytes, a look ahead, and nothing half written whatever happens."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.gui.cloud.asking import click, keeps_the_rules, letters, nameless, reached_by_tab, rich
from tests.unit.ledger.making import CHAT, DAY, DAY_S, DEVICES, book_active
from wattprint.cli.export import run_export
from wattprint.domain.bookings import Bookings, Session
from wattprint.gui.cloud import work
from wattprint.gui.history import export_job
from wattprint.gui.history.export_dialog import ExportDialog
from wattprint.gui.history.export_job import ExportJob
from wattprint.gui.history.export_place import FOLDER
from wattprint.gui.history.export_preview import PreviewModel
from wattprint.gui.history.page import Setting
from wattprint.gui.remembered import Remembered
from wattprint.gui.rows import RowWriter
from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths

OLD = b"what was there\n"
NOTE = '=1+1, "quoted" <b>bold</b>\nand a line'
#: Days after that of the session, at noon wherever this runs.
TODAY, NOW_S = "2026-03-14", datetime(2026, 3, 14, 12).timestamp()  # noqa: DTZ001 -- local noon is meant

#: A thread that waits for the window waits no longer, should that never come.
LONGEST_WAIT_S = 60.0

Speak = Callable[[str], AbstractContextManager[RowWriter]]
Opened = Callable[..., ExportDialog]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """One session of 2 Wh, and two entries two days later."""
    (tmp_path / "app").mkdir()
    ledger = tmp_path / "app" / "ledger.sqlite3"
    prepare(ledger)
    bookings = Bookings()
    book_active(bookings, Session(CHAT, DAY_S, DAY_S, DAY), 7200.0, 100.0)
    bookings.day(DAY).recorded_s = 3600.5
    writer = MeasurementLedger(ledger)
    writer.write(bookings, DEVICES, DAY_S, DAY, 0.0)
    writer.close()
    with PersonLedger(ledger) as person:
        person.cloud.add("2026-03-12", "chatgpt.prompt", 12, 1.0, note=NOTE)
        person.cloud.add("2026-03-12", "claude.prompt", 2.5, 2.0)
    return Paths(ledger, tmp_path / "app" / "config.toml")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def language() -> str:
    return "en"


@pytest.fixture
def setting(paths: Paths, speaking: Speak, language: str) -> Iterator[Setting]:
    with speaking(language) as writer:
        yield Setting(paths, writer.phrases, Remembered(paths.config), lambda: NOW_S)


@pytest.fixture
def opened(qtbot: QtBot, setting: Setting) -> Iterator[Opened]:
    dialogs = []

    def open_dialog(
        first: str | None = None,
        last: str | None = None,
        open_path: Callable[[Path], bool] = lambda _: False,
    ) -> ExportDialog:
        dialog = ExportDialog(setting, first, last, open_path=open_path)
        dialogs.append(dialog)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: work.under_way() == 0)
        return dialog

    yield open_dialog
    for dialog in dialogs:
        dialog.close()
    qtbot.waitUntil(lambda: work.under_way() == 0)


def idle(qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: work.under_way() == 0)


def write(qtbot: QtBot, dialog: ExportDialog, target: Path) -> str:
    """Write a file; what is told at the end."""
    dialog.write_to(str(target))
    idle(qtbot)
    return dialog.told.text


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# -- what is written ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("preset", ["plain", "spreadsheet"])
@pytest.mark.parametrize("table", ["daily", "sessions", "cloud"])
@pytest.mark.parametrize("days", [(), ("2026-03-10", "2026-03-12"), ("2026-03-01", "2026-03-20")])
def test_the_same_bytes_as_the_command(
    qtbot: QtBot,
    opened: Opened,
    paths: Paths,
    out: Path,
    table: str,
    preset: str,
    language: str,
    days: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = opened(*days)
    click(dialog.choices.tables[table])
    dialog.choices.presets[preset].click()
    idle(qtbot)
    write(qtbot, dialog, out / "window.csv")
    monkeypatch.setattr("time.strftime", lambda _form: TODAY)
    first, last = days or (None, None)
    name = str(out / "command.csv")
    # The window has no days to come, the command leaves them out only up to today.
    last = min(last, TODAY) if last else None
    assert run_export(paths, Texts(language), table, first, last, output=name, preset=preset) == 0
    written = everything_in(out)
    assert written["window.csv"] == written["command.csv"]
    assert len(written["window.csv"].splitlines()) >= 2
    assert (out / "window.csv").stat().st_mode & 0o777 == 0o600


def test_what_was_shown_is_chosen_first(opened: Opened, paths: Paths) -> None:
    assert opened().choices.range.everything
    assert opened("", "").choices.range.everything
    month = opened("2026-02-13", TODAY)
    assert month.choices.range.span.currentText() == "Last 30 days"
    own = opened("2026-03-10", "2026-03-11")
    assert own.choices.range.days(TODAY) == ("2026-03-10", "2026-03-11")
    assert own.file_name() == "wattprint-daily-2026-03-10_2026-03-11.csv"
    assert opened("2026-03-10", "2026-03-10").file_name() == "wattprint-daily-2026-03-10.csv"


def test_the_first_rows_are_shown_as_they_are_written(
    qtbot: QtBot, opened: Opened, out: Path, qtmodeltester: ModelTester
) -> None:
    dialog = opened()
    dialog.choices.tables["cloud"].click()
    idle(qtbot)
    model = dialog.table.first_rows
    keeps_the_rules(qtmodeltester, model)
    columns = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert columns[:5] == ["date", "service", "activity", "unit", "count"]
    assert [model.index(row, 4).data() for row in range(model.rowCount())] == ["12.0", "2.5"]
    # What would be a formula is defused in the file, and shown so; line breaks are shown as blanks.
    assert model.index(0, columns.index("note")).data() == '\'=1+1, "quoted" <b>bold</b> and a line'
    assert "2 rows" in dialog.expected.text()
    assert dialog.file_name() == "wattprint-cloud-2026-03-10_2026-03-12.csv"
    dialog.choices.tables["sessions"].click()
    idle(qtbot)
    assert model.rowCount() == 1
    assert "1 row," in dialog.expected.text()
    assert "3 days" in dialog.expected.text()
    day = opened("2026-03-10", "2026-03-10").expected.text()
    assert day.endswith("1 day: Mar 10, 2026."), "a single day is told once"


def test_no_name_has_the_days_of_what_was_chosen_before(qtbot: QtBot, opened: Opened) -> None:
    dialog = opened("2026-03-10", "2026-03-11")
    gate, owner = threading.Event(), QObject()
    work.run(owner, gate.wait, lambda _: None, print)  # what is asked now is answered after this
    try:
        dialog.choices.range.show_everything()
        dialog.choices.tables["cloud"].click()
        assert dialog.file_name() == "wattprint-cloud.csv"
    finally:
        gate.set()
    idle(qtbot)
    assert dialog.file_name() == "wattprint-cloud-2026-03-10_2026-03-12.csv"


def test_many_rows_are_counted_and_a_few_are_read(qtbot: QtBot, opened: Opened, paths: Paths) -> None:
    with PersonLedger(paths.ledger) as person:
        person.cloud.add_recurring("claude.prompt", 1, 127, "2020-01-01", 3.0)
        person.cloud.set_occurrence(1, "2020-01-02", None, 4.0)
    dialog = opened()
    dialog.choices.tables["cloud"].click()
    idle(qtbot)
    assert dialog.table.first_rows.rowCount() == 8
    days = (date.fromisoformat(TODAY) - date(2020, 1, 1)).days + 1
    assert f"{days - 1 + 2:,} rows" in dialog.expected.text()
    assert f"{days:,} days" in dialog.expected.text()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_spreadsheet_is_told_in_words(opened: Opened, language: str) -> None:
    dialog = opened()
    dialog.choices.presets["spreadsheet"].click()
    words = dialog.choices._preset_words.text()
    assert ("points-virgules" if language == "fr" else "points in numbers") in words


def test_nothing_is_there_to_export(qtbot: QtBot, opened: Opened, paths: Paths) -> None:
    dialog = opened("2026-01-01", "2026-01-02")
    dialog.choices.tables["sessions"].click()
    idle(qtbot)
    assert not dialog.export.isEnabled()
    assert "There is nothing" in dialog.expected.text()
    paths.ledger.unlink()
    none = opened()
    assert not none.export.isEnabled()
    assert none.expected.text().startswith("Nothing is recorded yet")
    assert not paths.ledger.exists()


def test_what_had_to_be_left_out_is_told(opened: Opened, paths: Paths) -> None:
    own = paths.config.with_name("factors.toml")
    own.write_text("nonsense")
    dialog = opened()
    assert str(own) in dialog.missing.text()
    assert dialog.export.isEnabled()


# -- the file ----------------------------------------------------------------------------------------------


def choose(qtbot: QtBot, dialog: ExportDialog, path: Path) -> QFileDialog:
    """Press Export and type a name."""
    click(dialog.export)
    chooser = dialog.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    field = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    assert field.text() == dialog.file_name()
    field.setText(str(path))
    return chooser


def press_ok(chooser: QFileDialog) -> None:
    button = next(one for one in chooser.findChildren(QPushButton) if one.isDefault())
    button.click()


def test_the_folder_is_remembered_and_the_folder_is_shown_on_a_click(
    qtbot: QtBot, opened: Opened, setting: Setting, out: Path
) -> None:
    shown: list[Path] = []

    def show(path: Path) -> bool:
        shown.append(path)
        return True

    dialog = opened(open_path=show)
    press_ok(choose(qtbot, dialog, out / "mine"))
    idle(qtbot)
    assert [path.name for path in out.iterdir()] == ["mine.csv"]
    assert str(out / "mine.csv") in dialog.told.text
    assert "3 rows" in dialog.told.text
    assert shown == []
    click(dialog.told.button)
    assert shown == [out]
    assert Remembered(setting.paths.config).text(FOLDER) == str(out)
    click(dialog.export)
    chooser = dialog.findChildren(QFileDialog)[-1]
    assert Path(chooser.directory().absolutePath()) == out
    chooser.reject()


def test_replacing_a_file_is_asked_first(qtbot: QtBot, opened: Opened, out: Path) -> None:
    target = out / "there.csv"
    target.write_bytes(OLD)
    dialog = opened()
    chooser = choose(qtbot, dialog, target)
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    asked = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.button(answers[len(asked) - 1]).click()

    QTimer.singleShot(0, answer)
    press_ok(chooser)
    idle(qtbot)
    assert target.read_bytes() == OLD
    QTimer.singleShot(0, answer)
    press_ok(chooser)
    idle(qtbot)
    assert len(asked) == 2
    assert target.read_bytes().startswith(b"date,")


def test_a_cancelled_export_leaves_everything_as_it_was(qtbot: QtBot, opened: Opened, out: Path) -> None:
    target = out / "x.csv"
    target.write_bytes(OLD)
    dialog = opened()
    # The export waits behind this on its thread, so that Escape comes before its end.
    gate = threading.Event()
    work.run_beside(dialog, gate.wait, lambda _: None, print, gate.set)
    dialog.write_to(str(target))
    assert dialog.progress.isVisible()
    assert not dialog.export.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    gate.set()
    idle(qtbot)
    assert everything_in(out) == {"x.csv": OLD}
    assert str(target) in dialog.told.text
    assert not dialog.progress.isVisible()
    assert dialog.export.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_an_export_that_is_cancelled_half_way_leaves_nothing(
    qtbot: QtBot, opened: Opened, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window sees the days go by, and Cancel ends it in the middle."""
    dialog = opened("2000-01-02", TODAY)
    cancelled = threading.Event()
    reach = ExportJob._reach

    def reach_and_stay(job: ExportJob, day: str) -> None:
        """Else it would be done before a window that is held up looks."""
        reach(job, day)
        cancelled.wait(LONGEST_WAIT_S)

    monkeypatch.setattr(ExportJob, "_reach", reach_and_stay)
    reached: list[str] = []

    def look() -> None:
        reached.append(dialog._reached.text())
        if reached[-1].startswith("up to "):
            dialog.cancel.click()
            cancelled.set()

    dialog._look.timeout.connect(look)
    dialog._look.setInterval(0)
    dialog.write_to(str(out / "x.csv"))
    idle(qtbot)
    assert everything_in(out) == {}
    assert any(text.startswith("up to ") for text in reached)
    assert "stopped" in dialog.told.text.lower()


def test_files_are_worked_on_while_an_export_runs(qtbot: QtBot, opened: Opened) -> None:
    gate, owner = threading.Event(), QObject()
    dialog = opened()
    work.run_beside(dialog, gate.wait, lambda _: None, print, gate.set)
    got: list[int] = []
    work.run(owner, lambda: 1, got.append, print)
    qtbot.waitUntil(lambda: got == [1])
    gate.set()


def test_a_full_disk_leaves_everything_as_it_was(qtbot: QtBot, opened: Opened, out: Path) -> None:
    """A limit on the size of files stands for a full disk."""
    (out / "x.csv").write_bytes(OLD)
    dialog = opened("2000-01-02", TODAY)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        told = write(qtbot, dialog, out / "x.csv")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert everything_in(out) == {"x.csv": OLD}
    assert "no room is left" in told


def test_whatever_ends_an_export_the_window_can_be_used_and_closed(
    qtbot: QtBot, opened: Opened, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(_target: Path, _blocks: Iterator[bytes]) -> None:
        raise BrokenPipeError(errno.EPIPE, "the other side has gone")

    monkeypatch.setattr(export_job, "write_file", give_up)
    dialog = opened("2000-01-02", TODAY)
    told = write(qtbot, dialog, out / "x.csv")
    assert "x.csv" in told
    assert "the other side has gone" in told
    assert dialog.export.isEnabled()
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pipe_or_a_device_is_never_waited_for(
    qtbot: QtBot, opened: Opened, out: Path, language: str
) -> None:
    """Nothing reads the first pipe, and who has opened the second does not read either."""
    why = {
        "en": "is a pipe or a device, not a file: name another file",
        "fr": "est un tube ou un périphérique, pas un fichier\u00a0: indiquez un autre fichier",
    }[language]
    for name in ("unread", "opened"):
        os.mkfifo(out / name)
    (out / "link").symlink_to(out / "unread")
    reader = os.open(out / "opened", os.O_RDONLY | os.O_NONBLOCK)
    try:
        dialog = opened("2000-01-02", TODAY)
        for target in (out / "unread", out / "opened", out / "link", Path(os.devnull)):
            assert write(qtbot, dialog, target) == f"{target} {why}"
            assert dialog.export.isEnabled()
        assert stat.S_ISFIFO((out / "unread").stat().st_mode)
    finally:
        os.close(reader)


def test_a_ledger_that_breaks_half_way_leaves_everything_as_it_was(
    qtbot: QtBot, opened: Opened, paths: Paths, out: Path
) -> None:
    (out / "x.csv").write_bytes(OLD)
    with PersonLedger(paths.ledger) as person:
        for number in range(2000):
            day = (date(2020, 1, 1) + timedelta(days=number)).isoformat()
            person.cloud.add(day, "claude.prompt", 1, 1.0, note="n" * 400)
    connection = sqlite3.connect(paths.ledger)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    dialog = opened()
    dialog.choices.tables["cloud"].click()
    idle(qtbot)
    assert dialog.export.isEnabled()
    with paths.ledger.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\xa5" * (size // 4 // 4096 * 4096))
    told = write(qtbot, dialog, out / "x.csv")
    assert everything_in(out) == {"x.csv": OLD}
    assert "x.csv was not written" in told
    assert str(paths.ledger) in told


@pytest.mark.parametrize("language", ["en", "fr"])
def test_places_that_cannot_hold_the_file(
    qtbot: QtBot, opened: Opened, paths: Paths, out: Path, language: str
) -> None:
    dialog = opened()
    before = paths.ledger.read_bytes()
    for target in (out / "missing" / "x.csv", out, paths.ledger, paths.config):
        told = write(qtbot, dialog, target)
        assert str(target) in told
        assert not told.startswith(("Written", "Écrit"))
    assert everything_in(out) == {}
    assert paths.ledger.read_bytes() == before
    assert not paths.config.exists()


def test_a_window_that_goes_takes_its_export_with_it(qtbot: QtBot, setting: Setting, out: Path) -> None:
    dialog = ExportDialog(setting)
    gate, owner = threading.Event(), QObject()
    work.run_beside(owner, gate.wait, lambda _: None, print, gate.set)
    dialog.write_to(str(out / "x.csv"))
    dialog.deleteLater()
    dialog = None  # type: ignore[assignment]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.set()
    idle(qtbot)
    assert everything_in(out) == {}


# -- for everybody -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_by_keyboard_and_by_ear(opened: Opened, language: str) -> None:
    dialog = opened("2026-03-10", "2026-03-11")
    dialog.told.tell("x", dialog.tr("Show in f&older"))
    dialog._running.show()
    found = letters(dialog)
    assert len(found) == len(set(found)), sorted(found)
    assert nameless(dialog) == []
    assert rich(dialog) == []
    reached = reached_by_tab(dialog)
    for widget in (dialog.choices.range.span, dialog.table, dialog.export, dialog.cancel, dialog.leave):
        assert widget in reached
    assert dialog.export.isDefault()


def test_an_empty_preview_keeps_qts_rules(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    model = PreviewModel()
    keeps_the_rules(qtmodeltester, model)
    model.show(("a", "b"), (("1", ""), ("<b>x</b>", "y" * 200)))
    keeps_the_rules(qtmodeltester, model)
    assert model.index(1, 0).data() == "<b>x</b>"
    assert len(model.index(1, 1).data()) == 80
