"""General and measuring: what is changed is written at once, and what is wrong is one plain line."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from tests.gui.settings.conftest import Stage, settle
from tests.unit.ledger.making import CPU, DAY, DAY_S, GPU, UNKNOWN, book_active, session_of, write
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.workload import Kind
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.programs import Verdict
from wattprint.ledger.reader import LedgerReader
from wattprint.system.autostart import AutostartState
from wattprint.system.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from wattprint.gui.settings.dialog import SettingsDialog

    Opens = Callable[..., SettingsDialog]


def choose(box: QComboBox, value: object) -> None:
    """As a person does it: the entry, and its signal."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_opening_and_closing_writes_nothing(stage: Stage, open_dialog: Opens) -> None:
    open_dialog().reject()
    assert not stage.paths.config.parent.exists()
    assert not stage.paths.ledger.parent.exists()
    assert stage.heard == []


# -- measuring: which cards ----------------------------------------------


def test_a_card_is_switched_off_and_on(stage: Stage, open_dialog: Opens, programs: Path) -> None:
    devices = open_dialog(page="measuring").measuring.devices
    (box,) = devices.boxes.values()  # the CPU is always measured
    assert box.text() == GPU.name
    assert box.isChecked()
    box.click()
    assert load_settings(stage.paths.config).left_out == {GPU.key}
    box.click()
    assert load_settings(stage.paths.config).left_out == frozenset()
    assert "left_out" not in stage.paths.config.read_text()
    assert stage.heard == ["settings"] * 2
    assert devices.boxes[GPU.key] is box, "the focus stays where it is"


def test_a_card_that_only_the_settings_know_can_be_switched_on_again(
    stage: Stage, open_dialog: Opens
) -> None:
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text('[measuring]\nleft_out = ["nvidia:GPU-gone"]\n')
    devices = open_dialog(page="measuring").measuring.devices
    assert not devices.boxes["nvidia:GPU-gone"].isChecked()
    devices.boxes["nvidia:GPU-gone"].click()
    assert load_settings(stage.paths.config).left_out == frozenset()


# -- general ------------------------------------------------------------


def test_the_language_is_written_and_told(stage: Stage, open_dialog: Opens) -> None:
    dialog = open_dialog()
    choose(dialog.general.language, "fr")
    assert load_settings(stage.paths.config).language == "fr"
    assert stage.heard == ["fr", "settings"]
    choose(dialog.general.language, "fr")
    choose(dialog.general.language, "")
    assert load_settings(stage.paths.config).language is None
    assert stage.heard == ["fr", "settings", "en", "settings"]


def test_the_window_follows_the_language_of_the_app_and_keeps_its_page(
    stage: Stage, open_dialog: Opens, speaking: Callable[[str], AbstractContextManager[object]], qtbot: QtBot
) -> None:
    dialog = open_dialog(page="measuring")
    dialog.measuring.gaps[Kind.CHAT].setValue(240)
    choose(dialog.general.language, "fr")
    with speaking("fr"):
        qtbot.waitUntil(lambda: dialog.windowTitle() == "Réglages")
        assert dialog.tabs.currentWidget() is dialog.measuring
        assert dialog.measuring.gaps[Kind.CHAT].value() == 240
        assert dialog.desk.language == "fr"
        assert (
            "Zone"
            in dialog.numbers.history.table.accessibleName() + dialog.numbers.place.zone.accessibleName()
        )
    assert load_settings(stage.paths.config).gap_s[Kind.CHAT] == 240.0


def test_start_at_login_is_the_systems_word(stage: Stage, open_dialog: Opens) -> None:
    dialog = open_dialog()
    login = dialog.general.login
    assert not login.box.isChecked()
    login.box.click()
    assert (stage.autostart.now, login.box.isChecked()) == (AutostartState.ON, True)
    stage.autostart.now = AutostartState.ELSEWHERE
    dialog.refresh()
    assert not login.box.isChecked()
    assert "Another copy" in login.hint.text()
    stage.autostart.refuses = True
    login.box.click()
    assert not login.box.isChecked()
    assert dialog.told.text == "Start at login was not changed: /etc/autostart: Permission denied"
    stage.autostart.now = AutostartState.UNAVAILABLE
    dialog.refresh()
    assert login.box.isHidden()
    assert "cannot be set from here" in login.hint.text()
    assert not stage.paths.config.exists(), "no copy of it is kept"


# -- measuring ------------------------------------------------------------


@pytest.mark.parametrize("key", ["appearance", "tray_icon"])
def test_light_and_dark_are_written_and_told(stage: Stage, open_dialog: Opens, key: str) -> None:
    box = getattr(open_dialog().general, key)
    for chosen in ("dark", "light", ""):
        choose(box, chosen)
        assert getattr(load_settings(stage.paths.config), key) == (chosen or None)
    assert stage.heard == ["settings"] * 3
    assert key not in stage.paths.config.read_text()


def test_the_notification_of_trouble_is_on_until_switched_off(stage: Stage, open_dialog: Opens) -> None:
    box = open_dialog().general.notifications.stopped
    assert box.isChecked()
    box.click()
    assert not load_settings(stage.paths.config).tell_when_stopped
    assert stage.heard == ["settings"]
    box.click()
    assert load_settings(stage.paths.config).tell_when_stopped
    assert "measuring_stopped" not in stage.paths.config.read_text()


def test_the_notification_of_yesterday_is_off_until_asked_for(stage: Stage, open_dialog: Opens) -> None:
    box = open_dialog().general.notifications.yesterday
    assert not box.isChecked()
    box.click()
    assert load_settings(stage.paths.config).tell_yesterday
    assert stage.heard == ["settings"]
    box.click()
    assert not load_settings(stage.paths.config).tell_yesterday
    assert "yesterday" not in stage.paths.config.read_text()


def test_gaps_are_written_once_they_rest_and_only_what_differs(
    stage: Stage, open_dialog: Opens, qtbot: QtBot
) -> None:
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text("# mine\n[measuring.gap_s]\nimage = 60 # quick\n")
    page = open_dialog(page="measuring").measuring
    for value in (190, 200, 210):
        page.gaps[Kind.CHAT].setValue(value)
    qtbot.waitUntil(lambda: stage.heard == ["settings"])
    text = stage.paths.config.read_text()
    assert text == "# mine\n[measuring.gap_s]\nimage = 60 # quick\nchat = 210\n"
    page.usual.click()
    assert load_settings(stage.paths.config).gap_s[Kind.IMAGE] == 90.0
    assert "chat" not in stage.paths.config.read_text()
    assert not page.usual.isEnabled()


def test_what_was_changed_a_moment_before_closing_is_kept(stage: Stage, open_dialog: Opens) -> None:
    dialog = open_dialog(page="measuring")
    dialog.measuring.gaps[Kind.SPEECH].setValue(45)
    dialog.privacy.traces.setValue(30)
    dialog.close()
    assert load_settings(stage.paths.config).gap_s[Kind.SPEECH] == 45.0
    assert load_settings(stage.paths.config).traces_kept_days == 30


def test_other_peoples_apps(stage: Stage, open_dialog: Opens) -> None:
    page = open_dialog(page="measuring").measuring
    page.all_users.click()
    assert load_settings(stage.paths.config).all_users
    page.all_users.click()
    assert not load_settings(stage.paths.config).all_users
    assert stage.heard == ["settings", "settings"]


def test_the_wheel_scrolls_and_never_changes_a_field(open_dialog: Opens, qtbot: QtBot) -> None:
    page = open_dialog(page="measuring").measuring
    box = page.gaps[Kind.CHAT]
    box.setFocus()
    window = page.window()
    window.resize(window.width(), 300)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 100)
    place = QPointF(box.mapTo(window, QPoint(5, 5)))
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, -120))
    assert box.value() == 180
    assert page.verticalScrollBar().maximum() > 0
    assert page.verticalScrollBar().value() > 0


def test_own_rules_are_begun_checked_and_their_fault_is_named(stage: Stage, open_dialog: Opens) -> None:
    rules = open_dialog(page="measuring").measuring.rules
    assert "no such file" in rules.state.text
    rules.open.click()
    path = stage.paths.own_rules
    assert stage.opened == [path]
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "0 rule" in rules.state.text
    path.write_text(
        'schema_version = 1\n[[rule]]\nid = "mine"\nname = "Mine"\nrole = "engine"\nkind = "nonsense"\n'
    )
    rules.again.click()
    assert "mine" in rules.state.text
    assert str(path) in rules.state.text
    path.write_text("schema_version = 1\n[[rule]\n")
    rules.again.click()
    assert "line 2" in rules.state.text
    assert stage.heard == ["settings", "settings"]


@pytest.fixture
def programs(ledger: Path) -> Path:
    """An unknown program, a GPU with a baseline and a CPU that is still learning."""
    opened = MeasurementLedger(ledger)
    bookings = Bookings()
    book_active(bookings, session_of(UNKNOWN), 7200.0)
    book_active(bookings, session_of(), 3600.0, device=CPU)
    bookings.baselines[GPU.key] = Baseline(14.2, asleep=False)
    write(opened, bookings)
    opened.close()
    return ledger


def test_a_program_is_counted_never_or_undecided(stage: Stage, open_dialog: Opens, programs: Path) -> None:
    dialog = open_dialog(page="measuring")
    box = dialog.measuring.programs.answers[UNKNOWN.app]
    assert box.accessibleName() == "Count mystery.py?"
    for verdict in (Verdict.COUNT, Verdict.NEVER, Verdict.PENDING):
        choose(box, verdict)
        settle()
        with LedgerReader(programs) as reader:
            assert [program.verdict for program in reader.programs()] == [verdict]
    assert stage.heard == ["numbers"] * 3
    assert dialog.measuring.programs.answers[UNKNOWN.app] is box, "the focus stays where it is"


def test_baselines_as_they_were_learned(open_dialog: Opens, programs: Path) -> None:
    page = open_dialog(page="measuring").measuring
    assert page.baselines.texts == [(GPU.name, "14.2 W"), (CPU.name, "learning")]


def test_two_cards_of_one_kind_have_a_baseline_each(open_dialog: Opens, ledger: Path) -> None:
    from dataclasses import replace

    twin = replace(GPU, key="nvidia:GPU-2222", pci_address="0000:02:00.0")
    bookings = Bookings()
    for card, watts in ((GPU, 14.2), (twin, 21.0)):
        book_active(bookings, session_of(), 10.0, device=card)
        bookings.baselines[card.key] = Baseline(watts, asleep=False)
    opened = MeasurementLedger(ledger)
    opened.write(bookings, (GPU, twin), DAY_S, DAY, 0.0)
    opened.close()
    page = open_dialog(page="measuring").measuring
    assert page.baselines.texts == [(GPU.name, "14.2 W"), (GPU.name, "21.0 W")]


def test_names_from_outside_are_plain_text(stage: Stage, open_dialog: Opens, ledger: Path) -> None:
    from dataclasses import replace

    from PySide6.QtWidgets import QLabel

    opened = MeasurementLedger(ledger)
    bookings = Bookings()
    hostile = replace(UNKNOWN, app_name='<img src="x"> &amp; <b>bold</b>')
    book_active(bookings, session_of(hostile), 10.0)
    write(opened, bookings)
    opened.close()
    dialog = open_dialog(page="measuring")
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()


# -- a settings file that cannot be used ------------------------------------------------------------


def test_a_broken_file_is_told_with_its_line_and_never_overwritten(stage: Stage, open_dialog: Opens) -> None:
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text("[general]\nlanguage = \n")
    dialog = open_dialog()
    assert dialog.broken.isVisible()
    assert "line 2" in dialog.broken.text.text()
    assert not dialog.general.language.isEnabled()
    assert not dialog.desk.change({"general.language": "fr"})
    assert "line 2" in dialog.told.text
    dialog.broken.open.click()
    assert stage.opened == [stage.paths.config]
    stage.paths.config.write_text("[general]\nlanguage = 'fr'\n")
    dialog.broken.again.click()
    assert not dialog.broken.isVisible()
    assert dialog.general.language.isEnabled()
    assert dialog.general.language.currentData() == "fr"
    assert stage.heard == ["settings"]


def test_a_broken_file_is_kept_aside_when_a_new_one_is_wanted(stage: Stage, open_dialog: Opens) -> None:
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text("[general]\nlanguage = \n")
    dialog = open_dialog()
    dialog.broken.anew.click()
    (kept,) = stage.paths.config.parent.glob("config.broken-*.toml")
    assert kept.read_text() == "[general]\nlanguage = \n"
    assert str(kept) in dialog.told.text
    assert not dialog.broken.isVisible()
    choose(dialog.general.language, "fr")
    assert load_settings(stage.paths.config).language == "fr"


def test_a_file_that_breaks_while_the_window_is_open(stage: Stage, open_dialog: Opens) -> None:
    dialog = open_dialog()
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text("nonsense")
    choose(dialog.general.language, "fr")
    assert stage.paths.config.read_text() == "nonsense"
    assert dialog.broken.isVisible()
    assert dialog.general.language.currentData() == ""
    assert stage.heard == []


def test_a_folder_that_cannot_be_written(stage: Stage, open_dialog: Opens) -> None:
    dialog = open_dialog()
    stage.paths.config.parent.write_text("a file where the folder should be")
    choose(dialog.general.language, "fr")
    assert dialog.told.text.startswith("Not saved: ")
    assert "Not a directory" in dialog.told.text


def test_a_ledger_that_cannot_be_read_is_one_line_and_the_rest_works(
    stage: Stage, open_dialog: Opens
) -> None:
    stage.paths.ledger.parent.mkdir()
    stage.paths.ledger.write_bytes(b"no database" * 100)
    dialog = open_dialog(page="numbers")
    assert "damaged" in dialog.told.text
    assert "\n" not in dialog.told.text
    dialog.numbers.boundary.radios.buttons["wall"].click()
    dialog.numbers.apply.click()
    settle()
    assert "damaged" in dialog.told.text
    assert dialog.numbers.edited, "nothing that was typed is lost"


def test_the_windows_modules_are_not_loaded_by_the_resting_app() -> None:
    code = "import sys, wattprint.gui.app; sys.exit('wattprint.gui.settings.dialog' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
