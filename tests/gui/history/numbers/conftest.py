"""A real ledger with some counts, and the page in a bare window."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud import work
from wattprint.gui.history.numbers.page import NumbersPage
from wattprint.gui.history.page import Setting
from wattprint.gui.language import locale_of
from wattprint.gui.phrases import Phrases
from wattprint.gui.remembered import Remembered
from wattprint.ledger.person import PersonLedger
from wattprint.reference.texts import Texts
from wattprint.system.paths import Paths

DAY = "2026-03-11"
NOON_S = time.mktime((2026, 3, 11, 12, 0, 0, 0, 0, -1))


@pytest.fixture
def paths(paths: Paths) -> Paths:
    """With counts and choices in it."""
    with PersonLedger(paths.ledger) as person:
        person.cloud.add(DAY, "claude.prompt", 10, 1.0)
        person.choose("zone", "FRA", DAY)
        person.choose("price_per_kwh", "0.2016", DAY)
        person.choose("currency", "EUR", DAY)
    return paths


@pytest.fixture
def open_page(qtbot: QtBot, paths: Paths) -> Callable[..., NumbersPage]:
    """Shows the page as the window does: made, shown, told to read."""
    kept: list[NumbersPage] = []

    def opened(language: str = "en", row: str = "", *, read: bool = True) -> NumbersPage:
        phrases = Phrases(locale_of(language), Texts(language))
        page = NumbersPage(Setting(paths, phrases, Remembered(paths.config), lambda: NOON_S))
        qtbot.addWidget(page)
        kept.append(page)  # a test may hold on to a part of it only
        page.resize(1000, 800)
        page.show()
        if row:
            page.show_row(row)
        if read:
            qtbot.waitUntil(lambda: not work.under_way())
        return page

    return opened
