"""Every test lives in a home of its own: no test can read or write the person's ledger, settings or logs.

Ledgers on disk are copies of one that is made once a run: making it starts a process.
"""

from __future__ import annotations

import gc
import os
import signal
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from wattprint.ledger.connection import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Windows of tests stay off every screen; a test of a real platform starts its own process and says so there.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A shell that starts the suite in the background lets it ignore Ctrl+C, and so would every process of a test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says nothing on a busy machine: by default a fifth of a second is a failure.
settings.register_profile("any machine", settings.default, deadline=None)
settings.load_profile("any machine")

# What a window does in a moment takes a busy machine many: it is waited for a minute instead of five seconds.
PATIENCE_MS = 60_000
for _wait in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil, QtBot.waitExposed, QtBot.waitActive):
    _defaults = _wait.__kwdefaults__ or {}
    assert _defaults["timeout"] < PATIENCE_MS
    _defaults["timeout"] = PATIENCE_MS

# As in the app (gui.collecting): cycles that hold Qt's objects are collected where no destructor is at work.
gc.set_threshold(0)
#: Tests between two looks through everything.
ALL_EVERY = 50

_HOMES = count(1)
_FINISHED = count(1)


def pytest_runtest_logfinish() -> None:
    """A test and all that it set up are over."""
    gc.collect(2 if next(_FINISHED) % ALL_EVERY == 0 else 1)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the homes of this run, and the cache they share (Qt's fonts are slow to find)."""
    folder = tmp_path_factory.mktemp("homes")
    (folder / "cache").mkdir()
    return folder


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, the locale C.UTF-8 and no setting of the person's shell; returns the home's path.

    The ledger and the settings file do not exist yet, nor do their folders.
    """
    folder = homes / str(next(_HOMES))
    runtime = folder / "run"
    runtime.mkdir(parents=True)
    runtime.chmod(0o700)  # as the specification wants it: Qt and D-Bus refuse a wider one
    places = {
        "HOME": folder,
        "XDG_CONFIG_HOME": folder / "config",
        "XDG_DATA_HOME": folder / "data",
        "XDG_STATE_HOME": folder / "state",
        "XDG_CACHE_HOME": homes / "cache",
        "XDG_RUNTIME_DIR": runtime,
        "WATTPRINT_LEDGER": folder / "ledger" / "ledger.sqlite",
        "WATTPRINT_CONFIG": folder / "settings" / "settings.toml",
    }
    for name, path in places.items():
        monkeypatch.setenv(name, str(path))
    for name in ("LANGUAGE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME", "XDG_CONFIG_DIRS", "XDG_DATA_DIRS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("LANG", "C.UTF-8")
    return folder


@pytest.fixture
def noon() -> Iterator[str]:
    """About noon, wherever and whenever this runs, for the test and what it starts: "today" stays one day.

    Returns that day (ISO). For tests of what asks the real clock; the others have a clock of their own.
    """
    hours = round(12 - time.time() / 3600 % 24)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TZ", f"NOON{-hours:+d}")
        _take_zone()
        yield time.strftime("%Y-%m-%d")
    _take_zone()


@pytest.fixture
def hangs_up() -> Iterator[None]:
    """SIGHUP ends what it reaches, as in a terminal: who runs the suite under nohup lets it ignore that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def _take_zone() -> None:
    """Let this process look at TZ again."""
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts this machine into a zone."""

    def enter(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        _take_zone()

    yield enter
    monkeypatch.undo()
    _take_zone()


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger fresh from prepare(): never write to it."""
    path = tmp_path_factory.mktemp("template") / "ledger.sqlite3"
    prepare(path)
    return path
