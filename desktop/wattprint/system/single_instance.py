"""Listens, as the one desktop app of a ledger, for second starts that ask it to show its window.

The protocol: one line, `{"v":1,"do":"show"}`, answered by `{"v":1,"done":"show"}`. All else is ignored.
Only this person's programs can reach the socket (folder 0700, socket 0600), but those may be broken: whoever
says nothing, too much or rubbish is hung up on, and nothing that they send is kept.

On Windows a second start leaves, too, but cannot raise the window: nothing listens there yet (untested).
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal

from wattprint.system.instance_lock import DONE, VERSION, InstanceLock, ask_once, ask_to_show, door_of
from wattprint.system.runtime_folder import in_temporary_folder

if TYPE_CHECKING:
    from wattprint.system.instance_lock import Door

log = logging.getLogger(__name__)

#: Who connects says the line at once.
READ_MS = 5000

#: Far more than the line; what is longer is not read.
LONGEST_LINE = 1000

#: As many at a time as could ever be meant; later ones wait in the system's queue.
MOST_CALLERS = 8

#: Whoever listens although the lock was free answers in this time.
LOST_LOCK_S = 1.0

#: When the process has no file left for a caller, the socket stays "ready": looking again at once would spin.
EXHAUSTED_MS = 5000

#: Systems tidy their temporary folder of what nobody touched for some days.
TOUCH_MS = 6 * 3600 * 1000


class SingleInstance(QObject):
    """The door of the one desktop app of a ledger.

    Signals: show_requested: somebody has started the app once more.
    """

    show_requested = Signal()

    def __init__(self, ledger: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger = ledger
        self._lock: InstanceLock | None = None
        self._listening: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        self._callers: set[_Caller] = set()
        self._touch = QTimer(self)
        self._touch.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._touch.setInterval(TOUCH_MS)
        self._touch.timeout.connect(self._keep_fresh)
        self.other_pid: int | None = None
        """Process id of the app that is there already, after claim() has said so, where it can be known."""
        self.answered = False
        """Whether that app has answered; False: it hangs, or was not asked."""

    def claim(self, *, show: bool = True) -> bool:
        """Become the one app, or ask the one there is to show its window (unless show is False).

        False: another one runs, leave. Where no lock can be had at all (no folder of our own, a full disk)
        the app starts: the ledger does not depend on this lock, only the comfort does.
        """
        try:
            door = door_of(self._ledger)
            lock = InstanceLock(door)
            taken = lock.acquire()
        except OSError as error:
            log.warning("cannot tell whether Wattprint runs already: %s", error)
            return True
        # A lock file that was tidied away lets a second one be taken, while the first app still answers.
        if taken and not ask_once(door, LOST_LOCK_S):
            self._lock = lock
            self._listen(door)
            return True
        self.answered = taken or (show and ask_to_show(door))
        # Only now: an app that has just taken the lock writes its process id a moment later, then listens.
        self.other_pid = None if taken else lock.holder()
        lock.release()
        return False

    def release(self) -> None:
        """Stop listening and let another app be the one; safe to call twice."""
        self._touch.stop()
        for caller in list(self._callers):
            caller.hang_up()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._listening is not None:
            self._listening.close()
            self._listening = None
            if self._lock is not None:
                # Nobody else can have put a socket there: we still have the lock.
                with contextlib.suppress(OSError):
                    self._lock.door.socket.unlink()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _listen(self, door: Door) -> None:
        if not hasattr(socket, "AF_UNIX"):
            return
        # Made under a name of our own and moved into place: what a crash left is replaced at one stroke, and
        # nobody ever meets a socket that is open to others or that nobody listens to.
        fresh = door.socket.with_name(f"{door.socket.name}.{os.getpid()}")
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            fresh.unlink(missing_ok=True)
            listening.bind(os.fspath(fresh))
            fresh.chmod(0o600)
            listening.listen()
            listening.setblocking(False)
            fresh.replace(door.socket)
        except OSError as error:
            listening.close()
            fresh.unlink(missing_ok=True)
            log.warning("a second start cannot raise the window: %s: %s", door.socket, error)
            return
        self._listening = listening
        self._notifier = QSocketNotifier(listening.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer_the_door)
        if in_temporary_folder(door.socket.parent):
            self._touch.start()

    def _answer_the_door(self) -> None:
        if self._listening is None:
            return
        try:
            connection, _ = self._listening.accept()
        except BlockingIOError:
            return
        except OSError as error:
            log.warning("a second start could not be heard: %s", error)
            self._rest(EXHAUSTED_MS)
            return
        caller = _Caller(connection, self)
        self._callers.add(caller)
        caller.asked_to_show.connect(self.show_requested)
        caller.gone.connect(self._forget)
        self._wake()

    def _forget(self, caller: _Caller) -> None:
        self._callers.discard(caller)
        self._wake()

    def _rest(self, milliseconds: int) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            QTimer.singleShot(milliseconds, self, self._wake)

    def _wake(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(len(self._callers) < MOST_CALLERS)

    def _keep_fresh(self) -> None:
        if self._lock is not None:
            for path in (self._lock.door.lock, self._lock.door.socket, self._lock.door.lock.parent):
                with contextlib.suppress(OSError):
                    os.utime(path)


class _Caller(QObject):
    """One connection: read until a line end, five seconds or a thousand bytes, answered, hung up."""

    asked_to_show = Signal()
    gone = Signal(object)

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        super().__init__(parent)
        connection.setblocking(False)
        self._connection = connection
        self._read = b""
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._listen)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.hang_up)
        self._patience.start(READ_MS)

    def hang_up(self) -> None:
        """End the connection."""
        if self._connection.fileno() < 0:
            return
        self._patience.stop()
        self._notifier.setEnabled(False)
        self._connection.close()
        self.gone.emit(self)
        self.deleteLater()

    def _listen(self) -> None:
        try:
            part = self._connection.recv(LONGEST_LINE)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        self._read += part
        line, end, _ = self._read.partition(b"\n")
        if end and asks_to_show(line):
            with contextlib.suppress(OSError):  # who does not wait for the answer has been heard all the same
                self._connection.send(DONE)
            self.asked_to_show.emit()
        if end or not part or len(self._read) >= LONGEST_LINE:
            self.hang_up()


def asks_to_show(line: bytes) -> bool:
    """Whether a line is the one request there is, in a version we know."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(request, dict) and request.get("v") == VERSION and request.get("do") == "show"
