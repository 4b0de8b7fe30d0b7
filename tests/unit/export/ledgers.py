"""Small ledgers with anything in them, for tests of the exports."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from tests.unit.ledger.making import CPU, DAY, DEVICES, GPU, NEXT_DAY, book_active, book_rest
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.readings import Device, Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.export.valuing import load_valuation
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.reference.valuation import Valuation
from wattprint.system.paths import Paths

#: The day before has nothing, the day after both has nothing but counts.
DAYS = ("2026-03-09", DAY, NEXT_DAY, "2026-03-12")

#: Known ones, one without a figure, one that no version knows, and one that would be a formula.
ACTIVITIES = ("chatgpt.prompt", "claude.prompt", "chatgpt.deep_research", "newer.thing", "=cmd|' /C calc'!A0")

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", '"', '""', "a,b;c", "'", "line\nline", ",", ";", "1,5"]),
)


@dataclass(frozen=True)
class Sitting:
    """One session, or standby of its app where `standby`."""

    day: str
    device: Device
    app: str
    model: str | None
    joules: float
    seconds: float
    quality: Quality
    standby: bool


@dataclass(frozen=True)
class Count:
    """One cloud entry."""

    day: str
    activity: str
    count: float
    note: str


@dataclass(frozen=True)
class Content:
    """All of a ledger. recurring: on every day, from the second of DAYS on; edited: an occurrence of it."""

    sittings: list[Sitting]
    counts: list[Count]
    learned: bool
    boundary: str
    price: str | None
    scope: str
    recurring: bool
    edited: bool


sittings = st.builds(
    Sitting,
    st.sampled_from(DAYS[1:3]),
    st.sampled_from(DEVICES),
    texts.map(lambda text: text or "app"),
    st.none() | texts.map(lambda text: text or "model"),
    st.floats(0, 1e7),
    st.floats(0.001, 86400),
    st.sampled_from(Quality),
    st.booleans(),
)
counts = st.builds(
    Count, st.sampled_from(DAYS[1:]), st.sampled_from(ACTIVITIES), st.floats(1e-9, 1e10), texts
)
contents = st.builds(
    Content,
    st.lists(sittings, max_size=8),
    st.lists(counts, max_size=8),
    st.booleans(),
    st.sampled_from(["device", "wall"]),
    st.sampled_from([None, "0.25"]),
    st.sampled_from(["on_site", "total"]),
    st.booleans(),
    st.booleans(),
)


@dataclass(frozen=True)
class Made:
    """A ledger that is open, and what turns it into numbers."""

    paths: Paths
    reader: LedgerReader
    valuation: Valuation


@contextmanager
def made(template: Path, content: Content) -> Iterator[Made]:
    """A ledger with this content, on the disk while the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder, "ledger.sqlite3"), Path(folder, "config.toml"))
        paths.ledger.write_bytes(template.read_bytes())
        _fill(paths.ledger, content)
        with LedgerReader(paths.ledger) as reader:
            yield Made(paths, reader, load_valuation(paths, reader.choices()).valuation)


def _fill(path: Path, content: Content) -> None:
    bookings = Bookings()
    for number, one in enumerate(content.sittings):
        workload = Workload(one.app, one.app, None, Kind.CHAT, one.model)
        if one.standby:
            book_rest(bookings, State.STANDBY, one.joules, one.seconds, workload=workload, device=one.device,
                      day=one.day, quality=one.quality)  # fmt: skip
        else:
            start_s = 1_773_136_800.0 + number + 86400 * (one.day == NEXT_DAY)
            book_active(bookings, Session(workload, start_s, start_s, one.day), one.joules, one.seconds,
                        device=one.device, day=one.day, quality=one.quality)  # fmt: skip
        bookings.day(one.day).recorded_s += one.seconds
        if content.learned:
            bookings.baselines[one.device.key] = Baseline(11.0, asleep=False)
    ledger = MeasurementLedger(path)
    ledger.write(bookings, (GPU, CPU), 1_773_136_800.0, DAY, 0.0)
    ledger.close()
    with PersonLedger(path) as person:
        person.choose("zone", "USA")
        person.choose("zone", "FRA", NEXT_DAY)
        person.choose("boundary", content.boundary)
        person.choose("water_scope", content.scope)
        if content.price is not None:
            person.choose("price_per_kwh", content.price)
        for entry in content.counts:
            person.cloud.add(entry.day, entry.activity, entry.count, 1.0, note=entry.note)
        if content.recurring:
            number = person.cloud.add_recurring("claude.prompt", 20, 127, DAY, 1.0, note="=daily")
            if content.edited:
                person.cloud.set_occurrence(number, NEXT_DAY, 3, 2.0)
