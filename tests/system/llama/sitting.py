"""One sitting with a real server, watched by several recorders at once, each of which meets another fate.

Nothing is judged here: tests look at what is left. All that takes time happens side by side:

    server starts; busy loop starts; recorders start       the server sits in memory, the machine is busy
    chat                                                   everyone must see the session
      one recorder paused and resumed; four ended, each in its own way; one killed and started again
    quiet                                                  with a gap of ten seconds the session ends
"""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from tests.system.llama.recorders import START_S, Done, Place, Recorder
from tests.system.llama.servers import Load, start_busy_loop

if TYPE_CHECKING:
    from tests.system.llama.servers import Server

#: The server sits in memory for so long before the first word.
RESTING_S = 4.0
#: A session's whole sitting, and when in it something happens to one of the recorders.
CHAT_S = 14.0
PAUSE_AT_S, RESUME_AT_S = 2.0, 5.0
STOP_AT_S = 5.0
KILL_AT_S = 11.0

#: The shortest gap that a person may choose.
GAP_S = 10.0

#: A server that gets less of a core is not at work in every second, as the recorder tells that; a look is due
#: each second, and a word is obeyed at once.
LEAST_CORES, LATEST_LOOK_S, LATEST_ANSWER_S = 0.45, 2.5, 0.7
#: So often a sitting is begun once more.
MOST_SITTINGS = 6

#: How each of four recorders is told to end.
ENDINGS = ("SIGTERM", "SIGINT", "closed stdin", "closed stdout")


@dataclass(slots=True)
class Ended:
    """A recorder that was told to end while the server was at work. chat_s: how long it had been by then."""

    place: Place
    recorder: Recorder
    code: int
    chat_s: float
    took_s: float


@dataclass(slots=True)
class Sitting:
    """What is left of it. Times in seconds; cpu_s: CPU seconds in the time of the chat."""

    server: Server
    place: Place
    recorder: Recorder
    resting_events: list[dict[str, Any]] = field(default_factory=list)
    chat_s: float = 0.0
    tokens: int = 0
    errors: list[str] = field(default_factory=list)
    server_cpu_s: float = 0.0
    machine_cpu_s: float = 0.0
    rival_cpu_s: float = 0.0
    second: Done | None = None
    endings: dict[str, Ended] = field(default_factory=dict)
    paused: Ended | None = None
    pause_s: float = 0.0
    killed_code: int = 0
    killed: Ended | None = None
    unwatched_s: float = 0.0
    today_while_running: Done | None = None
    doctor_while_running: Done | None = None
    session_ended: dict[str, Any] | None = None
    code: int = -1
    looks_s: list[list[float]] = field(default_factory=list)
    """When each recorder's looks were heard in the time of the chat; the paused one's before and after."""
    answers_s: list[float] = field(default_factory=list)
    """How long it was until a recorder was heard to pause, and to go on."""

    @property
    def disturbed(self) -> bool:
        """Whether something else took so much of the machine that what was measured says little."""
        pauses_s = (late - early for looks_s in self.looks_s for early, late in pairwise(looks_s))
        return (
            self.server_cpu_s < LEAST_CORES * self.chat_s
            or max(pauses_s, default=0.0) > LATEST_LOOK_S
            or max(self.answers_s) > LATEST_ANSWER_S
        )


class _Clock:
    """Seconds since the chat began, and a way to wait for one of them."""

    def __init__(self) -> None:
        self.start_s = time.monotonic()

    def __call__(self) -> float:
        return time.monotonic() - self.start_s

    def wait_for(self, seconds: float) -> None:
        time.sleep(max(0.0, seconds - self()))


def sit(server: Server, folder: Path) -> Sitting:
    """The whole sitting, about 35 s; once more where the machine was too busy with something else."""
    for number in range(MOST_SITTINGS):
        result = _sit_once(server, folder / str(number))
        if not result.disturbed:
            break
    return result


def _sit_once(server: Server, folder: Path) -> Sitting:
    started: list[Recorder] = []
    rival = start_busy_loop()
    try:
        return _sit(server, folder, rival, started)
    finally:
        rival.kill()
        rival.wait(60)
        for recorder in started:
            recorder.kill()


def _sit(server: Server, folder: Path, rival: subprocess.Popen[bytes], started: list[Recorder]) -> Sitting:
    def start(name: str) -> Recorder:
        recorder = Recorder(Place(folder / name))
        started.append(recorder)
        return recorder

    main = start("main")
    victim, sleeper = start("killed"), start("paused")
    short = {how: start(how.replace(" ", "-")) for how in ENDINGS}
    for recorder in started:
        recorder.wait_for("sight", lambda sight: _is_loaded(server, sight), seconds=START_S)
    result = Sitting(server, main.place, main)
    time.sleep(RESTING_S)
    result.resting_events = list(main.events)

    before = _cpu(server, rival)
    load, clock = Load(server).start(), _Clock()
    result.second = main.place.command("record", "--stream", "--duration", "1")
    clock.wait_for(PAUSE_AT_S)
    paused_at_s = clock()
    sleeper.tell("pause")
    saves_before = len(victim.of("saved"))
    clock.wait_for(STOP_AT_S)
    result.endings = {how: _end(how, recorder, clock) for how, recorder in short.items()}
    clock.wait_for(RESUME_AT_S)
    resumed_at_s = clock()
    sleeper.tell("resume")
    result.pause_s = resumed_at_s - paused_at_s
    clock.wait_for(KILL_AT_S)
    # It must have saved some of the chat; one that comes late to it is waited for.
    victim.wait_for("saved", lambda _: len(victim.of("saved")) > saves_before, seconds=START_S)
    killed_at_s = clock()
    result.killed_code = victim.signal(signal.SIGKILL)
    heir = Recorder(victim.place)
    started.append(heir)
    heir.wait_for("sight", seconds=START_S)
    result.unwatched_s = clock() - killed_at_s
    clock.wait_for(CHAT_S)
    load.stop()
    result.chat_s, result.tokens, result.errors = load.seconds, load.tokens, load.errors
    after = _cpu(server, rival)
    result.server_cpu_s, result.rival_cpu_s, result.machine_cpu_s = (
        late - early for late, early in zip(after, before, strict=True)
    )
    others = [_looks(one, clock.start_s) for one in (main, victim, heir, *short.values())]
    pause_s, go_on_s = _heard_to_pause(sleeper, clock.start_s + resumed_at_s)
    until_pause = [at_s for at_s in _looks(sleeper, clock.start_s) if at_s <= pause_s]
    result.looks_s = [*others, until_pause, _looks(sleeper, go_on_s)]
    result.answers_s = [pause_s - paused_at_s - clock.start_s, go_on_s - resumed_at_s - clock.start_s]
    rival.kill()

    main.place.set_gap(GAP_S)
    main.tell("reload")
    time.sleep(2.5)  # the last slice of the chat ends within two seconds
    result.killed = _end("SIGTERM", heir, clock)
    result.paused = _end("SIGTERM", sleeper, clock)
    result.today_while_running = main.place.command("today", "--json")
    result.doctor_while_running = main.place.command("doctor", "--json")
    result.session_ended = main.wait_for(
        "session_ended", lambda event: event["model"] == server.model, seconds=GAP_S + START_S
    )
    result.code = main.signal(signal.SIGTERM)
    return result


def _is_loaded(server: Server, sight: dict[str, Any]) -> bool:
    return any(loaded["model"] == server.model for loaded in sight["loaded"])


def _looks(recorder: Recorder, from_s: float) -> list[float]:
    """When its looks were heard since then (monotonic)."""
    return [at_s for at_s in recorder.looks_s if at_s >= from_s]


def _heard_to_pause(recorder: Recorder, resumed_s: float) -> tuple[float, float]:
    """When the first look of a pause was heard, and the first one after it (monotonic); never: infinite."""
    looks = list(zip(recorder.looks_s, recorder.of("sight"), strict=False))
    pause_s = next((at_s for at_s, sight in looks if sight["paused"]), float("inf"))
    go_on = (at_s for at_s, sight in looks if at_s >= resumed_s and not sight["paused"])
    return pause_s, next(go_on, float("inf"))


def _cpu(server: Server, rival: subprocess.Popen[bytes]) -> tuple[float, float, float]:
    """CPU seconds of the server, of the busy loop, and of the whole machine (without stolen time)."""
    machine, own = psutil.cpu_times(), psutil.Process(rival.pid).cpu_times()
    busy_s = machine.user + machine.nice + machine.system + machine.irq + machine.softirq
    return server.cpu_s(), own.user + own.system, busy_s


def _end(how: str, recorder: Recorder, clock: _Clock) -> Ended:
    chat_s = clock()
    if how == "closed stdin":
        code = recorder.close_stdin()
    elif how == "closed stdout":
        code = recorder.close_stdout()
    else:
        code = recorder.signal(signal.Signals[how])
    return Ended(recorder.place, recorder, code, chat_s, clock() - chat_s)
