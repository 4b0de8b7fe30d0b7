"""The recorder's lines: the real ones are understood, no other can do more than be left out."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wattprint.domain.attribution import State
from wattprint.domain.bookings import Session
from wattprint.domain.readings import Device, DeviceKind, Problem, Quality
from wattprint.domain.tick import DeviceNow
from wattprint.domain.workload import Kind, Workload
from wattprint.gui.line_splitter import LineSplitter
from wattprint.gui.live_lines import (
    LONGEST_NAME,
    MOST_ITEMS,
    DeviceSeen,
    HelloLine,
    LineError,
    Name,
    OtherLine,
    ProblemLine,
    Running,
    SavedLine,
    SightLine,
    TroubleLine,
    parse_line,
)
from wattprint.recorder.sight import ActiveNow, Hello, Sight
from wattprint.recorder.stream import StreamListener

CHAT = Workload("ollama", "Ollama", "llama-server", Kind.CHAT, "qwen2.5:7b")
TRAINING = Workload("program:train.py", "train.py", None, Kind.OTHER, pending=True)
GPU = Device("nvidia:GPU-1", DeviceKind.GPU, "nvidia", "GeForce")


def line(**fields: object) -> bytes:
    return json.dumps({"v": 1, **fields}).encode()


def test_every_line_of_the_real_recorder_is_understood() -> None:
    stream = io.StringIO()
    recorder = StreamListener(stream)
    session = Session(CHAT, 0.0, 1.0, "2026-01-01")
    now = DeviceNow(GPU, State.ACTIVE.value, 212.5, Quality.COUNTER)
    sight = Sight(0.0, False, (now,), (ActiveNow(session, 212.5),), (CHAT, TRAINING), 12.0, True)
    recorder.hello(Hello(42, Path("/x"), ()))
    recorder.problem(Problem("nvidia-gpu-lost", GPU.key, "code 15"))
    recorder.sight(sight)
    recorder.saved(sight)
    recorder.session_ended(session)
    recorder.trouble("full", "/x")
    recorder.bye()

    lines = [parse_line(text.encode()) for text in stream.getvalue().splitlines()]

    name = Name("Ollama", "qwen2.5:7b", False)
    seen = DeviceSeen(GPU.key, "GeForce", True, "active", 212.5)
    assert lines == [
        HelloLine(42),
        ProblemLine("nvidia-gpu-lost", GPU.key, "code 15"),
        SightLine(False, (Running(name, 212.5),), (name, Name("train.py", None, True)), (seen,)),
        SavedLine(),
        OtherLine("session_ended"),
        TroubleLine("full", "/x"),
        OtherLine("bye"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"[" * 100_000,
        b'{"v":1,"type":"hello","pid":' + b"9" * 10_000 + b"}",
        b"[]",
        b"7",
        b"null",
        b"{}",
        line(type="hello", v=2, pid=1),
        line(type="hello"),
        line(type="hello", pid=True),
        line(type="hello", pid="1"),
        line(type=None),
        line(type=["sight"]),
        line(type="sight", active={}),
        line(type="sight", active=[1]),
        line(type="sight", active=[{"app_name": 3}]),
        line(type="sight", loaded=[{"app_name": "x", "model": 3}]),
        line(type="sight", devices=[{"key": "cpu"}]),
        line(type="problem", code=None, detail=""),
        line(type="solved", code="x", device=1),
        line(type="trouble", code="full"),
    ],
)
def test_a_broken_line_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(LineError):
        parse_line(raw)


@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["v", "type", "active", "loaded", "devices", "pid", "model", "app_name", "power_w"]
                ),
                inner | st.sampled_from(["sight", "hello", 1]),
            )
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_nothing_else_than_a_line_error_comes_out(raw: bytes) -> None:
    with suppress(LineError):
        parse_line(raw)


def test_hostile_names_become_plain_and_short() -> None:
    name = "a\x1b[31m\tb\n\u202ec\ud800" + "x" * 1000
    sight = parse_line(line(type="sight", active=[{"app_name": name, "model": name, "power_w": 1}]))
    assert isinstance(sight, SightLine)
    shown = sight.running[0].name
    assert shown.app.startswith("a�[31m�b��c�xxx")
    assert len(shown.app) == LONGEST_NAME == len(shown.model or "")
    shown.app.encode()  # Qt takes no lone surrogate


@pytest.mark.parametrize("watts", ["NaN", "Infinity", "-1", "true", '"12"', "null", "1e999", "1" + "0" * 400])
def test_watts_that_are_none_are_not_told(watts: str) -> None:
    raw = '{"v":1,"type":"sight","active":[{"app_name":"x","power_w":%s}]}' % watts  # noqa: UP031
    sight = parse_line(raw.encode())
    assert isinstance(sight, SightLine)
    assert sight.running[0].power_w is None


def test_long_lists_are_cut() -> None:
    sight = parse_line(line(type="sight", loaded=[{"app_name": "x"}] * 10_000))
    assert isinstance(sight, SightLine)
    assert len(sight.loaded) == MOST_ITEMS


@given(st.lists(st.binary(max_size=12)), st.data())
def test_lines_are_the_same_however_the_pipe_cuts_them(parts: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(parts) + b"\n"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=5)))
    splitter = LineSplitter(longest=20)
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    found = [text for piece in pieces for text in splitter.feed(piece)]
    expected = whole.split(b"\n")[:-1]
    assert found == [text for text in expected if len(text) <= 20]
    assert splitter.dropped == sum(len(text) > 20 for text in expected)


def test_an_endless_line_takes_no_memory() -> None:
    splitter = LineSplitter(longest=1000)
    for _ in range(1000):
        assert splitter.feed(b"x" * 500) == []
        assert len(splitter._buffer) <= 1000
    assert splitter.feed(b"\n{}\n") == [b"{}"]
    assert splitter.dropped == 1
