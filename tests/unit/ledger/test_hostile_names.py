"""Names come from processes: whatever they hold, the ledger goes on, and they stay plain text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.unit.ledger.making import ALL, DAY, DAY_S, GPU, all_joules, book_active, session_of, write
from wattprint.domain.bookings import Bookings
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.programs import Verdict, answer
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.storable import MAX_TEXT, storable, storable_or_none

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.measurements import MeasurementLedger

KEPT = [
    "",
    "'; DROP TABLE energy; --",
    '"quoted" \\ back `tick`',
    "<b>bold</b><img src=x onerror=alert(1)>",
    "🦙 emoji 👩‍💻",
    "עברית \u202eRTL override",
    "=cmd|' /C calc'!A0",
    "%s %d {0} ? :name @x $y",
    "x" * 200,
    "NULL",
]
CHANGED = ["nul\0inside", "esc\x1b[31m", "line\nbreak", "lone \udcff surrogate", "\ud800", "y" * 100_000]


@pytest.mark.parametrize("name", [*KEPT, *CHANGED], ids=lambda name: ascii(name[:20]))
@pytest.mark.parametrize("pending", [False, True])
def test_any_name_is_written_and_read(
    ledger: MeasurementLedger, path: Path, name: str, *, pending: bool
) -> None:
    hostile = Workload(f"program:{name}", name, name, Kind.OTHER, name, pending=pending)
    session = session_of(hostile)
    for _ in range(3):
        bookings = Bookings()
        book_active(bookings, session, 5.0)
        write(ledger, bookings)
    assert all_joules(path) == {"active": 15.0}
    key = storable(hostile.app)
    if pending:
        assert answer(ledger.connection, path, key, Verdict.COUNT, DAY_S)
    with LedgerReader(path) as reader:
        (record,) = reader.sessions(*ALL)
        day = reader.days(DAY, DAY)[DAY]
    wanted = storable(name)
    assert (record.app, record.app_name, record.engine, record.model) == (key, wanted, wanted, wanted)
    assert [part.app for part in day.energy] == [key]
    (resumed,) = ledger.open_sessions()
    assert resumed.workload == replace(hostile, app=key, app_name=wanted, engine=wanted, model=wanted)
    assert ledger.connection.execute("SELECT count(*) FROM energy").fetchone() == (1,)
    assert ledger.connection.execute("SELECT count(*) FROM workload").fetchone() == (1,)


@pytest.mark.parametrize("name", KEPT, ids=lambda name: ascii(name[:20]))
def test_ordinary_and_merely_odd_names_stay_as_they_are(name: str) -> None:
    assert storable(name) == name


@pytest.mark.parametrize("name", CHANGED, ids=lambda name: ascii(name[:20]))
def test_what_cannot_be_kept_is_replaced(name: str) -> None:
    kept = storable(name)
    assert kept != name
    assert len(kept) <= MAX_TEXT
    assert kept.isprintable()
    kept.encode()
    assert storable(kept) == kept
    assert storable_or_none(None) is None


def test_a_hostile_device_name(ledger: MeasurementLedger, path: Path) -> None:
    device = replace(GPU, key="nvidia:\udcff'", name="Card\0\udc80", pci_address="\ud800", vendor="\x00")
    bookings = Bookings()
    bookings.book_coverage(DAY, device.key, "measured", 1.0)
    ledger.write(bookings, [device], DAY_S, DAY, 0.0)
    ledger.write(bookings, [device], DAY_S, DAY, 0.0)
    with LedgerReader(path) as reader:
        (record,) = reader.devices()
        (coverage,) = reader.coverage(*ALL)
    assert (record.key, record.name, record.vendor) == ("nvidia:\ufffd'", "Card\ufffd\ufffd", "\ufffd")
    assert coverage.seconds == 2.0
