from __future__ import annotations

from pathlib import Path

from tests.unit.ledger.making import CPU, DAY, GPU, book_active, book_rest, session_of, write
from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader


def test_an_empty_ledger_uses_nothing(path: Path) -> None:
    with LedgerReader(path) as reader:
        used = reader.used()
    assert (used.activities, used.sensors, used.choices) == (frozenset(), frozenset(), {})


def test_sensors_are_told_once_by_how_they_were_read(ledger: MeasurementLedger, path: Path) -> None:
    bookings, session = Bookings(), session_of()
    book_active(bookings, session, 100.0)
    book_active(bookings, session, 50.0, device=CPU, quality=Quality.MODELLED)
    book_rest(bookings, State.IDLE, 10.0, device=GPU)
    write(ledger, bookings)
    with LedgerReader(path) as reader:
        assert reader.used().sensors == {
            ("nvidia", DeviceKind.GPU, Quality.COUNTER),
            ("intel", DeviceKind.CPU, Quality.MODELLED),
        }


def test_what_was_taken_back_is_not_used(path: Path) -> None:
    with PersonLedger(path) as person:
        cloud = person.cloud
        cloud.add(DAY, "claude.prompt", 3, 1.0)
        cloud.add(DAY, "gemini.prompt", 3, 2.0)
        cloud.undo(3.0)
        cloud.add_recurring("lechat.prompt", 1, 127, DAY, 4.0)
        cloud.delete_recurring(cloud.add_recurring("grok.prompt", 1, 127, DAY, 5.0), 6.0)
        person.choose("zone", "FRA", DAY)
        person.choose("zone", "DEU")
    with LedgerReader(path) as reader:
        used = reader.used()
    assert used.activities == {"claude.prompt", "lechat.prompt"}
    assert used.choices == {"zone": [("0001-01-01", "DEU"), (DAY, "FRA")]}
