"""Notifications, as a service on a bus of its own gets them, and without one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtDBus import QDBusConnection

from wattprint.gui import notifier as notifier_module
from wattprint.gui.cloud import work
from wattprint.gui.notifier import PATIENCE_MS, Notifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")

SERVICE = Path(__file__).parents[1] / "fakes" / "notifications.py"


class FakeIcon:
    """Remembers what it shows."""

    class _Signal:
        def connect(self, *_: object) -> None:
            pass

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []
        self.messageClicked = self._Signal()

    def showMessage(self, title: str, text: str, _icon: object) -> None:
        self.shown.append((title, text))


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service on a busy machine has longer to answer than a person would wait."""
    monkeypatch.setattr(notifier_module, "PATIENCE_MS", 60_000)


@pytest.fixture
def bus(bus_address: str) -> Iterator[QDBusConnection]:
    yield QDBusConnection.connectToBus(bus_address, "notified")
    QDBusConnection.disconnectFromBus("notified")


@pytest.fixture
def serve(bus_address: str, tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Starts the service; returns the file that it writes."""
    started = []

    def begin(*abilities: str) -> Path:
        log = tmp_path / "told"
        command = [sys.executable, str(SERVICE), str(log), *abilities]
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus_address}
        service = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(service)
        assert service.stdout is not None
        assert service.stdout.readline() == "ready\n"
        return log

    yield begin
    for service in started:
        service.terminate()
        service.communicate(timeout=60)


def told(log: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def test_a_service_gets_every_argument_as_it_wants_them(
    bus: QDBusConnection, serve: Callable[..., Path], patient: None, qtbot: QtBot
) -> None:
    log, icon = serve("body"), FakeIcon()
    notifier = Notifier(lambda: icon, bus=bus)  # type: ignore[arg-type,return-value]
    notifier.tell("Nothing is measured", "R&D <b>card</b>", "Open")
    qtbot.waitUntil(lambda: bool(told(log)))
    assert told(log) == [
        {
            "app": "wattprint",
            "replaces": 0,
            "icon": "dialog-warning",
            "title": "Nothing is measured",
            "text": "R&D <b>card</b>",
            "actions": ["default", "Open"],
            "hints": {"desktop-entry": "wattprint"},
            "stays_ms": -1,
        }
    ]
    assert icon.shown == []


def test_names_stay_plain_where_a_service_reads_markup(
    bus: QDBusConnection, serve: Callable[..., Path], patient: None, qtbot: QtBot
) -> None:
    log = serve("body", "body-markup")
    notifier = Notifier(lambda: None, bus=bus)
    notifier.tell("x", "R&D <b>card</b> \"a\" 'b'", "Open")
    qtbot.waitUntil(lambda: bool(told(log)))
    assert told(log)[0]["text"] == "R&amp;D &lt;b&gt;card&lt;/b&gt; \"a\" 'b'"


def test_a_click_is_heard(
    bus: QDBusConnection, serve: Callable[..., Path], patient: None, qtbot: QtBot
) -> None:
    serve("body")
    notifier = Notifier(lambda: None, bus=bus)
    clicks: list[str] = []
    notifier.clicked.connect(clicks.append)
    with qtbot.waitSignal(notifier.clicked):
        notifier.tell("click me", "text", "Open")
    with qtbot.waitSignal(notifier.clicked):
        notifier.tell("click me", "text", "Open", about="2026-11-21")
    notifier.action_invoked(99, "default")  # another program's
    assert clicks == ["", "2026-11-21"]


def test_a_click_before_the_number_is_known_is_heard(
    bus: QDBusConnection, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answers: list[Callable[[int], None]] = []
    monkeypatch.setattr(work, "run", lambda _owner, _job, done, _failed: answers.append(done))
    notifier = Notifier(lambda: None, bus=bus)
    clicks: list[str] = []
    notifier.clicked.connect(clicks.append)
    for about in ("2026-11-20", "2026-11-21"):
        notifier.tell("title", "text", "Open", about=about)
    for number in (99, 8, 8):  # another program's, and ours
        notifier.action_invoked(number, "default")
    assert clicks == []
    for number, answer in zip((7, 8), answers, strict=True):
        answer(number)
    assert clicks == ["2026-11-21"]
    notifier.action_invoked(8, "default")
    notifier.action_invoked(7, "default")
    assert clicks == ["2026-11-21", "2026-11-20"]
    notifier.tell("title", "text", "Open", about="later")
    answers[-1](99)
    assert clicks == ["2026-11-21", "2026-11-20"], "that click was none of ours"


def test_what_is_no_trouble_bears_no_warning(
    bus: QDBusConnection, serve: Callable[..., Path], patient: None, qtbot: QtBot
) -> None:
    log = serve("body")
    notifier = Notifier(lambda: None, bus=bus)
    notifier.tell("Yesterday: 412 Wh", "text", "Open", trouble=False)
    qtbot.waitUntil(lambda: bool(told(log)))
    assert told(log)[0]["icon"] == "dialog-information"


def test_without_a_service_the_icon_shows_it(bus: QDBusConnection, qtbot: QtBot) -> None:
    icon = FakeIcon()
    notifier = Notifier(lambda: icon, bus=bus)  # type: ignore[arg-type,return-value]
    notifier.tell("Nothing is measured", "text", "Open")
    qtbot.waitUntil(lambda: icon.shown == [("Nothing is measured", "text")])


def test_a_service_that_hangs_holds_nothing_up(
    bus: QDBusConnection, serve: Callable[..., Path], qtbot: QtBot
) -> None:
    serve("hangs")
    icon = FakeIcon()
    got: list[int] = []
    notifier = Notifier(lambda: icon, bus=bus)  # type: ignore[arg-type,return-value]
    notifier.tell("Nothing is measured", "why", "Open")
    work.run(notifier, lambda: 1, got.append, print)
    # Less than the 25 s that Qt would wait for each answer.
    qtbot.waitUntil(lambda: got == [1], timeout=PATIENCE_MS + 17_000)
    assert icon.shown == [("Nothing is measured", "why")]


def test_with_neither_nothing_breaks(
    bus: QDBusConnection, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    notifier = Notifier(lambda: None, bus=bus)
    notifier.tell("Nothing is measured", "text", "Open")
    qtbot.waitUntil(lambda: "nothing here shows notifications" in caplog.text)
