"""The real recorder as a child process, as the desktop app runs it, and the commands beside it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

#: Python starts, makes the schema and opens the meters within a second; a machine under load gets its time.
START_S = 60.0
STOP_S = 60.0

#: A zone where it is between noon and one o'clock: no test runs into the next day.
NOON = f"<NOON>{time.gmtime().tm_hour - 12:+d}"

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Place:
    """A folder with a ledger, a settings file and a home, and everything that was ever said about them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.ledger = folder / "ledger" / "ledger.sqlite3"
        self.config = folder / "config.toml"
        self.said = b""

    def set_gap(self, seconds: float) -> None:
        """Choose the quiet that ends a chat session."""
        self.config.write_text(f"[measuring.gap_s]\nchat = {seconds}\n")

    def command(self, *words: str) -> Done:
        """Run `wattprint WORDS` to its end."""
        done = subprocess.run(
            self.argv(*words),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        self.said += done.stdout + done.stderr
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def argv(self, *words: str) -> list[str]:
        return [
            *(sys.executable, "-m", "wattprint"),
            *("--ledger", str(self.ledger), "--config", str(self.config), *words),
        ]

    def environment(self) -> dict[str, str]:
        """Nothing of the person's own: a home of its own, and the way to the package that is tested."""
        kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        return {**kept, "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": NOON}

    def everything_written(self) -> bytes:
        """Every byte of every file here, side files and backups included, and all that was printed."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return self.said + b"".join(path.read_bytes() for path in files)


class Recorder:
    """One run of `wattprint record --stream`, with a thread that listens to it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.events: list[Event] = []
        self.looks_s: list[float] = []
        """When each of its looks was heard (monotonic)."""
        self._rest = b""
        self._news = threading.Condition()
        self._deaf = threading.Event()
        self._error_file = place.folder / f"errors-{time.monotonic_ns()}.txt"
        with self._error_file.open("wb") as errors:
            self.process = subprocess.Popen(
                place.argv("record", "--stream"),
                env=place.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def errors(self) -> str:
        """What it wrote on stderr."""
        return self._error_file.read_text()

    def of(self, kind: str) -> list[Event]:
        """Its events of one type so far."""
        return [event for event in list(self.events) if event["type"] == kind]

    def wait_for(
        self, kind: str, holds: Callable[[Event], bool] = lambda _: True, *, seconds: float
    ) -> Event:
        """The first event of a type that holds, past or to come. Raises TimeoutError."""
        ends_s = time.monotonic() + seconds
        with self._news:
            while True:
                found = next((event for event in self.of(kind) if holds(event)), None)
                if found is not None:
                    return found
                left_s = ends_s - time.monotonic()
                if left_s <= 0 or not self._listener.is_alive():
                    raise TimeoutError(
                        f"no {kind} from the recorder; it said {self.events[-3:]} {self.errors}"
                    )
                self._news.wait(min(left_s, 0.5))

    def tell(self, word: str) -> None:
        """Send a one-word command."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n".encode())
        self.process.stdin.flush()

    def signal(self, number: signal.Signals) -> int:
        """Send a signal; returns the exit code."""
        self.process.send_signal(number)
        return self.ended()

    def close_stdin(self) -> int:
        """As when the desktop app goes away; returns the exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.ended()

    def close_stdout(self) -> int:
        """As when the reader of a pipe has seen enough; returns the exit code."""
        self._deaf.set()
        self._listener.join(STOP_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; returns the exit code (minus the signal that killed it)."""
        code = self.process.wait(STOP_S)
        self._listener.join(STOP_S)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()
        return code

    def kill(self) -> None:
        """For the end of a test that went wrong."""
        if self.process.poll() is None:
            self.process.kill()
            self.ended()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        descriptor = self.process.stdout.fileno()
        while not self._deaf.is_set():
            if not select.select([descriptor], [], [], 0.1)[0]:
                continue
            data = os.read(descriptor, 65536)
            if not data:
                break
            with self._news:
                self.place.said += data
                *lines, self._rest = (self._rest + data).split(b"\n")
                news: list[Event] = [json.loads(line) for line in lines]
                self.events += news
                self.looks_s += [time.monotonic() for event in news if event["type"] == "sight"]
                self._news.notify_all()
