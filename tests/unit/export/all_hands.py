"""A ledger with all hands on it: a recorder that writes and a person who says what was what, in any order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hypothesis import strategies as st

from tests.unit.ledger.making import CHAT, CPU, DEVICES, GPU, UNKNOWN, book_active, book_rest
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, Session
from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.ledger.annotations import Annotations
from wattprint.ledger.errors import AnnotationRefused
from wattprint.ledger.forgetting import forget_days
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import Verdict, purge
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.sealing import seal

#: Two months that are over, with both their ends, the one before today's, and today's own.
DAYS = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-10", "2026-04-02")
FIRST, LAST, TODAY = "2026-01-15", "2026-04-20", "2026-04-10"
MONTHS = ["2026-01", "2026-02", "2026-03"]

IMAGE = Workload("comfyui", "ComfyUI", None, Kind.IMAGE, "flux")
WORKLOADS = (CHAT, IMAGE, UNKNOWN)
ACTIVITIES = ("chatgpt.prompt", "chatgpt.deep_research", "newer.thing")
DAY_S = 86400.0

APPS = (CHAT.app, IMAGE.app, UNKNOWN.app, "jan")

#: What the person may choose, some of it no number and no zone.
CHOICES = (
    *(("zone", "FRA"), ("zone", "USA"), ("zone", "nowhere"), ("cloud_zone.chatgpt", "SWE")),
    *(("price_per_kwh", "0.25"), ("price_per_kwh", "0"), ("price_per_kwh", "cheap"), ("currency", "CHF")),
    *(("water_scope", "total"), ("water_scope", "on_site"), ("local_water_ml_per_wh", "1.5")),
    *(("boundary", "wall"), ("boundary", "device")),
)


def starting_s(day: str) -> float:
    """When the first session of a day begins (Unix time), at noon of that day in the zone of this run."""
    return datetime.fromisoformat(f"{day}T11:46:40").timestamp()


@dataclass
class Machine:
    """A ledger with all hands on it."""

    path: Path
    sessions: list[Session] = field(default_factory=list)
    now_s: float = 1_768_000_000.0

    def write(self, bookings: Bookings, day: str) -> None:
        self.now_s += 10.0
        recorder = MeasurementLedger(self.path)
        recorder.write(bookings, DEVICES, self.now_s, day, 0.5)
        recorder.close()

    def use(self, day: str, workload: Workload = CHAT, joules: float = 36e3, *, gpu: bool = True) -> None:
        bookings = Bookings()
        start_s = starting_s(day) + len(self.sessions) * 60
        session = Session(workload, start_s, start_s, day)
        device, quality = (GPU, Quality.COUNTER) if gpu else (CPU, Quality.MODELLED)
        book_active(bookings, session, joules, 50.0, device=device, day=day, quality=quality)
        bookings.day(day).recorded_s += 60.0
        bookings.day(day).active_s += 50.0
        session.open = False
        self.write(bookings, day)
        self.sessions.append(session)

    def go_on(self, number: int, day: str) -> None:
        """A session reaches into another day, with another quality."""
        bookings = Bookings()
        book_active(bookings, self.sessions[number], 7200.0, 20.0, day=day, quality=Quality.POWER)
        bookings.day(day).recorded_s += 60.0
        self.write(bookings, day)

    def rest(self, day: str, workload: Workload | None, *, recorded_s: float = 60.0) -> None:
        bookings = Bookings()
        state = State.STANDBY if workload else State.IDLE
        book_rest(bookings, state, 5000.0, 30.0, workload=workload, day=day)
        bookings.day(day).recorded_s += recorded_s
        bookings.day(day).paused_s += 5.0
        self.write(bookings, day)

    def unwatched(self, day: str, paused_s: float, unmeasured_s: float) -> None:
        """Time of which no reading is known; a day that has nothing else was not recorded."""
        bookings = Bookings()
        bookings.day(day).paused_s += paused_s
        bookings.day(day).unmeasured_s += unmeasured_s
        self.write(bookings, day)

    def learn(self, day: str, watts: float, *, gpu: bool = True) -> None:
        bookings = Bookings()
        bookings.baselines[(GPU if gpu else CPU).key] = Baseline(watts)
        self.write(bookings, day)

    def person(self, act: Callable[[PersonLedger], object]) -> None:
        with PersonLedger(self.path) as person:
            act(person)

    def annotate(self, act: Callable[[Annotations, list[int]], object]) -> None:
        """Do something to sessions, by their ids; what cannot be done is left."""
        with PersonLedger(self.path) as person, LedgerReader(self.path) as reader:
            ids = [one.session_id for one in reader.sessions("0000-01-01", "9999-12-31")]
            with suppress(AnnotationRefused, IndexError):
                act(person.annotations, ids)

    def merge_all(self, app: str) -> None:
        """Let one session stand for all that an app has."""
        with LedgerReader(self.path) as reader:
            found = reader.sessions("0000-01-01", "9999-12-31")
        ids = [one.session_id for one in found if one.app == app]
        self.annotate(lambda it, _: it.merge(ids))

    def split_middle(self, number: int) -> None:
        """Cut one in two where it is half over."""
        with LedgerReader(self.path) as reader:
            found = reader.sessions("0000-01-01", "9999-12-31")
        if number < len(found):
            one = found[number]
            self.annotate(lambda it, _: it.split(one.session_id, (one.start_s + one.end_s) / 2))

    def forget(self, first: str, last: str) -> None:
        forget_days(self.path, first, last)
        self.sessions.clear()

    def purge(self) -> None:
        recorder = MeasurementLedger(self.path)
        purge(recorder.connection, self.path, self.now_s + 40 * DAY_S, 0.0)
        recorder.close()

    def seal(self, most: int) -> None:
        recorder = MeasurementLedger(self.path)
        seal(recorder.connection, self.path, TODAY, most)
        recorder.close()

    def sealed(self) -> list[str]:
        recorder = MeasurementLedger(self.path)
        months = [row[0] for row in recorder.connection.execute("SELECT month FROM month_seal")]
        recorder.close()
        return months


@contextmanager
def machine(template: Path) -> Iterator[Machine]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ledger.sqlite3")
        path.write_bytes(template.read_bytes())
        yield Machine(path)


days = st.sampled_from(DAYS)
workloads = st.sampled_from(WORKLOADS)
numbers = st.integers(0, 5)
#: Anything that a recorder writes and a person says.
acts = st.one_of(
    st.builds(
        lambda d, w, j, g: lambda one: one.use(d, w, j, gpu=g),
        days, workloads, st.floats(0, 1e6), st.booleans(),
    ),
    st.builds(
        lambda n, d: lambda one: one.go_on(n % len(one.sessions), d) if one.sessions else None, numbers, days
    ),
    st.builds(lambda d, w: lambda one: one.rest(d, w), days, st.none() | workloads),
    st.builds(lambda d, w: lambda one: one.learn(d, w), days, st.floats(1, 200)),
    st.builds(
        lambda d, a, c: lambda one: one.person(lambda it: it.cloud.add(d, a, c, 1.0)),
        days, st.sampled_from(ACTIVITIES), st.floats(0.1, 1e4),
    ),
    st.builds(lambda n: lambda one: one.person(lambda it: it.cloud.delete(n, 1.0)), numbers),
    st.builds(lambda n: lambda one: one.person(lambda it: it.cloud.restore(n)), numbers),
    st.builds(lambda n, d: lambda one: one.person(lambda it: it.cloud.change(n, day=d)), numbers, days),
    st.builds(
        lambda d, w: lambda one: one.person(lambda it: it.cloud.add_recurring("claude.prompt", 2, w, d, 1.0)),
        days, st.integers(1, 127),
    ),
    st.builds(
        lambda n, d, c: lambda one: one.person(lambda it: it.cloud.set_occurrence(n, d, c, 1.0)),
        numbers, days, st.sampled_from([None, 7.0]),
    ),
    st.builds(
        lambda v: lambda one: one.person(lambda it: it.answer(UNKNOWN.app, v, 5.0)), st.sampled_from(Verdict)
    ),
    st.builds(
        lambda d, b: lambda one: one.person(lambda it: it.choose("boundary", b, d)),
        days, st.sampled_from(["wall", "device"]),
    ),
    st.builds(lambda d, u: lambda one: one.forget(min(d, u), max(d, u)), days, days),
    st.builds(lambda n: lambda one: one.annotate(lambda it, ids: it.not_ai([ids[n]])), numbers),
    st.builds(lambda n: lambda one: one.annotate(lambda it, ids: it.delete([ids[n]], 3.0)), numbers),
    st.builds(lambda n: lambda one: one.annotate(lambda it, ids: it.assign(ids[n], "Jan", None)), numbers),
    st.builds(lambda n: lambda one: one.annotate(lambda it, ids: it.merge(ids[n : n + 3 : 2])), numbers),
    st.builds(
        lambda d, p, u: lambda one: one.unwatched(d, p, u), days, st.sampled_from([0.0, 0.5, 40.0]),
        st.sampled_from([0.0, 40.0]),
    ),
    st.builds(lambda d, b: lambda one: one.learn(d, b, gpu=False), days, st.floats(1, 200)),
    st.builds(lambda n: lambda one: one.person(lambda it: it.cloud.end_recurring(n, DAYS[3])), numbers),
    st.builds(lambda n: lambda one: one.person(lambda it: it.cloud.delete_recurring(n, 1.0)), numbers),
    st.builds(
        lambda d, c: lambda one: one.person(lambda it: it.choose(*c, d)),
        days, st.sampled_from(CHOICES),
    ),
    st.builds(lambda a: lambda one: one.person(lambda it: it.never_count(a, 5.0)), st.sampled_from(APPS)),
    st.builds(lambda a: lambda one: one.merge_all(a), st.sampled_from(APPS)),
    st.builds(lambda n: lambda one: one.split_middle(n), numbers),
    st.builds(lambda n: lambda one: one.annotate(lambda it, ids: it.take_apart(ids[n])), numbers),
    st.builds(lambda n: lambda one: one.annotate(lambda it, ids: it.not_ai(ids[n:], False)), numbers),
    st.builds(
        lambda n, k: lambda one: one.annotate(lambda it, ids: it.assign(ids[n], "ComfyUI", k)),
        numbers, st.none() | st.sampled_from(Kind),
    ),
    st.just(lambda one: one.purge()),
    st.builds(lambda n: lambda one: one.seal(n), st.integers(1, 4)),
    st.just(lambda one: one.seal(9)),
)  # fmt: skip
