"""Every event that the recorder tells is one JSON object on a line of its own."""

from __future__ import annotations

import io
import json
from pathlib import Path

from wattprint.domain.bookings import Session
from wattprint.domain.readings import Device, DeviceKind, Problem, Quality
from wattprint.domain.tick import DeviceNow
from wattprint.domain.workload import Kind, Workload
from wattprint.recorder.sight import ActiveNow, Hello, Sight
from wattprint.recorder.stream import StreamListener

#: A model may be called anything; nothing of it may end a line or a stream early.
HOSTILE = 'näme\n"}\u2028\udcff'

CPU = Device(key="cpu", kind=DeviceKind.CPU, vendor="amd", name="A CPU")
WORKLOAD = Workload("llama-server", "llama.cpp server", None, Kind.CHAT, HOSTILE)
SESSION = Session(WORKLOAD, 1_795_000_000.0, 1_795_000_060.0, "2026-11-18", active_s=42.0)
SIGHT = Sight(
    wall_s=1_795_000_060.0,
    paused=False,
    devices=(DeviceNow(CPU, "active", 12.5, Quality.MODELLED), DeviceNow(CPU, "unmeasured", None, None)),
    active=(ActiveNow(SESSION, 7.5),),
    loaded=(WORKLOAD,),
    today_wh=None,
    today_at_least=True,
)


def test_every_event_is_a_line() -> None:
    buffer = io.BytesIO()
    out = io.TextIOWrapper(buffer, encoding="ascii", newline="")
    listener = StreamListener(out)
    listener.hello(Hello(12, Path("/tmp/ledger.sqlite3"), (("cpu", ("A CPU",)),)))
    listener.sight(SIGHT)
    listener.saved(SIGHT)
    listener.problem(Problem("nvidia-gpu-lost", "GPU-1", HOSTILE))
    listener.solved(Problem("nvidia-gpu-lost", "GPU-1", HOSTILE))
    listener.session_ended(SESSION)
    listener.trouble("full", "/tmp/ledger.sqlite3")
    listener.bye()

    raw = buffer.getvalue()
    lines = raw.split(b"\n")
    assert lines.pop() == b""
    events = [json.loads(line) for line in lines]

    assert {event["v"] for event in events} == {1}
    kinds = ["hello", "sight", "saved", "problem", "solved", "session_ended", "trouble", "bye"]
    assert [event["type"] for event in events] == kinds
    ended = events[5]
    assert (ended["app"], ended["kind"], ended["active_s"]) == ("llama-server", "chat", 42.0)
    assert ended["model"] == HOSTILE
    active = events[1]["active"][0]
    assert (active["kind"], active["power_w"]) == ("chat", 7.5)
    assert events[1]["devices"][1]["power_w"] is None
    assert events[2]["today"] == {"local_wh": None, "at_least": True, "modelled": False}
