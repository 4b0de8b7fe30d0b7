"""A chart tells a quantity as the rest of the screen does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from wattprint.gui import numbers
from wattprint.gui.charts.quantities import CO2E, ENERGY, POWER, WATER, money, tick_text

ENGLISH, FRENCH = QLocale("en"), QLocale("fr")
LOCALES = st.sampled_from([ENGLISH, FRENCH, QLocale("de_CH")])


@given(LOCALES, st.floats(1e-4, 1e11), st.booleans())
def test_energy_and_power_are_told_as_everywhere(locale: QLocale, value: float, estimated: bool) -> None:
    assert ENERGY.text(locale, value, estimated=estimated) == numbers.energy(
        locale, value, modelled=estimated
    )
    if 0.01 < value < 999 and not estimated:
        assert POWER.text(locale, value) == numbers.power(locale, value)


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (ENERGY.text(FRENCH, 1234.5), "1,23 kWh"),
        (ENERGY.text(ENGLISH, 999.96), "1.00 kWh"),
        (ENERGY.text(ENGLISH, 999.96, estimated=True), "≈ 1.0 kWh"),
        (ENERGY.text(ENGLISH, 0, estimated=True), "0 Wh"),
        (CO2E.text(ENGLISH, 0.02), "20.0 mg CO₂e"),
        (WATER.text(FRENCH, 2500), "2,50 L"),
        (money("€").text(FRENCH, 0.157), "0,16 €"),
        (money("€").text(FRENCH, 12.345, estimated=True), "≈ 12 €"),
        (ENERGY.text(ENGLISH, 1e20), "1e+14 MWh"),
        (tick_text(FRENCH, 1.5, 1), "1,5"),
        (tick_text(ENGLISH, 3e9, 0), "3e+09"),
    ],
)
def test_texts(told: str, text: str) -> None:
    assert told.replace("\u202f", " ").lower() == text.lower()


@pytest.mark.parametrize(
    ("low", "high", "estimated", "ends"),
    [
        (359.0, 1240.0, False, ("0.359", "1.24 kWh")),
        (359.0, 475.0, True, ("≈ 360", "480 Wh")),
        (0.0, 2.0, True, ("≈ 0", "2.0 Wh")),
    ],
)
def test_both_ends_of_a_band_share_a_unit(
    low: float, high: float, estimated: bool, ends: tuple[str, str]
) -> None:
    assert ENERGY.ends(ENGLISH, low, high, estimated=estimated) == ends
