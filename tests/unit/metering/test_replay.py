from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.sysfs_tree import instant
from wattprint.domain.readings import (
    Device,
    DeviceKind,
    Instant,
    Problem,
    ProcessOnDevice,
    Quality,
    Reading,
)
from wattprint.metering.meter import MeterUnavailable
from wattprint.metering.replay import ReplayMeter
from wattprint.metering.trace import TraceError, TraceWriter, load_trace

TRACES = Path(__file__).parents[2] / "data" / "traces"
GPU, CPU = "nvidia:GPU-synthetic-0", "cpu"


def playing(name: str, *, loop: bool = False) -> ReplayMeter:
    meter = ReplayMeter(TRACES / name, loop=loop)
    meter.open()
    return meter


def of(meter: ReplayMeter, key: str, seconds: float) -> Reading:
    return next(reading for reading in meter.read(instant(seconds)) if reading.device_key == key)


@pytest.mark.parametrize(
    ("name", "key", "energy_j"),
    [
        ("chat-counter.jsonl", GPU, 25_901.0),
        ("chat-counter.jsonl", CPU, 2_685.3),
        ("chat-power.jsonl", GPU, 25_901.0),
        ("counter-reset.jsonl", GPU, 25_901.0),
    ],
)
def test_the_known_energy_of_the_traces(name: str, key: str, energy_j: float) -> None:
    assert load_trace(TRACES / name).energy_j(key) == pytest.approx(energy_j)


def test_an_energy_that_is_not_whole_is_not_told() -> None:
    with pytest.raises(ValueError, match="neither"):
        load_trace(TRACES / "laptop-asleep.jsonl").energy_j(GPU)


def test_the_traces_are_what_their_script_makes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_traces", TRACES / "make_traces.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = script  # where dataclasses look for the module of a class
    spec.loader.exec_module(script)
    script.make(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.jsonl")}
    assert made == {path.name: path.read_bytes() for path in TRACES.glob("*.jsonl")}


@pytest.mark.parametrize("path", sorted(TRACES.glob("*.jsonl")), ids=lambda path: path.stem)
def test_every_trace_says_that_it_is_synthetic(path: Path) -> None:
    trace = load_trace(path)
    assert trace.synthetic
    assert trace.note.startswith("SYNTHETIC")


def test_playing_at_the_traces_pace_gives_back_its_energy() -> None:
    meter = playing("chat-counter.jsonl")
    readings = [of(meter, GPU, second) for second in range(248)]
    energies = [reading.energy_j for reading in readings if reading.energy_j is not None]
    assert len(energies) == 248
    assert energies[-1] - energies[0] == pytest.approx(25_901.0)
    assert readings[20].at == instant(20), "stamped with the instant passed in"


@pytest.mark.parametrize("pace_s", [0.37, 2.0, 10.0])
def test_any_pace_sees_the_last_reading_at_or_before(pace_s: float) -> None:
    meter = playing("chat-counter.jsonl")
    samples = load_trace(TRACES / "chat-counter.jsonl").samples[GPU]
    offset_s = 0.0
    while offset_s <= 247.0:
        assert of(meter, GPU, offset_s).energy_j == samples[int(offset_s + 1e-6)].energy_j
        offset_s += pace_s


def test_processes_shares_and_names_come_along() -> None:
    meter = playing("chat-counter.jsonl")
    of(meter, GPU, 0)
    reading = of(meter, GPU, 52)
    assert reading.processes is not None
    assert ProcessOnDevice(4242, 0.97, True) in reading.processes
    assert reading.shares_known
    assert meter.programs[4242] == "ollama"


def test_a_sleeping_device_sleeps_in_the_replay() -> None:
    meter = playing("laptop-asleep.jsonl")
    assert of(meter, GPU, 0).asleep
    assert not of(meter, GPU, 65).asleep


def test_the_end_is_said_and_nothing_is_made_up_after_it() -> None:
    meter = playing("chat-counter.jsonl")
    meter.read(instant(0))
    meter.read(instant(247))
    with pytest.raises(MeterUnavailable, match="replay-ended") as caught:
        meter.read(instant(247.5))
    assert not caught.value.worth_retrying


def test_a_loop_goes_on_without_a_fall() -> None:
    meter = playing("chat-counter.jsonl", loop=True)
    energies = []
    for second in range(3 * 247 + 1):
        reading = of(meter, GPU, second)
        assert reading.energy_j is not None
        assert reading.counter_epoch == 0
        energies.append(reading.energy_j)
    assert energies == sorted(energies)
    assert energies[-1] - energies[0] == pytest.approx(3 * 25_901.0)
    busy_s = of(meter, CPU, 3 * 247).cpu_busy_s
    assert busy_s is not None
    assert busy_s > 500.0


def test_a_loop_over_a_reset_keeps_the_reset() -> None:
    meter = playing("counter-reset.jsonl", loop=True)
    energies = [of(meter, GPU, second).energy_j or 0.0 for second in range(2 * 247)]
    falls = [second for second in range(1, 2 * 247) if energies[second] < energies[second - 1]]
    assert falls == [120, 247 + 120]


def test_a_loop_over_epochs_goes_on_with_new_ones(tmp_path: Path) -> None:
    device = Device("g", DeviceKind.GPU, "nvidia", "G")
    with TraceWriter(tmp_path / "t.jsonl") as writer:
        for second, epoch in enumerate((3, 3, 4, 4)):
            at = Instant(second, None, second)
            writer.write([device], [Reading("g", at, energy_j=10.0 * second, counter_epoch=epoch)])
    meter = ReplayMeter(tmp_path / "t.jsonl", loop=True)
    meter.open()
    epochs = [meter.read(instant(second))[0].counter_epoch for second in range(9)]
    assert epochs == sorted(epochs)
    assert epochs[3] == 4
    assert epochs[4] > 4


def test_a_device_that_comes_later_is_not_there_yet(tmp_path: Path) -> None:
    early, late = (Device(key, DeviceKind.GPU, "nvidia", key) for key in ("early", "late"))
    with TraceWriter(tmp_path / "t.jsonl") as writer:
        writer.write([early], [Reading("early", Instant(5, None, 5), power_w=1.0)])
        writer.write([early, late], [Reading("late", Instant(9, None, 9), power_w=2.0)])
    meter = ReplayMeter(tmp_path / "t.jsonl")
    meter.open()
    first = meter.read(instant(0))
    assert [reading.power_w for reading in first] == [1.0, None]
    assert first[1].problem is not None
    assert meter.read(instant(4))[1].power_w == 2.0


def test_before_open_and_after_close_there_is_nothing_to_read() -> None:
    meter = playing("chat-counter.jsonl")
    meter.close()
    meter.close()
    assert meter.devices() == ()
    with pytest.raises(MeterUnavailable):
        meter.read(instant(0))


def test_a_missing_file_is_said_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(MeterUnavailable, match="replay-unreadable") as caught:
        ReplayMeter(tmp_path / "none.jsonl").open()
    assert str(tmp_path) not in str(caught.value)


HEADER = '{"wattprint_trace": 1}\n'
DEVICE = '{"device": {"key": "g", "kind": "gpu", "vendor": "amd", "name": "G"}}\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "empty"),
        ("not json\n", "line 1"),
        ('{"wattprint_trace": 2}\n', "line 1"),
        ("[1]\n", "line 1"),
        (HEADER + '{"t": 0, "key": "unknown"}\n', "line 2"),
        (HEADER + '{"device": {"key": "g", "kind": "tpu", "vendor": "x", "name": "G"}}\n', "line 2"),
        (HEADER + '{"device": {"key": "g"}}\n', "line 2"),
        (HEADER + DEVICE + '{"t": 5, "key": "g"}\n{"t": 4, "key": "g"}\n', "line 4"),
        (HEADER + DEVICE + '{"t": 0, "key": "g", "power_w": "lots"}\n', "line 3"),
        (HEADER + DEVICE + '{"t": 0, "key": "g", "processes": [[1, 2]]}\n', "line 3"),
    ],
)
def test_what_is_no_trace_is_refused_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "t.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(TraceError, match=line):
        load_trace(tmp_path / "t.jsonl")


def test_a_writer_never_writes_over_a_file_and_keeps_it_to_the_owner(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    with TraceWriter(path):
        pass
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        TraceWriter(path)


def test_each_tick_is_on_disk_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    writer = TraceWriter(path)
    writer.write([Device("g", DeviceKind.GPU, "amd", "G")], [Reading("g", instant(0), power_w=5.0)])
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[-1])["power_w"] == 5.0
    writer.close()
    writer.close()


numbers = st.none() | st.floats(0.0, 1e9)


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            Reading,
            device_key=st.just("g"),
            at=st.just(Instant(0, 0, 0)),
            energy_j=numbers,
            counter_epoch=st.integers(0, 5),
            energy_quality=st.sampled_from(Quality),
            power_w=numbers,
            utilisation=st.none() | st.floats(0.0, 1.0),
            processes=st.none()
            | st.lists(
                st.builds(
                    ProcessOnDevice, st.integers(1, 4_000_000), st.none() | st.floats(0.0, 1.0), st.booleans()
                ),
                max_size=3,
            ).map(tuple),
            shares_known=st.booleans(),
            asleep=st.booleans(),
            limit_w=numbers,
            cpu_busy_s=numbers,
            problem=st.none() | st.just(Problem("gpu-lost", "g")),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, readings: list[Reading]
) -> None:
    path = tmp_path_factory.mktemp("trace") / "t.jsonl"
    device = Device(
        "g", DeviceKind.GPU, "nvidia", "G", "0000:01:00.0", 320.0, whole_board=True, part_of="cpu"
    )
    with TraceWriter(path, programs={7: "ollama"}) as writer:
        for reading in readings:
            writer.write([device], [reading])
    trace = load_trace(path)
    assert trace.devices == (device,)
    assert list(trace.samples["g"]) == readings
    assert not trace.synthetic
    assert trace.programs == {7: "ollama"}
