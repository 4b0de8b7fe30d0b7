"""Keeps bookings safe: writes them when it can, holds on to them when it cannot, says so once."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from wattprint.domain.bookings import Bookings
from wattprint.ledger.backup import set_aside
from wattprint.ledger.connection import check_health, prepare
from wattprint.ledger.errors import LedgerDamaged, LedgerError, LedgerMissing
from wattprint.ledger.measurements import MeasurementLedger
from wattprint.ledger.programs import purge
from wattprint.ledger.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wattprint.domain.bookings import Session
    from wattprint.domain.readings import Device

log = logging.getLogger(__name__)


class Store:
    """The recorder's ledger through thick and thin. The caller holds the recorder's lock.

    set_aside_as: where a damaged ledger was moved, when that happened (for the person to know).
    trouble: why the last write failed; None when all is well.
    """

    def __init__(self, path: Path) -> None:
        """Open or create. Raises LedgerError (too new, read-only, full) when recording makes no sense."""
        self.path = path
        self.set_aside_as: Path | None = None
        self.trouble: LedgerError | None = None
        self._ledger: MeasurementLedger | None = self._open()
        self._file = self._identity()
        # A ledger that has to be begun anew in between knows no baseline until it is told again.
        self._baselines = self._ledger.baselines()
        self._cpu_s = time.process_time()
        self._sums_kept_on: str | None = None

    @property
    def ledger(self) -> MeasurementLedger:
        """The open ledger; after a write that met trouble there may be none. Raises LedgerMissing then."""
        if self._ledger is None:
            raise LedgerMissing(self.path)
        return self._ledger

    def write(
        self,
        bookings: Bookings,
        devices: Iterable[Device],
        now_wall_s: float,
        local_day: str,
        open_sessions: Iterable[Session],
    ) -> Bookings:
        """Try to write; returns what is still to be written: new empty bookings, or the same ones.

        devices: all that the bookings may name. open_sessions: all that may get further rows; they are told
        when the file they stood in is gone.
        """
        cpu_s = time.process_time()
        devices, open_sessions = tuple(devices), tuple(open_sessions)
        try:
            if self._ledger is None or self._identity() != self._file:
                self._begin_anew(bookings, devices, open_sessions)
            try:
                self.ledger.write(bookings, devices, now_wall_s, local_day, cpu_s - self._cpu_s)
            except LedgerDamaged:
                self._close()
                self.set_aside_as = set_aside(self.path)
                self._begin_anew(bookings, devices, open_sessions)
                self.ledger.write(bookings, devices, now_wall_s, local_day, cpu_s - self._cpu_s)
        except LedgerError as trouble:
            if self.trouble is None or self.trouble.code != trouble.code:
                log.info("%s", trouble)
            self.trouble = trouble
            return bookings
        self._baselines.update(bookings.baselines)
        self._cpu_s, self.trouble = cpu_s, None
        self._keep_sums(local_day)
        return Bookings()

    def tidy(self, now_wall_s: float, traces_kept_s: float) -> None:
        """Forget what is too old; a failure waits for the next time."""
        try:
            purge(self.ledger.connection, self.path, now_wall_s, traces_kept_s)
        except LedgerError as trouble:
            log.info("%s", trouble)

    def close(self) -> None:
        """Close the file."""
        self._close()

    def _keep_sums(self, local_day: str) -> None:
        """Of months that are over and have none: one after each write, until all have theirs; daily."""
        if local_day == self._sums_kept_on:
            return
        try:
            if not seal(self.ledger.connection, self.path, local_day):
                self._sums_kept_on = local_day
        except LedgerError as trouble:
            log.info("%s", trouble)
            self._sums_kept_on = local_day  # totals are right without them

    def _close(self) -> None:
        ledger, self._ledger = self._ledger, None
        if ledger is not None:
            ledger.close()

    def _open(self) -> MeasurementLedger:
        try:
            return self._open_healthy()
        except LedgerDamaged:
            self.set_aside_as = set_aside(self.path)
            return self._open_healthy()

    def _open_healthy(self) -> MeasurementLedger:
        prepare(self.path)
        ledger = MeasurementLedger(self.path)
        try:
            check_health(ledger.connection, self.path)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def _begin_anew(
        self, bookings: Bookings, devices: tuple[Device, ...], open_sessions: tuple[Session, ...]
    ) -> None:
        """Open what now stands at the path (somebody removed or replaced the file) or make a new one."""
        self._close()
        self._ledger = self._open()
        self._file = self._identity()
        self._ledger.close_open_sessions()
        named = (key.session for key in bookings.energy if key.session is not None)
        for session in {*bookings.sessions, *named, *open_sessions}:
            session.ledger_id = None
            bookings.touch(session)
        for device in devices:
            known = self._baselines.get(device.key)
            if known is not None:
                bookings.baselines.setdefault(device.key, known)

    def _identity(self) -> tuple[int, int] | None:
        """Which file the path means: writing on into a deleted one would lose everything silently."""
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino
