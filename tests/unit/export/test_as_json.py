"""The JSON agrees with the ledger: nothing rounded, nothing invented, every unknown null."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.ledger.making import ALL, CHAT, DAY, DAY_S, DEVICES, GPU, NEXT_DAY, UNKNOWN
from wattprint.domain.attribution import State
from wattprint.domain.baseline import Baseline
from wattprint.domain.bookings import Bookings, EnergyKey, Session
from wattprint.domain.readings import DeviceKind, Quality
from wattprint.domain.workload import Kind, Workload
from wattprint.export.as_json import (
    JSON_SCHEMA,
    NOT_RECORDED,
    day_object,
    document,
    dumps,
    session_objects,
)
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.reader import LedgerReader
from wattprint.ledger.rows import DayRecord

#: Every number says its unit, or is a count, an id or a version.
UNITS = re.compile(r".*_(wh|w|s|g|ml|bytes|count|id)$|^(low|central|high|schema|count)$")

WORKLOADS = (CHAT, Workload("comfyui", "ComfyUI", None, Kind.IMAGE), UNKNOWN)


def tolerance(_vendor: str, quality: Quality, _kind: DeviceKind) -> tuple[float, float]:
    return {Quality.COUNTER: (0.95, 1.05), Quality.POWER: (0.9, 1.1), Quality.MODELLED: (0.5, 2.0)}[quality]


@dataclass(frozen=True)
class Entry:
    """One row of energy to be. session: which of the workload's sessions, or None for standby and nobody."""

    day: str
    device: int
    state: State
    workload: int
    session: int
    quality: Quality
    joules: float
    seconds: float


entries = st.builds(
    Entry,
    st.sampled_from([DAY, NEXT_DAY]),
    st.integers(0, 1),
    st.sampled_from([State.ACTIVE, State.STANDBY, State.IDLE, State.OTHER, State.CONTESTED, State.BRIDGED]),
    st.integers(0, len(WORKLOADS) - 1),
    st.integers(0, 2),
    st.sampled_from(Quality),
    st.floats(0, 1e7),
    st.floats(0.001, 86400),
)


def booked(rows: list[Entry], baselines: dict[str, Baseline]) -> Bookings:
    bookings = Bookings(baselines=dict(baselines))
    sessions: dict[tuple[int, int], Session] = {}
    for row in rows:
        workload, session = None, None
        if row.state in (State.ACTIVE, State.STANDBY):
            workload = WORKLOADS[row.workload]
        if row.state is State.ACTIVE:
            assert workload is not None
            key = (row.workload, row.session)
            session = sessions.setdefault(key, Session(workload, DAY_S, DAY_S, DAY))
            session.active_s += row.seconds
            bookings.touch(session)
        device = DEVICES[row.device].key
        bookings.book_energy(
            EnergyKey(row.day, device, row.state, workload, session, row.quality), row.joules, row.seconds
        )
        bookings.day(row.day).recorded_s += row.seconds
    return bookings


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


def parsed(whole: dict[str, Any]) -> Any:
    text = dumps(whole)
    assert text.isascii()
    return json.loads(text, parse_constant=refuse)


def numbers_in(value: Any, key: str = "") -> list[tuple[str, float]]:
    if isinstance(value, dict):
        return [found for name, part in value.items() for found in numbers_in(part, name)]
    if isinstance(value, list):
        return [found for part in value for found in numbers_in(part, key)]
    return [(key, value)] if isinstance(value, int | float) and not isinstance(value, bool) else []


def check_day(day: dict[str, Any], own: list[Entry]) -> None:
    """A recorded day holds what its rows hold, no more and no less."""
    counted = [row for row in own if row.state not in (State.ACTIVE, State.STANDBY) or row.workload != 2]
    # Energy is conserved: what is in the total, with nobody, and still being learned is all there is.
    known = day["local_wh"]["central"] + day["unattributed_wh"] + day["learning_wh"]
    assert known * 3600 == pytest.approx(sum(row.joules for row in counted), rel=1e-9, abs=1e-6)
    for part in ("low", "central", "high"):
        apps = sum(app["local_wh"][part] for app in day["apps"])
        assert apps == pytest.approx(day["local_wh"][part], rel=1e-9, abs=1e-9)
    assert day["local_wh"]["low"] <= day["local_wh"]["central"] <= day["local_wh"]["high"]
    assert day["at_least"] == any(app["at_least"] for app in day["apps"])
    for part in ("idle_wh", "standby_wh"):
        if day[part] is not None:
            assert day[part] <= day["local_wh"]["central"] * (1 + 1e-9) + 1e-9
    pending = [row for row in own if row.state in (State.ACTIVE, State.STANDBY) and row.workload == 2]
    assert sum(one["energy_wh"] for one in day["pending"]) * 3600 == pytest.approx(
        sum(row.joules for row in pending), rel=1e-9, abs=1e-6
    )
    assert day["recorded_s"] == pytest.approx(sum(row.seconds for row in own))


@given(st.lists(entries, max_size=25), st.booleans(), st.booleans())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_json_agrees_with_the_ledger(
    empty_ledger: Path, rows: list[Entry], gpu_learned: bool, cpu_learned: bool
) -> None:
    baselines = {}
    for device, learned in zip(DEVICES, (gpu_learned, cpu_learned), strict=True):
        if learned and any(DEVICES[row.device] == device for row in rows):
            baselines[device.key] = Baseline(11.0, asleep=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite3"
        path.write_bytes(empty_ledger.read_bytes())
        ledger = MeasurementLedger(path)
        ledger.write(booked(rows, baselines), DEVICES, DAY_S, DAY, 0.0)
        ledger.close()
        with LedgerReader(path) as reader:
            records, sessions = reader.days(*ALL), reader.sessions(*ALL)
    whole = parsed(
        document(
            days=[day_object(day, record, tolerance) for day, record in records.items()],
            sessions=session_objects(sessions),
        )
    )
    assert (whole["schema"], whole["factor_set"]) == (JSON_SCHEMA, None)
    assert all(UNITS.fullmatch(name) for name, _ in numbers_in(whole))

    for day in whole["days"]:
        assert set(day) == {"date", "recorded", "local_boundary", *NOT_RECORDED}
        own = [row for row in rows if row.day == day["date"]]
        assert day["recorded"] == bool(own)
        if not own:  # sessions of another day's energy began here
            assert numbers_in(day) == []
            continue
        if not day["recorded"]:
            # A session may begin on a day of which nothing else was written; rows of no duration say nothing.
            assert all(row.seconds == 0 for row in own)
            continue
        check_day(day, own)

    for session in whole["sessions"]:
        start, end = (datetime.fromisoformat(session[key]) for key in ("start", "end"))
        assert start.utcoffset() is not None
        assert start <= end
        assert start.timestamp() == pytest.approx(DAY_S, abs=0.001)
        assert (session["energy_wh"] is None) <= session["at_least"]
        if gpu_learned and cpu_learned:
            assert not session["at_least"]
        if session["energy_wh"] is not None:
            assert session["modelled_wh"] <= session["energy_wh"] * (1 + 1e-9) + 1e-9
            if session["idle_wh"] is not None:
                assert session["idle_wh"] <= session["energy_wh"] * (1 + 1e-9) + 1e-9
    active = [row for row in rows if row.state is State.ACTIVE and row.workload != 2]
    if all(DEVICES[row.device] is GPU for row in active):
        total = sum(session["energy_wh"] or 0.0 for session in whole["sessions"])
        assert total * 3600 == pytest.approx(sum(row.joules for row in active), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("record", [None, DayRecord(DAY)])
def test_a_day_that_nobody_watched_has_null_for_every_number(record: DayRecord | None) -> None:
    day = parsed(day_object(DAY, record, tolerance))
    assert (day["date"], day["recorded"], day["local_boundary"]) == (DAY, False, "device")
    assert {key: day[key] for key in NOT_RECORDED} == dict.fromkeys(NOT_RECORDED)
    assert numbers_in(day) == []


def test_a_number_that_is_none_becomes_null() -> None:
    whole = document(days=[{"a_wh": float("inf"), "b_wh": [float("nan"), 1.5], "c": {"low": float("-inf")}}])
    assert parsed(whole)["days"] == [{"a_wh": None, "b_wh": [None, 1.5], "c": {"low": None}}]


def test_any_name_is_valid_json() -> None:
    name = '\udcff\u2028\x1b[31m"}</script>' + "x" * 200
    assert parsed(document(sessions=[{"app": name}]))["sessions"][0]["app"] == name


def test_numbers_are_not_rounded() -> None:
    assert parsed(document(x_wh=1 / 3))["x_wh"] == 1 / 3
