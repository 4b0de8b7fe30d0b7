"""A ledger of seven sessions that differ in what matters to annotations, and what is read of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.unit.ledger.making import (
    ALL,
    CHAT,
    CPU,
    DAY,
    DAY_S,
    GPU,
    NEXT_DAY,
    UNKNOWN,
    book_active,
    book_rest,
    session_of,
    write,
)
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings
from wattprint.domain.readings import Quality
from wattprint.domain.workload import Kind, Workload

if TYPE_CHECKING:
    from pathlib import Path

    from wattprint.ledger.measurements import MeasurementLedger
    from wattprint.ledger.reader import LedgerReader

OTHER_MODEL = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "llama-3.3-70b")
PAINT = Workload("comfyui", "ComfyUI", None, Kind.IMAGE, "flux-dev")

#: Ids as the ledger gives them.
FIRST, MIDNIGHT, MODELLED, MODEL_CHANGED, PICTURE, GOES_ON, PENDING = range(1, 8)

MINUTE_S = 60.0


def fill(ledger: MeasurementLedger) -> None:
    """Chats (over midnight, partly modelled, with another model), a picture, one open and one pending."""
    chats = [session_of(start_s=DAY_S + at * MINUTE_S) for at in (0, 830, 20)]
    other = session_of(OTHER_MODEL, start_s=DAY_S + 40 * MINUTE_S)
    picture = session_of(PAINT, start_s=DAY_S + 60 * MINUTE_S)
    open_one = session_of(day=NEXT_DAY, start_s=DAY_S + 1500 * MINUTE_S)
    unknown = session_of(UNKNOWN, start_s=DAY_S + 90 * MINUTE_S)
    booked = Bookings()
    for watts in (300.0, 40.0, 40.0, 120.0):
        book_active(booked, chats[0], watts * 5, 5.0)
    book_active(booked, chats[0], 200.0, 4.0, device=CPU)
    book_active(booked, chats[1], 2000.0, 10.0)
    book_active(booked, chats[1], 500.0, 10.0, day=NEXT_DAY)
    book_active(booked, chats[2], 900.0, 3.0)
    book_active(booked, chats[2], 90.0, 3.0, device=CPU, quality=Quality.MODELLED)
    book_active(booked, other, 400.0, 4.0)
    book_active(booked, picture, 9000.0, 30.0)
    book_active(booked, open_one, 700.0, 7.0, day=NEXT_DAY)
    book_active(booked, unknown, 55.0)
    for day in (DAY, NEXT_DAY):
        book_rest(booked, State.STANDBY, 70.0, 10.0, workload=CHAT, day=day)
        book_rest(booked, State.IDLE, 500.0, 50.0, day=day)
        booked.day(day).recorded_s += 3600.0
    booked.baselines = {GPU.key: Baseline(9.5, False), CPU.key: Baseline(12.0, False)}
    ended = [*chats, other, picture, unknown]
    for one in ended:
        one.open = False
    booked.sessions = [*chats, other, picture, open_one, unknown]
    write(ledger, booked)


def rows_of(path: Path, statement: str) -> list[tuple[object, ...]]:
    """Rows as SQLite has them."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def recorded(path: Path) -> list[tuple[object, ...]]:
    """Everything that the recorder wrote about sessions and energy."""
    return [
        *rows_of(path, "SELECT * FROM session WHERE id NOT IN (SELECT session_id FROM made) ORDER BY id"),
        *rows_of(path, "SELECT * FROM energy ORDER BY 1, 2, 3, 4, 5, 6"),
    ]


def said(path: Path) -> list[tuple[object, ...]]:
    """Everything that the person said about sessions."""
    return [
        *rows_of(path, "SELECT * FROM annotation ORDER BY 1"),
        *rows_of(path, "SELECT * FROM made ORDER BY 1"),
        *rows_of(path, "SELECT * FROM piece ORDER BY 1, 2"),
        *rows_of(path, "SELECT * FROM session WHERE id IN (SELECT session_id FROM made) ORDER BY id"),
    ]


def joules_of_days(reader: LedgerReader) -> dict[tuple[str, str | None], float]:
    """Joules by (state, app) over all days."""
    sums: dict[tuple[str, str | None], float] = {}
    for record in reader.days(*ALL).values():
        for part in record.energy:
            key = (part.row.state.value, part.app)
            sums[key] = sums.get(key, 0.0) + part.row.joules
    return sums
