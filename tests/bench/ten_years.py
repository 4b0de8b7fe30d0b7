"""A ledger as ten years of heavy use leave it: 180,000 sessions and 75,000 cloud entries.

    python -m tests.bench.ten_years FILE [YEARS]

Invented, and the same at every call. It has what makes reading hard: names that are long or run from right
to left, sessions over midnight, a move to another time zone, both clock changes, baselines learned again
and again and one never, an unknown program, and the power curves that a recorder keeps for a year.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wattprint.domain.trace import PowerTrace
from wattprint.ledger.connection import prepare
from wattprint.ledger.trace_blob import pack_trace

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The last day of every ledger that is built here.
LAST_DAY = date(2025, 12, 31)

SESSIONS_A_DAY, ENTRIES_A_DAY = 49.3, 20.5
DAY_S = 86400.0

#: The person moved here on this day; both have summer time, on different days.
MOVED = date(2021, 7, 1)
ZONES = (ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York"))

DEVICES = (
    (1, "nvidia:GPU-1", "gpu", "nvidia", "NVIDIA GeForce RTX 4090", "0000:01:00.0", 0, None),
    (2, "amd:pci:0000:04:00.0", "gpu", "amd", "Radeon RX 7900 XTX", "0000:04:00.0", 1, None),
    (3, "cpu", "cpu", "amd", "AMD Ryzen 9 7950X 16-Core Processor", None, 0, None),
)

APPS = (
    ("ollama", "Ollama"),
    ("comfyui", "ComfyUI"),
    ("lmstudio", "LM Studio"),
    ("whisper", "Whisper"),
    ("jan", "Jan"),
    ("own:éclair", "Éclair – génération d’images"),
    ("own:arabic", "مساعد الذكاء الاصطناعي"),
    ("own:long", "A home-made assistant with a name that goes on and on " * 3),
    ("program:python3/train.py", "train.py"),
)

#: The one whose answer is still to come.
PENDING_APP = 9

MODELS = (
    "qwen2.5:7b",
    "llama-3.3-70b-instruct",
    "flux-dev",
    "wan2.1-t2v-14b",
    "whisper-large-v3-turbo",
    "mistral-small-3.2-24b-instruct-2506-q4_k_m",
    "نموذج-اللغة-العربية-7b",
    "דגם-עברי",
    "DeepSeek-R1-Distill-Qwen-32B-" + "merged-" * 20,
    "stable-diffusion-xl-base-1.0",
)

#: (app, engine, kind, model) by their places above; the last one is the unknown program.
WORKLOADS = (
    (1, "llama-server", "chat", 1),
    (1, "llama-server", "chat", 2),
    (1, "llama-server", "chat", 7),
    (1, "llama-server", "chat", 9),
    (2, None, "image", 3),
    (2, None, "image", 10),
    (2, None, "video", 4),
    (3, "llama-server", "chat", 6),
    (3, None, "other", None),
    (4, None, "speech", 5),
    (5, "llama-server", "chat", 8),
    (6, None, "image", 3),
    (7, None, "chat", 7),
    (8, None, "training", None),
    (9, None, "other", None),
)

#: How often each of them is used.
WEIGHTS = (20, 8, 3, 2, 12, 4, 2, 9, 1, 6, 3, 2, 2, 1, 1)

ACTIVITIES = ("chatgpt.prompt", "claude.prompt", "gemini.prompt", "chatgpt.reasoning", "chatgpt.image")
NOTES = ("", "", "", "work", "for the café, with “quotes”, and a comma", "=1+1")


@dataclass(slots=True)
class _Day:
    """What one day adds to the tables."""

    iso: str
    sessions: list[tuple[object, ...]] = field(default_factory=list)
    energy: dict[tuple[object, ...], tuple[float, float]] = field(default_factory=dict)
    active_s: float = 0.0

    def book(
        self,
        device: int,
        state: str,
        workload: int | None,
        session: int | None,
        quality: str,
        watts: float,
        seconds: float,
        day: str | None = None,
    ) -> None:
        key = (day or self.iso, device, state, workload, session, quality)
        joules_before, seconds_before = self.energy.get(key, (0.0, 0.0))
        self.energy[key] = (joules_before + watts * seconds, seconds_before + seconds)


def build(path: Path, years: float = 10) -> None:
    """Write such a ledger to `path`, where there must be none yet. years: ending on 31 December 2025."""
    if path.exists():
        raise FileExistsError(path)
    prepare(path)
    chance = random.Random(2025)
    days = round(years * 365.25)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN")
        _write_names(connection, LAST_DAY - timedelta(days=days - 1))
        first_id = 1
        for back in range(days - 1, -1, -1):
            day = _day(LAST_DAY - timedelta(days=back), chance, first_id, with_traces=back < 365)
            first_id += len(day.sessions)
            _write_day(connection, day, chance)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write_names(connection: sqlite3.Connection, first: date) -> None:
    connection.executemany("INSERT INTO device VALUES (?, ?, ?, ?, ?, ?, ?, ?)", DEVICES)
    connection.executemany("INSERT INTO app (key, name) VALUES (?, ?)", APPS)
    connection.executemany("INSERT INTO model (name) VALUES (?)", [(name,) for name in MODELS])
    connection.execute("INSERT INTO program (key, name) VALUES (?, ?)", APPS[PENDING_APP - 1])
    connection.executemany(
        "INSERT INTO workload (app_id, engine, kind, model_id, program_id) VALUES (?, ?, ?, ?, ?)",
        [(*one, 1 if one[0] == PENDING_APP else None) for one in WORKLOADS],
    )
    for month in range((LAST_DAY.year - first.year + 1) * 12):
        day = date(first.year + month // 12, month % 12 + 1, 3)
        # The second card's is never learned: what of its sessions is idle stays unknown.
        known = ((1, 14.5 + month % 7 / 10), (3, 21.0 + month % 3))
        connection.executemany(
            "INSERT INTO baseline VALUES (?, ?, ?, ?, 0)",
            [(device, _noon_s(day), day.isoformat(), watts) for device, watts in known],
        )
    connection.executemany(
        """INSERT INTO recurring (activity, count, weekdays, from_day, to_day, created_s)
           VALUES (?, ?, ?, ?, ?, 0)""",
        [
            ("chatgpt.prompt", 12.0, 0b0011111, first.isoformat(), None),
            ("claude.prompt", 3.0, 0b1111111, "2019-03-01", "2022-08-31"),
        ],
    )


def _day(day: date, chance: random.Random, first_id: int, *, with_traces: bool) -> _Day:
    made = _Day(day.isoformat())
    zone = ZONES[day >= MOVED]
    midnight_s = datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()
    tomorrow = day + timedelta(days=1)
    # 23 or 25 hours on the days of the clock changes.
    end_s = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).timestamp()
    count = int(SESSIONS_A_DAY) + (chance.random() < SESSIONS_A_DAY % 1)
    for number, start_s in enumerate(sorted(chance.uniform(midnight_s, end_s) for _ in range(count))):
        _add_session(made, chance, first_id + number, start_s, end_s, zone, with_traces=with_traces)
    for workload in (1, 2, 5, 8):
        made.book(1, "standby", workload, None, "counter", chance.uniform(18, 32), chance.uniform(300, 3000))
    made.book(1, "idle", None, None, "counter", 14.6, end_s - midnight_s - 20000)
    made.book(2, "idle", None, None, "power", 9.1, end_s - midnight_s - 30000)
    made.book(1, "other", None, None, "counter", chance.uniform(60, 250), chance.uniform(0, 3000))
    made.book(1, "bridged", None, None, "counter", 30.0, chance.uniform(0, 60))
    return made


def _add_session(
    made: _Day,
    chance: random.Random,
    session: int,
    start_s: float,
    end_s: float,
    zone: ZoneInfo,
    *,
    with_traces: bool,
) -> None:
    workload = chance.choices(range(1, len(WORKLOADS) + 1), WEIGHTS)[0]
    active_s = min(chance.lognormvariate(3.6, 1.1), 7200.0)
    length_s = active_s * chance.uniform(1.0, 3.0)
    gpu, quality = chance.choices(((1, "counter"), (2, "power"), (None, "")), (80, 12, 8))[0]
    watts = chance.uniform(80, 410)
    # What goes past midnight is the next day's.
    share_after = max(0.0, min(1.0, (start_s + length_s - end_s) / length_s))
    tomorrow = (date.fromisoformat(made.iso) + timedelta(days=1)).isoformat()
    parts = [(made.iso, 1.0 - share_after)] + ([(tomorrow, share_after)] if share_after else [])
    for day, share in parts:
        if gpu is not None:
            made.book(gpu, "active", workload, session, quality, watts, active_s * share, day)
        if gpu is None or chance.random() < 0.25:
            how = "counter" if made.iso >= "2023" else "modelled"
            made.book(3, "active", workload, session, how, chance.uniform(15, 90), active_s * share, day)
    made.active_s += active_s
    offset = datetime.fromtimestamp(start_s, zone).utcoffset()
    assert offset is not None
    row = (session, workload, start_s, start_s + length_s, made.iso, round(offset.total_seconds()))
    trace = _trace(chance, active_s, length_s, watts) if with_traces else None
    made.sessions.append((*row, active_s, watts * chance.uniform(1.0, 1.3), int(gpu == 2), 0, trace))


def _trace(chance: random.Random, active_s: float, length_s: float, watts: float) -> bytes:
    """A power curve: bursts with pauses between them, as long as the session was active in all."""
    trace = PowerTrace()
    bursts = chance.randint(1, 6)
    for number in range(bursts):
        trace.add(number * length_s / bursts, active_s / bursts, watts * active_s / bursts)
    return pack_trace(trace)


def _write_day(connection: sqlite3.Connection, day: _Day, chance: random.Random) -> None:
    connection.executemany(
        """INSERT INTO session (id, workload_id, start_s, end_s, start_day, utc_offset_s, active_s, peak_w,
                                shared, open, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        day.sessions,
    )
    connection.executemany(
        "INSERT INTO energy VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(*key, *amount) for key, amount in day.energy.items()],
    )
    connection.execute(
        "INSERT INTO day VALUES (?, ?, 70000, ?, 120, 9)",
        (day.iso, day.active_s, chance.choice((0, 0, 1800))),
    )
    connection.executemany(
        "INSERT INTO coverage VALUES (?, ?, ?, ?)",
        [
            (day.iso, 1, "measured", 70000),
            (day.iso, 1, "unmeasured", 120),
            (day.iso, 2, "measured", 30000),
            (day.iso, 2, "asleep", 40000),
            (day.iso, 3, "measured", 70000),
        ],
    )
    connection.executemany(
        """INSERT INTO cloud_entry (local_day, activity, count, note, origin, created_s)
           VALUES (?, ?, ?, ?, 'typed', ?)""",
        _entries(day.iso, chance),
    )


def _entries(iso: str, chance: random.Random) -> Iterator[tuple[object, ...]]:
    for _ in range(int(ENTRIES_A_DAY) + (chance.random() < ENTRIES_A_DAY % 1)):
        activity = chance.choice(ACTIVITIES)
        yield (
            iso,
            activity,
            float(chance.randint(1, 50)),
            chance.choice(NOTES),
            _noon_s(date.fromisoformat(iso)),
        )


def _noon_s(day: date) -> float:
    return (day - date(1970, 1, 1)).days * DAY_S + DAY_S / 2


if __name__ == "__main__":
    build(Path(sys.argv[1]), *(float(years) for years in sys.argv[2:3]))
