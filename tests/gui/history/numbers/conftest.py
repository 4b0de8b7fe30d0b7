"""A real ledger with some counts, and the page in a bare window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud import work
from wattprint.gui.history.numbers.page import NumbersPage
from wattprint.ledger.person import PersonLedger
from wattprint.system.paths import Paths

DAY = "2026-03-11"


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
def open_page(
    qtbot: QtBot, show_page: Callable[[type[NumbersPage], str], NumbersPage]
) -> Callable[..., NumbersPage]:
    """Shows the page as the window does: made, shown, told to read."""

    def opened(language: str = "en", row: str = "", *, read: bool = True) -> NumbersPage:
        page = show_page(NumbersPage, language)
        if row:
            page.show_row(row)
        if read:
            qtbot.waitUntil(lambda: not work.under_way())
        return page

    return opened
