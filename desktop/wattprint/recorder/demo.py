"""The demo: a throw-away ledger with two invented months, and a recorder that plays a trace into it.

No hardware and no process of this machine takes part, and nothing of the person's own is read or written.
This module loads no meter, so that the tray's process may use it; the recorder's side is in demo_live.
"""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from wattprint.ledger.connection import prepare
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.recorder.demo_past import MINUTE_S, Books, invent_days
from wattprint.reference.demo import load_demo
from wattprint.system.demo_folder import DEMO_MARK, DemoFolder

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.reference.demo import DemoScript
    from wattprint.system.paths import Paths

#: CPU time of the invented recorder for each second of watching.
RECORDER_CPU = 0.0008


class DemoSession:
    """A demo from its beginning to its end, as a context manager.

    paths: the demo's ledger and settings. mark: what to write before every title and total.
    """

    mark = DEMO_MARK

    def __init__(self, *, now_s: float | None = None, parent: Path | None = None) -> None:
        """now_s: Unix time at which the two months end. parent: instead of the temporary folder."""
        self._now_s = time.time() if now_s is None else now_s
        self._folder = DemoFolder(parent)

    @property
    def paths(self) -> Paths:
        """Only while the demo is open."""
        return self._folder.paths

    def __enter__(self) -> Self:
        """Make the folder and fill the ledger. Raises LedgerError, OSError; then nothing is left behind."""
        self._folder.__enter__()
        try:
            fill_ledger(self.paths.ledger, load_demo(), self._now_s)
        except BaseException:
            self._folder.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.__exit__()


def fill_ledger(path: Path, script: DemoScript, now_s: float) -> None:
    """Begin a ledger and write the two months that end at now_s (Unix time) into it."""
    prepare(path)
    today = date(*time.localtime(now_s)[:3])
    first = today - timedelta(days=script.days - 1)
    books = Books(script)
    for day in invent_days(script, today, now_s):
        books.book(day)
    devices = (script.gpu.device, script.cpu.device)
    recorded_s = sum(times.recorded_s for times in books.bookings.days.values())
    ledger = MeasurementLedger(path)
    try:
        ledger.write(books.baselines(), devices, time.mktime(first.timetuple()), first.isoformat(), 0.0)
        ledger.write(books.bookings, devices, now_s, today.isoformat(), recorded_s * RECORDER_CPU)
    finally:
        ledger.close()
    with PersonLedger(path) as person:
        for name, value in script.choices.items():
            person.choose(name, value)
        _count(person, script, today)
        _note(person, script, first, today)


def _note(person: PersonLedger, script: DemoScript, first: date, today: date) -> None:
    """What the person noted that sessions made."""
    notes = {one.kind: one for one in script.notes}
    with LedgerReader(person.path) as reader:
        sessions = reader.sessions(first.isoformat(), today.isoformat())
    for session in sessions:
        one = notes.get(session.kind)
        draw = random.Random(f"{script.seed} {session.start_s} note")  # noqa: S311 -- it is a demo
        if one is not None and draw.random() < one.share:
            outputs = max(1, round(session.active_s / MINUTE_S * draw.uniform(*one.per_min)))
            person.annotations.note(session.session_id, outputs, one.unit)


def _count(person: PersonLedger, script: DemoScript, today: date) -> None:
    """What the person counted of cloud services, typed in the evening, and what recurs."""
    first = today - timedelta(days=script.days - 1)
    for back in range(script.days - 1, -1, -1):
        day = today - timedelta(days=back)
        draw = random.Random(f"{script.seed} {day.isoformat()} cloud")  # noqa: S311 -- it is a demo
        evening_s = time.mktime(day.timetuple()) + 19 * 3600.0
        for one in script.counts:
            likely = one.daily if day.weekday() < 5 else one.daily / 4
            if draw.random() < likely:
                person.cloud.add(day.isoformat(), one.activity, draw.randint(*one.count), evening_s)
    first_s = time.mktime(first.timetuple())
    for again in script.recurring:
        number = person.cloud.add_recurring(
            again.activity, again.count, again.weekdays, first.isoformat(), first_s
        )
        fates = dict.fromkeys(again.skipped, None) | dict(again.changed)
        for back, count in fates.items():
            day = today - timedelta(days=back)
            if again.weekdays >> day.weekday() & 1:
                person.cloud.set_occurrence(number, day.isoformat(), count, time.mktime(day.timetuple()))
