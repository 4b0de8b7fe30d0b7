"""The first run: shown once, everything on it may be left alone, and what is chosen is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.settings.conftest import Stage, settle
from wattprint.ledger.choices import EVER
from wattprint.ledger.reader import LedgerReader
from wattprint.system.autostart import AutostartState
from wattprint.system.recorder_lock import RecorderLock
from wattprint.system.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from pytestqt.qtbot import QtBot

    from wattprint.gui.settings.first_run import FirstRun


@pytest.fixture
def page(qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> FirstRun:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    dialog = stage.first_page()
    qtbot.addWidget(dialog, before_close_func=lambda widget: widget.hide())
    dialog.numbers_changed.connect(lambda: stage.heard.append("numbers"))
    dialog.language_changed.connect(stage.heard.append)
    dialog.show()
    return dialog


def chosen(stage: Stage, name: str) -> list[tuple[str, str]]:
    with LedgerReader(stage.paths.ledger) as reader:
        return reader.choices().history(name)


def test_it_is_due_until_it_was_seen(stage: Stage, page: FirstRun, qtbot: QtBot) -> None:
    assert stage.first_page_due
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert not stage.first_page_due
    assert load_settings(stage.paths.config) == Settings()
    assert not stage.paths.ledger.exists(), "nothing was chosen"
    assert stage.autostart.now is AutostartState.OFF


@pytest.mark.parametrize("way", ["begin", "skip", "escape", "close"])
def test_who_leaves_it_has_seen_it(stage: Stage, page: FirstRun, way: str) -> None:
    assert stage.first_page_due
    match way:
        case "begin":
            page.start.click()
        case "skip":
            page.skip.click()
        case "escape":
            QTest.keyClick(page, Qt.Key.Key_Escape)
        case "close":
            page.close()
    settle()
    assert not page.isVisible()
    assert not stage.first_page_due


def test_an_app_that_ends_under_it_has_got_no_answer(stage: Stage, page: FirstRun) -> None:
    page.zone.choose("CHE")
    page.zone.zone_changed.emit()
    page.price.amount.setText("0.31")
    page.hurry()
    assert page.close()
    settle()
    assert stage.first_page_due
    assert not stage.paths.ledger.exists(), "nothing half said is kept"


def test_an_app_that_is_killed_under_it_has_got_no_answer_though_settings_were_written(
    stage: Stage, page: FirstRun
) -> None:
    # Nothing of the page's is called then.
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.language.activated.emit(page.language.currentIndex())
    assert load_settings(stage.paths.config).language == "fr"
    assert stage.first_page_due


def test_a_page_that_comes_again_shows_the_language_that_was_chosen_and_is_seen_then(
    stage: Stage, page: FirstRun, qtbot: QtBot
) -> None:
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.language.activated.emit(page.language.currentIndex())
    page.hurry()
    page.close()
    assert stage.first_page_due
    again = stage.first_page()
    qtbot.addWidget(again, before_close_func=lambda widget: widget.hide())
    again.show()
    assert again.language.currentData() == "fr"
    again.skip.click()
    assert not stage.first_page_due


def test_an_end_of_the_session_that_was_called_off(stage: Stage, page: FirstRun) -> None:
    page.hurry()
    assert page.isVisible()
    page.skip.click()
    assert not stage.first_page_due


def test_it_is_not_due_for_who_wrote_a_settings_file_even_a_broken_one(stage: Stage) -> None:
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text("nonsense")
    assert not stage.first_page_due
    stage.paths.config.unlink()
    stage.paths.config.symlink_to("nowhere")
    assert not stage.first_page_due


def test_it_says_where_everything_is_kept(stage: Stage, page: FirstRun) -> None:
    from PySide6.QtWidgets import QLabel

    texts = [label.text() for label in page.findChildren(QLabel)]
    assert str(stage.paths.ledger) in texts
    assert any("never what you ask or get" in text for text in texts)


def test_beginning_with_what_was_guessed(stage: Stage, page: FirstRun) -> None:
    assert page.zone.code == "FRA"
    assert "Guessed" in page.zone_note.text()
    assert not page.login.box.isChecked()
    page.start.click()
    settle()
    assert chosen(stage, "zone") == [(EVER, "FRA")]
    assert chosen(stage, "price_per_kwh") == []
    assert stage.heard == ["numbers"]
    assert not stage.first_page_due


def test_everything_filled_in(stage: Stage, page: FirstRun) -> None:
    page.zone.choose("CHE")
    page.zone.zone_changed.emit()
    assert page.price.currency.currentText() == "CHF"
    page.price.take.click()
    page.login.box.click()
    page.start.click()
    settle()
    assert chosen(stage, "zone") == [(EVER, "CHE")]
    assert chosen(stage, "currency") == [(EVER, "CHF")]
    ((_, price),) = chosen(stage, "price_per_kwh")
    assert float(price) > 0
    assert stage.autostart.now is AutostartState.ON


def test_a_price_that_is_none_is_told_and_nothing_is_lost(stage: Stage, page: FirstRun) -> None:
    page.price.amount.setText("cheap")
    page.start.click()
    settle()
    assert page.isVisible()
    assert "cheap" in page.told.text
    page.price.amount.setText("0,2")
    page.start.click()
    settle()
    assert chosen(stage, "price_per_kwh") == [(EVER, "0.2")]


def test_a_recorder_that_is_just_making_the_ledger(
    stage: Stage, page: FirstRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wattprint.system.ledger_access.MAKING_TRIES", 2)
    with RecorderLock(stage.paths.ledger):
        page.start.click()
        settle()
        assert page.isVisible()
        assert "is measuring into this ledger" in page.told.text
    page.start.click()
    settle()
    assert chosen(stage, "zone") == [(EVER, "FRA")]


def test_the_page_changes_its_language_and_keeps_what_was_filled_in(
    stage: Stage, page: FirstRun, speaking: Callable[[str], AbstractContextManager[object]], qtbot: QtBot
) -> None:
    page.zone.choose("CHE")
    page.zone.zone_changed.emit()
    page.price.show_value(0.31, "EUR")
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.language.activated.emit(page.language.currentIndex())
    assert stage.heard == ["fr"]
    with speaking("fr"):
        qtbot.waitUntil(lambda: page.windowTitle() == "Bienvenue dans Wattprint")
        assert page.zone.currentText() == "Suisse"
        assert (page.price.amount.text(), page.price.currency.currentText()) == ("0.31", "EUR")
        page.start.click()
        settle()
    assert chosen(stage, "zone") == [(EVER, "CHE")]
    assert chosen(stage, "price_per_kwh") == [(EVER, "0.31")]
    assert load_settings(stage.paths.config).language == "fr"
