"""The same engine in other clothes: below Ollama, and inside a python process that no name gives away."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.system.llama import servers
from tests.system.llama.recorders import START_S, Place, Recorder
from tests.system.llama.sitting import LATEST_LOOK_S, LEAST_CORES, MOST_SITTINGS
from tests.system.llama.test_sitting import assert_nothing_private

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.system

#: Long enough for a few slices of a second each.
CHAT_S = 8.0

#: The recorder looks once a second: so much may be lost at both ends, or be kept after the last word.
EDGES_S, AFTER_S = 2.0, 4.0

#: A python process is looked at for what it has loaded two seconds after it was first seen.
LIBRARIES_SEEN_S = 10.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A server that was at work for a while beside a recorder, and the recorder's ledger."""

    server: servers.Server
    place: Place
    code: int
    errors: str
    load_s: float
    sessions: list[dict[str, Any]]


def watch(start: Callable[[Path, Path], servers.Server], model: Path, folder: Path) -> Watched:
    """Once more, with a new ledger, where the machine was too busy with something else."""
    home = folder / "server"
    server = start(model, home)
    try:
        for number in range(MOST_SITTINGS):
            watched, disturbed = _watch_once(server, home, Place(folder / str(number)))
            if not disturbed:
                break
    finally:
        server.stop()
    return watched


def _watch_once(server: servers.Server, home: Path, place: Place) -> tuple[Watched, bool]:
    """What a recorder saw of a chat, and whether something else took so much that this says little."""
    # The recorder finds Ollama's names in the home that both share.
    (place.home / ".ollama").symlink_to(home / ".ollama")
    recorder = Recorder(place)
    try:
        recorder.wait_for(
            "sight",
            lambda event: any(loaded["model"] == server.model for loaded in event["loaded"]),
            seconds=START_S + LIBRARIES_SEEN_S,
        )
        began_s, cpu_s = time.monotonic(), server.cpu_s()
        load = servers.Load(server).start()
        time.sleep(CHAT_S)
        load.stop()
        cpu_s = server.cpu_s() - cpu_s
        looks_s = [at_s for at_s in recorder.looks_s if at_s >= began_s]
        code = recorder.close_stdin()
    finally:
        recorder.kill()
    assert load.errors == []
    pauses_s = (late - early for early, late in pairwise(looks_s))
    disturbed = cpu_s < LEAST_CORES * load.seconds or max(pauses_s, default=0.0) > LATEST_LOOK_S
    sessions = place.command("sessions", "--json").json["sessions"]
    return Watched(server, place, code, recorder.errors, load.seconds, sessions), disturbed


def assert_one_session(watched: Watched) -> None:
    assert (watched.code, watched.errors) == (0, "")
    (session,) = [one for one in watched.sessions if one["model"] == watched.server.model]
    assert (session["app"], session["engine"], session["kind"]) == (
        watched.server.app,
        watched.server.engine,
        "chat",
    )
    assert watched.load_s - EDGES_S <= session["active_s"] <= watched.load_s + AFTER_S
    assert session["energy_wh"] > 0
    written = watched.place.everything_written()
    assert watched.server.model.encode() in written
    assert_nothing_private(written, watched.server)


def test_the_worker_of_ollama_is_ollamas(model: Path, tmp_path: Path) -> None:
    """Its model has the name that Ollama gave it, not the digest that stands on the command line."""
    trouble = servers.binary_trouble()
    if trouble:
        pytest.skip(trouble)
    watched = watch(servers.start_as_ollama, model, tmp_path / "ollama")
    assert watched.server.started.args == [str(tmp_path / "ollama" / "server" / "bin" / "ollama"), "serve"]
    assert_one_session(watched)


def test_an_engine_inside_python_is_known_by_its_library(model: Path, tmp_path: Path) -> None:
    trouble = servers.library_trouble()
    if trouble:
        pytest.skip(trouble)
    assert_one_session(watch(servers.start_library, model, tmp_path / "python"))
