"""The pen on a ledger whose disk fills up in the middle: all of what was asked for, or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gui.cloud.conftest import TODAY, YESTERDAY
from wattprint.domain.cloud import CloudEntry
from wattprint.gui.cloud.pen import Pen
from wattprint.ledger.errors import LedgerFull
from wattprint.system.paths import Paths

InLedger = Callable[[], list[CloudEntry]]


def no_room_for(ledger: Path, what: str) -> None:
    """From now on, as a full disk would answer."""
    with sqlite3.connect(ledger) as connection:
        connection.execute(f"CREATE TRIGGER full BEFORE {what} BEGIN SELECT RAISE(FAIL, 'disk is full'); END")
    connection.close()


def test_a_day_is_copied_whole_or_not_at_all(pen: Pen, paths: Paths, in_ledger: InLedger) -> None:
    pen.add(YESTERDAY, "chatgpt.prompt", 3)
    pen.add(YESTERDAY, "claude.prompt", 4)
    no_room_for(paths.ledger, "INSERT ON cloud_entry WHEN NEW.activity = 'claude.prompt'")
    with pytest.raises(LedgerFull):
        pen.copy_day(YESTERDAY, TODAY)
    assert {one.local_day for one in in_ledger()} == {YESTERDAY}


def test_several_are_deleted_or_none(pen: Pen, paths: Paths, in_ledger: InLedger) -> None:
    first = pen.add(TODAY, "chatgpt.prompt", 3)
    pen.add(TODAY, "claude.prompt", 4)
    before = in_ledger()
    no_room_for(paths.ledger, f"UPDATE ON cloud_entry WHEN NEW.id > {first}")
    with pytest.raises(LedgerFull):
        pen.delete(before)
    assert in_ledger() == before


def test_what_recurs_does_not_end_without_the_one_that_replaces_it(pen: Pen, paths: Paths) -> None:
    pen.start_recurring("chatgpt.prompt", 3, 127, YESTERDAY)
    before = pen.recurring()
    no_room_for(paths.ledger, "INSERT ON recurring")
    with pytest.raises(LedgerFull):
        pen.start_recurring("chatgpt.prompt", 5, 127, TODAY)
    assert pen.recurring() == before
