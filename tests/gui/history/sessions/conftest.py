"""The words of the page in one language, and a real ledger with sessions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from PySide6.QtCore import QLocale

from wattprint.gui.history.sessions.outputs import Outputs
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.reference.factors import load_factors

EN, FR = QLocale("en_US"), QLocale("fr_FR")

Speaking = Callable[[str], AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def utc() -> Iterator[None]:
    """Sessions are booked in the zone in force: here it is always the same."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


def words_in(locale: QLocale) -> SessionWords:
    return SessionWords(locale, Outputs(locale, load_factors().units))


@pytest.fixture
def words(speaking: Speaking) -> Iterator[SessionWords]:
    """In English."""
    with speaking("en"):
        yield words_in(EN)


@pytest.fixture
def french(speaking: Speaking) -> Iterator[SessionWords]:
    """In French."""
    with speaking("fr"):
        yield words_in(FR)
