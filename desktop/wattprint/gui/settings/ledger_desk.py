"""The ledger as the settings use it: what they know of it, and what they write. No window waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from wattprint.gui.settings.jobs import Jobs, run_unheard
from wattprint.ledger.choices import ChoiceHistory
from wattprint.ledger.errors import LedgerMissing
from wattprint.ledger.person import PersonLedger
from wattprint.ledger.programs import PendingProgram
from wattprint.ledger.rows import DeviceRecord
from wattprint.system.ledger_access import open_for_reading, open_for_writing
from wattprint.system.recorder_lock import RecorderLock

T = TypeVar("T")


class OwnRecorder(Protocol):
    """The recorder that this app keeps at work: gui.recorder_process.RecorderProcess has it."""

    def stop_then(self, then: Callable[[], None]) -> None:
        """Stop it without waiting; then is called when it has stopped, also where the app ends meanwhile."""

    def go_on(self) -> None:
        """Start it again: once for each stop_then."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the pages show of the ledger. choices: None where there is no ledger yet."""

    choices: ChoiceHistory | None = None
    devices: tuple[DeviceRecord, ...] = ()
    programs: tuple[PendingProgram, ...] = ()


class LedgerDesk(QObject):
    """Shared by the pages of one window. Signals:

    looked: `known` was read again, or could not be. written: numbers may differ now. settled(bool): nothing
    is under way any more that must be waited for; False when some of it failed. jobs has its own.

    known: as it was read last; None before that. answered: it was read, or could not be.
    """

    looked = Signal()
    written = Signal()
    settled = Signal(bool)

    def __init__(self, path: Path, recorder: OwnRecorder | None, parent: QObject | None = None) -> None:
        """recorder: as Surroundings has it."""
        super().__init__(parent)
        self.known: Known | None = None
        self.answered = False
        self.jobs = Jobs(self)
        self._path = path
        self._recorder = recorder
        self._looking = self._again = False
        self._under_way = 0
        self._all_good = True

    # -- what is known ------------------------------------------------------------------------------------

    @property
    def excuse(self) -> str:
        """What stands where nothing is known; "" where it is."""
        if self.known is not None:
            return ""
        return self.tr("Could not be read.") if self.answered else self.tr("Reading…")

    def look(self) -> None:
        """Read it again, soon; `looked` tells when that is done."""
        if self._looking:
            self._again = True
            return
        self._looking = True
        self.jobs.run(self, partial(_read, self._path), self._took, self._looked, doing=self._waiting)

    def ask(
        self, asker: QObject, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[], None]
    ) -> None:
        """Ask it something else. asker, done, failed: as Jobs.run has them."""
        self.jobs.run(asker, job, done, failed, doing=self._waiting)

    def _took(self, known: Known) -> None:
        self.known = known
        self._looked()

    def _looked(self) -> None:
        self._looking, self.answered = False, True
        self.looked.emit()
        if self._again:
            self._again = False
            self.look()

    @property
    def _waiting(self) -> str:
        return self.tr("Waiting for the ledger…")

    @property
    def _working(self) -> str:
        return self.tr("Working…")

    # -- writing ------------------------------------------------------------------------------------------

    @property
    def writing(self) -> bool:
        """Whether something is not written yet, here or into a copy."""
        return self._under_way > 0

    def write(
        self,
        asker: QObject,
        job: Callable[[PersonLedger], object],
        done: Callable[[], None],
        failed: Callable[[], None],
    ) -> None:
        """Write, all of it or nothing; a ledger that is missing is begun. done, failed: as Jobs.run."""

        def took(_: None) -> None:
            done()

        self._wait_for(asker, partial(_write, self._path, job), took, failed, self._waiting)

    def write_alone(
        self, asker: QObject, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[], None]
    ) -> None:
        """Run a job that needs the ledger for itself: nothing is measured meanwhile, and it is again then.

        asker, done, failed: as Jobs.run. Where another recorder has the ledger, that is the failure.
        """
        path, recorder = self._path, self._recorder

        def locked() -> T:
            with RecorderLock(path):
                return job()

        if recorder is None:
            self._wait_for(asker, locked, done, failed, self._working)
            return

        def alone() -> None:
            if not isValid(self):
                # The app ends, and the window is gone. What was asked for is done all the same.
                run_unheard(locked, recorder.go_on)
                return
            self._wait_for(asker, locked, done, failed, self._working, after=recorder.go_on)
            self._under_way -= 1
            self.jobs.end(self._working)

        # A recorder that hangs in a sensor takes seconds to stop: that is a part of what is under way.
        self._under_way += 1
        self.jobs.begin(self._working)
        recorder.stop_then(alone)

    def copy(
        self, asker: QObject, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[], None]
    ) -> None:
        """Run a job that only reads, but all of it: beside everything else. done, failed: as Jobs.run."""
        self._wait_for(asker, job, done, failed, self._working, beside=True)

    def _wait_for(
        self,
        asker: QObject,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[], None],
        doing: str,
        *,
        beside: bool = False,
        after: Callable[[], None] | None = None,
    ) -> None:
        self._under_way += 1

        def wrote(result: T) -> None:
            self._under_way -= 1
            if not beside:
                self.written.emit()
            if isValid(asker):
                done(result)
            self._settle()

        def not_written() -> None:
            self._under_way -= 1
            self._all_good = False
            if isValid(asker):
                failed()
            self._settle()

        # Pages come and go with the language; what is written is told and counted all the same.
        self.jobs.run(self, job, wrote, not_written, doing=doing, beside=beside, after=after)

    def _settle(self) -> None:
        if not self._under_way:
            good, self._all_good = self._all_good, True
            self.settled.emit(good)


def _read(path: Path) -> Known:
    """On the other thread."""
    try:
        with open_for_reading(path) as reader:
            return Known(reader.choices(), tuple(reader.devices()), tuple(reader.programs()))
    except LedgerMissing:
        return Known()


def _write(path: Path, job: Callable[[PersonLedger], object]) -> None:
    """On the other thread."""
    with open_for_writing(path) as ledger, ledger.together():
        job(ledger)
