"""Reads the list of sessions and the details of one; used on the files' thread only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wattprint.domain.equivalents import Basis, choose
from wattprint.domain.footprint import QUALITY_ORDER, Footprint, footprint
from wattprint.domain.totals import WH_PER_KWH
from wattprint.gui.day import Likeness
from wattprint.gui.history.figures import KeptFigures
from wattprint.gui.history.sessions.blocks import BLOCK
from wattprint.ledger.errors import LedgerMissing
from wattprint.ledger.session_lines import SessionDetails, SessionFilter, SessionLine, SessionOrder
from wattprint.reference.equivalents import Equivalents
from wattprint.reference.files import resource_path
from wattprint.reference.tolerances import Tolerance, Tolerances
from wattprint.system.ledger_access import open_for_reading, open_for_writing
from wattprint.system.recorder_lock import recorder_runs

if TYPE_CHECKING:
    from wattprint.domain.band import Band
    from wattprint.domain.session_energy import SessionEnergy
    from wattprint.export.valuing import Valued
    from wattprint.ledger.reader import LedgerReader
    from wattprint.ledger.session_list import SessionList
    from wattprint.system.paths import Paths


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sessions, in which order."""

    filter: SessionFilter
    order: SessionOrder = SessionOrder.START
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A list and the blocks of it that were asked for.

    ever: there are sessions, whatever the filter. apps: (key, name) of all that have any.
    """

    asked: Asked
    count: int
    blocks: Mapping[int, list[SessionLine]]
    ever: bool
    apps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """One session with its numbers.

    total: with the sensors' tolerance as its band. likenesses: the large equivalent first; may be empty.
    tolerances: the rows behind the band. co2e_g: None while the energy is unknown.
    """

    details: SessionDetails
    total: Footprint
    likenesses: tuple[Likeness, ...]
    tolerances: tuple[Tolerance, ...]
    co2e_g: Band | None
    grid_zone: str

    @property
    def line(self) -> SessionLine:
        """The session as it is listed."""
        return self.details.line


class SessionsReader:
    """Reads for the page. Keeps the figures, and the ledger open: a list is sorted once for all its blocks.

    Raises LedgerErrors; a ledger that is not there has no sessions.
    """

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._open: tuple[LedgerReader, SessionList] | None = None
        self._file: tuple[int, int] | None = None
        self._everyday: Equivalents | None = None
        self._tolerances: Tolerances | None = None
        self._figures = KeptFigures(paths)

    def close(self) -> None:
        """Let the ledger go."""
        if self._open is not None:
            self._open[0].close()
            self._open = self._file = None

    def listing(self, asked: Asked, blocks: Iterable[int], count_before: int) -> Listing:
        """A list, with these of its blocks.

        count_before: how long it was; what has been put before its rows moves them so far.
        """
        try:
            _, sessions = self._opened()
        except LedgerMissing:
            return Listing(asked, 0, {}, ever=False, apps=())
        count = sessions.count(asked.filter)
        wanted = set(blocks)
        if count_before and count != count_before:
            first = {block * BLOCK + count - count_before for block in wanted}
            wanted |= {max(0, row) // BLOCK for row in first}
            wanted |= {max(0, row + BLOCK - 1) // BLOCK for row in first}
        found = {block: self.block(asked, block) for block in sorted(wanted) if block * BLOCK < count}
        apps = tuple(sessions.apps())
        return Listing(asked, count, found, ever=bool(apps), apps=apps)

    def block(self, asked: Asked, block: int) -> list[SessionLine]:
        """One block of a list."""
        _, sessions = self._opened()
        return sessions.page(asked.filter, asked.order, asked.descending, block * BLOCK, BLOCK)

    def keep_sums(self) -> bool:
        """Let the ledger keep some of the sums that it sorts by; True while there are more."""
        with open_for_writing(self._paths.ledger) as ledger:
            return ledger.keep_missing_sums()

    def energy(self, filter_: SessionFilter) -> SessionEnergy:
        """What all sessions of a list used."""
        _, sessions = self._opened()
        return sessions.energy(filter_)

    def detail(self, session_id: int) -> Detail | None:
        """All about one session; None when there is no such session any more.

        It is open only as long as a recorder may go on with it: one that was killed closes nothing.
        """
        try:
            reader, sessions = self._opened()
        except LedgerMissing:
            return None
        details = sessions.details(session_id)
        if details is None:
            return None
        if details.line.open and not recorder_runs(self._paths.ledger):
            details = replace(details, line=replace(details.line, open=False))
        return self._detail(details, self._figures.now(reader.choices()))

    def _opened(self) -> tuple[LedgerReader, SessionList]:
        try:
            status = self._paths.ledger.stat()
            file = (status.st_dev, status.st_ino)
        except OSError:
            file = None  # opening it says what is the matter
        if self._open is None or file != self._file:
            # Another file has taken its place: a copy was put back, or a new one begun.
            self.close()
            reader = open_for_reading(self._paths.ledger)
            self._open, self._file = (reader, reader.session_list()), file
        return self._open

    def _detail(self, details: SessionDetails, valued: Valued) -> Detail:
        if self._everyday is None or self._tolerances is None:
            self._everyday = Equivalents.load(resource_path("data", "equivalents.toml"))
            self._tolerances = Tolerances.load(resource_path("data", "tolerances.toml"))
        rows = [part.row for part in details.energy]
        total = footprint(rows, valued.valuation.tolerance)
        terms = valued.valuation.local_terms(details.first_day)
        known = details.line.energy_wh is not None and total.local.central > 0
        co2e_g = total.local * (terms.g_per_kwh / WH_PER_KWH) if known else None
        choice = choose(
            {Basis.ENERGY_WH: total.local, Basis.CO2E_G: co2e_g},
            self._everyday.ladder(terms.grid_zone, valued.equivalents),
        )
        likenesses = () if choice is None else (Likeness(self._everyday[choice.big.step.id], choice.big),)
        tolerances = {
            self._tolerances.row(row.vendor, row.quality, row.kind): None
            for row in sorted(rows, key=lambda row: QUALITY_ORDER.index(row.quality))
        }
        return Detail(details, total, likenesses, tuple(tolerances), co2e_g, terms.grid_zone)
