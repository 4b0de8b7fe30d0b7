"""What is told of a typical price."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from wattprint.gui.cloud.days import published_text
from wattprint.gui.settings.price import FALLBACK_CURRENCY, PriceEdit
from wattprint.reference.files import resource_path
from wattprint.reference.grid import WORLD, Grid
from wattprint.reference.prices import Prices


@pytest.mark.parametrize("zone", ["FRA", "GBR", "DEU", "USA"])
def test_the_source_and_its_date_are_told_once(qtbot: QtBot, zone: str) -> None:
    typical = Prices.load(resource_path("data", "prices.toml")).typical(zone)
    assert typical is not None
    grid = Grid.load(resource_path("data", "grid.csv"))
    price = PriceEdit(grid, QLocale("en_GB"), lambda: "2026-11-22")
    qtbot.addWidget(price)
    price.show_zone(zone)
    told = price.offer.text()
    assert typical.source.title in told
    assert told.count(published_text(QLocale("en_GB"), typical.source.date)) == 1


def test_the_typical_price_is_told_digit_by_digit_as_the_button_writes_it(qtbot: QtBot) -> None:
    price = PriceEdit(Grid.load(resource_path("data", "grid.csv")), QLocale("en_US"), lambda: "2026-11-22")
    qtbot.addWidget(price)
    price.show_zone("USA")
    price.take.click()
    assert f"Typical there: {price.amount.text()} USD per kWh." in price.offer.text()


@pytest.mark.parametrize(
    ("locale", "currency"), [("en_GB", "GBP"), ("fr_FR", "EUR"), ("C", FALLBACK_CURRENCY)]
)
def test_a_zone_without_a_currency_leaves_the_persons_own(qtbot: QtBot, locale: str, currency: str) -> None:
    grid = Grid.load(resource_path("data", "grid.csv"))
    price = PriceEdit(grid, QLocale(locale), lambda: "2026-11-22")
    qtbot.addWidget(price)
    price.show_zone(WORLD)
    assert price.currency.currentText() == currency
    price.show_zone("CHE")
    assert price.currency.currentText() == "CHF"
