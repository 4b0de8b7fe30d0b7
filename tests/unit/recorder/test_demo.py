"""The demo's two months and its live part: believable, consistent, and nobody else's business."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.unit.recorder.simulation import START_S, Memory, SimulatedClock, SimulatedInbox
from wattprint.domain.attribution import State
from wattprint.domain.bookings import Bookings
from wattprint.domain.cloud import Origin
from wattprint.domain.footprint import footprint
from wattprint.domain.workload import Kind
from wattprint.ledger.errors import LedgerMissing
from wattprint.ledger.reader import LedgerReader
from wattprint.metering.replay import ReplayMeter
from wattprint.metering.trace import load_trace
from wattprint.recorder.demo import DemoSession, fill_ledger
from wattprint.recorder.demo_live import TraceWatch, record_demo
from wattprint.recorder.demo_past import Books, invent_days
from wattprint.recorder.loop import Recorder
from wattprint.recorder.meter_set import MeterSet
from wattprint.recorder.sight import Listener, Sight
from wattprint.recorder.store import Store
from wattprint.reference.demo import load_demo, trace_path
from wattprint.reference.factors import load_factors
from wattprint.reference.files import resource_path
from wattprint.reference.grid import Grid
from wattprint.reference.workload_rules import load_rules
from wattprint.system.paths import Paths
from wattprint.system.settings import Settings

SCRIPT = load_demo()

#: Saturday, 21 November 2026, 20:00 UTC.
NOW_S = 1_795_291_200.0
EVER = ("0001-01-01", "9999-12-31")

#: Hours at which the demo may be started: late, early, in the middle of the night.
HOURS = [0.1, 7.9, 9.0, 12.5, 23.9]


@pytest.fixture(params=["UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Zones with a change of the clocks within the two months, and without."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def books_at(now_s: float) -> Bookings:
    books = Books(SCRIPT)
    for day in invent_days(SCRIPT, date(*time.localtime(now_s)[:3]), now_s):
        books.book(day)
    return books.bookings


# -- the two months -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hour", HOURS)
def test_the_states_of_a_device_add_up_to_its_coverage_to_the_second(zone: str, hour: float) -> None:
    bookings = books_at(NOW_S - 20 * 3600 + hour * 3600)
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    for key, amount in bookings.energy.items():
        assert amount.joules >= 0
        assert amount.seconds > 0
        seconds[key.local_day, key.device_key] += amount.seconds
    measured = {
        (day, device): length for (day, device, how), length in bookings.coverage.items() if how == "measured"
    }
    assert seconds == pytest.approx(measured, abs=1e-3)


@pytest.mark.parametrize("hour", HOURS)
def test_no_day_is_longer_than_it_was_and_nothing_lies_ahead(zone: str, hour: float) -> None:
    now_s = NOW_S - 20 * 3600 + hour * 3600
    bookings = books_at(now_s)
    for day, times in bookings.days.items():
        year, month, number = map(int, day.split("-"))
        begin_s, end_s = (time.mktime((year, month, number + n, 0, 0, 0, 0, 0, -1)) for n in (0, 1))
        assert times.recorded_s + times.paused_s <= min(end_s, now_s) - begin_s + 1e-3
        assert times.active_s <= times.recorded_s
        assert times.unmeasured_s <= times.recorded_s
    for session in bookings.sessions:
        assert session.start_wall_s < session.end_wall_s < now_s
        assert 0 < session.active_s <= session.end_wall_s - session.start_wall_s + 1e-6
        assert not session.open


@pytest.mark.parametrize("hour", [0.5, 1.5, 4.0, 7.9, 9.5, 12.5, 23.9])
def test_today_has_something_to_show_at_any_hour(zone: str, hour: float) -> None:
    year, month, day, *_ = time.localtime(NOW_S)
    now_s = time.mktime((year, month, day, 0, 0, 0, 0, 0, -1)) + hour * 3600
    today = f"{year:04}-{month:02}-{day:02}"
    used = {key.state for key in books_at(now_s).energy if key.local_day == today}
    assert State.ACTIVE in used


def test_power_is_the_invented_machines(zone: str) -> None:
    limit_w = SCRIPT.gpu.device.limit_w
    assert limit_w is not None
    for key, amount in books_at(NOW_S).energy.items():
        watts = amount.joules / amount.seconds
        assert watts <= limit_w
        if key.device_key == SCRIPT.gpu.device.key and key.state is not State.IDLE:
            assert watts > SCRIPT.gpu.idle_w


def test_all_that_the_app_can_show_is_there(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite3"
    fill_ledger(ledger, SCRIPT, NOW_S)
    today = date(*time.localtime(NOW_S)[:3])
    with LedgerReader(ledger) as reader:
        days = reader.days(*EVER)
        sessions = reader.sessions(*EVER)
        choices = reader.choices()
        entries = reader.cloud().entries(EVER[0], today.isoformat())
        programs = reader.programs()
        devices = reader.devices()
        assert reader.faults() == []
        ends = [(one.start_s, one.end_s) for one in sessions]
    wanted = {(today - timedelta(days=back)).isoformat() for back in range(SCRIPT.days)}
    missing = wanted - days.keys()
    assert missing == {(today - timedelta(days=back)).isoformat() for back in SCRIPT.life.not_recorded}
    watched = [day.times for day in days.values() if day.times]
    assert any(times.paused_s for times in watched)
    assert any(times.unmeasured_s for times in watched)
    totals = [footprint(day.counted, lambda *_: (0.9, 1.1)) for day in days.values()]
    assert all(total.local.central > 0 for total in totals)
    assert 5_000 < sum(total.local.central for total in totals) < 40_000, "Wh: a believable two months"
    assert any(total.modelled_wh > 0 for total in totals)
    assert any(total.modelled_wh == 0 for total in totals)
    assert any((total.standby_wh or 0.0) > 0 for total in totals)
    assert {Kind.CHAT, Kind.IMAGE, Kind.VIDEO, Kind.SPEECH} <= {one.kind for one in sessions}
    assert len({one.model for one in sessions}) > 3
    assert any(time.localtime(one.start_s)[:3] < time.localtime(one.end_s)[:3] for one in sessions), (
        "none over midnight"
    )
    assert ends == sorted(ends)
    assert [program.verdict for program in programs] == ["pending"]
    assert programs[0].joules > 0
    assert not any(one.app.startswith("program:") for one in sessions)
    assert all(device.baseline_w for device in devices)
    assert {entry.origin for entry in entries} == {Origin.TYPED, Origin.RECURRING}
    assert choices.value("zone", today.isoformat()) == SCRIPT.choices["zone"]
    noted = {one.kind: one.output_unit for one in sessions if one.outputs}
    assert noted == {one.kind: one.unit for one in SCRIPT.notes}
    assert any(one.outputs is None for one in sessions if one.kind is Kind.CHAT)


def test_every_name_in_the_script_exists() -> None:
    factors = load_factors()
    ids = {activity.id for activity in factors.activities}
    assert {one.activity for one in SCRIPT.counts} <= ids
    assert {one.activity for one in SCRIPT.recurring} <= ids
    assert {one.unit for one in SCRIPT.notes} <= {unit.id for unit in factors.units}
    assert SCRIPT.choices["zone"] in Grid.load(resource_path("data", "grid.csv"))
    rules = {rule.id for rule in load_rules()}
    workloads = [workload for program in SCRIPT.programs for workload in program.workloads]
    assert {w.app for w in workloads if not w.pending} <= rules
    assert {w.engine for w in workloads if w.engine} <= rules
    assert [w.app for w in workloads if w.pending] == ["program:python3/train_lora.py"]
    assert "invented" in SCRIPT.gpu.device.name
    assert "invented" in SCRIPT.cpu.device.name


def test_the_same_seed_gives_the_same_two_months_and_another_one_others() -> None:
    first, again = books_at(NOW_S), books_at(NOW_S)
    assert first.coverage == again.coverage
    assert [s.active_s for s in first.sessions] == [s.active_s for s in again.sessions]
    assert sum(a.joules for a in first.energy.values()) == sum(a.joules for a in again.energy.values())
    tomorrow = books_at(NOW_S + 86_400)
    yesterday = [s.start_wall_s for s in first.sessions if s.start_day == "2026-11-20"]
    assert yesterday == [s.start_wall_s for s in tomorrow.sessions if s.start_day == "2026-11-20"]


def test_filling_takes_no_longer_than_a_person_waits_and_little_room(tmp_path: Path) -> None:
    spent_s = time.process_time()
    fill_ledger(tmp_path / "ledger.sqlite3", SCRIPT, NOW_S)
    assert time.process_time() - spent_s < 10, "CPU seconds, with room for a slow machine"
    assert (tmp_path / "ledger.sqlite3").stat().st_size < 2_000_000


def test_half_a_demo_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise LedgerMissing(tmp_path, "no")

    monkeypatch.setattr("wattprint.recorder.demo.fill_ledger", broken)
    with pytest.raises(LedgerMissing), DemoSession(parent=tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_making_a_demo_loads_no_meter_and_no_qt() -> None:
    script = (
        "import sys; from wattprint.recorder.demo import DemoSession\n"
        "with DemoSession() as demo: pass\n"
        "print(*[name for name in sys.modules if name.startswith(('wattprint.metering', 'pynvml', 'PySide6',"
        " 'sqlite_utils'))])"
    )
    root = Path(__file__).parents[3] / "desktop"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == ""


# -- the live part ------------------------------------------------------------------------------------------


def test_the_committed_trace_is_what_its_script_makes(tmp_path: Path) -> None:
    made = tmp_path / "trace.jsonl"
    maker = Path(__file__).parents[3] / "packaging" / "demo" / "make_trace.py"
    root = Path(__file__).parents[3] / "desktop"
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, maker, made], env=environment, check=True, timeout=60)
    assert made.read_bytes() == trace_path().read_bytes()
    trace = load_trace(made)
    assert trace.synthetic
    assert trace.note.startswith("SYNTHETIC")


@pytest.fixture
def play(tmp_path: Path) -> Callable[[float], tuple[Path, Memory]]:
    """Records the trace for so many seconds of a clock that runs by itself."""

    def record(seconds: float) -> tuple[Path, Memory]:
        clock, memory = SimulatedClock(), Memory()
        meter = ReplayMeter(trace_path(), loop=True)
        watch = TraceWatch(meter, SCRIPT, clock)
        ledger = tmp_path / "ledger.sqlite3"
        Recorder(
            meters=MeterSet([meter]),
            watch=watch.as_process_watch(),
            store=Store(ledger),
            clock=clock,
            inbox=SimulatedInbox(clock),
            listener=memory,
            settings=Settings(),
            tolerance=lambda *_: (0.9, 1.1),
            reload=lambda: (Settings(), watch.as_process_watch()),
        ).run(seconds)
        assert clock.now().monotonic_s == pytest.approx(START_S + seconds, abs=2)
        return ledger, memory

    return record


def test_the_ledger_holds_what_the_trace_used(play: Callable[[float], tuple[Path, Memory]]) -> None:
    trace = load_trace(trace_path())
    rounds = 3
    ledger, memory = play(rounds * trace.duration_s)
    used: dict[str, float] = defaultdict(float)
    with LedgerReader(ledger) as reader:
        for day in reader.days("", "z").values():
            for part in day.energy:
                used[part.row.kind.value] += part.row.joules
        assert reader.faults() == []
    # The last reading of all may be a second old.
    assert used["gpu"] == pytest.approx(rounds * trace.energy_j(SCRIPT.gpu.device.key), rel=0.01)
    assert used["cpu"] == pytest.approx(rounds * trace.energy_j(SCRIPT.cpu.device.key), rel=0.01)
    assert memory.of("problem") == []
    assert memory.of("trouble") == []


def test_the_live_part_shows_work_standby_rest_and_an_unknown_program(
    play: Callable[[float], tuple[Path, Memory]],
) -> None:
    ledger, memory = play(2 * load_trace(trace_path()).duration_s)
    sights = [sight for sight in memory.of("sight") if isinstance(sight, Sight)]
    at_work = {one.session.workload.app for sight in sights for one in sight.active}
    played = {step.at_work for step in SCRIPT.steps}
    assert at_work == {one.workloads[0].app for one in SCRIPT.programs if one.pid in played}
    assert len(at_work) > 3
    assert any(sight.loaded and not sight.active for sight in sights), "standby"
    assert any(not sight.loaded and not sight.active for sight in sights), "rest"
    assert max(one.power_w for sight in sights for one in sight.active) > 200
    with LedgerReader(ledger) as reader:
        (day, *_) = reader.days("", "z").values()
        (unknown,) = reader.programs()
        assert unknown.joules > 0
        assert not any(one.app == unknown.key for one in reader.sessions("", "z"))
        chat = [one for one in reader.sessions("", "z") if one.kind is Kind.CHAT]
        cpu_j = sum(row.joules for one in chat for row in one.energy if row.kind.value == "cpu")
    assert cpu_j > 0, "its engine's CPU time counts, too"
    assert footprint(day.counted, lambda *_: (1.0, 1.0)).local.central > 0


def test_a_demo_that_is_over_is_not_begun_anew(tmp_path: Path) -> None:
    with DemoSession(parent=tmp_path) as demo:
        paths = demo.paths
    with pytest.raises(LedgerMissing, match="over"):
        record_demo(paths, Listener(), duration_s=1)
    assert list(tmp_path.iterdir()) == []


def test_a_demos_recorder_never_writes_into_another_ledger(tmp_path: Path) -> None:
    own = Paths(tmp_path / "wattprint" / "ledger.sqlite3", tmp_path / "config.toml")
    with pytest.raises(LedgerMissing):
        record_demo(own, Listener(), duration_s=1)
    assert list(tmp_path.iterdir()) == []
