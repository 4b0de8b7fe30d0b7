"""Sleep and waking, told by a stand-in for logind on a bus of its own, and found by the clocks without it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from wattprint.domain.readings import Instant
from wattprint.system.suspend import INTERFACE, PATH, SERVICE, SIGNAL, SuspendWatch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

needs_bus = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")


class HandClock:
    """Clocks moved by hand."""

    def __init__(self) -> None:
        self.awake_s = 1000.0
        self.asleep_s = 0.0
        self.step_s = 0.0
        self.boot = True
        self.refreshed = 0

    def now(self) -> Instant:
        boot_s = self.awake_s + self.asleep_s
        return Instant(self.awake_s, boot_s if self.boot else None, 1.7e9 + boot_s + self.step_s)

    def local_day(self, wall_s: float) -> str:
        raise NotImplementedError

    def refresh_zone(self) -> None:
        self.refreshed += 1


class Heard:
    """What a watch has told, in order."""

    def __init__(self, watch: SuspendWatch, clock: HandClock) -> None:
        self.words: list[str] = []
        watch.about_to_sleep.connect(lambda: self.words.append("sleep"))
        watch.woke.connect(lambda: self.words.append(f"woke {clock.refreshed}"))


@contextmanager
def connected(address: str, name: str) -> Iterator[QDBusConnection]:
    bus = QDBusConnection.connectToBus(address, name)
    try:
        assert bus.isConnected(), bus.lastError().message()
        yield bus
    finally:
        # Whatever failed: the next test would get this one under its name.
        QDBusConnection.disconnectFromBus(name)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def logind(bus_address: str, qtbot: QtBot) -> Iterator[Callable[..., None]]:
    """Says PrepareForSleep as logind does; by default under its name and from its place."""
    with connected(bus_address, "logind") as bus:
        assert bus.registerService(SERVICE)

        def say(going: object, path: str = PATH, interface: str = INTERFACE) -> None:
            message = QDBusMessage.createSignal(path, interface, SIGNAL)
            message.setArguments([going])
            assert bus.send(message)

        yield say


def watching(bus: QDBusConnection, clock: HandClock, every_ms: int = 60_000) -> tuple[SuspendWatch, Heard]:
    watch = SuspendWatch(bus=bus, clock=clock, look_every_ms=every_ms)
    heard = Heard(watch, clock)
    watch.start()
    return watch, heard


@needs_bus
def test_logind_tells_both_and_the_zone_is_read_anew_first(
    bus_address: str, logind: Callable[..., None], clock: HandClock, qtbot: QtBot
) -> None:
    with connected(bus_address, "app") as bus:
        watch, heard = watching(bus, clock)
        assert watch.told_by_logind
        logind(True)
        qtbot.waitUntil(lambda: heard.words == ["sleep"])
        assert clock.refreshed == 0
        logind(False)
        qtbot.waitUntil(lambda: heard.words == ["sleep", "woke 1"])
        watch.stop()


@needs_bus
def test_nobody_else_and_nothing_else_is_believed(
    bus_address: str, logind: Callable[..., None], clock: HandClock, qtbot: QtBot
) -> None:
    with connected(bus_address, "app") as bus, connected(bus_address, "other") as other:
        watch, heard = watching(bus, clock)
        message = QDBusMessage.createSignal(PATH, INTERFACE, SIGNAL)
        message.setArguments([False])
        assert other.send(message)
        assert other.interface().isServiceRegistered(SERVICE).value()  # the bus has passed it on
        logind("yes")
        logind(False, path="/elsewhere")
        logind(False, interface="org.freedesktop.login1.Other")
        logind(True)  # comes last: what was sent before has been delivered by then
        qtbot.waitUntil(lambda: heard.words == ["sleep"])
        watch.stop()


@needs_bus
def test_after_stop_nothing_is_told(
    bus_address: str, logind: Callable[..., None], clock: HandClock, qtbot: QtBot
) -> None:
    with connected(bus_address, "app") as bus:
        watch, heard = watching(bus, clock)
        other = SuspendWatch(bus=bus, clock=clock)
        other.start()
        watch.stop()
        watch.stop()
        with qtbot.waitSignal(other.woke):
            logind(False)
        with qtbot.waitSignal(other.about_to_sleep):
            logind(True)  # whoever was told of the first one has heard it by now
        assert heard.words == []
        other.stop()


@needs_bus
def test_a_bus_without_logind_has_the_clocks_compared(
    bus_address: str, clock: HandClock, qtbot: QtBot
) -> None:
    with connected(bus_address, "app") as bus:
        watch, heard = watching(bus, clock, every_ms=1000)
        assert not watch.told_by_logind
        clock.awake_s += 30
        clock.asleep_s += 3600
        qtbot.waitUntil(lambda: heard.words == ["woke 1"])
        watch.stop()


@pytest.fixture
def no_bus() -> QDBusConnection:
    """As on a system without any bus."""
    bus = QDBusConnection("nowhere")
    assert not bus.isConnected()
    return bus


@pytest.mark.parametrize("boot", [True, False])
def test_without_a_bus_the_clocks_tell_each_sleep_once(
    no_bus: QDBusConnection, clock: HandClock, qtbot: QtBot, boot: bool
) -> None:
    clock.boot = boot
    watch, heard = watching(no_bus, clock)
    look = watch._timer.timeout.emit
    for _ in range(3):
        clock.awake_s += 3600  # busy or stalled, never asleep
        look()
    assert heard.words == []
    clock.asleep_s += 20
    look()
    look()
    assert heard.words == ["woke 1"]
    clock.asleep_s += 8 * 3600
    look()
    assert heard.words == ["woke 1", "woke 2"]
    watch.stop()


def test_many_short_sleeps_are_each_told(no_bus: QDBusConnection, clock: HandClock, qtbot: QtBot) -> None:
    watch, heard = watching(no_bus, clock)
    for _ in range(3):
        clock.awake_s += 60
        clock.asleep_s += 2
        watch._timer.timeout.emit()
    assert len(heard.words) == 3
    watch.stop()


def test_a_sleep_while_it_looks_is_told_the_next_time(
    no_bus: QDBusConnection, clock: HandClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, heard = watching(no_bus, clock)
    now = clock.now

    def then_it_sleeps() -> Instant:
        before = now()
        clock.asleep_s += 3600
        monkeypatch.setattr(clock, "now", now)
        return before

    monkeypatch.setattr(clock, "now", then_it_sleeps)
    clock.awake_s += 60
    watch._timer.timeout.emit()
    assert heard.words == []
    watch._timer.timeout.emit()
    assert heard.words == ["woke 1"]
    watch.stop()


def test_a_clock_that_is_set_is_no_sleep_where_the_boot_clock_knows(
    no_bus: QDBusConnection, clock: HandClock, qtbot: QtBot
) -> None:
    watch, heard = watching(no_bus, clock)
    clock.step_s = 86_400.0
    watch._timer.timeout.emit()
    assert heard.words == []
    watch.stop()


def test_by_itself_it_looks_once_a_minute_at_most_and_coarsely(no_bus: QDBusConnection, qtbot: QtBot) -> None:
    watch = SuspendWatch(bus=no_bus)
    watch.start()
    assert watch._timer.isActive()
    assert watch._timer.interval() >= 60_000
    assert watch._timer.timerType() is Qt.TimerType.VeryCoarseTimer
    watch.stop()
    assert not watch._timer.isActive()
