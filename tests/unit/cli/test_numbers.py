"""Quantities at a terminal: rounded once, in a fitting unit, never zero when they are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.cli.numbers import Numbers
from wattprint.reference.texts import Texts

EN, FR = Numbers(Texts("en")), Numbers(Texts("fr"))
NARROW = "\u202f"


@pytest.mark.parametrize(
    ("wh", "english", "french"),
    [
        (None, "learning", "en apprentissage"),
        (0.0, "0 Wh", "0 Wh"),
        (1e-12, "< 0.001 mWh", "< 0,001 mWh"),
        (0.0004, "0.400 mWh", "0,400 mWh"),
        (0.99949, "0.999 Wh", "0,999 Wh"),
        (0.09994, "99.9 mWh", "99,9 mWh"),
        (0.09996, "0.100 Wh", "0,100 Wh"),
        (0.9996, "1.00 Wh", "1,00 Wh"),
        (1.0, "1.00 Wh", "1,00 Wh"),
        (9.996, "10.0 Wh", "10,0 Wh"),
        (123.4, "123 Wh", "123 Wh"),
        (999.4, "999 Wh", "999 Wh"),
        (999.6, "1.00 kWh", "1,00 kWh"),
        (999_600.0, "1.00 MWh", "1,00 MWh"),
        (1e7, "10.0 MWh", "10,0 MWh"),
        (1.234567e9, "1,230 MWh", f"1{NARROW}230 MWh"),
        (-0.0004, "-0.400 mWh", "-0,400 mWh"),
        (-5000.0, "-5.00 kWh", "-5,00 kWh"),
        (float("inf"), "∞ MWh", "∞ MWh"),
    ],
)
def test_energy(wh: float | None, english: str, french: str) -> None:
    assert (EN.energy(wh), FR.energy(wh)) == (english, french)


def test_an_estimate_looks_like_one() -> None:
    assert EN.energy(1234.0, modelled=True) == "≈ 1.2 kWh"
    assert EN.energy(999.6, modelled=True, at_least=True) == "at least ≈ 1.0 kWh"
    assert FR.energy(0.0123, at_least=True) == "au moins 12,3 mWh"
    assert EN.energy(0.0, modelled=True) == "0 Wh"  # nothing was used: that is known
    assert EN.power(12.345, modelled=True) == "≈ 12 W"
    assert EN.power(0.0, modelled=True) == "0 W"
    assert (EN.power(None), EN.power(12.345)) == ("unmeasured", "12.3 W")
    assert FR.power(1234.5) == f"1{NARROW}230 W"


@pytest.mark.parametrize(
    ("seconds", "english", "french"),
    [
        (0.0, "0 s", "0 s"),
        (1e-9, "< 0.001 s", "< 0,001 s"),
        (0.5, "0.50 s", "0,50 s"),
        (9.96, "10 s", "10 s"),
        (10.4, "10 s", "10 s"),
        (59.4, "59 s", "59 s"),
        (59.6, "1 min 00 s", "1 min 00 s"),
        (3599.6, "1 h 00 min", "1 h 00 min"),
        (86399.0, "23 h 59 min", "23 h 59 min"),
        (86399.6, "1 d 0 h", "1 j 0 h"),
        (1e6, "11 d 13 h", "11 j 13 h"),
    ],
)
def test_time(seconds: float, english: str, french: str) -> None:
    assert (EN.time(seconds), FR.time(seconds)) == (english, french)


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [
        (0, "0 kB", "0 ko"),
        (1, "1 kB", "1 ko"),
        (4096, "5 kB", "5 ko"),
        (1_500_000, "1.5 MB", "1,5 Mo"),
        (1_234_567_890, "1,200 MB", f"1{NARROW}200 Mo"),
    ],
)
def test_size(size: int, english: str, french: str) -> None:
    assert (EN.size(size), FR.size(size)) == (english, french)


UNITS = {"mWh": 1e-3, "Wh": 1.0, "kWh": 1e3, "MWh": 1e6}


@given(st.floats(1e-6, 1e12), st.booleans())
def test_what_is_read_is_what_was_meant(wh: float, modelled: bool) -> None:
    text = EN.energy(wh, modelled=modelled).removeprefix("≈ ")
    number, unit = text.removeprefix("< ").split(" ")
    value = float(number.replace(",", "")) * UNITS[unit]
    if not text.startswith("<"):
        assert value == pytest.approx(wh, rel=0.051 if modelled else 0.0051)
        assert 1 <= float(number.replace(",", "")) < 1000 or unit == "MWh" or 0.1 <= value < 1 or value < 1e-3
    assert FR.energy(wh, modelled=modelled).replace(NARROW, "!").replace(",", ".").replace(
        "!", ","
    ) == EN.energy(wh, modelled=modelled)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_stops_a_command(value: float) -> None:
    for numbers in (EN, FR):
        for text in (numbers.energy(value), numbers.power(value), numbers.significant(value, 3)):
            assert not re.search(r"\de[+-]", text)
