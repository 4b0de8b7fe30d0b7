"""Numbers: dated choices written, shown and taken back; nothing is used that nobody chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QMessageBox

from tests.gui.settings.conftest import Stage, settle
from wattprint.export.valuing import load_valuation
from wattprint.gui.settings.price import number_text, read_number
from wattprint.ledger.choices import EVER
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from wattprint.gui.settings.dialog import SettingsDialog
    from wattprint.gui.settings.numbers_page import NumbersPage

    Opens = Callable[..., SettingsDialog]

TODAY = "2026-03-12"


@pytest.fixture
def french_region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


@pytest.fixture
def page(open_dialog: Opens, french_region: None) -> NumbersPage:
    return open_dialog(page="numbers").numbers


def history(path: Path, name: str) -> list[tuple[str, str]]:
    with LedgerReader(path) as reader:
        return reader.choices().history(name)


def rows(page: NumbersPage) -> list[tuple[str, ...]]:
    table = page.history.table
    return [
        tuple(item.text() for column in range(3) if (item := table.item(row, column)) is not None)
        for row in range(table.rowCount())
    ]


def completer_of(page: NumbersPage) -> QCompleter:
    found = page.place.zone.completer()
    assert found is not None
    return found


def offers(page: NumbersPage) -> list[str]:
    """What the list below the field offers."""
    model = completer_of(page).completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


# -- zone ------------------------------------------------------------


def test_a_guess_is_shown_as_one_and_kept_only_when_confirmed(
    page: NumbersPage, stage: Stage, ledger: Path, qtbot: QtBot
) -> None:
    assert page.place.zone.code == "FRA"
    assert page.place.zone.currentText() == "France (guessed)"
    assert "Guessed" in page.place.zone_note.text()
    assert not page.apply.isEnabled()
    assert history(ledger, "zone") == []
    page.place.confirm.click()
    settle()
    assert history(ledger, "zone") == [(EVER, "FRA")]
    assert not page.place.confirm.isVisible()
    assert "Guessed" not in page.place.zone_note.text()
    assert page.place.zone.currentText() == "France"
    assert not any("guessed" in page.place.zone.itemText(row) for row in range(page.place.zone.count()))
    qtbot.waitUntil(lambda: stage.heard == ["numbers"])


def test_what_the_first_page_confirmed_is_no_guess_any_more(
    ledger: Path, open_dialog: Opens, french_region: None
) -> None:
    with PersonLedger(ledger) as person:
        person.choose("zone", "FRA")
    page = open_dialog(page="numbers").numbers
    assert (page.place.zone.code, page.place.zone.currentText()) == ("FRA", "France")


@pytest.mark.parametrize("typed", ["allemagne", "ALLEM", "germ", "deu", "DE", "many"])
def test_a_zone_is_found_by_any_part_of_its_names_and_codes(
    page: NumbersPage, qtbot: QtBot, typed: str
) -> None:
    edit = page.place.zone.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, typed)
    assert any(name.startswith("Germany") for name in offers(page))


def test_what_is_typed_without_accents_finds_accents(page: NumbersPage, qtbot: QtBot) -> None:
    edit = page.place.zone.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "etats")
    completer = completer_of(page)
    offered = offers(page)
    popup = completer.popup()
    assert popup is not None
    for _ in range(offered.index("United States") + 1):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert page.place.zone.code == "USA"
    assert page.apply.isEnabled()


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_either_apostrophe_finds_a_zone(page: NumbersPage, apostrophe: str) -> None:
    edit = page.place.zone.lineEdit()
    assert edit is not None
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "cote d")
    # QTest types ASCII only.
    QApplication.sendEvent(
        edit, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, apostrophe)
    )
    QTest.keyClicks(edit, "iv")
    assert edit.text() == f"cote d{apostrophe}iv"
    assert offers(page) == ["Côte d'Ivoire"]


def test_what_names_no_zone_is_taken_back(page: NumbersPage) -> None:
    edit = page.place.zone.lineEdit()
    assert edit is not None
    edit.setText("Atlantis")
    edit.editingFinished.emit()
    assert (page.place.zone.code, edit.text()) == ("FRA", "France (guessed)")
    edit.setText("che")
    edit.editingFinished.emit()
    assert (page.place.zone.code, edit.text()) == ("CHE", "Switzerland")


def test_nothing_can_be_guessed(open_dialog: Opens) -> None:
    page = open_dialog(page="numbers").numbers
    assert page.place.zone.code == "WOR"
    assert "mean of the world" in page.place.zone_note.text()
    assert not page.place.confirm.isVisible()


# -- price -----------------------------------------------------------


def test_the_typical_price_is_offered_and_never_used_in_silence(
    page: NumbersPage, ledger: Path, stage: Stage
) -> None:
    assert page.place.price.amount.text() == ""
    assert "Typical there" in page.place.price.offer.text()
    page.place.confirm.click()
    settle()
    assert history(ledger, "price_per_kwh") == []
    page.place.price.take.click()
    assert history(ledger, "price_per_kwh") == []
    page.apply.click()
    settle()
    ((day, price),) = history(ledger, "price_per_kwh")
    assert (day, history(ledger, "currency")) == (EVER, [(EVER, "EUR")])
    with LedgerReader(ledger) as reader:
        terms = load_valuation(stage.paths, reader.choices()).valuation.local_terms(TODAY)
    assert (terms.price_per_kwh, terms.currency, terms.grid_zone) == (float(price), "EUR", "FRA")


def test_moving_abroad_from_a_day_on_leaves_last_year_alone(
    page: NumbersPage, ledger: Path, stage: Stage
) -> None:
    page.place.price.amount.setText("0.25")
    page.place.price.edited.emit()
    page.apply.click()
    settle()
    page.since.show_day("2026-03-01")
    page.place.zone.choose("CHE")
    page.place.zone.zone_changed.emit()
    page.place.price.show_value(0.3, "CHF")
    page.place.price.edited.emit()
    page.apply.click()
    settle()
    assert rows(page) == [
        ("Mar 1, 2026", "Grid zone", "Switzerland"),
        ("Mar 1, 2026", "Price per kWh", "0.3 CHF"),
        ("the first day", "Price per kWh", "0.25 EUR"),
    ]
    with LedgerReader(ledger) as reader:
        valuation = load_valuation(stage.paths, reader.choices()).valuation
    before, after = valuation.local_terms("2026-02-28"), valuation.local_terms("2026-03-01")
    assert (before.grid_zone, before.price_per_kwh, before.currency) == ("FRA", 0.25, "EUR")
    assert (after.grid_zone, after.price_per_kwh, after.currency) == ("CHE", 0.3, "CHF")
    # One line is one choice: the price goes with its currency.
    page.history.table.selectRow(1)
    page.history.remove.click()
    settle()
    assert history(ledger, "currency") == [(EVER, "EUR")]
    assert history(ledger, "price_per_kwh") == [(EVER, "0.25")]


def test_a_dearer_price_keeps_its_currency_when_the_first_one_is_taken_back(
    page: NumbersPage, ledger: Path, stage: Stage
) -> None:
    page.place.price.show_value(0.25, "EUR")
    page.place.price.edited.emit()
    page.apply.click()
    settle()
    page.since.show_day("2026-03-01")
    page.place.zone.choose("CHE")
    page.place.zone.zone_changed.emit()
    page.place.price.show_value(0.3, "EUR")
    page.place.price.edited.emit()
    page.apply.click()
    settle()
    assert rows(page)[1:] == [
        ("Mar 1, 2026", "Price per kWh", "0.3 EUR"),
        ("the first day", "Price per kWh", "0.25 EUR"),
    ]
    page.history.table.selectRow(2)
    page.history.remove.click()
    settle()
    with LedgerReader(ledger) as reader:
        terms = load_valuation(stage.paths, reader.choices()).valuation.local_terms("2026-03-01")
    assert (terms.grid_zone, terms.price_per_kwh, terms.currency) == ("CHE", 0.3, "EUR")


@pytest.mark.parametrize("typed", ["abc", "-1", "1e9", "nan", "0,1,2"])
def test_what_is_no_price_is_told_and_stays_to_be_mended(
    open_dialog: Opens, ledger: Path, typed: str
) -> None:
    dialog = open_dialog(page="numbers")
    dialog.numbers.place.price.amount.setText(typed)
    dialog.numbers.place.price.edited.emit()
    dialog.numbers.apply.click()
    settle()
    assert typed in dialog.told.text
    assert dialog.numbers.place.price.amount.text() == typed
    assert history(ledger, "price_per_kwh") == []


def test_a_price_is_taken_back_where_it_was_told(open_dialog: Opens, ledger: Path) -> None:
    with PersonLedger(ledger) as person:
        person.choose("zone", "FRA")
        person.choose("price_per_kwh", "0.2")
    dialog = open_dialog(page="numbers")
    page = dialog.numbers
    assert page.since.day == TODAY
    page.place.price.amount.setText("")
    page.place.price.edited.emit()
    page.apply.click()
    settle()
    assert "remove its line" in dialog.told.text
    assert history(ledger, "price_per_kwh") == [(EVER, "0.2")]
    page.show_held()
    page.since.show_day(EVER)
    page.place.price.amount.setText("")
    page.place.price.edited.emit()
    page.apply.click()
    settle()
    assert history(ledger, "price_per_kwh") == []


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("0,25", "fr", 0.25),
        ("0.25", "fr", 0.25),
        ("0.25", "en", 0.25),
        ("1 234,5", "fr", 1234.5),
        ("x", "en", None),
    ],
)
def test_numbers_with_comma_or_point(text: str, language: str, value: float | None) -> None:
    assert read_number(text, QLocale(language)) == value
    if value is not None:
        assert read_number(number_text(value, QLocale(language)), QLocale(language)) == value


# -- boundary, water -------------------------------------------------


def test_boundary_and_water_are_dated_choices(page: NumbersPage, ledger: Path) -> None:
    assert not page.water.own.isVisible()
    page.boundary.radios.buttons["wall"].click()
    page.water.radios.buttons["total"].click()
    assert page.water.own.isVisible()
    page.water.own.setText("1.5")
    page.apply.click()
    settle()
    assert history(ledger, "boundary") == [(EVER, "wall")]
    assert history(ledger, "water_scope") == [(EVER, "total")]
    assert history(ledger, "local_water_ml_per_wh") == [(EVER, "1.5")]
    assert not page.apply.isEnabled()
    page.since.show_day("2025-01-01")
    page.boundary.radios.buttons["device"].click()
    page.undo.click()
    assert page.boundary.radios.value == "wall"
    page.boundary.radios.buttons["device"].click()
    page.apply.click()
    settle()
    assert history(ledger, "boundary") == [(EVER, "wall"), ("2025-01-01", "device")]


def test_later_choices_are_pointed_at(page: NumbersPage, ledger: Path) -> None:
    with PersonLedger(ledger) as person:
        person.choose("zone", "CHE", "2026-03-01")
    page.window().hide()
    page.window().show()
    settle()
    page.since.show_day(EVER)
    assert page.place.zone.code == "FRA"
    assert page.later.isVisible()
    page.since.show_day(TODAY)
    assert page.place.zone.code == "CHE"
    assert not page.later.isVisible()


def test_what_the_settings_file_says_is_shown_until_something_is_chosen(
    stage: Stage, open_dialog: Opens, ledger: Path
) -> None:
    stage.paths.config.parent.mkdir()
    stage.paths.config.write_text('[numbers]\nzone = "CHE"\nboundary = "wall"\nprice_per_kwh = 0.3\n')
    page = open_dialog(page="numbers").numbers
    assert (page.place.zone.code, page.boundary.radios.value, page.place.price.value) == ("CHE", "wall", 0.3)
    assert "zone = CHE" in page.stated.text()
    assert not page.edited
    page.boundary.radios.buttons["device"].click()
    page.apply.click()
    settle()
    assert history(ledger, "boundary") == [(EVER, "device")]


def test_choices_of_a_newer_wattprint_are_shown_as_they_are(open_dialog: Opens, ledger: Path) -> None:
    with PersonLedger(ledger) as person:
        for name, value in (
            ("zone", "XXX"), ("boundary", "roof"), ("water_scope", "sea"), ("price_per_kwh", "much"),
            ("currency", "XTS"), ("newer", "1"),
        ):  # fmt: skip
            person.choose(name, value)
    page = open_dialog(page="numbers").numbers
    assert {row[2] for row in rows(page)} == {"XXX", "roof", "sea", "much XTS"}
    assert not page.edited
    page.boundary.radios.buttons["wall"].click()
    page.apply.click()
    settle()
    assert history(ledger, "boundary") == [(EVER, "roof"), (TODAY, "wall")]
    assert history(ledger, "water_scope") == [(EVER, "sea")]


# -- leaving, other people's writing ---------------------------------


def test_edits_that_were_not_applied_are_asked_about(
    open_dialog: Opens, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = open_dialog(page="numbers")
    dialog.numbers.boundary.radios.buttons["wall"].click()
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Apply]
    monkeypatch.setattr(QMessageBox, "exec", lambda _: answers.pop(0))
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    settle()
    assert not dialog.isVisible()
    assert history(ledger, "boundary") == [(EVER, "wall")]


def test_answering_elsewhere_does_not_undo_what_is_being_edited(open_dialog: Opens, ledger: Path) -> None:
    dialog = open_dialog(page="numbers")
    dialog.numbers.boundary.radios.buttons["wall"].click()
    dialog.desk.numbers_changed.emit()
    assert dialog.numbers.boundary.radios.value == "wall"
    assert dialog.numbers.edited


def test_a_ledger_is_begun_for_the_first_choice(stage: Stage, open_dialog: Opens) -> None:
    page = open_dialog(page="numbers").numbers
    page.boundary.radios.buttons["wall"].click()
    page.apply.click()
    settle()
    assert history(stage.paths.ledger, "boundary") == [(EVER, "wall")]
    assert stage.paths.ledger.stat().st_mode & 0o777 == 0o600


# -- own factors -----------------------------------------------------


def test_own_factors_are_checked_with_the_place_of_the_fault(
    stage: Stage, open_dialog: Opens, ledger: Path
) -> None:
    factors = open_dialog(page="numbers").numbers.factors
    factors.open.click()
    path = stage.paths.config.with_name("factors.toml")
    assert stage.opened == [path]
    assert "In use" in factors.state.text
    path.write_text("schema_version = 1\n[[factor]]\nactivity = \n")
    factors.again.click()
    assert "line 3" in factors.state.text
    draft = path.with_name("draft.toml")
    assert not draft.exists()
    assert stage.heard == ["numbers"]


def test_everyday_quantities_follow_the_choice_at_once(stage: Stage, page: NumbersPage) -> None:
    box = page.everyday
    assert [box.itemData(row) for row in range(box.count())] == ["", "fr", "us", "world"]
    for chosen in ("us", ""):
        box.setCurrentIndex(box.findData(chosen))
        box.activated.emit(box.currentIndex())
        assert load_valuation(stage.paths, None).equivalents == (chosen or None)
    assert stage.heard == ["numbers", "numbers"]
    assert "equivalents" not in stage.paths.config.read_text()
