"""The words of the page in one language, and a real ledger with sessions."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from wattprint.gui.history.sessions.outputs import Outputs
from wattprint.gui.history.sessions.words import SessionWords
from wattprint.gui.language import install_translators
from wattprint.reference.factors import load_factors

EN, FR = QLocale("en_US"), QLocale("fr_FR")


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
def words(qapp: QApplication, translations: object) -> Iterator[SessionWords]:
    """In English."""
    installed = install_translators(qapp, "en", translations)  # type: ignore[arg-type]
    yield words_in(EN)
    for translator in installed:
        qapp.removeTranslator(translator)


@pytest.fixture
def french(qapp: QApplication, translations: object) -> Iterator[SessionWords]:
    """In French."""
    installed = install_translators(qapp, "fr", translations)  # type: ignore[arg-type]
    yield words_in(FR)
    for translator in installed:
        qapp.removeTranslator(translator)
