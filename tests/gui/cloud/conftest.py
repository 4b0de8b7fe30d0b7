"""A real ledger, a fixed noon, and the app's languages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest
from PySide6.QtCore import QLocale, QObject

from wattprint.domain.cloud import CloudEntry
from wattprint.gui.cloud import work
from wattprint.gui.cloud.pen import Pen
from wattprint.reference.factors import FactorSet, load_factors
from wattprint.system.paths import Paths

#: A Wednesday, at noon wherever this runs.
TODAY, YESTERDAY = "2026-03-11", "2026-03-10"
NOON_S = datetime(2026, 3, 11, 12).timestamp()  # noqa: DTZ001 -- local noon is meant

EN, FR = QLocale("en_US"), QLocale("fr_FR")

Speaking = Callable[[str], AbstractContextManager[object]]


def noon() -> float:
    return NOON_S


@contextmanager
def slow_files() -> Iterator[None]:
    """What is asked of files is read and written only after this, as on a disk that takes its time."""
    gate, owner = threading.Event(), QObject()
    work.run(owner, gate.wait, lambda _: None, print)
    try:
        yield
    finally:
        gate.set()


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
def locale(request: pytest.FixtureRequest, speaking: Speaking) -> Iterator[QLocale]:
    """Both languages, the app speaking them."""
    with speaking(request.param):
        yield EN if request.param == "en" else FR


@pytest.fixture
def french(speaking: Speaking) -> Iterator[QLocale]:
    with speaking("fr"):
        yield FR
