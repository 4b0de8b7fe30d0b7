"""A real ledger, a fixed noon, and the app's languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from wattprint.domain.cloud import CloudEntry
from wattprint.gui.cloud.pen import Pen
from wattprint.gui.language import install_translators
from wattprint.reference.factors import FactorSet, load_factors
from wattprint.system.paths import Paths

#: A Wednesday, at noon wherever this runs.
TODAY, YESTERDAY = "2026-03-11", "2026-03-10"
NOON_S = datetime(2026, 3, 11, 12).timestamp()  # noqa: DTZ001 -- local noon is meant

EN, FR = QLocale("en_US"), QLocale("fr_FR")


def noon() -> float:
    return NOON_S


@pytest.fixture
def pen(paths: Paths) -> Pen:
    return Pen(paths.ledger, noon)


@pytest.fixture
def in_ledger(paths: Paths) -> Callable[[], list[CloudEntry]]:
    """Everything that the ledger has up to today."""
    return lambda: Pen(paths.ledger, noon).entries("2000-01-01", TODAY)


@pytest.fixture(scope="session")
def factors() -> FactorSet:
    return load_factors()


@pytest.fixture(params=["en", "fr"])
def locale(request: pytest.FixtureRequest, qapp: QApplication, translations: Path) -> Iterator[QLocale]:
    """Both languages, the app speaking them."""
    installed = install_translators(qapp, request.param, translations)
    assert installed
    yield EN if request.param == "en" else FR
    for translator in installed:
        qapp.removeTranslator(translator)


@pytest.fixture
def french(qapp: QApplication, translations: Path) -> Iterator[QLocale]:
    installed = install_translators(qapp, "fr", translations)
    yield FR
    for translator in installed:
        qapp.removeTranslator(translator)
