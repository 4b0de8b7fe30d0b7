"""Ledgers on disk. The migrating process runs once per session; tests get copies of what it made."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger fresh from prepare(): never write to it."""
    path = tmp_path_factory.mktemp("template") / "ledger.sqlite3"
    prepare(path)
    return path


@pytest.fixture
def path(tmp_path: Path, empty_ledger: Path) -> Path:
    """A new ledger with the current schema and nothing in it."""
    copy = tmp_path / "ledger.sqlite3"
    shutil.copy2(empty_ledger, copy)
    return copy


@pytest.fixture
def ledger(path: Path) -> Iterator[MeasurementLedger]:
    """The same, open for writing."""
    opened = MeasurementLedger(path)
    yield opened
    opened.close()
