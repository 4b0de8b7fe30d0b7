"""Tells when the machine goes to sleep and when it is back.

logind (or elogind) says both, over the system bus. Where it is not there, the clocks are compared once a
minute: that finds a sleep after the fact, up to a minute of awake time later, and never tells one beforehand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from wattprint.system.clock import SystemClock

if TYPE_CHECKING:
    from wattprint.system.clock import Clock

SERVICE = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
INTERFACE = "org.freedesktop.login1.Manager"
SIGNAL = "PrepareForSleep"

#: By its text: a Python callable is accepted in its place, and then never called.
#: (Any: the types that come with PySide want bytes here, the binding itself refuses them.)
_SLOT: Any = SLOT("prepare_for_sleep(bool)")

#: How often the clocks are compared where nobody tells. Seldom: this is for machines that rest.
LOOK_EVERY_MS = 60_000


class SuspendWatch(QObject):
    """Keep a reference as long as it is to work.

    Signals: about_to_sleep: the machine is going to sleep at once (logind only). woke: it has slept; the time
    zone is read anew before (the lid may have been opened in another country).
    """

    about_to_sleep = Signal()
    woke = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        bus: QDBusConnection | None = None,
        clock: Clock | None = None,
        look_every_ms: int = LOOK_EVERY_MS,
    ) -> None:
        super().__init__(parent)
        # The connection object lives as long as we do: its Python owner would else take it along.
        self._bus = QDBusConnection.systemBus() if bus is None else bus
        self._clock = SystemClock() if clock is None else clock
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(look_every_ms)
        self._timer.timeout.connect(self._look)
        self._seen = self._clock.now()

    @property
    def told_by_logind(self) -> bool:
        """Whether the system tells; else the clocks are compared."""
        return not self._timer.isActive()

    def start(self) -> None:
        """Begin to listen."""
        if not self._listen():
            self._seen = self._clock.now()
            self._timer.start()

    def stop(self) -> None:
        """Stop listening; safe to call twice."""
        self._timer.stop()
        self._bus.disconnect(SERVICE, PATH, INTERFACE, SIGNAL, self, _SLOT)

    def _listen(self) -> bool:
        if not self._bus.isConnected():
            return False
        heard = self._bus.connect(SERVICE, PATH, INTERFACE, SIGNAL, self, _SLOT)
        # Listening succeeds on any bus; whether somebody will ever speak is another question.
        return heard and bool(self._bus.interface().isServiceRegistered(SERVICE).value())

    @Slot(bool)
    def prepare_for_sleep(self, going: bool) -> None:
        """The system's own word: True before it sleeps, False once it is back."""
        if going:
            self.about_to_sleep.emit()
        else:
            self._wake()

    def _look(self) -> None:
        from wattprint.domain.intervals import interval_between  # only where nobody tells

        # One look for both: a sleep between two of them would never be told.
        before, self._seen = self._seen, self._clock.now()
        if interval_between(before, self._seen, self._timer.interval() / 1000).suspended:
            self._wake()

    def _wake(self) -> None:
        self._clock.refresh_zone()
        self.woke.emit()
