"""By keyboard and for screen readers: everything is reached by Tab, has a name, and no two letters clash."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)

from tests.gui.settings.conftest import Stage, settle
from tests.unit.ledger.making import UNKNOWN, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.domain.workload import Kind
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.reference.files import resource_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from wattprint.gui.settings.dialog import SettingsDialog

    Opens = Callable[..., SettingsDialog]

CONTROLS = (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QTableWidget)
PAGES = ("general", "measuring", "numbers", "privacy")

PLACES = re.compile(r"\{\w+\}|%n")

#: Whose texts are tested here.
OURS = re.compile(
    "Baselines|BoundaryCard|BrokenFile|ChoiceWords|Desk|FirstRun|GapBox|GeneralPage|History|LanguageBox|LedgerDesk"
    "|LoginBox|MeasuringPage|NumbersPage|OwnFactors|OwnFile|PlaceCard|PriceEdit|PrivacyPage|Programs|SettingsDialog"
    "|SinceEdit|WaterCard|ZoneBox"
)


def controls(window: QWidget) -> list[QWidget]:
    """What a person can act on, without the parts of compound ones."""
    return [
        widget
        for kind in CONTROLS
        for widget in window.findChildren(kind)
        if widget.isVisible()
        and widget.isEnabled()
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit)
        and not widget.objectName().startswith("qt_")
        and type(widget).__name__ not in ("QTableCornerButton", "QToolButton", "QAbstractButton")
    ]


def reached_by_tab(window: QWidget) -> list[QWidget]:
    """Every stop of the Tab key, once around."""
    stops: list[QWidget] = []
    for _ in range(200):
        QTest.keyClick(focus_of(window), Qt.Key.Key_Tab)
        at = focus_of(window)
        if len(stops) > 1 and at is stops[0]:
            break
        # A date has three stops of its own.
        if not stops or at is not stops[-1]:
            stops.append(at)
    return stops


def focus_of(window: QWidget) -> QWidget:
    """What has the focus; the window itself before anything has it."""
    found: QWidget | None = window.focusWidget()
    return window if found is None else found


@pytest.fixture
def some_choices(ledger: Path) -> None:
    with PersonLedger(ledger) as person:
        person.choose("zone", "FRA")


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_a_stop_of_the_tab_key_and_has_a_name(
    open_dialog: Opens, qtbot: QtBot, page: str, some_choices: None
) -> None:
    dialog = open_dialog(page=page)
    stops = reached_by_tab(dialog)
    grouped: set[QWidget] = set()
    for stop in stops:
        group: QButtonGroup | None = stop.group() if isinstance(stop, QAbstractButton) else None
        grouped |= set() if group is None else set(group.buttons())  # the arrows go from one to the next
    for widget in controls(dialog):
        proxy = widget.focusProxy() or widget
        assert widget in stops or proxy in stops or widget in grouped, (type(widget), widget.accessibleName())
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), type(widget)
    assert dialog.tabs.tabBar() in stops


def test_rows_that_were_read_are_reached_where_they_stand(open_dialog: Opens, ledger: Path) -> None:
    opened = MeasurementLedger(ledger)
    bookings = Bookings()
    for workload in (UNKNOWN, replace(UNKNOWN, app="other.py", app_name="other.py")):
        book_active(bookings, session_of(workload), 10.0)
    write(opened, bookings)
    opened.close()
    dialog = open_dialog(page="measuring")
    page = dialog.measuring
    assert len(page.programs.answers) == 2
    stops = reached_by_tab(dialog)
    start = stops.index(dialog.tabs.tabBar())
    stops = stops[start:] + stops[:start]
    wanted = [
        *page.devices.boxes.values(),
        *page.gaps.values(),
        page.all_users,
        *page.programs.answers.values(),
        page.rules.open,
    ]
    assert [stop for stop in stops if stop in wanted] == wanted
    # Their edges can be seen as those of all others are.
    (card,) = page.devices.boxes.values()
    assert card.palette() == page.all_users.palette()


def test_every_control_of_the_first_run(stage: Stage, qtbot: QtBot) -> None:
    page = stage.first_page()
    qtbot.addWidget(page, before_close_func=lambda widget: widget.hide())
    page.show()
    stops = reached_by_tab(page)
    for widget in controls(page):
        assert widget in stops, (type(widget), widget.accessibleName())
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), type(widget)


def test_what_tab_reaches_is_scrolled_into_sight(open_dialog: Opens, qtbot: QtBot) -> None:
    dialog = open_dialog(page="privacy")
    dialog.resize(dialog.width(), 300)
    qtbot.waitUntil(lambda: dialog.privacy.verticalScrollBar().maximum() > 0)
    seen = set()
    for _ in range(40):
        QTest.keyClick(focus_of(dialog), Qt.Key.Key_Tab)
        at = focus_of(dialog)
        if dialog.privacy.isAncestorOf(at):
            view = dialog.privacy.viewport()
            assert view.rect().contains(at.mapTo(view, at.rect().center())), at
            seen.add(at)
    assert {dialog.privacy.traces, dialog.privacy.delete_all} <= seen


def test_the_job_of_the_window_without_a_mouse(stage: Stage, open_dialog: Opens, qtbot: QtBot) -> None:
    dialog = open_dialog(page="measuring")
    box = dialog.measuring.gaps[Kind.CHAT]
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.selectAll()
    QTest.keyClicks(box, "240")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: stage.heard == ["settings"])
    assert "chat = 240" in stage.paths.config.read_text()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", PAGES)
def test_no_two_controls_of_a_page_share_a_letter(
    open_dialog: Opens,
    some_choices: None,
    page: str,
    language: str,
    speaking: Callable[[str], AbstractContextManager[object]],
) -> None:
    with speaking(language):
        dialog = open_dialog(language, page)
        texts = [
            widget.text()
            for widget in dialog.findChildren(QWidget)
            if isinstance(widget, QAbstractButton | QLabel)
            and widget.isVisible()
            and (not isinstance(widget, QLabel) or widget.buddy() is not None)
        ]
    letters = Counter(found[1].lower() for text in texts if (found := re.search(r"&(\w)", text)))
    assert [letter for letter, count in letters.items() if count > 1] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    tree = ET.parse(resource_path("i18n", f"wattprint_{language}.ts"))
    seen = 0
    for context in tree.iter("context"):
        if not OURS.fullmatch(context.findtext("name", "")):
            continue
        for message in context.iter("message"):
            source, translation = message.findtext("source", ""), message.find("translation")
            assert translation is not None
            assert translation.get("type") is None, source
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            for form in forms:
                assert form.strip(), source
                assert sorted(PLACES.findall(form)) == sorted(PLACES.findall(source)), source
            seen += 1
    assert seen > (100 if language == "fr" else 3)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_off_sideways_in_a_small_window(
    open_dialog: Opens,
    some_choices: None,
    page: str,
    language: str,
    speaking: Callable[[str], AbstractContextManager[object]],
    qtbot: QtBot,
) -> None:
    """A screen of 1366 x 768 at 200 % has 683 x 384."""
    with speaking(language):
        dialog = open_dialog(language, page)
        dialog.resize(640, 340)
        qtbot.waitUntil(lambda: dialog.height() <= 400)
        assert dialog.width() <= 683
        shown = getattr(dialog, page)
        area = getattr(shown, "page", shown)
        assert area.widget().width() <= area.viewport().width()


def test_enter_in_a_field_applies_the_numbers_and_leaves_no_window(open_dialog: Opens, ledger: Path) -> None:
    dialog = open_dialog(page="numbers")
    numbers = dialog.numbers
    amount = numbers.place.price.amount
    amount.setFocus()
    QTest.keyClick(amount, Qt.Key.Key_Return)
    assert dialog.isVisible(), "nothing was edited, so nothing is to be done"
    QTest.keyClicks(amount, "0.31")
    assert numbers.to_apply
    QTest.keyClick(amount, Qt.Key.Key_Return)
    settle()
    with LedgerReader(ledger) as reader:
        assert [price for _, price in reader.choices().history("price_per_kwh")] == ["0.31"]
    assert dialog.isVisible()
    for page in PAGES:
        dialog.show_page(page)
        for field in getattr(dialog, page).findChildren(QLineEdit):
            if field.isVisible() and field.isEnabled():
                QTest.keyClick(field, Qt.Key.Key_Return)
                assert dialog.isVisible(), (page, field.accessibleName())


@pytest.mark.parametrize("page", PAGES)
def test_enter_on_close_closes(open_dialog: Opens, page: str) -> None:
    dialog = open_dialog(page=page)
    (close,) = (one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == "Close")
    close.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(close, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_enter_on_another_button_of_the_page_is_for_that_button(open_dialog: Opens, ledger: Path) -> None:
    dialog = open_dialog(page="numbers")
    numbers = dialog.numbers
    QTest.keyClicks(numbers.place.price.amount, "0.31")
    assert numbers.to_apply
    numbers.undo.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(numbers.undo, Qt.Key.Key_Enter)
    settle()
    assert not numbers.to_apply
    with LedgerReader(ledger) as reader:
        assert reader.choices().history("price_per_kwh") == []
