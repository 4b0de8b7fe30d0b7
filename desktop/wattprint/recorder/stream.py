"""What the recorder tells the desktop app: one JSON object a line, versioned, names as plain text.

    {"v": 1, "type": "hello" | "sight" | "problem" | "solved" | "session_ended" | "saved" | "trouble"
                     | "bye", ...}

Keys carry their unit; unknown is null; times are ISO 8601 with offset.
"""

from __future__ import annotations

import json
import time
from math import isfinite
from typing import IO, TYPE_CHECKING, Any

from wattprint import __version__
from wattprint.ledger.version import SCHEMA_VERSION
from wattprint.recorder.outlet import Outlet
from wattprint.recorder.sight import Hello, Listener, Sight

if TYPE_CHECKING:
    from wattprint.domain.bookings import Session
    from wattprint.domain.readings import Problem
    from wattprint.domain.tick import DeviceNow
    from wattprint.domain.workload import Workload
    from wattprint.recorder.sight import ActiveNow

#: Raised when a key changes its meaning or goes away; new keys do not count.
STREAM_VERSION = 1


_JSON = {True: "true", False: "false"}


class StreamListener(Listener):
    """Writes every event to a text stream. Raises BrokenPipeError when its reader is gone.

    A reader that has stopped reading gets the newest sight, and no older one, once it reads again.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._outlet = Outlet(stream)
        # ASCII only: no terminal or pipe encoding can garble it, no lone surrogate can stop it.
        self._encode = json.JSONEncoder(check_circular=False).encode
        self._devices: dict[tuple[str, str], str] = {}
        self._workloads: dict[Workload, str] = {}

    def hello(self, hello: Hello) -> None:
        meters = [{"name": name, "devices": list(devices)} for name, devices in hello.meters]
        self._tell(
            "hello",
            version=__version__,
            pid=hello.pid,
            schema=SCHEMA_VERSION,
            ledger=str(hello.ledger),
            meters=meters,
        )

    def sight(self, sight: Sight) -> None:
        # Put together by hand from parts that stay: this is said every second for as long as a model works.
        devices = ", ".join([self._device(now) for now in sight.devices])
        active = ", ".join([self._active(now) for now in sight.active])
        loaded = ", ".join([f"{{{self._workload(workload)}}}" for workload in sight.loaded])
        self._outlet.write(
            f'{{"v": {STREAM_VERSION}, "type": "sight", "time": "{_iso(sight.wall_s)}",'
            f' "paused": {_JSON[sight.paused]}, "devices": [{devices}], "active": [{active}],'
            f' "loaded": [{loaded}], "today": {{"local_wh": {_number(sight.today_wh)},'
            f' "at_least": {_JSON[sight.today_at_least]}, "modelled": {_JSON[sight.today_modelled]}}}}}',
            "sight",
        )

    def saved(self, sight: Sight) -> None:
        self._tell("saved", "saved", time=_iso(sight.wall_s), today=_today(sight))

    def problem(self, problem: Problem) -> None:
        self._tell("problem", code=problem.code, device=problem.device_key, detail=problem.detail)

    def solved(self, problem: Problem) -> None:
        self._tell("solved", code=problem.code, device=problem.device_key)

    def session_ended(self, session: Session) -> None:
        self._tell("session_ended", **_session(session))

    def trouble(self, code: str, detail: str) -> None:
        self._tell("trouble", code=code, detail=detail)

    def bye(self) -> None:
        self._tell("bye")

    def _tell(self, event: str, replaces: str | None = None, /, **fields: Any) -> None:
        self._outlet.write(self._encode({"v": STREAM_VERSION, "type": event, **fields}), replaces)

    def _device(self, now: DeviceNow) -> str:
        device = now.device
        constant = self._devices.get((device.key, device.name))
        if constant is None:
            whole = self._encode({"key": device.key, "name": device.name, "kind": device.kind.value})
            constant = self._devices[device.key, device.name] = whole[1:-1]
        quality = "null" if now.quality is None else f'"{now.quality}"'
        return (
            f'{{{constant}, "state": "{now.state}", "power_w": {_number(now.power_w)}, "quality": {quality}}}'
        )

    def _active(self, now: ActiveNow) -> str:
        session = now.session
        return (
            f'{{{self._workload(session.workload)}, "start": "{_iso(session.start_wall_s)}",'
            f' "end": "{_iso(session.end_wall_s)}", "active_s": {_number(session.active_s)},'
            f' "shared": {_JSON[session.shared]}, "power_w": {_number(now.power_w)}}}'
        )

    def _workload(self, workload: Workload) -> str:
        constant = self._workloads.get(workload)
        if constant is None:
            constant = self._workloads[workload] = self._encode(_workload(workload))[1:-1]
        return constant


def _today(sight: Sight) -> dict[str, Any]:
    return {
        "local_wh": sight.today_wh,
        "at_least": sight.today_at_least,
        "modelled": sight.today_modelled,
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        **_workload(session.workload),
        "start": _iso(session.start_wall_s),
        "end": _iso(session.end_wall_s),
        "active_s": session.active_s,
        "shared": session.shared,
    }


def _workload(workload: Workload) -> dict[str, Any]:
    return {
        "app": workload.app,
        "app_name": workload.app_name,
        "engine": workload.engine,
        "kind": workload.kind.value,
        "model": workload.model,
        "pending": workload.pending,
    }


def _number(value: float | None) -> str:
    return repr(value) if value is not None and isfinite(value) else "null"


def _iso(wall_s: float) -> str:
    # time.strftime costs a third of datetime's astimezone, and this is done every second.
    text = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(wall_s))
    return f"{text[:-2]}:{text[-2:]}"
