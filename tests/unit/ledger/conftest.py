"""Ledgers on disk."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.sittings import fill
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wattprint.ledger.annotations import Annotations


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


@pytest.fixture
def person(ledger: MeasurementLedger, path: Path) -> Iterator[PersonLedger]:
    """The seven sessions of sittings.py, and the person's hand on them."""
    fill(ledger)
    with PersonLedger(path) as opened:
        yield opened


@pytest.fixture
def say(person: PersonLedger) -> Annotations:
    """What the person says about them."""
    return person.annotations
